package org.yanzhen.hall;

import java.util.Locale;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.hall.PapersOnFile.OrderOnFile;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;

/** What the one who stands there has on file. */
@RestController
class OnFileController {

  private final PapersOnFile papers;

  OnFileController(PapersOnFile papers) {
    this.papers = papers;
  }

  /** Nothing before whoever looks has noted that they saw who it is. */
  @GetMapping("/api/hall/orders/{orderId}/on-file")
  OrderOnFile onFile(
      @PathVariable UUID orderId, @AuthenticationPrincipal Actor actor, Locale locale) {
    return papers.atTheDesk(actor, orderId, Language.of(locale));
  }
}

package org.yanzhen.catalogue;

import java.util.List;
import java.util.Locale;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;

/** The kinds that can be asked for. */
@RestController
@RequestMapping("/api/kinds")
class KindController {

  private final Catalogue catalogue;

  KindController(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @GetMapping
  ResponseEntity<List<KindView>> list(@AuthenticationPrincipal Actor actor, Locale locale) {
    Language language = Language.of(locale);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            catalogue.list(actor.realm()).stream()
                .map(kind -> catalogue.view(kind, language))
                .toList());
  }
}

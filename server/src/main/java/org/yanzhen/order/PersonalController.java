package org.yanzhen.order;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.order.PersonalWords.Handing;
import org.yanzhen.order.PersonalWords.PersonalFile;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;

/** What is kept of a requester, for an administrator whom they asked. */
@RestController
@RequestMapping("/api/personal")
class PersonalController {

  private final PersonalWords words;

  PersonalController(PersonalWords words) {
    this.words = words;
  }

  /** By the number of one of their orders, after {@code personal.look} said why. */
  @GetMapping
  ResponseEntity<PersonalFile> file(
      @RequestParam String number, @AuthenticationPrincipal Actor actor, Locale locale) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(words.file(actor, number, Language.of(locale)));
  }

  /** The same with their uploads, to hand out. */
  @GetMapping("/zip")
  void zip(
      @RequestParam String number,
      @AuthenticationPrincipal Actor actor,
      Locale locale,
      HttpServletResponse response)
      throws IOException {
    // Whatever is against it is said before the first byte.
    Handing handing = words.handing(actor, number, Language.of(locale));
    response.setContentType("application/zip");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename("personal-words.zip").build().toString());
    words.write(handing, response.getOutputStream());
  }
}

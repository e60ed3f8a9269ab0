package org.yanzhen.door;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Turns a template and what it shows into an answer. */
@Component
class Pages {

  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  /** How a page with somebody's data may be kept: not at all, and no search engine lists it. */
  private static final String OWN = "no-store";

  private final TemplateEngine templates;

  Pages(TemplateEngine doorTemplates) {
    this.templates = doorTemplates;
  }

  /** A page without anybody's data; going back to it keeps what was typed. */
  ResponseEntity<String> open(Face face, String template, Object page) {
    return answer(HttpStatus.OK, "private, no-cache", face, template, page);
  }

  /** A page with somebody's data: no cache keeps it. */
  ResponseEntity<String> own(Face face, String template, Object page) {
    return own(HttpStatus.OK, face, template, page);
  }

  ResponseEntity<String> own(HttpStatus status, Face face, String template, Object page) {
    return answer(status, OWN, face, template, page);
  }

  /** After a form: the browser fetches the next page, and a reload sends nothing again. */
  ResponseEntity<String> next(String address) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create(address))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private ResponseEntity<String> answer(
      HttpStatus status, String caching, Face face, String template, Object page) {
    StringOutput html = new StringOutput(16_384);
    templates.render(template + ".jte", Map.of("face", face, "page", page), html);
    return ResponseEntity.status(status)
        .contentType(HTML)
        .header(HttpHeaders.CACHE_CONTROL, caching)
        .header(HttpHeaders.CONTENT_LANGUAGE, face.language().tag())
        .header("X-Robots-Tag", caching.equals(OWN) ? "noindex" : "all")
        .body(html.toString());
  }
}

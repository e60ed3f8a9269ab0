package org.yanzhen.door;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/** The way to the door as a picture, for cards and posters that are printed elsewhere. */
@Controller
class QrController {

  private static final MediaType SVG = MediaType.valueOf("image/svg+xml");

  private final Catalogue catalogue;
  private final Addresses addresses;

  QrController(Catalogue catalogue, Addresses addresses) {
    this.catalogue = catalogue;
    this.addresses = addresses;
  }

  /**
   * @param kind of a service that can be asked for at the door; absent for the page to choose from
   */
  @GetMapping("/qr/ask.svg")
  ResponseEntity<String> ask(
      @RequestParam(required = false) @Nullable String kind,
      HttpServletRequest request,
      Face face) {
    if (kind != null
        && catalogue.list(face.realm().id()).stream()
            .noneMatch(one -> one.publicAtDoor() && one.code().equals(kind))) {
      throw new ProblemException(ProblemCode.REQUEST_NOT_FOUND);
    }
    String address = addresses.of(request, kind == null ? "/ask" : "/ask/" + kind);
    return drawn(address, face.say("home.ask"));
  }

  /** The page of a ticket, for its slip; whether there is such a ticket is not said. */
  @GetMapping("/qr/t/{ticketId}.svg")
  ResponseEntity<String> ticket(
      @PathVariable UUID ticketId, HttpServletRequest request, Face face) {
    return drawn(addresses.of(request, "/t/" + ticketId), face.say("ticket.title"));
  }

  private static ResponseEntity<String> drawn(String address, String label) {
    String drawn =
        QrCode.svg(address, label)
            .replaceFirst("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ");
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePrivate())
        .contentType(SVG)
        .body(drawn);
  }
}

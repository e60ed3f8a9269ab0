package org.yanzhen.order;

import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.order.UsualTakers.UsuallyTaken;
import org.yanzhen.shared.Actor;

/** Beside the form that gives an order to another body. */
@RestController
class UsualTakerController {

  private final UsualTakers takers;

  UsualTakerController(UsualTakers takers) {
    this.takers = takers;
  }

  @GetMapping("/api/orders/{id}/usual-takers")
  UsuallyTaken usual(@PathVariable UUID id, @AuthenticationPrincipal Actor actor) {
    return takers.of(actor, id);
  }
}

package org.yanzhen.hall;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.order.SameMatters;
import org.yanzhen.place.Travel;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/**
 * Beside the form that lets an order go on with another, and beside the one in which somebody takes
 * an order down at a door: those that may be the same matter. What came by door or telephone was
 * compared with nothing when it was placed.
 */
@RestController
class AlikeOrdersController {

  record AlikeOrders(List<TriageViews.Alike> alike) {}

  record AlikeOrdersNearby(List<TriageViews.AlikeNearby> alike) {}

  /**
   * What is being taken down; in a body, because an address is written into logs.
   *
   * @param text absent where it was only spoken
   */
  record TakenDown(
      String kind, Integer divisionId, @Nullable Urgency urgency, @Nullable String text) {
    TakenDown {
      kind = Checks.text("kind", kind, 60);
      Checks.present("divisionId", divisionId);
      text = Checks.optionalText("text", text, 10_000);
    }
  }

  /** Of each place, the latest: enough that what is said again this season is found. */
  private static final int OF_A_PLACE = 40;

  private final SameMatters matters;
  private final Triage triage;
  private final Travel travel;

  AlikeOrdersController(SameMatters matters, Triage triage, Travel travel) {
    this.matters = matters;
    this.triage = triage;
    this.travel = travel;
  }

  @GetMapping("/api/orders/{id}/alike")
  AlikeOrders alike(@PathVariable UUID id, @AuthenticationPrincipal Actor actor, Locale locale) {
    return new AlikeOrders(
        matters
            .find(actor, id, OF_A_PLACE, Language.of(locale))
            .map(order -> triage.alike(actor.realm(), order))
            .orElseThrow(() -> new ProblemException(ProblemCode.ORDER_NOT_FOUND)));
  }

  /** For whoever takes an order down for others there. Nothing is kept. */
  @PostMapping("/api/orders/alike")
  AlikeOrdersNearby alikeNearby(
      @RequestBody TakenDown taken, @AuthenticationPrincipal Actor actor, Locale locale) {
    SameMatters.Asked asked =
        new SameMatters.Asked(
            taken.kind(),
            taken.divisionId(),
            Objects.requireNonNullElse(taken.urgency(), Urgency.NORMAL));
    List<SameMatters.Nearby> nearby = matters.nearby(actor, asked, OF_A_PLACE, Language.of(locale));
    String text = Objects.requireNonNullElse(taken.text(), "");
    return new AlikeOrdersNearby(
        triage.alike(actor.realm(), asked, text, nearby, ways(actor, asked, nearby)));
  }

  private Map<Integer, Integer> ways(
      Actor actor, SameMatters.Asked asked, List<SameMatters.Nearby> nearby) {
    List<Integer> villages =
        nearby.stream().map(SameMatters.Nearby::divisionId).distinct().toList();
    return travel.to(actor.realm(), asked.divisionId(), villages).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, way -> way.getValue().metres()));
  }
}

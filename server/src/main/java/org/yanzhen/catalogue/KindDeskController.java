package org.yanzhen.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.catalogue.KindDesk.Checked;
import org.yanzhen.catalogue.KindDesk.Draft;
import org.yanzhen.catalogue.KindDesk.KindChoices;
import org.yanzhen.catalogue.KindDesk.KindLine;
import org.yanzhen.catalogue.KindDesk.KindSheet;
import org.yanzhen.catalogue.KindDesk.VersionPage;
import org.yanzhen.catalogue.PrintedCards.StaleCards;
import org.yanzhen.catalogue.ServiceCards.CardSheet;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;

/** The service list at the desk. */
@RestController
@RequestMapping("/api/catalogue")
class KindDeskController {

  private final KindDesk desk;
  private final ServiceCards cards;
  private final PrintedCards printed;
  private final Portraits portraits;

  KindDeskController(KindDesk desk, ServiceCards cards, PrintedCards printed, Portraits portraits) {
    this.desk = desk;
    this.cards = cards;
    this.printed = printed;
    this.portraits = portraits;
  }

  @GetMapping
  ResponseEntity<List<KindLine>> kindLines(@AuthenticationPrincipal Actor actor, Locale locale) {
    return fresh(desk.list(actor, Language.of(locale)));
  }

  @GetMapping("/choices")
  ResponseEntity<KindChoices> kindChoices(@AuthenticationPrincipal Actor actor) {
    return fresh(desk.choices(actor));
  }

  /** What a draft would change; nothing is kept. */
  @PostMapping("/check")
  ResponseEntity<Checked> checkKind(
      @AuthenticationPrincipal Actor actor, @RequestBody Draft draft, Locale locale) {
    return fresh(desk.check(actor, draft, Language.of(locale)));
  }

  /** Cards of those who serve a division, for print. */
  @GetMapping("/cards")
  ResponseEntity<CardSheet> serviceCards(
      @AuthenticationPrincipal Actor actor, @RequestParam int division, Locale locale) {
    return fresh(cards.of(actor, division, Language.of(locale)));
  }

  /**
   * Cards that are out and no longer hold, of the division and everything below it.
   *
   * @param after where the page before ended
   */
  @GetMapping("/cards/stale")
  ResponseEntity<StaleCards> staleCards(
      @AuthenticationPrincipal Actor actor,
      @RequestParam int division,
      @RequestParam(required = false) @Nullable String after) {
    return fresh(printed.stale(actor, division, after));
  }

  /** The picture on a card of that division. */
  @GetMapping("/cards/portraits/{portraitId}")
  ResponseEntity<Resource> cardPortrait(
      @AuthenticationPrincipal Actor actor,
      @PathVariable UUID portraitId,
      @RequestParam int division) {
    return portraits.get(actor, portraitId, division).response();
  }

  @GetMapping("/kinds/{code}")
  ResponseEntity<KindSheet> kindSheet(
      @AuthenticationPrincipal Actor actor,
      @PathVariable String code,
      @RequestParam(required = false) @Nullable Integer version,
      Locale locale) {
    return fresh(desk.sheet(actor, code, version, Language.of(locale)));
  }

  @GetMapping("/kinds/{code}/versions")
  ResponseEntity<VersionPage> kindVersions(
      @AuthenticationPrincipal Actor actor,
      @PathVariable String code,
      @RequestParam(required = false) @Nullable Integer before,
      Locale locale) {
    return fresh(desk.versions(actor, code, before, Language.of(locale)));
  }

  private static <T> ResponseEntity<T> fresh(T body) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
  }
}

package org.yanzhen.hall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.order.OpenOrders;
import org.yanzhen.order.OpenOrders.OpenText;
import org.yanzhen.order.SameMatters;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;

/**
 * What a reader is offered beside a message: what it may be about, which others say the same, how
 * similar ones were answered. Offered, never decided: nothing here writes but the marks by which a
 * message is found again.
 */
@Service
class Triage {

  /** Two messages this much alike are shown side by side; see bench/RESULTS-triage.md. */
  static final double ALIKE = 0.30;

  /**
   * Of one kind in one township half as much is worth a look: what people ask for in two lines at
   * the door shares few words, and whoever reads it decides.
   */
  static final double WORTH_A_LOOK = ALIKE / 2;

  private static final int MOST_DUPLICATES = 5;
  private static final int MOST_AT_A_DOOR = 3;
  private static final int MOST_PRECEDENTS = 3;

  private final TriageStore store;
  private final TriageModels models;
  private final Catalogue catalogue;
  private final Divisions divisions;
  private final Realms realms;
  private final OpenOrders orders;
  private final HallPolicy.Beside policy;

  Triage(
      TriageStore store,
      TriageModels models,
      Catalogue catalogue,
      Divisions divisions,
      Realms realms,
      OpenOrders orders,
      HallPolicy policy) {
    this.store = store;
    this.models = models;
    this.catalogue = catalogue;
    this.divisions = divisions;
    this.realms = realms;
    this.orders = orders;
    this.policy = policy.beside();
  }

  /** A message just taken in will be found by others soon. Call inside the command. */
  void mark(RealmId realm, UUID itemId) {
    store.markLater(realm, itemId);
  }

  TriageViews.Suggestion suggest(RealmId realm, String subject, String text, Language language) {
    TriageModels.Knowledge knowledge = models.of(realm);
    Map<String, Kind> kinds = new LinkedHashMap<>();
    catalogue.list(realm).forEach(kind -> kinds.put(kind.code(), kind));
    TriageGuesses guesses = new TriageGuesses(subject, text);
    List<TriageViews.Suggested> likely =
        guesses.likely(
            knowledge.kinds(),
            code -> Optional.ofNullable(kinds.get(code)).map(kind -> kind.name().in(language)),
            code -> knowledge.confirmedByKind().getOrDefault(code, 0));
    Map<String, String> bodies = new HashMap<>();
    kinds
        .values()
        .forEach(
            kind -> bodies.putIfAbsent(kind.responsibleBody(), kind.responsible().in(language)));
    List<TriageViews.Suggested> body =
        guesses.likely(
            knowledge.bodies(),
            code -> Optional.ofNullable(bodies.get(code)),
            code -> knowledge.confirmed());
    return new TriageViews.Suggestion(
        likely,
        body.stream().findFirst().orElse(null),
        likely.isEmpty() ? guesses.telling(knowledge.kinds()) : List.of(),
        knowledge.confirmed(),
        knowledge.learnt() ? knowledge.at() : null);
  }

  /**
   * Messages and open orders that may be the same matter as this one; what was said of them before.
   */
  List<TriageViews.Alike> alike(
      Actor actor,
      Message message,
      @Nullable Integer divisionId,
      boolean items,
      Language language) {
    RealmId realm = actor.realm();
    TriageVector.Frequencies frequencies = models.of(realm).frequencies();
    TriageVector vector = TriageVector.of(message.subject(), message.text(), frequencies);
    Map<UUID, TriageStore.Verdict> verdicts = new HashMap<>();
    if (message.id() != null) {
      store.verdicts(realm, message.id()).forEach(said -> verdicts.put(said.otherId(), said));
    }
    List<TriageViews.Alike> found = new ArrayList<>();
    Set<UUID> ordersSeen = new HashSet<>();
    if (items) {
      int[] marks = TriageVector.marks(message.subject(), message.text(), frequencies);
      for (TriageStore.Other other :
          store.sharing(realm, marks, message.id(), false, policy.mostCompared())) {
        double likeness =
            vector.likeness(TriageVector.of(other.subject(), other.text(), frequencies));
        if (likeness >= ALIKE) {
          found.add(item(message, other, likeness, verdicts.get(other.id()), language, realm));
          if (other.orderId() != null) {
            ordersSeen.add(other.orderId());
          }
        }
      }
    }
    for (OpenText order :
        orders.openTexts(
            actor,
            divisionId,
            message.at().minus(policy.ordersSince()),
            policy.mostOrders(),
            language)) {
      double likeness = vector.likeness(TriageVector.of(order.title(), order.text(), frequencies));
      if (likeness >= ALIKE && ordersSeen.add(order.id())) {
        found.add(order(message, order, likeness, verdicts.get(order.id())));
      }
    }
    return found.stream()
        .filter(alike -> !Boolean.FALSE.equals(alike.same()))
        .sorted(Comparator.comparingDouble(TriageViews.Alike::likeness).reversed())
        .limit(MOST_DUPLICATES)
        .toList();
  }

  /**
   * Open orders that may be the same matter as one that is there already, by the same likeness;
   * only such as it may go on with. Nothing is decided by it.
   */
  List<TriageViews.Alike> alike(RealmId realm, SameMatters.Beside order) {
    Message message = new Message(order.id(), order.title(), order.text(), order.at());
    TriageVector.Frequencies frequencies = models.of(realm).frequencies();
    TriageVector vector = TriageVector.of(message.subject(), message.text(), frequencies);
    return order.others().stream()
        .map(
            other ->
                order(
                    message,
                    other,
                    vector.likeness(TriageVector.of(other.title(), other.text(), frequencies)),
                    null))
        .filter(alike -> alike.likeness() >= WORTH_A_LOOK)
        .sorted(Comparator.comparingDouble(TriageViews.Alike::likeness).reversed())
        .limit(MOST_DUPLICATES)
        .toList();
  }

  /**
   * Open orders that may be what somebody takes down at a door: those that say the same, the likest
   * first, then what is asked for in the same village already, the newest first. Of an order whose
   * words the viewer may not read its words do not count either: where it stands would tell them.
   *
   * @param metres the way to each village, where it is known
   */
  List<TriageViews.AlikeNearby> alike(
      RealmId realm,
      SameMatters.Asked asked,
      String text,
      List<SameMatters.Nearby> nearby,
      Map<Integer, Integer> metres) {
    TriageVector.Frequencies frequencies = models.of(realm).frequencies();
    TriageVector vector = TriageVector.of("", text, frequencies);
    record Compared(SameMatters.Nearby other, double likeness) {}
    return nearby.stream()
        .map(other -> new Compared(other, likenessWorthALook(vector, other, frequencies)))
        .filter(one -> one.likeness() > 0 || one.other().divisionId() == asked.divisionId())
        .sorted(
            Comparator.comparingDouble(Compared::likeness)
                .thenComparing(one -> one.other().like().askedAt())
                .reversed())
        .limit(MOST_AT_A_DOOR)
        .map(
            one ->
                nearby(
                    one.other(),
                    one.likeness(),
                    one.other().divisionId() == asked.divisionId()
                        ? null
                        : metres.get(one.other().divisionId())))
        .toList();
  }

  /** Nothing below what is worth a look, or where the words may not be read. */
  private static double likenessWorthALook(
      TriageVector vector, SameMatters.Nearby other, TriageVector.Frequencies frequencies) {
    OpenText words = other.words();
    double likeness =
        words == null
            ? 0
            : vector.likeness(TriageVector.of(words.title(), words.text(), frequencies));
    return likeness < WORTH_A_LOOK ? 0 : likeness;
  }

  private static TriageViews.AlikeNearby nearby(
      SameMatters.Nearby other, double likeness, @Nullable Integer metres) {
    OpenText words = other.words();
    return new TriageViews.AlikeNearby(
        other.like().id(),
        other.like().state(),
        other.like().askedAt(),
        other.like().joined(),
        other.like().what(),
        other.divisionName(),
        metres,
        words == null ? null : words.number(),
        words == null ? null : words.title(),
        words == null ? null : words.text(),
        words == null ? null : words.place(),
        likeness > 0 ? round(likeness) : null);
  }

  /** How messages like this one were answered elsewhere. */
  List<TriageViews.Precedent> precedents(RealmId realm, Message message) {
    TriageVector.Frequencies frequencies = models.of(realm).frequencies();
    TriageVector vector = TriageVector.of(message.subject(), message.text(), frequencies);
    int[] marks = TriageVector.marks(message.subject(), message.text(), frequencies);
    record Scored(TriageStore.Other other, double likeness) {}
    return store.sharing(realm, marks, message.id(), true, policy.mostCompared()).stream()
        .map(
            other ->
                new Scored(
                    other,
                    vector.likeness(TriageVector.of(other.subject(), other.text(), frequencies))))
        .filter(scored -> scored.likeness() >= policy.precedentFrom())
        .sorted(Comparator.comparingDouble(Scored::likeness).reversed())
        .limit(MOST_PRECEDENTS)
        .map(
            scored ->
                new TriageViews.Precedent(
                    scored.other().id(),
                    scored.other().subject(),
                    scored.other().placedAt(),
                    Objects.requireNonNullElse(scored.other().reply(), ""),
                    scored.other().replyWorkMinutes(),
                    scored.other().replyMinutes()))
        .toList();
  }

  /**
   * What is compared.
   *
   * @param id null for words that are only just being typed
   */
  record Message(@Nullable UUID id, String subject, String text, Instant at) {}

  private TriageViews.Alike item(
      Message message,
      TriageStore.Other other,
      double likeness,
      TriageStore.@Nullable Verdict verdict,
      Language language,
      RealmId realm) {
    return new TriageViews.Alike(
        other.id(),
        false,
        other.orderId(),
        other.source() + " · " + other.sourceId(),
        other.subject(),
        other.text(),
        other.requester(),
        other.placedAt(),
        other.state().name(),
        kindName(realm, other.kind(), language),
        placeName(other.divisionId()),
        round(likeness),
        TriagePassages.common(message.text(), other.text()),
        TriagePassages.common(other.text(), message.text()),
        verdict == null ? null : verdict.same());
  }

  private TriageViews.Alike order(
      Message message, OpenText order, double likeness, TriageStore.@Nullable Verdict verdict) {
    return new TriageViews.Alike(
        order.id(),
        true,
        order.id(),
        order.number(),
        order.title(),
        order.text(),
        null,
        order.createdAt(),
        order.state().name(),
        order.kindName(),
        order.place() == null ? order.divisionName() : order.divisionName() + " " + order.place(),
        round(likeness),
        TriagePassages.common(message.text(), order.text()),
        TriagePassages.common(order.text(), message.text()),
        verdict == null ? null : verdict.same());
  }

  private @Nullable String kindName(RealmId realm, @Nullable String code, Language language) {
    return code == null
        ? null
        : catalogue.find(realm, code).map(kind -> kind.name().in(language)).orElse(null);
  }

  private @Nullable String placeName(@Nullable Integer divisionId) {
    return divisionId == null
        ? null
        : divisions.findArea(divisionId).map(area -> area.name()).orElse(null);
  }

  private static double round(double likeness) {
    return Math.round(likeness * 100) / 100.0;
  }
}

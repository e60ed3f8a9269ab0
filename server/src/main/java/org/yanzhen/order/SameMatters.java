package org.yanzhen.order;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.order.OpenOrders.OpenText;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Level;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/**
 * The open orders that one may go on with which is there already, or is just being taken down: with
 * their words as far as they may be read, for whoever compares them. Which of them says the same is
 * not decided here.
 */
@Service
public class SameMatters {

  /**
   * An order and those it may go on with.
   *
   * @param text empty where a desk may not read it
   */
  public record Beside(UUID id, String title, String text, Instant at, List<OpenText> others) {}

  /** What somebody takes down at a door, before it is an order. */
  public record Asked(String kind, int divisionId, Urgency urgency) {}

  /**
   * An open order it may go on with.
   *
   * @param words absent where the viewer may know how it stands and no more
   */
  public record Nearby(
      OpenOrders.OpenLike like, int divisionId, String divisionName, @Nullable OpenText words) {}

  private final OrderStore store;
  private final OpenOrderStore open;
  private final OpenOrders orders;
  private final SameMatter matter;
  private final Divisions divisions;
  private final RealmTransactions transactions;

  SameMatters(
      OrderStore store,
      OpenOrderStore open,
      OpenOrders orders,
      SameMatter matter,
      Divisions divisions,
      RealmTransactions transactions) {
    this.store = store;
    this.open = open;
    this.orders = orders;
    this.matter = matter;
    this.divisions = divisions;
    this.transactions = transactions;
  }

  /**
   * Empty where the order is not the desk's.
   *
   * @param most of each place, the latest first
   */
  public Optional<Beside> find(Actor actor, UUID orderId, int most, Language language) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () ->
            store
                .find(realm, orderId)
                .filter(row -> Visibility.isDesk(actor, row))
                .map(row -> beside(actor, row, most, language)));
  }

  private Beside beside(Actor actor, OrderRow row, int most, Language language) {
    RealmId realm = actor.realm();
    SameMatter.Wanting wanting =
        new SameMatter.Wanting(row.order().kind(), row.divisionId(), row.order().urgency());
    List<OpenText> others =
        near(row.divisionId())
            .flatMap(place -> open.openLike(realm, row.order().kind(), place, most).stream())
            .filter(other -> !other.order().id().equals(row.order().id()))
            .filter(other -> Visibility.isDesk(actor, other) && matter.mayGoOn(wanting, other))
            .map(other -> orders.text(realm, other, language))
            .toList();
    return new Beside(
        row.order().id(),
        row.title(),
        Objects.requireNonNullElse(row.text(), ""),
        row.createdAt(),
        others);
  }

  /**
   * Where an order of the same matter may stand: the township and its villages. What is known no
   * closer than the county is compared with what is known no closer either.
   */
  private Stream<Integer> near(int divisionId) {
    Division place = divisions.get(divisionId);
    Integer parent = place.parentId();
    int ground = place.level() == Level.VILLAGE && parent != null ? parent : place.id();
    return place.level() == Level.VILLAGE || place.level() == Level.TOWNSHIP
        ? Stream.concat(
            Stream.of(ground), divisions.villagesBelow(ground).stream().map(Division::id))
        : Stream.of(ground);
  }

  /**
   * Those that what is being taken down may go on with: of the village itself, then of its
   * township, each the newest first.
   *
   * @param most of the village, and of the rest of the township
   * @throws ProblemException access.forbidden for whoever does not ask for others there
   */
  public List<Nearby> nearby(Actor actor, Asked asked, int most, Language language) {
    RealmId realm = actor.realm();
    Division place =
        divisions
            .find(asked.divisionId())
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.at(ProblemCode.PLACE_DIVISION_UNKNOWN, "divisionId")));
    if (!NewOrders.mayAskIn(actor, place.path())) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    SameMatter.Wanting wanting =
        new SameMatter.Wanting(asked.kind(), asked.divisionId(), asked.urgency());
    return transactions.read(
        realm,
        () -> {
          List<Integer> around =
              near(place.id()).filter(division -> division != place.id()).toList();
          return Stream.concat(
                  open.openLike(realm, asked.kind(), place.id(), most).stream(),
                  open.openLikeIn(realm, asked.kind(), around, most).stream())
              .filter(row -> matter.mayGoOn(wanting, row) && matter.maySayMeToo(actor, row))
              .map(row -> nearby(actor, row, language))
              .toList();
        });
  }

  private Nearby nearby(Actor actor, OrderRow row, Language language) {
    RealmId realm = actor.realm();
    return new Nearby(
        orders.like(realm, row, language),
        row.divisionId(),
        divisions.get(row.divisionId()).name(),
        Visibility.maySee(actor, row) ? orders.text(realm, row, language) : null);
  }
}

package org.yanzhen.order;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.FieldType;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.place.Point;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/**
 * What waits for somebody and what people have in hand, for rooms that decide who goes and when;
 * without a requester's words and names.
 */
@Service
public class OrdersInHand {

  /**
   * The other of two orders that are served at the same moment, each by a person of its own.
   *
   * @param person who has it or is asked; absent while it waits
   */
  public record Beside(UUID orderId, OrderState state, @Nullable UUID person) {}

  /**
   * An order somebody is asked for or has in hand.
   *
   * @param due promises that still run
   */
  public record Unfinished(OrderFacts facts, Optional<Instant> leaseUntil, List<Instant> due) {
    public Unfinished {
      due = List.copyOf(due);
    }
  }

  /**
   * An order that waits for somebody, or that somebody is asked for or has in hand.
   *
   * @param person who that is; absent while it waits
   */
  public record InPlay(OrderFacts facts, @Nullable UUID person) {}

  /**
   * An order as whoever plans days needs it: where somebody has to be, and what the list calls it.
   * Who may read title and place is the caller's to ask, as of any worklist: the desks of its area
   * and whoever it is given to.
   *
   * @param place in the requester's words
   * @param point where it lies, if that was answered
   * @param answers to the kind's questions, as they were written
   * @param person who has it or is asked; absent while it waits
   */
  public record ToServe(
      OrderFacts facts,
      String number,
      String title,
      @Nullable String place,
      @Nullable Point point,
      Map<String, String> answers,
      @Nullable UUID person) {
    public ToServe {
      answers = Map.copyOf(answers);
    }
  }

  /**
   * What somebody has solved in a division.
   *
   * @param last when the last of them was solved; orders of old may not know it
   */
  public record Served(int orders, @Nullable Instant last) {}

  /**
   * Who has an order, and who would take it over.
   *
   * @param version of the order
   * @param leaseUntil when it goes back by itself
   * @param until when silence hands it over
   */
  public record Contested(
      int version,
      @Nullable UUID holder,
      @Nullable Instant leaseUntil,
      @Nullable UUID by,
      @Nullable Instant until) {}

  private static final Set<OrderState> BEFORE_REPORT =
      EnumSet.of(OrderState.OFFERED, OrderState.ACCEPTED, OrderState.WORKING);

  private final OrderStore store;
  private final HandStore hands;
  private final JointStore joint;
  private final FollowUpStore followUps;
  private final Catalogue catalogue;
  private final RealmTransactions transactions;

  OrdersInHand(
      OrderStore store,
      HandStore hands,
      JointStore joint,
      FollowUpStore followUps,
      Catalogue catalogue,
      RealmTransactions transactions) {
    this.store = store;
    this.hands = hands;
    this.joint = joint;
    this.followUps = followUps;
    this.catalogue = catalogue;
    this.transactions = transactions;
  }

  /** Who served the order that this one follows; empty when it follows none. */
  public Optional<UUID> servedBefore(RealmId realm, UUID id) {
    return transactions.read(realm, () -> followUps.servedBefore(realm, id));
  }

  /**
   * What is in play of the realm, for a memory that weighs all of it together.
   *
   * @param most how many at most, in no order
   */
  public List<InPlay> inPlay(RealmId realm, int most) {
    return transactions.read(realm, () -> hands.inPlay(realm, most));
  }

  /** Empty when the order is not in play. */
  public Optional<InPlay> findInPlay(RealmId realm, UUID id) {
    return transactions.read(realm, () -> hands.findInPlay(realm, id));
  }

  /** What these people are asked for, have accepted or work on; the most pressing first. */
  public List<ToServe> toServe(RealmId realm, Collection<UUID> persons, int limit) {
    return persons.isEmpty()
        ? List.of()
        : servable(realm, transactions.read(realm, () -> hands.inHandsOf(realm, persons, limit)));
  }

  /** What waits for somebody in an area; the most pressing first. */
  public List<ToServe> waiting(RealmId realm, String area, int limit) {
    return servable(realm, transactions.read(realm, () -> hands.waitingIn(realm, area, limit)));
  }

  /** These orders, whatever state they are in; unknown ids are missing from the answer. */
  public Map<UUID, ToServe> toServe(RealmId realm, Collection<UUID> ids) {
    Map<UUID, ToServe> found = new HashMap<>();
    if (!ids.isEmpty()) {
      servable(realm, transactions.read(realm, () -> store.findAll(realm, ids)))
          .forEach(order -> found.put(order.facts().id(), order));
    }
    return found;
  }

  /** Beside which other order these are served; those that are served alone are missing. */
  public Map<UUID, Beside> besides(RealmId realm, Collection<UUID> ids) {
    return ids.isEmpty()
        ? Map.of()
        : transactions.read(realm, () -> joint.besides(realm, Set.copyOf(ids)));
  }

  private List<ToServe> servable(RealmId realm, List<OrderRow> rows) {
    return rows.stream()
        .map(
            row ->
                new ToServe(
                    OrderReads.facts(row),
                    row.number(),
                    row.title(),
                    row.place(),
                    point(kind(realm, row.order()), row),
                    row.fields(),
                    row.order().state() == OrderState.OFFERED
                        ? row.order().offeredTo()
                        : row.order().assignee()))
        .toList();
  }

  private static @Nullable Point point(Kind kind, OrderRow row) {
    return kind.fields().stream()
        .filter(field -> field.type() == FieldType.PLACE)
        .map(field -> row.fields().get(field.code()))
        .filter(Objects::nonNull)
        .flatMap(value -> Answer.place(value).stream())
        .map(Answer.Place::point)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  public Map<UUID, Integer> load(RealmId realm, Collection<UUID> persons) {
    return transactions.read(realm, () -> hands.load(realm, persons));
  }

  /** What each of these persons has solved in the division; who has solved nothing is missing. */
  public Map<UUID, Served> served(RealmId realm, int divisionId, Collection<UUID> persons) {
    return transactions.read(realm, () -> hands.served(realm, divisionId, persons));
  }

  /** What a person is asked for, has accepted or works on; without words and names. */
  public List<Unfinished> unfinishedOf(RealmId realm, UUID person, int limit) {
    return transactions.read(realm, () -> hands.inHandOf(realm, person, limit)).stream()
        .filter(row -> BEFORE_REPORT.contains(row.order().state()))
        .map(
            row ->
                new Unfinished(
                    OrderReads.facts(row),
                    Optional.ofNullable(row.order().leaseUntil()),
                    row.order().clocks().values().stream()
                        .filter(clock -> clock.metAt() == null)
                        .map(Clock::dueAt)
                        .toList()))
        .toList();
  }

  public Optional<Contested> findContested(RealmId realm, UUID id) {
    return transactions
        .read(realm, () -> store.find(realm, id))
        .map(OrderRow::order)
        .map(
            order ->
                new Contested(
                    order.version(),
                    order.assignee(),
                    order.leaseUntil(),
                    order.contest().by(),
                    order.contest().until()));
  }

  private Kind kind(RealmId realm, Order order) {
    return catalogue.get(realm, order.kind(), order.kindVersion());
  }
}

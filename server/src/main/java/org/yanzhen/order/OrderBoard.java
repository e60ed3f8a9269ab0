package org.yanzhen.order;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.order.OrderViews.PersonRef;
import org.yanzhen.people.Person;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/** What whoever serves may still take: the board, and what others have taken and not begun. */
@Service
public class OrderBoard {

  /** An order on the board with its words, for somebody who may take it. */
  public record BoardOrder(OrderCard card, String text, OrderFacts facts) {}

  /**
   * The most pressing.
   *
   * @param part whether there is more, or may be: it has to be said
   */
  public record Board(List<BoardOrder> orders, boolean part) {}

  /**
   * An order somebody else has taken and not begun, as whoever serves there may know it: no words
   * of whoever asked, no number of theirs.
   *
   * @param until when it goes back by itself
   * @param contestUntil when silence hands it over, while somebody would take it over
   * @param mine whether that is the one who looks
   * @param answered whether they were told no already
   */
  public record TakenOrder(
      OrderFacts facts,
      String number,
      String kindName,
      String kindIcon,
      String divisionName,
      String holder,
      @Nullable Instant until,
      @Nullable Instant contestUntil,
      boolean mine,
      boolean answered) {}

  private final HandStore hands;
  private final Catalogue catalogue;
  private final Divisions divisions;
  private final OrderCards cards;
  private final OrderNames names;
  private final RealmTransactions transactions;

  OrderBoard(
      HandStore hands,
      Catalogue catalogue,
      Divisions divisions,
      OrderCards cards,
      OrderNames names,
      RealmTransactions transactions) {
    this.hands = hands;
    this.catalogue = catalogue;
    this.divisions = divisions;
    this.cards = cards;
    this.names = names;
    this.transactions = transactions;
  }

  public Board board(Actor actor, int limit, Language language) {
    List<String> areas =
        actor.grants().stream()
            .filter(grant -> grant.role() == Role.WORKER)
            .map(Grant::area)
            .toList();
    return transactions.read(
        actor.realm(),
        () -> {
          List<OrderRow> found = hands.onBoard(actor.realm(), areas, limit + 1);
          boolean part =
              found.size() > limit || hands.isMoreOnBoard(actor.realm(), HandStore.LOOKED_AT);
          List<OrderRow> rows = found.size() > limit ? found.subList(0, limit) : found;
          List<OrderCard> shown = cards.of(actor, rows, language);
          return new Board(
              IntStream.range(0, rows.size())
                  .mapToObj(
                      i ->
                          new BoardOrder(
                              shown.get(i),
                              Objects.requireNonNullElse(
                                  StageWords.text(
                                      kind(actor.realm(), rows.get(i).order()),
                                      rows.get(i),
                                      language),
                                  ""),
                              OrderReads.facts(rows.get(i))))
                  .toList(),
              part);
        });
  }

  /** What others have taken of these kinds where the actor serves; the most pressing first. */
  public List<TakenOrder> takenByOthers(
      Actor actor, Collection<String> kinds, int limit, Language language) {
    UUID person = actor.personId();
    List<String> areas =
        actor.grants().stream()
            .filter(grant -> grant.role() == Role.WORKER)
            .map(Grant::area)
            .toList();
    if (person == null || kinds.isEmpty()) {
      return List.of();
    }
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          List<OrderRow> rows = hands.takenByOthers(realm, person, areas, kinds, limit);
          Map<UUID, Person> persons = names.persons(realm, rows);
          return rows.stream()
              .map(
                  row -> {
                    Order order = row.order();
                    Kind kind = kind(realm, order);
                    PersonRef holder = OrderNames.ref(persons, order.assignee(), actor, row);
                    return new TakenOrder(
                        OrderReads.facts(row),
                        row.number(),
                        kind.name().in(language),
                        kind.icon(),
                        divisions.get(row.divisionId()).fullName(),
                        holder == null ? "" : holder.name(),
                        order.leaseUntil(),
                        order.contest().until(),
                        person.equals(order.contest().by()),
                        order.contest().answered().contains(person));
                  })
              .toList();
        });
  }

  private Kind kind(RealmId realm, Order order) {
    return catalogue.get(realm, order.kind(), order.kindVersion());
  }
}

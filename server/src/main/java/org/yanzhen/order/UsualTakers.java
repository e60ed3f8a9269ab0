package org.yanzhen.order;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.people.Organisation;
import org.yanzhen.people.People;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Level;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmTransactions;

/**
 * Who usually took orders like this one after the body that has it said they were not its own:
 * shown beside a transfer with its figures, never decided.
 */
@Service
class UsualTakers {

  /** Long enough for a season to come round. */
  private static final int DAYS = 365;

  private static final int MOST = 3;

  /**
   * @param orders that it took of those the other body had said were not its own
   */
  record Taker(String body, String bodyName, long orders) {}

  /**
   * @param of all orders of the kind in the area that the body said were not its own and another
   *     then took
   */
  record UsuallyTaken(String areaName, LocalDate from, LocalDate to, long of, List<Taker> takers) {}

  private final FiguresStore figures;
  private final OrderStore orders;
  private final People people;
  private final Divisions divisions;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  UsualTakers(
      FiguresStore figures,
      OrderStore orders,
      People people,
      Divisions divisions,
      Realms realms,
      RealmTransactions transactions,
      InstantSource clock) {
    this.figures = figures;
    this.orders = orders;
    this.people = people;
    this.divisions = divisions;
    this.realms = realms;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * @throws ProblemException order.not-found where it is not the desk's
   */
  UsuallyTaken of(Actor actor, UUID orderId) {
    return transactions.read(
        actor.realm(),
        () -> {
          OrderRow row =
              orders
                  .find(actor.realm(), orderId)
                  .filter(found -> Visibility.isDesk(actor, found))
                  .orElseThrow(() -> new ProblemException(ProblemCode.ORDER_NOT_FOUND));
          return of(actor, row);
        });
  }

  private UsuallyTaken of(Actor actor, OrderRow row) {
    Division area = area(actor, divisions.get(row.divisionId()));
    Instant now = clock.instant();
    ZoneId zone = realms.get(actor.realm()).zone();
    LocalDate today = LocalDate.ofInstant(now, zone);
    Period period = new Period(today.minusDays(DAYS), today);
    List<FiguresStore.Routed> lines =
        figures.takers(
            new FiguresStore.Scope(
                actor.realm(), area.path(), period.start(zone), period.end(zone), now),
            row.order().kind(),
            row.order().responsibleBody());
    return new UsuallyTaken(
        area.name(),
        period.from(),
        period.to(),
        lines.stream().mapToLong(FiguresStore.Routed::count).sum(),
        lines.stream()
            .limit(MOST)
            .map(
                line ->
                    new Taker(
                        line.acceptedBy(),
                        people
                            .findOrganisation(actor.realm(), line.acceptedBy())
                            .map(Organisation::name)
                            .orElse(line.acceptedBy()),
                        line.count()))
            .toList());
  }

  /** The township where the desk looks at all of it, else the place itself. */
  private Division area(Actor actor, Division place) {
    Integer parent = place.parentId();
    if (place.level() != Level.VILLAGE || parent == null) {
      return place;
    }
    Division township = divisions.get(parent);
    return Visibility.DESK.stream().anyMatch(role -> actor.has(role, township.path()))
        ? township
        : place;
  }
}

package org.yanzhen.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.dispatch.TimeTaken;
import org.yanzhen.people.People;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** What the next days hold already, for whoever asks who could still go before a deadline. */
@Service
class TakenDays implements TimeTaken {

  private final PlanStore store;
  private final PlanPolicies policies;
  private final People people;
  private final WorkCalendar calendar;
  private final Realms realms;
  private final RealmTransactions transactions;

  TakenDays(
      PlanStore store,
      PlanPolicies policies,
      People people,
      WorkCalendar calendar,
      Realms realms,
      RealmTransactions transactions) {
    this.store = store;
    this.policies = policies;
    this.people = people;
    this.calendar = calendar;
    this.realms = realms;
    this.transactions = transactions;
  }

  @Override
  public Days read(RealmId realm, Collection<UUID> persons, Instant from) {
    ZoneId zone = realms.get(realm).zone();
    LocalDate first = LocalDate.ofInstant(from, zone);
    LocalDate last = LocalDate.ofInstant(from.plus(AHEAD), zone);
    Map<UUID, List<Stretch>> taken = new HashMap<>();
    transactions
        .read(realm, () -> store.openVisits(realm, persons, first, last))
        .forEach(
            visit -> add(taken, visit.personId(), new Stretch(visit.startsAt(), visit.endsAt())));
    people
        .leaves(realm, persons, first, last)
        .forEach(
            (person, leaves) ->
                leaves.forEach(
                    leave ->
                        add(
                            taken,
                            person,
                            new Stretch(
                                leave.firstDay().atStartOfDay(zone).toInstant(),
                                leave.lastDay().plusDays(1).atStartOfDay(zone).toInstant()))));
    taken.values().forEach(of -> of.sort(Comparator.comparing(Stretch::from)));
    return new Days(working(first, last, zone, from), taken);
  }

  private static void add(Map<UUID, List<Stretch>> taken, UUID person, Stretch stretch) {
    taken.computeIfAbsent(person, id -> new ArrayList<>()).add(stretch);
  }

  private List<Stretch> working(LocalDate first, LocalDate last, ZoneId zone, Instant from) {
    List<Stretch> working = new ArrayList<>();
    first
        .datesUntil(last.plusDays(1))
        .filter(calendar::isWorkingDay)
        .forEach(
            day -> {
              DayClock clock = new DayClock(day, zone);
              PlanPolicy.Part hours = policies.at(day).hours();
              Instant begins = clock.at(hours.from());
              Instant ends = clock.at(hours.until());
              if (ends.isAfter(from)) {
                working.add(new Stretch(begins.isBefore(from) ? from : begins, ends));
              }
            });
    return working;
  }

  @Override
  public Duration length(RealmId realm, String kind, Instant at) {
    LocalDate day = LocalDate.ofInstant(at, realms.get(realm).zone());
    return Duration.ofMinutes(policies.at(day).minutes(kind));
  }
}

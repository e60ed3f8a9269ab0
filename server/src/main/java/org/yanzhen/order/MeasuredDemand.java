package org.yanzhen.order;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Demand;
import org.yanzhen.order.DemandStore.Asked;
import org.yanzhen.order.DemandStore.Waiter;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Rounds;

/**
 * Counts what is asked for and measures how long it took.
 *
 * <p>Nobody waits less by not being served: an order that was withdrawn or is still open counts as
 * one that waited longer than all others, so that closing or withdrawing what is slow makes no
 * figure better. One that was merged is judged by what it went into. Figures about few orders are
 * left out as in the published ones ({@link Withheld}).
 *
 * <p>The weeks are counted at most once a minute, however many look. The waiting takes longer, so a
 * job measures it once an hour ({@link DemandJobs}) and nobody who looks waits for it; until it was
 * measured for the first time nothing is said of it.
 */
@Service
class MeasuredDemand implements Demand {

  private static final int WEEKS = 8;
  private static final Duration WAITING_OVER = Duration.ofDays(90);

  /** A median of fewer says more about who was asked than about how long it takes. */
  private static final int SHOWN_FROM = 10;

  private static final Duration WEEKS_KEPT = Duration.ofMinutes(1);
  private static final Duration WAITING_KEPT = Duration.ofHours(1);
  private static final Waiting UNMEASURED = new Waiting(Map.of(), Map.of());

  private record Kept<T>(Instant asOf, T value) {}

  private final DemandStore store;
  private final FiguresPolicy policy;
  private final Divisions divisions;
  private final Realms realms;
  private final WorkCalendar calendar;
  private final RealmTransactions transactions;
  private final InstantSource clock;
  private final Cache<RealmId, Kept<Weeks>> weeks =
      Caffeine.newBuilder().maximumSize(5_000).build();

  /** Of every realm, so that no reader finds one fallen out; a few numbers a kind and township. */
  private final ConcurrentMap<RealmId, Kept<Waiting>> waiting = new ConcurrentHashMap<>();

  MeasuredDemand(
      DemandStore store,
      FiguresPolicy policy,
      Divisions divisions,
      Realms realms,
      WorkCalendar calendar,
      RealmTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.policy = policy;
    this.divisions = divisions;
    this.realms = realms;
    this.calendar = calendar;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public Weeks weeks(RealmId realm) {
    return kept(weeks.asMap(), realm, WEEKS_KEPT, this::count);
  }

  @Override
  public Waiting waiting(RealmId realm) {
    Kept<Waiting> known = waiting.get(realm);
    return known == null ? UNMEASURED : known.value();
  }

  /** Measures anew where it is an hour ago; a look at the clock everywhere else. */
  void measureWhatIsOld() {
    Rounds.each(
        "measuring how long people wait",
        realms.list(),
        Realms.Realm::id,
        realm -> kept(waiting, realm.id(), WAITING_KEPT, this::measure));
  }

  /** One counts while the others wait for it. */
  private <T> T kept(
      ConcurrentMap<RealmId, Kept<T>> all,
      RealmId realm,
      Duration time,
      Function<RealmId, T> counted) {
    Instant now = clock.instant();
    Kept<T> known =
        all.compute(
            realm,
            (key, before) ->
                before != null
                        && !now.isBefore(before.asOf())
                        && now.isBefore(before.asOf().plus(time))
                    ? before
                    : new Kept<>(now, counted.apply(key)));
    return Objects.requireNonNull(known).value();
  }

  private Weeks count(RealmId realm) {
    ZoneId zone = realms.get(realm).zone();
    LocalDate monday =
        LocalDate.ofInstant(clock.instant(), zone)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    LocalDate first = monday.minusWeeks(WEEKS - 1L);
    List<Asked> asked =
        transactions.read(
            realm, () -> store.asked(realm, first.atStartOfDay(zone).toInstant(), zone));
    Map<String, long[]> counts = new HashMap<>();
    for (Asked one : asked) {
      int week = (int) ChronoUnit.WEEKS.between(first, one.monday());
      if (week < WEEKS) {
        counts.computeIfAbsent(one.kind(), kind -> new long[WEEKS])[week] += one.count();
      }
    }
    Map<String, List<Long>> byKind = new HashMap<>();
    counts.forEach((kind, numbers) -> byKind.put(kind, Arrays.stream(numbers).boxed().toList()));
    return new Weeks(monday, Map.copyOf(byKind));
  }

  private Waiting measure(RealmId realm) {
    Realms.Realm home = realms.get(realm);
    Division county = divisions.get(home.divisionId());
    Instant now = clock.instant();
    Map<String, Map<Integer, List<Waiter>>> found = new HashMap<>();
    transactions
        .read(realm, () -> store.waiters(realm, county.path(), now.minus(WAITING_OVER), now))
        .forEach(
            waiter ->
                found
                    .computeIfAbsent(waiter.kind(), kind -> new HashMap<>())
                    .computeIfAbsent(waiter.township(), place -> new ArrayList<>())
                    .add(waiter));
    Map<String, Waited> byKind = new HashMap<>();
    Map<String, Map<Integer, Waited>> byTownship = new HashMap<>();
    found.forEach(
        (kind, townships) -> {
          List<Map.Entry<Integer, List<Waiter>>> places =
              townships.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
          boolean[] shown = shown(places.stream().map(Map.Entry::getValue).toList());
          Map<Integer, Waited> here = new HashMap<>();
          for (int n = 0; n < places.size(); n++) {
            // What belongs to no township has no name to be told under.
            Map.Entry<Integer, List<Waiter>> place = places.get(n);
            if (shown[n] && place.getKey() != DemandStore.NOWHERE) {
              here.put(place.getKey(), waited(place.getValue(), home.zone()));
            }
          }
          byTownship.put(kind, Map.copyOf(here));
          if (shown[places.size()]) {
            byKind.put(
                kind,
                waited(townships.values().stream().flatMap(List::stream).toList(), home.zone()));
          }
        });
    return new Waiting(Map.copyOf(byKind), Map.copyOf(byTownship));
  }

  /** Of the places and, last, of all together. */
  private boolean[] shown(List<List<Waiter>> places) {
    long[][] about = new long[places.size() + 1][2];
    for (int n = 0; n < places.size(); n++) {
      about[n][0] = about[n][1] = places.get(n).size();
      about[places.size()][0] += places.get(n).size();
      about[places.size()][1] += places.get(n).size();
    }
    boolean[][] hidden =
        Withheld.of(
            about, new boolean[places.size() + 1][2], Math.max(SHOWN_FROM, policy.showFrom()));
    boolean[] shown = new boolean[places.size() + 1];
    IntStream.range(0, shown.length).forEach(n -> shown[n] = !hidden[n][0] && !hidden[n][1]);
    return shown;
  }

  private Waited waited(List<Waiter> waiters, ZoneId zone) {
    return new Waited(
        waiters.size(),
        half(waiters, Waiter::contactedAt, zone),
        half(waiters, Waiter::reportedAt, zone));
  }

  /** The time within which it had come for half of them. */
  private @Nullable Duration half(
      List<Waiter> waiters, Function<Waiter, @Nullable Instant> moment, ZoneId zone) {
    List<Duration> times = new ArrayList<>();
    for (Waiter waiter : waiters) {
      Instant at = moment.apply(waiter);
      if (at != null) {
        times.add(
            at.isBefore(waiter.askedAt())
                ? Duration.ZERO
                : calendar.between(waiter.askedAt(), at, zone));
      }
    }
    int needed = (waiters.size() + 1) / 2;
    if (times.size() < needed) {
      return null;
    }
    Collections.sort(times);
    return times.get(needed - 1);
  }
}

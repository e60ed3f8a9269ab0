package org.yanzhen.order;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.order.FiguresStore.By;
import org.yanzhen.order.FiguresStore.Counts;
import org.yanzhen.order.FiguresStore.Scope;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/**
 * Figures for everybody: the rates and the clocks of a year by quarter and by township, never
 * without what they are counted of, and nothing about few orders.
 *
 * <p>Year and quarters are looked at together, because a quarter that is left out could be reckoned
 * from the year and the others ({@link Withheld}). Counted at most once in ten minutes, however
 * many look.
 */
@Service
public class PublicFigures {

  /** How many years back can be looked at. */
  private static final int YEARS = 5;

  private static final int QUARTERS = 4;
  private static final Duration KEPT = Duration.ofMinutes(10);

  /**
   * A rate in words.
   *
   * @param clock whether it says how a promised time was kept
   */
  public record Rate(
      String code, String name, String numerator, String denominator, boolean clock) {}

  /**
   * A rate of some place and time.
   *
   * @param shown false where it is about few orders or would give such away; then nothing else of
   *     it says anything
   * @param percent absent where nothing was due
   */
  public record Cell(boolean shown, long n, long of, @Nullable Double percent) {
    private static final Cell HIDDEN = new Cell(false, 0, 0, null);
  }

  /**
   * @param asked orders asked for
   * @param rates as {@link Table#rates} names them
   */
  public record Line(String name, Cell asked, List<Cell> rates) {}

  /**
   * @param quarter 1 to 4; absent for the year
   * @param years that can be looked at, the newest first
   * @param showFrom fewer orders than this are not shown
   * @param whole the county, for the time asked for
   * @param quarters the county by quarter
   * @param townships for the time asked for, in the order of their codes; what belongs to none has
   *     no name
   */
  public record Table(
      int year,
      @Nullable Integer quarter,
      List<Integer> years,
      Instant asOf,
      int showFrom,
      List<Rate> rates,
      Line whole,
      List<Line> quarters,
      List<Line> townships) {}

  private record Key(RealmId realm, int year) {}

  /** Lines of places with the county last; columns of quarters with the year last. */
  private record Counted(Instant asOf, List<String> names, long[][] asked, List<Rated> rated) {}

  private record Rated(Measure measure, long[][] n, long[][] of) {}

  private final FiguresStore store;
  private final FiguresPolicy policy;
  private final Divisions divisions;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final InstantSource clock;
  private final Cache<Key, Counted> cache = Caffeine.newBuilder().maximumSize(100).build();

  PublicFigures(
      FiguresStore store,
      FiguresPolicy policy,
      Divisions divisions,
      Realms realms,
      RealmTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.policy = policy;
    this.divisions = divisions;
    this.realms = realms;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * @param year absent for the present one
   * @param quarter absent for the whole year
   * @throws ProblemException request.not-found for a time that is not published
   */
  public Table table(
      RealmId realm, @Nullable Integer year, @Nullable Integer quarter, Language language) {
    int present = LocalDate.ofInstant(clock.instant(), realms.get(realm).zone()).getYear();
    int shown = year == null ? present : year;
    boolean published = shown <= present && shown > present - YEARS;
    if (!published || (quarter != null && (quarter < 1 || quarter > QUARTERS))) {
      throw new ProblemException(Problem.of(ProblemCode.REQUEST_NOT_FOUND));
    }
    Counted counted = counted(new Key(realm, shown));
    int column = quarter == null ? QUARTERS : quarter - 1;
    int county = counted.names().size() - 1;
    boolean[][] few =
        Withheld.of(counted.asked(), new boolean[county + 1][QUARTERS + 1], policy.showFrom());
    List<boolean[][]> hidden =
        counted.rated().stream()
            .map(rated -> Withheld.of(rated.of(), few, policy.showFrom()))
            .toList();
    return new Table(
        shown,
        quarter,
        IntStream.range(0, YEARS).map(back -> present - back).boxed().toList(),
        counted.asOf(),
        policy.showFrom(),
        counted.rated().stream().map(rated -> rate(rated.measure(), language)).toList(),
        line(counted, few, hidden, county, column, counted.names().getLast()),
        IntStream.range(0, QUARTERS)
            .mapToObj(q -> line(counted, few, hidden, county, q, "Q" + (q + 1)))
            .toList(),
        IntStream.range(0, county)
            .mapToObj(i -> line(counted, few, hidden, i, column, counted.names().get(i)))
            .toList());
  }

  private Rate rate(Measure measure, Language language) {
    return new Rate(
        measure.code(),
        measure.label().in(language),
        measure.numerator().in(language),
        measure.denominator().in(language),
        measure.isClock());
  }

  private static Line line(
      Counted counted, boolean[][] few, List<boolean[][]> hidden, int i, int column, String name) {
    long asked = counted.asked()[i][column];
    List<Cell> rates = new ArrayList<>();
    for (int r = 0; r < hidden.size(); r++) {
      Rated rated = counted.rated().get(r);
      rates.add(
          hidden.get(r)[i][column]
              ? Cell.HIDDEN
              : cell(rated.n()[i][column], rated.of()[i][column]));
    }
    return new Line(
        name,
        few[i][column] ? Cell.HIDDEN : new Cell(true, asked, asked, null),
        List.copyOf(rates));
  }

  /** Rounded down: 99.96 % are not all. */
  private static Cell cell(long n, long of) {
    return new Cell(true, n, of, of == 0 ? null : Math.floorDiv(n * 1_000, of) / 10.0);
  }

  /** One counts while the others wait for it. */
  private Counted counted(Key key) {
    Instant now = clock.instant();
    return Objects.requireNonNull(
        cache
            .asMap()
            .compute(
                key, (k, known) -> known != null && isFresh(known, now) ? known : count(k, now)));
  }

  private static boolean isFresh(Counted known, Instant now) {
    return !now.isBefore(known.asOf()) && now.isBefore(known.asOf().plus(KEPT));
  }

  private Counted count(Key key, Instant now) {
    Realms.Realm realm = realms.get(key.realm());
    Division county = divisions.get(realm.divisionId());
    ZoneId zone = realm.zone();
    List<Map<String, Counts>> quarters =
        transactions.read(
            key.realm(),
            () ->
                IntStream.rangeClosed(1, QUARTERS)
                    .mapToObj(q -> quarter(key, q, county, zone, now))
                    .toList());
    // What belongs to no township stands in a line of the county's own, where there is any.
    Map<String, String> places = new LinkedHashMap<>();
    divisions.children(county.id()).forEach(t -> places.put(Integer.toString(t.id()), t.name()));
    quarters.stream()
        .flatMap(found -> found.keySet().stream())
        .forEach(place -> places.putIfAbsent(place, name(place)));
    List<String> keys = List.copyOf(places.keySet());
    List<String> names = new ArrayList<>(places.values());
    names.add(county.name());
    List<Rated> rated = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      rated.add(
          new Rated(
              measure,
              table(keys, quarters, counts -> share(counts, measure, 0)),
              table(keys, quarters, counts -> share(counts, measure, 1))));
    }
    return new Counted(now, List.copyOf(names), table(keys, quarters, Counts::placed), rated);
  }

  private Map<String, Counts> quarter(
      Key key, int quarter, Division county, ZoneId zone, Instant now) {
    Period period = Period.parse(key.year() + "-Q" + quarter);
    Map<String, Counts> found = new TreeMap<>();
    store
        .count(
            new Scope(key.realm(), county.path(), period.start(zone), period.end(zone), now),
            By.DIVISION)
        .forEach(counts -> found.put(counts.key(), counts));
    return found;
  }

  private String name(String place) {
    return place.isEmpty()
        ? ""
        : divisions.find(Integer.parseInt(place)).map(Division::name).orElse(place);
  }

  private static long share(Counts counts, Measure measure, int part) {
    return Objects.requireNonNull(counts.shares().get(measure))[part];
  }

  /** With the year at the end of each line and the county below each column. */
  private static long[][] table(
      List<String> keys,
      List<Map<String, Counts>> quarters,
      java.util.function.ToLongFunction<Counts> number) {
    long[][] table = new long[keys.size() + 1][QUARTERS + 1];
    for (int i = 0; i < keys.size(); i++) {
      for (int q = 0; q < QUARTERS; q++) {
        Counts counts = quarters.get(q).get(keys.get(i));
        long amount = counts == null ? 0 : number.applyAsLong(counts);
        table[i][q] = amount;
        table[i][QUARTERS] += amount;
        table[keys.size()][q] += amount;
        table[keys.size()][QUARTERS] += amount;
      }
    }
    return table;
  }
}

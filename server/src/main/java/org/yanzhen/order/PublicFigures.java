package org.yanzhen.order;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.PrivacyClass;
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
 * Figures for everybody: the rates and the clocks of a year by quarter, by township and by kind,
 * never without what they are counted of, and nothing about few orders.
 *
 * <p>Lines of places and lines of kinds are looked at apart: nothing can be subtracted from one to
 * the other but the totals, and what is left out of those is left out for both. Year and quarters
 * are looked at together, because a quarter that is left out could be reckoned from the year and
 * the others ({@link Withheld}). Counted at most once in ten minutes, however many look.
 */
@Service
public class PublicFigures {

  /** How many years back can be looked at. */
  private static final int YEARS = 5;

  private static final int QUARTERS = 4;

  /** The line of the kinds that are not named. */
  private static final String NOT_NAMED = "";

  private static final Duration KEPT = Duration.ofMinutes(10);

  /**
   * A rate in words.
   *
   * @param weight of a hundred in the composite; absent where it is in none
   * @param clock whether it says how a promised time was kept
   */
  public record Rate(
      String code,
      String name,
      String numerator,
      String denominator,
      boolean clock,
      @Nullable Integer weight) {}

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
   * @param kinds the same by kind, in the order of the service list; what is not asked for at the
   *     door or is restricted has one line together, without a name
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
      List<Line> townships,
      List<Line> kinds) {}

  private record Key(RealmId realm, int year) {}

  private record Counted(Instant asOf, Sheet places, Sheet kinds) {}

  /**
   * Lines with the county last; columns of quarters with the year last.
   *
   * @param keys of the lines, the county has none
   */
  private record Sheet(List<String> keys, long[][] asked, List<Rated> rated) {
    int county() {
      return keys.size();
    }
  }

  /** A sheet with what of it is left out. */
  private record Shown(Sheet sheet, boolean[][] few, List<boolean[][]> hidden) {

    Line line(int i, int column, String name) {
      long asked = sheet.asked()[i][column];
      List<Cell> rates = new ArrayList<>();
      for (int r = 0; r < hidden.size(); r++) {
        Rated rated = sheet.rated().get(r);
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

    List<Line> lines(int column, UnaryOperator<String> name) {
      return IntStream.range(0, sheet.county())
          .mapToObj(i -> line(i, column, name.apply(sheet.keys().get(i))))
          .toList();
    }
  }

  private record Rated(long[][] n, long[][] of) {}

  /** Both sheets; the county's numbers are the same in both. */
  private record Sheets(Shown places, Shown kinds) {

    static Sheets of(Sheet places, Sheet kinds, int showFrom) {
      Withheld.Both few =
          Withheld.of(places.asked(), nothing(places), kinds.asked(), nothing(kinds), showFrom);
      List<boolean[][]> ofPlaces = new ArrayList<>();
      List<boolean[][]> ofKinds = new ArrayList<>();
      for (int r = 0; r < places.rated().size(); r++) {
        Withheld.Both hidden =
            Withheld.of(
                places.rated().get(r).of(),
                few.one(),
                kinds.rated().get(r).of(),
                few.other(),
                showFrom);
        ofPlaces.add(hidden.one());
        ofKinds.add(hidden.other());
      }
      return new Sheets(
          new Shown(places, few.one(), ofPlaces), new Shown(kinds, few.other(), ofKinds));
    }

    private static boolean[][] nothing(Sheet sheet) {
      return new boolean[sheet.county() + 1][QUARTERS + 1];
    }
  }

  private final FiguresStore store;
  private final FiguresPolicy policy;
  private final Catalogue catalogue;
  private final Divisions divisions;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final InstantSource clock;
  private final Cache<Key, Counted> cache = Caffeine.newBuilder().maximumSize(100).build();

  PublicFigures(
      FiguresStore store,
      FiguresPolicy policy,
      Catalogue catalogue,
      Divisions divisions,
      Realms realms,
      RealmTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.policy = policy;
    this.catalogue = catalogue;
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
    Sheets sheets = Sheets.of(counted.places(), counted.kinds(), policy.showFrom());
    Shown places = sheets.places();
    Shown kinds = sheets.kinds();
    int county = counted.places().county();
    String whole = divisions.get(realms.get(realm).divisionId()).name();
    return new Table(
        shown,
        quarter,
        IntStream.range(0, YEARS).map(back -> present - back).boxed().toList(),
        counted.asOf(),
        policy.showFrom(),
        Arrays.stream(Measure.values()).map(measure -> rate(measure, language)).toList(),
        places.line(county, column, whole),
        IntStream.range(0, QUARTERS).mapToObj(q -> places.line(county, q, "Q" + (q + 1))).toList(),
        places.lines(column, this::placeName),
        kinds.lines(column, kind -> kindName(realm, kind, language)));
  }

  private Rate rate(Measure measure, Language language) {
    return new Rate(
        measure.code(),
        measure.label().in(language),
        measure.numerator().in(language),
        measure.denominator().in(language),
        measure.isClock(),
        policy.weights().get(measure));
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
    List<Map<String, Counts>> byPlace = quarters(key, By.DIVISION, county, zone, now);
    // What belongs to no township stands in a line of the county's own, where there is any.
    Set<String> places = new LinkedHashSet<>();
    divisions.children(county.id()).forEach(t -> places.add(Integer.toString(t.id())));
    byPlace.forEach(found -> places.addAll(found.keySet()));
    List<Map<String, Counts>> byKind = quarters(key, By.KIND, county, zone, now);
    Set<String> kinds = new LinkedHashSet<>();
    catalogue.list(key.realm()).stream()
        .map(Kind::code)
        .filter(kind -> isNamed(key.realm(), kind))
        .forEach(kinds::add);
    byKind.stream()
        .flatMap(found -> found.keySet().stream())
        .filter(kind -> isNamed(key.realm(), kind))
        .forEach(kinds::add);
    kinds.add(NOT_NAMED);
    return new Counted(
        now,
        sheet(places, place -> place, byPlace),
        sheet(kinds, kind -> isNamed(key.realm(), kind) ? kind : NOT_NAMED, byKind));
  }

  /**
   * What everybody may ask for at the door. That somebody asked for what is restricted is nobody's
   * business, however many did.
   */
  private boolean isNamed(RealmId realm, String kind) {
    return catalogue
        .find(realm, kind)
        .filter(found -> found.privacy() != PrivacyClass.RESTRICTED && found.publicAtDoor())
        .isPresent();
  }

  private List<Map<String, Counts>> quarters(
      Key key, By by, Division county, ZoneId zone, Instant now) {
    return transactions.read(
        key.realm(),
        () ->
            IntStream.rangeClosed(1, QUARTERS)
                .mapToObj(q -> quarter(key, q, by, county, zone, now))
                .toList());
  }

  private Map<String, Counts> quarter(
      Key key, int quarter, By by, Division county, ZoneId zone, Instant now) {
    Period period = Period.parse(key.year() + "-Q" + quarter);
    Map<String, Counts> found = new TreeMap<>();
    store
        .count(new Scope(key.realm(), county.path(), period.start(zone), period.end(zone), now), by)
        .forEach(counts -> found.put(counts.key(), counts));
    return found;
  }

  private String placeName(String place) {
    return place.isEmpty()
        ? ""
        : divisions.find(Integer.parseInt(place)).map(Division::name).orElse(place);
  }

  private String kindName(RealmId realm, String kind, Language language) {
    return kind.isEmpty()
        ? ""
        : catalogue.find(realm, kind).map(found -> found.name().in(language)).orElse(kind);
  }

  /**
   * @param line which line what was counted under a key stands in
   */
  private static Sheet sheet(
      Set<String> lines, UnaryOperator<String> line, List<Map<String, Counts>> quarters) {
    List<String> keys = List.copyOf(lines);
    List<Rated> rated = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      rated.add(
          new Rated(
              table(keys, line, quarters, counts -> share(counts, measure, 0)),
              table(keys, line, quarters, counts -> share(counts, measure, 1))));
    }
    return new Sheet(keys, table(keys, line, quarters, Counts::placed), rated);
  }

  private static long share(Counts counts, Measure measure, int part) {
    return Objects.requireNonNull(counts.shares().get(measure))[part];
  }

  /** With the year at the end of each line and the county below each column. */
  private static long[][] table(
      List<String> keys,
      UnaryOperator<String> line,
      List<Map<String, Counts>> quarters,
      ToLongFunction<Counts> number) {
    long[][] table = new long[keys.size() + 1][QUARTERS + 1];
    for (int q = 0; q < QUARTERS; q++) {
      for (Map.Entry<String, Counts> found : quarters.get(q).entrySet()) {
        long amount = number.applyAsLong(found.getValue());
        for (int i : new int[] {keys.indexOf(line.apply(found.getKey())), keys.size()}) {
          table[i][q] += amount;
          table[i][QUARTERS] += amount;
        }
      }
    }
    return table;
  }
}

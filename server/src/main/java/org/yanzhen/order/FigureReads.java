package org.yanzhen.order;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.order.CampaignViews.CampaignRef;
import org.yanzhen.order.FigureViews.FigureRow;
import org.yanzhen.order.FigureViews.Figures;
import org.yanzhen.order.FigureViews.MeasureView;
import org.yanzhen.order.FigureViews.NeedRow;
import org.yanzhen.order.FigureViews.Needs;
import org.yanzhen.order.FigureViews.ResultRow;
import org.yanzhen.order.FigureViews.Results;
import org.yanzhen.order.FigureViews.ReturnRow;
import org.yanzhen.order.FigureViews.Returns;
import org.yanzhen.order.FigureViews.RoutedRow;
import org.yanzhen.order.FigureViews.Share;
import org.yanzhen.order.FigureViews.Tally;
import org.yanzhen.order.FiguresStore.By;
import org.yanzhen.order.FiguresStore.Counts;
import org.yanzhen.order.FiguresStore.Scope;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.order.OrderViews.OrderPage;
import org.yanzhen.order.PostCounts.Counted;
import org.yanzhen.people.Organisation;
import org.yanzhen.people.People;
import org.yanzhen.people.Team;
import org.yanzhen.people.Teams;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** Figures of the viewer's area, and the orders behind each. */
@Service
class FigureReads {

  private static final Pattern RESULT =
      Pattern.compile("result:([a-z][a-z0-9-]{0,59}):([a-z][a-z0-9-]{0,39})");
  private static final Counted NO_POST = new Counted(0, 0);

  private final FiguresStore store;
  private final PostCounts posts;
  private final FiguresPolicy policy;
  private final OrderStore orders;
  private final OrderCards cards;
  private final OrderRights rights;
  private final RealmTransactions transactions;
  private final Realms realms;
  private final Divisions divisions;
  private final Catalogue catalogue;
  private final People people;
  private final Teams teams;
  private final Campaigns campaigns;
  private final InstantSource clock;

  FigureReads(
      FiguresStore store,
      PostCounts posts,
      FiguresPolicy policy,
      OrderStore orders,
      OrderCards cards,
      OrderRights rights,
      RealmTransactions transactions,
      Realms realms,
      Divisions divisions,
      Catalogue catalogue,
      People people,
      Teams teams,
      Campaigns campaigns,
      InstantSource clock) {
    this.store = store;
    this.posts = posts;
    this.policy = policy;
    this.orders = orders;
    this.cards = cards;
    this.rights = rights;
    this.transactions = transactions;
    this.realms = realms;
    this.divisions = divisions;
    this.catalogue = catalogue;
    this.people = people;
    this.teams = teams;
    this.campaigns = campaigns;
    this.clock = clock;
  }

  Figures figures(
      Actor actor,
      @Nullable Integer divisionId,
      @Nullable String periodText,
      By by,
      Language language) {
    Division root = root(actor, divisionId);
    Period period = period(actor.realm(), periodText);
    Instant now = clock.instant();
    Lines current = lines(actor, root, period, by, now);
    Lines past = lines(actor, root, period.before(), by, now);
    Names names = new Names(actor.realm(), root, by, language);
    TreeSet<String> keys = new TreeSet<>(current.byKey().keySet());
    keys.addAll(past.byKey().keySet());
    List<FigureRow> rows =
        keys.stream()
            .map(key -> new FigureRow(key, names.of(key), current.of(key), past.of(key)))
            .sorted(
                Comparator.comparing((FigureRow row) -> row.now().placed())
                    .reversed()
                    .thenComparing(FigureRow::name))
            .toList();
    FigureRow total = new FigureRow("", root.name(), current.total(), past.total());
    Period before = period.before();
    return new Figures(
        root.id(),
        root.fullName(),
        period.from(),
        period.to(),
        before.from(),
        before.to(),
        now,
        code(by),
        policy.showFrom(),
        measures(language),
        rows,
        total);
  }

  /**
   * What a sheet of these figures may show in public. Only of a year or a quarter: of every other
   * span something about few could be reckoned with the help of those two.
   *
   * @throws ProblemException figures.public-span
   */
  PublicSheet inPublic(
      Actor actor, @Nullable Integer divisionId, @Nullable String periodText, By by) {
    Division root = root(actor, divisionId);
    Period period = period(actor.realm(), periodText);
    if (period.columnOfYear().isEmpty()) {
      throw new ProblemException(Problem.at(ProblemCode.FIGURES_PUBLIC_SPAN, "period"));
    }
    Instant now = clock.instant();
    Period before = period.before();
    List<Lines> year = quarters(actor, root, period.from().getYear(), by, now);
    List<Lines> yearBefore =
        before.from().getYear() == period.from().getYear()
            ? year
            : quarters(actor, root, before.from().getYear(), by, now);
    return new PublicSheet(shown(year, period), shown(yearBefore, before));
  }

  private List<Lines> quarters(Actor actor, Division root, int year, By by, Instant now) {
    return Period.quartersOf(year).stream()
        .map(quarter -> lines(actor, root, quarter, by, now))
        .toList();
  }

  private PublicSheet.Shown shown(List<Lines> quarters, Period period) {
    return PublicSheet.shown(
        quarters.stream().map(Lines::byKey).toList(),
        quarters.stream().map(Lines::total).toList(),
        period.columnOfYear().orElseThrow(),
        policy.showFrom());
  }

  /** What was counted of one span, by line. */
  private record Lines(Map<String, Tally> byKey, Tally total, Tally nothing) {
    Tally of(String key) {
      return byKey.getOrDefault(key, nothing);
    }
  }

  private Lines lines(Actor actor, Division root, Period period, By by, Instant now) {
    Scope scope = scope(actor, root, period, now);
    Map<String, Counts> orders = new HashMap<>();
    Map<String, Counted> post = new HashMap<>();
    transactions.read(
        actor.realm(),
        () -> {
          store.count(scope, by).forEach(counts -> orders.put(counts.key(), counts));
          post.putAll(posts.count(asked(scope, by)));
          return true;
        });
    Counted all = whole(post);
    // A message has no group, track or level yet: it counts in the whole only.
    if (!hasPost(by)) {
      post.clear();
    }
    Map<String, Tally> byKey = new HashMap<>();
    TreeSet<String> keys = new TreeSet<>(orders.keySet());
    keys.addAll(post.keySet());
    for (String key : keys) {
      byKey.put(key, tally(orders.getOrDefault(key, none(key)), post.getOrDefault(key, NO_POST)));
    }
    return new Lines(
        Map.copyOf(byKey), tally(sum(List.copyOf(orders.values())), all), tally(none(""), NO_POST));
  }

  /**
   * Exactly the orders a figure counted, newest first; as cards, within the viewer's rights. Where
   * the part says how orders were graded, those that the viewer served are left out.
   */
  OrderPage behind(
      Actor actor,
      @Nullable Integer divisionId,
      @Nullable String periodText,
      By by,
      @Nullable String key,
      @Nullable String kind,
      String part,
      @Nullable PageKey after,
      int limit,
      Language language) {
    Area area = area(actor, divisionId, periodText);
    String condition = condition(part);
    boolean ofVerdicts = isOfVerdicts(part);
    return read(
        actor,
        area,
        scope ->
            page(
                actor,
                (from, most) -> store.behind(scope, condition, by, key, kind, from, most),
                after,
                // Being listed says how it was judged.
                row -> !ofVerdicts || !rights.isRated(actor, row),
                limit,
                language));
  }

  /** Exactly the orders a line of the returns counted, each once. */
  OrderPage behindReturns(
      Actor actor,
      @Nullable Integer divisionId,
      @Nullable String periodText,
      FiguresStore.ReturnLine line,
      @Nullable PageKey after,
      int limit,
      Language language) {
    return read(
        actor,
        area(actor, divisionId, periodText),
        scope ->
            page(
                actor,
                (from, most) -> store.behindReturns(scope, line, from, most),
                after,
                row -> true,
                limit,
                language));
  }

  /** Where orders are found, in the list's order. */
  private interface Finder {
    List<PageKey> find(@Nullable PageKey after, int most);
  }

  /**
   * Reads on past what is not shown to the actor: neither a gap in the page nor a next one behind
   * which there is nothing tells that there was something.
   */
  private OrderPage page(
      Actor actor,
      Finder finder,
      @Nullable PageKey after,
      Predicate<OrderRow> shownTo,
      int limit,
      Language language) {
    List<PageKey> keys = new ArrayList<>();
    List<OrderRow> shown = new ArrayList<>();
    PageKey from = after;
    boolean isAtEnd = false;
    while (!isAtEnd && shown.size() <= limit) {
      List<PageKey> found = finder.find(from, limit + 1);
      Map<UUID, OrderRow> rows =
          orders.findAll(actor.realm(), found.stream().map(PageKey::id).toList()).stream()
              .filter(row -> Visibility.isDesk(actor, row))
              .filter(shownTo)
              .collect(Collectors.toMap(row -> row.order().id(), row -> row));
      for (PageKey key : found) {
        OrderRow row = rows.get(key.id());
        if (row != null) {
          keys.add(key);
          shown.add(row);
        }
      }
      isAtEnd = found.size() <= limit;
      from = found.isEmpty() ? from : found.getLast();
    }
    boolean more = shown.size() > limit;
    List<OrderCard> page = cards.of(actor, more ? shown.subList(0, limit) : shown, language);
    return new OrderPage(page, more ? keys.get(limit - 1).token() : null);
  }

  Returns returns(
      Actor actor, @Nullable Integer divisionId, @Nullable String periodText, Language language) {
    Area area = area(actor, divisionId, periodText);
    List<FiguresStore.Return> found = read(actor, area, store::returns);
    Names kinds = new Names(actor.realm(), area.root(), By.KIND, language);
    Names bodies = new Names(actor.realm(), area.root(), By.BODY, language);
    return new Returns(
        area.root().id(),
        area.period().from(),
        area.period().to(),
        found.stream()
            .map(
                row ->
                    new ReturnRow(
                        row.kind(),
                        kinds.of(row.kind()),
                        row.body(),
                        bodies.of(row.body() == null ? "" : row.body()),
                        Action.valueOf(row.action()).commandType(),
                        row.reason(),
                        row.toBody(),
                        row.toBody() == null ? null : bodies.of(row.toBody()),
                        row.count()))
            .toList());
  }

  /** What came of orders in numbers, by kind. */
  Results results(
      Actor actor, @Nullable Integer divisionId, @Nullable String periodText, Language language) {
    Area area = area(actor, divisionId, periodText);
    List<FiguresStore.ResultSum> found = read(actor, area, store::results);
    Names kinds = new Names(actor.realm(), area.root(), By.KIND, language);
    return new Results(
        area.root().id(),
        area.period().from(),
        area.period().to(),
        found.stream()
            .map(
                row ->
                    new ResultRow(
                        row.kind(),
                        kinds.of(row.kind()),
                        row.code(),
                        resultName(actor.realm(), row, language),
                        row.orders(),
                        row.sum().doubleValue(),
                        Math.round(row.sum().doubleValue() / row.orders() * 100) / 100.0))
            .toList());
  }

  /** As the newest version of the kind calls it. */
  private String resultName(RealmId realm, FiguresStore.ResultSum row, Language language) {
    return catalogue
        .find(realm, row.kind())
        .flatMap(
            kind ->
                kind.results().stream()
                    .filter(result -> result.code().equals(row.code()))
                    .findAny())
        .map(result -> result.label().in(language))
        .orElse(row.code());
  }

  /** Who was asked in vain and who took it: a suggestion for the list of who answers for what. */
  FigureViews.Routed routed(
      Actor actor, @Nullable Integer divisionId, @Nullable String periodText, Language language) {
    Area area = area(actor, divisionId, periodText);
    List<FiguresStore.Routed> found = read(actor, area, store::routed);
    Names places = new Names(actor.realm(), area.root(), By.DIVISION, language);
    Names kinds = new Names(actor.realm(), area.root(), By.KIND, language);
    Names bodies = new Names(actor.realm(), area.root(), By.BODY, language);
    return new FigureViews.Routed(
        area.root().id(),
        area.period().from(),
        area.period().to(),
        found.stream()
            .map(
                row ->
                    new RoutedRow(
                        row.kind(),
                        kinds.of(row.kind()),
                        row.division(),
                        places.of(row.division()),
                        row.body(),
                        bodies.of(row.body() == null ? "" : row.body()),
                        row.acceptedBy(),
                        bodies.of(row.acceptedBy()),
                        row.count()))
            .toList());
  }

  OrderPage behindRouted(
      Actor actor,
      @Nullable Integer divisionId,
      @Nullable String periodText,
      FiguresStore.Routed line,
      @Nullable PageKey after,
      int limit,
      Language language) {
    return read(
        actor,
        area(actor, divisionId, periodText),
        scope ->
            page(
                actor,
                (from, most) -> store.behindRouted(scope, line, from, most),
                after,
                row -> true,
                limit,
                language));
  }

  /** Needs by month, line and kind. */
  Needs needs(
      Actor actor,
      @Nullable Integer divisionId,
      @Nullable String periodText,
      By by,
      Language language) {
    if (by == By.KIND) {
      throw invalid("by");
    }
    Area area = area(actor, divisionId, periodText);
    ZoneId zone = realms.get(actor.realm()).zone();
    List<FiguresStore.Need> found = read(actor, area, scope -> store.needs(scope, by, zone));
    Names names = new Names(actor.realm(), area.root(), by, language);
    Names kinds = new Names(actor.realm(), area.root(), By.KIND, language);
    return new Needs(
        area.root().id(),
        area.period().from(),
        area.period().to(),
        code(by),
        found.stream()
            .map(
                row ->
                    new NeedRow(
                        row.month(),
                        row.key(),
                        names.of(row.key()),
                        row.kind(),
                        kinds.of(row.kind()),
                        row.placed(),
                        row.solved(),
                        row.silent(),
                        row.withdrawn(),
                        row.unsolved()))
            .toList());
  }

  List<MeasureView> measures(Language language) {
    Stream<MeasureView> ofOrders =
        Arrays.stream(Measure.values())
            .map(
                measure ->
                    new MeasureView(
                        measure.code(),
                        measure.label().in(language),
                        measure.numerator().in(language),
                        measure.denominator().in(language),
                        policy.weights().get(measure)));
    MeasureView ofPost =
        new MeasureView(
            PostRate.CODE,
            PostRate.LABEL.in(language),
            PostRate.NUMERATOR.in(language),
            PostRate.DENOMINATOR.in(language),
            null);
    return Stream.concat(ofOrders, Stream.of(ofPost)).toList();
  }

  /** Whose figures are asked for, and of which days. */
  private record Area(Division root, Period period) {}

  private Area area(Actor actor, @Nullable Integer divisionId, @Nullable String periodText) {
    return new Area(root(actor, divisionId), period(actor.realm(), periodText));
  }

  private <T> T read(Actor actor, Area area, Function<Scope, T> read) {
    return transactions.read(
        actor.realm(), () -> read.apply(scope(actor, area.root(), area.period(), clock.instant())));
  }

  private Scope scope(Actor actor, Division root, Period period, Instant now) {
    ZoneId zone = realms.get(actor.realm()).zone();
    return new Scope(actor.realm(), root.path(), period.start(zone), period.end(zone), now);
  }

  private Period period(RealmId realm, @Nullable String text) {
    return text == null
        ? Period.monthOf(LocalDate.ofInstant(clock.instant(), realms.get(realm).zone()))
        : Period.parse(text);
  }

  /** The division asked for, or the widest the viewer has; figures are a desk's. */
  private Division root(Actor actor, @Nullable Integer divisionId) {
    Division root =
        divisionId == null
            ? actor.grants().stream()
                .filter(grant -> Visibility.DESK.contains(grant.role()))
                .min(Comparator.comparing(grant -> grant.area().length()))
                .map(Grant::divisionId)
                .flatMap(divisions::find)
                .orElseThrow(() -> new ProblemException(ProblemCode.ACCESS_FORBIDDEN))
            : divisions.find(divisionId).orElseThrow(() -> invalid("division"));
    if (Visibility.DESK.stream().noneMatch(role -> actor.has(role, root.path()))) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    return root;
  }

  private static boolean isOfVerdicts(String part) {
    return part.equals("ungraded")
        || part.equals("satisfaction")
        || part.startsWith("satisfaction.")
        || part.equals(Measure.BAD_GRADE.code())
        || part.startsWith(Measure.BAD_GRADE.code() + ".");
  }

  /**
   * {@code placed}, {@code solved} …, a measure with what of it: {@code response.missed}, or a
   * result of a kind: {@code result:pest-advice:treated}.
   */
  private static String condition(String part) {
    String whole = "outside is null";
    Matcher result = RESULT.matcher(part);
    if (result.matches()) {
      return FiguresStore.resultSaid(result.group(1), result.group(2));
    }
    return switch (part) {
      case "placed" -> whole;
      case "solved" -> whole + " and " + FiguresStore.SOLVED;
      case "silent" -> whole + " and " + FiguresStore.SILENT;
      case "withdrawn" -> whole + " and " + FiguresStore.WITHDRAWN;
      case "merged" -> whole + " and " + FiguresStore.MERGED;
      case "unsolved" -> whole + " and " + FiguresStore.UNSOLVED;
      case "ended" -> whole + " and " + FiguresStore.ENDED;
      case "raised" -> whole + " and " + FiguresStore.RAISED;
      case "handed-down" -> whole + " and " + FiguresStore.HANDED_DOWN;
      case "ungraded" -> whole + " and " + FiguresStore.UNGRADED;
      default -> {
        int dot = part.indexOf('.');
        Measure measure =
            Measure.of(dot < 0 ? part : part.substring(0, dot)).orElseThrow(() -> invalid("part"));
        yield switch (dot < 0 ? "" : part.substring(dot + 1)) {
          case "" -> measure.counted();
          case "kept" -> "%s and %s".formatted(measure.counted(), measure.kept());
          case "missed" -> "%s and (%s) is not true".formatted(measure.counted(), measure.kept());
          default -> throw invalid("part");
        };
      }
    };
  }

  private static PostCounts.Asked asked(Scope scope, By by) {
    return new PostCounts.Asked(
        scope.realm(),
        scope.root(),
        scope.start(),
        scope.end(),
        scope.now(),
        hasPost(by) ? PostCounts.Line.valueOf(by.name()) : PostCounts.Line.KIND);
  }

  private static boolean hasPost(By by) {
    return switch (by) {
      case DIVISION, KIND, BODY -> true;
      case TEAM, TRACK, TIER -> false;
    };
  }

  private static Counted whole(Map<String, Counted> post) {
    return post.values().stream()
        .reduce(NO_POST, (a, b) -> new Counted(a.n() + b.n(), a.of() + b.of()));
  }

  private Tally tally(Counts counts, Counted post) {
    Map<String, Share> shares = new LinkedHashMap<>();
    double composite = 0;
    boolean whole = true;
    for (Measure measure : Measure.values()) {
      long[] share = Objects.requireNonNull(counts.shares().get(measure));
      shares.put(measure.code(), share(share[0], share[1]));
      Integer weight = policy.weights().get(measure);
      if (weight != null) {
        whole = whole && share[1] > 0;
        composite += share[1] == 0 ? 0 : weight * (double) share[0] / share[1];
      }
    }
    shares.put(PostRate.CODE, share(post.n(), post.of()));
    return new Tally(
        counts.placed(),
        counts.solved(),
        counts.silent(),
        counts.withdrawn(),
        counts.merged(),
        counts.unsolved(),
        counts.ungraded(),
        counts.gradable(),
        counts.raised(),
        counts.handedDown(),
        shares,
        whole ? Math.round(composite * 10) / 10.0 : null,
        counts.placed() < policy.showFrom());
  }

  private static Share share(long n, long of) {
    return new Share(n, of, of == 0 ? null : percent(n, of));
  }

  /** Rounded down: 99.96 % are not all. */
  private static double percent(long n, long of) {
    return Math.floorDiv(n * 1_000, of) / 10.0;
  }

  private static Counts none(String key) {
    EnumMap<Measure, long[]> shares = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      shares.put(measure, new long[2]);
    }
    return new Counts(key, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, shares);
  }

  private static Counts sum(List<Counts> all) {
    Counts sum = none("");
    for (Counts one : all) {
      EnumMap<Measure, long[]> shares = new EnumMap<>(Measure.class);
      for (Measure measure : Measure.values()) {
        long[] a = Objects.requireNonNull(sum.shares().get(measure));
        long[] b = Objects.requireNonNull(one.shares().get(measure));
        shares.put(measure, new long[] {a[0] + b[0], a[1] + b[1]});
      }
      sum =
          new Counts(
              "",
              sum.placed() + one.placed(),
              sum.solved() + one.solved(),
              sum.silent() + one.silent(),
              sum.withdrawn() + one.withdrawn(),
              sum.merged() + one.merged(),
              sum.unsolved() + one.unsolved(),
              sum.ungraded() + one.ungraded(),
              sum.gradable() + one.gradable(),
              sum.raised() + one.raised(),
              sum.handedDown() + one.handedDown(),
              shares);
    }
    return sum;
  }

  static String code(By by) {
    return by.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static ProblemException invalid(String field) {
    return new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, field));
  }

  /** Names of lines, each looked up once. */
  private final class Names {
    private final RealmId realm;
    private final Division root;
    private final By by;
    private final Language language;
    private final Map<String, String> known = new HashMap<>();

    Names(RealmId realm, Division root, By by, Language language) {
      this.realm = realm;
      this.root = root;
      this.by = by;
      this.language = language;
    }

    String of(String key) {
      return known.computeIfAbsent(key, this::lookUp);
    }

    private String lookUp(String key) {
      if (key.isEmpty()) {
        return switch (by) {
          case DIVISION -> root.name();
          case TRACK -> language.pick("常态", "Everyday");
          case TEAM -> language.pick("（不经小组）", "(no group)");
          case KIND, BODY, TIER -> language.pick("（未定）", "(none yet)");
        };
      }
      return switch (by) {
        case DIVISION -> divisions.find(Integer.parseInt(key)).map(Division::name).orElse(key);
        case KIND -> catalogue.find(realm, key).map(kind -> kind.name().in(language)).orElse(key);
        case BODY -> people.findOrganisation(realm, key).map(Organisation::name).orElse(key);
        case TEAM ->
            teams.list(realm).stream()
                .filter(team -> team.id().toString().equals(key))
                .map(Team::name)
                .findFirst()
                .orElse(key);
        case TRACK -> campaign(UUID.fromString(key));
        case TIER -> {
          boolean everyday = key.startsWith("EVERYDAY.");
          String track =
              everyday ? language.pick("常态", "Everyday") : language.pick("专项整治", "Campaigns");
          yield track + " · " + tier(Tier.valueOf(key.substring(key.indexOf('.') + 1)));
        }
      };
    }

    private String campaign(UUID id) {
      CampaignRef ref =
          transactions.read(realm, () -> campaigns.refs(realm, List.of(id), language)).get(id);
      return ref == null ? id.toString() : ref.name();
    }

    private String tier(Tier tier) {
      return switch (tier) {
        case VILLAGE -> language.pick("村（网格）", "village (grid)");
        case TOWNSHIP -> language.pick("乡镇", "township");
        case COUNTY -> language.pick("县", "county");
      };
    }
  }
}

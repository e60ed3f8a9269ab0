package org.yanzhen.dispatch;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.Accounts;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.order.WorklistFilter;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/** Proposals for the desk, each with what would change, for whom, why and at what gain. */
@RestController
@RequestMapping("/api/dispatch/proposals")
class ProposalController {

  private static final int LINES = 200;
  private static final int COUNTED = 1_000;

  /**
   * One proposal.
   *
   * @param areas names of the divisions it covers
   * @param own where the reader dispatches in a part of it only, names of that; then all figures
   *     and lines are of orders there, and only these are the reader's to answer
   * @param priceMinutes what giving somebody else a told order costs; absent: told orders stay
   * @param askedBy absent when it was made by itself
   * @param done so much of {@code total} is read
   * @param failed why there is none, in words
   * @param served waiting orders that would find somebody
   * @param moved told orders that would go to somebody else
   * @param left waiting orders that would not find anybody
   * @param told orders somebody was asked for, which stay
   * @param accepted orders somebody has taken on, which always stay
   * @param persons who would get or lose an order
   * @param minutesBefore what served, moved and left orders cost as they lie
   * @param minutesAfter what they would cost
   * @param gain the difference
   * @param wayMinutes on the road, of the minutes after
   */
  record ProposalView(
      UUID id,
      Proposal.State state,
      List<String> areas,
      @Nullable List<String> own,
      @Nullable Integer priceMinutes,
      @Nullable String askedBy,
      Instant askedAt,
      @Nullable Instant endedAt,
      int done,
      int total,
      @Nullable String failed,
      int served,
      int moved,
      int left,
      int told,
      int accepted,
      int persons,
      long minutesBefore,
      long minutesAfter,
      long gain,
      long wayMinutes) {}

  /**
   * What a proposal of this dispatcher would cover.
   *
   * @param waiting orders for which somebody must be found, never counted beyond 1,000
   * @param onBoard orders nobody has claimed, likewise
   * @param daily when one is made by itself; absent for never
   * @param dailySetBy who set that hour; absent where the policy says it
   * @param maySetDaily whether the reader may set it
   * @param most so many in play are weighed together, in the whole county
   * @param tooMany whether there are more now
   */
  record Covered(
      List<String> areas,
      int waiting,
      int onBoard,
      @Nullable LocalTime daily,
      @Nullable String dailySetBy,
      @Nullable Instant dailySetAt,
      boolean maySetDaily,
      int most,
      boolean tooMany) {}

  record ProposalPage(Covered covers, List<ProposalView> items, @Nullable String next) {}

  record ProposalPerson(UUID id, String name, @Nullable String post) {}

  /**
   * One order of a proposal.
   *
   * @param order absent where it is no more the reader's to see
   * @param inHand orders the person has when this one comes
   * @param had orders the person has before any of them
   * @param able how many could go
   * @param refused why it was not sent when it was accepted
   */
  record ProposalLine(
      int line,
      UUID orderId,
      Proposal.What what,
      @Nullable OrderCard order,
      @Nullable ProposalPerson from,
      @Nullable ProposalPerson to,
      int inHand,
      int had,
      int minutesBefore,
      int minutesAfter,
      int gain,
      @Nullable Integer wayBefore,
      @Nullable Integer wayAfter,
      List<Score.Term> terms,
      int able,
      String why,
      Proposal.LineState state,
      @Nullable String refused) {}

  /**
   * @param open lines that nobody has answered yet
   * @param next the last line shown, where there are more
   */
  record ProposalDetail(
      ProposalView proposal, int open, List<ProposalLine> lines, @Nullable Integer next) {}

  private final ProposalStore store;
  private final ProposalCommands commands;
  private final ProposalWords words;
  private final DailyHours hours;
  private final DailyHourCommands hourCommands;
  private final Formations formations;
  private final OrderReads orders;
  private final People people;
  private final Accounts accounts;
  private final Divisions divisions;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  ProposalController(
      ProposalStore store,
      ProposalCommands commands,
      ProposalWords words,
      DailyHours hours,
      DailyHourCommands hourCommands,
      Formations formations,
      OrderReads orders,
      People people,
      Accounts accounts,
      Divisions divisions,
      RealmTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.commands = commands;
    this.words = words;
    this.hours = hours;
    this.hourCommands = hourCommands;
    this.formations = formations;
    this.orders = orders;
    this.people = people;
    this.accounts = accounts;
    this.divisions = divisions;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The latest first; of those that reach beyond the reader's areas what lies within them. */
  @GetMapping
  ProposalPage page(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    checkLimit(limit, 100);
    PageKey key = after == null ? null : PageKey.parse(after);
    List<String> areas = areas(actor);
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          List<Proposal> found = store.page(realm, areas, key, limit + 1);
          boolean more = found.size() > limit;
          List<Proposal> shown = more ? found.subList(0, limit) : found;
          return new ProposalPage(
              covered(actor, areas),
              views(actor, shown, Language.of(locale)),
              more ? new PageKey(shown.getLast().askedAt(), shown.getLast().id()).token() : null);
        });
  }

  /**
   * @param after the last line known, 0 for the first page
   */
  @GetMapping("/{id}")
  ProposalDetail detail(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "0") int after,
      @RequestParam(defaultValue = "100") int limit,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    checkLimit(limit, LINES);
    List<String> areas = areas(actor);
    Language language = Language.of(locale);
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          Proposal proposal =
              store
                  .find(realm, id)
                  .filter(one -> one.touches(actor, areas))
                  .orElseThrow(() -> new ProblemException(ProblemCode.DISPATCH_PROPOSAL_NOT_FOUND));
          List<String> within = commands.within(proposal, actor);
          List<Proposal.Line> found = store.lines(realm, id, within, after, limit + 1);
          boolean more = found.size() > limit;
          List<Proposal.Line> shown = more ? found.subList(0, limit) : found;
          return new ProposalDetail(
              views(actor, List.of(proposal), language).getFirst(),
              store.countOpen(realm, id, within),
              lines(actor, shown, language),
              more ? shown.getLast().line() : null);
        });
  }

  private Covered covered(Actor actor, List<String> areas) {
    RealmId realm = actor.realm();
    DailyHours.DailyHour daily = hours.at(realm, clock.instant());
    return new Covered(
        names(areas),
        orders.count(realm, WorklistFilter.UNASSIGNED, areas, COUNTED),
        orders.count(realm, WorklistFilter.OPEN, areas, COUNTED),
        daily.hour(),
        Optional.ofNullable(daily.setBy())
            .flatMap(account -> accounts.findName(realm, account))
            .orElse(null),
        daily.setAt(),
        hourCommands.maySet(actor),
        Formations.MOST,
        formations.isTooMany(realm));
  }

  private static void checkLimit(int limit, int most) {
    if (limit < 1 || limit > most) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "limit"));
    }
  }

  private List<String> areas(Actor actor) {
    if (!actor.has(Role.DISPATCHER)) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    return commands.areas(actor);
  }

  /** A path ends with the id of its division. */
  private List<String> names(List<String> areas) {
    return areas.stream()
        .map(
            path -> path.substring(path.lastIndexOf('.', path.length() - 2) + 1, path.length() - 1))
        .flatMap(id -> divisions.find(Integer.parseInt(id)).stream())
        .map(Division::name)
        .toList();
  }

  private List<ProposalView> views(Actor actor, List<Proposal> proposals, Language language) {
    RealmId realm = actor.realm();
    List<String> areas = areas(actor);
    List<UUID> inPart =
        proposals.stream().filter(one -> !one.isFor(actor)).map(Proposal::id).toList();
    Map<UUID, Proposal.Sum> sums = inPart.isEmpty() ? Map.of() : store.sums(realm, inPart, areas);
    return proposals.stream()
        .map(
            one ->
                one.isFor(actor)
                    ? view(realm, one, one.sum(), null, language)
                    : view(
                        realm,
                        one,
                        sums.getOrDefault(one.id(), Proposal.Sum.NOTHING),
                        names(areas),
                        language))
        .toList();
  }

  private ProposalView view(
      RealmId realm,
      Proposal proposal,
      Proposal.Sum sum,
      @Nullable List<String> own,
      Language language) {
    return new ProposalView(
        proposal.id(),
        proposal.state(),
        names(proposal.areas()),
        own,
        proposal.price(),
        Optional.ofNullable(proposal.askedBy())
            .flatMap(account -> accounts.findName(realm, account))
            .orElse(null),
        proposal.askedAt(),
        proposal.endedAt(),
        proposal.done(),
        proposal.total(),
        proposal.failed() == null ? null : words.failed(proposal.failed(), language),
        sum.served(),
        sum.moved(),
        sum.left(),
        sum.told(),
        sum.accepted(),
        sum.persons(),
        sum.minutesBefore(),
        sum.minutesAfter(),
        sum.minutesBefore() - sum.minutesAfter(),
        sum.wayMinutes());
  }

  private List<ProposalLine> lines(Actor actor, List<Proposal.Line> lines, Language language) {
    RealmId realm = actor.realm();
    Map<UUID, OrderCard> cards =
        orders.findCards(actor, lines.stream().map(Proposal.Line::orderId).toList(), language);
    Map<UUID, Person> known = people.findAll(realm, persons(lines));
    return lines.stream()
        .map(
            line ->
                new ProposalLine(
                    line.line(),
                    line.orderId(),
                    line.what(),
                    cards.get(line.orderId()),
                    person(known, line.from()),
                    person(known, line.to()),
                    line.inHand(),
                    line.had(),
                    line.minutesBefore(),
                    line.minutesAfter(),
                    line.minutesBefore() - line.minutesAfter(),
                    line.wayBefore(),
                    line.wayAfter(),
                    line.terms().getOrDefault(language, List.of()),
                    line.able(),
                    words.why(realm, line, known, language),
                    line.state(),
                    words.refused(line, known, language)))
        .toList();
  }

  private static Set<UUID> persons(List<Proposal.Line> lines) {
    return lines.stream()
        .flatMap(
            line ->
                Stream.of(
                        Optional.ofNullable(line.from()),
                        Optional.ofNullable(line.to()),
                        Optional.ofNullable(line.passed()).map(Proposal.Passed::personId))
                    .flatMap(Optional::stream))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static @Nullable ProposalPerson person(Map<UUID, Person> known, @Nullable UUID id) {
    Person person = id == null ? null : known.get(id);
    return id == null
        ? null
        : new ProposalPerson(
            id, person == null ? "" : person.name(), person == null ? null : person.post());
  }
}

package org.yanzhen.order;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Accounts;
import org.yanzhen.access.Realms;
import org.yanzhen.command.CommandContext;
import org.yanzhen.order.BadGrade.State;
import org.yanzhen.order.BadGradeStore.Answered;
import org.yanzhen.order.BadGradeViews.BadGradeAnswerView;
import org.yanzhen.order.BadGradeViews.BadGradePage;
import org.yanzhen.order.BadGradeViews.BadGradeView;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.order.OrderViews.TierView;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/**
 * Bad grades are looked into (差评整改): begun by the grade itself, answered by the desk above, ended
 * by the rater's word. Nothing of it is written into the order's own history, its messages or its
 * figures, so that those who were graded do not read there what was said of them.
 */
@Service
public class BadGrades {

  /** What looking into it found. */
  public enum Finding {
    /** It is as the rater said. */
    VERIFIED,
    NOT_VERIFIED,
    /** What was asked for cannot be asked for. */
    UNREASONABLE
  }

  /**
   * How it stands, for whoever gave the grade.
   *
   * @param holder the division whose desk looks into it
   * @param once more, one level up
   * @param answer why it was found so, and what was put right; null before there is one
   */
  public record Standing(
      String holder,
      boolean once,
      Instant dueAt,
      boolean isAnswered,
      @Nullable Finding finding,
      @Nullable String reason,
      @Nullable String putRight,
      @Nullable Boolean content) {}

  /** Who looks into bad grades; clerks only call. */
  private static final Set<Role> LOOKS_INTO = Set.of(Role.DISPATCHER, Role.ADMINISTRATOR);

  private final BadGradeStore store;
  private final OutcomeStore outcomes;
  private final OrderReads reads;
  private final OrderPolicy policy;
  private final WorkCalendar calendar;
  private final Divisions divisions;
  private final Accounts accounts;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  BadGrades(
      BadGradeStore store,
      OutcomeStore outcomes,
      OrderReads reads,
      OrderPolicy policy,
      WorkCalendar calendar,
      Divisions divisions,
      Accounts accounts,
      Realms realms,
      RealmTransactions transactions,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.store = store;
    this.outcomes = outcomes;
    this.reads = reads;
    this.policy = policy;
    this.calendar = calendar;
    this.divisions = divisions;
    this.accounts = accounts;
    this.realms = realms;
    this.transactions = transactions;
    this.events = events;
    this.clock = clock;
  }

  /**
   * An order was said to be solved, with or without a grade. A share of a joint order makes none:
   * the whole is graded by whoever asked.
   */
  void graded(RealmId realm, OrderRow row, Order graded, Facts facts, Instant at) {
    OrderPolicy.BadGrade rule = policy.on(dayOf(realm, at)).badGrades();
    Integer grade = grade(facts);
    if (rule == null || grade == null || grade > rule.upTo() || row.lineage().partOf() != null) {
      return;
    }
    Tier above = graded.tier().up().orElse(Tier.COUNTY);
    Instant due = due(realm, rule, at);
    boolean isNew =
        store.begin(
            realm, graded.id(), graded.reopened(), above.areaOf(graded.area()), above, at, due);
    if (isNew) {
      outcomes.badlyGraded(realm, graded.id(), due);
    }
  }

  /** The grade of the whole; where only its sides were graded, the worst of them. */
  private static @Nullable Integer grade(Facts facts) {
    return facts.rating() != null
        ? facts.rating()
        : facts.ratings().values().stream().min(Comparator.naturalOrder()).orElse(null);
  }

  /**
   * Answers it.
   *
   * @return why not; null when it is answered
   */
  @Nullable Problem answer(
      UUID id, Finding finding, String reason, @Nullable String putRight, CommandContext context) {
    RealmId realm = context.realm();
    Actor actor = context.actor();
    Optional<BadGrade> found = store.lock(realm, id).filter(grade -> looksInto(actor, grade));
    UUID account = actor.accountId();
    if (found.isEmpty() || account == null) {
      return Problem.at(ProblemCode.ORDER_BAD_GRADE_NOT_FOUND, "body.badGradeId");
    }
    BadGrade grade = found.get();
    if (grade.state() != State.OPEN) {
      return Problem.at(ProblemCode.ORDER_BAD_GRADE_ANSWERED, "body.badGradeId");
    }
    boolean answeredBefore =
        store.answers(realm, id).stream().anyMatch(answer -> answer.by().equals(account));
    if (answeredBefore) {
      return Problem.at(ProblemCode.ORDER_BAD_GRADE_SAME_HAND, "body.badGradeId");
    }
    store.answer(realm, grade, finding, account, reason, putRight, context.at());
    events.publishEvent(
        new BadGradeAnswered(
            realm, grade.id(), grade.orderId(), grade.n(), grade.area(), context.at()));
    return null;
  }

  /**
   * The rater was called and has said whether they are content. Who is not is heard once more, one
   * level up and by somebody else; their second word is the last, and makes nothing new. Call
   * inside a command.
   *
   * @return why not; null when it is noted
   */
  public @Nullable Problem heard(
      UUID orderId, boolean content, @Nullable String said, CommandContext context) {
    RealmId realm = context.realm();
    UUID account = context.actor().accountId();
    Optional<BadGrade> found =
        store.lockOpen(realm, orderId).filter(grade -> grade.state() == State.ANSWERED);
    if (found.isEmpty() || account == null) {
      return Problem.at(ProblemCode.ORDER_BAD_GRADE_NOT_FOUND, "body.callBackId");
    }
    BadGrade grade = found.get();
    Answered last = store.answers(realm, grade.id()).getLast();
    store.heard(realm, grade, content, said, account, context.at());
    if (content) {
      outcomes.putRight(realm, orderId, last.at());
    }
    if (content || grade.n() == BadGrade.LOOKS) {
      store.end(realm, grade.id(), content, context.at());
      return null;
    }
    Tier above = grade.tier().up().orElse(Tier.COUNTY);
    String area =
        reads
            .findFacts(realm, orderId)
            .map(facts -> above.areaOf(facts.area()))
            .orElse(grade.area());
    OrderPolicy.BadGrade rule = policy.on(dayOf(realm, context.at())).badGrades();
    store.raise(
        realm, grade, area, above, rule == null ? context.at() : due(realm, rule, context.at()));
    return null;
  }

  /**
   * Whether the actor may hear of the order's bad grade at all: not whoever was graded. Call inside
   * a transaction.
   */
  public boolean mayHear(Actor actor, UUID orderId) {
    return store.ofOrder(actor.realm(), orderId).stream()
        .noneMatch(grade -> grade.isOf(actor.personId()));
  }

  /**
   * Whether the actor answered it: then somebody else asks the rater. Call inside a transaction.
   */
  public boolean hasAnswered(Actor actor, UUID orderId) {
    return store.ofOrder(actor.realm(), orderId).stream()
        .filter(grade -> grade.state() == State.ANSWERED)
        .map(grade -> store.answers(actor.realm(), grade.id()).getLast())
        .anyMatch(answer -> answer.by().equals(actor.accountId()));
  }

  /** What the rater is to be told when called. Call inside a transaction. */
  public Optional<String> findWordsForTheCall(RealmId realm, UUID orderId) {
    return store.ofOrder(realm, orderId).stream()
        .filter(grade -> grade.state() == State.ANSWERED)
        .findFirst()
        .map(grade -> store.answers(realm, grade.id()).getLast())
        .map(
            answer ->
                answer.putRight() == null
                    ? Objects.requireNonNullElse(answer.reason(), "")
                    : answer.putRight());
  }

  /** How the latest bad grade of an order stands; only for whoever holds the order's receipt. */
  public Optional<Standing> findStanding(RealmId realm, UUID orderId) {
    return transactions.read(
        realm,
        () ->
            store.ofOrder(realm, orderId).stream()
                .findFirst()
                .map(grade -> standing(realm, grade)));
  }

  private Standing standing(RealmId realm, BadGrade grade) {
    List<Answered> answers = store.answers(realm, grade.id());
    Answered last = answers.isEmpty() ? null : answers.getLast();
    return new Standing(
        holder(grade).holder(),
        grade.n() == BadGrade.LOOKS,
        grade.dueAt(),
        grade.state() != State.OPEN,
        last == null ? null : last.finding(),
        last == null ? null : last.reason(),
        last == null ? null : last.putRight(),
        grade.content());
  }

  BadGradePage page(
      Actor actor, State state, @Nullable PageKey after, int limit, Language language) {
    Set<String> areas =
        actor.grants().stream()
            .filter(grant -> LOOKS_INTO.contains(grant.role()))
            .map(Grant::area)
            .collect(Collectors.toSet());
    if (areas.isEmpty()) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    return transactions.read(
        actor.realm(),
        () -> {
          List<BadGrade> found =
              store.page(actor.realm(), state, areas, actor.personId(), after, limit + 1);
          boolean more = found.size() > limit;
          List<BadGrade> shown = more ? found.subList(0, limit) : found;
          return new BadGradePage(
              views(actor, shown, language),
              more ? new PageKey(shown.getLast().dueAt(), shown.getLast().id()).token() : null);
        });
  }

  /** Those of one order, the latest first; none for whoever may not look into them. */
  List<BadGradeView> ofOrder(Actor actor, UUID orderId, Language language) {
    return transactions.read(
        actor.realm(),
        () ->
            views(
                actor,
                store.ofOrder(actor.realm(), orderId).stream()
                    .filter(grade -> looksInto(actor, grade))
                    .toList(),
                language));
  }

  private List<BadGradeView> views(Actor actor, List<BadGrade> grades, Language language) {
    Map<UUID, OrderCard> cards =
        reads.findCards(
            actor, grades.stream().map(BadGrade::orderId).distinct().toList(), language);
    Map<UUID, List<Answered>> answers =
        store.answers(actor.realm(), grades.stream().map(BadGrade::id).toList());
    // A page is answered by few hands.
    Map<UUID, String> names = new HashMap<>();
    answers.values().stream()
        .flatMap(List::stream)
        .map(Answered::by)
        .distinct()
        .forEach(by -> names.put(by, accounts.findName(actor.realm(), by).orElse("")));
    Instant now = clock.instant();
    return grades.stream()
        .map(
            grade ->
                view(
                    actor,
                    grade,
                    cards.get(grade.orderId()),
                    answers.getOrDefault(grade.id(), List.of()),
                    names,
                    now))
        .toList();
  }

  private BadGradeView view(
      Actor actor,
      BadGrade grade,
      @Nullable OrderCard order,
      List<Answered> answers,
      Map<UUID, String> names,
      Instant now) {
    return new BadGradeView(
        grade.id(),
        order,
        grade.state(),
        holder(grade),
        grade.n(),
        grade.beganAt(),
        grade.dueAt(),
        grade.state() == State.OPEN && grade.dueAt().isBefore(now),
        grade.state() == State.OPEN
            && looksInto(actor, grade)
            && answers.stream().noneMatch(answer -> answer.by().equals(actor.accountId())),
        answers.stream()
            .map(
                answer ->
                    new BadGradeAnswerView(
                        answer.n(),
                        answer.finding(),
                        names.getOrDefault(answer.by(), ""),
                        answer.at(),
                        answer.reason(),
                        answer.putRight(),
                        answer.content(),
                        answer.heardAt(),
                        answer.said()))
            .toList(),
        grade.content(),
        grade.endedAt());
  }

  private TierView holder(BadGrade grade) {
    String[] ids = grade.area().split("\\.");
    return new TierView(
        grade.tier(),
        divisions.find(Integer.parseInt(ids[ids.length - 1])).map(Division::name).orElse(""));
  }

  /** The desk it is with, or one above it; never whoever was graded. */
  private static boolean looksInto(Actor actor, BadGrade grade) {
    return !grade.isOf(actor.personId())
        && LOOKS_INTO.stream().anyMatch(role -> actor.has(role, grade.area()));
  }

  private Instant due(RealmId realm, OrderPolicy.BadGrade rule, Instant from) {
    return calendar.plus(from, calendar.workingDay().multipliedBy(rule.workingDays()), zone(realm));
  }

  private LocalDate dayOf(RealmId realm, Instant at) {
    return LocalDate.ofInstant(at, zone(realm));
  }

  private ZoneId zone(RealmId realm) {
    return realms.get(realm).zone();
  }
}

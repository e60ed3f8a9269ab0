package org.yanzhen.dispatch;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.OrdersInHand;
import org.yanzhen.order.OrdersInHand.InPlay;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Rounds;
import org.yanzhen.shared.Vault;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes proposals: reads what waits bit by bit, weighs it together ({@link Together}), has it
 * checked and lays it down as rows. Outside of any request, one after the other; how far it is
 * stands in the row, and a row that is cancelled meanwhile is left alone.
 */
@Service
class Proposals {

  private static final Logger LOG = LoggerFactory.getLogger(Proposals.class);

  /** Of a realm, as for its memory: a county with more in play needs people first. */
  static final int MOST = Formations.MOST;

  /** Of an order and somebody who could go: some 100 MB while they are weighed. */
  private static final long MOST_PAIRS = 4_000_000;

  /** So many orders are read in one transaction: none holds back the clean-up of the database. */
  private static final int AT_ONCE = 200;

  /** So often, once a minute, the day's proposal is tried while another one is being made. */
  private static final int TRIES = 60;

  /**
   * Offers that came of weighing. What somebody was asked because it was their duty, their turn,
   * their group's business or theirs before stays, whatever the price.
   */
  private static final Set<Mode> MOVABLE =
      EnumSet.of(Mode.OFFER, Mode.BULK, Mode.PLAN, Mode.STAND_IN);

  private final ProposalStore store;
  private final DecisionStore decisions;
  private final Weighings weighings;
  private final Ranking ranking;
  private final DailyHours dailyHours;
  private final OrdersInHand orders;
  private final People people;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final Gate gate;
  private final Vault vault;
  private final InstantSource clock;
  private final JsonMapper mapper;
  private final Instant startedAt;
  private final Map<RealmId, Laid> laid = new ConcurrentHashMap<>();
  private final ExecutorService soon =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("dispatch-proposal").daemon().factory());

  Proposals(
      ProposalStore store,
      DecisionStore decisions,
      Weighings weighings,
      Ranking ranking,
      DailyHours dailyHours,
      OrdersInHand orders,
      People people,
      Realms realms,
      RealmTransactions transactions,
      Gate gate,
      Vault vault,
      InstantSource clock,
      JsonMapper mapper) {
    this.store = store;
    this.decisions = decisions;
    this.weighings = weighings;
    this.ranking = ranking;
    this.dailyHours = dailyHours;
    this.orders = orders;
    this.people = people;
    this.realms = realms;
    this.transactions = transactions;
    this.gate = gate;
    this.vault = vault;
    this.clock = clock;
    this.mapper = mapper;
    this.startedAt = clock.instant();
  }

  /**
   * What has become of a day's proposal.
   *
   * @param over whether nothing more is tried
   */
  private record Laid(LocalDate day, int tries, boolean over) {}

  /** Somebody asked for one in this transaction. */
  record Asked(RealmId realm, UUID id) {}

  @EventListener
  void hear(Asked asked) {
    RealmTransactions.afterCommit(
        () -> {
          try {
            soon.execute(() -> make(asked.realm(), asked.id()));
          } catch (RejectedExecutionException e) {
            // The house is closing; the next start says that it was broken off.
            LOG.debug("not now: {}", e.getMessage());
          }
        });
  }

  /** What an earlier process left unfinished will not be finished any more. */
  @EventListener(ApplicationReadyEvent.class)
  void start() {
    Rounds.each(
        "breaking off", realms.list(), Realms.Realm::id, realm -> breakOff(realm.id(), startedAt));
  }

  void breakOff(RealmId realm, Instant startedAt) {
    transactions.write(
        realm,
        () -> {
          store.running(realm).stream()
              .filter(proposal -> proposal.askedAt().isBefore(startedAt))
              .forEach(
                  proposal ->
                      store.fail(
                          realm, proposal.id(), Proposal.Failed.BROKEN_OFF, clock.instant()));
          return true;
        });
  }

  /** Makes one that was asked for, whatever may go wrong. */
  void make(RealmId realm, UUID id) {
    try {
      Optional<Proposal> asked = transactions.read(realm, () -> store.find(realm, id));
      if (asked.filter(Proposal::isRunning).isPresent()) {
        new Making(realm, asked.get()).run();
      }
    } catch (StoppedException e) {
      if (e.why != null) {
        fail(realm, id, e.why);
      }
    } catch (Throwable e) {
      // Also what is no exception, such as too little memory: its area must not wait for it.
      LOG.error("proposal {} of realm {} failed", id, realm, e);
      fail(realm, id, Proposal.Failed.ERROR);
    }
  }

  private void fail(RealmId realm, UUID id, Proposal.Failed why) {
    try {
      transactions.write(
          realm,
          () -> {
            store.fail(realm, id, why, clock.instant());
            return true;
          });
    } catch (RuntimeException e) {
      // The next start finds it unfinished.
      LOG.warn("could not say that proposal {} failed", id, e);
    }
  }

  /** It is over: cancelled by somebody, or for a reason to be kept. */
  private static final class StoppedException extends RuntimeException {
    final transient Proposal.@Nullable Failed why;

    StoppedException(Proposal.@Nullable Failed why) {
      super(String.valueOf(why), null, false, false);
      this.why = why;
    }
  }

  /** One proposal while it is made. */
  private final class Making {
    private final RealmId realm;
    private final Proposal asked;
    private final Map<UUID, OrderFacts> weighed = new HashMap<>();
    private final Map<UUID, Integer> load = new HashMap<>();
    private int told;
    private int accepted;

    Making(RealmId realm, Proposal asked) {
      this.realm = realm;
      this.asked = asked;
    }

    void run() {
      List<InPlay> all = transactions.read(realm, () -> orders.inPlay(realm, MOST + 1));
      if (all.size() > MOST) {
        throw new StoppedException(Proposal.Failed.TOO_MANY);
      }
      for (InPlay order : all) {
        if (order.person() != null) {
          load.merge(order.person(), 1, Integer::sum);
        }
      }
      Weighing weighing = transactions.read(realm, () -> weighings.now(realm));
      List<InPlay> covered =
          all.stream()
              .filter(order -> asked.covers(order.facts().area()))
              // The same question always has the same answer.
              .sorted(Comparator.comparing(order -> order.facts().id()))
              .toList();
      Together together =
          new Together(weighing.policy(), asked.price() == null ? 0 : asked.price(), load);
      inParts(
          covered,
          Proposal.State.READING,
          part -> {
            Map<UUID, Decision> asks = movable(part, weighing.policy());
            weighing.readBesides(part.stream().map(order -> order.facts().id()).toList());
            part.forEach(order -> read(order, asks, weighing, together));
            if (together.pairs() > MOST_PAIRS) {
              throw new StoppedException(Proposal.Failed.TOO_MANY);
            }
          });
      step(Proposal.State.SOLVING, 0, 0);
      for (InPlay order : covered) {
        UUID id = order.facts().id();
        weighing
            .beside(id)
            .map(OrdersInHand.Beside::orderId)
            // Each two once.
            .filter(other -> id.compareTo(other) < 0)
            .ifPresent(other -> together.tied(id, other));
      }
      together.solve();
      step(Proposal.State.CHECKING, 0, 0);
      List<Together.Change> changes = together.changes();
      List<String> findings = together.findings(changes);
      if (!findings.isEmpty()) {
        LOG.error("proposal {} of realm {} is not the best: {}", asked.id(), realm, findings);
        throw new StoppedException(Proposal.Failed.NOT_PROVEN);
      }
      List<Proposal.Line> lines = lines(changes, together.left(), weighing);
      boolean ready =
          transactions.write(
              realm,
              () -> store.ready(realm, asked.id(), sum(lines, changes), lines, clock.instant()));
      if (!ready) {
        throw new StoppedException(null);
      }
    }

    private void step(Proposal.State state, int done, int total) {
      boolean goesOn =
          transactions.write(
              realm, () -> store.progress(realm, asked.id(), state, done, total, clock.instant()));
      if (!goesOn) {
        throw new StoppedException(null);
      }
    }

    private <T> void inParts(List<T> all, Proposal.State state, Consumer<List<T>> work) {
      for (int from = 0; from < all.size(); from += AT_ONCE) {
        step(state, from, all.size());
        List<T> part = all.subList(from, Math.min(all.size(), from + AT_ONCE));
        transactions.read(
            realm,
            () -> {
              work.accept(part);
              return true;
            });
      }
    }

    /**
     * The offers among these that may be given to somebody else at the price, with their reason.
     */
    private Map<UUID, Decision> movable(List<InPlay> part, Policy policy) {
      if (asked.price() == null) {
        return Map.of();
      }
      List<UUID> offered =
          part.stream()
              .filter(order -> order.facts().state() == OrderState.OFFERED)
              // Somebody who has too much in hand has it for a reason that a rule does not know.
              .filter(order -> load.getOrDefault(person(order), 0) <= policy.full())
              .map(order -> order.facts().id())
              .toList();
      Map<UUID, Decision> movable = new HashMap<>(decisions.findLast(realm, offered));
      movable.values().removeIf(decision -> !MOVABLE.contains(decision.mode()));
      return movable;
    }

    private void read(
        InPlay order, Map<UUID, Decision> movable, Weighing weighing, Together together) {
      OrderFacts facts = order.facts();
      switch (facts.state()) {
        case WAITING, OPEN -> {
          weighed.put(facts.id(), facts);
          together.waiting(
              facts.id(),
              weighing.policy().unserved(facts.urgency()),
              costs(weighing.matters(facts)));
        }
        case OFFERED -> {
          if (!movable.containsKey(facts.id())) {
            told++;
            return;
          }
          weighed.put(facts.id(), facts);
          UUID has = person(order);
          Map<UUID, Integer> costs = costs(weighing.matters(facts));
          // Whoever was told keeps it, whatever a rule says of them today.
          matter(weighing, facts, has)
              .ifPresent(matter -> costs.put(has, Score.cost(matter.unloaded())));
          together.told(facts.id(), has, costs);
        }
        default -> accepted++;
      }
    }

    private UUID person(InPlay order) {
      return Objects.requireNonNull(order.person());
    }

    private Map<UUID, Integer> costs(List<Matter> matters) {
      Map<UUID, Integer> costs = new HashMap<>();
      for (Matter matter : matters) {
        Matter free = matter.unloaded();
        if (Eligibility.refusing(free).isEmpty()) {
          costs.put(matter.person().id(), Score.cost(free));
        }
      }
      return costs;
    }

    private Optional<Matter> matter(Weighing weighing, OrderFacts order, UUID person) {
      return people
          .find(realm, person)
          .map(known -> weighing.matters(order, List.of(known)).getFirst());
    }

    /** By person, then those nobody gets; each with its reason. */
    private List<Proposal.Line> lines(
        List<Together.Change> changes, List<UUID> left, Weighing weighing) {
      Map<UUID, Person> known =
          transactions.read(realm, () -> people.findAll(realm, Together.persons(changes)));
      List<Together.Change> sorted =
          changes.stream()
              .sorted(
                  Comparator.comparing((Together.Change change) -> name(known, change.to()))
                      .thenComparing(Together.Change::to)
                      .thenComparing(Together.Change::inHand))
              .toList();
      List<Proposal.Line> lines = new ArrayList<>();
      inParts(
          sorted,
          Proposal.State.CHECKING,
          part -> part.forEach(one -> lines.add(change(one, lines.size() + 1, weighing))));
      inParts(
          left,
          Proposal.State.CHECKING,
          part -> part.forEach(order -> lines.add(nobody(order, lines.size() + 1, weighing))));
      return lines;
    }

    private static String name(Map<UUID, Person> known, UUID id) {
      Person person = known.get(id);
      return person == null ? "" : person.name();
    }

    private Proposal.Line change(Together.Change change, int number, Weighing weighing) {
      OrderFacts order = Objects.requireNonNull(weighed.get(change.order()));
      Matter matter = matter(weighing, order, change.to()).orElseThrow();
      UUID from = change.from();
      Map<Language, List<Score.Term>> terms = new EnumMap<>(Language.class);
      for (Language language : Language.values()) {
        Score score =
            Score.together(matter, change.inHand(), from == null ? null : asked.price(), language);
        if (score.total() != -change.after()) {
          throw new IllegalStateException("the terms of " + change + " make " + score.total());
        }
        terms.put(language, score.terms());
      }
      UUID passed = change.passed();
      UUID passedFor = change.passedFor();
      return new Proposal.Line(
          number,
          order.id(),
          order.area(),
          order.version(),
          from == null ? Proposal.What.GIVE : Proposal.What.MOVE,
          from,
          change.to(),
          change.inHand(),
          load.getOrDefault(change.to(), 0),
          change.before(),
          change.after(),
          from == null ? null : way(weighing, order, from),
          matter.minutes(),
          terms,
          change.able(),
          passed == null || passedFor == null
              ? null
              : new Proposal.Passed(passed, way(weighing, order, passed), passedFor),
          null,
          Proposal.LineState.OPEN,
          null);
    }

    private @Nullable Integer way(Weighing weighing, OrderFacts order, UUID person) {
      return matter(weighing, order, person).map(Matter::minutes).orElse(null);
    }

    private Proposal.Line nobody(UUID id, int number, Weighing weighing) {
      OrderFacts order = Objects.requireNonNull(weighed.get(id));
      Ranking.Result result = ranking.rank(weighing.matters(order), Language.ZH);
      int unserved = weighing.policy().unserved(order.urgency());
      return new Proposal.Line(
          number,
          id,
          order.area(),
          order.version(),
          Proposal.What.LEAVE,
          null,
          null,
          0,
          0,
          unserved,
          unserved,
          null,
          null,
          Map.of(),
          result.ranked().size(),
          null,
          Unserved.of(result, true).orElseThrow(),
          Proposal.LineState.NONE,
          null);
    }

    private Proposal.Sum sum(List<Proposal.Line> lines, List<Together.Change> changes) {
      Map<Proposal.What, Long> by =
          lines.stream().collect(Collectors.groupingBy(Proposal.Line::what, Collectors.counting()));
      int moved = by.getOrDefault(Proposal.What.MOVE, 0L).intValue();
      int served = by.getOrDefault(Proposal.What.GIVE, 0L).intValue();
      int left = by.getOrDefault(Proposal.What.LEAVE, 0L).intValue();
      return new Proposal.Sum(
          served,
          moved,
          left,
          told + weighed.size() - served - left - moved,
          accepted,
          Together.persons(changes).size(),
          lines.stream().mapToLong(Proposal.Line::minutesBefore).sum(),
          lines.stream().mapToLong(Proposal.Line::minutesAfter).sum(),
          lines.stream().mapToLong(line -> line.wayAfter() == null ? 0 : line.wayAfter()).sum());
    }
  }

  /** Lays the day's proposal on the desk once its hour has come; there may be none. */
  private void layDaily(RealmId realm) {
    LocalTime hour = dailyHours.at(realm, clock.instant()).hour();
    ZonedDateTime now = clock.instant().atZone(realms.get(realm).zone());
    LocalDate day = now.toLocalDate();
    Laid before = laid.get(realm);
    int tries = before == null || !before.day().equals(day) ? 0 : before.tries();
    boolean over = tries > 0 && before != null && before.over();
    if (hour == null || now.toLocalTime().isBefore(hour) || over) {
      return;
    }
    // The id belongs to the day and the try: however often it is sent, and after a restart, one is
    // made.
    String name = "dispatch.daily/%s/%s".formatted(realm, day);
    Outcome outcome =
        gate.submit(
            Envelope.of(
                vault.id(realm, tries == 0 ? name : name + "/" + tries),
                "dispatch.propose",
                mapper.valueToTree(Map.of())),
            Actor.system(realm, Origin.JOB));
    boolean again = outcome.problem() != null && passes(outcome.problem()) && tries + 1 < TRIES;
    laid.put(realm, new Laid(day, tries + 1, !again));
    if (outcome.problem() != null) {
      LOG.warn("no proposal for {} in realm {}: {}", day, realm, outcome.problem().code().code());
    }
  }

  /** What stands in the way today, and not much longer. */
  private static boolean passes(Problem problem) {
    return problem.code() == ProblemCode.DISPATCH_PROPOSAL_RUNNING
        || problem.code() == ProblemCode.SERVICE_BUSY;
  }

  private void layDaily() {
    Rounds.each(
        "the daily proposal", realms.list(), Realms.Realm::id, realm -> layDaily(realm.id()));
  }

  @PreDestroy
  void close() {
    soon.shutdownNow();
  }

  @Configuration
  static class Jobs {

    @Bean
    RecurringTask<Void> dailyProposalTask(Proposals proposals) {
      return Tasks.recurring("dispatch.daily-proposal", Schedules.fixedDelay(Duration.ofMinutes(1)))
          .execute((instance, context) -> proposals.layDaily());
    }
  }
}

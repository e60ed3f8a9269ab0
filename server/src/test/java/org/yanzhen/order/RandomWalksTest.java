package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.place.Division;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;
import org.yanzhen.support.County;
import org.yanzhen.support.Jobs;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everybody does anything at once: whatever is sent, in whatever order, the orders stay lawful.
 *
 * <p>Seeded; {@code -Dyanzhen.walk=N} sends N commands instead of the usual number.
 */
@YanzhenTest
class RandomWalksTest {

  private static final int COMMANDS = Integer.getInteger("yanzhen.walk", 100_000);
  private static final int WALKERS = 4;
  private static final int ORDERS = 640;
  private static final RealmId REALM = new RealmId(1);

  @Autowired Gate gate;
  @Autowired JsonMapper mapper;
  @Autowired County county;
  @Autowired People people;
  @Autowired OrderReads reads;
  @Autowired Rebuilding rebuilding;
  @Autowired HistoryProof histories;
  @Autowired OrderStore store;
  @Autowired RealmTransactions transactions;
  @Autowired TestClock clock;
  @Autowired Scheduler scheduler;
  @Autowired OrderTimers.LeaseSweep sweep;

  private final List<UUID> ids = new ArrayList<>();
  private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Throwable> faults = new ConcurrentLinkedQueue<>();

  @AfterEach
  void backToNow() {
    scheduler.resume();
    clock.reset();
    county.emptyAllHands();
  }

  @Test
  void whateverIsSentTheOrdersStayLawful() throws Exception {
    Division village = county.village();
    List<UUID> workers =
        people.serving(REALM, village.path()).stream().map(Person::id).limit(6).toList();
    for (int i = 0; i < ORDERS; i++) {
      ids.add(place(village, i));
    }

    try (ExecutorService threads = Executors.newFixedThreadPool(WALKERS)) {
      List<Future<?>> walks = new ArrayList<>();
      for (int walker = 0; walker < WALKERS; walker++) {
        SplittableRandom random = new SplittableRandom(7_000 + walker);
        walks.add(threads.submit(() -> walk(random, village, workers)));
      }
      for (Future<?> walk : walks) {
        walk.get();
      }
    }

    assertThat(faults).isEmpty();
    Map<String, AtomicInteger> sorted = new TreeMap<>(answers);
    assertThat(sorted.get("done").get()).as("%s", sorted).isGreaterThan(COMMANDS / 20);
    // A timer that fires between two readings of one order is no fault.
    Jobs.rest(scheduler);
    proveEveryOrder();
  }

  private void proveEveryOrder() {
    JdbcClient owner = Sql.owner();
    List<UUID> all =
        owner
            .sql(
                "select id from orders.orders where realm = 1 and (id = any(:ids) or part_of = any(:ids))")
            .param("ids", ids.toArray(UUID[]::new))
            .query(UUID.class)
            .list();
    assertThat(all).hasSizeGreaterThan(ORDERS);
    for (UUID id : all) {
      assertThat(histories.isHistoryLegal(REALM, id)).as("legal %s", id).isTrue();
      assertThat(histories.hasWaitedForItsParts(REALM, id)).as("parts of %s", id).isTrue();
      OrderRow row = transactions.read(REALM, () -> store.find(REALM, id)).orElseThrow();
      assertThat(transactions.read(REALM, () -> rebuilding.replay(REALM, row)))
          .as("rebuilt %s", id)
          .isEqualTo(row.order());
    }
    assertThat(
            owner
                .sql(
                    """
                    select count(*) from orders.orders o
                    left join orders.timer t on t.realm = o.realm and t.order_id = o.id
                    where o.realm = 1 and (o.lease_until is null) <> (t.order_id is null)
                    """)
                .query(Integer.class)
                .single())
        .as("leases without their timer, or timers without a lease")
        .isZero();
    assertThat(
            owner
                .sql(
                    """
                    select count(*) from orders.orders lead
                    join orders.orders part on part.realm = lead.realm and part.part_of = lead.id
                    where lead.realm = 1 and lead.state in ('REPORTED', 'SOLVED')
                      and part.state not in ('SOLVED', 'CANCELLED', 'MERGED')
                      and not exists (
                        select from orders.history h where h.realm = lead.realm and h.order_id = lead.id
                          and h.action = 'WAIVE_PART' and h.facts ->> 'other' = part.id::text)
                    """)
                .query(Integer.class)
                .single())
        .as("joint orders closed with an open part that nobody waived")
        .isZero();
    assertThat(
            owner
                .sql(
                    """
                    select count(*) from orders.orders o where o.realm = 1 and o.joined <>
                      (select count(*) from orders.orders m where m.realm = o.realm and m.merged_into = o.id)
                    """)
                .query(Integer.class)
                .single())
        .as("orders that do not know how many go on with them")
        .isZero();
    assertThat(
            owner
                .sql(
                    """
                    select count(*) from orders.orders o
                    join orders.orders into_ on into_.realm = o.realm and into_.id = o.merged_into
                    where o.realm = 1 and into_.state = 'CANCELLED'
                    """)
                .query(Integer.class)
                .single())
        .as("orders that go on with one that was withdrawn")
        .isZero();
    assertThat(
            owner
                .sql(
                    """
                    select count(*) from orders.orders o where o.realm = 1 and o.hops <
                      (select count(*) from orders.history h where h.realm = o.realm and h.order_id = o.id
                        and h.action = 'TRANSFER' and h.facts ->> 'reason' <> 'HOP_LIMIT')
                    """)
                .query(Integer.class)
                .single())
        .as("orders with a transfer that counted no hop")
        .isZero();
    assertThat(
            owner
                .sql(
                    """
                    select count(*) from orders.history h
                    join orders.history later on later.realm = h.realm and later.order_id = h.order_id
                      and later.version > h.version and later.action = 'TRANSFER'
                    where h.realm = 1 and h.action = 'TRANSFER' and h.facts ->> 'reason' = 'HOP_LIMIT'
                    """)
                .query(Integer.class)
                .single())
        .as("orders passed on that the fallback body had got by the hop limit")
        .isZero();
  }

  private Object walk(SplittableRandom random, Division village, List<UUID> workers) {
    for (int i = 0; i < COMMANDS / WALKERS; i++) {
      try {
        step(random, village, workers);
      } catch (RuntimeException e) {
        faults.add(e);
        return e;
      }
      if (random.nextInt(2_000) == 0) {
        clock.advance(Duration.ofHours(random.nextInt(1, 60)));
        sweep.run();
      }
    }
    return ids;
  }

  private void step(SplittableRandom random, Division village, List<UUID> workers) {
    UUID order = pick(random, ids);
    Action action = Action.values()[random.nextInt(Action.values().length)];
    // What people do most often comes more often, so that orders get somewhere.
    if (random.nextInt(3) > 0) {
      action = pick(random, USUAL);
    }
    UUID person = pick(random, workers);
    Map<String, Object> body = body(random, action, order, person);
    Actor actor = actor(random, action, order, person, village);
    Outcome outcome =
        gate.submit(Envelope.of(Ids.next(), action.commandType(), mapper.valueToTree(body)), actor);
    String answer = outcome.problem() == null ? "done" : outcome.problem().code().code();
    answers.computeIfAbsent(answer, code -> new AtomicInteger()).incrementAndGet();
  }

  private static final List<Action> USUAL =
      List.of(
          Action.OFFER,
          Action.PUBLISH,
          Action.CLAIM,
          Action.ACCEPT,
          Action.ACCEPT,
          Action.CONTEST,
          Action.YIELD,
          Action.START,
          Action.REPORT,
          Action.SOLVE,
          Action.REOPEN,
          Action.ADD_PART,
          Action.WAIVE_PART,
          Action.SUSPEND,
          Action.RESUME,
          Action.UNMERGE);

  private Map<String, Object> body(
      SplittableRandom random, Action action, UUID order, UUID person) {
    Map<String, Object> body = new HashMap<>();
    body.put("orderId", order);
    Instant now = clock.instant();
    switch (action) {
      case OFFER -> {
        body.put("personId", person);
        body.put("reason", "试一试");
      }
      case RECALL, CANCEL, WAIVE_PART, MERGE, SET_URGENCY -> body.put("reason", "有变");
      case DECLINE, RELEASE -> body.put("reason", "BUSY");
      case CONTEST -> {
        body.put("reason", "NEARER");
        if (random.nextBoolean()) {
          body.put("personId", person);
        }
      }
      case KEEP -> body.put("text", "我来办");
      case RAISE -> body.put("reason", "LACKS_MEANS");
      case HAND_DOWN -> body.put("reason", "SMALL_ENOUGH");
      case NOTE, REPORT, REOPEN -> body.put("text", "写几句");
      case ANSWER ->
          body.put("fields", Map.of("facility", random.nextBoolean() ? "road" : "water"));
      case TRANSFER -> {
        body.put("body", random.nextBoolean() ? "public-works" : "service-hall");
        body.put("reason", "NOT_OURS");
      }
      case SUSPEND -> {
        body.put("reason", "SEASON");
        body.put("text", "等几天");
        body.put("until", now.plus(Duration.ofHours(random.nextInt(1, 200))));
      }
      default -> {}
    }
    switch (action) {
      case SOLVE, REOPEN -> body.put("channel", random.nextBoolean() ? "CALL" : "DOOR");
      case MERGE -> body.put("into", pick(random, ids));
      case SET_URGENCY -> body.put("urgency", random.nextBoolean() ? "URGENT" : "NORMAL");
      case ADD_PART -> {
        body.put("partId", Ids.next());
        body.put("kind", "public-facility");
        body.put("text", "一起办的一部分");
      }
      case WAIVE_PART, CLOSE_PART, REOPEN_PART -> body.put("partId", partOf(random, order));
      case LAPSE, ESCALATE -> body.put("version", random.nextInt(1, 40));
      default -> {}
    }
    return body;
  }

  /** Some part of the order, if it has any; parts walk too. */
  private UUID partOf(SplittableRandom random, UUID order) {
    List<UUID> parts =
        reads.get(Actor.system(REALM, Origin.JOB), order, Language.ZH).parts().stream()
            .map(OrderViews.OrderPart::id)
            .toList();
    return parts.isEmpty() ? Ids.next() : pick(random, parts);
  }

  private Actor actor(
      SplittableRandom random, Action action, UUID order, UUID person, Division village) {
    Set<Action> inner = EnumSet.of(Action.LAPSE, Action.ESCALATE, Action.EXPIRE);
    if (inner.contains(action)) {
      return Actor.system(REALM, Origin.JOB);
    }
    if (random.nextInt(8) == 0) {
      return Actor.holdingReceipt(REALM, order, null);
    }
    Set<Grant> grants =
        action.by().contains(Action.By.WORKER)
                || action.by().contains(Action.By.OFFERED)
                || action.by().contains(Action.By.ASSIGNEE)
            ? Set.of(new Grant(Role.WORKER, village.id(), village.path()))
            : Set.of(
                new Grant(Role.CLERK, village.id(), village.path()),
                new Grant(Role.DISPATCHER, village.id(), village.path()));
    boolean worker = grants.size() == 1;
    return new Actor(
        REALM,
        Origin.API,
        null,
        worker ? mostLikely(random, order, person) : null,
        grants,
        null,
        null);
  }

  /** Mostly whoever has it, sometimes somebody else. */
  private UUID mostLikely(SplittableRandom random, UUID order, UUID person) {
    if (random.nextInt(5) == 0) {
      return person;
    }
    var card = reads.get(Actor.system(REALM, Origin.JOB), order, Language.ZH).card();
    if (card.assignee() != null) {
      return card.assignee().id();
    }
    return card.offeredTo() != null ? card.offeredTo().id() : person;
  }

  private UUID place(Division village, int n) {
    Map<String, Object> body = new HashMap<>(county.request());
    UUID id = Ids.named("walk/" + n);
    body.put("orderId", id);
    body.put("divisionId", village.id());
    Outcome outcome =
        gate.submit(
            Envelope.of(Ids.next(), "order.place", mapper.valueToTree(body)),
            Actor.system(REALM, Origin.API));
    assertThat(outcome.problem()).isNull();
    return id;
  }

  private static <T> T pick(SplittableRandom random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}

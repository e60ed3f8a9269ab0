package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** Closing early, withdrawing, pausing and merging can lower a rate, never raise it. */
@YanzhenTest
class RatesCannotBeFlatteredTest {

  /** The verify clock measures how soon the requester was asked, so it starts with the report. */
  private static final Set<Measure> PROMISES =
      EnumSet.complementOf(EnumSet.of(Measure.VERIFY_CLOCK));

  private static final Instant NOW = Instant.parse("2026-06-30T00:00:00Z");
  private static final int ROWS = 4_000;

  @Autowired County county;
  @Autowired Divisions divisions;
  @Autowired TestClock clock;

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  /**
   * By construction: whatever an order's facts are, the step takes it into no numerator and out of
   * no denominator.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          closing early   | state = 'REPORTED', reported_at = asked_at + interval '1 minute' | state in ('WAITING', 'ACCEPTED', 'WORKING')
          closing silently| state = 'SOLVED', silent = true | state = 'REPORTED'
          withdrawing     | state = 'CANCELLED' | state in ('WAITING', 'ACCEPTED', 'SUSPENDED')
          pausing         | state = 'SUSPENDED' | state in ('WAITING', 'ACCEPTED', 'WORKING')
          reopening       | state = 'WAITING', silent = false, grade_stands = false, reported_at = null | state in ('REPORTED', 'SOLVED')
          giving back     | state = 'WAITING', signed_at = null | state in ('ACCEPTED', 'WORKING')
          raising         | tier = 'COUNTY', top_tier = 'COUNTY', raises = raises + 1 | true
          """)
  void noStepOfTheOfficeRaisesARate(String step, String change, String where) {
    Map<String, boolean[]> before = judged("false", "true");
    Map<String, boolean[]> after = judged(change, where);

    int touched = 0;
    for (String key : before.keySet()) {
      boolean[] then = before.get(key);
      boolean[] now = after.get(key);
      assertThat(now[0] || !then[0]).as("%s takes %s out of the denominator", step, key).isTrue();
      assertThat(!now[1] || then[1]).as("%s takes %s into the numerator", step, key).isTrue();
      touched += then[0] == now[0] && then[1] == now[1] ? 0 : 1;
    }
    assertThat(before).hasSize(ROWS * PROMISES.size());
    if (step.equals("reopening") || step.equals("raising")) {
      assertThat(touched).isPositive();
    }
  }

  /**
   * Whatever both orders' facts are: at the moment of merging nothing gets better. Only facts that
   * can be: nobody was contacted before somebody had it, and nothing happened tomorrow.
   */
  @Test
  void mergingTakesNothingOutAndNothingIn() {
    Map<String, boolean[]> before = judged("false", "true");
    Map<String, boolean[]> after =
        judged(
            """
            state = 'MERGED', merged_at = :now, merged_into = t.order_id, signed_at = null from facts t
            """,
            """
            t.n = (facts.n + 7) % 4000 and facts.asked_at < :now and t.state in ('WAITING', 'ACCEPTED', 'WORKING')
            and not t.grade_stands and facts.state in ('WAITING', 'ACCEPTED', 'WORKING')
            and coalesce(facts.accepted_at, :now) <= :now and coalesce(facts.contacted_at, :now) <= :now
            and (facts.accepted_at is not null or (facts.contacted_at is null and facts.contact_by is null))
            """);

    before.forEach(
        (key, then) -> {
          boolean[] now = after.get(key);
          assertThat(now[0] || !then[0]).as("merging takes %s out", key).isTrue();
          assertThat(!now[1] || then[1]).as("merging takes %s in", key).isTrue();
        });
  }

  /** Whatever becomes of the other, long after. */
  @Test
  void aMergedOrderStandsNoBetterThanItsTargetAndABrokenPromiseStaysBroken() {
    List<Long> counts =
        Sql.inRolledBackTransaction(
            owner -> {
              table(owner, ROWS);
              owner
                  .sql(
                      """
                      update facts set state = 'MERGED', merged_at = facts.asked_at + interval '3 days',
                        merged_into = t.order_id, signed_at = null, grade = null, grade_stands = false
                      from facts t where t.n = facts.n - 1 and facts.n % 2 = 1
                      """)
                  .update();
              String solved = Measure.RESOLUTION.kept().replace("fate", "j.fate");
              String judged =
                  """
                  select count(*) from %s j join facts f on f.order_id = j.order_id
                  join facts t on t.order_id = f.merged_into where %s
                  """;
              String from = OutcomeStore.JUDGED.replace("orders.outcome", "facts");
              return List.of(
                      solved.replace("silent", "j.silent"),
                      solved.replace("silent", "j.silent")
                          + " and (t.state <> 'SOLVED' or t.silent or f.resolve_by <= f.merged_at)",
                      "j.grade is not null and j.grade is distinct from t.grade",
                      "j.signed_at <= f.sign_by and (t.signed_at is null or f.sign_by <= f.merged_at)",
                      "j.contacted_at <= j.respond_by and f.contacted_at is null and f.asked_at < f.merged_at"
                          + " and t.contacted_at <= f.merged_at")
                  .stream()
                  .map(where -> owner.sql(judged.formatted(from, where)).query(Long.class).single())
                  .toList();
            });

    assertThat(counts.getFirst()).as("some take a good end from their target").isPositive();
    assertThat(counts.subList(1, counts.size())).containsOnly(0L);
  }

  /**
   * Two villages with the same needs, seed by seed: in one each order is served as it comes, in the
   * other the office closes early, withdraws or lies still wherever it is tempted to. The one who
   * asked says what is true in both.
   */
  @Test
  void anOfficeThatClosesEarlyNeverStandsBetterThanOneThatServes() {
    List<Division> villages =
        divisions.villagesBelow(divisions.findByCode("431224").orElseThrow().id()).stream()
            .filter(RatesCannotBeFlatteredTest::isQuiet)
            .toList();
    Division honest = villages.get(0);
    Division hasty = villages.get(1);
    Random seed = new Random(20_261_124);
    for (int i = 0; i < 18; i++) {
      int grade = 1 + seed.nextInt(5);
      boolean served = seed.nextInt(4) > 0;
      int temptation = seed.nextInt(5);
      honestly(place(honest), served, grade);
      hastily(place(hasty), served, grade, temptation);
    }
    clock.advance(Duration.ofDays(40));

    JsonNode one = figures(honest);
    JsonNode other = figures(hasty);
    for (String rate :
        List.of(
            "response",
            "resolution",
            "satisfaction",
            "sign-clock",
            "contact-clock",
            "resolve-clock")) {
      JsonNode fair = one.get("shares").get(rate);
      JsonNode tricked = other.get("shares").get(rate);
      double fairShare = fair.get("n").asDouble() / fair.get("of").asInt();
      double trickedShare =
          tricked.get("of").asInt() == 0
              ? 0
              : tricked.get("n").asDouble() / tricked.get("of").asInt();
      if (rate.equals("satisfaction")) {
        // Who was never served gives no grade; that share is published beside it.
        assertThat(tricked.get("n").asInt()).isLessThanOrEqualTo(fair.get("n").asInt());
      } else {
        assertThat(trickedShare).as(rate).isLessThanOrEqualTo(fairShare);
      }
    }
    assertThat(other.get("shares").get("resolution").get("n").asInt())
        .isLessThan(one.get("shares").get("resolution").get("n").asInt());
    assertThat(other.get("shares").get("resolution").get("of").asInt()).isEqualTo(18);
  }

  /** Where nobody has asked for anything, so that all that counts is this test's. */
  private static boolean isQuiet(Division village) {
    return Sql.owner()
            .sql("select count(*) from orders.orders where realm = 1 and area like :path")
            .param("path", village.path() + "%")
            .query(Integer.class)
            .single()
        == 0;
  }

  private void honestly(UUID order, boolean served, int grade) {
    if (!served) {
      return;
    }
    begun(order);
    done(county.as("worker1").command("order.report", Map.of("orderId", order, "text", "修好了")));
    done(
        county
            .clerk()
            .command("order.solve", Map.of("orderId", order, "channel", "CALL", "rating", grade)));
  }

  private void hastily(UUID order, boolean served, int grade, int temptation) {
    switch (temptation) {
      case 0 -> {
        // Reported without having been there; who asked says so.
        begun(order);
        done(county.as("worker1").command("order.report", Map.of("orderId", order, "text", "办了")));
        done(
            county
                .clerk()
                .command(
                    "order.reopen", Map.of("orderId", order, "channel", "CALL", "text", "没人来过")));
        done(county.clerk().command("order.cancel", Map.of("orderId", order, "reason", "清零")));
      }
      case 1 ->
          done(county.clerk().command("order.cancel", Map.of("orderId", order, "reason", "清零")));
      case 2 -> {
        // Reported at once, and nobody asks the one who asked.
        begun(order);
        done(county.as("worker1").command("order.report", Map.of("orderId", order, "text", "办了")));
      }
      case 3 -> {
        // No promise runs for as long as it may be put off.
        done(
            county
                .dispatcher()
                .command(
                    "order.suspend",
                    Map.of(
                        "orderId",
                        order,
                        "reason",
                        "SEASON",
                        "text",
                        "过了雨季再修",
                        "until",
                        clock.instant().plus(Duration.ofDays(25)).toString())));
      }
      default -> honestly(order, served, grade);
    }
  }

  private void begun(UUID order) {
    done(county.dispatcher().command("dispatch.open", Map.of("orderId", order)));
    done(county.as("worker1").command("dispatch.claim", Map.of("orderId", order)));
    done(county.as("worker1").command("order.start", Map.of("orderId", order)));
  }

  private UUID place(Division village) {
    Map<String, Object> body = new HashMap<>(county.request());
    body.put("orderId", Ids.next());
    body.put("divisionId", village.id());
    done(county.clerk().command("order.place", body));
    return (UUID) body.get("orderId");
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }

  private JsonNode figures(Division village) {
    Api desk = county.dispatcher();
    String day = clock.instant().minus(Duration.ofDays(42)).toString().substring(0, 10);
    String until = clock.instant().minus(Duration.ofDays(38)).toString().substring(0, 10);
    Answer answer =
        desk.get("/api/figures?division=%d&period=%s..%s".formatted(village.id(), day, until));
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    return answer.body().get("total").get("now");
  }

  /** Per row and measure: counted, and kept. */
  private static Map<String, boolean[]> judged(String change, String where) {
    return Sql.inRolledBackTransaction(
        owner -> {
          table(owner, ROWS);
          if (!change.equals("false")) {
            JdbcClient.StatementSpec update =
                owner.sql("update facts set %s where %s".formatted(change, where));
            (change.contains(":now") ? update.param("now", OrderStore.utc(NOW)) : update).update();
          }
          return judge(owner);
        });
  }

  private static Map<String, boolean[]> judge(JdbcClient owner) {
    Map<String, boolean[]> judged = new HashMap<>();
    for (Measure measure : PROMISES) {
      JdbcClient.StatementSpec query =
          owner
              .sql(
                  """
                  select f.n, coalesce(%s, false) as c, coalesce((%s) and %s, false) as k
                  from (select j.*, r.n from %s j join facts r on r.order_id = j.order_id) f
                  """
                      .formatted(
                          measure.counted(),
                          measure.counted(),
                          measure.kept(),
                          OutcomeStore.JUDGED.replace("orders.outcome", "facts")))
              .param("now", OrderStore.utc(NOW))
              .param("satisfied", 4);
      query.query(
          rs -> {
            judged.put(
                rs.getInt("n") + "/" + measure,
                new boolean[] {rs.getBoolean("c"), rs.getBoolean("k")});
          });
    }
    return judged;
  }

  private static void table(JdbcClient owner, int rows) {
    owner
        .sql(
            "create temp table facts (like orders.outcome including generated including defaults, n int generated by default as identity (start 0 minvalue 0)) on commit drop")
        .update();
    // As the table itself has it: what an order was merged into is looked up by its key.
    owner.sql("create index on facts (realm, order_id)").update();
    Random random = new Random(7);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      values.add(row(random, i));
      if (values.size() == 500 || i == rows - 1) {
        owner
            .sql(
                """
                insert into facts (n, realm, order_id, kind, area, source, urgency, asked_at, state, sign_by, contact_by,
                  resolve_by, accepted_at, signed_at, contacted_at, reported_at, silent, grade, grade_stands, first_tier, top_tier) values
                """
                    + String.join(",", values))
            .update();
        values.clear();
      }
    }
  }

  private static String row(Random random, int n) {
    List<String> states =
        List.of("WAITING", "ACCEPTED", "WORKING", "REPORTED", "SOLVED", "CANCELLED", "SUSPENDED");
    String state = states.get(random.nextInt(states.size()));
    boolean graded = random.nextInt(3) == 0;
    // Every level against every higher one, without a draw more: the other facts stay what they
    // were.
    Tier first = Tier.values()[n % 3];
    Tier top = first.or(Tier.values()[n / 3 % 3]);
    return "(%d, 1, gen_random_uuid(), 'k', '.1.', 'CALL', 'NORMAL', %s, '%s', %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '%s', '%s')"
        .formatted(
            n,
            time(random, 40, false),
            state,
            time(random, 40, true),
            time(random, 40, true),
            time(random, 40, false),
            time(random, 40, true),
            time(random, 40, true),
            time(random, 40, true),
            time(random, 40, true),
            state.equals("SOLVED") && random.nextBoolean(),
            graded ? 1 + random.nextInt(5) : "null",
            graded && random.nextBoolean(),
            first,
            top);
  }

  private static String time(Random random, int days, boolean mayLack) {
    return mayLack && random.nextInt(3) == 0
        ? "null"
        : "'%s'::timestamptz"
            .formatted(NOW.minus(Duration.ofHours(random.nextInt(days * 24) - 120)));
  }
}

package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.order.HistoryProof;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

/** Somebody has an order and has not begun; somebody else would take it over. */
@YanzhenTest
class ContestedClaimTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired ApplicationContext context;
  @Autowired County county;
  @Autowired TestClock clock;
  @Autowired HistoryProof histories;

  private Scene scene;
  private String kind;
  private UUID holder;
  private UUID other;
  private UUID third;
  private UUID order;

  @BeforeEach
  void somebodyHasIt() {
    scene = Scene.at(context, 11);
    kind = scene.kind("contested", scene.body, List.of("BOARD", "OFFER"), Map.of());
    holder = scene.person("滕先接");
    other = scene.person("满后来");
    third = scene.person("龙第三");
    order = scene.placed(kind);
    assertThat(send(holder, "dispatch.claim").isDone()).isTrue();
  }

  @AfterEach
  void today() {
    clock.reset();
  }

  @Test
  void itIsTheHoldersToAnswerAndStaysTheirsForAReason() {
    assertThat(contest(other).isDone()).isTrue();
    Answer asked = scene.as(holder).get("/api/orders/" + order);
    assertThat(asked.text("card.contest.by.name")).isEqualTo("满后来");
    assertThat(asked.text("card.assignee.name")).isEqualTo("滕先接");
    assertThat(String.valueOf(asked.body())).contains("dispatch.keep", "dispatch.yield");

    assertThat(send(holder, "dispatch.keep").code()).isEqualTo("command.malformed");
    assertThat(send(holder, "dispatch.keep", "text", "说好了明早去").isDone()).isTrue();

    assertThat(scene.as(holder).get("/api/orders/" + order).text("card.contest")).isNull();
    assertThat(contest(other).code()).isEqualTo("dispatch.contest-answered");
    // Who only would have had it has no more of it than before.
    assertThat(send(other, "order.note", "text", "路过看看").code()).isEqualTo("order.not-found");
    assertThat(contest(third).isDone()).isTrue();
    whole();
  }

  @Test
  void handedOverItIsCountedLikeAnyHop() {
    contest(other);

    assertThat(send(holder, "dispatch.yield").isDone()).isTrue();

    Answer card = county.dispatcher().get("/api/orders/" + order);
    assertThat(card.text("card.state")).isEqualTo("ACCEPTED");
    assertThat(card.text("card.assignee.name")).isEqualTo("满后来");
    assertThat(card.text("card.hops")).isEqualTo("1");
    assertThat(county.dispatcher().get("/api/orders/" + order + "/decision").text("mode"))
        .isEqualTo("CONTEST");
    assertThat(send(holder, "order.start").code()).isEqualTo("order.not-yours");
    // Somebody else has it now: whoever had it may ask again.
    assertThat(contest(holder).isDone()).isTrue();
    whole();
  }

  @Test
  void silenceHandsItOverInTheTimeOfThePolicyAndNotBefore() {
    contest(other);

    scene.later(Duration.ofMinutes(30));
    assertThat(assignee()).isEqualTo("滕先接");
    scene.later(Duration.ofDays(4));

    assertThat(assignee()).isEqualTo("满后来");
    assertThat(thread()).contains("SILENT");
    whole();
  }

  @Test
  void silenceGivesNothingToSomebodyWhoMayNotGoAnyMore() {
    contest(other);
    scene.leave(other, 0, 30);

    scene.later(Duration.ofDays(4));

    assertThat(thread()).contains("NOT_ELIGIBLE");
    assertThat(
            String.valueOf(
                county.dispatcher().get("/api/orders/" + order).text("card.assignee.name")))
        .isNotEqualTo("满后来");
    whole();
  }

  @Test
  void onlyOneAsksAtATime() {
    contest(other);

    assertThat(contest(third).code()).isEqualTo("dispatch.contested");
    assertThatThrownBy(
            () ->
                Sql.owner()
                    .sql("update orders.orders set contested_by = assignee where id = :id")
                    .param("id", order)
                    .update())
        .hasMessageContaining("contest_of_an_accepted_order");
  }

  @Test
  void whoeverAsksWhileItIsHandedOverIsLookedAtFirst() {
    contest(other);
    scene.as(third);
    Api phone = scene.as(holder);
    Map<String, Object> handOver = body();

    CompletableFuture<Answer> yielded =
        Sql.inRolledBackTransaction(
            sql -> {
              // The hands it would go to are held elsewhere, so that it waits.
              sql.sql("select pg_advisory_xact_lock(hashtextextended(:hand, 0))")
                  .param("hand", "dispatch.hand/%d/%s".formatted(REALM.value(), other))
                  .query((rs, n) -> 0)
                  .list();
              CompletableFuture<Answer> waiting =
                  CompletableFuture.supplyAsync(
                      () -> phone.command("dispatch.yield", handOver), Thread::startVirtualThread);
              await()
                  .atMost(Duration.ofSeconds(20))
                  .until(() -> waiting.isDone() || somebodyWaits(sql));
              assertThat(send(other, "dispatch.drop-contest").isDone()).isTrue();
              assertThat(contest(third).isDone()).isTrue();
              return waiting;
            });

    assertThat(yielded.join().code()).isEqualTo("command.base-stale");
    assertThat(assignee()).isEqualTo("滕先接");
    assertThat(send(holder, "dispatch.yield").isDone()).isTrue();
    assertThat(assignee()).isEqualTo("龙第三");
    assertThat(county.dispatcher().get("/api/orders/" + order + "/decision").text("mode"))
        .isEqualTo("CONTEST");
    whole();
  }

  @Test
  void nobodyIsInterruptedWhoHasBegun() {
    contest(other);

    assertThat(send(holder, "order.start").isDone()).isTrue();

    assertThat(county.dispatcher().get("/api/orders/" + order).text("card.contest")).isNull();
    assertThat(contest(third).code()).isEqualTo("order.wrong-state");
    scene.later(Duration.ofDays(4));
    assertThat(assignee()).isEqualTo("滕先接");
    whole();
  }

  @Test
  void whoMayNotGoMayNotAsk() {
    scene.leave(other, 0, 2);

    Answer refused = contest(other);

    assertThat(refused.code()).isEqualTo("dispatch.not-eligible");
    assertThat(county.dispatcher().get("/api/orders/" + order).text("card.contest")).isNull();
    assertThat(contest(holder).code()).isEqualTo("dispatch.contest-own");
    assertThat(send(other, "dispatch.contest", "reason", "IN_WORDS").code())
        .isEqualTo("order.text-missing");
  }

  @Test
  void onlyADispatcherAsksForOthersAndMayDecide() {
    assertThat(send(other, "dispatch.contest", "reason", "NEARER", "personId", third).code())
        .isEqualTo("order.not-allowed");
    Answer asked =
        county
            .dispatcher()
            .command("dispatch.contest", body("reason", "HAS_MEANS", "personId", third));
    assertThat(asked.isDone()).isTrue();
    assertThat(String.valueOf(county.dispatcher().get("/api/orders?filter=contested").body()))
        .contains(order.toString());

    assertThat(county.dispatcher().command("dispatch.yield", body()).isDone()).isTrue();

    assertThat(assignee()).isEqualTo("龙第三");
  }

  @Test
  void forAGroupItsLeadIsAskedToGo() {
    UUID team = scene.team("contest", List.of(kind), other, scene.body, other);

    assertThat(
            county
                .dispatcher()
                .command("dispatch.contest", body("reason", "HAS_MEANS", "teamId", team))
                .isDone())
        .isTrue();

    assertThat(county.dispatcher().get("/api/orders/" + order).text("card.contest.by.name"))
        .isEqualTo("满后来");
  }

  @Test
  void thePhoneOfWhoeverCouldGoShowsItWithoutTheWordsOfWhoeverAsked() {
    String shown = String.valueOf(scene.as(other).get("/api/field/work").body().get("taken"));

    assertThat(shown).contains(order.toString(), "滕先接").doesNotContain("路灯", "向小禾");
    assertThat(String.valueOf(scene.as(holder).get("/api/field/work").body().get("taken")))
        .doesNotContain(order.toString());
    contest(other);
    assertThat(String.valueOf(scene.as(other).get("/api/field/work").body().get("taken")))
        .contains("\"mine\":true");
    assertThat(send(other, "dispatch.drop-contest").isDone()).isTrue();
    assertThat(contest(other).code()).isEqualTo("dispatch.contest-answered");
  }

  @Test
  void whatIsNotForTheBoardIsNobodyElsesToKnow() {
    String named = scene.kind("named", scene.body, List.of("OFFER"), Map.of());
    UUID theirs = scene.accepted(named, holder);

    Map<String, Object> body = new HashMap<>(body("reason", "NEARER"));
    body.put("orderId", theirs);
    assertThat(scene.as(other).command("dispatch.contest", body).code())
        .isEqualTo("order.not-found");
  }

  private Answer contest(UUID person) {
    return send(person, "dispatch.contest", "reason", "NEARER");
  }

  private Answer send(UUID person, String type, Object... more) {
    Api api = scene.as(person);
    return api.command(type, body(more));
  }

  private Map<String, Object> body(Object... more) {
    Map<String, Object> body = new HashMap<>();
    body.put("orderId", order);
    for (int i = 0; i < more.length; i += 2) {
      body.put((String) more[i], more[i + 1]);
    }
    return body;
  }

  /** Whether anybody waits for what this transaction holds. */
  private static boolean somebodyWaits(JdbcClient sql) {
    return sql.sql(
                """
                select count(*) from pg_locks held join pg_locks asked using (locktype, classid, objid, objsubid)
                where locktype = 'advisory' and held.pid = pg_backend_pid() and held.granted and not asked.granted
                """)
            .query(Integer.class)
            .single()
        > 0;
  }

  private String assignee() {
    return county.dispatcher().get("/api/orders/" + order).text("card.assignee.name");
  }

  private String thread() {
    return String.valueOf(county.dispatcher().get("/api/orders/" + order).body().get("thread"));
  }

  /** What the history alone makes of it is what stands there. */
  private void whole() {
    assertThat(histories.isHistoryLegal(REALM, order)).isTrue();
    assertThat(histories.isHistoryWhole(REALM, order)).isTrue();
  }
}

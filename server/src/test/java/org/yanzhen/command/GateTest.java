package org.yanzhen.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class GateTest {

  @Autowired County county;

  @BeforeEach
  void handsAreFree() {
    county.emptyHands("worker1", "worker2", "worker3", "worker4");
  }

  @Test
  void theSameCommandSentFiveTimesAtOnceHasOneEffectAndFiveEqualAnswers() throws Exception {
    UUID id = Ids.next();
    Map<String, Object> request = county.request();
    List<Answer> answers = atOnce(5, () -> county.clerk().command(id, "order.place", request));

    assertThat(answers).allMatch(Answer::isDone);
    assertThat(answers)
        .extracting(answer -> answer.text("result.number"))
        .containsOnly(answers.getFirst().text("result.number"));
    assertThat(answers).filteredOn(answer -> answer.body().get("replayed").asBoolean()).hasSize(4);
    assertThat(count("orders.orders", (UUID) request.get("orderId"))).isOne();
    assertThat(count("command.command", id)).isOne();
  }

  @Test
  void aRefusalIsKeptAndAnsweredAgain() {
    UUID order = county.open();
    UUID id = Ids.next();
    Answer first =
        county.as("worker1").command(id, "order.report", Map.of("orderId", order, "text", "好了"));
    Answer again =
        county.as("worker1").command(id, "order.report", Map.of("orderId", order, "text", "好了"));

    assertThat(first.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo(first.code()).isEqualTo("order.lease-lost");
    assertThat(count("command.command", id)).isOne();
  }

  @Test
  void theSameIdWithAnotherBodyIsRefused() {
    UUID id = Ids.next();
    county.clerk().command(id, "order.place", county.request());

    Answer other = county.clerk().command(id, "order.place", county.request());

    assertThat(other.code()).isEqualTo("command.id-reused");
  }

  @Test
  void theSameIdFromSomebodyElseIsRefused() {
    UUID id = Ids.next();
    Map<String, Object> request = county.request();
    county.clerk().command(id, "order.place", request);

    assertThat(county.dispatcher().command(id, "order.place", request).code())
        .isEqualTo("command.id-reused");
  }

  @Test
  void aBaseThatIsNotCurrentStopsTheCommand() {
    UUID order = county.placed();
    county.clerk().command("order.note", Map.of("orderId", order, "text", "他家在桥头"));

    Answer stale =
        county
            .dispatcher()
            .command(Ids.next(), "dispatch.open", Map.of("orderId", order), Map.of("base", 1));

    assertThat(stale.code()).isEqualTo("command.base-stale");
    assertThat(stale.text("params.current")).isEqualTo("2");
    assertThat(stale.text("field")).isEqualTo("base");
  }

  @Test
  void twoCommandsInOnePlaceOfADevicesLogAreToldApart() {
    UUID device = Ids.next();
    Map<String, Object> place = Map.of("device", device, "seq", 1);
    county.clerk().command(Ids.next(), "order.place", county.request(), place);

    Map<String, Object> second = county.request();
    Answer taken = county.clerk().command(Ids.next(), "order.place", second, place);

    assertThat(taken.code()).isEqualTo("command.seq-reused");
    assertThat(count("orders.orders", (UUID) second.get("orderId"))).isZero();
  }

  @Test
  void whatDoesNotFitIsNamedAndNothingIsKept() {
    Map<String, Object> unknownField = new HashMap<>(county.request());
    unknownField.put("colour", "red");
    Map<String, Object> wrongType = new HashMap<>(county.request());
    wrongType.put("divisionId", "somewhere");
    Map<String, Object> noText = new HashMap<>(county.request());
    noText.remove("text");
    Map<String, Object> control = new HashMap<>(county.request());
    control.put("text", "a\u0000b");

    assertRefused("order.place", unknownField, "command.malformed", "body.colour");
    assertRefused("order.place", wrongType, "command.malformed", "body.divisionId");
    assertRefused("order.place", noText, "order.text-missing", "body.text");
    assertRefused("order.place", control, "command.malformed", "body.text");
    assertRefused("order.fly", Map.of(), "command.unknown-type", "type");
    assertRefused("order.accept", Map.of(), "command.malformed", "body.orderId");
  }

  @Test
  void malformedJsonAndTooMuchOfItAreRefused() {
    assertThat(county.clerk().send("POST", "/api/commands", "{\"id\":", Map.of()).code())
        .isEqualTo("command.malformed");
    Map<String, Object> long11 = new HashMap<>(county.request());
    long11.put("text", "长".repeat(10_001));
    assertRefused("order.place", long11, "command.malformed", "body.text");
    Map<String, Object> tenMegabytes = new HashMap<>(county.request());
    tenMegabytes.put("text", "x".repeat(10 << 20));
    assertThat(county.clerk().command("order.place", tenMegabytes).code())
        .isEqualTo("command.too-large");
  }

  @Test
  void aPathWrittenAnotherWayHasTheSameLimits() {
    String large = "{\"x\":\"" + "x".repeat(3 << 20) + "\"}";

    assertThat(county.clerk().send("POST", "/%61pi/commands", large, Map.of()).code())
        .isEqualTo("command.too-large");
  }

  @Test
  void aTimeThatNoClockShowsIsRefused() {
    for (String time : List.of("1970-01-01T00:00:00Z", "2101-01-01T00:00:00Z")) {
      Answer answer =
          county
              .clerk()
              .command(Ids.next(), "order.place", county.request(), Map.of("recordedAt", time));
      assertThat(answer.code()).isEqualTo("command.malformed");
      assertThat(answer.text("field")).isEqualTo("recordedAt");
    }
  }

  @Test
  void whoHasNoRoleForItIsRefusedAndTheAttemptIsKept() {
    UUID id = Ids.next();
    Answer answer =
        county.as("worker1").command(id, "dispatch.open", Map.of("orderId", county.placed()));

    assertThat(answer.code()).isEqualTo("access.forbidden");
    assertThat(count("command.command", id)).isOne();
  }

  @Test
  void aBatchAnswersInItsOrderAndOneRefusalStopsNoOther() {
    Map<String, Object> good = county.request();
    List<Map<String, Object>> commands =
        List.of(
            Map.of("id", Ids.next(), "type", "order.fly", "body", Map.of()),
            Map.of("id", Ids.next(), "type", "order.place", "body", good));

    Answer answer = county.clerk().post("/api/commands/batch", Map.of("commands", commands));

    assertThat(answer.text("outcomes.0.status")).isEqualTo("refused");
    assertThat(answer.text("outcomes.1.status")).isEqualTo("done");
  }

  @Test
  void wordsOfPeopleAreNotInTheAppendOnlyRow() {
    UUID id = Ids.next();
    Map<String, Object> request = county.request();
    county.clerk().command(id, "order.place", request);

    String row =
        Sql.owner()
            .sql("select c::text from command.command c where id = :id")
            .param("id", id)
            .query(String.class)
            .single();
    String history =
        Sql.owner()
            .sql("select string_agg(h::text, ' ') from orders.history h where order_id = :id")
            .param("id", request.get("orderId"))
            .query(String.class)
            .single();

    for (String personal : List.of("向小禾", "13800000000", "路灯")) {
      assertThat(row).doesNotContain(personal);
      assertThat(history).doesNotContain(personal);
    }
    assertThat(
            Sql.owner()
                .sql("select count(*) from command.personal_part where command_id = :id")
                .param("id", id)
                .query(Integer.class)
                .single())
        .isOne();
  }

  @Test
  void twoClaimsAtOnceHaveOneWinner() throws Exception {
    for (int round = 0; round < 5; round++) {
      UUID order = county.open();
      List<Answer> answers = new ArrayList<>();
      List<Callable<Answer>> claims = new ArrayList<>();
      for (String worker : List.of("worker1", "worker2", "worker3", "worker4")) {
        claims.add(() -> county.as(worker).command("dispatch.claim", Map.of("orderId", order)));
      }
      try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Answer> future : pool.invokeAll(claims)) {
          answers.add(future.get());
        }
      }
      assertThat(answers).filteredOn(Answer::isDone).hasSize(1);
      assertThat(answers)
          .filteredOn(answer -> !answer.isDone())
          .allMatch(answer -> answer.code().equals("order.lease-lost"));
      cancelWork(order, answers);
    }
  }

  @Test
  void aClaimAgainstAnOfferLeavesOneOfThem() throws Exception {
    UUID order = county.open();
    var first =
        county
            .dispatcher()
            .get("/api/orders/" + order + "/candidates")
            .body()
            .get("ranked")
            .get(0)
            .get("person")
            .get("id")
            .asString();
    List<Callable<Answer>> both =
        List.of(
            () -> county.as("worker2").command("dispatch.claim", Map.of("orderId", order)),
            () ->
                county
                    .dispatcher()
                    .command(
                        "dispatch.offer",
                        // The claim may change the ranking in between.
                        Map.of("orderId", order, "personId", first, "reason", "先问过她")));
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Answer> future : pool.invokeAll(both)) {
        answers.add(future.get());
      }
    }
    assertThat(answers).filteredOn(Answer::isDone).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> !answer.isDone())
        .allMatch(answer -> answer.status() == 409);
    String state = county.dispatcher().get("/api/orders/" + order).text("card.state");
    assertThat(state).isEqualTo(answers.getFirst().isDone() ? "ACCEPTED" : "OFFERED");
  }

  /** Gives the winner's hands free again, so that the next round is not refused for being full. */
  private void cancelWork(UUID order, List<Answer> answers) {
    List<String> workers = List.of("worker1", "worker2", "worker3", "worker4");
    for (int i = 0; i < workers.size(); i++) {
      if (answers.get(i).isDone()) {
        county
            .as(workers.get(i))
            .command("order.release", Map.of("orderId", order, "reason", "BUSY"));
        county.clerk().command("order.cancel", Map.of("orderId", order, "reason", "试完了"));
      }
    }
  }

  private void assertRefused(String type, Map<String, ?> body, String code, String field) {
    UUID id = Ids.next();
    Answer answer = county.clerk().command(id, type, body);
    assertThat(answer.code()).as("%s %s", type, answer.body()).isEqualTo(code);
    assertThat(answer.text("field")).isEqualTo(field);
  }

  private static List<Answer> atOnce(int times, Callable<Answer> call) throws Exception {
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      calls.add(call);
    }
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Answer> future : pool.invokeAll(calls)) {
        answers.add(future.get());
      }
    }
    return answers;
  }

  private static int count(String table, UUID id) {
    return Sql.owner()
        .sql("select count(*) from " + table + " where id = :id")
        .param("id", id)
        .query(Integer.class)
        .single();
  }
}

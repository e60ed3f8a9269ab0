package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.order.OrderState;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class SeveralOrdersToOnePersonTest {

  @Autowired ApplicationContext context;
  private Scene scene;
  private String kind;
  private UUID person;

  @BeforeEach
  void aKindADispatcherSends() {
    scene = Scene.of(context);
    // Restricted, so that only people of this scene's body are ranked.
    kind = scene.kind("bulk", scene.body, List.of("OFFER", "BULK"), Map.of(), "RESTRICTED");
    person = scene.person("甲一");
  }

  @Test
  void goInOneCommandAndEachHasItsAnswer() {
    List<UUID> orders = placed(3);

    Answer answer = send(orders, person, true);

    assertThat(answer.isDone()).as("%s", answer).isTrue();
    assertThat(answer.body().at("/result/sent").asInt()).isEqualTo(3);
    for (UUID order : orders) {
      assertThat(scene.with(order)).isEqualTo(person);
      assertThat(scene.decision(order).text("mode")).isEqualTo("BULK");
    }
  }

  @Test
  void pastTheFirstRankedOnlyWithAReasonAndWithTheirPlaceKept() {
    UUID other = scene.person("乙二");
    List<UUID> orders = placed(2);
    String first = scene.candidates(orders.getFirst()).body().at("/ranked/0/person/id").asString();
    UUID second = first.equals(person.toString()) ? other : person;

    Answer silent = send(orders, second, true);
    assertThat(silent.code()).isEqualTo("dispatch.bulk-refused");
    assertThat(silent.text("params.answers")).contains("=dispatch.reason-missing");
    Answer said = send(orders, second, true, "顺路一起办");

    assertThat(said.isDone()).as("%s", said).isTrue();
    for (UUID order : orders) {
      Answer decision = scene.decision(order);
      assertThat(decision.body().get("rank").asInt()).isEqualTo(2);
      assertThat(decision.body().get("of").asInt()).isEqualTo(2);
    }
  }

  @Test
  void allOrNoneWhenSoAsked() {
    List<UUID> orders = placed(2);
    UUID taken = scene.offered(kind, person);
    List<UUID> all = new ArrayList<>(orders);
    all.add(taken);

    Answer answer = send(all, person, true);

    assertThat(answer.code()).isEqualTo("dispatch.bulk-refused");
    assertThat(answer.text("params.count")).isEqualTo("1");
    assertThat(answer.text("params.answers")).isEqualTo(taken + "=order.wrong-state");
    orders.forEach(order -> assertThat(scene.state(order)).isEqualTo(OrderState.WAITING));
  }

  @Test
  void thePossibleOnesWhenSoAsked() {
    List<UUID> orders = placed(2);
    UUID taken = scene.offered(kind, person);

    Answer answer = send(List.of(orders.get(0), taken, orders.get(1)), person, false);

    assertThat(answer.body().at("/result/sent").asInt()).isEqualTo(2);
    assertThat(answer.body().at("/result/answers/1/done").asBoolean()).isFalse();
    assertThat(answer.body().at("/result/answers/1/code").asString())
        .isEqualTo("order.wrong-state");
    orders.forEach(order -> assertThat(scene.state(order)).isEqualTo(OrderState.OFFERED));
  }

  @Test
  void stopWhereThePersonIsFull() {
    List<UUID> orders = placed(10);

    Answer answer = send(orders, person, false);

    assertThat(answer.body().at("/result/sent").asInt()).isEqualTo(8);
    assertThat(answer.body().toString()).contains("\"rule\":\"full\"");
  }

  @Test
  void theDeskSeesEachAnswerBeforeSending() {
    List<UUID> orders = placed(1);
    UUID taken = scene.offered(kind, person);

    Answer preview =
        scene
            .county
            .dispatcher()
            .get(
                "/api/dispatch/bulk?person=%s&orders=%s&orders=%s"
                    .formatted(person, orders.getFirst(), taken));

    assertThat(preview.body().at("/answers/0/possible").asBoolean()).isTrue();
    assertThat(preview.body().at("/answers/1/possible").asBoolean()).isFalse();
    assertThat(
            scene
                .county
                .clerk()
                .get("/api/dispatch/bulk?person=%s&orders=%s".formatted(person, orders.getFirst()))
                .isDone())
        .isFalse();
  }

  @Test
  void twoDispatchersGiveNoneOutTwice() throws Exception {
    UUID other = scene.person("乙二");
    List<UUID> orders = placed(6);
    List<UUID> backwards = new ArrayList<>(orders).reversed();
    scene.county.dispatcher();

    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      Future<Answer> one = two.submit(() -> send(orders, person, false, "两人分着办"));
      Future<Answer> second = two.submit(() -> send(backwards, other, false, "两人分着办"));
      List<Answer> answers = List.of(one.get(), second.get());
      int sent =
          answers.stream()
              .filter(Answer::isDone)
              .mapToInt(answer -> answer.body().at("/result/sent").asInt())
              .sum();
      assertThat(sent).as("%s", answers).isEqualTo(6);
    }
    for (UUID order : orders) {
      assertThat(scene.facts(order).version()).isEqualTo(2);
      assertThat(scene.with(order)).isIn(person, other);
    }
  }

  @Test
  void notToSomebodyNobodyKnowsAndNotWithoutOrders() {
    assertThat(send(placed(1), Ids.next(), true).code()).isEqualTo("people.person-unknown");
    assertThat(send(List.of(), person, true).code()).isEqualTo("command.malformed");
  }

  private List<UUID> placed(int count) {
    List<UUID> orders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      orders.add(scene.placed(kind));
    }
    return orders;
  }

  private Answer send(List<UUID> orders, UUID to, boolean all) {
    return send(orders, to, all, null);
  }

  private Answer send(List<UUID> orders, UUID to, boolean all, String reason) {
    Map<String, Object> body = new HashMap<>();
    body.put("orderIds", orders);
    body.put("personId", to);
    body.put("all", all);
    body.put("reason", reason);
    return scene.county.dispatcher().command("dispatch.offer-many", body);
  }
}

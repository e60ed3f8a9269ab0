package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** A clerk is shown which other messages and open orders may be the same matter. */
@YanzhenTest
class ClerkComparingMessagesTest {

  @Autowired County county;
  @Autowired TestClock clock;
  @Autowired Neighbour neighbour;
  @Autowired TriageModels models;
  @Autowired RealmTransactions transactions;
  @Autowired JdbcClient jdbc;
  private Messages messages;

  /** A name no other test uses, so that only this test's messages are alike. */
  private String name;

  @BeforeEach
  void messages() {
    messages = new Messages(county);
    String drawn = Ids.next().toString().replace("-", "").substring(20);
    StringBuilder letters = new StringBuilder();
    drawn.chars().limit(6).forEach(c -> letters.append((char) (0x5000 + c * 7)));
    name = letters.toString();
  }

  @Test
  void aMessageThatIsTheSameMatterGoesOnWithTheOrderAndHasANumberOfItsOwn() {
    UUID first = county.placed();
    UUID item = messages.receive(name + "也是", name + "，我们这边的灯也不亮。");
    UUID order = Ids.next();
    Map<String, Object> body = new HashMap<>();
    body.put("itemId", item);
    body.put("orderId", order);
    body.put("kind", "pest-advice");
    body.put("divisionId", county.village().id());
    body.put("joins", first);

    Answer otherKind = county.clerk().command("hall.confirm", body);
    body.put("kind", "public-facility");
    Answer joined = county.clerk().command("hall.confirm", body);

    assertThat(otherKind.code()).isEqualTo("order.merge-target");
    assertThat(joined.text("result.state")).as(joined.toString()).isEqualTo("MERGED");
    assertThat(joined.text("result.number")).isNotBlank();
    assertThat(county.clerk().get("/api/intake/" + item).text("orderId"))
        .isEqualTo(order.toString());
    assertThat(county.clerk().get("/api/orders/" + first).text("card.joined")).isEqualTo("1");
  }

  @Test
  void twoMessagesOfOneMatterAreShownSideBySide() {
    UUID first = messages.receive(name + "桥垮了", name + "桥中间垮了一块，车子过不去，只能绕路。");
    models.chooseMarks(new RealmId(1));
    UUID second = messages.receive(name + "桥断了", "我们这里的" + name + "桥中间垮了一块，车子过不去，上学要绕路。");

    JsonNode alike = alike(second).path(0);

    assertThat(alike.path("id").asString()).isEqualTo(first.toString());
    assertThat(alike.path("state").asString()).isEqualTo("NEW");
    assertThat(alike.path("text").asString()).contains("只能绕路");
    JsonNode passage = alike.path("there").path(0);
    assertThat(
            alike
                .path("text")
                .asString()
                .substring(passage.path("from").asInt(), passage.path("to").asInt()))
        .isEqualTo(name + "桥中间垮了一块，车子过不去，");
  }

  @Test
  void aMessageThatHasNoMarksYetIsFoundToo() {
    UUID first = messages.receive(name + "涵洞堵", name + "涵洞堵了，水漫到田里。");
    UUID second = messages.receive(name + "涵洞堵", name + "涵洞堵了，水漫到田里了。");

    assertThat(ids(alike(second))).contains(first.toString());
  }

  @Test
  void anOpenOrderOfTheSameTownshipIsShown() {
    Map<String, Object> request = new HashMap<>(county.request());
    request.put("text", name + "路口的路灯坏了三盏，晚上看不见路。");
    assertThat(county.clerk().command("order.place", request).isDone()).isTrue();
    UUID item =
        messages.receive(name + "路口路灯", name + "路口的路灯坏了三盏，晚上看不见路，请修。", clock.instant(), Map.of());

    JsonNode alike =
        county
            .clerk()
            .get("/api/intake/" + item + "/triage?division=" + county.village().id())
            .body()
            .path("alike");

    assertThat(ids(alike)).contains(request.get("orderId").toString());
    JsonNode order = alike.path(0);
    assertThat(order.path("order").asBoolean()).isTrue();
    assertThat(order.path("number").asString()).isNotEmpty();
    assertThat(order.path("place").asString()).isNotEmpty();
  }

  @Test
  void whatSomebodySaidIsNotTheSameIsNotAskedAgain() {
    UUID first = messages.receive(name + "井盖", name + "井盖丢了两个，晚上危险。");
    UUID second = messages.receive(name + "井盖", name + "井盖丢了三个，晚上危险。");
    assertThat(ids(alike(second))).contains(first.toString());

    judge(second, first, false);

    assertThat(ids(alike(second))).doesNotContain(first.toString());
    assertThat(ids(alike(first))).as("whichever is opened").doesNotContain(second.toString());
  }

  @Test
  void whatSomebodySaidIsTheSameStaysAndSaysSo() {
    UUID first = messages.receive(name + "水管", name + "水管爆了，路上全是水。");
    UUID second = messages.receive(name + "水管", name + "水管爆了，路上都是水。");

    judge(second, first, true);

    JsonNode alike = alike(second).path(0);
    assertThat(alike.path("id").asString()).isEqualTo(first.toString());
    assertThat(alike.path("same").asBoolean()).isTrue();
    assertThat(county.clerk().get("/api/intake/" + second).text("state")).isEqualTo("NEW");
  }

  @Test
  void theNewerWordCounts() {
    UUID first = messages.receive(name + "电线", name + "电线垂到地上了。");
    UUID second = messages.receive(name + "电线", name + "电线垂到地上来了。");
    judge(second, first, false);
    judge(first, second, true);

    assertThat(ids(alike(second))).contains(first.toString());
  }

  @Test
  void aPairThatIsNoneIsRefused() {
    UUID item = messages.receive(name, name + "没有另一件");

    assertThat(
            county
                .clerk()
                .command(
                    "hall.judge-pair", Map.of("itemId", item, "otherItemId", item, "same", true))
                .code())
        .isEqualTo("command.malformed");
    assertThat(
            county
                .clerk()
                .command(
                    "hall.judge-pair",
                    Map.of("itemId", item, "otherItemId", Ids.next(), "same", true))
                .code())
        .isEqualTo("hall.item-not-found");
    assertThat(
            county
                .clerk()
                .command(
                    "hall.judge-pair", Map.of("itemId", item, "orderId", Ids.next(), "same", true))
                .code())
        .isEqualTo("order.not-found");
  }

  @Test
  void aNeighbouringCountyIsShownNothingOfOurs() {
    neighbour.open();
    UUID item = messages.receive(name + "渠道", name + "渠道塌了一段。");
    assertThat(county.clerk().get("/api/intake/" + item + "/triage").isDone()).isTrue();

    neighbour
        .everyRole()
        .forEach(
            stranger -> {
              assertThat(stranger.get("/api/intake/" + item + "/triage").isDone()).isFalse();
              Answer typed = stranger.post("/api/intake/suggest", Map.of("text", name + "渠道塌了一段。"));
              assertThat(String.valueOf(typed.body())).doesNotContain(item.toString());
            });
  }

  /** Under row-level security; an operator on arrays would be kept out of its index there. */
  @Test
  void marksAreFoundThroughTheirIndex() {
    String plan =
        transactions.read(
            new RealmId(1),
            () -> {
              jdbc.sql("set local enable_seqscan = off").update();
              return String.join(
                  "\n",
                  jdbc.sql(
                          "explain select item_id from hall.mark where realm = 1 and mark = any('{1,2,3}')")
                      .query(String.class)
                      .list());
            });
    List<Boolean> leakproof =
        jdbc.sql(
                "select proleakproof from pg_proc where proname in ('arraycontains', 'arrayoverlap')")
            .query(Boolean.class)
            .list();

    assertThat(plan).containsPattern("Index Cond: .*mark = ANY");
    assertThat(leakproof).as("the reason for marks").containsOnly(false);
  }

  @Test
  void commonPassagesAreWholeAndInOrder() {
    assertThat(TriagePassages.common("甲乙丙丁戊，完全不同", "前面甲乙丙丁戊后面"))
        .containsExactly(new TriagePassages.Passage(0, 5));
    assertThat(TriagePassages.common("甲乙丙", "甲乙丙")).isEmpty();
  }

  private void judge(UUID item, UUID other, boolean same) {
    Answer answer =
        county
            .clerk()
            .command("hall.judge-pair", Map.of("itemId", item, "otherItemId", other, "same", same));
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }

  private JsonNode alike(UUID item) {
    return county.clerk().get("/api/intake/" + item + "/triage").body().path("alike");
  }

  private static List<String> ids(JsonNode alike) {
    return alike.valueStream().map(one -> one.path("id").asString()).toList();
  }
}

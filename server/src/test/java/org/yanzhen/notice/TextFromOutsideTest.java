package org.yanzhen.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.access.Realms;
import org.yanzhen.command.Gate;
import org.yanzhen.notice.SmsAnswers.Became;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Vault;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Jobs;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A villager answers by SMS. */
@YanzhenTest
class TextFromOutsideTest {

  private static final String SECRET = "between-us-and-the-provider";

  @Autowired County county;
  @Autowired Scheduler scheduler;
  @Autowired TestClock clock;
  @Autowired MessageStore store;
  @Autowired MessageTexts texts;
  @Autowired Routing routing;
  @Autowired PreferenceStore preferences;
  @Autowired MessagePack pack;
  @Autowired Realms realms;
  @Autowired RealmTransactions transactions;
  @Autowired Gate gate;
  @Autowired Vault vault;
  @Autowired JsonMapper mapper;

  private final String phone = "137" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
  private final FakeCarrier sms = new FakeCarrier(Channel.SMS);
  private SmsController door;
  private Delivery delivery;

  @BeforeEach
  void open() {
    Jobs.rest(scheduler);
    Daytime.set(clock);
    door = new SmsController(gate, realms, vault, mapper, SECRET);
    delivery =
        new Delivery(
            store, texts, routing, preferences, pack, realms, transactions, clock, List.of(sms));
  }

  @AfterEach
  void today() {
    clock.reset();
    scheduler.resume();
  }

  @Test
  void oneAndTheCodeIsTheRequestersWord() {
    UUID order = reported();

    assertThat(text("1 " + code(order))).isEqualTo(Became.SOLVED);

    assertThat(state(order)).isEqualTo("SOLVED");
    JsonNode thread = county.clerk().get("/api/orders/" + order).body().get("thread");
    assertThat(thread.get(thread.size() - 1).get("channel").asString()).isEqualTo("SMS");
  }

  @Test
  void theRequestersWordIsNotRefusedForPapersInOurDrawer() {
    UUID order = reported();
    takeOriginal(order);

    assertThat(text("1 " + code(order))).isEqualTo(Became.SOLVED);

    assertThat(state(order)).isEqualTo("SOLVED");
  }

  @Test
  void aVerdictTheOrderRefusesStandsInItsThread() {
    UUID order = placed();
    String id = UUID.randomUUID().toString();
    String words = "1 " + number(order);

    for (int n = 0; n < 2; n++) {
      assertThat(text(id, phone, words)).isEqualTo(Became.NOTED);
    }

    JsonNode thread = county.clerk().get("/api/orders/" + order).body().get("thread");
    assertThat(thread).hasSize(2);
    assertThat(thread.get(1).get("text").asString()).isEqualTo(words);
  }

  private void takeOriginal(UUID order) {
    Map<String, Object> paper =
        Map.of("paperId", UUID.randomUUID(), "label", "户口簿", "original", true, "count", 1);
    Answer taken =
        county
            .clerk()
            .command(
                "hall.take-papers",
                Map.of("orderId", order, "slipId", UUID.randomUUID(), "papers", List.of(paper)));
    assertThat(taken.isDone()).as("%s", taken).isTrue();
  }

  @Test
  void twoAndTheCodeOpensItAgainHoweverItIsWritten() {
    UUID order = reported();

    assertThat(text(code(order) + "，没解决。")).isEqualTo(Became.REOPENED);

    assertThat(state(order)).isEqualTo("WAITING");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 %s 5", "１，%s，５分。", "解决了 %s\n5"})
  void aFigureBehindTheCodeIsTheGrade(String written) {
    UUID order = reported();

    assertThat(text(written.formatted(code(order)))).isEqualTo(Became.SOLVED);

    assertThat(state(order)).isEqualTo("SOLVED");
    assertThat(grade(order)).isEqualTo(5);
    assertThat(badGrades(order)).isZero();
  }

  @Test
  void aBadGradeByTextIsLookedInto() {
    UUID order = reported();

    assertThat(text("1 " + number(order) + " 2")).isEqualTo(Became.SOLVED);

    assertThat(grade(order)).isEqualTo(2);
    assertThat(badGrades(order)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 %s", "%s 1", "%s，解决了"})
  void withoutAFigureItIsAWordWithoutAGrade(String written) {
    UUID order = reported();

    assertThat(text(written.formatted(code(order)))).isEqualTo(Became.SOLVED);

    assertThat(grade(order)).isNull();
  }

  /** No figure that is no grade, no grade without the word, and nothing the code runs into. */
  @ParameterizedTest
  @ValueSource(
      strings = {"1 %s 7", "1 %s 0", "1 %s 55", "1 %s 4.5", "1 %s5", "1 %s 5 4", "%s 5", "%s 1 5"})
  void whatIsNoClearGradeIsNoVerdictEither(String written) {
    UUID order = reported();

    assertThat(text(written.formatted(code(order)))).isEqualTo(Became.NOTED);

    assertThat(state(order)).isEqualTo("REPORTED");
    assertThat(grade(order)).isNull();
  }

  @Test
  void whatIsNotSolvedGetsNoGrade() {
    UUID order = reported();

    assertThat(text("2 " + code(order) + " 1")).isEqualTo(Became.REOPENED);

    assertThat(state(order)).isEqualTo("WAITING");
    assertThat(grade(order)).isNull();
    assertThat(badGrades(order)).isZero();
  }

  @Test
  void theSameTextHandedOverAgainHasOneEffect() {
    UUID order = reported();
    String id = UUID.randomUUID().toString();

    assertThat(text(id, phone, "2 " + code(order))).isEqualTo(Became.REOPENED);
    String version = county.clerk().get("/api/orders/" + order).text("card.version");
    assertThat(text(id, phone, "2 " + code(order))).isEqualTo(Became.REOPENED);

    assertThat(county.clerk().get("/api/orders/" + order).text("card.version")).isEqualTo(version);
  }

  @Test
  void theSameIdWithOtherWordsIsRefused() {
    UUID order = reported();
    String id = UUID.randomUUID().toString();
    text(id, phone, "你好");

    assertThatThrownBy(() -> text(id, phone, "1 " + code(order)))
        .isInstanceOf(ProblemException.class);
    assertThat(state(order)).isEqualTo("REPORTED");
  }

  @Test
  void nobodyTakesTheIdOfATextBeforeItComes() {
    UUID order = reported();
    String id = UUID.randomUUID().toString();
    UUID reckoned = Ids.named("notice/sms/1/" + id);
    county.clerk().command(reckoned, "order.note", Map.of("orderId", order, "text", "占位"));

    assertThat(text(id, phone, "1 " + code(order))).isEqualTo(Became.SOLVED);
    assertThat(state(order)).isEqualTo("SOLVED");
  }

  @Test
  void anothersNumberIsNoVerdict() {
    UUID order = reported();

    assertThat(text(UUID.randomUUID().toString(), "13611112222", "1 " + code(order)))
        .isEqualTo(Became.UNCLEAR);

    assertThat(state(order)).isEqualTo("REPORTED");
  }

  @Test
  void withoutTheCodeItIsNoVerdictButSomethingForAClerkToRead() {
    UUID order = reported();
    String words = "1 谢谢 " + UUID.randomUUID().toString().replaceAll("[0-9-]", "");

    assertThat(text(words)).isEqualTo(Became.UNCLEAR);

    assertThat(state(order)).isEqualTo("REPORTED");
    Answer intake =
        county
            .clerk()
            .get("/api/intake?state=NEW&limit=100&text=谢谢".replace("谢谢", "%E8%B0%A2%E8%B0%A2"));
    assertThat(intake.body().get("items").toString()).contains(words);
  }

  @Test
  void theNumberOfATextIsEncryptedAndBecomesTheOrdersNumber() {
    String words = "路灯坏了 " + UUID.randomUUID().toString().replaceAll("[0-9-]", "");
    assertThat(text(words)).isEqualTo(Became.UNCLEAR);
    UUID item =
        Sql.owner()
            .sql("select id from hall.intake_item where text = :text and requester is null")
            .param("text", words)
            .query(UUID.class)
            .single();
    UUID order = UUID.randomUUID();
    Answer confirmed =
        county
            .clerk()
            .command(
                "hall.confirm",
                Map.of(
                    "itemId",
                    item,
                    "orderId",
                    order,
                    "kind",
                    "public-facility",
                    "divisionId",
                    county.village().id()));
    assertThat(confirmed.isDone()).as("%s", confirmed).isTrue();
    Answer detail = county.clerk().get("/api/orders/" + order);
    assertThat(detail.text("requesterPhone")).isEqualTo(phone);
    assertThat(detail.text("requesterName")).isNull();
  }

  @Test
  void unclearWordsBesideTheCodeStandInTheOrdersThread() {
    UUID order = reported();

    assertThat(text("修了两盏还有一盏没修 " + code(order))).isEqualTo(Became.NOTED);

    assertThat(state(order)).isEqualTo("REPORTED");
    assertThat(county.clerk().get("/api/orders/" + order).body().get("thread").toString())
        .contains("还有一盏没修");
  }

  @Test
  void whoSendsStopGetsNoMoreTextsAndWhoSendsStartDoes() {
    UUID order = placed();
    assertThat(text("退订")).isEqualTo(Became.STOPPED);
    drain();
    assertThat(sms.about(number(order))).isEmpty();

    assertThat(text("恢复")).isEqualTo(Became.STARTED);
    UUID later = placed();
    drain();
    assertThat(sms.about(number(later))).hasSize(1);
  }

  @Test
  void aForgedSecretIsTurnedAwayAndNothingIsKept() {
    UUID order = reported();
    String body = body(UUID.randomUUID().toString(), phone, "1 " + code(order));

    for (String forged : new String[] {null, "", "between-us", SECRET + " "}) {
      assertThatThrownBy(() -> door.in(forged, null, body))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("notice.secret");
    }
    assertThatThrownBy(() -> new SmsController(gate, realms, vault, mapper, "").in("", null, body))
        .hasMessageContaining("notice.secret");
    Answer overHttp =
        county.nobody().send("POST", "/api/sms/in", body, Map.of(SmsController.SECRET, "x"));
    assertThat(overHttp.status()).isEqualTo(401);
    assertThat(overHttp.code()).isEqualTo("notice.secret");
    assertThat(state(order)).isEqualTo("REPORTED");
  }

  private Became text(String words) {
    return text(UUID.randomUUID().toString(), phone, words);
  }

  private Became text(String id, String from, String words) {
    return door.in(SECRET, null, body(id, from, words)).became();
  }

  private String body(String id, String from, String words) {
    return mapper.writeValueAsString(Map.of("id", id, "from", from, "text", words));
  }

  private void drain() {
    int passes = 0;
    while (delivery.deliver() > 0 && passes++ < 200) {}
  }

  private UUID placed() {
    Map<String, Object> request = new HashMap<>(county.request());
    request.put("requesterPhone", phone);
    assertThat(county.clerk().command("order.place", request).isDone()).isTrue();
    return (UUID) request.get("orderId");
  }

  private UUID reported() {
    UUID order = placed();
    Served.reported(county, order);
    drain();
    return order;
  }

  private String state(UUID order) {
    return county.clerk().get("/api/orders/" + order).text("card.state");
  }

  private static @Nullable Integer grade(UUID order) {
    return Sql.owner()
        .sql("select rating from orders.orders where id = :id")
        .param("id", order)
        .query((row, n) -> Optional.ofNullable(row.getObject("rating", Integer.class)))
        .single()
        .orElse(null);
  }

  private static int badGrades(UUID order) {
    return Sql.owner()
        .sql("select count(*) from orders.bad_grade where order_id = :id")
        .param("id", order)
        .query(Integer.class)
        .single();
  }

  private String number(UUID order) {
    return county.clerk().get("/api/orders/" + order).text("card.number");
  }

  private String code(UUID order) {
    return MessageTexts.code(number(order));
  }
}

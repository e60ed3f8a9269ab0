package org.yanzhen.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.door.Visitor.Page;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.Api;
import org.yanzhen.support.County;
import org.yanzhen.support.Recordings;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.WideKind;
import org.yanzhen.support.YanzhenTest;

/** A villager who does not write, without script: a recording, a photo of a signature, papers. */
@YanzhenTest
class VillagerWhoSpeaksTest {

  @Autowired County county;
  @Autowired Catalogue catalogue;
  @Autowired JdbcClient jdbc;
  @Autowired RealmTransactions transactions;
  @Autowired TestClock clock;

  private Visitor visitor;

  @BeforeEach
  void comeToTheDoor() {
    visitor = new Visitor(county.address());
  }

  @Test
  void aVoiceAloneIsEnoughToAskAndIsHeardOnTheReceipt() {
    Page receipt =
        visitor.submit(
            form("public-facility"),
            Map.of("f.facility", "light"),
            List.of(Map.entry("voice", Recordings.webm())));

    assertThat(receipt.path()).startsWith("/o/");
    assertThat(receipt.text("said")).contains("请听录音");
    assertThat(receipt.text("file")).isEqualTo("录音 4 秒，1 kB");
    Page voice = visitor.open(receipt.link("file"));
    assertThat(voice.headers().get("content-type")).containsExactly("audio/webm");
    assertThat(voice.headers().get("content-disposition").getFirst()).startsWith("inline");
  }

  @Test
  void aVoiceThatIsNoneIsToldAtItsPlaceAndTheWordsAreKept() {
    Page again =
        visitor.submit(
            form("public-facility"),
            Map.of("f.facility", "light", "text", "路灯坏了"),
            List.of(Map.entry("voice", Recordings.ascii("<script>alert(1)</script>"))));

    assertThat(again.status()).isEqualTo(415);
    assertThat(again.form().get("text")).isEqualTo("路灯坏了");
    assertThat(again.html()).contains("id=\"voice-error\"");
  }

  @Test
  void aDocumentIsNoVoiceAndIsNotEvenKept() {
    long before = uploads();
    Page again =
        visitor.submit(
            form("public-facility"),
            Map.of("f.facility", "light", "text", "路灯坏了"),
            List.of(Map.entry("voice", Recordings.pdf())));

    assertThat(again.status()).isEqualTo(415);
    assertThat(again.html()).contains("id=\"voice-error\"");
    assertThat(uploads()).isEqualTo(before);
  }

  private static long uploads() {
    return Sql.inRolledBackTransaction(
        db -> db.sql("select count(*) from command.attachment").query(Long.class).single());
  }

  @Test
  void neitherWordsNorVoiceIsRefused() {
    Page again = visitor.submit(form("public-facility"), Map.of("f.facility", "light"));

    assertThat(again.status()).isEqualTo(422);
    assertThat(again.html()).contains("id=\"text-error\"");
  }

  @Test
  void everyQuestionIsAnsweredWithoutScriptAndFilesNeedNotBeChosenTwice() {
    WideKind.adopt(county, catalogue, clock);
    Page refused =
        visitor.submit(
            form(WideKind.CODE),
            Map.of(
                "text", "样样都填",
                "f.spot", "120.5,20.0",
                "f.who", "龙小花",
                "n.who", "１３８００００３００１",
                "f.hand", "石大山"),
            List.of(
                Map.entry("f.said", Recordings.amr()),
                Map.entry("f.sheet", Recordings.pdf()),
                Map.entry("f.sheet", Recordings.xlsx()),
                Map.entry("voice", Recordings.ogg())));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("kept-sheet")).contains("已收到 2 个");
    assertThat(refused.has("kept-voice")).isTrue();
    assertThat(refused.weight()).isLessThanOrEqualTo(30_000);

    Page receipt = visitor.submit(refused, Map.of("f.spot", "屋后第二块田"));

    assertThat(receipt.path()).startsWith("/o/");
    assertThat(receipt.html())
        .contains("屋后第二块田")
        .contains("龙小花 13800003001")
        .contains("石大山（打字签名）")
        .contains("录音 2 秒")
        .contains("录音 3 秒")
        .contains("a.jpg");
    assertThat(receipt.weight()).isLessThanOrEqualTo(30_000);
  }

  @Test
  void outOfSeasonIsSaidAndTheOrderIsTakenAllTheSame() {
    WideKind.adopt(county, catalogue, clock);
    Page form = form(WideKind.CODE);
    assertThat(form.text("season")).contains("照样可以点");
    assertThat(form("public-facility").has("season")).isFalse();

    assertThat(visitor.submit(form, Map.of("text", "先排上")).path()).startsWith("/o/");
  }

  @Test
  void aFileThatIsNotWhatItsQuestionAsksForIsToldThere() {
    WideKind.adopt(county, catalogue, clock);
    Page again =
        visitor.submit(
            form(WideKind.CODE),
            Map.of("text", "表交错了"),
            List.of(Map.entry("f.said", Recordings.pdf())));

    assertThat(again.status()).isEqualTo(415);
    assertThat(again.html()).contains("id=\"f.said-error\"");
  }

  @Test
  void thePapersOfTheChosenMatterStandOnTheReceiptAndNoOthers() {
    Page form = form("proxy-filing");
    assertThat(form.html()).contains("残疾人证").contains("data-when=\"matter=pension\"");

    Page receipt =
        visitor.submit(
            form, Map.of("text", "办养老保险", "f.matter", "pension", "f.handover", "collect"));

    assertThat(receipt.html()).contains("本人银行卡或社保卡").doesNotContain("残疾人证");
    assertThat(receipt.text("papers")).contains("户口簿（原件）");
  }

  @Test
  void besideTheWholeWhatTheKindNamesMayBeRated() {
    WideKind.adopt(county, catalogue, clock);
    Page receipt = visitor.submit(form(WideKind.CODE), Map.of("text", "请来看看"));
    String number = receipt.text("number");
    UUID order =
        UUID.fromString(county.clerk().get("/api/orders?text=" + number).text("items.0.id"));
    county.dispatcher().command("dispatch.open", Map.of("orderId", order));
    for (String step : List.of("dispatch.claim", "order.start")) {
      assertThat(county.as("worker1").command(step, Map.of("orderId", order)).isDone()).isTrue();
    }
    county.as("worker1").command("order.report", Map.of("orderId", order, "text", "看过了"));

    Page verdict = visitor.open(receipt.path() + "/solved");
    Page solved = visitor.submit(verdict, Map.of("rating", "4", "r.speed", "5"));

    assertThat(verdict.has("rating-speed")).isTrue();
    assertThat(solved.attributeOf("state", "data-state")).hasValue("SOLVED");
    assertThat(
            transactions.read(
                new RealmId(1),
                () ->
                    jdbc.sql(
                            """
                            select facts -> 'ratings' ->> 'speed' from orders.history
                            where realm = 1 and order_id = :order and action = 'SOLVE'
                            """)
                        .param("order", order)
                        .query(String.class)
                        .single()))
        .isEqualTo("5");
    assertThat(solved.has("grade-speed")).isTrue();
    String path = "/api/orders/" + order;
    assertThat(county.clerk().get(path).body().get("thread").toString()).contains("\"speed\"");
    assertThat(county.as("worker1").get(path).body().get("thread").toString())
        .as("the rated are not told who said what")
        .doesNotContain("\"speed\"");
  }

  @Test
  void whatTheKindDoesNotNameIsNotRated() {
    WideKind.adopt(county, catalogue, clock);
    Page receipt = visitor.submit(form(WideKind.CODE), Map.of("text", "请再来看看"));
    UUID order =
        UUID.fromString(
            county.clerk().get("/api/orders?text=" + receipt.text("number")).text("items.0.id"));
    county.dispatcher().command("dispatch.open", Map.of("orderId", order));
    for (String step : List.of("dispatch.claim", "order.start")) {
      county.as("worker1").command(step, Map.of("orderId", order));
    }
    county.as("worker1").command("order.report", Map.of("orderId", order, "text", "看过了"));

    Api.Answer answer =
        county
            .clerk()
            .command(
                "order.solve",
                Map.of("orderId", order, "channel", "CALL", "ratings", Map.of("beauty", 5)));

    assertThat(answer.code()).isEqualTo("order.rating-unknown");
  }

  private Page form(String kind) {
    return visitor.open("/ask/" + kind + "?at=" + county.village().id());
  }
}

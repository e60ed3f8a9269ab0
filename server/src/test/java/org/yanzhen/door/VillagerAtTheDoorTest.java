package org.yanzhen.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.door.Visitor.Page;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.Receipts;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api;
import org.yanzhen.support.County;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

/** A villager with any phone, no script and no account. */
@YanzhenTest
class VillagerAtTheDoorTest {

  private static final RealmId REALM = new RealmId(1);
  private static final Map<String, String> LAMPS =
      Map.of(
          "text", "村口的路灯坏了三盏，晚上看不见路。",
          "place", "村部往北 \"第二个弯\" <右边>",
          "f.facility", "light");

  @Autowired County county;
  @Autowired OrderReads orders;
  @Autowired Receipts receipts;
  @Autowired TestClock clock;

  /** Each test knocks in a minute of its own: the door counts by the minute. */
  private static final AtomicInteger MINUTE = new AtomicInteger();

  private Visitor visitor;

  @BeforeEach
  void comesIn() {
    county.emptyHands("worker1");
    clock.advance(Duration.ofMinutes(MINUTE.incrementAndGet()));
    visitor = new Visitor(county.address());
  }

  @AfterEach
  void today() {
    clock.reset();
  }

  @Test
  void asksFollowsAndSaysItIsSolvedWithoutScript() {
    Page receipt = ask(Map.of("phone", "138 0000 3001", "name", "向小禾"));
    assertThat(receipt.text("number")).matches("\\d{6}-\\d{6}");
    assertThat(receipt.text("state")).isEqualTo("待派单");
    assertThat(receipt.text("next")).contains("正在安排人", "前有人接单");

    Api worker = county.as("worker1");
    UUID order = order(receipt);
    done(county.dispatcher().command("dispatch.open", Map.of("orderId", order)));
    done(worker.command("dispatch.claim", Map.of("orderId", order)));
    Page accepted = visitor.open(receipt.path());
    assertThat(accepted.has("call-helper")).isTrue();
    assertThat(accepted.has("withdraw")).isTrue();
    done(worker.command("order.start", Map.of("orderId", order)));
    assertThat(visitor.open(receipt.path()).has("withdraw")).isFalse();
    done(worker.command("order.report", Map.of("orderId", order, "text", "换了三盏灯")));

    Page reported = visitor.open(receipt.path());
    assertThat(reported.html()).contains("换了三盏灯");
    Page again = visitor.open(reported.link("not-solved"));
    assertThat(visitor.submit(again, Map.of("words", "  ")).text("refused")).isNotEmpty();
    Page verdict = visitor.open(reported.link("solved"));
    Page solved = visitor.submit(verdict, Map.of("rating", "4", "words", "第三盏还有点闪"));

    assertThat(solved.path()).isEqualTo(receipt.path());
    assertThat(solved.attributeOf("state", "data-state")).hasValue("SOLVED");
    assertThat(solved.html()).contains("第三盏还有点闪", "评 4 分");
    // The same press once more changes nothing and says nothing wrong.
    assertThat(visitor.submit(verdict, Map.of("rating", "4", "words", "第三盏还有点闪")).path())
        .isEqualTo(receipt.path());
    Page reopened = visitor.submit(visitor.open(solved.link("again")), Map.of("words", "又不亮了"));
    assertThat(reopened.attributeOf("state", "data-state")).hasValue("WAITING");
    assertThat(reopened.text("next")).contains("重新安排");
  }

  @Test
  void keepsEverythingTypedWhenTheFormIsRefused() {
    Page form = form();
    Page refused =
        visitor.submit(form, with(Map.of("phone", "12", "name", "龙小花", "urgency", "URGENT")));

    assertThat(refused.status()).isEqualTo(422);
    Map<String, String> kept = refused.form();
    assertThat(kept)
        .containsAllEntriesOf(LAMPS)
        .containsEntry("phone", "12")
        .containsEntry("name", "龙小花")
        .containsEntry("urgency", "URGENT")
        .containsEntry("division", form.form().get("division"));
    assertThat(refused.html()).contains("id=\"phone-error\" role=\"alert\"");
    assertThat(refused.attributeOf("phone", "aria-describedby"))
        .hasValueSatisfying(ids -> assertThat(ids).contains("phone-error"));
    assertThat(refused.path()).doesNotContain("?");
    // A refused command keeps its id, so the corrected form goes out under a new one.
    assertThat(kept.get("command")).isNotEqualTo(form.form().get("command"));
    assertThat(visitor.submit(refused, Map.of("phone", "13800003002")).has("number")).isTrue();
  }

  @Test
  void pressingSeveralTimesAtOnceAsksOnce() throws Exception {
    Page form = form();
    Map<String, String> filled = with(Map.of("phone", "13800003003"));
    try (ExecutorService presses = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Page>> pages =
          IntStream.range(0, 5)
              .mapToObj(n -> presses.submit(() -> visitor.submit(form, filled)))
              .toList();
      String first = pages.getFirst().get().path();
      assertThat(first).startsWith("/o/1.");
      for (Future<Page> page : pages) {
        assertThat(page.get().path()).isEqualTo(first);
      }
    }
  }

  @Test
  void aFormSentAgainWithOtherWordsIsToldAndGivesNobodyElsesReceipt() {
    Page form = form();
    visitor.submit(form, with(Map.of("phone", "13800003004")));
    Page changed = visitor.submit(form, with(Map.of("phone", "13800003004", "text", "别的事")));
    assertThat(changed.status()).isEqualTo(409);
    assertThat(changed.text("refused")).contains("已经交过一次");
    assertThat(changed.html()).doesNotContain("/o/1.");
    assertThat(changed.form()).containsEntry("text", "别的事");
  }

  @Test
  void aUsablePhotoIsKeptAndAnUnusableOneIsToldWhileTheOrderStands() throws IOException {
    Page receipt =
        visitor.submit(
            form(),
            with(Map.of("phone", "13800003005")),
            jpeg(),
            "不是照片".getBytes(StandardCharsets.UTF_8));
    assertThat(receipt.text("notice")).contains("有 1 张照片用不了");
    assertThat(receipt.html()).containsOnlyOnce("?size=small");
    String picture =
        receipt.html().replaceAll("(?s).*(/o/1\\.[\\w-]+/pictures/[\\w-]+)\\?.*", "$1");
    assertThat(visitor.open(picture).headers().get("content-type")).containsExactly("image/jpeg");
    assertThat(visitor.open(picture + "?size=small").status()).isEqualTo(200);
    assertThat(visitor.open(picture.replaceAll(".{4}$", "0000")).status()).isEqualTo(404);
  }

  @Test
  void theReceiptsCodeLeadsBackToTheReceipt() {
    Page receipt = ask(Map.of("phone", "13800003006"));
    assertThat(DrawnQr.read(receipt.html())).isEqualTo(county.address() + receipt.path());
    Page paper = visitor.open(receipt.link("print"));
    assertThat(DrawnQr.read(paper.html())).isEqualTo(county.address() + receipt.path());
    assertThat(paper.html()).contains(receipt.text("number")).doesNotContain("13800003006");
    assertThat(paper.text("word")).contains(receipt.text("number"), "□ 解决了", "□ 没解决", "签名");
  }

  @Test
  void addsWordsAndWithdraws() {
    Page receipt = ask(Map.of());
    assertThat(receipt.html()).contains("您没留电话");
    Page added = visitor.submit(visitor.open(receipt.link("add")), Map.of("words", "下午都在家"));
    assertThat(added.html()).contains("下午都在家");
    Page empty = visitor.submit(visitor.open(receipt.link("add")), Map.of("words", " "));
    assertThat(empty.status()).isEqualTo(422);
    Page withdrawn =
        visitor.submit(
            visitor.open(receipt.link("withdraw")),
            Map.of("reason", "needless", "words", "村里自己修了"));
    assertThat(withdrawn.attributeOf("state", "data-state")).hasValue("CANCELLED");
    assertThat(withdrawn.html()).contains("不需要了：村里自己修了");
    // A page kept open from before leads to the order as it is.
    assertThat(visitor.open(receipt.path() + "/withdraw").attributeOf("state", "data-state"))
        .hasValue("CANCELLED");
  }

  @Test
  void aWrongTokenOpensNothingAndSaysSo() {
    Page receipt = ask(Map.of("phone", "13800003007"));
    for (String path :
        List.of(
            "/o/1.abc",
            "/o/x",
            receipt.path() + "x",
            receipt.path().replace("/o/1.", "/o/2."),
            "/o/1." + "A".repeat(38))) {
      Page page = visitor.open(path);
      assertThat(page.status()).as(path).isEqualTo(404);
      assertThat(page.text("notice")).as(path).isEqualTo("没有这张单");
    }
    assertThat(
            visitor
                .post("/o/1.abc/solved", Map.of("command", UUID.randomUUID().toString()))
                .status())
        .isEqualTo(404);
  }

  @Test
  void aMissingPageIsAPageAndAMissingResourceOfTheApiIsAProblem() {
    Page page = visitor.open("/there-is-no-such-page");
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.text("notice")).isEqualTo("没有这一页");
    assertThat(county.clerk().get("/api/there-is-no-such-thing").code())
        .isEqualTo("request.not-found");
  }

  @Test
  void findsTheOrderByNumberAndPhoneHoweverTheyAreTyped() {
    Page receipt = ask(Map.of("phone", "138-0000-3008"));
    String number = receipt.text("number");
    clock.advance(java.time.Duration.ofMinutes(3));
    Page form = visitor.open("/find");
    assertThat(
            visitor
                .submit(form, Map.of("number", number.replace("-", ""), "phone", "１３８００００３００８"))
                .path())
        .isEqualTo(receipt.path());
    Page wrongPhone = visitor.submit(form, Map.of("number", number, "phone", "13800009999"));
    Page wrongNumber =
        visitor.submit(form, Map.of("number", "250101-000000", "phone", "13800003008"));
    assertThat(wrongPhone.status()).isEqualTo(404);
    assertThat(wrongPhone.text("refused")).isEqualTo(wrongNumber.text("refused")).isNotEmpty();
    for (int i = 0; i < 10; i++) {
      visitor.submit(form, Map.of("number", number, "phone", "1"));
    }
    Page tooFast = visitor.submit(form, Map.of("number", number, "phone", "13800003008"));
    assertThat(tooFast.status()).isEqualTo(429);
    assertThat(tooFast.html()).contains("tel:");
    clock.advance(java.time.Duration.ofMinutes(1));
    assertThat(visitor.submit(form, Map.of("number", number, "phone", "13800003008")).path())
        .isEqualTo(receipt.path());
  }

  @Test
  void aBrokenPromiseIsSaidAndNoNewOneMade() {
    Page receipt = ask(Map.of("phone", "13800003009"));
    clock.advance(java.time.Duration.ofDays(12));
    assertThat(visitor.open(receipt.path()).text("next")).contains("还没有人接", "已超");
  }

  @Test
  void languageAndLargeTypeAreChosenByALinkAndKept() {
    Page home = visitor.open("/");
    assertThat(home.html()).contains("<html lang=\"zh-CN\">");
    Page english = visitor.open(visitor.open("/ask/public-facility?q=%E9%87%91").link("language"));
    assertThat(english.path()).isEqualTo("/ask/public-facility?q=%E9%87%91");
    assertThat(english.html()).contains("<html lang=\"en\">");
    assertThat(visitor.open(english.link("elder")).html()).contains("class=\"elder\"");
    assertThat(visitor.open("/find").html())
        .contains("<html lang=\"en\" class=\"elder\">", "Find my order");
  }

  @Test
  void theDemoSaysSoOnEveryPage() {
    Page receipt = ask(Map.of("phone", "13800003010"));
    for (String path :
        List.of(
            "/",
            "/ask",
            "/find",
            "/list",
            "/problems",
            "/nowhere",
            receipt.path(),
            receipt.path() + "/print")) {
      assertThat(visitor.open(path).html()).as(path).contains("演示：人物和坐标均为虚构");
    }
  }

  @Test
  void noPageWeighsMoreThanThirtyKilobytes() {
    Page receipt = ask(Map.of("phone", "13800003011", "text", "路".repeat(2_000)));
    UUID order = order(receipt);
    for (int i = 0; i < 40; i++) {
      done(
          county
              .clerk()
              .command(
                  "order.note",
                  Map.of("orderId", order, "text", "第" + i + "次：" + "话".repeat(3_900))));
    }
    Page form = form();
    for (String path :
        List.of(
            "/",
            "/ask",
            "/ask/public-facility",
            form.path(),
            "/find",
            "/list",
            "/problems",
            "/problems/order.not-found",
            "/nowhere",
            receipt.path(),
            receipt.path() + "/print",
            receipt.path() + "/add",
            receipt.path() + "/withdraw",
            receipt.path() + "/history",
            receipt.path() + "/history/1",
            receipt.path() + "/history/2")) {
      assertThat(visitor.open(path).weight()).as(path).isLessThanOrEqualTo(30_000);
    }
    // Nothing of a long thread is lost: the older part is a link away.
    StringBuilder all = new StringBuilder();
    Page page = visitor.open(receipt.path());
    all.append(page.html());
    while (page.has("older")) {
      page = visitor.open(page.link("older"));
      assertThat(page.weight()).as(page.path()).isLessThanOrEqualTo(30_000);
      all.append(page.html());
    }
    for (int i = 0; i < 40; i++) {
      assertThat(all).containsOnlyOnce("第" + i + "次：");
    }
    assertThat(all).contains("您点了单");
  }

  @Test
  void theLongestWordsAreReadInParts() {
    Map<String, Object> request = county.request();
    request.put("text", "稻".repeat(10_000));
    done(county.clerk().command("order.place", request));
    String receipt = receipts.path(REALM, (UUID) request.get("orderId"));
    Page first = visitor.open(receipt + "/history/1");
    Page rest = visitor.open(first.link("rest"));
    assertThat(first.weight()).isLessThanOrEqualTo(30_000);
    assertThat(count(first) + count(rest)).isEqualTo(10_000);
  }

  @Test
  void theFirstVisitIsSmallWithItsStylesAndIcon() {
    Page home = visitor.open("/");
    int weight = home.weight();
    for (String file : List.of("door.css", "mark.svg")) {
      String address =
          home.html().replaceAll("(?s).*\"(/door/" + file + "\\?v=[0-9a-f]+)\".*", "$1");
      Page asset = visitor.open(address);
      assertThat(asset.headers().get("cache-control").getFirst()).contains("immutable");
      weight += asset.weight();
    }
    assertThat(weight).isLessThanOrEqualTo(30_000);
  }

  @Test
  void aReceiptIsKeptInNoCache() {
    Page receipt = ask(Map.of("phone", "13800003012"));
    assertThat(receipt.headers().get("cache-control")).containsExactly("no-store");
    assertThat(receipt.headers().get("referrer-policy")).containsExactly("no-referrer");
  }

  @Test
  void wordsAreShownAsWords() {
    Page receipt = ask(Map.of("phone", "13800003013", "text", "<script>alert(1)</script> & \"路\""));
    assertThat(receipt.html()).doesNotContain("<script>alert");
    assertThat(receipt.text("said")).isEqualTo("<script>alert(1)</script> & \"路\"");
  }

  private static long count(Page page) {
    return page.html().chars().filter(c -> c == '稻').count();
  }

  @Test
  void whoHasTheSameTroubleJoinsWithOnePressAndHasAReceipt() {
    Page neighbours = ask(Map.of("phone", "13800003001", "name", "向小禾"));
    UUID first = order(neighbours);

    Page form = form();
    Page joined =
        visitor.submit(form, Map.of("f.facility", "light", "joins", first.toString(), "text", ""));

    assertThat(form.html())
        .contains("我家也是这件事", first.toString(), "<span>路灯 · ")
        .as("how it stands, not who asked or what was said")
        .doesNotContain("向小禾", "路灯坏了三盏", neighbours.text("number"));
    assertThat(joined.attributeOf("state", "data-state")).hasValue("MERGED");
    assertThat(joined.text("number")).isNotEqualTo(neighbours.text("number"));
    assertThat(joined.text("said")).isEqualTo("我家也是这件事。");
    Page apart = visitor.submit(visitor.open(joined.link("apart")), Map.of("words", "我家的是另一盏"));
    assertThat(apart.attributeOf("state", "data-state")).hasValue("WAITING");
  }

  @Test
  void whatWasJustFinishedIsNotJoinedAndTheWordsAreKept() {
    UUID first = order(ask(Map.of()));
    Page form = form();
    done(county.clerk().command("order.cancel", Map.of("orderId", first, "reason", "点错了")));

    Page refused = visitor.submit(form, with(Map.of("joins", first.toString())));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.html()).contains("刚办完了");
    assertThat(refused.form()).containsAllEntriesOf(LAMPS).containsEntry("joins", "");
  }

  @Test
  void aPrivateMatterIsNeitherShownNorJoinedAtTheDoor() {
    Map<String, Object> body = new java.util.HashMap<>(county.request());
    body.put("kind", "policy-at-home");
    body.put("fields", Map.of("topic", "other"));
    UUID order = UUID.fromString(String.valueOf(body.get("orderId")));
    done(county.clerk().command("order.place", body));

    Page form = visitor.open("/ask/policy-at-home?at=" + county.village().id());
    assertThat(form.has("alike")).isFalse();
    Page refused =
        visitor.submit(
            form, Map.of("text", "也想听听政策", "f.topic", "other", "joins", order.toString()));
    assertThat(refused.status()).isEqualTo(409);
  }

  @Test
  void whoLeftANumberSaysHowToBeToldAndTakesItBack() {
    String phone = "1380000" + (4000 + MINUTE.get());
    Page receipt = ask(Map.of("phone", phone));

    Page told = visitor.open(receipt.link("told"));
    assertThat(told.html().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(30_000);
    assertThat(told.form()).containsEntry("how", "TEXT");
    Page called = visitor.submit(told, Map.of("how", "CALL"));
    assertThat(called.text("kept")).contains("不再发短信");
    Page nothing = visitor.submit(called, Map.of("how", "NOT_AT_ALL"));

    assertThat(nothing.text("kept")).contains("也不打电话");
    assertThat(visitor.open(receipt.link("told")).form()).containsEntry("how", "NOT_AT_ALL");
    Page nap =
        visitor.submit(
            nothing, Map.of("how", "TEXT_ONLY", "quietFrom", "12:30", "quietTo", "14:30"));
    assertThat(nap.text("kept")).contains("不打电话");
    assertThat(nap.form()).containsEntry("quietFrom", "12:30").containsEntry("quietTo", "14:30");
    Page twice =
        visitor.submit(nap, Map.of("how", "TEXT_ONLY", "quietFrom", "12:30", "quietTo", "12:30"));
    assertThat(twice.text("refused")).contains("不能一样");
    assertThat(visitor.open(receipt.link("told")).form()).containsEntry("quietTo", "14:30");
    visitor.submit(nap, Map.of("how", "NOT_AT_ALL", "quietFrom", "", "quietTo", ""));
    assertThat(visitor.open(receipt.link("told")).form()).containsEntry("quietFrom", "");
    Page wrong = visitor.submit(nothing, Map.of("how", "TEXT", "email", "kein@"));
    assertThat(wrong.text("refused")).isNotEmpty();
    assertThat(visitor.open(receipt.link("told")).form()).containsEntry("how", "NOT_AT_ALL");
  }

  @Test
  void withoutANumberThereIsNothingToChoose() {
    Page receipt = ask(Map.of("phone", ""));

    assertThat(receipt.has("told")).isFalse();
    assertThat(visitor.open(receipt.path() + "/told").path()).isEqualTo(receipt.path());
  }

  private Page form() {
    Page kinds = visitor.open(visitor.open("/").link("ask"));
    Page where = visitor.choose(kinds, "public-facility");
    Page township = visitor.open(where.link("township"));
    return visitor.open(township.link("division"));
  }

  @Test
  void whoKnocksThirtyTimesAMinuteIsAskedToCallAndNothingOfItIsKept() {
    Map<String, String> lacking = with(Map.of("text", ""));
    for (int i = 0; i < 30; i++) {
      visitor.submit(form(), lacking);
    }

    assertThat(visitor.submit(form(), with(Map.of())).text("refused")).contains("打电话");
  }

  private Page ask(Map<String, String> more) {
    Page receipt = visitor.submit(form(), with(more));
    assertThat(receipt.path()).as(receipt.text("refused")).startsWith("/o/1.");
    return receipt;
  }

  private static Map<String, String> with(Map<String, String> more) {
    Map<String, String> filled = new java.util.HashMap<>(LAMPS);
    filled.putAll(more);
    return filled;
  }

  private UUID order(Page receipt) {
    return orders.findByNumber(REALM, receipt.text("number")).orElseThrow();
  }

  private static void done(Api.Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }

  private static byte[] jpeg() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB), "jpeg", out);
    return out.toByteArray();
  }
}

package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.yanzhen.order.Receipts;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Hour;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

@YanzhenTest
class PersonWithPapersOnFileTest {

  private static final RealmId REALM = new RealmId(1);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final AtomicInteger NEXT = new AtomicInteger();

  @Autowired County county;
  @Autowired Receipts receipts;
  @Autowired TestClock clock;

  private String phone;
  private UUID order;

  @BeforeEach
  void anOrderThatAsksForCopies() {
    Hour.next(clock, "10:00");
    phone = "1370088%04d".formatted(NEXT.incrementAndGet());
    order = filing("medical-insurance", "田阿婆", phone);
  }

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void aCopyKeptOnceServesALaterMatterOfTheSamePerson() {
    UUID kept = kept();
    UUID later = filing("medical-insurance", "田阿婆", phone);
    done(check(county.clerk(), later));

    JsonNode paper = onFile(county.clerk(), later).get("papers").get(0);
    assertThat(paper.get("mayUse").asBoolean()).isTrue();
    assertThat(paper.get("until").asString()).isEqualTo(today().plusDays(30).toString());
    done(use(later, kept));
    assertThat(use(later, kept).code()).isEqualTo("hall.on-file-used");

    JsonNode after = onFile(county.clerk(), later).get("papers").get(0);
    assertThat(after.get("usedHere").isString()).isTrue();
    assertThat(after.get("uses").asInt()).isEqualTo(1);
    assertThat(told(later)).contains("PAPER_USED");
  }

  @Test
  void nothingIsShownBeforeSomebodyHasSeenWhoItIs() {
    UUID kept = kept();
    UUID typed = filing("medical-insurance", "田阿婆", phone);
    JsonNode before = onFile(county.clerk(), typed);
    assertThat(before.get("checked").asBoolean()).isFalse();
    assertThat(before.get("papers")).isEmpty();
    assertThat(use(typed, kept).code()).isEqualTo("hall.identity-unchecked");

    done(check(county.clerk(), typed));
    assertThat(onFile(county.clerk(), typed).get("papers")).hasSize(1);
    assertThat(onFile(county.dispatcher(), typed).get("papers"))
        .as("another at the desk has not seen them")
        .isEmpty();
    clock.advance(Duration.ofHours(13));
    assertThat(onFile(county.clerk(), typed).get("papers")).as("they have gone home").isEmpty();
  }

  @Test
  void anotherOfTheSameHouseholdHasPapersOfTheirOwn() {
    UUID kept = kept();
    UUID other = filing("medical-insurance", "田阿公", phone);
    done(check(county.clerk(), other));
    assertThat(onFile(county.clerk(), other).get("papers")).isEmpty();
    assertThat(use(other, kept).code()).isEqualTo("hall.paper-unknown");
  }

  @Test
  void whatRanOutOrWasTakenBackServesNobody() {
    UUID kept = kept();
    UUID later = filing("medical-insurance", "田阿婆", phone);
    done(check(county.clerk(), later));
    done(
        county
            .clerk()
            .command("hall.withdraw-on-file", Map.of("orderId", later, "onFileId", kept)));
    assertThat(use(later, kept).code()).isEqualTo("hall.on-file-gone");
    assertThatThrownBy(() -> useInTheDatabase(kept, later))
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("not on file");

    order = filing("medical-insurance", "田阿婆", phone);
    UUID short_ = kept();
    clock.advance(Duration.ofDays(31));
    county.signInAnew();
    UUID tooLate = filing("medical-insurance", "田阿婆", phone);
    done(check(county.clerk(), tooLate));
    assertThat(use(tooLate, short_).code()).isEqualTo("hall.on-file-gone");
  }

  @Test
  void anOriginalIsNeverKept() {
    done(check(county.clerk(), order));
    UUID original = take("社保卡", true);
    assertThat(keep(original, "social-card", today().plusDays(30)).code())
        .isEqualTo("hall.on-file-original");
    UUID copy = take("社保卡复印件", false);
    assertThat(keep(copy, "social-card", today().plusDays(9_999)).code())
        .isEqualTo("hall.on-file-until");
    assertThat(keep(copy, "letter", today()).code()).isEqualTo("hall.paper-unknown");
    done(keep(copy, "social-card", today().plusDays(30)));
    assertThat(give(copy).code()).as("not before it is taken back").isEqualTo("hall.paper-on-file");
  }

  @Test
  void whereTheOriginalMustBeSeenACopyOnFileDoesNotServe() {
    done(check(county.clerk(), order));
    UUID copy = take("户口簿复印件", false);
    UUID kept = Ids.next();
    done(keep(kept, copy, "household-register", today().plusDays(30)));
    UUID later = filing("medical-insurance", "田阿婆", phone);
    done(check(county.clerk(), later));
    JsonNode paper = onFile(county.clerk(), later).get("papers").get(0);
    assertThat(paper.get("originalNeeded").asBoolean()).isTrue();
    assertThat(paper.get("mayUse").asBoolean()).isFalse();
    assertThat(use(later, kept).code()).isEqualTo("hall.on-file-not-needed");
  }

  @Test
  void theReceiptShowsAndTakesBackOnlyWhatIsOfItsOrder() throws Exception {
    UUID kept = kept();
    UUID typed = filing("medical-insurance", "田阿婆", phone);
    assertThat(page(typed)).contains("这一单没有存材料").doesNotContain("社保卡复印件");
    post(typed, kept);
    assertThat(page(order)).contains("社保卡复印件", "撤回").doesNotContain("您已经撤回");
    assertThat(post(order, kept)).isEqualTo(303);
    assertThat(page(order)).contains("您已经撤回");
  }

  @Test
  void withoutNameAndNumberNothingIsKeptOrFound() {
    Map<String, Object> request = filingRequest("medical-insurance", "田阿婆", phone);
    request.remove("requesterPhone");
    done(county.clerk().command("order.place", request));
    order = (UUID) request.get("orderId");
    assertThat(check(county.clerk(), order).code()).isEqualTo("hall.owner-unknown");
  }

  // ---- what is done on the way ------------------------------------------------------------------

  private UUID kept() {
    done(check(county.clerk(), order));
    UUID copy = take("社保卡复印件", false);
    UUID kept = Ids.next();
    done(keep(kept, copy, "social-card", today().plusDays(30)));
    return kept;
  }

  private UUID filing(String matter, String name, String phone) {
    Map<String, Object> request = filingRequest(matter, name, phone);
    done(county.clerk().command("order.place", request));
    return (UUID) request.get("orderId");
  }

  private Map<String, Object> filingRequest(String matter, String name, String phone) {
    Map<String, Object> request = new HashMap<>(county.request());
    request.put("kind", "proxy-filing");
    request.put("text", "替我把医保交了。");
    request.put("source", "WINDOW");
    request.put("fields", Map.of("matter", matter, "handover", "bring"));
    request.put("requesterName", name);
    request.put("requesterPhone", phone);
    return request;
  }

  private static Answer check(Api clerk, UUID order) {
    return clerk.command(
        "hall.check-identity",
        Map.of("checkId", Ids.next(), "orderId", order, "how", "IDENTITY_CARD", "place", "WINDOW"));
  }

  private UUID take(String label, boolean original) {
    UUID paper = Ids.next();
    done(
        county
            .clerk()
            .command(
                "hall.take-papers",
                Map.of(
                    "orderId",
                    order,
                    "slipId",
                    Ids.next(),
                    "papers",
                    List.of(
                        Map.of(
                            "paperId", paper, "label", label, "original", original, "count", 1)))));
    return paper;
  }

  private Answer give(UUID paper) {
    return county
        .clerk()
        .command(
            "hall.give-papers",
            Map.of(
                "orderId",
                order,
                "slipId",
                Ids.next(),
                "toWhom",
                "REQUESTER",
                "papers",
                List.of(Map.of("paperId", paper, "count", 1))));
  }

  private Answer keep(UUID paper, String sort, LocalDate until) {
    return keep(Ids.next(), paper, sort, until);
  }

  private Answer keep(UUID id, UUID paper, String sort, LocalDate until) {
    return county
        .clerk()
        .command(
            "hall.keep-on-file",
            Map.of(
                "onFileId",
                id,
                "orderId",
                order,
                "paperId",
                paper,
                "sort",
                sort,
                "until",
                until.toString()));
  }

  private Answer use(UUID later, UUID kept) {
    return county
        .clerk()
        .command(
            "hall.use-on-file", Map.of("useId", Ids.next(), "orderId", later, "onFileId", kept));
  }

  private static void useInTheDatabase(UUID kept, UUID later) {
    Sql.owner()
        .sql(
            """
            insert into hall.paper_use (realm, id, on_file_id, order_id, owner, check_id, account_id, at)
            select c.realm, :id, :kept, c.order_id, c.owner, c.id, c.account_id, c.at
            from hall.identity_check c where c.realm = 1 and c.order_id = :order limit 1
            """)
        .param("id", Ids.next())
        .param("kept", kept)
        .param("order", later)
        .update();
  }

  private static JsonNode onFile(Api clerk, UUID order) {
    return clerk.get("/api/hall/orders/" + order + "/on-file").body();
  }

  private static List<String> told(UUID order) {
    return Sql.owner()
        .sql("select template from notice.message where order_id = :order")
        .param("order", order)
        .query(String.class)
        .list();
  }

  private String page(UUID order) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(papers(order)).header("Accept-Language", "zh-CN").build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private int post(UUID order, UUID paper) throws Exception {
    String form =
        "command="
            + Ids.next()
            + "&paper="
            + URLEncoder.encode(paper.toString(), StandardCharsets.UTF_8);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(papers(order))
                .header("Accept-Language", "zh-CN")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  private URI papers(UUID order) {
    return URI.create(county.address() + receipts.path(REALM, order) + "/papers");
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZONE);
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}

package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;

/** Who a message came from, and where the name may stand: encrypted and apart, nowhere else. */
@YanzhenTest
class SendersTest {

  private static final RealmId REALM = new RealmId(1);
  private static final String NAME = "诸葛禾苗";
  private static final String TEXT = "我叫" + NAME + "，家住村口，路灯不亮三天了。";

  @Autowired County county;
  @Autowired Senders senders;
  @Autowired IntakeStore store;
  @Autowired TriageModels models;
  @Autowired RealmTransactions transactions;

  @Test
  void aSenderIsKeptEncryptedByNumberAndByName() {
    for (String sender : List.of("139 0000-1234", "匿名网友", NAME)) {
      UUID item = received(sender, "来信 " + UUID.randomUUID());
      assertThat(readBack(item)).isEqualTo(sender);
      assertThat(everyColumn(item)).doesNotContain(sender);
    }
  }

  @Test
  void noTableHoldsTheNameInTheClear() {
    UUID item = received(NAME, TEXT + UUID.randomUUID());
    UUID order = new Messages(county).confirm(item, "public-facility");
    UUID aside = received(NAME, TEXT + UUID.randomUUID());
    done(county.clerk().command("hall.dismiss", Map.of("itemId", aside, "reason", NAME + "来过两次了")));
    models.learn(REALM);
    models.chooseMarks(REALM);

    assertThat(tablesWith(NAME)).isEmpty();
    assertThat(tablesWith(order.toString()))
        .as("the search itself finds what is there")
        .isNotEmpty();
  }

  @Test
  void theOrderHasTheWordsWithoutTheNameAndTheNameWhereNamesAreKept() {
    UUID order = new Messages(county).confirm(received(null, TEXT), "public-facility");

    Answer seen = county.clerk().get("/api/orders/" + order);
    assertThat(seen.text("text")).contains("路灯不亮三天了").doesNotContain(NAME);
    assertThat(seen.text("requesterName")).isEqualTo(NAME);
  }

  @Test
  void whoeverReadsThePostReadsItAsItCame() {
    UUID item = received(NAME, TEXT);
    Answer seen = county.clerk().get("/api/intake/" + item);
    assertThat(seen.text("text")).isEqualTo(TEXT);
    assertThat(seen.text("requester")).isEqualTo(NAME);
  }

  @Test
  void nobodyIsFoundByTheirName() {
    received(NAME, TEXT);
    assertThat(found(NAME)).isZero();
    assertThat(found("路灯不亮三天了")).isPositive();
  }

  @Test
  void aNameIsNoTopicNoMarkAndNothingAModelKnows() {
    String stranger = "欧阳稻穗";
    String other = "昨夜大风把棚顶掀了";
    Instant at = Instant.parse("2031-05-06T02:00:00Z");
    for (int i = 0; i < 12; i++) {
      received("网友" + i, "我是" + stranger + "，" + other + i, at);
    }
    models.learn(REALM);
    models.chooseMarks(REALM);

    String topics = String.valueOf(county.clerk().get("/api/intake/topics?day=2031-05-07").body());
    assertThat(topics).doesNotContain("欧阳").doesNotContain("稻穗");
    UUID item = received("别人", "我要找" + stranger + "这个人", at);
    assertThat(String.valueOf(county.clerk().get("/api/intake/" + item + "/triage").body()))
        .doesNotContain("我是" + stranger);
  }

  @Test
  void anAnswerGivenElsewhereIsAPrecedentWithoutTheNameOfWhoAsked() {
    String asked = "东方谷雨";
    String matter = "问高龄补贴怎么领，要带什么材料，哪天可以办" + UUID.randomUUID();
    new Messages(county)
        .receive(
            "高龄补贴",
            matter,
            Instant.parse("2026-03-02T02:00:00Z"),
            Map.of(
                "requester",
                asked,
                "reply",
                asked + "您好：带身份证到窗口办理。",
                "repliedAt",
                "2026-03-03T02:00:00Z",
                "historical",
                true));
    models.learn(REALM);
    models.chooseMarks(REALM);
    UUID item = received("别人", matter);

    String beside = String.valueOf(county.clerk().get("/api/intake/" + item + "/triage").body());
    assertThat(beside).contains("带身份证到窗口办理").doesNotContain(asked);
  }

  @Test
  void deletingTheRowForgetsTheNameAndKeepsTheMatter() {
    UUID item = received(NAME, TEXT);
    transactions.write(REALM, () -> forget(item));
    Answer seen = county.clerk().get("/api/intake/" + item);
    assertThat(seen.text("text")).contains("路灯不亮三天了").doesNotContain(NAME);
    assertThat(seen.text("requester")).isNull();
  }

  @Test
  void whatAnOlderReleaseKeptInTheClearIsTakenOutByTheJob() {
    UUID item = received("网友", "来信");
    asAnOlderReleaseKept(item, NAME, TEXT);
    UUID byNumber = received("网友", "来信");
    asAnOlderReleaseKept(byNumber, "13900005678", "没有名字的来信");

    while (transactions.write(REALM, () -> senders.cutOld(REALM))) {}

    assertThat(everyColumn(item)).doesNotContain(NAME);
    assertThat(everyColumn(byNumber)).doesNotContain("13900005678");
    assertThat(readBack(item)).isEqualTo(NAME);
    assertThat(readBack(byNumber)).isEqualTo("13900005678");
    assertThat(county.clerk().get("/api/intake/" + item).text("text")).isEqualTo(TEXT);
  }

  @Test
  void theDatabaseItselfTakesNoNameInTheClear() {
    UUID item = received(null, "来信");
    assertThat(
            catchThrowable(
                () ->
                    Sql.owner()
                        .sql("update hall.intake_item set requester = 'x' where id = :id")
                        .param("id", item)
                        .update()))
        .hasMessageContaining("encrypted");
  }

  /** The deletion that the right of the table allows; as the application would. */
  private int forget(UUID item) {
    return Sql.owner()
        .sql("delete from hall.intake_words where realm = 1 and item_id = :id")
        .param("id", item)
        .update();
  }

  private static void asAnOlderReleaseKept(UUID item, String requester, String text) {
    Sql.owner().sql("alter table hall.intake_item disable trigger no_clear_name").update();
    Sql.owner().sql("delete from hall.intake_words where item_id = :id").param("id", item).update();
    Sql.owner()
        .sql(
            """
            update hall.intake_item set requester = :requester, text = :text, without_names = false
            where id = :id
            """)
        .param("requester", requester)
        .param("text", text)
        .param("id", item)
        .update();
    Sql.owner().sql("alter table hall.intake_item enable trigger no_clear_name").update();
  }

  /** Every text of every table, whatever it is called. */
  private static List<String> tablesWith(String words) {
    List<String> found = new ArrayList<>();
    Sql.owner()
        .sql(
            """
            select format('%I.%I', schemaname, tablename) from pg_tables
            where schemaname not in ('pg_catalog', 'information_schema')
            """)
        .query(String.class)
        .list()
        .forEach(
            table -> {
              boolean has =
                  Sql.owner()
                      .sql(
                          "select exists (select from %s t where t::text like :words)"
                              .formatted(table))
                      .param("words", "%" + words + "%")
                      .query(Boolean.class)
                      .single();
              if (has) {
                found.add(table);
              }
            });
    return found;
  }

  private static String everyColumn(UUID item) {
    return Sql.owner()
        .sql("select i::text from hall.intake_item i where id = :id")
        .param("id", item)
        .query(String.class)
        .single();
  }

  private int found(String words) {
    return county
        .clerk()
        .get("/api/intake?limit=100&text=" + URLEncoder.encode(words, StandardCharsets.UTF_8))
        .body()
        .get("items")
        .size();
  }

  private UUID received(String requester, String text) {
    return received(requester, text, Instant.parse("2026-03-02T02:00:00Z"));
  }

  private UUID received(String requester, String text, Instant at) {
    return new Messages(county)
        .receive("来信", text, at, requester == null ? Map.of() : Map.of("requester", requester));
  }

  private String readBack(UUID item) {
    return transactions.read(REALM, () -> store.find(REALM, item)).orElseThrow().requester();
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}

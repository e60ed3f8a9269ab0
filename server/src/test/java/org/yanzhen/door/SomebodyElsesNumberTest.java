package org.yanzhen.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.door.Visitor.Page;
import org.yanzhen.order.OrderReads;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.json.JsonMapper;

/** Somebody asks at the door and writes down a number that is not theirs. */
@YanzhenTest
class SomebodyElsesNumberTest {

  private static final RealmId REALM = new RealmId(1);
  private static final String ADDRESS = "only.theirs@example.org";

  @Autowired County county;
  @Autowired OrderReads orders;
  @Autowired Gate gate;
  @Autowired JsonMapper mapper;

  private final String phone = "135" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
  private Visitor visitor;
  private UUID theirs;

  @BeforeEach
  void theOwnerOfTheNumberSaidHowToBeTold() {
    visitor = new Visitor(county.address());
    theirs = county.placedFrom(phone);
    said("ANY", "email", ADDRESS, "quietFrom", "12:10", "quietTo", "14:40");
  }

  @Test
  void readsNothingOfWhatTheNumberSaid() {
    Page told = visitor.open(ask().link("told"));

    assertThat(told.html()).doesNotContain(ADDRESS, "12:10", "14:40");
    assertThat(told.form())
        .containsEntry("how", "TEXT")
        .containsEntry("email", "")
        .containsEntry("quietFrom", "");
  }

  @Test
  void silencesAndRedirectsNothingButTheirOwnOrder() {
    Page receipt = ask();
    visitor.submit(
        visitor.open(receipt.link("told")),
        Map.of("how", "NOT_AT_ALL", "email", "mine@example.org", "language", "EN"));

    Answer wish = wishOf(theirs);
    assertThat(wish.text("how")).isEqualTo("TEXT");
    assertThat(wish.text("language")).isEqualTo("ZH");
    assertThat(wish.text("email")).isEqualTo(ADDRESS);
    assertThat(county.clerk().get("/api/orders/" + theirs + "/wish/history").body().get("items"))
        .hasSize(1);
    UUID own = order(receipt);
    assertThat(wishOf(own).text("how")).isEqualTo("NOT_AT_ALL");
    assertThat(wishOf(own).text("email"))
        .as("the desk does not take over an address that somebody left there")
        .isEqualTo(ADDRESS);
    assertThat(visitor.open(receipt.link("told")).form())
        .containsEntry("how", "NOT_AT_ALL")
        .containsEntry("email", "mine@example.org");
  }

  @Test
  void isNotToldByWaysThatTheNumberRefused() {
    said("NOTHING");
    Page receipt = ask();
    visitor.submit(visitor.open(receipt.link("told")), Map.of("how", "TEXT"));

    assertThat(wishOf(order(receipt)).text("how")).isEqualTo("NOT_AT_ALL");
  }

  @Test
  void whatTheNumberSaysLaterTakesThePlaceOfWhatWasSaidOnAReceipt() {
    Page receipt = ask();
    visitor.submit(visitor.open(receipt.link("told")), Map.of("how", "NOT_AT_ALL"));
    said("CALL_ONLY");

    assertThat(wishOf(order(receipt)).text("how")).isEqualTo("CALL");
  }

  @Test
  void aTextFromTheNumberItselfReachesReceiptsToo() {
    Page receipt = ask();
    visitor.submit(visitor.open(receipt.link("told")), Map.of("how", "NOT_AT_ALL"));
    assertThat(
            gate.submit(
                    Envelope.of(
                        Ids.next(),
                        "notice.hear",
                        mapper.valueToTree(
                            Map.of(
                                "sourceId",
                                UUID.randomUUID().toString(),
                                "phone",
                                phone,
                                "text",
                                "START"))),
                    Actor.system(REALM, Origin.API))
                .isDone())
        .isTrue();

    assertThat(wishOf(order(receipt)).text("how")).isEqualTo("TEXT_ONLY");
  }

  @Test
  void whoIsSignedInToServeSaysNothingForTheRequester() {
    Page receipt = ask();
    String body = "how=NOT_AT_ALL&language=ZH&command=" + Ids.next();
    Answer answer =
        county
            .as("worker1")
            .send(
                "POST",
                receipt.path() + "/told",
                body,
                Map.of("Content-Type", "application/x-www-form-urlencoded"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(visitor.open(receipt.link("told")).form()).containsEntry("how", "TEXT");
  }

  private Page ask() {
    Page kinds = visitor.open(visitor.open("/").link("ask"));
    Page where = visitor.choose(kinds, "public-facility");
    Page form = visitor.open(visitor.open(where.link("township")).link("division"));
    Page receipt =
        visitor.submit(
            form, Map.of("text", "桥头的灯不亮。", "place", "桥头", "f.facility", "light", "phone", phone));
    assertThat(receipt.path()).as(receipt.text("refused")).startsWith("/o/1.");
    return receipt;
  }

  private UUID order(Page receipt) {
    return orders.findByNumber(REALM, receipt.text("number")).orElseThrow();
  }

  private Answer wishOf(UUID order) {
    return county.clerk().get("/api/orders/" + order + "/wish");
  }

  private void said(String consent, String... more) {
    Map<String, Object> wish = new HashMap<>();
    wish.put("orderId", theirs);
    wish.put("language", "ZH");
    wish.put("consent", consent);
    for (int i = 0; i < more.length; i += 2) {
      wish.put(more[i], more[i + 1]);
    }
    Answer answer = county.clerk().command("notice.prefer", wish);
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}

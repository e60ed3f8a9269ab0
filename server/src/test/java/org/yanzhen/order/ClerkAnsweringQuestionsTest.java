package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.command.Attachments;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Recordings;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.WideKind;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class ClerkAnsweringQuestionsTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired County county;
  @Autowired Catalogue catalogue;
  @Autowired TestClock clock;
  @Autowired Attachments attachments;
  @Autowired JdbcClient jdbc;
  @Autowired RealmTransactions transactions;

  @BeforeEach
  void adoptTheKind() {
    WideKind.adopt(county, catalogue, clock);
  }

  @Test
  void answersOfEverySortAreReadBackInWordsWithWhatTheyName() throws Exception {
    UUID shot = sent(picture());
    UUID said = sent(Recordings.webm());
    UUID sheet = sent(Recordings.pdf("% " + Ids.next()));
    UUID hand = sent(picture());
    UUID order =
        placed(
            Map.of(
                "spot", "屋后第二块田",
                "who", "龙小花 13800003001",
                "home", "石大山",
                "shot", shot.toString(),
                "said", said.toString(),
                "sheet", sheet.toString(),
                "hand", hand.toString()));

    Answer read = county.clerk().get("/api/orders/" + order);

    assertThat(read.text("fields.0.value")).isEqualTo("屋后第二块田");
    assertThat(read.text("fields.1.value")).isEqualTo("龙小花 13800003001");
    assertThat(read.text("fields.2.value")).isEqualTo("石大山");
    assertThat(read.text("fields.3.attachments.0.kind")).isEqualTo("PICTURE");
    assertThat(read.text("fields.4.attachments.0.kind")).isEqualTo("AUDIO");
    assertThat(read.text("fields.5.attachments.0.kind")).isEqualTo("FILE");
    assertThat(read.text("fields.6.attachments.0.id")).isEqualTo(hand.toString());
    assertThat(read.text("attachments.0.id")).as("an answer stands with its question").isNull();
    assertThat(
            county
                .clerk()
                .download("/api/orders/" + order + "/attachments/" + said)
                .headers()
                .firstValue("Content-Type"))
        .contains("audio/webm");
  }

  @Test
  void aNameInAnAnswerIsKeptEncryptedAndSaidInFullOnlyToWhomItConcerns() {
    UUID order = placed(Map.of("who", "龙小花 13800003001", "hand", "石大山"));
    assertThat(county.dispatcher().command("dispatch.open", Map.of("orderId", order)).isDone())
        .isTrue();

    String open =
        transactions.read(
            REALM,
            () ->
                jdbc.sql("select fields::text from orders.orders where realm = 1 and id = :id")
                    .param("id", order)
                    .query(String.class)
                    .single());
    assertThat(open).doesNotContain("龙小花").doesNotContain("石大山");
    assertThat(
            Stream.of("worker1", "worker2", "worker3")
                .map(worker -> county.as(worker).get("/api/orders/" + order))
                .filter(Answer::isDone)
                .map(onTheBoard -> onTheBoard.text("fields.0.value")))
        .isNotEmpty()
        .allMatch("龙**"::equals);
    assertThat(county.clerk().get("/api/orders/" + order).text("fields.0.value"))
        .isEqualTo("龙小花 13800003001");
    assertThat(county.clerk().get("/api/orders/" + order).text("fields.1.value")).isEqualTo("石大山");
  }

  @Test
  void aPointOutsideTheCountyIsRefusedAtItsQuestion() {
    UUID order = placed(Map.of("spot", "%s 田边".formatted(pointOfTheVillage())));
    assertThat(county.clerk().get("/api/orders/" + order).text("fields.0.value")).isEqualTo("田边");

    Answer far = place(Map.of("spot", "40.0,116.4"));
    assertThat(far.code()).isEqualTo("order.field-invalid");
    assertThat(far.text("field")).isEqualTo("body.fields.spot");
    assertThat(place(Map.of("spot", "91.0,10.0")).code()).isEqualTo("order.field-invalid");
  }

  @Test
  void anUploadOfTheWrongSortIsRefusedAtItsQuestion() throws Exception {
    Answer answer = place(Map.of("said", sent(picture()).toString()));

    assertThat(answer.code()).isEqualTo("attachment.type");
    assertThat(answer.text("field")).isEqualTo("body.fields.said");
    assertThat(place(Map.of("shot", sent(Recordings.pdf()).toString())).code())
        .isEqualTo("attachment.type");
    assertThat(place(Map.of("sheet", sent(Recordings.wav()).toString())).code())
        .isEqualTo("attachment.type");
  }

  @Test
  void anUploadThatIsNotWholeOrNotOnesOwnIsRefusedAndNothingIsKept() throws Exception {
    byte[] wav = Recordings.wav();
    UUID half = Ids.next();
    attachments.put(clerk(), half, 0, wav.length, false, java.util.Arrays.copyOf(wav, 100));
    UUID ofAnother = Ids.next();
    attachments.put(account("dispatcher"), ofAnother, 0, wav.length, false, wav);
    UUID ofAnOrder = Ids.next();
    attachments.put(
        Actor.holdingReceipt(REALM, county.placed(), null), ofAnOrder, 0, wav.length, false, wav);

    Map<String, String> refused =
        Map.of(
            half.toString(),
            "attachment.incomplete",
            ofAnother.toString(),
            "attachment.not-found",
            ofAnOrder.toString(),
            "attachment.not-found",
            Ids.next().toString(),
            "attachment.not-found",
            "../../etc/passwd",
            "order.field-invalid");
    refused.forEach(
        (value, code) -> {
          Map<String, Object> body = body(Map.of("said", value));
          Answer answer = county.clerk().command("order.place", body);
          assertThat(answer.code()).as(value).isEqualTo(code);
          assertThat(answer.text("field")).isEqualTo("body.fields.said");
          assertThat(county.clerk().get("/api/orders/" + body.get("orderId")).code())
              .isEqualTo("order.not-found");
        });
  }

  private UUID placed(Map<String, String> fields) {
    Map<String, Object> body = body(fields);
    Answer answer = county.clerk().command("order.place", body);
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    return (UUID) body.get("orderId");
  }

  private Answer place(Map<String, String> fields) {
    return county.clerk().command("order.place", body(fields));
  }

  private Map<String, Object> body(Map<String, String> fields) {
    Map<String, Object> body = new HashMap<>(county.request());
    body.put("kind", WideKind.CODE);
    body.put("fields", fields);
    return body;
  }

  private String pointOfTheVillage() {
    return transactions.read(
        REALM,
        () ->
            jdbc.sql(
                    """
                    select latitude || ',' || longitude from place.position
                    where realm = 1 and division_id = :id
                    """)
                .param("id", county.village().id())
                .query(String.class)
                .single());
  }

  private UUID sent(byte[] bytes) {
    UUID id = Ids.next();
    assertThat(attachments.put(clerk(), id, 0, bytes.length, false, bytes).complete()).isTrue();
    return id;
  }

  private Actor clerk() {
    return account("clerk");
  }

  private Actor account(String login) {
    return new Actor(
        REALM,
        Origin.DESK,
        UUID.fromString(county.as(login).get("/api/session").text("accountId")),
        null,
        Set.of(),
        null,
        null);
  }

  private static byte[] picture() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", out);
    return out.toByteArray();
  }
}

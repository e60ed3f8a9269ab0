package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** Everything that says who somebody is goes; what happened, and when, stays. */
@YanzhenTest
class SomebodyAskingToBeForgottenTest {

  private static final String WORDS = "我家后门的路灯不亮";

  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired TestClock clock;

  private String phone;

  @BeforeEach
  void aNumberOfTheirOwn() {
    phone = "137" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
  }

  @AfterEach
  void now() {
    clock.reset();
  }

  @Test
  void whatIsThereIsShownAndHandedOut() throws Exception {
    UUID order = over(placed());
    over(placed());

    JsonNode file = file(order).body();
    assertThat(file.get("orders")).hasSize(2);
    assertThat(file.get("mayErase").asBoolean()).isTrue();
    assertThat(file.get("entries"))
        .extracting(one -> one.get("text").asString())
        .contains(phone, "石榴红", WORDS, "她说不用来了");
    byte[] zip = county.as("admin").download("/api/personal/zip?number=" + number(order)).body();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      assertThat(in.getNextEntry().getName()).isEqualTo("words.json");
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains(phone);
    }
  }

  @Test
  void personalWordsGoAndTheOrderItsStepsAndClocksStay() {
    UUID order = over(placed());
    UUID other = over(placed());
    JsonNode before = county.clerk().get("/api/orders/" + order).body();

    done(erase(order, 2));

    JsonNode after = county.clerk().get("/api/orders/" + order).body();
    for (UUID each : new UUID[] {order, other}) {
      assertThat(String.valueOf(county.clerk().get("/api/orders/" + each).body()))
          .doesNotContain(phone, "石榴", "石**", "后门", "她说不用来了");
    }
    assertThat(after.at("/card/state")).isEqualTo(before.at("/card/state"));
    assertThat(after.at("/card/number")).isEqualTo(before.at("/card/number"));
    assertThat(after.get("thread")).hasSameSizeAs(before.get("thread"));
    assertThat(after.get("clocks")).isEqualTo(before.get("clocks"));
    assertThat(file(order).body().get("entries")).isEmpty();
    assertThat(commandsWithWords(order)).isZero();
    assertThat(erase(order, 1).code()).isEqualTo("personal.erased");
  }

  @Test
  void whatIsStillServedIsNotErased() {
    UUID order = over(placed());
    UUID open = placed();
    assertThat(file(order).body().get("mayErase").asBoolean()).isFalse();
    assertThat(erase(order, 2).code()).isEqualTo("personal.open");
    over(open);
    done(erase(order, 2));
  }

  @Test
  void whoErasesLooksTwiceAndSaysWhy() {
    UUID order = over(placed());
    Answer miscounted = erase(order, 2);
    assertThat(miscounted.code()).isEqualTo("personal.count");
    assertThat(miscounted.text("field")).isEqualTo("body.orders");
    Answer silent =
        county
            .as("admin")
            .command("personal.erase", Map.of("number", number(order), "orders", 1, "reason", ""));
    assertThat(silent.text("field")).isEqualTo("body.reason");
    assertThat(
            county
                .dispatcher()
                .command(
                    "personal.erase", Map.of("number", number(order), "orders", 1, "reason", "试"))
                .code())
        .isEqualTo("access.forbidden");
    assertThat(county.dispatcher().get("/api/personal?number=" + number(order)).isDone()).isFalse();
  }

  @Test
  void whatWasErasedDoesNotComeBackAndANeighbourErasesNothing() {
    neighbour.open();
    UUID order = over(placed());
    for (Api stranger : neighbour.everyRole()) {
      assertThat(stranger.get("/api/personal?number=" + number(order)).isDone()).isFalse();
      assertThat(
              stranger
                  .command(
                      "personal.erase",
                      Map.of("number", number(order), "orders", 1, "reason", "越界"))
                  .isDone())
          .isFalse();
    }
    done(erase(order, 1));
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                Sql.inRolledBackTransaction(
                    owner ->
                        owner
                            .sql(
                                "insert into orders.contact (realm, order_id, name) values (1, :id, 'x')")
                            .param("id", order)
                            .update()))
        .hasMessageContaining("erased");
  }

  @Test
  void anIdTypedInAnAnswerIsNeitherHandedOutNorErased() throws Exception {
    UUID others = sent();
    Map<String, Object> neighbours = new HashMap<>(county.request());
    neighbours.put("attachments", List.of(others));
    done(county.clerk().command("order.place", neighbours));
    UUID own = sent();
    Map<String, Object> body = words("石榴红");
    body.put("attachments", List.of(own));
    body.put("fields", Map.of("facility", "light", "spot", others.toString()));
    done(county.clerk().command("order.place", body));
    UUID order = over((UUID) body.get("orderId"));

    assertThat(file(order).body().at("/orders/0/uploads").asInt()).isEqualTo(1);
    byte[] zip = county.as("admin").download("/api/personal/zip?number=" + number(order)).body();
    List<String> names = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    assertThat(names).hasSize(2).anyMatch(name -> name.startsWith(own.toString()));

    done(erase(order, 1));
    assertThat(isNamed(own)).isFalse();
    assertThat(isNamed(others)).isTrue();
  }

  @Test
  void anUploadThatStandsInAnothersOrderTooIsLeft() throws Exception {
    UUID shared = sent();
    Map<String, Object> body = words("石榴红");
    body.put("attachments", List.of(shared));
    done(county.clerk().command("order.place", body));
    Map<String, Object> neighbours = new HashMap<>(county.request());
    neighbours.put("attachments", List.of(shared));
    done(county.clerk().command("order.place", neighbours));
    UUID order = over((UUID) body.get("orderId"));

    assertThat(file(order).body().at("/orders/0/uploads").asInt()).isZero();
    done(erase(order, 1));
    assertThat(isNamed(shared)).isTrue();
  }

  @Test
  void aNeighboursNumberWithAnotherNameOpensNothing() {
    UUID order = over(placed());
    Map<String, Object> body = words("路过人");
    done(county.clerk().command("order.place", body));
    UUID typed = (UUID) body.get("orderId");

    assertThat(file(typed).body().get("orders")).hasSize(1);
    assertThat(String.valueOf(file(typed).body())).doesNotContain("石榴红", "她说不用来了");
    assertThat(file(order).body().get("orders")).hasSize(1);
    // What somebody else still waits for is nothing to this one.
    done(erase(order, 1));
    assertThat(contacts(typed)).isEqualTo(1);
    assertThat(contacts(order)).isZero();
  }

  @Test
  void aBadGradeThatIsLookedIntoComesFirst() {
    UUID order = over(placed());
    UUID grade = Ids.next();
    Sql.owner()
        .sql(
            """
            insert into orders.bad_grade (realm, id, order_id, round, area, tier, rated, state, began_at, due_at)
            select 1, :id, id, 0, area, 'VILLAGE', '{}'::uuid[], 'OPEN', now(), now() + interval '10 years'
            from orders.orders where realm = 1 and id = :order
            """)
        .param("id", grade)
        .param("order", order)
        .update();
    try {
      assertThat(file(order).body().get("mayErase").asBoolean()).isFalse();
      assertThat(erase(order, 1).code()).isEqualTo("personal.bad-grade");
    } finally {
      Sql.owner()
          .sql(
              """
              update orders.bad_grade set state = 'ENDED', content = true, ended_at = now()
              where realm = 1 and id = :id
              """)
          .param("id", grade)
          .update();
    }
    done(erase(order, 1));
  }

  @Test
  void whoLooksSaysWhyAndThatStaysWritten() {
    UUID order = over(placed());
    Api admin = county.as("admin");
    String number = number(order);
    for (String path : List.of("/api/personal?number=", "/api/personal/zip?number=")) {
      assertThat(admin.get(path + number).code()).isEqualTo("personal.reason");
    }
    Answer silent = admin.command("personal.look", Map.of("number", number, "reason", " "));
    assertThat(silent.text("field")).isEqualTo("body.reason");
    assertThat(
            county
                .dispatcher()
                .command("personal.look", Map.of("number", number, "reason", "看看"))
                .code())
        .isEqualTo("access.forbidden");
    done(admin.command("personal.look", Map.of("number", number, "reason", "本人带身份证来要求")));
    done(admin.get("/api/personal?number=" + number));
    assertThat(
            Sql.owner()
                .sql("select count(*) from orders.personal_look where realm = 1 and order_id = :id")
                .param("id", order)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  /** A picture of its own: uploads of the same bytes share a file. */
  private UUID sent() throws IOException {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    image.setRGB(7, 7, ThreadLocalRandom.current().nextInt(0x1000000));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    UUID id = Ids.next();
    done(county.clerk().upload(id, bytes.toByteArray(), "lamp.png"));
    return id;
  }

  private static boolean isNamed(UUID upload) {
    return Sql.owner()
        .sql("select named_at is not null from command.attachment where realm = 1 and id = :id")
        .param("id", upload)
        .query(Boolean.class)
        .single();
  }

  private static int contacts(UUID order) {
    return Sql.owner()
        .sql("select count(*) from orders.contact where realm = 1 and order_id = :id")
        .param("id", order)
        .query(Integer.class)
        .single();
  }

  private int commandsWithWords(UUID order) {
    return Sql.owner()
        .sql(
            """
            select count(*) from command.personal_part p join command.command c
              on c.realm = p.realm and c.id = p.command_id
            where c.realm = 1 and c.body ->> 'orderId' = :order
            """)
        .param("order", order.toString())
        .query(Integer.class)
        .single();
  }

  private Map<String, Object> words(String name) {
    Map<String, Object> body = new HashMap<>(county.request());
    body.put("orderId", Ids.next());
    body.put("text", WORDS);
    body.put("requesterName", name);
    body.put("requesterPhone", phone);
    return body;
  }

  private UUID placed() {
    Map<String, Object> body = words("石榴红");
    done(county.clerk().command("order.place", body));
    return (UUID) body.get("orderId");
  }

  private UUID over(UUID order) {
    done(
        county
            .clerk()
            .command(
                "hall.promise-call-back",
                Map.of("callBackId", Ids.next(), "orderId", order, "about", "问石榴红还要不要来")));
    done(county.clerk().command("order.note", Map.of("orderId", order, "text", "她说不用来了")));
    done(county.clerk().command("order.cancel", Map.of("orderId", order, "reason", "不要了")));
    return order;
  }

  private Answer file(UUID order) {
    done(
        county
            .as("admin")
            .command("personal.look", Map.of("number", number(order), "reason", "本人带身份证来要求")));
    Answer answer = county.as("admin").get("/api/personal?number=" + number(order));
    done(answer);
    return answer;
  }

  private Answer erase(UUID order, int orders) {
    return county
        .as("admin")
        .command(
            "personal.erase",
            Map.of("number", number(order), "orders", orders, "reason", "本人带身份证来要求"));
  }

  private String number(UUID order) {
    return county.clerk().get("/api/orders/" + order).text("card.number");
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}

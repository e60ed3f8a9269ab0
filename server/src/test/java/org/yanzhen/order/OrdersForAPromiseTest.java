package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** A dispatcher says which promise of the year an order serves. */
@YanzhenTest
class OrdersForAPromiseTest {

  /** As many as may be shown in public. */
  private static final int MANY = 5;

  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired Divisions divisions;
  @Autowired TestClock clock;

  private int year;

  /** A year that no other test promises anything for. */
  @BeforeEach
  void aYear() {
    year = LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai")).getYear() + 7;
  }

  @Test
  void everybodyReadsHowManyAndNothingElse() {
    UUID promise = published(county.village().parentId());
    List<UUID> orders = new ArrayList<>();
    for (int i = 0; i < MANY - 1; i++) {
      orders.add(linked(promise));
    }
    assertThat(page(promise)).as("four are few").contains("少于 5 件");

    orders.add(linked(promise));
    done(
        county
            .clerk()
            .command("order.cancel", Map.of("orderId", orders.getFirst(), "reason", "不修了")));

    assertThat(page(promise)).contains("5 件，其中 0 件");
    for (UUID order : orders) {
      String number = county.clerk().get("/api/orders/" + order).text("card.number");
      assertThat(page(promise)).doesNotContain(number);
    }
  }

  @Test
  void theDeskOpensThemPageByPage() {
    UUID promise = published(county.village().parentId());
    UUID first = linked(promise);
    UUID last = linked(promise);

    String path = "/api/commitments/" + promise + "/orders?limit=1";
    JsonNode page = county.clerk().get(path).body();
    assertThat(page.get("orders").asInt()).isEqualTo(2);
    assertThat(page.at("/items/0/id").asString()).isEqualTo(last.toString());
    JsonNode next = county.clerk().get(path + "&after=" + page.get("next").asString()).body();
    assertThat(next.at("/items/0/id").asString()).isEqualTo(first.toString());
    assertThat(county.as("worker1").get(path).code()).isEqualTo("access.forbidden");
    assertThat(county.dispatcher().get("/api/orders/" + first + "/promise").text("served.id"))
        .isEqualTo(promise.toString());
  }

  @Test
  void anOrderServesOnePromiseThatRunsAroundIt() {
    UUID promise = published(county.village().parentId());
    UUID order = linked(promise);
    UUID other = published(county.village().parentId());
    assertThat(link(county.dispatcher(), other, order).code()).isEqualTo("order.promise-served");

    int elsewhere =
        divisions.children(divisions.get(county.village().parentId()).parentId()).stream()
            .mapToInt(township -> township.id())
            .filter(id -> id != county.village().parentId())
            .findFirst()
            .orElseThrow();
    UUID free = county.placed();
    assertThat(link(county.dispatcher(), published(elsewhere), free).code())
        .isEqualTo("order.promise-unfit");
    done(
        county
            .as("admin")
            .command("commitment.give-up", Map.of("commitmentId", other, "reason", "不办了")));
    assertThat(link(county.dispatcher(), other, free).code()).isEqualTo("order.promise-unfit");
    assertThat(link(county.dispatcher(), Ids.next(), free).code())
        .isEqualTo("commitment.not-found");
    assertThat(link(county.clerk(), promise, free).code()).isEqualTo("access.forbidden");
    assertThat(county.dispatcher().get("/api/orders/" + free + "/promise").body().get("fitting"))
        .extracting(one -> one.get("id").asString())
        .contains(promise.toString())
        .doesNotContain(other.toString());
  }

  @Test
  void takingOneOffNeedsAReason() {
    UUID promise = published(county.village().parentId());
    UUID order = linked(promise);
    Answer without =
        county
            .dispatcher()
            .command(
                "promise.unlink", Map.of("commitmentId", promise, "orderId", order, "reason", " "));
    assertThat(without.text("field")).isEqualTo("body.reason");
    done(
        county
            .dispatcher()
            .command(
                "promise.unlink",
                Map.of("commitmentId", promise, "orderId", order, "reason", "是另一段路")));
    done(link(county.dispatcher(), published(county.village().parentId()), order));
  }

  @Test
  void aNeighbourSeesAndMovesNothing() {
    neighbour.open();
    UUID promise = published(county.village().parentId());
    UUID order = linked(promise);
    for (Api stranger : neighbour.everyRole()) {
      assertThat(stranger.get("/api/commitments/" + promise + "/orders").isDone()).isFalse();
      assertThat(stranger.get("/api/orders/" + order + "/promise").isDone()).isFalse();
      assertThat(link(stranger, promise, order).isDone()).isFalse();
    }
  }

  private UUID linked(UUID promise) {
    UUID order = county.placed();
    done(link(county.dispatcher(), promise, order));
    return order;
  }

  private static Answer link(Api actor, UUID promise, UUID order) {
    return actor.command("promise.link", Map.of("commitmentId", promise, "orderId", order));
  }

  private String page(UUID promise) {
    return new String(
        county.nobody().download("/commitments/" + promise).body(), StandardCharsets.UTF_8);
  }

  private UUID published(Integer division) {
    UUID id = Ids.next();
    Map<String, Object> promise =
        Map.of(
            "title",
            Map.of("zh", "修好村道"),
            "brings",
            Map.of("zh", "下雨天也走得"),
            "body",
            "public-works",
            "owner",
            Map.of("zh", "科长"),
            "milestones",
            List.of(Map.of("n", 1, "title", Map.of("zh", "修好"), "due", year + "-06-30")));
    Api admin = county.as("admin");
    done(
        admin.command(
            "commitment.draft",
            Map.of("commitmentId", id, "year", year, "divisionId", division, "promise", promise)));
    done(admin.command("commitment.publish", Map.of("commitmentId", id)));
    return id;
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}

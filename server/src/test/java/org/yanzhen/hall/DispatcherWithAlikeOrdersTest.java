package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** What came by door or telephone is compared with nothing until somebody looks. */
@YanzhenTest
class DispatcherWithAlikeOrdersTest {

  private static int nextTownship = 5;

  @Autowired County county;
  @Autowired Divisions divisions;

  private Division township;

  @BeforeEach
  void aTownshipOfItsOwn() {
    township =
        divisions.children(divisions.findByCode("431224").orElseThrow().id()).get(nextTownship++);
  }

  @Test
  void ordersOfTheSameKindAndTownshipAreSuggestedTheLikestFirstWithWhy() {
    UUID one = placed(0, "public-facility", "老祠堂门口的水管爆了，水一直往外冒，路都淹了");
    UUID same = placed(1, "public-facility", "老祠堂门口水管爆了，水一直往外冒，没法走路");
    UUID near = placed(1, "public-facility", "祠堂门口水管漏水，往外冒水");
    UUID other = placed(0, "public-facility", "学校旁边垃圾三天没人清运");

    List<JsonNode> alike = alike(one);

    assertThat(ids(alike)).containsSubsequence(same, near).doesNotContain(one, other);
    JsonNode first = alike.getFirst();
    assertThat(first.get("number").asString()).isNotBlank();
    assertThat(first.get("text").asString()).contains("老祠堂");
    assertThat(first.get("place").asString()).contains(township.name());
    assertThat(first.get("state").asString()).isEqualTo("WAITING");
    assertThat(first.get("likeness").asDouble()).isGreaterThan(0.3);
    assertThat(first.get("there")).isNotEmpty();
  }

  @Test
  void whatItMayNotGoOnWithIsNotSuggested() {
    String words = "桥头护栏断了一截，娃娃上学走那里很危险";
    UUID one = placed(0, "public-facility", words);
    UUID otherKind = placed(0, "home-visit", words);
    UUID withdrawn = placed(0, "public-facility", words);
    done("order.cancel", Map.of("orderId", withdrawn, "reason", "不要了"));
    Division elsewhere = township;
    aTownshipOfItsOwn();
    UUID otherTownship = placed(0, "public-facility", words);
    township = elsewhere;

    assertThat(ids(alike(one))).doesNotContain(otherKind, withdrawn, otherTownship);
    assertThat(ids(alike(one))).allMatch(this::mayBeMergedInto);
  }

  @Test
  void nothingIsDecidedAndOnlyADeskLooks() {
    String words = "水塘边的路灯一闪一闪的，晚上看不清";
    UUID one = placed(0, "public-facility", words);
    UUID same = placed(0, "public-facility", words);

    assertThat(ids(alike(one))).contains(same);
    for (UUID each : List.of(one, same)) {
      assertThat(county.clerk().get("/api/orders/" + each).text("card.state")).isEqualTo("WAITING");
    }
    assertThat(county.as("worker1").get("/api/orders/" + one + "/alike").code())
        .isEqualTo("order.not-found");
    // What is suggested may be chosen.
    done("order.merge", Map.of("orderId", one, "into", same, "reason", "同一盏灯"));
    assertThat(county.clerk().get("/api/orders/" + one).text("card.state")).isEqualTo("MERGED");
  }

  private boolean mayBeMergedInto(UUID order) {
    return List.of("WAITING", "OFFERED", "OPEN", "ACCEPTED", "WORKING", "SUSPENDED")
        .contains(county.clerk().get("/api/orders/" + order).text("card.state"));
  }

  private List<JsonNode> alike(UUID order) {
    Answer answer = county.dispatcher().get("/api/orders/" + order + "/alike");
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
    return StreamSupport.stream(answer.body().get("alike").spliterator(), false).toList();
  }

  private static List<UUID> ids(List<JsonNode> alike) {
    return alike.stream().map(one -> UUID.fromString(one.get("id").asString())).toList();
  }

  private UUID placed(int village, String kind, String text) {
    Map<String, Object> request = county.request();
    request.put("kind", kind);
    request.put("text", text);
    request.put("divisionId", divisions.villagesBelow(township.id()).get(village).id());
    if (!kind.equals("public-facility")) {
      request.put("fields", Map.of("who", "elder"));
    }
    done("order.place", request);
    return (UUID) request.get("orderId");
  }

  private void done(String type, Map<String, ?> body) {
    Answer answer = county.dispatcher().command(type, body);
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
  }
}

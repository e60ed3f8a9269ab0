package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** What is said more often than usual is seen before anybody counts. */
@YanzhenTest
class HotTopicsTest {

  @Autowired County county;
  @Autowired Divisions divisions;
  private Messages messages;

  @BeforeEach
  void messages() {
    messages = new Messages(county);
  }

  @Test
  void aWordThatRisesIsATopicWithItsMessagesTrendAndPlace() {
    LocalDate sunday = LocalDate.of(2031, 3, 9);
    usual(sunday);
    Division township = divisions.get(county.village().parentId());
    for (int i = 0; i < 6; i++) {
      say(sunday.minusDays(i), "竹蝗成灾", township.name() + "竹林里竹蝗成片，竹叶吃光了" + i, "人" + i);
    }

    JsonNode page = topics(sunday);
    JsonNode topic = page.path("topics").path(0);

    assertThat(String.valueOf(topic.path("words"))).contains("竹蝗");
    assertThat(topic.path("messages").asInt()).isEqualTo(6);
    assertThat(topic.path("people").asInt()).isEqualTo(6);
    assertThat(topic.path("weeks")).hasSize(TriageTopics.WEEKS);
    assertThat(topic.path("weeks").path(TriageTopics.WEEKS - 1).path("messages").asInt())
        .isEqualTo(6);
    assertThat(topic.path("mentions")).hasSize(6);
    assertThat(topic.path("where").path(0).path("name").asString()).isEqualTo(township.name());
    assertThat(page.path("thisWeek").asInt()).isEqualTo(8);
    assertThat(String.valueOf(page.path("topics"))).as("what is always said").doesNotContain("路灯");
  }

  @Test
  void twoMessagesAreNoTopic() {
    LocalDate sunday = LocalDate.of(2032, 3, 7);
    usual(sunday);
    say(sunday, "野猪拱田", "野猪把红薯拱了", "甲");
    say(sunday, "野猪又来", "野猪又拱红薯", "乙");

    assertThat(String.valueOf(topics(sunday).path("topics"))).doesNotContain("野猪");
  }

  @Test
  void onePersonWhoWritesOftenIsNoTopic() {
    LocalDate sunday = LocalDate.of(2033, 3, 6);
    usual(sunday);
    for (int i = 0; i < 6; i++) {
      say(sunday.minusDays(i), "我家的狗丢了", "我家的黄狗丢了，请帮忙找黄狗", "一个人");
    }

    assertThat(String.valueOf(topics(sunday).path("topics"))).doesNotContain("黄狗");
  }

  @Test
  void aTownshipSeesItsOwn() {
    LocalDate sunday = LocalDate.of(2034, 3, 5);
    Division township = divisions.get(county.village().parentId());
    Division other =
        divisions.children(township.parentId()).stream()
            .filter(one -> one.id() != township.id())
            .findFirst()
            .orElseThrow();
    for (int i = 0; i < 4; i++) {
      say(sunday, "蝗虫" + i, township.name() + "蝗虫来了", "人" + i);
    }

    assertThat(topics(sunday, township).path("thisWeek").asInt()).isEqualTo(4);
    assertThat(topics(sunday, other).path("thisWeek").asInt()).isZero();
  }

  /** Two messages a week about the same things, in the nine weeks. */
  private void usual(LocalDate sunday) {
    for (int week = 0; week < TriageTopics.WEEKS; week++) {
      say(sunday.minusWeeks(week), "路灯不亮", "路灯不亮，请来修路灯", "甲" + week);
      say(sunday.minusWeeks(week), "办社保", "社保怎么办，要什么材料", "乙" + week);
    }
  }

  private void say(LocalDate day, String subject, String text, String who) {
    messages.receive(
        subject, text, day.atTime(2, 0).toInstant(ZoneOffset.UTC), Map.of("requester", who));
  }

  private JsonNode topics(LocalDate day) {
    return county.clerk().get("/api/intake/topics?day=" + day).body();
  }

  private JsonNode topics(LocalDate day, Division division) {
    return county
        .clerk()
        .get("/api/intake/topics?day=" + day + "&division=" + division.id())
        .body();
  }
}

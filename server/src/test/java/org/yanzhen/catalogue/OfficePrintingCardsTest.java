package org.yanzhen.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.place.Division;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** Cards that are out in a village, and people who change post and number meanwhile. */
@YanzhenTest
class OfficePrintingCardsTest {

  @Autowired County county;

  private final List<UUID> made = new ArrayList<>();

  /** Nobody of these is left to be chosen by other tests. */
  @AfterEach
  void gone() {
    made.forEach(person -> register(person, "13900000000", "农技员", false));
  }

  @Test
  void aCardThatStillHoldsIsOnNoListAndAChangedNumberIs() {
    UUID person = registered("13900001111", "农技员", true);
    note(List.of(card(person)));
    assertThat(stale(person)).isEmpty();

    register(person, "13900002222", "农技员", true);
    JsonNode found = stale(person).orElseThrow();
    assertThat(found.get("name").asString()).isEqualTo("卡上人");
    assertThat(found.at("/lines/0/what").asString()).isEqualTo("PHONE");
    assertThat(found.at("/lines/0/before").asString()).isEqualTo("13900001111");
    assertThat(found.at("/lines/0/now").asString()).isEqualTo("13900002222");
    assertThat(found.get("by").asString()).isNotBlank();

    note(List.of(card(person)));
    assertThat(stale(person)).as("printed anew").isEmpty();
  }

  @Test
  void whoeverChangedPostOrLeftIsToldAndTheCardTakenInIsForgotten() {
    UUID person = registered("13900003333", "农技员", true);
    note(List.of(card(person)));
    register(person, "13900003333", "站长", true);
    assertThat(stale(person).orElseThrow().at("/lines/0/what").asString()).isEqualTo("POST");
    register(person, "13900003333", "站长", false);
    assertThat(stale(person).orElseThrow().at("/lines/0/what").asString()).isEqualTo("LEFT");

    Map<String, Object> drop = Map.of("divisionId", village().id(), "personId", person);
    assertThat(county.dispatcher().command("catalogue.drop-card", drop).isDone()).isTrue();
    assertThat(stale(person)).isEmpty();
    assertThat(county.dispatcher().command("catalogue.drop-card", drop).code())
        .isEqualTo("people.person-unknown");
  }

  @Test
  void aCardThatChangedOnTheScreenIsNotTakenForPrinted() {
    UUID person = registered("13900004444", "农技员", true);
    Map<String, Object> seen = card(person);
    register(person, "13900005555", "农技员", true);
    Answer late = noted(List.of(seen));
    assertThat(late.code()).isEqualTo("catalogue.card-changed");
    assertThat(late.text("field")).isEqualTo("body.cards.0");
    assertThat(stale(person)).isEmpty();
  }

  @Test
  void noNumberLiesInTheClearAndNobodyElsePrintsOrLooks() {
    UUID person = registered("13900006666", "农技员", true);
    note(List.of(card(person)));
    byte[] kept =
        Sql.owner()
            .sql("select content from catalogue.card where realm = 1 and person_id = :person")
            .param("person", person)
            .query(byte[].class)
            .single();
    assertThat(new String(kept, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("13900006666");
    assertThat(county.clerk().get("/api/catalogue/cards/stale?division=" + village().id()).code())
        .isEqualTo("access.forbidden");
    assertThat(
            county
                .dispatcher()
                .get("/api/catalogue/cards/stale?division=" + village().id() + "&after=x")
                .code())
        .isEqualTo("request.invalid");
    assertThat(
            county
                .clerk()
                .command(
                    "catalogue.note-printed-cards",
                    Map.of(
                        "divisionId",
                        village().id(),
                        "language",
                        "ZH",
                        "cards",
                        List.of(card(person))))
                .code())
        .isEqualTo("access.forbidden");
  }

  @Test
  void theCodeLeadsToWhatTheCardPromisesInItsVillageAndNamesNobody() {
    JsonNode sheet =
        county.dispatcher().get("/api/catalogue/cards?division=" + village().id()).body();
    JsonNode card =
        sheet
            .get("cards")
            .valueStream()
            .filter(one -> one.get("services").size() > 1)
            .findAny()
            .orElseThrow();
    String path = card.get("askPath").asString();
    String first = card.at("/services/0/code").asString();
    assertThat(path)
        .startsWith("/ask?card=" + first + ".")
        .endsWith("&at=" + village().id())
        .doesNotContain(card.get("personId").asString());
    Api nobody = county.nobody();
    String page = new String(nobody.download(path).body(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(page).contains("卡上的这些事", "/ask/%s?at=%d".formatted(first, village().id()));
    assertThat(page.indexOf("/ask/" + first)).isLessThan(page.indexOf("别的事"));
    assertThat(nobody.download("/ask?card=%3Cscript%3E&at=x").statusCode()).isEqualTo(200);
  }

  private Division village() {
    return county.village();
  }

  private UUID registered(String phone, String post, boolean active) {
    UUID person = Ids.next();
    made.add(person);
    register(person, phone, post, active);
    return person;
  }

  private void register(UUID person, String phone, String post, boolean active) {
    Map<String, Object> held = new HashMap<>();
    held.put("title", post);
    held.put("organisation", "agri-centre");
    held.put("divisionId", village().id());
    held.put("serving", true);
    held.put("from", "2024-01-01");
    Map<String, Object> body = new HashMap<>();
    body.put("personId", person);
    body.put("name", "卡上人");
    body.put("phone", phone);
    body.put("divisionId", village().id());
    body.put("synthetic", true);
    body.put("active", active);
    body.put("posts", List.of(held));
    Answer answer = county.as("admin").command("people.register-person", body);
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
  }

  private Map<String, Object> card(UUID person) {
    return county
        .dispatcher()
        .get("/api/catalogue/cards?division=" + village().id())
        .body()
        .get("cards")
        .valueStream()
        .filter(card -> card.get("personId").asString().equals(person.toString()))
        .findAny()
        .map(
            card -> Map.<String, Object>of("personId", person, "mark", card.get("mark").asString()))
        .orElseThrow();
  }

  private Answer noted(List<Map<String, Object>> cards) {
    return county
        .dispatcher()
        .command(
            "catalogue.note-printed-cards",
            Map.of("divisionId", village().id(), "language", "EN", "cards", cards));
  }

  private void note(List<Map<String, Object>> cards) {
    Answer answer = noted(cards);
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
  }

  private Optional<JsonNode> stale(UUID person) {
    return county
        .dispatcher()
        .get("/api/catalogue/cards/stale?division=" + village().id())
        .body()
        .get("items")
        .valueStream()
        .filter(card -> card.get("personId").asString().equals(person.toString()))
        .findAny();
  }
}

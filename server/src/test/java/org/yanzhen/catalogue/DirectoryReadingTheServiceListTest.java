package org.yanzhen.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A directory of another place that reads services in the form of HSDS 3.1. */
@YanzhenTest
class DirectoryReadingTheServiceListTest {

  private static final String HSDS = "/api/open/hsds";

  /** What the specification calls required, and what it says each is. */
  private static final Map<String, Map<String, String>> REQUIRED =
      Map.of(
          "page",
          Map.of(
              "total_items", "number",
              "total_pages", "number",
              "page_number", "number",
              "size", "number",
              "first_page", "boolean",
              "last_page", "boolean",
              "empty", "boolean",
              "contents", "list"),
          "service",
          Map.of("id", "uuid", "name", "text", "status", "status", "last_modified", "moment"),
          "organization",
          Map.of("id", "uuid", "name", "text", "description", "text"),
          "phones",
          Map.of("id", "uuid", "number", "text"),
          "schedules",
          Map.of("id", "uuid"),
          "service_areas",
          Map.of("id", "uuid"),
          "languages",
          Map.of("id", "uuid"),
          "required_documents",
          Map.of("id", "uuid", "document", "text"),
          "attributes",
          Map.of("id", "uuid", "link_id", "uuid", "link_entity", "text"),
          "taxonomy_term",
          Map.of("id", "uuid", "name", "text", "description", "text"));

  @Autowired County county;
  @Autowired Catalogue catalogue;
  @Autowired JsonMapper mapper;

  @Test
  void theRootSaysWhichVersionOfTheSpecificationItIs() {
    for (String path : List.of(HSDS, HSDS + "/")) {
      JsonNode about = county.nobody().get(path).body();
      assertThat(about.get("version").asString()).isEqualTo("3.1");
      assertThat(about.get("profile").asString()).startsWith("https://");
      assertThat(about.get("openapi_url").asString())
          .isEqualTo(county.address() + "/api/openapi.json");
      assertThat(about.at("/publisher/name").asString()).isEqualTo("溆浦县");
    }
  }

  @Test
  void everyServiceHasTheFormOfTheSpecification() {
    JsonNode page = get("/services?full=true&per_page=200");
    has("page", page);
    assertThat(page.get("contents")).hasSizeGreaterThan(10);
    Set<String> ids = new HashSet<>();
    for (JsonNode service : page.get("contents")) {
      service(service);
      assertThat(ids.add(service.get("id").asString())).isTrue();
      JsonNode alone = get("/services/" + service.get("id").asString());
      // What is left of a week is told with the moment it was looked at.
      for (JsonNode one : List.of(alone, service)) {
        one.path("capacities").forEach(capacity -> ((ObjectNode) capacity).remove("updated"));
      }
      assertThat(alone).isEqualTo(service);
    }
  }

  @Test
  void aListHoldsNoLists() {
    JsonNode service = get("/services?per_page=1").at("/contents/0");
    has("service", service);
    has("organization", service.get("organization"));
    assertThat(service.has("phones")).isFalse();
    assertThat(service.has("required_documents")).isFalse();
  }

  @Test
  void whatTheRecordSaysStandsInTheFieldsOfTheSpecification() {
    JsonNode service = get("/services/" + id("home-meal"));
    assertThat(service.get("name").asString()).isEqualTo("Meal to the home");
    assertThat(service.get("alternate_name").asString()).isEqualTo("送餐上门");
    assertThat(service.get("url").asString()).isEqualTo(county.address() + "/ask/home-meal");
    assertThat(service.get("application_process").asString())
        .contains("0745-0000000", "within 1 working day");
    assertThat(service.at("/phones/0/number").asString()).isEqualTo("0745-0000000");
    assertThat(service.at("/required_documents/0/document").asString())
        .contains("identity card of somebody over 80", "An old person");
    assertThat(service.at("/attributes/0/taxonomy_term/code").asString()).isEqualTo("home-meal");
    assertThat(service.at("/service_areas/0/name").asString()).isEqualTo("溆浦县");
    Answer chinese =
        county
            .nobody()
            .send(
                "GET",
                HSDS + "/services/" + id("home-meal"),
                null,
                Map.of("Accept-Language", "zh-CN"));
    assertThat(chinese.text("name")).isEqualTo("送餐上门");
    assertThat(chinese.text("id")).isEqualTo(service.get("id").asString());
  }

  @Test
  void pagesAreCountedFromOneAndTheLastSaysSo() {
    int all = get("/services").get("total_items").asInt();
    Set<String> seen = new HashSet<>();
    int pages = get("/services?per_page=7").get("total_pages").asInt();
    assertThat(pages).isEqualTo((all + 6) / 7);
    for (int n = 1; n <= pages; n++) {
      JsonNode page = get("/services?per_page=7&page=" + n);
      assertThat(page.get("first_page").asBoolean()).isEqualTo(n == 1);
      assertThat(page.get("last_page").asBoolean()).isEqualTo(n == pages);
      assertThat(page.get("size").asInt()).isEqualTo(page.get("contents").size());
      page.get("contents").forEach(service -> seen.add(service.get("id").asString()));
    }
    assertThat(seen).hasSize(all);
    JsonNode beyond = get("/services?per_page=7&page=" + (pages + 1));
    assertThat(beyond.get("empty").asBoolean()).isTrue();
    assertThat(beyond.get("contents")).isEmpty();
    Answer none = county.nobody().get(HSDS + "/services?page=0");
    assertThat(none.status()).isEqualTo(400);
    assertThat(none.text("field")).isEqualTo("page");
  }

  @Test
  void servicesAreFoundByWordsByBodyAndByDay() {
    JsonNode meal = get("/services?search=warm%20meal");
    assertThat(meal.get("contents").findValuesAsString("id")).contains(id("home-meal").toString());
    assertThat(meal.get("total_items").asInt())
        .isLessThan(get("/services").get("total_items").asInt());
    JsonNode body = get("/services/" + id("home-meal")).get("organization");
    JsonNode his = get("/services?per_page=200&organization_id=" + body.get("id").asString());
    his.get("contents")
        .forEach(
            service ->
                assertThat(service.at("/organization/id").asString())
                    .isEqualTo(body.get("id").asString()));
    assertThat(his.get("total_items").asInt()).isPositive();
    assertThat(get("/services?modified_after=2100-01-01").get("empty").asBoolean()).isTrue();
    assertThat(county.nobody().get(HSDS + "/services?modified_after=soon").text("field"))
        .isEqualTo("modified_after");
  }

  @Test
  void anOrganizationNamesWhatItAnswersFor() {
    JsonNode page = get("/organizations?per_page=200");
    has("page", page);
    page.get("contents").forEach(body -> has("organization", body));
    String id = get("/services/" + id("home-meal")).at("/organization/id").asString();
    assertThat(page.get("contents").findValuesAsString("id")).contains(id);
    JsonNode body = get("/organizations/" + id);
    has("organization", body);
    assertThat(body.get("services").findValuesAsString("name")).contains("Meal to the home");
    assertThat(county.nobody().get(HSDS + "/organizations/" + UUID.randomUUID()).status())
        .isEqualTo(404);
  }

  @Test
  void anIdStaysWithItsServiceWhateverVersionIsInForce() {
    String code = "hsds-" + Ids.next().toString().substring(24);
    Kind kind =
        Kinds.copy(
            Kinds.pestAdvice(), code, new Text("目录里的事", "In a directory"), "agri-centre", true);
    adopt(kind);
    JsonNode first = get("/services/" + id(code));
    assertThat(first.get("name").asString()).isEqualTo("In a directory");
    adopt(Kinds.withName(kind, new Text("目录里的事", "In every directory")));
    JsonNode second = get("/services/" + id(code));
    assertThat(second.get("name").asString()).isEqualTo("In every directory");
    assertThat(second.get("id")).isEqualTo(first.get("id"));
    assertThat(OffsetDateTime.parse(second.get("last_modified").asString()))
        .isAfterOrEqualTo(OffsetDateTime.parse(first.get("last_modified").asString()));
    assertThat(county.as("admin").command("catalogue.withdraw-kind", Map.of("code", code)).isDone())
        .isTrue();
    assertThat(county.nobody().get(HSDS + "/services/" + id(code)).status()).isEqualTo(404);
  }

  @Test
  void whatIsNotForTheDoorIsNotThere() {
    String code = "inside-" + Ids.next().toString().substring(24);
    adopt(Kinds.copy(Kinds.pestAdvice(), code, new Text("内部", "Inside"), "agri-centre", false));
    assertThat(county.nobody().get(HSDS + "/services/" + id(code)).status()).isEqualTo(404);
  }

  private void service(JsonNode service) {
    has("service", service);
    has("organization", service.get("organization"));
    for (String list :
        List.of("phones", "schedules", "service_areas", "languages", "required_documents")) {
      service.get(list).forEach(one -> has(list, one));
    }
    assertThat(service.get("attributes")).isNotEmpty();
    for (JsonNode attribute : service.get("attributes")) {
      has("attributes", attribute);
      assertThat(attribute.get("link_id")).isEqualTo(service.get("id"));
      has("taxonomy_term", attribute.get("taxonomy_term"));
    }
  }

  private static void has(String what, JsonNode node) {
    Map<String, String> required = new HashMap<>(REQUIRED.getOrDefault(what, Map.of()));
    assertThat(required).as(what).isNotEmpty();
    required.forEach(
        (name, type) -> {
          JsonNode value = node.path(name);
          boolean fits =
              switch (type) {
                case "number" -> value.isInt();
                case "boolean" -> value.isBoolean();
                case "list" -> value.isArray();
                case "uuid" ->
                    value.isString()
                        && UUID.fromString(value.asString()).toString().equals(value.asString());
                case "status" ->
                    Set.of("active", "inactive", "defunct", "temporarily closed")
                        .contains(value.asString());
                case "moment" ->
                    value.isString() && OffsetDateTime.parse(value.asString()).getYear() > 2000;
                default -> value.isString() && !value.asString().isBlank();
              };
          assertThat(fits).as("%s.%s is %s: %s", what, name, type, value).isTrue();
        });
  }

  private UUID id(String code) {
    return Hsds.serviceId(new RealmId(1), catalogue.find(new RealmId(1), code).orElseThrow());
  }

  private void adopt(Kind kind) {
    ObjectNode json = mapper.valueToTree(kind);
    Answer answer = county.as("admin").command("catalogue.adopt-kind", Map.of("kind", json));
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
  }

  private JsonNode get(String path) {
    Answer answer = county.nobody().get(HSDS + path);
    assertThat(answer.isDone()).as("%s: %s", path, answer).isTrue();
    return answer.body();
  }
}

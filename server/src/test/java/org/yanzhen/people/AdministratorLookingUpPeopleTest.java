package org.yanzhen.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** What an administrator reads of people, accounts and organisations before changing them. */
@YanzhenTest
class AdministratorLookingUpPeopleTest {

  private static final String QUIET_TOWNSHIP = "431224118";

  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired Divisions divisions;
  @Autowired Argon2PasswordEncoder passwords;

  /** In every name of this test, so that it finds its own. */
  private String mark;

  private String code;

  @BeforeEach
  void anOrganisationOfItsOwn() {
    mark = Ids.next().toString().substring(28);
    code = "water-" + mark;
    register(code, "水管站" + mark, village(0).id());
  }

  @Test
  void peopleAreListedByNamePageByPage() {
    for (String name : List.of("丙", "甲", "乙")) {
      person("名单" + mark + name, true);
    }
    assertThat(names(admin(), "text=" + said("名单" + mark)))
        .containsExactly("名单" + mark + "丙", "名单" + mark + "乙", "名单" + mark + "甲");

    Answer page = admin().get("/api/people/staff?limit=2&text=" + said("名单" + mark));
    Answer rest =
        admin()
            .get(
                "/api/people/staff?limit=2&text="
                    + said("名单" + mark)
                    + "&after="
                    + page.text("next"));
    assertThat(page.body().get("people")).hasSize(2);
    assertThat(rest.text("people.0.name")).isEqualTo("名单" + mark + "甲");
    assertThat(rest.body().get("next")).isNull();
    assertThat(admin().get("/api/people/staff?limit=101").text("field")).isEqualTo("limit");
    assertThat(admin().get("/api/people/staff?after=" + Ids.next()).text("field"))
        .isEqualTo("after");
  }

  @Test
  void twoOfTheSameNameAreBothFoundOverPages() {
    UUID one = person("同名" + mark, true);
    UUID other = person("同名" + mark, true);
    Answer page = admin().get("/api/people/staff?limit=1&text=" + said("同名" + mark));
    Answer rest =
        admin()
            .get(
                "/api/people/staff?limit=1&text="
                    + said("同名" + mark)
                    + "&after="
                    + page.text("next"));
    assertThat(List.of(page.text("people.0.id"), rest.text("people.0.id")))
        .containsExactlyInAnyOrder(one.toString(), other.toString());
  }

  @Test
  void theyAreFoundByTheirOrganisationWhileTheyHoldAPostThere() {
    UUID here = person("在岗" + mark, true);
    assertThat(names(admin(), "text=" + said("水管站" + mark))).containsExactly("在岗" + mark);
    assertThat(
            admin()
                .get("/api/people/staff?text=" + said("在岗" + mark))
                .text("people.0.organisation"))
        .isEqualTo("水管站" + mark);

    Map<String, Object> ended = body(here, "在岗" + mark, true);
    ended.put("posts", List.of(post("2024-01-01", "2025-01-01")));
    assertThat(admin().command("people.register-person", ended).isDone()).isTrue();
    assertThat(names(admin(), "text=" + said("水管站" + mark))).isEmpty();
    JsonNode member = admin().get("/api/people/staff/" + here).body();
    assertThat(member.at("/posts/0/until").asString()).isEqualTo("2025-01-01");
    assertThat(member.at("/posts/0/mayKeep").asBoolean()).isTrue();
  }

  @Test
  void whoHasLeftIsShownApart() {
    person("走了" + mark, false);
    String text = "text=" + said("走了" + mark);
    assertThat(names(admin(), text)).hasSize(1);
    assertThat(names(admin(), text + "&active=true")).isEmpty();
    assertThat(names(admin(), text + "&active=false")).hasSize(1);
  }

  @Test
  void theirAccountStandsBesideThemAndWhetherItIsLocked() {
    UUID id = person("有账号" + mark, true);
    String address = "/api/people/staff?text=" + said("有账号" + mark);
    assertThat(admin().get(address).body().at("/people/0").get("account")).isNull();

    UUID account = account("looked-" + mark, "WORKER", village(0).id(), id);
    assertThat(admin().get(address).text("people.0.account.login")).isEqualTo("looked-" + mark);
    admin().command("access.lock-account", Map.of("accountId", account));
    assertThat(admin().get("/api/people/staff/" + id).body().at("/account/locked").asBoolean())
        .isTrue();
  }

  @Test
  void skillsAreShownWithTheirEvidenceAlsoWhenTheyHaveExpired() {
    UUID id = person("会的" + mark, true);
    Map<String, Object> skill = new HashMap<>();
    skill.put("personId", id);
    skill.put("skill", "water-supply");
    skill.put("level", 2);
    skill.put("evidence", "看过证书");
    skill.put("verifier", "水管站");
    skill.put("verifiedOn", "2024-03-20");
    skill.put("expiresOn", "2025-03-20");
    assertThat(admin().command("people.record-skill", skill).isDone()).isTrue();

    JsonNode shown = admin().get("/api/people/staff/" + id).body().at("/skills/0");
    assertThat(shown.get("name").asString()).isEqualTo("Water supply");
    assertThat(shown.get("evidence").asString()).isEqualTo("看过证书");
    assertThat(shown.get("counts").asBoolean()).isFalse();
    assertThat(admin().get("/api/people/skills").body().get("skills").valueStream())
        .anySatisfy(one -> assertThat(one.get("code").asString()).isEqualTo("water-supply"));
  }

  @Test
  void aTownshipSeesItsOwnPeopleAndNobodyElseSeesAny() {
    UUID id = person("看得见" + mark, true);
    String text = "text=" + said("看得见" + mark);
    account(
        "own-" + mark, "ADMINISTRATOR", divisions.findByCode(QUIET_TOWNSHIP).orElseThrow().id());
    account("else-" + mark, "ADMINISTRATOR", elsewhere().id());

    assertThat(names(county.as("own-" + mark), text)).hasSize(1);
    assertThat(county.as("own-" + mark).get("/api/people/staff/" + id).text("phone"))
        .isEqualTo("0745-0900077");
    assertThat(names(county.as("else-" + mark), text)).isEmpty();
    assertThat(county.as("else-" + mark).get("/api/people/staff/" + id).code())
        .isEqualTo("people.person-unknown");
    for (Api other : List.of(county.clerk(), county.dispatcher(), county.as("worker1"))) {
      assertThat(other.get("/api/people/staff").code()).isEqualTo("access.forbidden");
      assertThat(other.get("/api/people/staff/" + id).code()).isEqualTo("access.forbidden");
      assertThat(other.get("/api/people/bodies").code()).isEqualTo("access.forbidden");
    }
    neighbour.open();
    for (Api stranger : neighbour.everyRole()) {
      for (String address :
          List.of("/api/people/staff?" + text, "/api/people/staff/" + id, bodies())) {
        assertThat(String.valueOf(stranger.get(address).body())).as(address).doesNotContain(mark);
      }
    }
  }

  @Test
  void organisationsAreListedAndRenamedButTheirCodeStays() {
    register("a-" + mark, "甲单位" + mark, village(0).id());
    Answer page = admin().get(bodies() + "&limit=1");
    Answer rest = admin().get(bodies() + "&limit=1&after=" + page.text("next"));
    assertThat(page.text("bodies.0.name")).isEqualTo("水管站" + mark);
    assertThat(rest.text("bodies.0.name")).isEqualTo("甲单位" + mark);
    assertThat(rest.body().get("next")).isNull();

    Map<String, Object> renamed = new HashMap<>();
    renamed.put("organisationId", page.text("bodies.0.id"));
    renamed.put("code", code);
    renamed.put("name", "供水站" + mark);
    renamed.put("kind", "STATION");
    renamed.put("divisionId", village(0).id());
    assertThat(admin().command("people.register-organisation", renamed).isDone()).isTrue();
    assertThat(admin().get(bodies()).text("bodies.0.name")).isEqualTo("供水站" + mark);

    renamed.put("code", "a-" + mark);
    Answer taken = admin().command("people.register-organisation", renamed);
    assertThat(taken.code()).isEqualTo("people.code-taken");
    assertThat(taken.text("field")).isEqualTo("body.code");

    account("bodies-" + mark, "ADMINISTRATOR", elsewhere().id());
    assertThat(county.as("bodies-" + mark).get(bodies()).body().at("/bodies/0/mayKeep").asBoolean())
        .isFalse();
  }

  @Test
  void aPostAtABodyNobodyKnowsIsRefusedAtItsField() {
    Map<String, Object> body = body(Ids.next(), "没单位" + mark, true);
    Map<String, Object> post = post("2024-01-01", null);
    post.put("organisation", "no-such-" + mark);
    body.put("posts", List.of(post("2024-01-01", null), post));
    Answer refused = admin().command("people.register-person", body);
    assertThat(refused.code()).isEqualTo("people.body-unknown");
    assertThat(refused.text("field")).isEqualTo("body.posts[1].organisation");
  }

  private String bodies() {
    return "/api/people/bodies?text=" + said(mark);
  }

  private static List<String> names(Api reader, String query) {
    Answer answer = reader.get("/api/people/staff?" + query);
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    return answer
        .body()
        .get("people")
        .valueStream()
        .map(one -> one.get("name").asString())
        .toList();
  }

  private Api admin() {
    return county.as("admin");
  }

  private UUID person(String name, boolean active) {
    UUID id = Ids.next();
    Answer answer = admin().command("people.register-person", body(id, name, active));
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    return id;
  }

  private Map<String, Object> body(UUID id, String name, boolean active) {
    Map<String, Object> body = new HashMap<>();
    body.put("personId", id);
    body.put("name", name);
    body.put("phone", "0745-0900077");
    body.put("divisionId", village(0).id());
    body.put("synthetic", true);
    body.put("active", active);
    body.put("posts", List.of(post("2024-01-01", null)));
    return body;
  }

  /** Not one that orders are sent to: others' orders shall not find these people. */
  private Map<String, Object> post(String from, String until) {
    Map<String, Object> post = new HashMap<>();
    post.put("title", "水管员");
    post.put("organisation", code);
    post.put("divisionId", village(0).id());
    post.put("serving", false);
    post.put("from", from);
    post.put("until", until);
    return post;
  }

  private void register(String code, String name, int division) {
    Answer answer =
        admin()
            .command(
                "people.register-organisation",
                Map.of(
                    "organisationId",
                    Ids.next(),
                    "code",
                    code,
                    "name",
                    name,
                    "kind",
                    "STATION",
                    "divisionId",
                    division));
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }

  private UUID account(String login, String role, int division) {
    return account(login, role, division, null);
  }

  private UUID account(String login, String role, int division, UUID person) {
    UUID id = Ids.next();
    Map<String, Object> body = new HashMap<>();
    body.put("accountId", id);
    body.put("login", login);
    body.put("name", "管名单的");
    body.put("passwordHash", passwords.encode(County.PASSWORD));
    body.put("personId", person);
    body.put("grants", List.of(Map.of("role", role, "divisionId", division)));
    assertThat(admin().command("access.add-account", body).isDone()).isTrue();
    return id;
  }

  private Division village(int n) {
    return divisions.villagesBelow(divisions.findByCode(QUIET_TOWNSHIP).orElseThrow().id()).get(n);
  }

  private Division elsewhere() {
    return divisions.findByCode("431224110").orElseThrow();
  }

  private static String said(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

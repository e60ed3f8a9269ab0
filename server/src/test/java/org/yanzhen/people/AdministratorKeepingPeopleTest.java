package org.yanzhen.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.yanzhen.boot.TestHouse;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.json.JsonMapper;

@YanzhenTest
class AdministratorKeepingPeopleTest {

  private static final RealmId REALM = new RealmId(1);
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  @Autowired County county;
  @Autowired People people;
  @Autowired Divisions divisions;
  @Autowired Gate gate;
  @Autowired JsonMapper mapper;
  @Autowired Argon2PasswordEncoder passwords;

  @Test
  void aTelephoneNumberIsKeptEncryptedAndFoundHoweverItIsWritten() {
    UUID id = register("葱花绿", "0745-0900001", village(3).id(), true);
    assertThat(people.find(REALM, id).orElseThrow().phone()).isEqualTo("0745-0900001");
    assertThat(people.findByPhone(REALM, "+86 745 0900001"))
        .extracting(Person::id)
        .containsExactly(id);
    assertThat(people.findByPhone(REALM, "0745-0900002")).isEmpty();
    String row =
        behind()
            .sql("select p::text from people.person p where id = :id")
            .param("id", id)
            .query(String.class)
            .single();
    assertThat(row).contains("葱花绿").doesNotContain("0900001").doesNotContain("30393030303031");
  }

  @Test
  void theSameNumberOfTwoPeopleIsTwoCiphertexts() {
    UUID one = register("蒜苗直", "0745-0900003", village(3).id(), true);
    UUID other = register("姜芽嫩", "0745-0900003", village(4).id(), true);
    assertThat(people.findByPhone(REALM, "0745 0900003"))
        .extracting(Person::id)
        .containsExactlyInAnyOrder(one, other);
    assertThat(
            behind()
                .sql("select count(distinct phone) from people.person where id in (:one, :other)")
                .param("one", one)
                .param("other", other)
                .query(Integer.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void registeringAgainCorrectsAndWhoLeftIsSentNowhere() {
    Division home = village(5);
    UUID id = register("韭菜长", "0745-0900004", home.id(), true);
    assertThat(people.serving(REALM, home.path())).extracting(Person::id).contains(id);
    register(id, "韭菜长", null, home.id(), false, home.id());
    Person left = people.find(REALM, id).orElseThrow();
    assertThat(left.phone()).isNull();
    assertThat(people.serving(REALM, home.path())).extracting(Person::id).doesNotContain(id);
  }

  @Test
  void aSkillCountsUntilItExpires() {
    UUID id = register("白菜心", null, village(6).id(), true);
    assertThat(skill(id, "plant-protection", 2, null).isDone()).isTrue();
    assertThat(skill(id, "rice-growing", 3, LocalDate.of(2025, 12, 31)).isDone()).isTrue();
    assertThat(people.find(REALM, id).orElseThrow().skills())
        .containsExactly(new Skill("plant-protection", 2));
    assertThat(skill(id, "plant-protection", 3, null).isDone()).isTrue();
    assertThat(people.find(REALM, id).orElseThrow().skills())
        .containsExactly(new Skill("plant-protection", 3));
  }

  @Test
  void aSkillNobodyKnowsAndAPersonNobodyKnowsAreRefused() {
    UUID id = register("萝卜红", null, village(6).id(), true);
    assertThat(skill(id, "plant-protecton", 2, null).code()).isEqualTo("people.skill-unknown");
    assertThat(skill(Ids.next(), "plant-protection", 2, null).code())
        .isEqualTo("people.person-unknown");
    assertThat(skill(id, "plant-protection", 4, null).code()).isEqualTo("command.malformed");
  }

  @Test
  void leaveIsWholeDaysOfTheRealmsCalendar() {
    UUID id = register("芥菜宽", null, village(7).id(), true);
    Map<String, Object> leave = new HashMap<>();
    leave.put("personId", id);
    leave.put("firstDay", "2027-03-01");
    leave.put("lastDay", "2027-03-02");
    leave.put("reason", "TRAINING");
    assertThat(county.dispatcher().command("people.record-leave", leave).isDone()).isTrue();
    Instant midnight = LocalDate.of(2027, 3, 1).atStartOfDay(SHANGHAI).toInstant();
    assertThat(people.isAway(REALM, id, midnight.minusSeconds(1))).isFalse();
    assertThat(people.isAway(REALM, id, midnight)).isTrue();
    assertThat(people.isAway(REALM, id, midnight.plus(Duration.ofDays(2)).minusSeconds(1)))
        .isTrue();
    assertThat(people.isAway(REALM, id, midnight.plus(Duration.ofDays(2)))).isFalse();
    assertThat(people.away(REALM, List.of(id), midnight)).containsEntry(id, true);
    assertThat(county.as("worker1").command("people.record-leave", leave).code())
        .isEqualTo("access.forbidden");
  }

  @Test
  void servingArePeopleOfTheVillageAndOfWhatCoversIt() {
    Division village = village(8);
    Division otherTownship =
        divisions.villagesBelow(divisions.findByCode("431224110").orElseThrow().id()).getFirst();
    UUID here = register("丝瓜长", null, village.id(), true);
    UUID there = register("南瓜圆", null, otherTownship.id(), true);
    List<Person> serving = people.serving(REALM, village.path());
    assertThat(serving).extracting(Person::id).contains(here).doesNotContain(there);
    assertThat(serving).extracting(Person::name).contains("舒橘红");
    assertThat(people.serving(REALM, divisions.findByCode("431224").orElseThrow().path()))
        .extracting(Person::id)
        .contains(here, there);
  }

  @Test
  void nobodyIsRegisteredOutsideTheAdministratorsArea() {
    int elsewhere =
        divisions.villagesBelow(divisions.findByCode("431221").orElseThrow().id()).getFirst().id();
    Api.Answer refused =
        county
            .as("admin")
            .command(
                "people.register-person",
                person(Ids.next(), "豆角弯", null, elsewhere, true, elsewhere));
    assertThat(refused.code()).isEqualTo("access.forbidden");
    assertThat(
            county
                .clerk()
                .command(
                    "people.register-person",
                    person(Ids.next(), "豆角弯", null, village(3).id(), true, village(3).id()))
                .code())
        .isEqualTo("access.forbidden");
  }

  @Test
  void aTownshipKeepsItsOwnPostsAndLeavesTheCountysAlone() {
    Division county = divisions.findByCode("431224").orElseThrow();
    Division home = village(3);
    UUID id = Ids.next();
    Map<String, Object> body = person(id, "莲藕白", null, home.id(), true, home.id());
    body.put("posts", List.of(post("农技员", county.id()), post("网格员", home.id())));
    assertThat(this.county.as("admin").command("people.register-person", body).isDone()).isTrue();

    body.put("posts", List.of(post("志愿者", home.id())));
    assertThat(townshipAdministrator().command("people.register-person", body).isDone()).isTrue();

    assertThat(
            behind()
                .sql("select title from people.post where person_id = :id order by n")
                .param("id", id)
                .query(String.class)
                .list())
        .containsExactly("农技员", "志愿者");
  }

  @Test
  void anOrganisationIsNotTakenOverFromElsewhere() {
    UUID id = Ids.next();
    Map<String, Object> body = new HashMap<>();
    body.put("organisationId", id);
    body.put("code", "centre-" + id.toString().substring(30));
    body.put("name", "果业服务中心（演示）");
    body.put("kind", "GOVERNMENT");
    body.put("divisionId", divisions.findByCode("431224").orElseThrow().id());
    assertThat(county.as("admin").command("people.register-organisation", body).isDone()).isTrue();

    body.put("divisionId", village(3).id());
    assertThat(townshipAdministrator().command("people.register-organisation", body).code())
        .isEqualTo("access.forbidden");
  }

  @Test
  void aYearNobodyMeansIsRefused() {
    UUID id = register("茄子紫", null, village(7).id(), true);
    for (String lastDay : List.of("9999-12-31", "+999999999-12-31")) {
      Api.Answer refused =
          county
              .dispatcher()
              .command(
                  "people.record-leave",
                  Map.of(
                      "personId",
                      id,
                      "firstDay",
                      "2027-03-01",
                      "lastDay",
                      lastDay,
                      "reason",
                      "LEAVE"));
      assertThat(refused.code()).isEqualTo("command.malformed");
      assertThat(refused.text("field")).isEqualTo("body.lastDay");
    }
  }

  private Api townshipAdministrator() {
    String login = "township-" + Ids.next().toString().substring(24);
    Map<String, Object> body = new HashMap<>();
    body.put("accountId", Ids.next());
    body.put("login", login);
    body.put("name", "乡镇管理员");
    body.put("passwordHash", passwords.encode(County.PASSWORD));
    body.put(
        "grants",
        List.of(
            Map.of(
                "role",
                "ADMINISTRATOR",
                "divisionId",
                divisions.findByCode("431224118").orElseThrow().id())));
    assertThat(county.as("admin").command("access.add-account", body).isDone()).isTrue();
    return county.as(login);
  }

  private static Map<String, Object> post(String title, int division) {
    return Map.of("title", title, "divisionId", division, "serving", true, "from", "2024-01-01");
  }

  @Test
  void aCodeOfAnOrganisationStaysWithIt() {
    UUID id = Ids.next();
    Map<String, Object> body = new HashMap<>();
    body.put("organisationId", id);
    body.put("code", "orchard-" + id.toString().substring(30));
    body.put("name", "金穗柑橘专业合作社（演示）");
    body.put("kind", "COOPERATIVE");
    body.put("divisionId", village(3).id());
    assertThat(county.as("admin").command("people.register-organisation", body).isDone()).isTrue();
    assertThat(people.findOrganisation(REALM, (String) body.get("code")).orElseThrow().kind())
        .isEqualTo("COOPERATIVE");
    body.put("organisationId", Ids.next());
    assertThat(county.as("admin").command("people.register-organisation", body).isDone()).isFalse();
    body.put("organisationId", id);
    body.put("code", "orchard-else");
    assertThat(county.as("admin").command("people.register-organisation", body).isDone()).isFalse();
  }

  @Test
  void aRealCountyHasNoMadeUpPeople() {
    RealmId real = new RealmId(4312);
    Map<String, Object> open = new HashMap<>();
    open.put("name", "中方县");
    open.put("divisionId", divisions.findByCode("431221").orElseThrow().id());
    open.put("purpose", "REAL");
    open.put("zone", "Asia/Shanghai");
    assertThat(submit(real, "access.open-realm", open).isDone()).isTrue();
    int village =
        divisions.villagesBelow(divisions.findByCode("431221").orElseThrow().id()).getFirst().id();
    Map<String, Object> madeUp = person(Ids.next(), "豆角弯", null, village, true, village);
    assertThat(submit(real, "people.register-person", madeUp).problem().field())
        .isEqualTo("body.synthetic");
    madeUp.put("synthetic", false);
    madeUp.put("personId", Ids.next());
    assertThat(submit(real, "people.register-person", madeUp).isDone()).isTrue();
    assertThat(people.find(REALM, (UUID) madeUp.get("personId"))).isEmpty();
    assertThat(people.find(real, (UUID) madeUp.get("personId"))).isPresent();
  }

  private Outcome submit(RealmId realm, String type, Map<String, ?> body) {
    return gate.submit(
        Envelope.of(Ids.next(), type, mapper.valueToTree(body)),
        Actor.system(realm, Origin.IMPORT));
  }

  private Api.Answer skill(UUID person, String skill, int level, LocalDate expires) {
    Map<String, Object> body = new HashMap<>();
    body.put("personId", person);
    body.put("skill", skill);
    body.put("level", level);
    body.put("evidence", "岗位考核");
    body.put("verifier", "县农业农村服务中心");
    body.put("verifiedOn", "2025-03-20");
    body.put("expiresOn", expires == null ? null : expires.toString());
    return county.as("admin").command("people.record-skill", body);
  }

  private UUID register(String name, String phone, int division, boolean active) {
    return register(Ids.next(), name, phone, division, active, division);
  }

  private UUID register(UUID id, String name, String phone, int home, boolean active, int posting) {
    Api.Answer answer =
        county
            .as("admin")
            .command("people.register-person", person(id, name, phone, home, active, posting));
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    return id;
  }

  private static Map<String, Object> person(
      UUID id, String name, String phone, int home, boolean active, int posting) {
    Map<String, Object> body = new HashMap<>();
    body.put("personId", id);
    body.put("name", name);
    body.put("phone", phone);
    body.put("divisionId", home);
    body.put("synthetic", true);
    body.put("active", active);
    body.put(
        "posts",
        List.of(
            Map.of("title", "志愿者", "divisionId", posting, "serving", true, "from", "2024-01-01")));
    return body;
  }

  /** Villages of a township of which nobody in the demonstration is. */
  private Division village(int n) {
    return divisions.villagesBelow(divisions.findByCode("431224118").orElseThrow().id()).get(n);
  }

  private static JdbcClient behind() {
    String[] owner = TestHouse.owner();
    return JdbcClient.create(new DriverManagerDataSource(owner[0], owner[1], owner[2]));
  }
}

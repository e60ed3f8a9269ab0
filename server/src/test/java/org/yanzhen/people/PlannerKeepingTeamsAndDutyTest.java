package org.yanzhen.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class PlannerKeepingTeamsAndDutyTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired County county;
  @Autowired Teams teams;
  @Autowired People people;
  @Autowired Divisions divisions;

  private final UUID one = demoPerson(5);
  private final UUID two = demoPerson(6);
  private final UUID three = demoPerson(7);

  @Test
  void aGroupsRemitIsKindsAndPlacesAndTheNarrowestFits() {
    Division village = county.village();
    UUID wide = keepTeam("wide-group", countyId(), List.of("public-facility"));
    UUID narrow = keepTeam("narrow-group", village.id(), List.of("public-facility"));

    assertThat(teams.fitting(REALM, "public-facility", village.path()))
        .extracting(Team::id)
        .containsSubsequence(narrow, wide);
    assertThat(teams.fitting(REALM, "pest-advice", village.path()))
        .extracting(Team::id)
        .doesNotContain(narrow, wide);
    keepTeam("narrow-group", narrow, village.id(), List.of("public-facility"), false);
    assertThat(teams.fitting(REALM, "public-facility", village.path()))
        .extracting(Team::id)
        .contains(wide)
        .doesNotContain(narrow);
    keepTeam("wide-group", wide, countyId(), List.of("public-facility"), false);
  }

  @Test
  void aGroupNamesABodyThatExistsForWhatIsOutOfItsRemit() {
    Map<String, Object> body =
        team("lost-group", Ids.next(), countyId(), List.of("pest-advice"), true);
    body.put("fallback", "nowhere-at-all");

    Answer answer = county.as("admin").command("people.keep-team", body);

    assertThat(answer.code()).isEqualTo("people.body-unknown");
    assertThat(answer.text("field")).isEqualTo("body.fallback");
  }

  @Test
  void nobodyIsInAGroupTwiceOnOneDay() {
    Map<String, Object> body =
        team("twice-group", Ids.next(), countyId(), List.of("pest-advice"), true);
    body.put(
        "members",
        List.of(
            Map.of("personId", two, "from", "2026-01-01", "until", "2026-06-01"),
            Map.of("personId", two, "from", "2026-05-01")));

    assertThat(county.as("admin").command("people.keep-team", body).code())
        .isEqualTo("people.member-twice");
    assertThat(teams.list(REALM)).extracting(Team::code).doesNotContain("twice-group");
  }

  @Test
  void whoPlansForNobodyKeepsNoGroup() {
    Map<String, Object> body =
        team("own-group", Ids.next(), countyId(), List.of("pest-advice"), true);
    assertThat(county.as("worker1").command("people.keep-team", body).code())
        .isEqualTo("access.forbidden");
    assertThat(county.clerk().command("people.keep-team", body).code())
        .isEqualTo("access.forbidden");
    assertThat(county.as("worker1").get("/api/people/teams").code()).isEqualTo("access.forbidden");
  }

  @Test
  void aWeeklyPatternIsDutyOnThoseDaysOnly() {
    // 2031-03-03 is a Monday.
    keepDuty(
        Ids.next(),
        one,
        "2031-03-03",
        "2031-03-16",
        List.of("MONDAY", "WEDNESDAY"),
        "08:00",
        "17:00");

    assertThat(onDuty("2031-03-03T09:00:00+08:00")).contains(one);
    assertThat(onDuty("2031-03-05T16:59:59+08:00")).contains(one);
    assertThat(onDuty("2031-03-05T17:00:00+08:00")).isEmpty();
    assertThat(onDuty("2031-03-04T09:00:00+08:00")).isEmpty();
    assertThat(onDuty("2031-03-17T09:00:00+08:00")).isEmpty();
  }

  @Test
  void nightDutyEndsTheNextMorning() {
    keepDuty(Ids.next(), two, "2031-04-01", "2031-04-01", List.of(), "20:00", "06:00");

    assertThat(onDuty("2031-04-02T05:59:00+08:00")).contains(two);
    assertThat(onDuty("2031-04-02T06:00:00+08:00")).isEmpty();
  }

  @Test
  void twoPeopleOnDutyAtOnceAreRefusedAndNothingOfTheSecondStays() {
    keepDuty(Ids.next(), one, "2031-05-01", "2031-05-31", List.of(), "08:00", "17:00");
    UUID second = Ids.next();

    Answer answer = duty(second, two, "2031-04-28", "2031-05-02", List.of(), "16:00", "20:00");

    assertThat(answer.code()).isEqualTo("people.duty-overlaps");
    assertThat(onDuty("2031-04-28T17:00:00+08:00")).isEmpty();
    assertThat(onDuty("2031-05-02T09:00:00+08:00")).contains(one);
  }

  @Test
  void dutyDroppedBeforeItBeginsIsGone() {
    UUID duty = Ids.next();
    keepDuty(duty, one, "2031-06-01", "2031-06-30", List.of(), "08:00", "17:00");

    assertThat(county.dispatcher().command("people.drop-duty", Map.of("dutyId", duty)).isDone())
        .isTrue();

    assertThat(onDuty("2031-06-02T09:00:00+08:00")).isEmpty();
    assertThat(county.dispatcher().command("people.drop-duty", Map.of("dutyId", duty)).code())
        .isEqualTo("people.body-unknown");
  }

  @Test
  void aStandInActsOnlyWhileThePersonIsAway() {
    deputy(three, two, "2032-01-01", "2032-12-31");
    leave(three, "2032-02-01", "2032-02-10");

    assertThat(acting(three, "2032-01-31T12:00:00+08:00")).contains(three);
    assertThat(acting(three, "2032-02-01T00:00:00+08:00")).contains(two);
    assertThat(acting(three, "2032-02-10T23:59:00+08:00")).contains(two);
    assertThat(acting(three, "2032-02-11T00:00:00+08:00")).contains(three);
  }

  @Test
  void aStandInWhoIsAwayPassesItOnAndTwoWhoPointAtEachOtherEndInNobody() {
    deputy(one, two, "2033-01-01", "2033-12-31");
    deputy(two, one, "2033-01-01", "2033-12-31");
    leave(one, "2033-02-01", "2033-02-10");
    assertThat(acting(one, "2033-02-05T12:00:00+08:00")).contains(two);

    leave(two, "2033-02-01", "2033-02-10");
    assertThat(acting(one, "2033-02-05T12:00:00+08:00")).isEmpty();
  }

  @Test
  void twoStandInsAtOnceAreRefusedAndOneselfIsNone() {
    deputy(one, two, "2034-01-01", "2034-12-31");

    Map<String, Object> body = new HashMap<>();
    body.put("personId", one);
    body.put("deputyId", three);
    body.put("from", "2034-06-01");
    assertThat(county.dispatcher().command("people.keep-deputy", body).code())
        .isEqualTo("people.deputy-overlaps");
    body.put("deputyId", one);
    assertThat(county.dispatcher().command("people.keep-deputy", body).code())
        .isEqualTo("command.malformed");
  }

  @Test
  void leaveEndsEarlierOrIsCalledOffButNeverGetsLongerThisWay() {
    leave(three, "2035-03-01", "2035-03-10");
    assertThat(endLeave(three, "2035-03-01", "2035-03-20").code())
        .isEqualTo("people.leave-unknown");
    assertThat(endLeave(three, "2035-03-01", "2035-03-04").isDone()).isTrue();
    assertThat(people.isAway(REALM, three, Instant.parse("2035-03-04T04:00:00Z"))).isTrue();
    assertThat(people.isAway(REALM, three, Instant.parse("2035-03-05T04:00:00Z"))).isFalse();
    assertThat(endLeave(three, "2035-03-01", "2035-02-28").isDone()).isTrue();
    assertThat(people.isAway(REALM, three, Instant.parse("2035-03-02T04:00:00Z"))).isFalse();
    assertThat(people.leaves(REALM, three, LocalDate.of(2035, 3, 1))).isEmpty();
  }

  @Test
  void aPlannerReadsTheRosterTheAbsencesAndTheNamesOfTheArea() {
    keepDuty(Ids.next(), one, "2036-03-03", "2036-03-04", List.of(), "08:00", "17:00");
    leave(one, "2036-03-04", "2036-03-04");
    deputy(one, three, "2036-01-01", null);

    Answer roster = county.dispatcher().get("/api/people/duty?from=2036-03-01&until=2036-03-31");
    assertThat(roster.body().get("shifts")).hasSize(2);
    assertThat(roster.body().at("/shifts/0/away").asBoolean()).isFalse();
    assertThat(roster.body().at("/shifts/1/away").asBoolean()).isTrue();
    assertThat(roster.body().at("/shifts/1/acting/id").asString()).isEqualTo(three.toString());

    Answer absences =
        county.dispatcher().get("/api/people/absences?from=2036-03-01&until=2036-03-31");
    assertThat(absences.body().at("/absences/0/person/id").asString()).isEqualTo(one.toString());
    assertThat(absences.body().toString()).doesNotContain("LEAVE");
    assertThat(county.dispatcher().get("/api/people/duty?from=2036-03-01&until=2037-03-31").code())
        .isEqualTo("request.invalid");
    assertThat(county.dispatcher().get("/api/people/named?text=%E7%A6%BE").body().get("people"))
        .isNotEmpty();
  }

  private UUID keepTeam(String code, int division, List<String> kinds) {
    UUID id = Ids.next();
    keepTeam(code, id, division, kinds, true);
    return id;
  }

  private void keepTeam(String code, UUID id, int division, List<String> kinds, boolean active) {
    Answer answer =
        county.as("admin").command("people.keep-team", team(code, id, division, kinds, active));
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }

  private Map<String, Object> team(
      String code, UUID id, int division, List<String> kinds, boolean active) {
    Map<String, Object> body = new HashMap<>();
    body.put("teamId", id);
    body.put("code", code);
    body.put("name", "修路小组");
    body.put("remit", "村里的路、灯、水");
    body.put("organisation", "public-works");
    body.put("kinds", kinds);
    body.put("divisionIds", List.of(division));
    body.put("leadId", one);
    body.put("fallback", "service-hall");
    body.put("active", active);
    body.put("members", List.of(Map.of("personId", two, "from", "2026-01-01")));
    return body;
  }

  private void keepDuty(
      UUID id,
      UUID person,
      String from,
      String until,
      List<String> days,
      String starts,
      String ends) {
    Answer answer = duty(id, person, from, until, days, starts, ends);
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }

  private Answer duty(
      UUID id,
      UUID person,
      String from,
      String until,
      List<String> days,
      String starts,
      String ends) {
    Map<String, Object> body = new HashMap<>();
    body.put("dutyId", id);
    body.put("organisation", "public-works");
    body.put("personId", person);
    body.put("from", from);
    body.put("until", until);
    body.put("days", days);
    body.put("starts", starts);
    body.put("ends", ends);
    return county.dispatcher().command("people.keep-duty", body);
  }

  private void deputy(UUID person, UUID deputy, String from, String until) {
    Map<String, Object> body = new HashMap<>();
    body.put("personId", person);
    body.put("deputyId", deputy);
    body.put("from", from);
    if (until != null) {
      body.put("until", until);
    }
    Answer answer = county.dispatcher().command("people.keep-deputy", body);
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }

  private void leave(UUID person, String first, String last) {
    Answer answer =
        county
            .dispatcher()
            .command(
                "people.record-leave",
                Map.of("personId", person, "firstDay", first, "lastDay", last, "reason", "LEAVE"));
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }

  private Answer endLeave(UUID person, String first, String last) {
    return county
        .dispatcher()
        .command(
            "people.end-leave", Map.of("personId", person, "firstDay", first, "lastDay", last));
  }

  private Optional<UUID> onDuty(String at) {
    return teams.onDuty(REALM, "public-works", OffsetDateTime.parse(at).toInstant());
  }

  private Optional<UUID> acting(UUID person, String at) {
    return teams.acting(REALM, person, OffsetDateTime.parse(at).toInstant());
  }

  private int countyId() {
    return divisions.findByCode("431224").orElseThrow().id();
  }

  private static UUID demoPerson(int n) {
    return Ids.named("demo/1/person/" + n);
  }
}

package org.yanzhen.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.springframework.context.ApplicationContext;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.yanzhen.dispatch.Scene;
import org.yanzhen.place.Division;
import org.yanzhen.place.Travel;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import tools.jackson.databind.JsonNode;

/** A village whose people go out, and a working day to come. */
final class PlanScene {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static final AtomicInteger VILLAGE = new AtomicInteger(5);

  final Scene scene;
  final String kind;
  final LocalDate day;
  private final Computing computing;
  private final TestClock clock;
  private final Travel travel;
  private final Argon2PasswordEncoder passwords;

  PlanScene(ApplicationContext context) {
    scene = Scene.at(context, VILLAGE.getAndIncrement());
    // Confidential: only people of this scene's own body may go, whoever else serves there.
    kind = scene.kind("plan", scene.body, List.of("OFFER"), Map.of(), "RESTRICTED");
    computing = context.getBean(Computing.class);
    clock = context.getBean(TestClock.class);
    travel = context.getBean(Travel.class);
    passwords = context.getBean(Argon2PasswordEncoder.class);
    WorkCalendar calendar = context.getBean(WorkCalendar.class);
    LocalDate next = scene.today().plusDays(1);
    while (!calendar.isWorkingDay(next) || isPlannedForTheCounty(next)) {
      next = next.plusDays(1);
    }
    day = next;
  }

  /**
   * Whether people who go all over the county have visits then: they would be seen, and moved, from
   * every village.
   */
  private boolean isPlannedForTheCounty(LocalDate day) {
    return Sql.owner()
        .sql(
            """
            select exists (
              select from plan.visit v
              join people.person who on who.realm = v.realm and who.id = v.person_id
              left join people.post p on p.realm = who.realm and p.person_id = who.id and p.serving
              where v.realm = 1 and v.day = :day
                and (:path like p.area || '%' or :path like who.home_area || '%'))
            """)
        .param("day", day)
        .param("path", village().path())
        .query(Boolean.class)
        .single();
  }

  Api desk() {
    return scene.county.dispatcher();
  }

  Division village() {
    return scene.village();
  }

  Instant at(int hour, int minute) {
    return day.atTime(hour, minute).atZone(ZONE).toInstant();
  }

  /** It is that hour of the day. */
  void isNow(int hour, int minute) {
    clock.advance(Duration.between(clock.instant(), at(hour, minute)));
  }

  Api dispatcherOf(Division division) {
    String login = "dispatcher-of-" + division.code();
    scene.send(
        "access.add-account",
        Map.of(
            "accountId",
            Ids.named("account/" + login),
            "login",
            login,
            "name",
            "账号",
            "passwordHash",
            passwords.encode(County.PASSWORD),
            "grants",
            List.of(Map.of("role", "DISPATCHER", "divisionId", division.id()))));
    return scene.county.as(login);
  }

  Answer make(boolean waiting, UUID around) {
    return make(Ids.next(), waiting, around);
  }

  Answer make(UUID id, boolean waiting, UUID around) {
    Map<String, Object> body = new HashMap<>();
    body.put("day", day.toString());
    body.put("divisionId", village().id());
    body.put("waiting", waiting);
    body.put("around", around);
    return desk().command(id, "plan.make", body);
  }

  /** A draft that is ready. */
  UUID made(boolean waiting, UUID around) {
    Answer made = make(waiting, around);
    assertThat(made.isDone()).as("%s", made).isTrue();
    settle();
    UUID draft = UUID.fromString(made.text("result.draftId"));
    assertThat(draft(draft).text("state")).isEqualTo("READY");
    return draft;
  }

  /** Until what is being computed is over: one is computed after the other. */
  void settle() {
    try {
      computing.executor().submit(() -> {}).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer draft(UUID id) {
    return desk().get("/api/plans/drafts/" + id);
  }

  Answer adopt(UUID draft) {
    return desk().command("plan.adopt", Map.of("draftId", draft));
  }

  /** The day as planned: made and adopted. */
  void planned() {
    Answer adopted = adopt(made(false, null));
    assertThat(adopted.isDone()).as("%s", adopted).isTrue();
  }

  JsonNode dayOf(UUID person) {
    return dayOf(desk(), person);
  }

  JsonNode dayOf(Api reader, UUID person) {
    Answer day = reader.get("/api/plans?day=%s&division=%d".formatted(this.day, village().id()));
    assertThat(day.isDone()).as("%s", day).isTrue();
    return find(day.body().get("people"), "personId", person);
  }

  JsonNode mine(UUID person) {
    return scene.as(person).get("/api/plans/mine?day=" + day).body();
  }

  static JsonNode find(JsonNode list, String key, UUID id) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(one -> one.get(key).asString().equals(id.toString()))
        .findFirst()
        .orElse(null);
  }

  static List<UUID> orders(JsonNode day) {
    return StreamSupport.stream(day.get("visits").spliterator(), false)
        .map(visit -> UUID.fromString(visit.get("orderId").asString()))
        .toList();
  }

  static Instant start(JsonNode day, UUID order) {
    return Instant.parse(find(day.get("visits"), "orderId", order).get("startsAt").asString());
  }

  Answer tried(UUID order, UUID to, int index) {
    return desk()
        .post(
            "/api/plans/try",
            Map.of("day", day.toString(), "orderId", order, "toPersonId", to, "index", index));
  }

  /** As it was tried, with the versions that were seen then. */
  Answer moved(UUID order, UUID to, int index, String reason) {
    return moved(tried(order, to, index), order, to, index, reason);
  }

  Answer moved(Answer tried, UUID order, UUID to, int index, String reason) {
    Map<String, Object> body = new HashMap<>();
    body.put("day", day.toString());
    body.put("orderId", order);
    body.put("toPersonId", to);
    body.put("index", index);
    body.put("expectedVersion", tried.body().get("expectedVersion").asInt());
    JsonNode from = tried.body().get("expectedFromVersion");
    body.put("expectedFromVersion", from == null || from.isNull() ? null : from.asInt());
    JsonNode with = tried.body().get("expectedWithVersion");
    body.put("expectedWithVersion", with == null || with.isNull() ? null : with.asInt());
    body.put("reason", reason);
    return desk().command("plan.move", body);
  }

  /**
   * Recomputes every day that stands from its rows alone: nobody is at two places at once, nobody
   * is anywhere sooner than the way there takes.
   */
  void check(UUID... people) {
    for (UUID person : people) {
      int home =
          Sql.owner()
              .sql("select home_division_id from people.person where realm = 1 and id = :id")
              .param("id", person)
              .query(Integer.class)
              .single();
      int place = home;
      Instant free = at(7, 0);
      List<Map<String, Object>> rows =
          Sql.owner()
              .sql(
                  """
                  select division_id, starts_at, ends_at from plan.visit
                  where realm = 1 and person_id = :id and day = :day order by starts_at
                  """)
              .param("id", person)
              .param("day", day)
              .query()
              .listOfRows();
      for (Map<String, Object> row : rows) {
        int there = (Integer) row.get("division_id");
        int minutes = travel.between(Scene.REALM, place, there).orElseThrow().minutes();
        Instant start = ((java.sql.Timestamp) row.get("starts_at")).toInstant();
        assertThat(start).isAfterOrEqualTo(free.plus(Duration.ofMinutes(minutes)));
        free = ((java.sql.Timestamp) row.get("ends_at")).toInstant();
        place = there;
      }
    }
  }
}

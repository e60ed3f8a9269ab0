package org.yanzhen.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.order.OrderState;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.TestClock;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A corner of the demo county with a body, kinds and people of its own: a township of which nobody
 * in the demonstration is, so that one test's people are not another's candidates.
 */
public final class Scene {

  public static final RealmId REALM = new RealmId(1);
  private static final String QUIET_TOWNSHIP = "431224118";
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  public final County county;
  public final String body;
  private final Gate gate;
  private final JsonMapper mapper;
  private final Catalogue catalogue;
  private final OrderReads reads;
  private final Automatic automatic;
  private final Argon2PasswordEncoder passwords;
  private final TestClock clock;
  private final WorkCalendar calendar;
  private final Division village;
  private final Map<UUID, Api> signedIn = new HashMap<>();
  private final String mark = Ids.next().toString().substring(24);

  private Scene(ApplicationContext context, Division village) {
    this.village = village;
    this.county = context.getBean(County.class);
    this.gate = context.getBean(Gate.class);
    this.mapper = context.getBean(JsonMapper.class);
    this.catalogue = context.getBean(Catalogue.class);
    this.reads = context.getBean(OrderReads.class);
    this.automatic = context.getBean(Automatic.class);
    this.passwords = context.getBean(Argon2PasswordEncoder.class);
    this.clock = context.getBean(TestClock.class);
    this.calendar = context.getBean(WorkCalendar.class);
    this.body = organisation("body");
  }

  static Scene of(ApplicationContext context) {
    return at(context, 3);
  }

  /** In another village of the quiet township, by its place in the list. */
  public static Scene at(ApplicationContext context, int place) {
    Divisions divisions = context.getBean(Divisions.class);
    List<Division> villages =
        divisions.villagesBelow(divisions.findByCode(QUIET_TOWNSHIP).orElseThrow().id());
    return new Scene(context, villages.get(place % villages.size()));
  }

  /** In a village of its own, where all that waits is what the test has placed. */
  static Scene in(ApplicationContext context, Division village) {
    return new Scene(context, village);
  }

  public Division village() {
    return village;
  }

  public String organisation(String name) {
    String code = name + "-" + mark;
    send(
        "people.register-organisation",
        Map.of(
            "organisationId",
            Ids.next(),
            "code",
            code,
            "name",
            name + "单位",
            "kind",
            "STATION",
            "divisionId",
            village().id()));
    return code;
  }

  /** A kind of service that goes this way, of a body. */
  public String kind(
      String name, String responsible, List<String> modes, Map<String, Integer> skills) {
    return kind(name, responsible, modes, skills, "INTERNAL");
  }

  public String kind(
      String name,
      String responsible,
      List<String> modes,
      Map<String, Integer> skills,
      String privacy) {
    return kind(name, responsible, modes, skills, privacy, List.of());
  }

  /**
   * @param season spans of months, such as 4 to 6
   */
  String kind(
      String name,
      String responsible,
      List<String> modes,
      Map<String, Integer> skills,
      String privacy,
      List<Map<String, Integer>> season) {
    String code = name + "-" + mark;
    ObjectNode kind = mapper.valueToTree(catalogue.find(REALM, "public-facility").orElseThrow());
    kind.put("code", code);
    kind.put("version", 1);
    kind.put("responsibleBody", responsible);
    kind.put("privacy", privacy);
    kind.set("modes", mapper.valueToTree(modes));
    kind.set("season", mapper.valueToTree(season));
    ArrayNode needed = mapper.createArrayNode();
    skills.forEach(
        (skill, level) ->
            needed.add(
                mapper.valueToTree(
                    Map.of(
                        "code",
                        skill,
                        "level",
                        level,
                        "name",
                        Map.of("zh", "技能", "en", "Skill")))));
    kind.set("skills", needed);
    send("catalogue.adopt-kind", Map.of("kind", kind));
    return code;
  }

  /** Somebody who serves in the village, with a post at the body. */
  public UUID person(String name) {
    return person(name, village(), body);
  }

  public UUID person(String name, Division home, String organisation) {
    UUID id = Ids.next();
    register(id, name, home, organisation, true);
    return id;
  }

  void register(UUID id, String name, Division home, String organisation, boolean active) {
    Map<String, Object> post = new HashMap<>();
    post.put("title", "服务员");
    post.put("organisation", organisation);
    post.put("divisionId", village().id());
    post.put("serving", true);
    post.put("from", "2024-01-01");
    Map<String, Object> person = new HashMap<>();
    person.put("personId", id);
    person.put("name", name);
    person.put("divisionId", home.id());
    person.put("synthetic", true);
    person.put("active", active);
    person.put("posts", List.of(post));
    send("people.register-person", person);
  }

  void skill(UUID person, String skill, int level) {
    Map<String, Object> body = new HashMap<>();
    body.put("personId", person);
    body.put("skill", skill);
    body.put("level", level);
    body.put("evidence", "考核");
    body.put("verifier", "演示");
    body.put("verifiedOn", "2025-03-20");
    send("people.record-skill", body);
  }

  /** The person's phone. */
  public Api as(UUID person) {
    return signedIn.computeIfAbsent(
        person,
        id -> {
          String login = "w-" + id;
          send(
              "access.add-account",
              Map.of(
                  "accountId",
                  Ids.named("account/" + id),
                  "login",
                  login,
                  "name",
                  "服务员",
                  "passwordHash",
                  passwords.encode(County.PASSWORD),
                  "personId",
                  id,
                  "grants",
                  List.of(Map.of("role", "WORKER", "divisionId", village().id()))));
          return county.as(login);
        });
  }

  /** Somebody at the desk with this role in a division and below, and nowhere else. */
  Api atTheDesk(String role, Division division) {
    String login = role.toLowerCase(Locale.ROOT) + "-" + division.id() + "-" + mark;
    account(login, role, division);
    return county.as(login);
  }

  public void account(String login, String role, Division division) {
    send(
        "access.add-account",
        Map.of(
            "accountId",
            Ids.named("account/" + login),
            "login",
            login,
            "name",
            "桌前的人",
            "passwordHash",
            passwords.encode(County.PASSWORD),
            "grants",
            List.of(Map.of("role", role, "divisionId", division.id()))));
  }

  public UUID team(String name, List<String> kinds, UUID lead, String fallback, UUID... members) {
    UUID id = Ids.next();
    List<Map<String, Object>> in = new ArrayList<>();
    for (UUID member : members) {
      in.add(Map.of("personId", member, "from", "2024-01-01"));
    }
    Map<String, Object> team = new HashMap<>();
    team.put("teamId", id);
    team.put("code", name + "-" + mark);
    team.put("name", name);
    team.put("remit", "管这些事");
    team.put("organisation", body);
    team.put("kinds", kinds);
    team.put("divisionIds", List.of(village().id()));
    team.put("leadId", lead);
    team.put("fallback", fallback);
    team.put("active", true);
    team.put("members", in);
    send("people.keep-team", team);
    return id;
  }

  /** On duty around the clock, from yesterday for a month. */
  void onDuty(String organisation, UUID person) {
    send(
        "people.keep-duty",
        Map.of(
            "dutyId",
            Ids.next(),
            "organisation",
            organisation,
            "personId",
            person,
            "from",
            today().minusDays(1).toString(),
            "until",
            today().plusDays(30).toString(),
            "days",
            List.of(),
            "starts",
            "00:00",
            "ends",
            "00:00"));
  }

  void deputy(UUID person, UUID deputy) {
    send(
        "people.keep-deputy",
        Map.of("personId", person, "deputyId", deputy, "from", today().toString()));
  }

  public void leave(UUID person, int fromDay, int untilDay) {
    send(
        "people.record-leave",
        Map.of(
            "personId",
            person,
            "firstDay",
            today().plusDays(fromDay).toString(),
            "lastDay",
            today().plusDays(untilDay).toString(),
            "reason",
            "LEAVE"));
    automatic.run(REALM);
  }

  public void endLeave(UUID person, int fromDay) {
    send(
        "people.end-leave",
        Map.of(
            "personId", person,
            "firstDay", today().plusDays(fromDay).toString(),
            "lastDay", today().plusDays(fromDay - 1).toString()));
  }

  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZONE);
  }

  /** Nine in the morning of a working day with another behind it, whenever the test runs. */
  void morning() {
    LocalDate day = today().plusDays(1);
    while (!calendar.isWorkingDay(day) || !calendar.isWorkingDay(day.plusDays(1))) {
      day = day.plusDays(1);
    }
    Instant nine = day.atTime(9, 0).atZone(ZONE).toInstant();
    clock.advance(Duration.between(clock.instant(), nine));
  }

  /** Moves the clock and lets what has fallen due happen. */
  public void later(Duration by) {
    clock.advance(by);
    automatic.run(REALM);
  }

  void settle() {
    automatic.run(REALM);
  }

  /** Placed at the desk; what happens by itself has happened. */
  public UUID placed(String kind) {
    Map<String, Object> body = county.request();
    body.put("kind", kind);
    body.put("divisionId", village().id());
    Answer answer = county.clerk().command("order.place", body);
    if (!answer.isDone()) {
      throw new IllegalStateException("not placed: " + answer);
    }
    automatic.run(REALM);
    return (UUID) body.get("orderId");
  }

  public UUID offered(String kind, UUID person) {
    UUID order = placed(kind);
    done(offer(order, person, "就近", false));
    return order;
  }

  public UUID accepted(String kind, UUID person) {
    UUID order = offered(kind, person);
    done(as(person).command("order.accept", Map.of("orderId", order)));
    return order;
  }

  Answer offer(UUID order, UUID person, String reason, boolean override) {
    Map<String, Object> offer = new HashMap<>();
    offer.put("orderId", order);
    offer.put("personId", person);
    offer.put("reason", reason);
    offer.put("override", override);
    return county.dispatcher().command("dispatch.offer", offer);
  }

  public static void done(Answer answer) {
    if (!answer.isDone()) {
      throw new IllegalStateException("refused: " + answer);
    }
  }

  OrderFacts facts(UUID order) {
    return reads.findFacts(REALM, order).orElseThrow();
  }

  public OrderState state(UUID order) {
    return facts(order).state();
  }

  /** Whom the order lies with: asked, or taken by. */
  public UUID with(UUID order) {
    Answer answer = county.dispatcher().get("/api/orders/" + order);
    String offered = answer.text("card.offeredTo.id");
    String assignee = answer.text("card.assignee.id");
    return offered != null
        ? UUID.fromString(offered)
        : assignee == null ? null : UUID.fromString(assignee);
  }

  Answer candidates(UUID order) {
    return county.dispatcher().get("/api/orders/" + order + "/candidates");
  }

  Answer decision(UUID order) {
    return county.dispatcher().get("/api/orders/" + order + "/decision");
  }

  public void send(String type, Map<String, ?> command) {
    Outcome outcome =
        gate.submit(
            Envelope.of(Ids.next(), type, mapper.valueToTree(command)),
            Actor.system(REALM, Origin.IMPORT));
    if (outcome.problem() != null) {
      throw new IllegalStateException(type + " was refused: " + outcome.problem());
    }
  }
}

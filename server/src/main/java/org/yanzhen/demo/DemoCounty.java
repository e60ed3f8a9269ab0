package org.yanzhen.demo;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Accounts;
import org.yanzhen.access.Realms;
import org.yanzhen.access.Realms.Purpose;
import org.yanzhen.catalogue.Packs;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.demo.DemoCast.Body;
import org.yanzhen.demo.DemoCast.Player;
import org.yanzhen.people.People;
import org.yanzhen.people.Skill;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Level;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the demonstration's county, through the same gate as everything else.
 *
 * <p>Every command has the id that always belongs to its name and its realm, and a body that is the
 * same every time. So a county left half-made is completed by the next call, and nothing is made
 * twice.
 */
@Service
public class DemoCounty {

  /** The local part starts with zeros, as no number in 0745 does: calling it reaches nobody. */
  public static final String SERVICE_PHONE = "0745-0000000";

  private static final String COUNTY_CODE = "431224";
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final String PASSWORD = "yanzhen-demo";

  /** Dates in commands are fixed, else the same command would differ from day to day. */
  private static final LocalDate POSTS_FROM = LocalDate.of(2024, 1, 1);

  private static final LocalDate SKILLS_VERIFIED = LocalDate.of(2025, 3, 20);
  private static final int DAYS_AWAY = 14;

  /**
   * Who can sign in to look around; shown on the sign-in page of a demonstration, and only there.
   */
  public record DemoAccount(String login, String password, String name, String role) {}

  private final Gate gate;
  private final Realms realms;
  private final Accounts accounts;
  private final Divisions divisions;
  private final People people;
  private final Packs packs;
  private final JsonMapper mapper;
  private final Argon2PasswordEncoder passwords;
  private final InstantSource clock;

  DemoCounty(
      Gate gate,
      Realms realms,
      Accounts accounts,
      Divisions divisions,
      People people,
      Packs packs,
      JsonMapper mapper,
      Argon2PasswordEncoder passwords,
      InstantSource clock) {
    this.gate = gate;
    this.realms = realms;
    this.accounts = accounts;
    this.divisions = divisions;
    this.people = people;
    this.packs = packs;
    this.mapper = mapper;
    this.passwords = passwords;
    this.clock = clock;
  }

  /**
   * Makes the county, completes it, or finds it complete.
   *
   * @param purpose DEMO or THROW_AWAY. Log-ins are unique over all realms, so a throw-away county's
   *     carry its number: {@code clerk-9} in realm 9
   */
  public void make(RealmId realm, Purpose purpose) {
    Optional<Realms.Realm> known = realms.find(realm);
    if (purpose == Purpose.REAL || known.filter(r -> r.purpose() != purpose).isPresent()) {
      throw new IllegalArgumentException("realm " + realm + " is no place for a demonstration");
    }
    Division county =
        divisions
            .findByCode(COUNTY_CODE)
            .orElseThrow(
                () -> new IllegalStateException("no division has the code " + COUNTY_CODE));
    if (known.isEmpty()) {
      open(realm, purpose, county);
    }
    List<Player> players = DemoCast.players();
    // Accounts are made last and in order: where the last one is, everything is.
    if (accounts.findName(realm, accountId(realm, players.getLast())).isEmpty()) {
      new Making(realm, purpose, county).run(players);
    }
    // After the organisations: kinds name them.
    packs.adopt(realm);
    new DemoWork(
            players,
            player -> personId(realm, player),
            "demo/" + realm,
            county.id(),
            (name, type, body) -> send(realm, name, type, body))
        .plan(LocalDate.ofInstant(clock.instant(), ZONE));
    sendSomeOnLeave(realm, players);
    if (purpose == Purpose.DEMO) {
      promise(realm, county);
      drive(realm, county);
    }
  }

  /** A campaign that runs, in three villages of the county's last township. */
  private void drive(RealmId realm, Division county) {
    Division township = divisions.children(county.id()).getLast();
    List<Integer> villages =
        divisions.villagesBelow(township.id()).stream().limit(3).map(Division::id).toList();
    new DemoCampaign(
            "demo/" + realm,
            LocalDate.ofInstant(clock.instant(), ZONE),
            (name, type, body) -> submit(realm, name, type, body))
        .make(county.id(), villages);
  }

  /** The year's list of the county, and of the first township that has a station. */
  private void promise(RealmId realm, Division county) {
    Division township =
        divisions.children(county.id()).stream()
            .filter(one -> people.findOrganisation(realm, "station-" + one.id()).isPresent())
            .findFirst()
            .orElseThrow();
    new DemoPromises(
            "demo/" + realm,
            LocalDate.ofInstant(clock.instant(), ZONE),
            (name, type, body) -> submit(realm, name, type, body))
        .make(county.id(), township.id(), "station-" + township.id());
  }

  /** The accounts of a county made for {@link Purpose#DEMO}, those for a first look first. */
  public List<DemoAccount> accounts() {
    return DemoCast.players().stream()
        .map(
            player ->
                new DemoAccount(player.login(), PASSWORD, player.name(), player.role().name()))
        .toList();
  }

  private void open(RealmId realm, Purpose purpose, Division county) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", county.name());
    body.put("divisionId", county.id());
    body.put("purpose", purpose);
    body.put("zone", ZONE.getId());
    body.put("servicePhone", SERVICE_PHONE);
    send(realm, "open", "access.open-realm", body);
  }

  /** Somebody is always away: a new leave starts today when the last one has ended. */
  private void sendSomeOnLeave(RealmId realm, List<Player> players) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
    for (Player player : players) {
      UUID person = personId(realm, player);
      if (player.away() && !people.isAway(realm, person, clock.instant())) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("personId", person);
        body.put("firstDay", today);
        body.put("lastDay", today.plusDays(DAYS_AWAY));
        body.put("reason", "TRAINING");
        send(realm, "leave/" + player.n() + "/" + today, "people.record-leave", body);
      }
    }
  }

  private Outcome submit(RealmId realm, String name, String type, Map<String, ?> body) {
    UUID id = Ids.named("demo/" + realm + "/" + name);
    // Looked up first: every start comes by here, and a resend is carried out, fails at its own
    // first
    // effect and is rolled back before the old answer is found.
    return gate.answerTo(realm, id)
        .orElseGet(
            () ->
                gate.submit(
                    Envelope.of(id, type, mapper.valueToTree(body)),
                    Actor.system(realm, Origin.IMPORT)));
  }

  private void send(RealmId realm, String name, String type, Map<String, ?> body) {
    Outcome outcome = submit(realm, name, type, body);
    if (outcome.problem() != null) {
      throw new IllegalStateException(
          "%s (%s) was refused: %s".formatted(type, name, outcome.problem()));
    }
  }

  private static UUID personId(RealmId realm, Player player) {
    return Ids.named("demo/" + realm + "/person/" + player.n());
  }

  private static UUID accountId(RealmId realm, Player player) {
    return Ids.named("demo/" + realm + "/account/" + player.n());
  }

  /** One run over an incomplete county. */
  private final class Making {

    private final RealmId realm;
    private final Purpose purpose;
    private final Division county;
    private final Map<String, Division> townships = new LinkedHashMap<>();
    private final Map<Integer, List<Division>> villages = new HashMap<>();

    Making(RealmId realm, Purpose purpose, Division county) {
      this.realm = realm;
      this.purpose = purpose;
      this.county = county;
      for (Division township : divisions.children(county.id())) {
        townships.put(township.name(), township);
        villages.put(
            township.id(),
            divisions.children(township.id()).stream()
                .filter(division -> division.level() == Level.VILLAGE)
                .toList());
      }
    }

    /** The county's hall: four windows, the first of them for filing on behalf too. */
    private void openHall() {
      List<Map<String, Object>> windows = new ArrayList<>();
      List<List<String>> services =
          List.of(
              List.of("information", "proxy"),
              List.of("land"),
              List.of("technology"),
              List.of("mediation"));
      for (int n = 1; n <= services.size(); n++) {
        Map<String, Object> window = new LinkedHashMap<>();
        window.put("code", Integer.toString(n));
        window.put("name", n + " 号窗口");
        window.put("services", services.get(n - 1));
        windows.add(window);
      }
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("siteId", Ids.named("demo/" + realm + "/hall"));
      body.put("divisionId", county.id());
      body.put("name", "县便民服务大厅");
      body.put("windows", windows);
      send(realm, "hall", "hall.set-site", body);
    }

    void run(List<Player> players) {
      setPositions();
      openHall();
      registerOrganisations(players);
      players.forEach(this::registerPerson);
      players.forEach(this::recordSkills);
      players.forEach(this::keepLanguages);
      addAccounts(players);
    }

    private void setPositions() {
      List<Map<String, Object>> positions = new ArrayList<>();
      DemoMap.draw(county, List.copyOf(townships.values()), villages)
          .forEach(
              (division, point) ->
                  positions.add(
                      Map.of(
                          "divisionId",
                          division,
                          "latitude",
                          point.latitude(),
                          "longitude",
                          point.longitude())));
      send(
          realm,
          "positions",
          "place.set-positions",
          Map.of("source", "SYNTHETIC", "positions", positions));
    }

    private void registerOrganisations(List<Player> players) {
      organisation("agri-centre", "溆浦县农业农村服务中心", "GOVERNMENT", county);
      organisation("public-works", "溆浦县公共设施管护中心", "GOVERNMENT", county);
      organisation("service-hall", "溆浦县政务服务中心", "GOVERNMENT", county);
      organisation("rural-centre", "溆浦县乡村振兴服务中心", "GOVERNMENT", county);
      organisation("mediation-centre", "溆浦县矛盾纠纷调处中心", "GOVERNMENT", county);
      organisation("civil-affairs", "溆浦县民政服务中心", "GOVERNMENT", county);
      organisation("commerce-centre", "溆浦县商务供销服务中心", "GOVERNMENT", county);
      players.stream()
          .filter(player -> player.body() == Body.TOWNSHIP_STATION)
          .map(this::posting)
          .distinct()
          .forEach(
              township ->
                  organisation(
                      "station-" + township.id(),
                      township.name() + "农业综合服务中心",
                      "STATION",
                      township));
      players.stream()
          .filter(player -> player.body() == Body.VILLAGE_COMMITTEE)
          .map(this::posting)
          .distinct()
          .forEach(
              village ->
                  organisation(
                      "village-" + village.id(),
                      divisions
                              .findArea(village.id())
                              .map(area -> area.name())
                              .orElse(village.name())
                          + (village.name().endsWith("社区") ? "居民委员会" : "村民委员会"),
                      "COMMITTEE",
                      village));
    }

    private void organisation(String code, String name, String kind, Division division) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("organisationId", Ids.named("demo/" + realm + "/organisation/" + code));
      body.put("code", code);
      body.put("name", name);
      body.put("kind", kind);
      body.put("divisionId", division.id());
      send(realm, "organisation/" + code, "people.register-organisation", body);
    }

    private void registerPerson(Player player) {
      Map<String, Object> post = new LinkedHashMap<>();
      post.put("title", player.post());
      post.put("organisation", organisationCode(player));
      post.put("divisionId", posting(player).id());
      post.put("serving", player.serves());
      post.put("from", POSTS_FROM);
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("personId", personId(realm, player));
      body.put("name", player.name());
      body.put("phone", player.phone());
      body.put("divisionId", home(player).id());
      body.put("synthetic", true);
      body.put("active", true);
      body.put("posts", List.of(post));
      send(realm, "person/" + player.n(), "people.register-person", body);
    }

    private void recordSkills(Player player) {
      for (Skill skill : player.skills()) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("personId", personId(realm, player));
        body.put("skill", skill.code());
        body.put("level", skill.level());
        body.put("evidence", skill.level() == 1 ? "培训结业" : "岗位考核与实操评定");
        body.put("verifier", "溆浦县农业农村服务中心（演示）");
        body.put("verifiedOn", SKILLS_VERIFIED);
        send(realm, "skill/" + player.n() + "/" + skill.code(), "people.record-skill", body);
      }
    }

    /** As made up as the people: everybody speaks the dialect, some of them more. */
    private void keepLanguages(Player player) {
      List<String> spoken = new ArrayList<>(List.of("local", "mandarin"));
      if (player.n() % 4 == 0) {
        spoken.add("miao");
      }
      if (player.n() % 5 == 0) {
        spoken.add("tujia");
      }
      if (player.n() % 9 == 0) {
        spoken.add("sign");
      }
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("personId", personId(realm, player));
      body.put("languages", spoken);
      send(realm, "languages/" + player.n(), "people.keep-languages", body);
    }

    /** A hash differs every time it is made, so an account that is there is not sent again. */
    private void addAccounts(List<Player> players) {
      String hash = Objects.requireNonNull(passwords.encode(PASSWORD));
      for (Player player : players) {
        UUID id = accountId(realm, player);
        if (accounts.findName(realm, id).isPresent()) {
          continue;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("accountId", id);
        body.put("login", purpose == Purpose.DEMO ? player.login() : player.login() + "-" + realm);
        body.put("name", player.name());
        body.put("passwordHash", hash);
        body.put("personId", personId(realm, player));
        body.put(
            "grants",
            List.of(
                Map.of(
                    "role",
                    player.role(),
                    "divisionId",
                    player.serves() ? posting(player).id() : county.id())));
        send(realm, "account/" + player.n(), "access.add-account", body);
      }
    }

    private Division posting(Player player) {
      return switch (player.body()) {
        case AGRI_CENTRE,
            PUBLIC_WORKS,
            SERVICE_HALL,
            RURAL_CENTRE,
            MEDIATION_CENTRE,
            CIVIL_AFFAIRS,
            COMMERCE_CENTRE ->
            county;
        case TOWNSHIP_STATION -> township(player);
        case VILLAGE_COMMITTEE -> home(player);
      };
    }

    private String organisationCode(Player player) {
      return switch (player.body()) {
        case AGRI_CENTRE -> "agri-centre";
        case PUBLIC_WORKS -> "public-works";
        case SERVICE_HALL -> "service-hall";
        case RURAL_CENTRE -> "rural-centre";
        case MEDIATION_CENTRE -> "mediation-centre";
        case CIVIL_AFFAIRS -> "civil-affairs";
        case COMMERCE_CENTRE -> "commerce-centre";
        case TOWNSHIP_STATION -> "station-" + posting(player).id();
        case VILLAGE_COMMITTEE -> "village-" + posting(player).id();
      };
    }

    private Division township(Player player) {
      return Objects.requireNonNull(townships.get(player.township()), player.township());
    }

    private Division home(Player player) {
      List<Division> near = Objects.requireNonNull(villages.get(township(player).id()));
      return near.get(player.village() % near.size());
    }
  }
}

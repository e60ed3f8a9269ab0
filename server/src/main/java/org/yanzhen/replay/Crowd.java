package org.yanzhen.replay;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.yanzhen.access.ApiClient.Account;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.NeededSkill;
import org.yanzhen.catalogue.PrivacyClass;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.OutcomeView;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Level;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import tools.jackson.databind.json.JsonMapper;

/**
 * The simulated people who serve: spread over the townships in turn, each at home in one of its
 * villages, with the skills the kinds ask for in turn. Made through the gate by the administrator,
 * like any other people.
 */
final class Crowd {

  /** Who can sign in. */
  record Member(String login, String password) {}

  private static final String PASSWORD = "yanzhen-replay";
  private static final LocalDate SINCE = LocalDate.of(2024, 1, 1);
  private static final LocalDate VERIFIED = LocalDate.of(2025, 3, 20);
  private static final int BATCH = 50;
  private static final int SKILLS = 3;

  /** Every so many people one also serves at a body whose matters only its own people may see. */
  private static final int EVERY_INSIDER = 20;

  private final RealmId realm;
  private final Account administrator;
  private final JsonMapper mapper;
  private final Divisions divisions;
  private final List<NeededSkill> skills;
  private final List<Kind> confidential;

  Crowd(
      RealmId realm,
      Account administrator,
      JsonMapper mapper,
      Divisions divisions,
      List<Kind> kinds) {
    this.realm = realm;
    this.administrator = administrator;
    this.mapper = mapper;
    this.divisions = divisions;
    // A skill at the highest level any kind asks for.
    Map<String, NeededSkill> highest = new LinkedHashMap<>();
    for (Kind kind : kinds) {
      for (NeededSkill needed : kind.skills()) {
        highest.merge(
            needed.code(), needed, (one, other) -> one.level() >= other.level() ? one : other);
      }
    }
    this.skills = List.copyOf(highest.values());
    this.confidential =
        kinds.stream()
            .filter(kind -> kind.privacy() == PrivacyClass.RESTRICTED)
            .sorted(Comparator.comparing(Kind::code))
            .toList();
  }

  /** Makes the people, or finds them made by an earlier run in a kept folder. */
  List<Member> make(int people, int county, long seed) {
    List<Division> townships =
        divisions.children(county).stream()
            .filter(division -> division.level() == Level.TOWNSHIP)
            .toList();
    // The least the house accepts: it is paid at each of some hundred sign-ins.
    String hash =
        Objects.requireNonNull(new Argon2PasswordEncoder(16, 32, 1, 7_168, 1).encode(PASSWORD));
    List<Member> members = new ArrayList<>();
    List<Envelope> commands = new ArrayList<>();
    for (int n = 1; n <= people; n++) {
      Division township = townships.get((n - 1) % townships.size());
      List<Division> villages = divisions.villagesBelow(township.id());
      Division home = villages.get((n / townships.size()) % villages.size());
      String login = "replay%d-%s".formatted(n, realm);
      UUID person = named("person", n);
      commands.add(
          command(
              "person",
              n,
              "people.register-person",
              person(n, person, home, posts(n, township, county))));
      for (String skill : skillsOf(n, seed)) {
        commands.add(command("skill/" + skill, n, "people.record-skill", skill(person, skill)));
      }
      commands.add(
          command(
              "account",
              n,
              "access.add-account",
              Map.of(
                  "accountId",
                  named("account", n),
                  "login",
                  login,
                  "name",
                  name(n),
                  "passwordHash",
                  hash,
                  "personId",
                  person,
                  "grants",
                  List.of(Map.of("role", "WORKER", "divisionId", township.id())))));
      members.add(new Member(login, PASSWORD));
    }
    for (int from = 0; from < commands.size(); from += BATCH) {
      send(commands.subList(from, Math.min(from + BATCH, commands.size())));
    }
    return members;
  }

  private void send(List<Envelope> commands) {
    List<OutcomeView> outcomes = administrator.submitAll(commands);
    for (int i = 0; i < commands.size(); i++) {
      var problem = outcomes.get(i).problem();
      // A hash differs each time it is made, so an account from an earlier run is another command.
      if (problem != null && !problem.code().equals("command.id-reused")) {
        throw new IllegalStateException(
            "%s was refused with %s".formatted(commands.get(i).type(), problem.code()));
      }
    }
  }

  private Envelope command(String what, int n, String type, Map<String, ?> body) {
    return Envelope.of(named(what + "/command", n), type, mapper.valueToTree(body));
  }

  private UUID named(String what, int n) {
    return Ids.named("replay/" + realm + "/" + what + "/" + n);
  }

  private static Map<String, Object> person(
      int n, UUID person, Division home, List<Map<String, Object>> posts) {
    Map<String, Object> body = new HashMap<>();
    body.put("personId", person);
    body.put("name", name(n));
    // Starts with zeros, as no number in 0745 does: calling it reaches nobody.
    body.put("phone", "0745-000%04d".formatted(1_000 + n));
    body.put("divisionId", home.id());
    body.put("synthetic", true);
    body.put("active", true);
    body.put("posts", posts);
    return body;
  }

  private List<Map<String, Object>> posts(int n, Division township, int county) {
    Map<String, Object> post =
        Map.of("title", "模拟服务员", "divisionId", township.id(), "serving", true, "from", SINCE);
    return insider(n)
        .map(
            kind ->
                List.of(
                    post,
                    Map.<String, Object>of(
                        "title",
                        "模拟专职人员",
                        "organisation",
                        kind.responsibleBody(),
                        "divisionId",
                        county,
                        "serving",
                        true,
                        "from",
                        SINCE)))
        .orElse(List.of(post));
  }

  /** The confidential kind this person serves from inside the body that answers for it. */
  private Optional<Kind> insider(int n) {
    return n % EVERY_INSIDER == 0 && !confidential.isEmpty()
        ? Optional.of(confidential.get(n / EVERY_INSIDER % confidential.size()))
        : Optional.empty();
  }

  private Map<String, Object> skill(UUID person, String skill) {
    int level =
        skills.stream()
            .filter(needed -> needed.code().equals(skill))
            .mapToInt(NeededSkill::level)
            .max()
            .orElse(2);
    return Map.of(
        "personId", person,
        "skill", skill,
        "level", level,
        "evidence", "模拟",
        "verifier", "模拟",
        "verifiedOn", VERIFIED);
  }

  private List<String> skillsOf(int n, long seed) {
    List<String> drawn = new ArrayList<>(skills.stream().map(NeededSkill::code).toList());
    Collections.shuffle(drawn, new Random(seed * 31 + n));
    Set<String> own = new LinkedHashSet<>();
    insider(n).ifPresent(kind -> kind.skills().forEach(needed -> own.add(needed.code())));
    own.addAll(drawn.subList(0, Math.min(SKILLS, drawn.size())));
    return List.copyOf(own);
  }

  private static String name(int n) {
    return "模拟%03d".formatted(n);
  }
}

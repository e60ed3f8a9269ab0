package org.yanzhen.support;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.yanzhen.catalogue.Packs;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import tools.jackson.databind.json.JsonMapper;

/** A second county in the same installation, with one account of each role. */
@Lazy
public final class Neighbour {

  private static final RealmId REALM = new RealmId(2);
  private static final String COUNTY_CODE = "431230";

  private final Gate gate;
  private final Packs packs;
  private final Divisions divisions;
  private final Argon2PasswordEncoder passwords;
  private final JsonMapper mapper;
  private final County county;
  private boolean isOpen;

  Neighbour(
      Gate gate,
      Packs packs,
      Divisions divisions,
      Argon2PasswordEncoder passwords,
      JsonMapper mapper,
      County county) {
    this.gate = gate;
    this.packs = packs;
    this.divisions = divisions;
    this.passwords = passwords;
    this.mapper = mapper;
    this.county = county;
  }

  /** Makes it, once. */
  public synchronized void open() {
    if (isOpen) {
      return;
    }
    int division = divisions.findByCode(COUNTY_CODE).orElseThrow().id();
    send(
        REALM,
        "access.open-realm",
        Map.of("name", "邻县", "divisionId", division, "purpose", "DEMO", "zone", "Asia/Shanghai"));
    packs.adopt(REALM);
    for (String role : List.of("CLERK", "DISPATCHER", "WORKER", "ADMINISTRATOR")) {
      addAccount(REALM, "neighbour-" + role, role, division);
    }
    isOpen = true;
  }

  /** Somebody of each role over there. */
  public List<Api> everyRole() {
    return Stream.of("CLERK", "DISPATCHER", "WORKER", "ADMINISTRATOR")
        .map(role -> county.as("neighbour-" + role))
        .toList();
  }

  public Api administrator() {
    return county.as("neighbour-ADMINISTRATOR");
  }

  /** A clerk of our own county whose rights end at another township than the order's. */
  public Api clerkOfAnotherTownshipIn(County ours, UUID order) {
    return clerkOfATownship(ours, order, false);
  }

  /** A clerk of our own county whose rights are the order's own township. */
  public Api clerkOfTheTownshipOf(County ours, UUID order) {
    return clerkOfATownship(ours, order, true);
  }

  /** A dispatcher of our own county whose rights are that division. */
  public Api dispatcherOf(County ours, Division division) {
    String login = "dispatcher-of-" + division.code();
    addAccount(new RealmId(1), login, "DISPATCHER", division.id());
    return ours.as(login);
  }

  private Api clerkOfATownship(County ours, UUID order, boolean ofTheOrder) {
    Division village =
        divisions.get(
            ours.clerk().get("/api/orders/" + order).body().at("/card/divisionId").asInt());
    Division own = divisions.findByCode("431224").orElseThrow();
    Division township =
        divisions.children(own.id()).stream()
            .filter(found -> village.path().startsWith(found.path()) == ofTheOrder)
            .findFirst()
            .orElseThrow();
    String login = "clerk-of-" + township.code();
    addAccount(new RealmId(1), login, "CLERK", township.id());
    return ours.as(login);
  }

  private void addAccount(RealmId realm, String login, String role, int division) {
    send(
        realm,
        "access.add-account",
        Map.of(
            "accountId", Ids.named("account/" + login),
            "login", login,
            "name", "账号 " + role,
            "passwordHash", passwords.encode(County.PASSWORD),
            "grants", List.of(Map.of("role", role, "divisionId", division))));
  }

  private void send(RealmId realm, String type, Map<String, ?> body) {
    Outcome outcome =
        gate.submit(
            Envelope.of(Ids.next(), type, mapper.valueToTree(body)),
            Actor.system(realm, Origin.JOB));
    if (!outcome.isDone()
        && outcome.problem().code() != org.yanzhen.shared.ProblemCode.ACCESS_LOGIN_TAKEN) {
      throw new IllegalStateException(outcome.toString());
    }
  }
}

package org.yanzhen.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@YanzhenTest
class AdministratorKeepingAccountsTest {

  private static final String OTHER_PASSWORD = "another-password";

  @Autowired County county;
  @Autowired Divisions divisions;
  @Autowired Neighbour neighbour;
  @Autowired TestClock clock;
  @Autowired Gate gate;
  @Autowired JsonMapper mapper;
  @Autowired Argon2PasswordEncoder passwords;

  @Test
  void anAccountIsBoundOnlyToAPersonAtHomeInTheAdministratorsArea() {
    Api township = administratorOf(township(0));
    int village = villageOf(township(0)).id();

    Map<String, Object> taken = account("WORKER", village);
    taken.put("personId", person(villageOf(township(1))));
    Map<String, Object> nobody = account("WORKER", village);
    nobody.put("personId", Ids.next());
    Map<String, Object> own = account("WORKER", village);
    own.put("personId", person(villageOf(township(0))));

    assertThat(township.command("access.add-account", taken).code()).isEqualTo("access.forbidden");
    assertThat(township.command("access.add-account", nobody).code())
        .isEqualTo("people.person-unknown");
    assertThat(township.command("access.add-account", own).isDone()).isTrue();
  }

  @Test
  void whatIsThereAlreadyIsRefusedByName() {
    int village = villageOf(township(0)).id();
    Map<String, Object> first = account("WORKER", village);
    first.put("personId", person(villageOf(township(0))));
    assertThat(admin().command("access.add-account", first).isDone()).isTrue();

    Map<String, Object> sameId = account("WORKER", village);
    sameId.put("accountId", first.get("accountId"));
    Map<String, Object> samePerson = account("WORKER", village);
    samePerson.put("personId", first.get("personId"));
    Map<String, Object> twice = account("WORKER", village);
    twice.put("grants", List.of(grant("WORKER", village), grant("WORKER", village)));

    assertThat(admin().command("access.add-account", sameId).code())
        .isEqualTo("access.account-exists");
    assertThat(admin().command("access.add-account", samePerson).code())
        .isEqualTo("access.person-has-account");
    assertThat(admin().command("access.add-account", twice).text("field")).isEqualTo("body.grants");
  }

  @Test
  void aHashMayNotCostMoreThanTheServerWillPay() {
    String end = "$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g";
    PasswordHash.checked("h", "$argon2id$v=19$m=16384,t=2,p=1" + end);
    PasswordHash.checked("h", passwords.encode("x"));
    for (String price :
        List.of("m=16385,t=1,p=1", "m=16384,t=3,p=1", "m=16384,t=2,p=2", "m=8,t=1,p=1", "")) {
      assertThatThrownBy(() -> PasswordHash.checked("h", "$argon2id$v=19$" + price + end))
          .as(price)
          .isInstanceOf(ProblemException.class);
    }
  }

  @Test
  void closingAnAccountEndsItsSessionsAtOnceAndItsPersonMayHaveAnother() {
    Map<String, Object> body = account("WORKER", villageOf(township(0)).id());
    body.put("personId", person(villageOf(township(0))));
    admin().command("access.add-account", body);
    Api signedIn = Api.signIn(county.address(), (String) body.get("login"), County.PASSWORD);
    assertThat(signedIn.get("/api/session").isDone()).isTrue();
    Map<String, Object> close = Map.of("accountId", body.get("accountId"));

    assertThat(administratorOf(township(1)).command("access.close-account", close).code())
        .isEqualTo("access.forbidden");
    assertThat(signedIn.command("access.close-account", close).code())
        .isEqualTo("access.forbidden");
    assertThat(signedIn.get("/api/session").isDone()).isTrue();
    assertThat(admin().command("access.close-account", close).isDone()).isTrue();

    assertThat(signedIn.get("/api/session").code()).isEqualTo("access.not-signed-in");
    assertThatThrownBy(
            () -> Api.signIn(county.address(), (String) body.get("login"), County.PASSWORD))
        .hasMessageContaining("access.bad-credentials");
    assertThat(admin().command("access.close-account", close).code())
        .isEqualTo("access.account-unknown");
    Map<String, Object> next = account("WORKER", villageOf(township(0)).id());
    next.put("personId", body.get("personId"));
    assertThat(admin().command("access.add-account", next).isDone()).isTrue();
  }

  @Test
  void aNewPasswordEndsWhatTheOldOneOpened() {
    Map<String, Object> body = account("CLERK", township(0).id());
    admin().command("access.add-account", body);
    String login = (String) body.get("login");
    Api signedIn = Api.signIn(county.address(), login, County.PASSWORD);
    Map<String, Object> change =
        Map.of(
            "accountId", body.get("accountId"), "passwordHash", passwords.encode(OTHER_PASSWORD));

    assertThat(county.clerk().command("access.set-password", change).code())
        .isEqualTo("access.forbidden");
    assertThat(administratorOf(township(1)).command("access.set-password", change).code())
        .isEqualTo("access.forbidden");
    assertThat(signedIn.command("access.set-password", change).isDone()).isTrue();

    assertThat(signedIn.get("/api/session").code()).isEqualTo("access.not-signed-in");
    assertThatThrownBy(() -> Api.signIn(county.address(), login, County.PASSWORD))
        .hasMessageContaining("access.bad-credentials");
    Api again = Api.signIn(county.address(), login, OTHER_PASSWORD);
    assertThat(again.get("/api/session").isDone()).isTrue();
    assertThat(admin().command("access.set-password", change).isDone()).isTrue();
    assertThat(again.get("/api/session").code()).isEqualTo("access.not-signed-in");
  }

  @Test
  void theOwnPasswordIsChangedOnlyByWhoHasJustSaidTheOldOne() {
    Map<String, Object> body = account("CLERK", township(0).id());
    admin().command("access.add-account", body);
    String login = (String) body.get("login");
    Api leftOpen = Api.signIn(county.address(), login, County.PASSWORD);
    Map<String, Object> change =
        Map.of(
            "accountId", body.get("accountId"), "passwordHash", passwords.encode(OTHER_PASSWORD));

    clock.advance(Sessions.JUST_NOW.plusSeconds(1));
    assertThat(leftOpen.command("access.set-password", change).code())
        .isEqualTo("access.sign-in-again");

    Api again = Api.signIn(county.address(), login, County.PASSWORD);
    assertThat(again.command("access.set-password", change).isDone()).isTrue();
  }

  @Test
  void aFirstPasswordIsDrawnAnsweredOnceAndKeptNowhere() {
    Map<String, Object> body = account("CLERK", township(0).id());
    body.remove("passwordHash");
    body.put("commandId", Ids.next());
    assertThat(county.clerk().post("/api/accounts", body).code()).isEqualTo("access.forbidden");

    Api.Answer added = admin().post("/api/accounts", body);
    String password = added.text("password");
    assertThat(password).matches("[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}");
    String login = (String) body.get("login");
    assertThat(Api.signIn(county.address(), login, password).get("/api/session").text("login"))
        .isEqualTo(login);
    assertThat(commandsHolding(password)).isZero();

    // Sent again it is another password, and so another command.
    assertThat(admin().post("/api/accounts", body).code()).isEqualTo("command.id-reused");
    body.put("commandId", Ids.next());
    Api.Answer taken = admin().post("/api/accounts", body);
    assertThat(taken.code()).isEqualTo("access.login-taken");
    assertThat(taken.text("field")).isEqualTo("body.login");
  }

  @Test
  void anotherPasswordOfSomebodyElseIsDrawnToo() {
    Map<String, Object> body = account("CLERK", township(0).id());
    admin().command("access.add-account", body);
    String login = (String) body.get("login");
    Api signedIn = Api.signIn(county.address(), login, County.PASSWORD);
    String address = "/api/accounts/" + body.get("accountId") + "/password";
    Map<String, Object> command = Map.of("commandId", Ids.next());

    assertThat(administratorOf(township(1)).post(address, command).code())
        .isEqualTo("access.forbidden");
    assertThat(signedIn.post(address, command).code()).isEqualTo("access.forbidden");
    String password = admin().post(address, Map.of("commandId", Ids.next())).text("password");

    assertThat(signedIn.get("/api/session").code()).isEqualTo("access.not-signed-in");
    assertThatThrownBy(() -> Api.signIn(county.address(), login, County.PASSWORD))
        .hasMessageContaining("access.bad-credentials");
    assertThat(Api.signIn(county.address(), login, password).get("/api/session").isDone()).isTrue();
  }

  @Test
  void aLockedAccountSignsInNoMoreUntilItIsUnlocked() {
    Map<String, Object> body = account("WORKER", villageOf(township(0)).id());
    body.put("personId", person(villageOf(township(0))));
    admin().command("access.add-account", body);
    String login = (String) body.get("login");
    Api signedIn = Api.signIn(county.address(), login, County.PASSWORD);
    Map<String, Object> which = Map.of("accountId", body.get("accountId"));

    assertThat(administratorOf(township(1)).command("access.lock-account", which).code())
        .isEqualTo("access.forbidden");
    assertThat(signedIn.command("access.lock-account", which).code()).isEqualTo("access.forbidden");
    assertThat(admin().command("access.lock-account", which).isDone()).isTrue();
    assertThat(admin().command("access.lock-account", which).isDone()).isTrue();

    assertThat(signedIn.get("/api/session").code()).isEqualTo("access.not-signed-in");
    assertThatThrownBy(() -> Api.signIn(county.address(), login, County.PASSWORD))
        .hasMessageContaining("access.account-locked");
    assertThatThrownBy(() -> Api.signIn(county.address(), login, OTHER_PASSWORD))
        .hasMessageContaining("access.bad-credentials");
    assertThat(listed(admin(), login).get("lockedAt")).isNotNull();
    // Its person has no second one meanwhile.
    Map<String, Object> second = account("WORKER", villageOf(township(0)).id());
    second.put("personId", body.get("personId"));
    assertThat(admin().command("access.add-account", second).code())
        .isEqualTo("access.person-has-account");

    assertThat(administratorOf(township(1)).command("access.unlock-account", which).code())
        .isEqualTo("access.forbidden");
    assertThat(admin().command("access.unlock-account", which).isDone()).isTrue();
    assertThat(signedIn.get("/api/session").code()).isEqualTo("access.not-signed-in");
    assertThat(Api.signIn(county.address(), login, County.PASSWORD).get("/api/session").isDone())
        .isTrue();
    assertThat(listed(admin(), login).get("lockedAt")).isNull();
  }

  @Test
  void nobodyGivesRightsBeyondTheOwnArea() {
    Api township = administratorOf(township(0));
    int own = villageOf(township(0)).id();
    int beyond = villageOf(township(1)).id();
    Api.Answer refused = township.command("access.add-account", account("CLERK", beyond));
    assertThat(refused.code()).isEqualTo("access.forbidden");
    assertThat(refused.text("field")).isEqualTo("body.grants");

    Map<String, Object> body = account("CLERK", own);
    assertThat(township.command("access.add-account", body).isDone()).isTrue();
    Api.Answer more =
        township.command(
            "access.set-grants",
            Map.of(
                "accountId",
                body.get("accountId"),
                "grants",
                List.of(grant("CLERK", own), grant("CLERK", beyond))));
    assertThat(more.code()).isEqualTo("access.forbidden");
    assertThat(more.text("field")).isEqualTo("body.grants");
    // Nor takes away what somebody has elsewhere.
    Map<String, Object> wide = account("CLERK", township(1).id());
    admin().command("access.add-account", wide);
    assertThat(
            township
                .command(
                    "access.set-grants",
                    Map.of(
                        "accountId", wide.get("accountId"), "grants", List.of(grant("CLERK", own))))
                .text("field"))
        .isEqualTo("body.accountId");
  }

  @Test
  void newRightsHoldForWhoIsSignedIn() {
    Map<String, Object> body = account("WORKER", township(0).id());
    admin().command("access.add-account", body);
    Api signedIn = Api.signIn(county.address(), (String) body.get("login"), County.PASSWORD);
    assertThat(signedIn.get("/api/intake").code()).isEqualTo("access.forbidden");

    Map<String, Object> change =
        Map.of(
            "accountId",
            body.get("accountId"),
            "grants",
            List.of(grant("CLERK", township(0).id()), grant("WORKER", township(0).id())));
    assertThat(admin().command("access.set-grants", change).isDone()).isTrue();

    assertThat(signedIn.get("/api/session").text("roles.0")).isEqualTo("CLERK");
    assertThat(signedIn.get("/api/people/organisations").isDone()).isTrue();
  }

  @Test
  void rightsThatReachFurtherMakeThePasswordVoid() {
    Map<String, Object> body = account("CLERK", villageOf(township(0)).id());
    Api township = administratorOf(township(0));
    assertThat(township.command("access.add-account", body).isDone()).isTrue();
    String login = (String) body.get("login");
    Api signedIn = Api.signIn(county.address(), login, County.PASSWORD);

    Map<String, Object> further =
        Map.of(
            "accountId",
            body.get("accountId"),
            "grants",
            List.of(grant("CLERK", township(0).id()), grant("CLERK", township(1).id())));
    assertThat(admin().command("access.set-grants", further).isDone()).isTrue();

    assertThat(signedIn.get("/api/session").code()).isEqualTo("access.not-signed-in");
    assertThatThrownBy(() -> Api.signIn(county.address(), login, County.PASSWORD))
        .hasMessageContaining("access.bad-credentials");
    assertThat(listed(admin(), login).get("passwordNeeded").asBoolean()).isTrue();
    Api.Answer drawn =
        admin()
            .post(
                "/api/accounts/" + body.get("accountId") + "/password",
                Map.of("commandId", Ids.next()));
    assertThat(Api.signIn(county.address(), login, drawn.text("password")).get("/api/session"))
        .matches(Api.Answer::isDone);
    assertThat(listed(admin(), login).get("passwordNeeded").asBoolean()).isFalse();
  }

  @Test
  void theOwnPasswordIsNotDrawnAtTheDesk() {
    Map<String, Object> body = account("ADMINISTRATOR", township(0).id());
    admin().command("access.add-account", body);
    Api own = Api.signIn(county.address(), (String) body.get("login"), County.PASSWORD);

    Api.Answer refused =
        own.post(
            "/api/accounts/" + body.get("accountId") + "/password",
            Map.of("commandId", Ids.next()));

    assertThat(refused.code()).isEqualTo("access.forbidden");
    assertThat(own.get("/api/session").isDone()).isTrue();
  }

  @Test
  void whoHasLeftSignsInNoMore() {
    Division home = villageOf(township(0));
    Map<String, Object> person = new HashMap<>();
    person.put("personId", Ids.next());
    person.put("name", "要走的人");
    person.put("divisionId", home.id());
    person.put("synthetic", true);
    person.put("active", true);
    person.put("posts", List.of());
    assertThat(admin().command("people.register-person", person).isDone()).isTrue();
    Map<String, Object> body = account("WORKER", home.id());
    body.put("personId", person.get("personId"));
    body.put("grants", List.of(grant("WORKER", home.id()), grant("CLERK", township(1).id())));
    admin().command("access.add-account", body);
    String login = (String) body.get("login");
    Api signedIn = Api.signIn(county.address(), login, County.PASSWORD);
    person.put("active", false);

    Api.Answer beyond = administratorOf(township(0)).command("people.register-person", person);
    assertThat(beyond.code()).isEqualTo("access.forbidden");
    assertThat(beyond.text("field")).isEqualTo("body.active");
    assertThat(signedIn.get("/api/session").isDone()).isTrue();

    assertThat(admin().command("people.register-person", person).isDone()).isTrue();
    assertThat(signedIn.get("/api/session").code()).isEqualTo("access.not-signed-in");
    assertThat(signedIn.command("order.note", Map.of()).code()).isEqualTo("access.not-signed-in");
    assertThatThrownBy(() -> Api.signIn(county.address(), login, County.PASSWORD))
        .hasMessageContaining("access.account-locked");
  }

  @Test
  void theLastAdministratorIsNeitherLockedNorClosedNorLeftWithoutRights() {
    RealmId realm = new RealmId(4313);
    Division whole = open(realm);
    Map<String, Object> first = account("ADMINISTRATOR", whole.id());
    Map<String, Object> second = account("ADMINISTRATOR", whole.id());
    Map<String, Object> narrow = account("ADMINISTRATOR", villageOf(whole).id());
    for (Map<String, Object> body : List.of(first, second, narrow)) {
      submit(realm, "access.add-account", body);
    }
    Api one = Api.signIn(county.address(), (String) first.get("login"), County.PASSWORD);
    Map<String, Object> itself = Map.of("accountId", first.get("accountId"));

    // Two who lock each other at once wait for one another.
    Api other = Api.signIn(county.address(), (String) second.get("login"), County.PASSWORD);
    CompletableFuture<Api.Answer> locking =
        CompletableFuture.supplyAsync(
            () -> one.command("access.lock-account", Map.of("accountId", second.get("accountId"))));
    Api.Answer locked = other.command("access.lock-account", itself);
    assertThat(List.of(locking.join().isDone(), locked.isDone()))
        .containsExactlyInAnyOrder(true, false);
    boolean lost = locked.isDone();
    Api left = lost ? other : one;
    UUID last = (UUID) (lost ? second : first).get("accountId");

    for (String type : List.of("access.lock-account", "access.close-account")) {
      Api.Answer refused = left.command(type, Map.of("accountId", last));
      assertThat(refused.code()).as(type).isEqualTo("access.last-administrator");
    }
    assertThat(
            left.command(
                    "access.set-grants",
                    Map.of("accountId", last, "grants", List.of(grant("CLERK", whole.id()))))
                .code())
        .isEqualTo("access.last-administrator");
    // Whoever keeps a village only is not the last of the county.
    assertThat(
            left.command("access.lock-account", Map.of("accountId", narrow.get("accountId")))
                .isDone())
        .isTrue();
    UUID gone = (UUID) (lost ? first : second).get("accountId");
    assertThat(left.command("access.unlock-account", Map.of("accountId", gone)).isDone()).isTrue();
    assertThat(left.command("access.lock-account", Map.of("accountId", last)).isDone()).isTrue();
  }

  @Test
  void anAdministratorSeesTheAccountsOfTheOwnAreaPageByPage() {
    String mark = "list-" + Ids.next().toString().substring(24);
    for (String end : List.of("-c", "-a", "-b")) {
      Map<String, Object> body = account("CLERK", villageOf(township(0)).id());
      body.put("login", mark + end);
      admin().command("access.add-account", body);
    }
    Map<String, Object> wider = account("CLERK", villageOf(township(0)).id());
    wider.put("login", mark + "-wide");
    wider.put(
        "grants",
        List.of(grant("CLERK", villageOf(township(0)).id()), grant("CLERK", township(1).id())));
    admin().command("access.add-account", wider);

    Api township = administratorOf(township(0));
    assertThat(logins(township.get("/api/accounts?text=" + mark)))
        .containsExactly(mark + "-a", mark + "-b", mark + "-c");
    assertThat(logins(admin().get("/api/accounts?text=" + mark))).hasSize(4);
    assertThat(logins(administratorOf(township(2)).get("/api/accounts?text=" + mark))).isEmpty();

    Api.Answer page = township.get("/api/accounts?limit=2&text=" + mark);
    assertThat(logins(page)).containsExactly(mark + "-a", mark + "-b");
    Api.Answer rest =
        township.get("/api/accounts?limit=2&text=" + mark + "&after=" + page.text("next"));
    assertThat(logins(rest)).containsExactly(mark + "-c");
    assertThat(rest.body().get("next")).isNull();

    JsonNode shown = listed(township, mark + "-a");
    assertThat(shown.at("/grants/0/role").asString()).isEqualTo("CLERK");
    assertThat(shown.get("mayKeep").asBoolean()).isTrue();
    assertThat(shown.get("own").asBoolean()).isFalse();
    assertThat(county.clerk().get("/api/accounts").code()).isEqualTo("access.forbidden");
    assertThat(county.dispatcher().get("/api/accounts").code()).isEqualTo("access.forbidden");
    assertThat(township.get("/api/accounts?limit=0").text("field")).isEqualTo("limit");
    assertThat(township.get("/api/accounts?after=" + Ids.next()).text("field")).isEqualTo("after");
    neighbour.open();
    for (Api stranger : neighbour.everyRole()) {
      assertThat(String.valueOf(stranger.get("/api/accounts?text=" + mark).body()))
          .doesNotContain(mark + "-a");
    }
  }

  private static List<String> logins(Api.Answer page) {
    return page.body()
        .get("accounts")
        .valueStream()
        .map(one -> one.get("login").asString())
        .toList();
  }

  private static JsonNode listed(Api reader, String login) {
    return reader.get("/api/accounts?text=" + login).body().at("/accounts/0");
  }

  private static int commandsHolding(String password) {
    return Sql.owner()
        .sql("select count(*) from command.command c where strpos(c::text, :password) > 0")
        .param("password", password)
        .query(Integer.class)
        .single();
  }

  /** A realm of its own, with nobody in it. */
  private Division open(RealmId realm) {
    Division whole = divisions.findByCode("431221").orElseThrow();
    submit(
        realm,
        "access.open-realm",
        Map.of(
            "name", "中方县", "divisionId", whole.id(), "purpose", "REAL", "zone", "Asia/Shanghai"));
    return whole;
  }

  private void submit(RealmId realm, String type, Map<String, ?> body) {
    Outcome outcome =
        gate.submit(
            Envelope.of(Ids.next(), type, mapper.valueToTree(body)),
            Actor.system(realm, Origin.IMPORT));
    assertThat(outcome.isDone()).as("%s: %s", type, outcome).isTrue();
  }

  @AfterEach
  void setTheClockBack() {
    clock.reset();
  }

  private Api admin() {
    return county.as("admin");
  }

  private Api administratorOf(Division township) {
    Map<String, Object> body = account("ADMINISTRATOR", township.id());
    assertThat(admin().command("access.add-account", body).isDone()).isTrue();
    return county.as((String) body.get("login"));
  }

  private Map<String, Object> account(String role, int division) {
    UUID id = Ids.next();
    Map<String, Object> body = new HashMap<>();
    body.put("accountId", id);
    body.put("login", "kept-" + id.toString().substring(24));
    body.put("name", "田里");
    body.put("passwordHash", passwords.encode(County.PASSWORD));
    body.put("grants", List.of(grant(role, division)));
    return body;
  }

  private static Map<String, Object> grant(String role, int division) {
    return Map.of("role", role, "divisionId", division);
  }

  /** Somebody newly registered there. */
  private UUID person(Division home) {
    UUID id = Ids.next();
    Map<String, Object> body =
        Map.of(
            "personId",
            id,
            "name",
            "田里",
            "divisionId",
            home.id(),
            "synthetic",
            true,
            "active",
            true,
            "posts",
            List.of());
    assertThat(admin().command("people.register-person", body).isDone()).isTrue();
    return id;
  }

  private Division township(int n) {
    return divisions.children(divisions.findByCode("431224").orElseThrow().id()).get(n);
  }

  private Division villageOf(Division township) {
    return divisions.villagesBelow(township.id()).getFirst();
  }
}

package org.yanzhen.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.support.Api;
import org.yanzhen.support.County;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class AdministratorKeepingAccountsTest {

  private static final String OTHER_PASSWORD = "another-password";

  @Autowired County county;
  @Autowired Divisions divisions;
  @Autowired TestClock clock;
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

package org.yanzhen.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class SigningInTest {

  @Autowired County county;
  @Autowired Sessions sessions;
  @Autowired Argon2PasswordEncoder passwords;

  @Test
  void theHashOfNobodyCostsAsMuchAsEverybodys() {
    assertThat(passwords.upgradeEncoding(Sessions.HASH_OF_NOBODY)).isFalse();
    assertThat(Sessions.HASH_OF_NOBODY.substring(0, Sessions.HASH_OF_NOBODY.lastIndexOf(',')))
        .isEqualTo(costs(passwords.encode("x")));
    assertThat(Sessions.HASH_OF_NOBODY).hasSameSizeAs(passwords.encode("x"));
  }

  private static String costs(@Nullable String hash) {
    return Objects.requireNonNull(hash).substring(0, hash.lastIndexOf(','));
  }

  @Test
  void anUnknownNameAndAWrongPasswordAreAnsweredAlike() {
    var unknown =
        county
            .nobody()
            .send(
                "POST",
                "/api/session",
                "{\"login\":\"nobody\",\"password\":\"x\"}",
                Map.of("Accept-Token", "yes"));
    var wrong =
        county
            .nobody()
            .send(
                "POST",
                "/api/session",
                "{\"login\":\"clerk\",\"password\":\"x\"}",
                Map.of("Accept-Token", "yes"));

    assertThat(unknown.code()).isEqualTo("access.bad-credentials");
    assertThat(wrong.body()).isEqualTo(unknown.body());
  }

  @Test
  void afterTenWrongTriesTheNextIsPutOff() {
    String body = "{\"login\":\"somebody-%s\",\"password\":\"x\"}".formatted(System.nanoTime());
    for (int i = 0; i < 10; i++) {
      assertThat(
              county
                  .nobody()
                  .send("POST", "/api/session", body, Map.of("Accept-Token", "yes"))
                  .code())
          .isEqualTo("access.bad-credentials");
    }
    assertThat(
            county
                .nobody()
                .send("POST", "/api/session", body, Map.of("Accept-Token", "yes"))
                .code())
        .isEqualTo("access.too-many-tries");
  }

  @Test
  void triesAtTheSameTimeAreCountedToo() throws Exception {
    String login = "hurried-" + System.nanoTime();
    List<Callable<ProblemCode>> tries = Collections.nCopies(40, () -> tried(login, "192.0.2.0/24"));

    Map<ProblemCode, Long> answers;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      answers =
          threads.invokeAll(tries).stream()
              .collect(Collectors.groupingBy(Future::resultNow, Collectors.counting()));
    }

    assertThat(answers)
        .containsOnly(
            Map.entry(ProblemCode.ACCESS_BAD_CREDENTIALS, 10L),
            Map.entry(ProblemCode.ACCESS_TOO_MANY_TRIES, 30L));
  }

  @Test
  void aNetworkThatTriesManyNamesIsPutOffAndAnotherIsNot() {
    for (int i = 0; i < 100; i++) {
      assertThat(tried("guessed-" + i, "198.51.100.0/24"))
          .isEqualTo(ProblemCode.ACCESS_BAD_CREDENTIALS);
    }

    assertThat(tried("guessed-100", "198.51.100.0/24"))
        .isEqualTo(ProblemCode.ACCESS_TOO_MANY_TRIES);
    assertThat(tried("guessed-100", "203.0.113.0/24"))
        .isEqualTo(ProblemCode.ACCESS_BAD_CREDENTIALS);
  }

  @Test
  void whoSignsInWithoutEndIsPutOffFromThereOnly() {
    String here = "203.0.113.128/24";
    for (int i = 0; i < Sessions.SIGN_INS; i++) {
      sessions.signIn("clerk", County.PASSWORD, null, here);
    }

    assertThat(
            catchThrowableOfType(
                    ProblemException.class,
                    () -> sessions.signIn("clerk", County.PASSWORD, null, here))
                .problem()
                .code())
        .isEqualTo(ProblemCode.ACCESS_TOO_MANY_TRIES);
    assertThat(sessions.signIn("clerk", County.PASSWORD, null, "elsewhere")).isNotBlank();
  }

  private ProblemCode tried(String login, String network) {
    return catchThrowableOfType(
            ProblemException.class, () -> sessions.signIn(login, "wrong", null, network))
        .problem()
        .code();
  }

  @Test
  void sessionsThatRanOutAreClearedAway() {
    Sql.owner()
        .sql(
            """
            insert into access.session
              (realm, token_hash, account_id, created_at, last_used_at, expires_at)
            select realm, sha256('ran-out'), id, now(), now(), now() - interval '1 second'
            from access.account where realm = 1 limit 1
            """)
        .update();

    sessions.deleteExpired(new RealmId(1));

    assertThat(
            Sql.owner()
                .sql("select count(*) from access.session where token_hash = sha256('ran-out')")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void readingWritesNoRow() {
    Api clerk = county.clerk();
    clerk.get("/api/orders");
    String before = sessionRows();

    for (int i = 0; i < 5; i++) {
      clerk.get("/api/orders");
      clerk.get("/api/session");
    }

    assertThat(sessionRows()).isEqualTo(before);
  }

  @Test
  void neitherPasswordNorTokenLiesInTheDatabase() {
    county.clerk().get("/api/session");
    assertThat(
            Sql.owner()
                .sql(
                    "select count(*) from access.account where password_hash not like '$argon2id$%'")
                .query(Integer.class)
                .single())
        .isZero();
    assertThat(
            Sql.owner()
                .sql("select min(length(token_hash)) from access.session")
                .query(Integer.class)
                .single())
        .isEqualTo(32);
  }

  @Test
  void aSessionThatWasSignedOutIsClosedAtOnce() {
    Api fresh = Api.signIn(county.address(), "worker5", County.PASSWORD);
    assertThat(fresh.get("/api/session").status()).isEqualTo(200);

    fresh.send("DELETE", "/api/session", null, Map.of());

    assertThat(fresh.get("/api/session").code()).isEqualTo("access.not-signed-in");
  }

  @Test
  void aCookieAloneChangesNothingWithoutTheToken() {
    var answer =
        county.nobody().send("POST", "/api/commands", "{}", Map.of("Cookie", "yz_session=1.abc"));

    assertThat(answer.code()).isEqualTo("access.csrf");
  }

  @Test
  void aPathWrittenAnotherWayNeedsTheTokenToo() {
    var answer =
        county
            .nobody()
            .send("POST", "/%61pi/session", "{\"login\":\"clerk\",\"password\":\"x\"}", Map.of());

    assertThat(answer.code()).isEqualTo("access.csrf");
  }

  @Test
  void aMadeUpTokenOpensNothing() {
    for (String token :
        new String[] {"1.AAAA", "x", "99999.", "0.AAAA", "1." + "A".repeat(200), "1.%00"}) {
      assertThat(
              county
                  .nobody()
                  .send("GET", "/api/session", null, Map.of("Authorization", "Bearer " + token))
                  .code())
          .as(token)
          .isEqualTo("access.not-signed-in");
    }
  }

  private static String sessionRows() {
    return Sql.owner()
        .sql("select string_agg(xmin::text, ',' order by token_hash) from access.session")
        .query(String.class)
        .single();
  }
}

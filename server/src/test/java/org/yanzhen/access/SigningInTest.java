package org.yanzhen.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.support.Api;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class SigningInTest {

  @Autowired County county;

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
  void readingWritesNoRow() {
    Api clerk = county.clerk();
    clerk.get("/api/orders");
    String before = sessions();

    for (int i = 0; i < 5; i++) {
      clerk.get("/api/orders");
      clerk.get("/api/session");
    }

    assertThat(sessions()).isEqualTo(before);
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

  private static String sessions() {
    return Sql.owner()
        .sql("select string_agg(xmin::text, ',' order by token_hash) from access.session")
        .query(String.class)
        .single();
  }
}

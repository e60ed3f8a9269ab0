package org.yanzhen.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

/** Times that are times, and no times of ours. */
@YanzhenTest
class FarTimesTest {

  private static final String FAR = "+999999999-12-31";

  @Autowired County county;

  @Test
  void aCommandWithATimeBeyondOurYearsIsRefusedAndCostsNothing() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          Answer answer =
              county
                  .clerk()
                  .command(
                      "hall.receive",
                      Map.of(
                          "itemId", Ids.next(),
                          "source", "far",
                          "sourceId", Ids.next().toString(),
                          "subject", "很久以前",
                          "text", "很久以前",
                          "placedAt", "-999999999-01-01T00:00:00Z",
                          "reply", "很久以后",
                          "repliedAt", FAR + "T00:00:00Z",
                          "historical", true));
          assertThat(answer.code()).isEqualTo("command.malformed");
          assertThat(answer.text("field")).isIn("body.placedAt", "body.repliedAt");
        });
  }

  @Test
  void aDayBeyondOurYearsIsNoDayToAskAbout() {
    String days = "?from=%2B999999999-12-31&until=%2B999999999-12-31";
    for (String path :
        List.of(
            "/api/dispatch/fairness" + days,
            "/api/people/duty" + days,
            "/api/intake/topics?day=%2B999999999-12-31")) {
      assertThat(county.dispatcher().get(path).code()).as(path).isEqualTo("request.invalid");
    }
  }

  @Test
  void aPageOfAnotherAgeIsNoPage() {
    String token =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString((FAR + "T00:00:00Z/" + Ids.next()).getBytes(StandardCharsets.UTF_8));

    assertThat(county.clerk().get("/api/intake?state=NEW&after=" + token).code())
        .isEqualTo("request.invalid");
  }
}

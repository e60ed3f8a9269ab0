package org.yanzhen.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanzhen.catalogue.Urgency;

class PlanPoliciesTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);

  private static String shipped() {
    try (var file = PlanPoliciesTest.class.getResourceAsStream("/packs/day-plan.yaml")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void readsWhatIsShipped() {
    PlanPolicy policy = new PlanPolicies("").at(TODAY);

    assertThat(policy.hours()).isEqualTo(new PlanPolicy.Part(480, 1080));
    assertThat(policy.minutes("home-meal")).isEqualTo(15);
    assertThat(policy.minutes("something-else")).isEqualTo(policy.usualMinutes());
    assertThat(policy.lateMinute(Urgency.DANGER)).isGreaterThan(policy.lateMinute(Urgency.NORMAL));
    assertThat(policy.appointments().get("lecture-wanted").times()).containsKey("morning");
    assertThat(policy.aroundMinutes()).startsWith(0).isSorted();
  }

  @Test
  void theFileOfTheCountyCountsInstead(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("ours.yaml"), shipped().replace("\"08:00-18:00\"", "\"07:00-19:00\""));

    assertThat(new PlanPolicies(folder.toString()).at(TODAY).hours().from()).isEqualTo(420);
  }

  @Test
  void aPlanFollowsTheLastPolicyWhoseDayHasCome() {
    String one = shipped();
    String later =
        one.substring(one.indexOf("  - from"))
            .replace("2024-01-01", "2027-01-01")
            .replace("gap-minutes: 30", "gap-minutes: 45");

    var policies = PlanPolicies.read("two.yaml", one + later);

    assertThat(policies).extracting(PlanPolicy::gapMinutes).containsExactly(30, 45);
  }

  @Test
  void aSlipIsNamedWithItsFileAndKey() {
    for (String[] slip :
        new String[][] {
          {"gap-minutes: 30", "gap-minutes: many", "gap-minutes"},
          {"gap-minutes: 30", "", "gap-minutes"},
          {"gap-minutes: 30", "gap-minutes: 30\n    surprise: 1", "surprise"},
          {"\"08:00-18:00\"", "\"18:00-08:00\"", "hours"},
          {"\"08:00-18:00\"", "\"08:00-12:00\"", "pause"},
          {"2024-01-01", "soon", "from"},
          {"urgent: 4", "urgent: -4", "urgent"}
        }) {
      assertThatThrownBy(() -> PlanPolicies.read("ours.yaml", shipped().replace(slip[0], slip[1])))
          .as(slip[1])
          .isInstanceOf(PlanPolicies.BadPolicyException.class)
          .hasMessageContaining("ours.yaml")
          .hasMessageContaining(slip[2]);
    }
  }
}

package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yanzhen.catalogue.DispatchMode;
import org.yanzhen.shared.PolicyPack;

class PolicyReaderTest {

  private static final String GOOD = shipped();

  @Test
  void whatIsShippedIsRead() {
    List<Policy> policies = PolicyReader.read("policy.yaml", GOOD);

    assertThat(policies).hasSize(1);
    assertThat(policies.getFirst().full()).isEqualTo(8);
    assertThat(policies.getFirst().tooFarMinutes()).isEqualTo(120);
    assertThat(policies.getFirst().automatic())
        .contains(DispatchMode.DUTY, DispatchMode.BOARD, DispatchMode.GROUP, DispatchMode.ROTA);
    assertThat(PolicyPack.packOf(GOOD)).isEqualTo("dispatch-policy");
  }

  @Test
  void thePolicyOfADayIsTheLastWhoseDayHasCome() {
    String later = GOOD.substring(GOOD.indexOf("  - from:"));
    List<Policy> policies =
        PolicyReader.read(
            "policy.yaml",
            GOOD + later.replace("2024-01-01", "2027-01-01").replace("full: 8", "full: 5"));

    assertThat(Policies.at(policies, LocalDate.of(2026, 12, 31)).full()).isEqualTo(8);
    assertThat(Policies.at(policies, LocalDate.of(2027, 1, 1)).full()).isEqualTo(5);
    assertThat(Policies.at(policies, LocalDate.of(1999, 1, 1)).full()).isEqualTo(8);
  }

  @Test
  void aCountyMaySwitchOffWhatHappensByItself() {
    Policy policy =
        PolicyReader.read(
                "policy.yaml",
                GOOD.replace("automatic: [DUTY, BOARD, GROUP, ROTA]", "automatic: []"))
            .getFirst();

    assertThat(policy.automatic()).isEmpty();
  }

  @Test
  void everySlipIsNamedWithItsLine() {
    refused(GOOD.replace("full: 8", "full: many"), "no whole number from 1 to 1000");
    refused(GOOD.replace("full: 8", "full: 0"), "no whole number from 1 to 1000");
    refused(GOOD.replace("full: 8", "fuller: 8"), "unknown key \"fuller\"", "\"full\" is missing");
    refused(GOOD.replace("2024-01-01", "2024-02-31"), "is no day");
    refused(GOOD.replace("[DUTY, BOARD", "[DUTY, OFFER"), "\"OFFER\" is none of");
    refused(GOOD.replace("      tight: 20\n", ""), "\"tight\" is missing");
    refused("pack: dispatch-policy\npolicies: []\n", "no policy at all");
    refused("pack: dispatch-policy\npolicies: [", "policy.yaml:2");
    refused(GOOD + GOOD.substring(GOOD.indexOf("  - from:")), "two policies begin on 2024-01-01");
  }

  private static void refused(String yaml, String... words) {
    assertThatThrownBy(() -> PolicyReader.read("policy.yaml", yaml))
        .isInstanceOf(PolicyReader.BadPolicyException.class)
        .hasMessageContainingAll(words)
        .hasMessageMatching("(?s)policy[.]yaml:[0-9]+: .*");
  }

  private static String shipped() {
    try (InputStream file =
        PolicyReaderTest.class.getResourceAsStream("/packs/dispatch-policy.yaml")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

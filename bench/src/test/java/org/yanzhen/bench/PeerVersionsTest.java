package org.yanzhen.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A figure is worth what is said about whom it was measured against. */
class PeerVersionsTest {
  @Test
  void peersAreToldByTheirJars() {
    assertThat(
            PeerVersions.of(
                List.of(
                    "/r/jsprit-core-1.8.jar",
                    "/r/ortools-linux-x86-64-9.15.6755.jar",
                    "/r/ortools-java-9.15.6755.jar",
                    "target/classes")))
        .isEqualTo("OR-Tools 9.15.6755, jsprit 1.8");
    assertThat(PeerVersions.of(List.of("target/classes"))).isEqualTo("unknown");
  }
}

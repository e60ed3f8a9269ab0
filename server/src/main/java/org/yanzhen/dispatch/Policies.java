package org.yanzhen.dispatch;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.shared.PolicyPack;
import org.yanzhen.shared.RealmId;

/**
 * The policies in force by day: those of the county's own folder where it has such a file, else
 * those that are shipped.
 */
@Component
class Policies {

  private final List<Policy> policies;
  private final Realms realms;

  Policies(Realms realms, @Value("${yanzhen.packs:}") String folder) {
    this.realms = realms;
    this.policies = read(folder);
  }

  /** The last whose day has come; before all days, the first. */
  Policy at(RealmId realm, Instant at) {
    return at(policies, LocalDate.ofInstant(at, realms.get(realm).zone()));
  }

  static Policy at(List<Policy> policies, LocalDate day) {
    return policies.stream()
        .filter(policy -> !policy.from().isAfter(day))
        .reduce((before, later) -> later)
        .orElse(policies.getFirst());
  }

  private static List<Policy> read(String folder) {
    PolicyPack pack = PolicyPack.find(folder, "dispatch-policy", "packs/dispatch-policy.yaml");
    return PolicyReader.read(pack.file(), pack.yaml());
  }
}

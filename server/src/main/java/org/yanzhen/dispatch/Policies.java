package org.yanzhen.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.shared.RealmId;

/**
 * The policies in force by day: those of the county's own folder where it has such a file, else
 * those that are shipped.
 */
@Component
class Policies {

  private static final String PACK = "dispatch-policy";
  private static final String SHIPPED = "packs/dispatch-policy.yaml";

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
    try {
      if (!folder.isBlank() && Files.isDirectory(Path.of(folder))) {
        List<Path> own;
        try (Stream<Path> files = Files.list(Path.of(folder))) {
          own = files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList();
        }
        for (Path file : own) {
          String yaml = Files.readString(file);
          if (PolicyReader.packOf(yaml).equals(PACK)) {
            return PolicyReader.read(file.toString(), yaml);
          }
        }
      }
      try (InputStream shipped = Policies.class.getResourceAsStream("/" + SHIPPED)) {
        if (shipped == null) {
          throw new IllegalStateException("not on the class path: " + SHIPPED);
        }
        return PolicyReader.read(
            SHIPPED, new String(shipped.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

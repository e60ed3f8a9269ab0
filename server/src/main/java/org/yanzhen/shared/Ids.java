package org.yanzhen.shared;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.util.UUID;

/**
 * Where ids come from: UUIDv7 for new things, UUIDv5 where the same input must give the same id.
 */
public final class Ids {

  private static final TimeBasedEpochRandomGenerator TIME =
      Generators.timeBasedEpochRandomGenerator();
  private static final NameBasedGenerator NAME =
      Generators.nameBasedGenerator(UUID.fromString("6c1f2f0e-5a0b-5d3c-9a55-79616e7a6865"));

  private Ids() {}

  /** A new, time-ordered id (RFC 9562, version 7). */
  public static UUID next() {
    return TIME.generate();
  }

  /**
   * The id that always belongs to this name (RFC 9562, version 5), e.g. {@code "import/source/42"}.
   * Anybody can reckon it: what the system itself sends or makes takes {@link Vault#id}.
   */
  public static UUID named(String name) {
    return NAME.generate(name);
  }
}

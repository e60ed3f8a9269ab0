package org.yanzhen.order;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The arithmetic of a draw, simple enough to be done again with {@code sha256sum}: the seed's 64
 * hexadecimal digits followed by the order's id, as text; the hash as a number; its rest by 10,000.
 */
final class Lot {

  private static final BigInteger ALL = BigInteger.valueOf(FiguresPolicy.ALL);

  private Lot() {}

  /** 0 to 9,999; an order is in the sample if this is below its rate. */
  static int value(String seed, UUID orderId) {
    return new BigInteger(1, sha256(seed + orderId)).mod(ALL).intValueExact();
  }

  /** What is published before the draw. */
  static String commitment(String seed) {
    return HexFormat.of().formatHex(sha256(seed));
  }

  /**
   * What is published of a draw before it is shown: the hash of who was in it at which rate, one a
   * line in the order of their ids. Neither can be added to or left out of it afterwards.
   */
  static String population(Collection<DrawStore.Drawn> drawn) {
    return HexFormat.of()
        .formatHex(
            sha256(
                drawn.stream()
                    .map(lot -> lot.orderId() + " " + lot.rate() + "\n")
                    .sorted()
                    .collect(Collectors.joining())));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

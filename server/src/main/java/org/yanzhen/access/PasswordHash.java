package org.yanzhen.access;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Checks;

/**
 * Argon2id in its usual written form. Whoever makes the hash also names its price, and the server
 * pays it at every sign-in; so it is at most the server's own.
 */
final class PasswordHash {

  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,3}),p=(\\d{1,3})"
              + "\\$[A-Za-z0-9+/]{11,64}\\$[A-Za-z0-9+/]{22,128}");

  private static final int LEAST_MEMORY_KIB = 7_168;

  /** As {@code Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8}, see AccessConfiguration. */
  private static final int MOST_MEMORY_KIB = 16_384;

  private static final int MOST_PASSES = 2;
  private static final int MOST_LANES = 1;

  private PasswordHash() {}

  static String checked(String field, @Nullable String value) {
    String hash = Checks.text(field, value, 300);
    Matcher parts = FORM.matcher(hash);
    if (!parts.matches()) {
      throw Checks.malformed(field, "not Argon2id");
    }
    bounded(field, "m", parts.group(1), LEAST_MEMORY_KIB, MOST_MEMORY_KIB);
    bounded(field, "t", parts.group(2), 1, MOST_PASSES);
    bounded(field, "p", parts.group(3), 1, MOST_LANES);
    return hash;
  }

  private static void bounded(String field, String name, String value, int least, int most) {
    int number = Integer.parseInt(value);
    if (number < least || number > most) {
      throw Checks.malformed(field, "%s is not between %d and %d".formatted(name, least, most));
    }
  }
}

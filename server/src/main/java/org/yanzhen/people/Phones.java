package org.yanzhen.people;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Checks;

/** Telephone numbers as people write them, and the digits they are looked up by. */
public final class Phones {

  private static final Pattern DIGITS = Pattern.compile("[0-9]{5,15}");

  private Phones() {}

  /** The number as given, if it can be one. */
  static @Nullable String checked(String field, @Nullable String phone) {
    String given = Checks.optionalText(field, phone, 30);
    if (given != null && !DIGITS.matcher(digits(given)).matches()) {
      throw Checks.malformed(field, "not a telephone number");
    }
    return given;
  }

  /**
   * Digits only and without China's country code, so that 0745-123, 0745 123 and +86 745 123 are
   * one number.
   */
  public static String digits(String phone) {
    String plain = phone.replaceAll("[\\s()\\-–]", "");
    String national = plain.replaceFirst("^([+]|00)86", "");
    boolean abroad = !national.equals(plain);
    // A Chinese mobile number starts with 1; every other number is dialled with a zero at home.
    return abroad && !national.startsWith("1") ? "0" + national : national;
  }
}

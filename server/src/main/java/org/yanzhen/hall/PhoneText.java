package org.yanzhen.hall;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yanzhen.people.Phones;
import org.yanzhen.shared.Checks;

/** A telephone number as it comes with a command. */
final class PhoneText {

  private static final Pattern DIGITS = Pattern.compile("[0-9]{3,15}");

  private PhoneText() {}

  /** The number as given; an exchange may show a short one. */
  static @Nullable String checked(String field, @Nullable String phone) {
    String given = Checks.optionalText(field, phone, 30);
    if (given != null && !DIGITS.matcher(Phones.digits(given)).matches()) {
      throw Checks.malformed(field, "not a telephone number");
    }
    return given;
  }
}

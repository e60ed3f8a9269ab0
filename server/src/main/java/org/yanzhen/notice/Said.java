package org.yanzhen.notice;

import java.time.LocalTime;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;

/**
 * What somebody says about being told, as a whole: what is left out is not wished.
 *
 * @param quietFrom own quiet hours as 13:00, both or neither; may run across midnight
 */
public record Said(
    Language language,
    Consent consent,
    @Nullable Way preferred,
    @Nullable String email,
    @Nullable String quietFrom,
    @Nullable String quietTo) {

  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s@<>,;:\"()]{1,64}@[A-Za-z0-9.-]{1,180}[.][A-Za-z]{2,20}");
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

  public Said {
    Checks.present("language", language);
    Checks.present("consent", consent);
    email = address(email);
    quietFrom = Checks.optionalText("quietFrom", quietFrom, 5);
    quietTo = Checks.optionalText("quietTo", quietTo, 5);
    if (preferred != null && !consent.allows(preferred.channel())) {
      throw Checks.malformed("preferred", "not among the ways they allow");
    }
    if ((quietFrom == null) != (quietTo == null)) {
      throw Checks.malformed(quietFrom == null ? "quietFrom" : "quietTo", "missing");
    }
    if (quietFrom != null && quietTo != null) {
      quietFrom = time("quietFrom", quietFrom);
      quietTo = time("quietTo", quietTo);
      apart("quietTo", quietFrom, quietTo);
    }
  }

  @Nullable QuietHours quiet() {
    return quietFrom == null || quietTo == null
        ? null
        : new QuietHours(LocalTime.parse(quietFrom), LocalTime.parse(quietTo));
  }

  /** Hours that end as they begin would be none, or all of them. */
  static void apart(String field, String from, String to) {
    if (from.equals(to)) {
      throw Checks.malformed(field, "ends when it begins");
    }
  }

  static String time(String field, @Nullable String time) {
    String given = Checks.text(field, time, 5);
    if (!TIME.matcher(given).matches()) {
      throw Checks.malformed(field, "not a time such as 21:00");
    }
    return given;
  }

  static @Nullable String address(@Nullable String email) {
    String given = Checks.optionalText("email", email, 254);
    if (given != null && !ADDRESS.matcher(given).matches()) {
      throw Checks.malformed("email", "not an address");
    }
    return given == null ? null : given.toLowerCase(Locale.ROOT);
  }
}

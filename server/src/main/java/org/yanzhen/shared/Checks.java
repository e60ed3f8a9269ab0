package org.yanzhen.shared;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Small checks for the compact constructors of commands and values; each names the field it
 * refuses.
 */
public final class Checks {

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2101-01-01T00:00:00Z");

  private Checks() {}

  /** Text that must be there; white space around it is cut. */
  public static String text(String field, @Nullable String value, int maxLength) {
    String text = optionalText(field, value, maxLength);
    if (text == null) {
      throw malformed(field, "missing");
    }
    return text;
  }

  /**
   * Text that may be absent; blank counts as absent. Control characters are refused: no channel can
   * print them.
   */
  public static @Nullable String optionalText(String field, @Nullable String value, int maxLength) {
    if (value == null || value.isBlank()) {
      return null;
    }
    String text = value.strip();
    if (text.length() > maxLength) {
      throw new ProblemException(
          Problem.at(ProblemCode.COMMAND_MALFORMED, field)
              .with("why", "longer than " + maxLength)
              .with("why.ZH", "最多 " + maxLength + " 个字")
              .with("why.EN", "at most " + maxLength + " characters"));
    }
    if (text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
      throw malformed(field, "has control characters");
    }
    return text;
  }

  /**
   * Whether it lies in the years 2000 to 2100: all we keep does, days can be counted up to it, and
   * the database can say it.
   */
  public static boolean isOfOurTime(Instant at) {
    return !at.isBefore(EARLIEST) && at.isBefore(LATEST);
  }

  /** The same of a day. */
  public static boolean isOfOurTime(LocalDate day) {
    return day.getYear() >= 2000 && day.getYear() <= 2100;
  }

  /**
   * A day that somebody asks about.
   *
   * @throws ProblemException request.invalid when it is not of our time
   */
  public static LocalDate asked(String field, LocalDate day) {
    if (!isOfOurTime(day)) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, field));
    }
    return day;
  }

  public static <T> T present(String field, @Nullable T value) {
    if (value == null) {
      throw malformed(field, "missing");
    }
    return value;
  }

  public static ProblemException malformed(String field, String why) {
    return new ProblemException(Problem.at(ProblemCode.COMMAND_MALFORMED, field).with("why", why));
  }
}

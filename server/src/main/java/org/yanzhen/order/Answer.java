package org.yanzhen.order;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.FieldType;
import org.yanzhen.catalogue.KindField;
import org.yanzhen.command.MediaKind;
import org.yanzhen.place.Point;

/**
 * How an answer to a kind's question is written, the same in a command and in the table:
 *
 * <ul>
 *   <li>a place: words, or {@code latitude,longitude} (WGS 84), or the point and then words;
 *   <li>a person or household: a name, and perhaps a number behind it;
 *   <li>pictures and files: up to three ids of attachments with commas; a voice: one;
 *   <li>a signature: the id of a picture of it, or a name in letters where nobody can draw.
 * </ul>
 */
final class Answer {

  static final int FILES_AT_MOST = 3;

  private static final int LONGEST_NAME = 60;
  private static final Pattern POINT =
      Pattern.compile(
          "(-?[0-9]{1,3}(?:[.][0-9]{1,8})?)\\s*,\\s*(-?[0-9]{1,3}(?:[.][0-9]{1,8})?)(?:\\s+(.+))?",
          Pattern.DOTALL);
  private static final Pattern PERSON =
      Pattern.compile("(\\D.*?)(?:[\\s,，:：]+([+]?[0-9][0-9 -]{4,18}))?");

  private Answer() {}

  /**
   * A place as answered.
   *
   * @param point where it lies, if that was given
   */
  record Place(@Nullable Point point, @Nullable String words) {}

  /** Somebody named in an answer. */
  record Named(String name, @Nullable String phone) {}

  /**
   * Whether it is written as its type asks; whether the named uploads exist is another question.
   */
  static boolean fits(KindField field, String value) {
    String text = value.strip();
    return switch (field.type()) {
      case TEXT -> true;
      case NUMBER -> text.matches("-?[0-9]{1,12}([.][0-9]{1,4})?");
      case CHOICE -> field.choices().stream().anyMatch(choice -> choice.code().equals(value));
      case DATE -> isDay(text);
      case PLACE -> place(text).isPresent();
      case PERSON, HOUSEHOLD -> named(text).isPresent();
      case PHOTO, FILE -> isFiles(text, FILES_AT_MOST);
      case AUDIO -> isFiles(text, 1);
      case SIGNATURE -> isFiles(text, 1) || named(text).isPresent();
    };
  }

  /** Empty when it looks like a point and is none of this earth. */
  static Optional<Place> place(String value) {
    Matcher matcher = POINT.matcher(value.strip());
    if (!matcher.matches()) {
      return Optional.of(new Place(null, value.strip()));
    }
    double latitude = Double.parseDouble(matcher.group(1));
    double longitude = Double.parseDouble(matcher.group(2));
    return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
        ? Optional.of(new Place(new Point(latitude, longitude), matcher.group(3)))
        : Optional.empty();
  }

  static Optional<Named> named(String value) {
    Matcher matcher = PERSON.matcher(value.strip());
    boolean fits = value.strip().lines().count() == 1 && matcher.matches();
    return fits && matcher.group(1).length() <= LONGEST_NAME
        ? Optional.of(new Named(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** The uploads an answer names; none where it is written in letters. */
  static List<UUID> files(FieldType type, String value) {
    return type.isAttachment() && isFiles(value.strip(), FILES_AT_MOST)
        ? Arrays.stream(value.strip().split(",")).map(String::strip).map(UUID::fromString).toList()
        : List.of();
  }

  /** Whether it is kept encrypted and apart. */
  static boolean isPersonal(FieldType type, String value) {
    return type.isPersonal() && files(type, value).isEmpty();
  }

  static MediaKind mediaKind(FieldType type) {
    return switch (type) {
      case AUDIO -> MediaKind.AUDIO;
      case FILE -> MediaKind.FILE;
      default -> MediaKind.PICTURE;
    };
  }

  private static boolean isFiles(String value, int atMost) {
    String[] ids = value.split(",");
    return ids.length <= atMost && Arrays.stream(ids).allMatch(id -> isId(id.strip()));
  }

  private static boolean isId(String value) {
    try {
      return UUID.fromString(value).toString().equals(value);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isDay(String value) {
    try {
      LocalDate.parse(value);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}

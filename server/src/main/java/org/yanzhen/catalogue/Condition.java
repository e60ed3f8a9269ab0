package org.yanzhen.catalogue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Checks;

/**
 * Who may ask for a kind: a question, the answers that qualify, and what is said to whoever gives
 * another. Advice before asking; nobody is refused for it.
 *
 * @param choices at least two for a choice, none otherwise
 * @param qualifying of a choice its codes, of yes and no one of both; none otherwise
 * @param min the smallest number, or the fewest full years of age
 * @param max the largest number, or the most full years of age
 * @param situations answers of the form for which it counts, each {@code field=choice}; none means
 *     always
 * @param otherwise who may ask, in words; said to whoever may not
 * @param instead code of a kind that may help instead
 */
public record Condition(
    String code,
    ConditionType type,
    Text question,
    List<Choice> choices,
    List<String> qualifying,
    @Nullable Integer min,
    @Nullable Integer max,
    List<String> situations,
    Text otherwise,
    Clause clause,
    @Nullable String instead) {

  static final String YES = "yes";
  static final String NO = "no";

  private static final int OLDEST = 150;

  public Condition {
    code = Kind.checkedCode("code", code);
    Checks.present("type", type);
    Checks.present("question", question);
    choices = List.copyOf(Checks.present("choices", choices));
    qualifying = List.copyOf(Checks.present("qualifying", qualifying));
    situations = Paper.checkedSituations(situations);
    Checks.present("otherwise", otherwise);
    Checks.present("clause", clause);
    instead = instead == null ? null : Kind.checkedCode("instead", instead);
    Kind.checkDistinct("choices", choices.stream().map(Choice::code).toList());
    Kind.checkDistinct("qualifying", qualifying);
    boolean bounded = type == ConditionType.NUMBER || type == ConditionType.BIRTH;
    if (type == ConditionType.CHOICE && choices.size() < 2) {
      throw Checks.malformed("choices", "a choice needs at least two");
    }
    if (type != ConditionType.CHOICE && !choices.isEmpty()) {
      throw Checks.malformed("choices", "only a choice has choices");
    }
    if (bounded != qualifying.isEmpty()) {
      throw Checks.malformed("qualifying", bounded ? "only of a choice" : "none");
    }
    List<String> possible =
        type == ConditionType.YES_NO
            ? List.of(YES, NO)
            : choices.stream().map(Choice::code).toList();
    if (!possible.containsAll(qualifying)) {
      throw Checks.malformed("qualifying", "is none of the answers");
    }
    // A question with which everybody qualifies asks for nothing.
    if (!bounded && qualifying.size() == possible.size()) {
      throw Checks.malformed("qualifying", "all of the answers");
    }
    if (bounded == (min == null && max == null)) {
      throw Checks.malformed("min", bounded ? "neither least nor most" : "only of a number or age");
    }
    int least = min == null ? 0 : min;
    int most = max == null ? least : max;
    if (least < 0 || most < least) {
      throw Checks.malformed("min", "from 0, and not above the most");
    }
    if (type == ConditionType.BIRTH && most > OLDEST) {
      throw Checks.malformed("max", "at most " + OLDEST + " years");
    }
  }

  /** Whether it counts for whoever answered the form so. */
  boolean countsFor(Map<String, String> form) {
    return Paper.isOneOf(situations, form);
  }

  /**
   * Whether this answer qualifies; nothing where it is none.
   *
   * @param today where the age is counted
   */
  Optional<Boolean> isMet(@Nullable String answer, LocalDate today) {
    if (answer == null || answer.isBlank()) {
      return Optional.empty();
    }
    String given = answer.strip();
    return switch (type) {
      case CHOICE ->
          choices.stream().anyMatch(choice -> choice.code().equals(given))
              ? Optional.of(qualifying.contains(given))
              : Optional.empty();
      case YES_NO ->
          given.equals(YES) || given.equals(NO)
              ? Optional.of(qualifying.contains(given))
              : Optional.empty();
      case NUMBER -> number(given).map(this::isWithin);
      case BIRTH -> age(given, today).map(years -> isWithin(BigDecimal.valueOf(years)));
    };
  }

  private boolean isWithin(BigDecimal number) {
    return (min == null || number.compareTo(BigDecimal.valueOf(min)) >= 0)
        && (max == null || number.compareTo(BigDecimal.valueOf(max)) <= 0);
  }

  private static Optional<BigDecimal> number(String given) {
    return given.matches("[0-9]{1,9}(\\.[0-9]{1,4})?")
        ? Optional.of(new BigDecimal(given))
        : Optional.empty();
  }

  private static Optional<Integer> age(String given, LocalDate today) {
    try {
      LocalDate birth = LocalDate.parse(given);
      return birth.isAfter(today) || birth.isBefore(today.minusYears(OLDEST))
          ? Optional.empty()
          : Optional.of(Period.between(birth, today).getYears());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}

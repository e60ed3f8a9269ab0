package org.yanzhen.commitment;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Checks;

/**
 * The words of a promise.
 *
 * @param brings what people will have of it
 * @param body code of the organisation that answers for it
 * @param owner who there, as it is published: a post, or a post with a name
 * @param milestones at least one
 * @param figures how much of what, where that can be counted
 */
record Promise(
    Phrase title,
    Phrase brings,
    String body,
    Phrase owner,
    List<Milestone> milestones,
    List<Target> figures) {

  static final int MILESTONES = 12;
  static final int FIGURES = 3;
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

  /**
   * A part of it that is there by a day.
   *
   * @param n what it is known by for ever, whatever it is called
   * @param due the last day on which it is in time
   */
  record Milestone(int n, Phrase title, LocalDate due) {}

  /**
   * How much is promised.
   *
   * @param n what it is known by for ever
   */
  record Target(int n, Phrase name, Phrase unit, BigDecimal promised) {}

  Promise(
      Phrase title,
      Phrase brings,
      String body,
      Phrase owner,
      List<Milestone> milestones,
      @Nullable List<Target> figures) {
    this.title = Phrase.checked("promise.title", title, 60);
    this.brings = Phrase.checked("promise.brings", brings, 300);
    this.body = Checks.text("promise.body", body, 40);
    this.owner = Phrase.checked("promise.owner", owner, 60);
    this.milestones = checkedMilestones(milestones);
    this.figures = checkedFigures(figures);
  }

  Optional<Milestone> milestone(int n) {
    return milestones.stream().filter(milestone -> milestone.n() == n).findAny();
  }

  private static List<Milestone> checkedMilestones(@Nullable List<Milestone> given) {
    List<Milestone> milestones = given == null ? List.of() : given;
    if (milestones.isEmpty()) {
      throw Checks.malformed("promise.milestones", "at least one");
    }
    if (milestones.size() > MILESTONES) {
      throw Checks.malformed("promise.milestones", "more than " + MILESTONES);
    }
    Set<Integer> numbers = new HashSet<>();
    return java.util.stream.IntStream.range(0, milestones.size())
        .mapToObj(
            i -> {
              String field = "promise.milestones." + i;
              Milestone one = Checks.present(field, milestones.get(i));
              number(field, one.n(), numbers);
              return new Milestone(
                  one.n(),
                  Phrase.checked(field + ".title", one.title(), 60),
                  day(field + ".due", one.due()));
            })
        .toList();
  }

  private static List<Target> checkedFigures(@Nullable List<Target> given) {
    List<Target> figures = given == null ? List.of() : given;
    if (figures.size() > FIGURES) {
      throw Checks.malformed("promise.figures", "more than " + FIGURES);
    }
    Set<Integer> numbers = new HashSet<>();
    return java.util.stream.IntStream.range(0, figures.size())
        .mapToObj(
            i -> {
              String field = "promise.figures." + i;
              Target one = Checks.present(field, figures.get(i));
              number(field, one.n(), numbers);
              return new Target(
                  one.n(),
                  Phrase.checked(field + ".name", one.name(), 30),
                  Phrase.checked(field + ".unit", one.unit(), 12),
                  amount(field + ".promised", one.promised()));
            })
        .toList();
  }

  /** What was counted or is to be: not below nothing, two places behind the point. */
  static BigDecimal amount(String field, @Nullable BigDecimal amount) {
    BigDecimal there = Checks.present(field, amount);
    if (there.signum() < 0 || there.compareTo(MOST) > 0) {
      throw Checks.malformed(field, "0 to 1,000,000,000,000");
    }
    BigDecimal plain = there.stripTrailingZeros();
    if (plain.scale() > 2) {
      throw Checks.malformed(field, "more than two decimal places");
    }
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  private static void number(String field, int n, Set<Integer> known) {
    if (n < 1 || n > 99) {
      throw Checks.malformed(field + ".n", "1 to 99");
    }
    if (!known.add(n)) {
      throw Checks.malformed(field + ".n", "twice");
    }
  }

  private static LocalDate day(String field, @Nullable LocalDate day) {
    LocalDate there = Checks.present(field, day);
    if (!Checks.isOfOurTime(there)) {
      throw Checks.malformed(field, "not of the years 2000 to 2100");
    }
    return there;
  }
}

package org.yanzhen.commitment;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Language;

/** What a correction says differently, for everybody to read. */
final class PromiseChanges {

  /** What of a promise was changed. */
  public enum What {
    TITLE,
    BRINGS,
    BODY,
    OWNER,
    MILESTONE,
    DUE,
    NEW_MILESTONE,
    FIGURE,
    NEW_FIGURE
  }

  /**
   * One thing that reads differently.
   *
   * @param of the milestone or figure it is about
   * @param before absent for what is new
   */
  public record Change(What what, @Nullable String of, @Nullable String before, String after) {}

  private PromiseChanges() {}

  /** In the words of one language; what changed in the other only is shown in that one. */
  static List<Change> between(Promise before, Promise after, Language language) {
    List<Change> changes = new ArrayList<>();
    phrase(changes, What.TITLE, null, before.title(), after.title(), language);
    phrase(changes, What.BRINGS, null, before.brings(), after.brings(), language);
    if (!before.body().equals(after.body())) {
      changes.add(new Change(What.BODY, null, before.body(), after.body()));
    }
    phrase(changes, What.OWNER, null, before.owner(), after.owner(), language);
    for (Promise.Milestone now : after.milestones()) {
      String title = now.title().in(language);
      Optional<Promise.Milestone> was = before.milestone(now.n());
      if (was.isEmpty()) {
        changes.add(new Change(What.NEW_MILESTONE, title, null, day(now.due())));
        continue;
      }
      phrase(changes, What.MILESTONE, null, was.get().title(), now.title(), language);
      if (!was.get().due().equals(now.due())) {
        changes.add(new Change(What.DUE, title, day(was.get().due()), day(now.due())));
      }
    }
    for (Promise.Target now : after.figures()) {
      String name = now.name().in(language);
      Optional<Promise.Target> was =
          before.figures().stream().filter(one -> one.n() == now.n()).findAny();
      String amount = amount(now.promised(), now.unit(), language);
      if (was.isEmpty()) {
        changes.add(new Change(What.NEW_FIGURE, name, null, amount));
      } else if (!was.get().equals(now)) {
        changes.add(
            new Change(
                What.FIGURE,
                name,
                amount(was.get().promised(), was.get().unit(), language),
                amount));
      }
    }
    return List.copyOf(changes);
  }

  static String amount(BigDecimal amount, Phrase unit, Language language) {
    return amount.toPlainString() + " " + unit.in(language);
  }

  private static String day(LocalDate day) {
    return day.toString();
  }

  private static void phrase(
      List<Change> changes,
      What what,
      @Nullable String of,
      Phrase before,
      Phrase after,
      Language language) {
    if (before.equals(after)) {
      return;
    }
    if (!before.in(language).equals(after.in(language))) {
      changes.add(new Change(what, of, before.in(language), after.in(language)));
    } else if (!before.zh().equals(after.zh())) {
      changes.add(new Change(what, of, before.zh(), after.zh()));
    } else {
      changes.add(
          new Change(what, of, before.en(), Objects.requireNonNullElse(after.en(), after.zh())));
    }
  }
}

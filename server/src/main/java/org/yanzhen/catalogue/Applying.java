package org.yanzhen.catalogue;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;

/**
 * "Does it apply to me?": says before somebody asks whether they can, and if not, why and by which
 * clause. It is advice: nothing of the answers is kept, and asking stays possible.
 */
@Service
public class Applying {

  /** What comes of the answers. */
  public enum Verdict {
    YES,
    NO,
    /** Something that counts is not answered, and nothing answered stands against it. */
    OPEN
  }

  /** A kind that may help instead. */
  public record AppliesInstead(String code, String name) {}

  /**
   * Why not.
   *
   * @param words who may ask
   * @param clause what that rests on, in words
   */
  public record AppliesReason(
      String code, String words, String clause, @Nullable AppliesInstead instead) {}

  /**
   * @param reasons what stands against it; none unless the verdict is no
   * @param unanswered codes of what is still to be answered: questions of the form, then conditions
   * @param phone the number to call, if there is one
   */
  public record KindApplies(
      Verdict verdict,
      List<AppliesReason> reasons,
      List<String> unanswered,
      @Nullable String phone) {}

  /** Verdict, what stands against it, and codes of what is still to be answered. */
  record Looked(Verdict verdict, List<Condition> against, List<String> unanswered) {}

  private final Catalogue catalogue;
  private final KindWords words;
  private final Realms realms;
  private final InstantSource clock;

  Applying(Catalogue catalogue, KindWords words, Realms realms, InstantSource clock) {
    this.catalogue = catalogue;
    this.words = words;
    this.realms = realms;
    this.clock = clock;
  }

  /**
   * @param form answers to the form's questions, as far as conditions depend on them
   * @param answers by condition
   */
  public KindApplies answer(
      RealmId realm,
      Kind kind,
      Map<String, String> form,
      Map<String, String> answers,
      Language language) {
    Realms.Realm home = realms.get(realm);
    Looked looked = look(kind, form, answers, LocalDate.ofInstant(clock.instant(), home.zone()));
    return new KindApplies(
        looked.verdict(),
        looked.against().stream()
            .map(
                condition ->
                    new AppliesReason(
                        condition.code(),
                        condition.otherwise().in(language),
                        words.clause(condition.clause(), language),
                        instead(realm, condition, language)))
            .toList(),
        looked.unanswered(),
        home.servicePhone());
  }

  /**
   * The rule itself. The phone has it once more, for a day without signal: {@code applying.ts}; the
   * cases of {@code who-may-ask.json} hold both to the same answers.
   */
  static Looked look(
      Kind kind, Map<String, String> form, Map<String, String> answers, LocalDate today) {
    List<Condition> against = new ArrayList<>();
    List<String> unanswered = new ArrayList<>();
    for (KindField field : kind.fieldsOfConditions()) {
      String given = form.get(field.code());
      if (field.choices().stream().noneMatch(choice -> choice.code().equals(given))) {
        unanswered.add(field.code());
      }
    }
    for (Condition condition : kind.conditions()) {
      if (!condition.countsFor(form)) {
        continue;
      }
      Optional<Boolean> met = condition.isMet(answers.get(condition.code()), today);
      if (met.isEmpty()) {
        unanswered.add(condition.code());
      } else if (!met.get()) {
        against.add(condition);
      }
    }
    Verdict verdict =
        !against.isEmpty() ? Verdict.NO : unanswered.isEmpty() ? Verdict.YES : Verdict.OPEN;
    return new Looked(verdict, List.copyOf(against), List.copyOf(unanswered));
  }

  /** What was withdrawn since helps nobody. */
  private @Nullable AppliesInstead instead(RealmId realm, Condition condition, Language language) {
    return condition.instead() == null
        ? null
        : catalogue
            .find(realm, condition.instead())
            .filter(kind -> kind.publicAtDoor() && !kind.withdrawn())
            .map(kind -> new AppliesInstead(kind.code(), kind.name().in(language)))
            .orElse(null);
  }
}

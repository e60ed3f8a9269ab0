package org.yanzhen.dispatch;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.yanzhen.catalogue.NeededSkill;
import org.yanzhen.catalogue.PrivacyClass;
import org.yanzhen.shared.Language;

/**
 * May this person take this order? A list of rules, each one condition; the first refusal is the
 * answer. A hard rule has no exception; past a soft one somebody may choose, with a reason.
 */
final class Eligibility {

  /** One rule: its public name, whether it has no exception, when it refuses, what it says. */
  record Rule(String name, boolean hard, Predicate<Matter> refuses, Words words) {}

  /** A refusal in the reader's language. */
  @FunctionalInterface
  interface Words {
    String say(Matter matter, Language language);
  }

  /** Why somebody may not. */
  record Refusal(String rule, boolean hard, String reason) {}

  static final List<Rule> RULES =
      List.of(
          new Rule(
              "on-leave",
              true,
              Matter::away,
              (matter, language) -> language.pick("今天请假", "On leave today")),
          new Rule(
              "goes-already",
              true,
              Matter::goesAlready,
              (matter, language) ->
                  language.pick(
                      "两个人一起去，另一个就是他", "Two go together, and is the other of them already")),
          new Rule(
              "lacks-skill",
              true,
              matter -> lacking(matter).isPresent(),
              Eligibility::lackingWords),
          new Rule(
              "skill-lapses",
              false,
              matter -> lacking(matter).isEmpty() && lapsing(matter).isPresent(),
              Eligibility::lapsingWords),
          new Rule(
              "privacy",
              true,
              matter -> matter.kind().privacy() == PrivacyClass.RESTRICTED && !matter.ofBody(),
              (matter, language) ->
                  language.pick(
                      "这类事要保密，只派给责任单位和专管这类事的单位的人",
                      "Confidential: only people of the responsible body are sent, or of the one such matters are for")),
          new Rule(
              "no-language",
              false,
              matter -> matter.tongue() != null && matter.tongue().needed() && !matter.speaks(),
              Eligibility::languageWords),
          new Rule(
              "out-of-remit",
              false,
              matter -> !matter.inRemit(),
              (matter, language) ->
                  language.pick("不在管这件事的小组里", "Not in a group that has this in its remit")),
          new Rule(
              "too-far",
              false,
              matter ->
                  matter.travel() != null
                      && matter.travel().minutes() > matter.policy().tooFarMinutes(),
              (matter, language) ->
                  language
                      .pick("路上要 %d 分钟，超过 %d 分钟", "%d minutes on the way, more than %d")
                      .formatted(minutes(matter), matter.policy().tooFarMinutes())),
          new Rule(
              "no-time",
              false,
              Matter::noTime,
              (matter, language) ->
                  language
                      .pick(
                          "%s前没有空：请假，或者日程排满了", "No time until %s: on leave, or the days are taken")
                      .formatted(dueDay(matter, language))),
          new Rule(
              "full",
              false,
              matter -> matter.load() >= matter.policy().full(),
              (matter, language) ->
                  language
                      .pick("手上已有 %d 单，满了", "Already has %d orders in hand, which is full")
                      .formatted(matter.load())));

  /** What holds too for whoever only answers for a group and names somebody else who goes. */
  private static final Set<String> WHO_READS_IT = Set.of("privacy");

  private Eligibility() {}

  /** Why whoever answers for a group may not be asked. */
  static Optional<Refusal> checkAsLead(Matter matter, Language language) {
    return all(matter, language).stream()
        .filter(refusal -> WHO_READS_IT.contains(refusal.rule()))
        .findFirst();
  }

  static Optional<Refusal> check(Matter matter, Language language) {
    return all(matter, language).stream().findFirst();
  }

  /** The first rule that refuses, without its words. */
  static Optional<Rule> refusing(Matter matter) {
    for (Rule rule : RULES) {
      if (rule.refuses().test(matter)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /** Every rule that refuses, in the order of the list. */
  static List<Refusal> all(Matter matter, Language language) {
    return RULES.stream()
        .filter(rule -> rule.refuses().test(matter))
        .map(rule -> new Refusal(rule.name(), rule.hard(), rule.words().say(matter, language)))
        .toList();
  }

  static boolean isSkilled(Matter matter) {
    return lacking(matter).isEmpty();
  }

  private static int minutes(Matter matter) {
    return matter.travel() == null ? 0 : matter.travel().minutes();
  }

  private static Optional<NeededSkill> lacking(Matter matter) {
    return lackingOn(matter, matter.goes());
  }

  /** What the person has today and no more on the day of the deadline. */
  private static Optional<NeededSkill> lapsing(Matter matter) {
    LocalDate due = matter.due();
    return due == null ? Optional.empty() : lackingOn(matter, due);
  }

  private static Optional<NeededSkill> lackingOn(Matter matter, LocalDate day) {
    return matter.kind().skills().stream()
        .filter(needed -> level(matter, needed.code(), day) < needed.level())
        .findFirst();
  }

  private static String languageWords(Matter matter, Language language) {
    String name = matter.tongue() == null ? "" : matter.tongue().name(language);
    return language.pick("不会说%s，这单要会说的人", "Does not speak %s, which is needed").formatted(name);
  }

  private static String lapsingWords(Matter matter, Language language) {
    NeededSkill needed = lapsing(matter).orElseThrow();
    return language
        .pick("“%s”技能在%s的时限之前到期", "The skill “%s” expires before the deadline, %s")
        .formatted(needed.name().in(language), dueDay(matter, language));
  }

  private static String dueDay(Matter matter, Language language) {
    LocalDate due = matter.due();
    return due == null ? "" : HowWords.day(due, language);
  }

  private static String lackingWords(Matter matter, Language language) {
    NeededSkill needed = lacking(matter).orElseThrow();
    int has = level(matter, needed.code());
    return has == 0
        ? language
            .pick("没有“%s”技能", "Does not have the skill “%s”")
            .formatted(needed.name().in(language))
        : language
            .pick("“%s”是 %d 级，要 %d 级", "“%s” at level %d, level %d is needed")
            .formatted(needed.name().in(language), has, needed.level());
  }

  /** On the day it is weighed for; 0 when the person does not have it. */
  static int level(Matter matter, String skill) {
    return level(matter, skill, matter.goes());
  }

  private static int level(Matter matter, String skill, LocalDate day) {
    return matter.person().skills().stream()
        .filter(held -> held.code().equals(skill) && held.countsOn(day))
        .mapToInt(held -> held.level())
        .max()
        .orElse(0);
  }
}

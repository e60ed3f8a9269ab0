package org.yanzhen.dispatch;

import java.util.List;
import java.util.Optional;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.shared.Language;

/**
 * Why nobody is suggested for an order: the first rule that leaves nobody of those whom the rules
 * before it let pass.
 *
 * @param rule name of the rule; {@code nobody} when nobody serves there at all, {@code dearer} when
 *     somebody could go but other orders would suffer more
 * @param people how many were left before that rule
 */
record Unserved(String rule, int people, int limitMinutes) {

  /** What a village clerk would ask first. */
  static final List<String> SEQUENCE =
      List.of(
          "lacks-skill",
          "privacy",
          "out-of-remit",
          "no-language",
          "too-far",
          "skill-lapses",
          "goes-already",
          "on-leave",
          "no-time",
          "full");

  /**
   * @param left whether the best assignment leaves it
   */
  static Optional<Unserved> of(Ranking.Result result, boolean left) {
    if (!result.ranked().isEmpty()) {
      return left
          ? Optional.of(new Unserved("dearer", result.ranked().size(), 0))
          : Optional.empty();
    }
    if (result.refused().isEmpty()) {
      return Optional.of(new Unserved("nobody", 0, 0));
    }
    int limit = result.refused().getFirst().matter().policy().tooFarMinutes();
    List<Ranking.Refused> remaining = result.refused();
    for (String rule : SEQUENCE) {
      List<Ranking.Refused> passing =
          remaining.stream()
              .filter(
                  one -> one.refusals().stream().noneMatch(refusal -> refusal.rule().equals(rule)))
              .toList();
      if (passing.isEmpty()) {
        return Optional.of(new Unserved(rule, remaining.size(), limit));
      }
      remaining = passing;
    }
    return Optional.empty();
  }

  /**
   * @param deadline of the order, as {@link HowWords#deadline} says it
   */
  String words(Kind kind, String deadline, Language language) {
    String skill =
        String.join(
            language.pick("、", ", "),
            kind.skills().stream()
                .map(
                    needed ->
                        language
                            .pick("“%s”%d 级", "“%s” at level %d")
                            .formatted(needed.name().in(language), needed.level()))
                .toList());
    boolean none = skill.isEmpty();
    return switch (rule) {
      case "nobody" -> language.pick("这一带没有服务人员。", "Nobody serves in this area.");
      case "dearer" ->
          language
              .pick(
                  "有 %d 人能去，但去了会耽误更要紧的单。先等等，或者另找人。",
                  "People who could go: %d, but more urgent orders would suffer. Better wait, or find somebody else.")
              .formatted(people);
      case "lacks-skill" ->
          language.pick("这一带没有人会%s。", "Nobody here has the skill %s.").formatted(skill);
      case "privacy" ->
          language.pick(
              "这件事要保密，责任单位没有能去的人。", "Confidential, and the responsible body has nobody to go.");
      case "no-language" ->
          language.pick(
              "要会说这种话的人，这一带能去的都不会。",
              "Somebody has to speak the language of the one asked for; nobody who could go does.");
      case "out-of-remit" ->
          language.pick(
              "管这件事的小组里没有能去的人。", "Nobody in the groups that have this in their remit can go.");
      case "too-far" ->
          none
              ? language
                  .pick("%d 分钟路程内没有人。", "Nobody is within %d minutes on the road.")
                  .formatted(limitMinutes)
              : language
                  .pick("%2$d 分钟路程内没有人会%1$s。", "Nobody with %s within %d minutes on the road.")
                  .formatted(skill, limitMinutes);
      case "skill-lapses" ->
          language
              .pick("会%s的 %d 人，资格在%s之前都到期。", "All with %s, %d in number, lose it before %s.")
              .formatted(skill, people, deadline);
      case "goes-already" ->
          none
              ? language.pick(
                  "要两个人一起去，能去的只有已经去的那一位。",
                  "Two go together, and only the one who goes already could go.")
              : language
                  .pick(
                      "要两个人一起去，会%s的只有已经去的那一位。",
                      "Two go together, and only the one who goes already has %s.")
                  .formatted(skill);
      case "no-time" ->
          none
              ? language
                  .pick("能去的 %d 人，%s之前都没有空。", "None of the %d who could go has time before %s.")
                  .formatted(people, deadline)
              : language
                  .pick(
                      "会%s的 %d 人，%s之前都没有空。",
                      "Of all with %s, %d in number, none has time before %s.")
                  .formatted(skill, people, deadline);
      case "on-leave" ->
          none
              ? language
                  .pick("能去的 %d 人今天都请假。", "All who could go are on leave today: %d.")
                  .formatted(people)
              : language
                  .pick("会%s的 %d 人今天都请假。", "All with %s are on leave today: %d.")
                  .formatted(skill, people);
      case "full" ->
          none
              ? language.pick("能去的 %d 人手上都满了。", "All who could go are full: %d.").formatted(people)
              : language
                  .pick("会%s的 %d 人手上都满了。", "All with %s are full: %d.")
                  .formatted(skill, people);
      default -> throw new IllegalStateException("no words for " + rule);
    };
  }
}

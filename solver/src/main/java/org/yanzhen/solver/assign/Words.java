package org.yanzhen.solver.assign;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.yanzhen.solver.model.SkillNeed;

/**
 * Reasons as sentences.
 *
 * @param chinese otherwise English
 * @param zone in which deadlines are said
 * @param names what codes of skills, territories and languages are called
 */
public record Words(boolean chinese, ZoneId zone, UnaryOperator<String> names) {

  public String of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Skill(String skill, int least, int level) when level == 0 ->
          pick("没有“%s”技能（需 %d 级）", "Does not have %s (level %d is needed)", name(skill), least);
      case Refusal.Skill(String skill, int least, int level) ->
          pick("“%s”需 %d 级，现为 %d 级", "%s is needed at level %d, not %d", name(skill), least, level);
      case Refusal.Territory(String territory) ->
          pick("不在“%s”服务", "Does not serve in %s", name(territory));
      case Refusal.Language(String language) -> pick("不会“%s”", "Does not speak %s", name(language));
      case Refusal.TooFar(double kilometers, double most) ->
          pick("相距 %.1f 公里，超过 %.0f 公里", "%.1f km away, more than %.0f", kilometers, most);
      case Refusal.NoTime(int minutes, Instant deadline) ->
          pick("%2$s前没有 %1$d 分钟空闲", "Has no %d minutes free before %s", minutes, day(deadline));
      case Refusal.NoRoom(int capacity) ->
          pick("手上已满 %d 单", "Has %d orders in hand already", capacity);
    };
  }

  public String of(UnservedReason reason) {
    return switch (reason) {
      case UnservedReason.Nobody() -> pick("没有可派的人", "There is nobody to send");
      case UnservedReason.NobodySkilled(List<SkillNeed> needs) ->
          pick("没有人会%s", "No one with %s", needs(needs));
      case UnservedReason.NobodyFitting fitting ->
          pick(
              "会%s的人都不在此地服务或不通语言",
              "No one with %s serves here and speaks the language", needs(fitting.needs()));
      case UnservedReason.NobodyNear(List<SkillNeed> needs, double most) ->
          pick("%2$.0f 公里内没有人会%1$s", "No one with %s within %.0f km", needs(needs), most);
      case UnservedReason.NobodyInTime(List<SkillNeed> needs, double most, Instant deadline) ->
          pick(
              "%3$s前，%2$.0f 公里内会%1$s的人都没有空",
              "No one with %s within %.0f km is free before %s", needs(needs), most, day(deadline));
      case UnservedReason.AllFull(List<SkillNeed> needs, int people) ->
          pick("会%s的 %d 人手上都满了", "Everyone with %s is full (%d)", needs(needs), people);
      case UnservedReason.Dearer(int people, long least, long unserved) ->
          pick(
              "有 %d 人能去，但会耽误更要紧的单（代价 %d，不派为 %d）",
              "%d could go, but more urgent orders would suffer (price %d, leaving it %d)",
              people,
              least,
              unserved);
    };
  }

  private String needs(List<SkillNeed> needs) {
    if (needs.isEmpty()) {
      return pick("此事", "what is needed");
    }
    return needs.stream()
        .map(need -> pick("“%s”%d 级", "%s at level %d", name(need.skill()), need.leastLevel()))
        .collect(Collectors.joining(chinese ? "、" : " and "));
  }

  private String day(Instant moment) {
    return DateTimeFormatter.ofPattern(
            chinese ? "M月d日 HH:mm" : "EEE d MMM HH:mm", chinese ? Locale.CHINA : Locale.ENGLISH)
        .format(moment.atZone(zone));
  }

  private String name(String code) {
    return names.apply(code);
  }

  private String pick(String chineseText, String englishText, Object... values) {
    return String.format(Locale.ROOT, chinese ? chineseText : englishText, values);
  }
}

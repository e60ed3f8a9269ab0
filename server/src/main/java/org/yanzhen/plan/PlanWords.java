package org.yanzhen.plan;

import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Language;

/** What plans say to people. */
final class PlanWords {

  private PlanWords() {}

  /** A rule that laying out a day breaks. */
  static String rule(String rule, int minutes, @Nullable String about, Language language) {
    String of = about == null ? "" : language.pick("（" + about + "）", " (" + about + ")");
    return switch (rule) {
      case "past" -> language.pick("这一天已经过去了", "The day is over");
      case "begun" -> language.pick("已经开始或办完了，不能再挪", "Has begun or is done, and cannot be moved");
      case "not-open" -> language.pick("这一单现在不在等人办", "The order is not to be served now");
      case "not-serving-here" -> language.pick("不在这一带服务", "Does not serve in this area");
      case "fixed" ->
          language
              .pick(
                  "来不及赶到后面动不了的那一单%s，差 %d 分钟",
                  "%2$d minutes too late for a visit that cannot move%1$s")
              .formatted(of, minutes);
      case "window" ->
          language
              .pick("过了约好的时间%s，晚 %d 分钟", "%2$d minutes after the time that was agreed%1$s")
              .formatted(of, minutes);
      case "before-day" -> language.pick("对方约的是后面的日子", "The requester asked for a later day");
      case "day-over" ->
          language
              .pick("到家要比下班晚 %d 分钟，太晚了", "Home %d minutes after hours, which is too late")
              .formatted(minutes);
      case "overtime" ->
          language.pick("到家比下班晚 %d 分钟", "Home %d minutes after hours").formatted(minutes);
      case "late" ->
          language
              .pick("超过承诺的时间%s，晚 %s", "%2$s after the promise%1$s")
              .formatted(of, span(minutes, language));
      case "no-pause" -> language.pick("中午没有空休息", "No time is left to rest at noon");
      case "day-off" -> language.pick("这天不上班", "Does not work that day");
      case "not-first" -> language.pick("按派单的排名，第一位是别人", "Dispatch would ask somebody else first");
      case "hand-over" ->
          language
              .pick("要先从%s手里收回来", "It is taken back from %s first")
              .formatted(about == null ? language.pick("现在的人", "whoever has it") : about);
      case "goes-already" ->
          language.pick("两个人一起去，另一个就是他", "Two go together, and is the other of them already");
      case "other-day" ->
          language.pick(
              "一起去的人排在另一天；要换日子，请挪那一张，两张一起动",
              "The other of the two stands in another day; move that one, and both move");
      case "with-away" ->
          language.pick("一起去的%s这天请假", "%s, who comes along, is on leave that day").formatted(about);
      case "apart" ->
          language
              .pick("和%s凑不到同一个时间", "There is no moment at which %s can be there as well")
              .formatted(about);
      default -> rule;
    };
  }

  /** A rule that is broken in the day of whoever comes along. */
  static String along(String name, String words, Language language) {
    return language.pick("一起去的%s：%s", "%s, who comes along: %s").formatted(name, words);
  }

  /** Why an order is in nobody's day. */
  static String left(String reason, Language language) {
    return switch (reason) {
      case "not-planned" -> language.pick("接了单，还没排进日程", "Accepted, not yet in a day");
      case "asked" -> language.pick("派给了这个人，等他答应", "Offered; not yet accepted");
      case "waiting" -> language.pick("还没有人接", "Nobody has it yet");
      case "missed" -> language.pick("排好的时间过了，还没开始", "Its time has passed and nobody has begun");
      case "away" -> language.pick("接单的人这天请假", "Whoever has it is on leave that day");
      case "day-off" -> language.pick("接单的人这天不上班", "Whoever has it does not work that day");
      case "day-over" -> language.pick("接单的人今天的时间已经过了", "The day of whoever has it is over");
      case "not-before" -> language.pick("对方约的是后面的日子", "The requester asked for a later day");
      case "nobody-works" -> language.pick("这天这里没有人上班", "Nobody works here that day");
      case "together" ->
          language.pick("两个人一起去的，凑不到同一个时间", "Two go together, and there is no moment for both");
      case "nobody-may" -> language.pick("这天上班的人里没有能接的", "Nobody who works that day may take it");
      case "full" -> language.pick("能接的人手上都满了", "All who may take it have enough in hand");
      case "no-time" -> language.pick("没有人能按时赶到", "Nobody gets there in time");
      case "days-full" -> language.pick("这天排满了，放不下", "The days are full");
      default -> reason;
    };
  }

  static String state(Draft.State state, Language language) {
    return switch (state) {
      case COMPUTING -> language.pick("正在排", "being made");
      case READY -> language.pick("排好了，等采用", "ready");
      case ADOPTED -> language.pick("已采用", "adopted");
      case CANCELLED -> language.pick("不要了", "dropped");
      case FAILED -> language.pick("没有排出来", "failed");
    };
  }

  static String failed(@Nullable String problem, Language language) {
    return switch (problem == null ? "" : problem) {
      case "too-large" ->
          language.pick(
              "这一片的人或单太多，一次排不下。请选小一点的地方。",
              "Too many people or orders for one plan. Choose a smaller area.");
      case "interrupted" ->
          language.pick("没算完就中断了，请重新排。", "Interrupted before it was ready. Make it again.");
      default ->
          language.pick(
              "没有算出来，请重新排；还不行请找管理员。", "It could not be made. Try again, or ask the administrator.");
    };
  }

  /** Why a visit went from a day. */
  static String gone(@Nullable String why, Language language) {
    return switch (why == null ? "" : why) {
      case "AWAY" -> language.pick("人请假了", "the person is away");
      case "REPORT", "SOLVE", "EXPIRE" -> language.pick("单办完了", "the order was done");
      case "CANCEL" -> language.pick("单撤了", "the order was withdrawn");
      case "MERGE" -> language.pick("单并到别的单了", "the order was merged");
      case "SUSPEND" -> language.pick("单挂起了", "the order was suspended");
      case "TRANSFER" -> language.pick("单转给别的单位了", "the order went to another body");
      case "DECLINE" -> language.pick("人没有接", "the person declined");
      case "LAPSE" -> language.pick("一直没有回话", "no answer came");
      case "RECALL" -> language.pick("单收回了", "the order was taken back");
      case "RELEASE" -> language.pick("单退回了", "the order was given back");
      default -> language.pick("单给了别人", "somebody else has the order");
    };
  }

  static String travel(Language language) {
    return language.pick(
        "路程按两村直线距离和山路系数估算，不是导航。",
        "Travel is estimated from the distance between villages and a factor for hill roads; it is no navigation.");
  }

  static String span(int minutes, Language language) {
    if (minutes < 120) {
      return language.pick("%d 分钟", "%d minutes").formatted(minutes);
    }
    return minutes < 48 * 60
        ? language.pick("%d 小时", "%d hours").formatted(minutes / 60)
        : language.pick("%d 天", "%d days").formatted(minutes / 60 / 24);
  }
}

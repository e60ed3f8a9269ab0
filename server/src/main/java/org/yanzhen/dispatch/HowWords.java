package org.yanzhen.dispatch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.people.Organisation;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.people.Team;
import org.yanzhen.people.Teams;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;

/** Says in one sentence why an order went where it went, or why it waits. */
@Component
class HowWords {

  private final People people;
  private final Teams teams;
  private final Realms realms;

  HowWords(People people, Teams teams, Realms realms) {
    this.people = people;
    this.teams = teams;
    this.realms = realms;
  }

  /** Why this person; empty where a dispatcher chose and the score says it. */
  String of(RealmId realm, Decision decision, Language language) {
    List<String> parts = new ArrayList<>();
    String name = name(realm, decision.personId());
    String away = decision.standInFor() == null ? null : name(realm, decision.standInFor());
    switch (decision.mode()) {
      case OFFER -> {}
      case BULK -> parts.add(language.pick("和别的几单一起派的", "Given out together with others"));
      case DUTY -> {
        String body = body(realm, decision.body());
        parts.add(
            away == null
                ? language
                    .pick("值班：%s当时在%s值班", "On duty: %s was on duty at %s")
                    .formatted(name, body)
                : language
                    .pick(
                        "值班：%s在%s值班但请假了，由%s替岗", "On duty: %s, on duty at %s, is away; %s stands in")
                    .formatted(away, body, name));
      }
      case GROUP -> {
        parts.add(
            language
                .pick("小组：这件事归“%s”管，先问组长", "Group: this is in the remit of “%s”; its lead is asked")
                .formatted(team(realm, decision.teamId())));
        if (away != null) {
          parts.add(
              language
                  .pick("组长%s请假，由%s替岗", "The lead %s is away; %s stands in")
                  .formatted(away, name));
        }
      }
      case NAMED ->
          parts.add(
              language
                  .pick("小组：“%s”接了，组长指派%s去", "Group: “%s” took it, its lead named %s")
                  .formatted(team(realm, decision.teamId()), name));
      case ROTA -> parts.add(turn(realm, decision, name, language));
      case CLAIM -> parts.add(language.pick("自己从公开板上接的", "Taken from the board"));
      case CONTEST -> parts.add(language.pick("从别人手上接过来的", "Taken over from somebody who had it"));
      case PLAN ->
          parts.add(
              language.pick("把等着的单放在一起排的", "Given out after weighing all waiting orders together"));
      case STAND_IN ->
          parts.add(
              language
                  .pick("%s请假了，由%s替岗", "%s is away; %s stands in")
                  .formatted(away == null ? "" : away, name));
      case FOLLOW_UP ->
          parts.add(
              language
                  .pick(
                      "后续：前一单是%s办的，先问%s",
                      "Next step: %s served the order before, so %s is asked first")
                  .formatted(name, name));
    }
    if (!decision.overruled().isEmpty()) {
      parts.add(
          language.pick("破例：", "Exception to: ")
              + String.join(
                  language.pick("、", ", "),
                  decision.overruled().stream().map(rule -> rule(rule, language)).toList()));
    }
    return parts.isEmpty()
        ? ""
        : String.join(language.pick("；", ". "), parts) + language.pick("。", ".");
  }

  private String turn(RealmId realm, Decision decision, String name, Language language) {
    long turns = decision.turns() == null ? 0 : decision.turns();
    String count =
        turns % Rota.TURN == 0
            ? String.valueOf(turns / Rota.TURN)
            : String.format(Locale.ROOT, "%.1f", turns / (double) Rota.TURN);
    Instant last = decision.lastTurnAt();
    return last == null
        ? language
            .pick("轮到%s：还没轮到过，%d 人里轮", "%s's turn: none so far, among %d")
            .formatted(name, decision.of())
        : language
            .pick(
                "轮到%s：轮过 %s 次，上次是 %s，%d 人里轮",
                "%s's turn: turns so far %s, the last on %s, among %d")
            .formatted(name, count, day(realm, last, language), decision.of());
  }

  /** Somebody nearer was not chosen; by name only for those who choose. */
  String passed(RealmId realm, Decision.Passed passed, boolean named, Language language) {
    String why = passed.why().getOrDefault(language, "");
    return named
        ? language
            .pick(
                "最近的是%s（约 %d 分钟），没排第一：%s。", "%s is nearest (about %d minutes), but not first: %s.")
            .formatted(name(realm, passed.personId()), passed.minutes(), why)
        : language
            .pick("有人离得更近（约 %d 分钟），但是：%s。", "Somebody is nearer (about %d minutes), but: %s.")
            .formatted(passed.minutes(), why);
  }

  /** Why it waits. */
  String waiting(RealmId realm, DecisionStore.Held held, Language language) {
    String subject = held.subject() == null ? "" : held.subject();
    return switch (held.code()) {
      case "nobody-on-duty" ->
          language
              .pick("%s现在没有人值班，等派单员派", "Nobody is on duty at %s now; a dispatcher decides")
              .formatted(body(realm, subject));
      case "duty-away" ->
          language
              .pick("值班的%s请假了，也没有替岗的人", "%s, on duty, is away and has no stand-in")
              .formatted(name(realm, id(subject)));
      case "duty-refused" -> {
        String[] parts = subject.split("/", 2);
        yield language
            .pick("值班的%s不能接：%s", "%s, on duty, cannot take it: %s")
            .formatted(parts.length > 1 ? name(realm, id(parts[1])) : "", rule(parts[0], language));
      }
      case "groups-away" ->
          language
              .pick(
                  "“%s”的组长请假了或者已经退回，等派单员派", "The lead of “%s” is away, or it came back from there")
              .formatted(team(realm, id(subject)));
      case "group-refused" -> {
        String[] parts = subject.split("/", 2);
        yield language
            .pick("“%s”的组长不能接：%s", "The lead of “%s” may not be asked: %s")
            .formatted(parts.length > 1 ? team(realm, id(parts[1])) : "", rule(parts[0], language));
      }
      case "no-group" -> language.pick("没有小组管这件事", "No group has this in its remit");
      case "rota-asked" ->
          language
              .pick("轮着问了 %s 个人都没接，等派单员派", "Asked %s people in turn, none took it")
              .formatted(subject);
      case "nobody-eligible" ->
          language
              .pick("“%s”里轮不到合适的人", "Nobody of “%s” can take it")
              .formatted(body(realm, subject));
      case "absent" ->
          language
              .pick("%s请假了，没有能替岗的人", "%s is away, and nobody stands in who may take it")
              .formatted(name(realm, id(subject)));
      default -> held.code();
    };
  }

  /** A rule in two or three words. */
  static String rule(String rule, Language language) {
    return switch (rule) {
      case "on-leave" -> language.pick("请假", "on leave");
      case "goes-already" -> language.pick("两人里的另一个就是他", "the other of the two already");
      case "lacks-skill" -> language.pick("缺技能", "lacks the skill");
      case "skill-lapses" -> language.pick("资格快到期", "the skill expires before the deadline");
      case "privacy" -> language.pick("要保密", "confidential");
      case "no-language" -> language.pick("不会说那种话", "does not speak the language");
      case "out-of-remit" -> language.pick("不归他管", "out of remit");
      case "too-far" -> language.pick("太远", "too far");
      case "no-time" -> language.pick("时限前没空", "no time before the deadline");
      case "full" -> language.pick("手上满了", "has enough in hand");
      default -> rule;
    };
  }

  String body(RealmId realm, @Nullable String code) {
    return code == null
        ? ""
        : people.findOrganisation(realm, code).map(Organisation::name).orElse(code);
  }

  private String team(RealmId realm, @Nullable UUID id) {
    return Optional.ofNullable(id)
        .flatMap(one -> teams.find(realm, one))
        .map(Team::name)
        .orElse("");
  }

  private String name(RealmId realm, @Nullable UUID id) {
    return Optional.ofNullable(id)
        .flatMap(one -> people.find(realm, one))
        .map(Person::name)
        .orElse("");
  }

  private static @Nullable UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** By when an order is to be solved, for a sentence with "before". */
  String deadline(RealmId realm, OrderFacts order, Language language) {
    Instant due = order.resolveDue();
    return due == null ? language.pick("时限", "the deadline") : day(realm, due, language);
  }

  static String day(LocalDate day, Language language) {
    return DateTimeFormatter.ofPattern(language.pick("M月d日", "d MMM"), language.locale())
        .format(day);
  }

  /** With its year where that is not the year of the other day. */
  static String day(LocalDate day, LocalDate seenFrom, Language language) {
    return day.getYear() == seenFrom.getYear()
        ? day(day, language)
        : DateTimeFormatter.ofPattern(language.pick("yyyy年M月d日", "d MMM yyyy"), language.locale())
            .format(day);
  }

  private String day(RealmId realm, Instant at, Language language) {
    return DateTimeFormatter.ofPattern(language.pick("M月d日", "d MMM"), language.locale())
        .withZone(realms.get(realm).zone())
        .format(at);
  }
}

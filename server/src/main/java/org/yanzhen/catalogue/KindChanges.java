package org.yanzhen.catalogue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.shared.Language;

/** Says what changes between two versions of a kind, field by field. */
@Component
class KindChanges {

  private static final String ORDER = ".order/";

  private final KindWords words;

  KindChanges(KindWords words) {
    this.words = words;
  }

  /**
   * @param before absent for a new kind; then everything is new
   */
  List<KindChange> between(Optional<Kind> before, Kind after, Language language) {
    Sheet old = before.map(kind -> sheet(kind, language)).orElseGet(() -> new Sheet(language));
    Sheet now = sheet(after, language);
    List<KindChange> changes = new ArrayList<>();
    Set<String> paths = new LinkedHashSet<>(now.lines.keySet());
    paths.addAll(old.lines.keySet());
    String told = null;
    for (String path : paths) {
      // What belongs to a thing that is new or gone as a whole is not told again.
      if (told != null && path.startsWith(told)) {
        continue;
      }
      Line was = old.lines.get(path);
      Line is = now.lines.get(path);
      Line any = is == null ? was : is;
      if (any == null || Objects.equals(same(was), same(is))) {
        continue;
      }
      boolean both = was != null && is != null;
      if (any.sort == Sort.THING ? both : any.sort == Sort.ORDER && !both) {
        continue;
      }
      changes.add(new KindChange(shown(path), any.what, value(was), value(is)));
      told = any.sort == Sort.THING ? path + "." : null;
    }
    return List.copyOf(changes);
  }

  private static String shown(String path) {
    int at = path.indexOf(ORDER);
    return at < 0 ? path : path.substring(0, at) + ".order";
  }

  private static @Nullable String value(@Nullable Line line) {
    return line == null ? null : line.value;
  }

  private static @Nullable String same(@Nullable Line line) {
    return line == null ? null : line.same;
  }

  private Sheet sheet(Kind kind, Language language) {
    Sheet sheet = new Sheet(language);
    sheet.text("name", "name", kind.name());
    sheet.text("summary", "summary", kind.summary());
    sheet.text("responsible", "responsible", kind.responsible());
    sheet.line("responsibleBody", "body", kind.responsibleBody());
    sheet.line("icon", "icon", kind.icon());
    sheet.line("publicAtDoor", "door", sheet.yes(kind.publicAtDoor()));
    sheet.line("withdrawn", "withdrawn", sheet.yes(kind.withdrawn()));
    sheet.line("privacy", "privacy", sheet.word("privacy." + kind.privacy()));
    sheet.line("modes", "modes", sheet.join(kind.modes(), mode -> sheet.word("mode." + mode)));
    sheet.line(
        "placesAWeek",
        "places",
        kind.placesAWeek() == null ? null : String.valueOf(kind.placesAWeek()));
    sheet.line("season", "season", words.season(kind.season(), language));
    sheet.line("lease", "lease", span(kind.lease(), language));
    sheet.line("reopenWithin", "reopen", span(kind.reopenWithin(), language));
    for (Urgency urgency : Urgency.values()) {
      for (ClockName clock : ClockName.values()) {
        sheet.line(
            "limits." + urgency + "." + clock,
            "limit",
            words.say(kind.limit(urgency, clock), language),
            sheet.word("urgency." + urgency),
            sheet.word("clock." + clock));
      }
    }
    for (NeededSkill skill : kind.skills()) {
      String path = "skills." + skill.code();
      sheet.thing(path, "skill", skill.name(), sheet.word("level." + skill.level()));
      sheet.line(
          path + ".level",
          "skill.level",
          sheet.word("level." + skill.level()),
          skill.name().in(language));
    }
    kind.fields().forEach(field -> sheet.field("fields", "field", field));
    sheet.order("fields", kind.fields(), KindField::code, field -> field.label().in(language));
    for (KindField result : kind.results()) {
      sheet.field("results", "result", result);
      sheet.line(
          "results." + result.code() + ".stage",
          "result.stage",
          result.stage() == null
              ? sheet.word("result.order")
              : kind.stage(result.stage())
                  .map(stage -> stage.name().in(language))
                  .orElse(result.stage()),
          result.label().in(language));
    }
    sheet.order("results", kind.results(), KindField::code, field -> field.label().in(language));
    for (Paper paper : kind.papers()) {
      sheet.paper(paper, words.when(paper.situations(), kind, language));
    }
    for (Condition condition : kind.conditions()) {
      sheet.condition(
          condition,
          words.when(condition.situations(), kind, language),
          words.clause(condition.clause(), language));
    }
    sheet.order(
        "conditions", kind.conditions(), Condition::code, one -> one.question().in(language));
    for (Stage stage : kind.stages()) {
      sheet.stage(stage, span(stage.after(), language), kind);
    }
    for (Part part : kind.parts()) {
      String path = "parts." + part.code();
      sheet.thing(path, "part", part.name(), part.name().in(language));
      sheet.text(path + ".name", "part.name", part.name(), part.name().in(language));
      sheet.line(path + ".kind", "part.kind", part.kind(), part.name().in(language));
      sheet.text(path + ".task", "part.task", part.task(), part.name().in(language));
      sheet.line(
          path + ".together",
          "part.together",
          sheet.word("part.together." + part.together()),
          part.name().in(language));
    }
    for (RatingDimension rating : kind.ratings()) {
      String path = "ratings." + rating.code();
      sheet.thing(path, "rating", rating.label(), rating.label().in(language));
      sheet.text(path + ".label", "rating.label", rating.label(), rating.code());
    }
    return sheet;
  }

  private String span(Duration duration, Language language) {
    return words.span(duration, language);
  }

  private enum Sort {
    VALUE,
    /** It stands for everything below its path. */
    THING,
    ORDER
  }

  /**
   * @param same what two lines are compared by
   */
  private record Line(String what, @Nullable String value, @Nullable String same, Sort sort) {
    Line(String what, @Nullable String value, Sort sort) {
      this(what, value, value, sort);
    }
  }

  /** A kind as lines of words, by path. */
  private final class Sheet {

    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Language language;

    Sheet(Language language) {
      this.language = language;
    }

    String word(String key, Object... values) {
      return words.word(key, language, values);
    }

    String yes(boolean yes) {
      return word(yes ? "yes" : "no");
    }

    <T> String join(Iterable<T> values, Function<T, String> say) {
      List<String> said = new ArrayList<>();
      values.forEach(value -> said.add(say.apply(value)));
      return String.join(language.pick("、", ", "), said);
    }

    void line(String path, String what, @Nullable String value, Object... names) {
      lines.put(path, new Line(word("what." + what, names), value, Sort.VALUE));
    }

    void text(String path, String what, Text text, Object... names) {
      String said = word("what." + what, names);
      lines.put(path + ".zh", new Line(word("what.zh", said), text.zh(), Sort.VALUE));
      lines.put(path + ".en", new Line(word("what.en", said), text.en(), Sort.VALUE));
    }

    void thing(String path, String what, Text name, String value) {
      lines.put(path, new Line(word("what." + what, name.in(language)), value, Sort.THING));
    }

    void field(String list, String what, KindField field) {
      String path = list + "." + field.code();
      String label = field.label().in(language);
      thing(path, what, field.label(), word("type." + field.type()));
      text(path + ".label", "field.label", field.label(), label);
      line(path + ".type", "field.type", word("type." + field.type()), label);
      line(path + ".required", "field.required", yes(field.required()), label);
      if (field.hint() != null) {
        text(path + ".hint", "field.hint", field.hint(), label);
      }
      for (Choice choice : field.choices()) {
        String at = path + ".choices." + choice.code();
        lines.put(
            at,
            new Line(
                word("what.choice", label, choice.label().in(language)),
                choice.label().in(language),
                Sort.THING));
        text(at + ".label", "choice", choice.label(), label, choice.code());
      }
      if (!field.choices().isEmpty()) {
        order(path + ".choices", field.choices(), Choice::code, c -> c.label().in(language));
      }
    }

    /**
     * The order of things that both have is told when it changes; adding one is not a new order.
     */
    <T> void order(
        String path, List<T> things, Function<T, String> code, Function<T, String> label) {
      List<String> codes = things.stream().map(code).toList();
      // Under all its codes: only lists of the same things can be in another order.
      lines.put(
          path + ORDER + codes.stream().sorted().collect(Collectors.joining(" ")),
          new Line(word("what.order"), join(things, label), String.join(" ", codes), Sort.ORDER));
    }

    void paper(Paper paper, @Nullable String when) {
      String path = "papers." + paper.code();
      String name = paper.name().in(language);
      thing(path, "paper", paper.name(), name);
      text(path + ".name", "paper.name", paper.name(), name);
      line(path + ".situations", "paper.when", when, name);
      line(path + ".original", "paper.original", yes(paper.original()), name);
    }

    void condition(Condition condition, @Nullable String when, String clause) {
      String path = "conditions." + condition.code();
      String question = condition.question().in(language);
      thing(path, "condition", condition.question(), condition.otherwise().in(language));
      text(path + ".question", "condition.question", condition.question(), question);
      line(path + ".type", "condition.type", word("condition-type." + condition.type()), question);
      for (Choice choice : condition.choices()) {
        text(path + ".choices." + choice.code(), "choice", choice.label(), question, choice.code());
      }
      line(
          path + ".qualifying",
          "condition.qualifying",
          condition.qualifying().isEmpty()
              ? null
              : join(condition.qualifying(), code -> qualifying(condition, code)),
          question);
      line(path + ".min", "condition.min", number(condition.min()), question);
      line(path + ".max", "condition.max", number(condition.max()), question);
      line(path + ".situations", "condition.when", when, question);
      text(path + ".otherwise", "condition.otherwise", condition.otherwise(), question);
      line(path + ".clause", "condition.clause", clause, question);
      line(path + ".instead", "condition.instead", condition.instead(), question);
    }

    private String qualifying(Condition condition, String code) {
      return condition.type() == ConditionType.YES_NO
          ? word(code)
          : condition.choices().stream()
              .filter(choice -> choice.code().equals(code))
              .map(choice -> choice.label().in(language))
              .findAny()
              .orElse(code);
    }

    private static @Nullable String number(@Nullable Integer number) {
      return number == null ? null : String.valueOf(number);
    }

    void stage(Stage stage, String after, Kind kind) {
      String path = "stages." + stage.code();
      String name = stage.name().in(language);
      thing(path, "stage", stage.name(), name);
      text(path + ".name", "stage.name", stage.name(), name);
      text(path + ".task", "stage.task", stage.task(), name);
      line(
          path + ".follows",
          "stage.follows",
          stage.follows() == null
              ? word("stage.order")
              : kind.stage(stage.follows()).map(s -> s.name().in(language)).orElse(stage.follows()),
          name);
      line(path + ".after", "stage.after", after, name);
    }
  }
}

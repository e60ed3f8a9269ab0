package org.yanzhen.catalogue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a kind as a pack that {@link PackReader} reads back as the same kind. */
final class PackWriter {

  /** Words that YAML reads as they are, also inside braces. */
  private static final Pattern PLAIN =
      Pattern.compile("[\\p{L}\\p{IsHan}][^,:#\\[\\]{}\"'&*!|>%@`\\n\\r\\t\\\\]*");

  private static final Pattern NO_TEXT = Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null");

  private final Duration workingDay;
  private final StringBuilder out = new StringBuilder();

  private PackWriter(Duration workingDay) {
    this.workingDay = workingDay;
  }

  static String write(Kind kind, Duration workingDay) {
    PackWriter writer = new PackWriter(workingDay);
    writer.kind(kind);
    return writer.out.toString();
  }

  private void kind(Kind kind) {
    line("pack: kind");
    line("code: " + kind.code());
    line("icon: " + kind.icon());
    line("name: " + text(kind.name()));
    line("summary:");
    line("  zh: " + scalar(kind.summary().zh()));
    line("  en: " + scalar(kind.summary().en()));
    line("responsible: " + text(kind.responsible()));
    line("responsible-body: " + kind.responsibleBody());
    line("public-at-door: " + kind.publicAtDoor());
    if (kind.withdrawn()) {
      line("withdrawn: true");
    }
    line("privacy: " + kind.privacy());
    line("modes: " + inline(kind.modes().stream().map(Enum::name).toList()));
    list(
        "skills",
        kind.skills().stream()
            .map(
                skill ->
                    "{code: %s, level: %d, name: %s}"
                        .formatted(skill.code(), skill.level(), text(skill.name())))
            .toList());
    line("clocks:");
    for (Urgency urgency : Urgency.values()) {
      line("  %s: {%s}".formatted(urgency, clocks(kind, urgency)));
    }
    line("lease: " + time(kind.lease(), false));
    line("reopen-within: " + time(kind.reopenWithin(), false));
    if (!kind.season().isEmpty()) {
      line("season: " + inline(kind.season().stream().map(PackWriter::months).toList()));
    }
    if (kind.fields().isEmpty()) {
      line("fields: []");
    } else {
      line("fields:");
      kind.fields().forEach(this::field);
    }
    if (!kind.results().isEmpty()) {
      line("results:");
      kind.results().forEach(this::field);
    }
    list("papers", kind.papers().stream().map(PackWriter::paper).toList());
    if (!kind.conditions().isEmpty()) {
      line("conditions:");
      kind.conditions().forEach(this::condition);
    }
    if (kind.placesAWeek() != null) {
      line("places-a-week: " + kind.placesAWeek());
    }
    if (!kind.stages().isEmpty()) {
      line("stages:");
      kind.stages().forEach(this::stage);
    }
    if (!kind.parts().isEmpty()) {
      line("parts:");
      kind.parts().forEach(this::part);
    }
    if (!kind.ratings().isEmpty()) {
      list(
          "ratings",
          kind.ratings().stream()
              .map(one -> "{code: %s, label: %s}".formatted(one.code(), text(one.label())))
              .toList());
    }
  }

  private String clocks(Kind kind, Urgency urgency) {
    return java.util.Arrays.stream(ClockName.values())
        .map(
            clock -> {
              Limit limit = kind.limit(urgency, clock);
              return clock.name().toLowerCase(Locale.ROOT)
                  + ": "
                  + time(limit.duration(), limit.workingTime());
            })
        .collect(Collectors.joining(", "));
  }

  private void field(KindField field) {
    item(
        field.code(),
        Map.entry("type", field.type().name()),
        Map.entry("required", String.valueOf(field.required())),
        Map.entry("label", text(field.label())));
    if (field.hint() != null) {
      line("    hint: " + text(field.hint()));
    }
    if (field.stage() != null) {
      line("    stage: " + field.stage());
    }
    choices(field.choices());
  }

  private void choices(List<Choice> choices) {
    if (!choices.isEmpty()) {
      line("    choices:");
      choices.forEach(
          choice ->
              line("      - {code: %s, label: %s}".formatted(choice.code(), text(choice.label()))));
    }
  }

  private void condition(Condition condition) {
    item(
        condition.code(),
        Map.entry("type", condition.type().name()),
        Map.entry("question", text(condition.question())));
    if (!condition.situations().isEmpty()) {
      line("    situations: " + inline(condition.situations()));
    }
    choices(condition.choices());
    if (!condition.qualifying().isEmpty()) {
      line("    qualifying: " + inline(condition.qualifying()));
    }
    if (condition.min() != null) {
      line("    min: " + condition.min());
    }
    if (condition.max() != null) {
      line("    max: " + condition.max());
    }
    line("    otherwise: " + text(condition.otherwise()));
    Clause clause = condition.clause();
    line("    clause:");
    line("      law: " + text(clause.law()));
    if (clause.number() != null) {
      line("      number: " + text(clause.number()));
    }
    if (clause.article() != null) {
      line("      article: " + text(clause.article()));
    }
    line("      date: " + clause.date());
    if (clause.example()) {
      line("      example: true");
    }
    if (condition.instead() != null) {
      line("    instead: " + condition.instead());
    }
  }

  private void stage(Stage stage) {
    item(
        stage.code(),
        Map.entry("name", text(stage.name())),
        Map.entry("task", text(stage.task())),
        Map.entry("after", time(stage.after(), false)));
    if (stage.follows() != null) {
      line("    follows: " + stage.follows());
    }
  }

  private void part(Part part) {
    item(
        part.code(),
        Map.entry("name", text(part.name())),
        Map.entry("kind", part.kind()),
        Map.entry("task", text(part.task())));
    if (part.together()) {
      line("    together: true");
    }
  }

  @SafeVarargs
  private void item(String code, Map.Entry<String, String>... values) {
    line("  - code: " + code);
    for (Map.Entry<String, String> value : values) {
      line("    " + value.getKey() + ": " + value.getValue());
    }
  }

  private static String paper(Paper paper) {
    return "{code: %s, name: %s%s%s}"
        .formatted(
            paper.code(),
            text(paper.name()),
            paper.original() ? ", original: true" : "",
            paper.situations().isEmpty() ? "" : ", situations: " + inline(paper.situations()));
  }

  private static String months(MonthSpan span) {
    return span.from() == span.to() ? "" + span.from() : span.from() + ".." + span.to();
  }

  private String time(Duration duration, boolean working) {
    Duration day = working ? workingDay : Duration.ofDays(1);
    String name = working ? "working " : "";
    if (isMultiple(duration, day)) {
      return count(duration.dividedBy(day), name + "day");
    }
    return isMultiple(duration, Duration.ofHours(1))
        ? count(duration.toHours(), name + "hour")
        : count(duration.toMinutes(), name + "minute");
  }

  private static boolean isMultiple(Duration duration, Duration unit) {
    return unit.multipliedBy(duration.dividedBy(unit)).equals(duration);
  }

  private static String count(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }

  private void list(String key, List<String> items) {
    line(key + (items.isEmpty() ? ": []" : ":"));
    items.forEach(item -> line("  - " + item));
  }

  private static String inline(List<String> values) {
    return "[" + String.join(", ", values) + "]";
  }

  private static String text(Text text) {
    return "{zh: %s, en: %s}".formatted(scalar(text.zh()), scalar(text.en()));
  }

  private static String scalar(String text) {
    if (PLAIN.matcher(text).matches()
        && !NO_TEXT.matcher(text).matches()
        && text.equals(text.strip())) {
      return text;
    }
    return "\""
        + text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
        + "\"";
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}

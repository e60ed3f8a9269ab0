package org.yanzhen.catalogue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Demand.Waited;
import org.yanzhen.catalogue.KindView.ChoiceView;
import org.yanzhen.catalogue.KindView.ClocksView;
import org.yanzhen.catalogue.KindView.ConditionView;
import org.yanzhen.catalogue.KindView.FieldView;
import org.yanzhen.catalogue.KindView.PaperView;
import org.yanzhen.catalogue.KindView.PartView;
import org.yanzhen.catalogue.KindView.RatingView;
import org.yanzhen.catalogue.KindView.SeasonView;
import org.yanzhen.catalogue.KindView.SkillView;
import org.yanzhen.catalogue.KindView.StageView;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Language;

/** Says a kind in one language. */
@Component
class KindWords {

  private final ResourceBundleMessageSource words = new ResourceBundleMessageSource();
  private final Duration workingDay;

  @Autowired
  KindWords(WorkCalendar calendar) {
    this(calendar.workingDay());
  }

  KindWords(Duration workingDay) {
    this.workingDay = workingDay;
    words.setBasename("i18n/catalogue");
    words.setDefaultEncoding(StandardCharsets.UTF_8.name());
    words.setFallbackToSystemLocale(false);
  }

  KindView view(Kind kind, Language language) {
    return new KindView(
        kind.code(),
        kind.version(),
        kind.icon(),
        kind.name().in(language),
        kind.summary().in(language),
        kind.responsible().in(language),
        kind.responsibleBody(),
        kind.modes(),
        kind.skills().stream()
            .map(skill -> new SkillView(skill.code(), skill.name().in(language), skill.level()))
            .toList(),
        new ClocksView(
            say(kind.limit(Urgency.NORMAL, ClockName.SIGN), language),
            say(kind.limit(Urgency.NORMAL, ClockName.CONTACT), language),
            say(kind.limit(Urgency.NORMAL, ClockName.RESOLVE), language),
            say(kind.limit(Urgency.NORMAL, ClockName.VERIFY), language)),
        kind.fields().stream().map(field -> view(field, language)).toList(),
        kind.results().stream().map(field -> view(field, language)).toList(),
        kind.papers().stream().map(paper -> view(paper, kind, language)).toList(),
        kind.conditions().stream().map(condition -> view(condition, kind, language)).toList(),
        new SeasonView(kind.season(), season(kind.season(), language)),
        kind.stages().stream()
            .map(
                stage ->
                    new StageView(
                        stage.code(),
                        stage.name().in(language),
                        stage.task().in(language),
                        stage.follows(),
                        span(stage.after(), language)))
            .toList(),
        kind.parts().stream()
            .map(
                part ->
                    new PartView(
                        part.code(),
                        part.name().in(language),
                        part.kind(),
                        part.task().in(language),
                        part.together()))
            .toList(),
        kind.ratings().stream()
            .map(rating -> new RatingView(rating.code(), rating.label().in(language)))
            .toList(),
        kind.placesAWeek(),
        kind.privacy());
  }

  private PaperView view(Paper paper, Kind kind, Language language) {
    return new PaperView(
        paper.code(),
        paper.name().in(language),
        paper.situations(),
        when(paper.situations(), kind, language),
        paper.original());
  }

  private ConditionView view(Condition condition, Kind kind, Language language) {
    List<ChoiceView> choices =
        condition.type() == ConditionType.YES_NO
            ? List.of(
                new ChoiceView(Condition.YES, word("yes", language)),
                new ChoiceView(Condition.NO, word("no", language)))
            : condition.choices().stream()
                .map(choice -> new ChoiceView(choice.code(), choice.label().in(language)))
                .toList();
    return new ConditionView(
        condition.code(),
        condition.type(),
        condition.question().in(language),
        choices,
        condition.situations(),
        when(condition.situations(), kind, language),
        condition.otherwise().in(language),
        clause(condition.clause(), language),
        condition.qualifying(),
        condition.min(),
        condition.max(),
        condition.instead());
  }

  /** Law, number, article and day of a clause, and whether counties differ. */
  String clause(Clause clause, Language language) {
    String words =
        word(
            "clause",
            language,
            clause.law().in(language),
            clause.number() == null
                ? ""
                : word("clause.number", language, clause.number().in(language)),
            clause.article() == null
                ? ""
                : word("clause.article", language, clause.article().in(language)),
            clause.date().toString());
    return clause.example() ? word("clause.example", language, words) : words;
  }

  /** Who may ask, as sentences with their clauses; null where nobody has said. */
  @Nullable String whoMayAsk(Kind kind, Language language) {
    String words =
        kind.conditions().stream()
            .map(
                condition ->
                    word(
                        "who-may-ask",
                        language,
                        condition.otherwise().in(language),
                        clause(condition.clause(), language)))
            .collect(Collectors.joining(language.pick("", " ")));
    return words.isEmpty() ? null : words;
  }

  /** Situations in words; null for always. */
  @Nullable String when(List<String> situations, Kind kind, Language language) {
    String when =
        situations.stream()
            .flatMap(
                situation ->
                    kind.fields().stream()
                        .flatMap(field -> field.choice(situation).stream())
                        .map(choice -> choice.label().in(language)))
            .collect(Collectors.joining(language.pick("、", ", ")));
    return when.isEmpty() ? null : when;
  }

  /** Months in words, or null for all the year. */
  @Nullable String season(List<MonthSpan> season, Language language) {
    return season.isEmpty()
        ? null
        : season.stream()
            .map(
                span ->
                    span.from() == span.to()
                        ? month(span.from(), language)
                        : words.getMessage(
                            "season.span",
                            new Object[] {month(span.from(), language), month(span.to(), language)},
                            language.locale()))
            .collect(Collectors.joining(language.pick("、", ", ")));
  }

  private static String month(int month, Language language) {
    return Month.of(month).getDisplayName(TextStyle.FULL_STANDALONE, language.locale());
  }

  /** A length of time that runs day and night, without "within". */
  String span(Duration duration, Language language) {
    return words.getMessage(
        isMultiple(duration, Duration.ofDays(1)) ? "span.days" : "span.hours",
        new Object[] {
          isMultiple(duration, Duration.ofDays(1)) ? duration.toDays() : duration.toHours()
        },
        language.locale());
  }

  /**
   * In the largest unit that says it without a fraction; a day and less in hours, as people say it.
   */
  String say(Limit limit, Language language) {
    Duration day = limit.workingTime() ? workingDay : Duration.ofDays(1);
    Duration duration = limit.duration();
    boolean fewHours = !limit.workingTime() && duration.compareTo(day) <= 0;
    if (!fewHours && isMultiple(duration, day)) {
      return word(limit, "days", duration.dividedBy(day), language);
    }
    return isMultiple(duration, Duration.ofHours(1))
        ? word(limit, "hours", duration.toHours(), language)
        : word(limit, "minutes", duration.toMinutes(), language);
  }

  /** What is promised on a card: who speaks to you by when, and when it is done. */
  String promise(Kind kind, Language language) {
    return word(
        "promise",
        language,
        say(kind.limit(Urgency.NORMAL, ClockName.CONTACT), language),
        say(kind.limit(Urgency.NORMAL, ClockName.RESOLVE), language));
  }

  /** How somebody comes to it, and what then happens by when. */
  String process(Kind kind, @Nullable String phone, Language language) {
    String promise = promise(kind, language);
    return phone == null
        ? word("hsds.process", language, promise)
        : word("hsds.process.phone", language, promise, phone);
  }

  /** How long half of those who asked waited, in words. */
  String waited(Waited waited, Language language) {
    return word(
        "waited",
        language,
        String.valueOf(waited.of()),
        half("waited.contact", waited.contact(), language),
        half("waited.report", waited.report(), language));
  }

  private String half(String key, @Nullable Duration time, Language language) {
    return time == null
        ? word(key + ".none", language)
        : word(key, language, say(rounded(time), language));
  }

  /** Up, to what people say: half hours, hours, working days. */
  private Limit rounded(Duration time) {
    Duration step =
        time.compareTo(Duration.ofHours(4)) <= 0
            ? Duration.ofMinutes(30)
            : time.compareTo(workingDay.multipliedBy(2)) <= 0 ? Duration.ofHours(1) : workingDay;
    long steps = Math.max(1, time.plus(step).minusNanos(1).dividedBy(step));
    return new Limit(step.multipliedBy(steps), true);
  }

  String day(LocalDate day, Language language) {
    return DateTimeFormatter.ofPattern(
            language.pick("M 月 d 日EEEE", "EEEE, d MMMM"), language.locale())
        .format(day);
  }

  String word(String key, Language language, Object... values) {
    return words.getMessage(key, values, language.locale());
  }

  private String word(Limit limit, String unit, long count, Language language) {
    String key = "limit." + (limit.workingTime() ? "working-" : "") + unit;
    return words.getMessage(key, new Object[] {count}, language.locale());
  }

  private static boolean isMultiple(Duration duration, Duration unit) {
    return unit.multipliedBy(duration.dividedBy(unit)).equals(duration);
  }

  private static FieldView view(KindField field, Language language) {
    return new FieldView(
        field.code(),
        field.type(),
        field.label().in(language),
        field.required(),
        field.choices().stream()
            .map(choice -> new ChoiceView(choice.code(), choice.label().in(language)))
            .toList(),
        field.hint() == null ? null : field.hint().in(language),
        field.stage());
  }
}

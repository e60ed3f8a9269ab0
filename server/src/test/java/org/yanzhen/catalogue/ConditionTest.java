package org.yanzhen.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemException;

/** Who may ask. */
class ConditionTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 5, 10);
  private static final Clause CLAUSE =
      new Clause(new Text("法", "Law"), null, null, LocalDate.of(2018, 12, 29), false);

  @ParameterizedTest
  @CsvSource({
    "1966-05-10, true",
    "1966-05-11, false",
    "1920-01-01, true",
    "2030-01-01, ",
    "1800-01-01, ",
    "六十, "
  })
  void anAgeIsCountedInFullYearsOnTheDay(String birth, Boolean met) {
    Condition sixty = condition(ConditionType.BIRTH, List.of(), 60, null);
    assertThat(sixty.isMet(birth, TODAY).orElse(null)).isEqualTo(met);
  }

  @ParameterizedTest
  @CsvSource({"4, false", "5, true", "5.5, true", "10, true", "11, false", "many, ", "-1, "})
  void aNumberHasALeastAndAMost(String number, Boolean met) {
    Condition members = condition(ConditionType.NUMBER, List.of(), 5, 10);
    assertThat(members.isMet(number, TODAY).orElse(null)).isEqualTo(met);
  }

  @Test
  void noIsAnAnswerThatMayQualify() {
    Condition student = condition(ConditionType.YES_NO, List.of("no"), null, null);
    assertThat(student.isMet("no", TODAY)).contains(true);
    assertThat(student.isMet("yes", TODAY)).contains(false);
    assertThat(student.isMet("", TODAY)).isEmpty();
    assertThat(student.isMet(null, TODAY)).isEmpty();
  }

  @Test
  void itCountsOnlyInItsSituations() {
    Condition pension = Kinds.shipped("proxy-filing").conditions().getFirst();
    assertThat(pension.countsFor(Map.of("matter", "pension"))).isTrue();
    assertThat(pension.countsFor(Map.of("matter", "disability"))).isFalse();
    assertThat(pension.countsFor(Map.of())).isFalse();
  }

  @Test
  void whatNobodyCanMeetOrEverybodyMeetsIsRefused() {
    refused(ConditionType.YES_NO, List.of(), null, null);
    refused(ConditionType.YES_NO, List.of("yes", "no"), null, null);
    refused(ConditionType.YES_NO, List.of("maybe"), null, null);
    refused(ConditionType.NUMBER, List.of(), null, null);
    refused(ConditionType.NUMBER, List.of(), 9, 5);
    refused(ConditionType.BIRTH, List.of("yes"), 60, null);
    refused(ConditionType.BIRTH, List.of(), 600, null);
  }

  @Test
  void aSituationThatTheFormDoesNotHaveIsRefusedInThePack() {
    assertThatThrownBy(() -> pack("situations: [for=elder]", "situations: [for=giant]"))
        .isInstanceOf(BadPackException.class)
        .hasMessageContaining("for=giant");
    assertThatThrownBy(() -> pack("instead: home-visit", "instead: moon-visit"))
        .isInstanceOf(BadPackException.class)
        .hasMessageContaining("moon-visit");
    assertThatThrownBy(() -> pack("date: 2018-12-29", "date: in 2018"))
        .isInstanceOf(BadPackException.class)
        .hasMessageContaining("in 2018");
  }

  @Test
  void everyShippedConditionNamesItsClauseAndSaysWhereCountiesDiffer() {
    KindWords words = new KindWords(Duration.ofHours(7));
    List<Condition> all =
        Kinds.shipped().stream().flatMap(kind -> kind.conditions().stream()).toList();
    assertThat(all).hasSizeGreaterThan(7);
    for (Condition condition : all) {
      boolean national =
          condition.clause().law().zh().startsWith("《中华人民共和国")
              || condition.clause().law().zh().startsWith("《国务院");
      assertThat(national || condition.clause().example()).as(condition.code()).isTrue();
      assertThat(words.clause(condition.clause(), Language.ZH))
          .contains(condition.clause().date().toString());
    }
    assertThat(
            words.clause(Kinds.shipped("home-meal").conditions().getFirst().clause(), Language.ZH))
        .isEqualTo("《中华人民共和国老年人权益保障法》第二条（2018-12-29）");
  }

  private static void pack(String text, String by) {
    PackReader reader = PackReader.ofOne(Duration.ofHours(7), Set.of(), Kinds.shipped());
    String pack = PackWriter.write(Kinds.shipped("home-meal"), Duration.ofHours(7));
    assertThat(pack).contains(text);
    reader.read("pack", pack.replace(text, by));
    reader.kinds();
  }

  private static void refused(
      ConditionType type, List<String> qualifying, @Nullable Integer min, @Nullable Integer max) {
    assertThatThrownBy(() -> condition(type, qualifying, min, max))
        .isInstanceOf(ProblemException.class);
  }

  private static Condition condition(
      ConditionType type, List<String> qualifying, @Nullable Integer min, @Nullable Integer max) {
    return new Condition(
        "one",
        type,
        new Text("问", "Question"),
        List.of(),
        qualifying,
        min,
        max,
        List.of(),
        new Text("要", "Who may"),
        CLAUSE,
        null);
  }
}

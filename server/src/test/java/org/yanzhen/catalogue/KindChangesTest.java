package org.yanzhen.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yanzhen.shared.Language;

class KindChangesTest {

  private static final Duration WORKING_DAY = Duration.ofHours(7);

  private final KindChanges changes = new KindChanges(new KindWords(WORKING_DAY));

  @Test
  void theSameKindChangesNothing() {
    for (Kind kind : Kinds.shipped()) {
      assertThat(changes.between(Optional.of(kind), kind.withVersion(9), Language.ZH)).isEmpty();
    }
  }

  @Test
  void aChangedLimitIsSaidInWords() {
    assertThat(edited("contact: 6 hours", "contact: 3 hours"))
        .containsExactly(new KindChange("limits.URGENT.CONTACT", "急件的首次联系时限", "6 小时内", "3 小时内"));
  }

  @Test
  void aChangedWordIsSaidInItsLanguage() {
    assertThat(edited("zh: 什么作物", "zh: 是什么作物"))
        .containsExactly(
            new KindChange("fields.crop.label.zh", "问题“是什么作物”的问法（中文）", "什么作物", "是什么作物"));
  }

  @Test
  void aNewChoiceIsOneChangeAndNotOneForEachOfItsWords() {
    assertThat(
            edited(
                "      - {code: tea,",
                "      - {code: peanut, label: {zh: 花生, en: Peanuts}}\n      - {code: tea,"))
        .containsExactly(
            new KindChange("fields.crop.choices.peanut", "问题“什么作物”的选项“花生”", null, "花生"));
  }

  @Test
  void aQuestionThatIsGoneIsOneChange() {
    Kind before = Kinds.shipped("seed-testing");
    Kind after =
        read(
            PackWriter.write(before, WORKING_DAY)
                .replaceAll("(?s)  - code: lot.*?  - code: bag", "  - code: bag"));
    assertThat(changes.between(Optional.of(before), after, Language.ZH))
        .containsExactly(new KindChange("fields.lot", "问题“包装上的品种名、批号”", "文字", null));
  }

  @Test
  void aNewOrderOfChoicesIsToldAsAnOrder() {
    String rice = "      - {code: rice, label: {zh: 水稻, en: Rice}}\n";
    String citrus = "      - {code: citrus, label: {zh: 柑橘, en: Citrus}}\n";
    assertThat(edited(citrus + rice, rice + citrus))
        .extracting(KindChange::what)
        .containsExactly("先后次序");
  }

  @Test
  void whatIsAskedOfAReportAndAtWhichStageIsSaid() {
    assertThat(edited("    stage: recheck\n", ""))
        .extracting(KindChange::what, KindChange::before, KindChange::after)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("结果“防效怎么样”哪一步填", "产中：回看防效", "这一单本身"));
  }

  @Test
  void aStageThatFollowsAnotherIsSaidByName() {
    assertThat(edited("    follows: recheck\n", ""))
        .extracting(KindChange::before, KindChange::after)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("产中：回看防效", "这一单解决以后"));
  }

  @Test
  void aChangedConditionIsSaidFieldByField() {
    Kind before = Kinds.shipped("home-meal");
    String pack = PackWriter.write(before, WORKING_DAY);
    Kind older = read(pack.replace("    min: 60\n", "    min: 65\n"));
    assertThat(changes.between(Optional.of(before), older, Language.ZH))
        .containsExactly(new KindChange("conditions.elder-age.min", "条件“老人的出生日期”最少", "60", "65"));
    Kind without =
        read(pack.replaceAll("(?s)  - code: child-age.*?  - code: cooks", "  - code: cooks"));
    assertThat(changes.between(Optional.of(before), without, Language.EN))
        .containsExactly(
            new KindChange(
                "conditions.child-age",
                "Condition “Day of birth of the child”",
                "As a child somebody counts below the age of 18.",
                null));
  }

  @Test
  void placesAWeekAreSaid() {
    assertThat(edited("lease: 4 hours\n", "lease: 4 hours\nplaces-a-week: 20\n"))
        .containsExactly(new KindChange("placesAWeek", "一周能接几单", null, "20"));
  }

  @Test
  void ofANewKindEverythingIsNew() {
    List<KindChange> all = changes.between(Optional.empty(), Kinds.pestAdvice(), Language.EN);
    assertThat(all).allMatch(change -> change.before() == null);
    assertThat(all)
        .extracting(KindChange::what)
        .contains("Name (English)", "Question “Which crop”");
  }

  private List<KindChange> edited(String text, String by) {
    String pack = PackWriter.write(Kinds.pestAdvice(), WORKING_DAY);
    assertThat(pack).contains(text);
    return changes.between(
        Optional.of(Kinds.pestAdvice()), read(pack.replace(text, by)), Language.ZH);
  }

  private static Kind read(String pack) {
    PackReader reader = PackReader.ofOne(WORKING_DAY, Set.of(), Kinds.shipped());
    reader.read("pack", pack);
    return reader.kinds().getFirst();
  }
}

package org.yanzhen.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Month;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import org.yanzhen.shared.Language;

class PackReaderTest {

  private static final Duration WORKING_DAY = Duration.ofHours(7);

  private static final String GOOD =
      """
      pack: kind
      code: well-repair
      icon: wrench
      name: {zh: 修井, en: Well repair}
      summary: {zh: 井坏了来修, en: Somebody repairs the well}
      responsible: {zh: 管护中心, en: Public works}
      responsible-body: public-works
      public-at-door: true
      modes: [OFFER, BOARD]
      skills:
        - {code: water-supply, level: 2, name: {zh: 供水管护, en: Water supply}}
      clocks:
        NORMAL: {sign: 4 working hours, contact: 1 working day, resolve: 5 working days, verify: 7 days}
        URGENT: {sign: 1 hour, contact: 4 hours, resolve: 48 hours, verify: 3 days}
        DANGER: {sign: 15 minutes, contact: 1 hour, resolve: 24 hours, verify: 3 days}
      lease: 4 hours
      reopen-within: 30 days
      fields:
        - code: depth
          type: CHOICE
          required: true
          label: {zh: 深浅, en: Depth}
          choices:
            - {code: deep, label: {zh: 深, en: Deep}}
            - {code: shallow, label: {zh: 浅, en: Shallow}}
      papers: []
      privacy: PUBLIC
      """;

  private static final String WHOLE_YEAR =
      """
      season: [11..2, 5]
      stages:
        - {code: look, name: {zh: 回看, en: Look again}, task: {zh: 看水清不清, en: Is the water clear}, after: 7 days}
        - {code: ask, name: {zh: 回访, en: Call}, task: {zh: 问够不够用, en: Is there enough}, follows: look, after: 30 days}
      ratings:
        - {code: manner, label: {zh: 态度, en: Manner}}
      """;

  @Test
  void aSlipInTheDefaultsOfClocksIsNamedWithItsLine() {
    String yaml =
        """
        pack: clock-defaults
        clocks:
          NORMAL: {sign: 4 working hours, contact: 1 working day, resolve: 5 working days, verify: 7 days}
          URGENT: {sign: 1 hour, contact: soon, resolve: 48 hours, verify: 3 days}
        """;
    PackReader reader = PackReader.ofOne(Duration.ofHours(7), Set.of(), List.of());
    assertThatThrownBy(() -> reader.clocks("own.yaml", yaml))
        .isInstanceOf(BadPackException.class)
        .hasMessageContaining("own.yaml")
        .hasMessageContaining("soon")
        .hasMessageContaining("DANGER");
  }

  @Test
  void readsAWholeKind() {
    Kind kind = read(GOOD).getFirst();
    assertThat(kind.name().in(Language.ZH)).isEqualTo("修井");
    assertThat(kind.modes()).containsExactly(DispatchMode.OFFER, DispatchMode.BOARD);
    assertThat(kind.limit(Urgency.NORMAL, ClockName.CONTACT))
        .isEqualTo(new Limit(WORKING_DAY, true));
    assertThat(kind.limit(Urgency.DANGER, ClockName.SIGN))
        .isEqualTo(new Limit(Duration.ofMinutes(15), false));
    assertThat(kind.fields().getFirst().choices())
        .extracting(Choice::code)
        .containsExactly("deep", "shallow");
  }

  @Test
  void readsTheKindsThatAreShipped() {
    assertThat(Kinds.shipped())
        .extracting(Kind::code)
        .contains(
            "cultivation-advice",
            "dispute-mediation",
            "equipment-slot",
            "home-meal",
            "home-visit",
            "land-transfer",
            "lecture-wanted",
            "marketing-help",
            "micro-wish",
            "pest-advice",
            "policy-at-home",
            "project-funds",
            "proxy-filing",
            "public-facility",
            "seed-testing",
            "seedling-quarantine",
            "soil-fertiliser");
  }

  /** None is required: a report without signal must not come back for a figure nobody gave. */
  @Test
  void everyShippedKindAsksWhatCameOfItAndRequiresNone() {
    for (Kind kind : Kinds.shipped()) {
      assertThat(kind.resultsOf(null)).as(kind.code()).isNotEmpty();
      assertThat(kind.results()).as(kind.code()).noneMatch(KindField::required);
    }
  }

  /** A text stays readable in the answers; for whom it is has a place of its own, encrypted. */
  @Test
  void noKindThatIsShippedAsksInATextWhoSomebodyIs() {
    Pattern who = Pattern.compile("谁|姓名|名字|户主|联系人|本人|电话");
    Pattern code =
        Pattern.compile("\\b(principal|person|name|who|whom|contact|owner|buyer|phone)\\b");
    for (Kind kind : Kinds.shipped()) {
      assertThat(Stream.concat(kind.fields().stream(), kind.results().stream()))
          .as(kind.code())
          .filteredOn(field -> field.type() == FieldType.TEXT)
          .noneMatch(field -> who.matcher(field.label().in(Language.ZH)).find())
          .noneMatch(field -> code.matcher(field.code()).find());
    }
  }

  @Test
  void whatIsPressingIsPromisedSooner() {
    for (Kind kind : Kinds.shipped()) {
      for (ClockName clock : ClockName.values()) {
        assertThat(List.of(real(kind, Urgency.DANGER, clock), real(kind, Urgency.URGENT, clock)))
            .as("%s %s", kind.code(), clock)
            .isSorted();
        assertThat(List.of(real(kind, Urgency.URGENT, clock), real(kind, Urgency.NORMAL, clock)))
            .as("%s %s", kind.code(), clock)
            .isSorted();
      }
    }
  }

  /** A working day is at least a day of the calendar. */
  private static Duration real(Kind kind, Urgency urgency, ClockName clock) {
    Limit limit = kind.limit(urgency, clock);
    return limit.workingTime()
        ? limit.duration().multipliedBy(24).dividedBy(WORKING_DAY.toHours())
        : limit.duration();
  }

  @Test
  void whatIsSaidInADisputeIsForThoseWhoWorkOnItAlone() {
    Kind dispute = Kinds.shipped("dispute-mediation");
    assertThat(dispute.privacy()).isEqualTo(PrivacyClass.RESTRICTED);
    assertThat(dispute.modes()).doesNotContain(DispatchMode.BOARD);
  }

  @Test
  void everySkillThatAShippedKindNeedsIsOneThatPeopleCanHave() throws IOException {
    Map<String, Map<String, Map<String, String>>> pack =
        new Yaml().load(resource("/packs/skills.yaml"));
    Map<String, Map<String, String>> known = pack.getOrDefault("skills", Map.of());
    for (Kind kind : Kinds.shipped()) {
      for (NeededSkill skill : kind.skills()) {
        assertThat(known.get(skill.code()))
            .as("%s of %s", skill.code(), kind.code())
            .isEqualTo(Map.of("zh", skill.name().zh(), "en", skill.name().en()));
      }
    }
  }

  @Test
  void aSkillNobodyCanHaveIsRefusedWithItsLine() throws IOException {
    PackReader reader = new PackReader(WORKING_DAY);
    reader.read("test.yaml", GOOD.replace("code: water-supply", "code: water-suply"));
    reader.read("skills.yaml", resource("/packs/skills.yaml"));

    assertThatThrownBy(reader::kinds)
        .isInstanceOf(BadPackException.class)
        .hasMessageContaining("test.yaml:11")
        .hasMessageContaining("water-suply");
  }

  @Test
  void anUnknownKeyIsRefusedWithItsLine() {
    assertThat(problems(GOOD.replace("icon: wrench", "icno: wrench")))
        .anyMatch(problem -> problem.startsWith("test.yaml:3: unknown key \"icno\""))
        .anyMatch(problem -> problem.startsWith("test.yaml:1: \"icon\" is missing"));
  }

  @Test
  void aMissingClockIsRefusedWithTheLineOfItsRow() {
    assertThat(problems(GOOD.replace("contact: 4 hours, ", "")))
        .containsExactly("test.yaml:14: \"contact\" is missing");
  }

  @Test
  void aWordInOnlyOneLanguageIsRefused() {
    assertThat(problems(GOOD.replace("{zh: 修井, en: Well repair}", "{zh: 修井}")))
        .containsExactly("test.yaml:4: \"en\" is missing");
  }

  @Test
  void anUnknownChoiceIsRefused() {
    assertThat(problems(GOOD.replace("[OFFER, BOARD]", "[OFFER, LOTTERY]")))
        .containsExactly(
            "test.yaml:9: \"LOTTERY\" is none of [DUTY, OFFER, BOARD, GROUP, ROTA, BULK]");
    assertThat(problems(GOOD.replace("type: CHOICE", "type: SLIDER")))
        .anyMatch(problem -> problem.startsWith("test.yaml:20: \"SLIDER\" is none of"));
  }

  @Test
  void aBadDurationIsRefused() {
    for (String bad : List.of("soon", "0 hours", "4h", "-1 days", "4 working weeks")) {
      assertThat(problems(GOOD.replace("sign: 1 hour,", "sign: " + bad + ",")))
          .as(bad)
          .anyMatch(problem -> problem.startsWith("test.yaml:14: \"" + bad + "\" is no time"));
    }
    assertThat(problems(GOOD.replace("lease: 4 hours", "lease: 4 working hours")))
        .containsExactly(
            "test.yaml:16: this time runs day and night; write it without \"working\"");
    assertThat(problems(GOOD.replace("reopen-within: 30 days", "reopen-within: 999 days")))
        .containsExactly("test.yaml:17: \"999 days\" is longer than a year");
  }

  @Test
  void readsPapersSeasonStagesPartsAndRatings() {
    Kind kind =
        read(GOOD.replace(
                    "papers: []",
                    """
                        papers:
                          - {code: id, name: {zh: 身份证, en: Identity card}, original: true}
                          - {code: plan, name: {zh: 图纸, en: Plan}, situations: [depth=deep]}""")
                + WHOLE_YEAR)
            .getFirst();
    assertThat(kind.papersFor(Map.of("depth", "shallow")))
        .extracting(Paper::code)
        .containsExactly("id");
    assertThat(kind.papersFor(Map.of("depth", "deep")))
        .extracting(Paper::code)
        .containsExactly("id", "plan");
    assertThat(kind.isInSeason(Month.JANUARY)).isTrue();
    assertThat(kind.isInSeason(Month.MAY)).isTrue();
    assertThat(kind.isInSeason(Month.JUNE)).isFalse();
    assertThat(kind.stagesAfter(null)).extracting(Stage::code).containsExactly("look");
    assertThat(kind.stagesAfter("look")).extracting(Stage::code).containsExactly("ask");
    assertThat(kind.stage("ask").orElseThrow().after()).isEqualTo(Duration.ofDays(30));
    assertThat(kind.ratings()).extracting(RatingDimension::code).containsExactly("manner");
  }

  @Test
  void readsWhatIsAskedOfAReportEachAtItsStage() {
    String results =
        """
        results:
          - {code: length, type: NUMBER, required: true, label: {zh: 米数, en: Metres}}
          - {code: holds, type: TEXT, required: false, stage: look, label: {zh: 还漏吗, en: Does it hold}}
        """;
    Kind kind = read(GOOD + WHOLE_YEAR + results).getFirst();

    assertThat(kind.resultsOf(null)).extracting(KindField::code).containsExactly("length");
    assertThat(kind.resultsOf("look")).extracting(KindField::code).containsExactly("holds");
    assertThat(problems(GOOD + WHOLE_YEAR + results.replace("stage: look", "stage: moon")))
        .hasSize(1)
        .allMatch(problem -> problem.endsWith("no stage has the code \"moon\""));
  }

  @Test
  void stagesThatFollowEachOtherInACircleAreRefusedWithTheirLines() {
    assertThat(
            problems(GOOD + WHOLE_YEAR.replace("after: 7 days}", "after: 7 days, follows: ask}")))
        .containsExactly(
            "test.yaml:30: the stages follow each other in a circle: look after ask after look",
            "test.yaml:31: the stages follow each other in a circle: ask after look after ask");
    assertThat(problems(GOOD + WHOLE_YEAR.replace("follows: look", "follows: ask")))
        .containsExactly("test.yaml:31: the stages follow each other in a circle: ask after ask");
    assertThat(problems(GOOD + WHOLE_YEAR.replace("follows: look", "follows: nothing")))
        .containsExactly("test.yaml:31: no stage has the code \"nothing\"");
  }

  @Test
  void aSecondPersonForTheSameIsOfTheKindItself() {
    String apart =
        "parts:\n  - {code: second, name: {zh: 同去, en: Second}, kind: well-repair, task: {zh: 搭把手, en: Lend a hand}%s}\n";
    PackReader reader = new PackReader(WORKING_DAY);
    reader.read("a.yaml", GOOD + apart.formatted(", together: true"));
    assertThat(reader.kinds().getFirst().parts())
        .extracting(Part::kind, Part::together)
        .containsExactly(tuple("well-repair", true));
    assertThat(problems(GOOD + apart.formatted("")))
        .as("whoever works apart is asked for something else")
        .isNotEmpty();
  }

  @Test
  void aPartOfAnUnknownKindIsRefusedWithItsLine() {
    String part =
        "parts:\n  - {code: pump, name: {zh: 泵, en: Pump}, kind: pump-repair, task: {zh: 修泵, en: Mend it}}\n";
    assertThat(problems(GOOD + part))
        .containsExactly("test.yaml:29: no pack has the kind \"pump-repair\"");
    String other = GOOD.replace("code: well-repair", "code: pump-repair");
    assertThat(problems(Map.of("a.yaml", GOOD + part, "b.yaml", other + part)))
        .contains("a.yaml:29: the kind \"pump-repair\" has parts itself");
    PackReader reader = new PackReader(WORKING_DAY);
    reader.read("a.yaml", GOOD + part);
    reader.read("b.yaml", other);
    assertThat(reader.kinds())
        .as("a part's kind comes before what names it")
        .extracting(Kind::code)
        .containsExactly("pump-repair", "well-repair");
  }

  @Test
  void aPaperForAnAnswerNobodyCanGiveIsRefused() {
    assertThat(
            problems(
                GOOD.replace(
                    "papers: []",
                    "papers: [{code: plan, name: {zh: 图纸, en: Plan}, situations: [depth=wide]}]")))
        .containsExactly("test.yaml:1: papers.plan.situations: no choice of a field is depth=wide");
  }

  @Test
  void whatIsRestrictedIsNotForTheBoard() {
    assertThat(problems(GOOD.replace("privacy: PUBLIC", "privacy: RESTRICTED")))
        .containsExactly("test.yaml:1: modes: what is restricted is not for the board");
    assertThat(problems(GOOD.replace("privacy: PUBLIC", "privacy: SECRET")))
        .containsExactly(
            "test.yaml:27: \"SECRET\" is none of [PUBLIC, INTERNAL, PERSONAL, RESTRICTED]");
  }

  @Test
  void aMonthThatIsNoneIsRefusedWithItsLine() {
    assertThat(problems(GOOD + "season: [13]\n"))
        .containsExactly("test.yaml:28: from: a month is 1 to 12");
    assertThat(problems(GOOD + "season: [spring]\n"))
        .containsExactly("test.yaml:28: write months as 4 or 11..2");
  }

  @Test
  void aCodeThatStandsTwiceIsRefusedWhateverItIsACodeOf() {
    assertThat(problems(GOOD.replace("code: shallow", "code: deep")))
        .containsExactly("test.yaml:19: choices: a code stands twice");
    assertThat(problems(GOOD.replace("lease: 4 hours", "lease: 4 hours\nlease: 5 hours")))
        .containsExactly("test.yaml:17: \"lease\" stands twice");
    assertThat(problems(Map.of("a.yaml", GOOD, "b.yaml", GOOD)))
        .containsExactly("b.yaml:2: the kind \"well-repair\" stands in a.yaml:2 already");
  }

  @Test
  void aCountysFolderMayReplaceWhatIsShipped() {
    PackReader reader = new PackReader(WORKING_DAY);
    reader.read("shipped.yaml", GOOD);
    reader.nextFolder();
    reader.read("own.yaml", GOOD.replace("修井", "修水井"));
    assertThat(reader.kinds()).extracting(kind -> kind.name().zh()).containsExactly("修水井");
  }

  @Test
  void anAliasIsRefusedEvenOneThatHoldsItself() {
    assertThat(problems(GOOD.replace("papers: []", "papers: &loop [*loop]")))
        .anyMatch(problem -> problem.startsWith("test.yaml:26: anchors and aliases are not read"));
  }

  @Test
  void whatIsNoYamlIsRefusedWithItsLine() {
    assertThat(problems(GOOD.replace("modes: [OFFER, BOARD]", "modes: [OFFER, BOARD")))
        .singleElement()
        .asString()
        .matches("test.yaml:1[01]: not YAML: .*");
    assertThat(problems("")).containsExactly("test.yaml:1: the file is empty");
    assertThat(problems("- a\n- b\n"))
        .anyMatch(problem -> problem.contains("expected keys and values"));
    assertThat(problems("pack: recipe\n"))
        .singleElement()
        .asString()
        .startsWith("test.yaml:1: \"pack: recipe\" is none of the packs there are: kind, ");
  }

  @Test
  void allProblemsOfAllFilesAreReportedTogether() {
    List<String> problems =
        problems(
            Map.of(
                "a.yaml",
                    GOOD.replace("level: 2", "level: 9")
                        .replace("public-at-door: true", "public-at-door: perhaps"),
                "b.yaml",
                    GOOD.replace("code: well-repair", "code: Other Kind")
                        .replace("lease: 4 hours\n", "")));
    assertThat(problems)
        .containsExactly(
            "a.yaml:8: expected true or false, not \"perhaps\"",
            "a.yaml:11: level: 1, 2 or 3",
            "b.yaml:1: \"lease\" is missing");
  }

  @Test
  void aKindKnowsWhetherAnotherSaysTheSame() {
    Kind kind = read(GOOD).getFirst();
    assertThat(kind.withVersion(4).hasContentOf(read(GOOD).getFirst())).isTrue();
    assertThat(kind.hasContentOf(read(GOOD.replace("4 hours", "5 hours")).getFirst())).isFalse();
    assertThatThrownBy(() -> kind.modes().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static List<Kind> read(String yaml) {
    PackReader reader = new PackReader(WORKING_DAY);
    reader.read("test.yaml", yaml);
    return reader.kinds();
  }

  private static List<String> problems(String yaml) {
    return problems(Map.of("test.yaml", yaml));
  }

  private static List<String> problems(Map<String, String> files) {
    PackReader reader = new PackReader(WORKING_DAY);
    files.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(file -> reader.read(file.getKey(), file.getValue()));
    BadPackException bad = catchThrowableOfType(BadPackException.class, reader::kinds);
    assertThat(bad).as("refused").isNotNull();
    assertThat(bad.getMessage())
        .contains(bad.problems().stream().map(PackProblem::toString).collect(Collectors.toSet()));
    return bad.problems().stream().map(PackProblem::toString).toList();
  }

  private static String resource(String name) throws IOException {
    try (var file = PackReaderTest.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

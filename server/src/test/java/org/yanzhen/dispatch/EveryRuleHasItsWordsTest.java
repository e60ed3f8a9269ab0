package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.yanzhen.shared.Language;
import org.yanzhen.support.Printed;

/** A rule nobody can say is a wrong reason on somebody's page. */
class EveryRuleHasItsWordsTest {

  private static final List<String> RULES =
      Eligibility.RULES.stream().map(Eligibility.Rule::name).toList();

  @Test
  void everyRuleHasItsPlaceInWhatATownshipAsksFirst() {
    assertThat(Unserved.SEQUENCE).containsExactlyInAnyOrderElementsOf(RULES);
  }

  @Test
  void everyRuleIsSaidInTwoWordsInBothLanguages() {
    for (Language language : Language.values()) {
      assertThat(RULES).noneMatch(rule -> HowWords.rule(rule, language).equals(rule));
    }
  }

  @Test
  void everyRuleCanBeNamedInARefusal() throws IOException {
    for (String file : List.of("problems.properties", "problems_en.properties")) {
      Properties words = new Properties();
      words.load(
          new StringReader(
              Files.readString(
                  Printed.root().resolve("server/src/main/resources/i18n").resolve(file))));
      assertThat(words.stringPropertyNames())
          .containsAll(RULES.stream().map(rule -> "value." + rule).toList());
    }
  }
}

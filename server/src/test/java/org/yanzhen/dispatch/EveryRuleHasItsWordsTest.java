package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
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

  /** Somebody told that their order went elsewhere reads why; words for no reason nobody reads. */
  @Test
  void everyReasonOfATransferOrAContestHasItsWordsAndNoWordsAreDead() throws Exception {
    List<String> sent = new ArrayList<>(List.of(Sending.OUT_OF_REMIT));
    Field limit = Class.forName("org.yanzhen.order.Step").getDeclaredField("HOP_LIMIT");
    limit.setAccessible(true);
    sent.add((String) limit.get(null));
    Class<?> reasons = Class.forName("org.yanzhen.order.OrderCommands$TransferReason");
    for (Object reason : reasons.getEnumConstants()) {
      sent.add(reason.toString());
    }
    for (DispatchCommands.ContestReason reason : DispatchCommands.ContestReason.values()) {
      sent.add(reason.toString());
    }
    Map<String, Object> pack =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(
                Files.readString(
                    Printed.root().resolve("server/src/main/resources/packs/messages.yaml")));
    assertThat(((Map<?, ?>) pack.get("reasons")).keySet().stream().map(String::valueOf))
        .containsExactlyInAnyOrderElementsOf(sent);
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

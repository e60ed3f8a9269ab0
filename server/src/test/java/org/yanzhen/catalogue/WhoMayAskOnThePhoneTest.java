package org.yanzhen.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yanzhen.catalogue.Applying.Looked;
import org.yanzhen.catalogue.Applying.Verdict;
import org.yanzhen.shared.Language;
import org.yanzhen.support.Printed;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The phone says without signal who may ask: by a rule of its own, which gives the same answers to
 * the same cases ({@code applying.test.ts}).
 */
class WhoMayAskOnThePhoneTest {

  private static final String CASES = "web/shared/src/api/cases/";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  record Cases(String about, LocalDate today, List<Case> cases) {}

  record Case(
      String name,
      String kind,
      @Nullable LocalDate today,
      Map<String, String> form,
      Map<String, String> answers,
      Verdict verdict,
      List<String> reasons,
      List<String> unanswered) {}

  @ParameterizedTest
  @MethodSource("all")
  void theServersRuleGivesTheAnswersOfTheCases(Case one) throws IOException {
    Looked looked =
        Applying.look(
            Kinds.shipped(one.kind()),
            one.form(),
            one.answers(),
            one.today() == null ? cases().today() : one.today());
    assertThat(looked.verdict()).isEqualTo(one.verdict());
    assertThat(looked.against()).extracting(Condition::code).isEqualTo(one.reasons());
    assertThat(looked.unanswered()).isEqualTo(one.unanswered());
  }

  /** The phone's test has no server: its kinds are printed as the server gives them. */
  @Test
  void thePhonesTestHasTheKindsAsTheServerGivesThem() throws IOException {
    KindWords words = new KindWords(Duration.ofHours(7));
    Map<String, KindView> kinds = new TreeMap<>();
    for (Case one : cases().cases()) {
      kinds.put(one.kind(), words.view(Kinds.shipped(one.kind()), Language.ZH));
    }
    Printed.assertUpToDate(CASES + "kinds.json", JSON.writeValueAsString(kinds) + "\n");
  }

  private static List<Case> all() throws IOException {
    return cases().cases();
  }

  private static Cases cases() throws IOException {
    return JSON.readValue(
        Files.readString(Printed.root().resolve(CASES + "who-may-ask.json")), Cases.class);
  }
}

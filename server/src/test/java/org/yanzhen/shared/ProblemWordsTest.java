package org.yanzhen.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A field's name and a value may be made by the caller. */
class ProblemWordsTest {

  private final Problems problems = new Problems();

  @Test
  void whatACallerWroteDoesNotBreakTheWords() {
    for (String made : new String[] {"$1", "\\1", "{field}", "{why}", "${x}", "{0}", "'"}) {
      assertThat(detail(Checks.malformed(made, "missing").problem()))
          .as(made)
          .contains(": " + made + " (missing)");
      assertThat(detail(Checks.malformed("text", made).problem()))
          .as(made)
          .contains(": text (" + made + ")");
    }
  }

  @Test
  void aValueInTheReadersLanguageComesFirst() {
    Problem problem =
        Problem.at(ProblemCode.COMMAND_MALFORMED, "text").with("why", "plain").with("why.ZH", "中文");

    assertThat(problems.view(problem, Language.ZH).detail()).contains("中文");
    assertThat(detail(problem)).contains("plain");
  }

  private String detail(Problem problem) {
    return problems.view(problem, Language.EN).detail();
  }
}

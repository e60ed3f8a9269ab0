package org.yanzhen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Problems;
import org.yanzhen.support.Printed;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class ProblemsTest {

  @Autowired Problems problems;

  @Test
  void everyCodeHasItsWordsInBothLanguagesAndTheListIsInTheDocs() {
    StringBuilder page =
        new StringBuilder(
            """
            # Problems

            Printed by `ProblemsTest` from `org.yanzhen.shared.ProblemCode`. Every refusal travels as an RFC 9457 problem; `code`
            is stable, `type` opens the page that explains it, `field` names the input as the caller sent it.

            | code | status | 中文 | English |
            |---|---|---|---|
            """);
    for (ProblemCode code : ProblemCode.values()) {
      String zh = problems.title(code, Language.ZH) + "：" + problems.pattern(code, Language.ZH);
      String en = problems.title(code, Language.EN) + ": " + problems.pattern(code, Language.EN);
      assertThat(zh).as(code.code()).isNotEqualTo(en);
      page.append("| `%s` | %d | %s | %s |\n".formatted(code.code(), code.status(), zh, en));
    }
    Printed.assertUpToDate("docs/problems/README.md", page.toString());
  }
}

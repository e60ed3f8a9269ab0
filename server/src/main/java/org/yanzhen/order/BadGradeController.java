package org.yanzhen.order;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.order.BadGradeViews.BadGradePage;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/** Bad grades, for the desks that look into them. */
@RestController
@RequestMapping("/api/bad-grades")
class BadGradeController {

  private final BadGrades grades;

  BadGradeController(BadGrades grades) {
    this.grades = grades;
  }

  /** Those that stand so, the most pressing first; or all of one order. */
  @GetMapping
  BadGradePage page(
      @RequestParam(defaultValue = "OPEN") BadGrade.State state,
      @RequestParam(required = false) @Nullable UUID order,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    if (limit < 1 || limit > 100) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "limit"));
    }
    Language language = Language.of(locale);
    return order == null
        ? grades.page(actor, state, after == null ? null : PageKey.parse(after), limit, language)
        : new BadGradePage(grades.ofOrder(actor, order, language), null);
  }
}

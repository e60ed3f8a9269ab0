package org.yanzhen.shared;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Gives problems their words. */
@Component
public class Problems {

  private final ResourceBundleMessageSource words = new ResourceBundleMessageSource();

  Problems() {
    words.setBasename("i18n/problems");
    words.setDefaultEncoding(StandardCharsets.UTF_8.name());
    words.setFallbackToSystemLocale(false);
  }

  public ProblemView view(Problem problem, Language language) {
    String code = problem.code().code();
    return new ProblemView(
        "/problems/" + code,
        title(problem.code(), language),
        problem.code().status(),
        fill(words.getMessage(code + ".detail", null, language.locale()), problem, language),
        code,
        problem.field(),
        problem.params());
  }

  /** Fails when the words are missing: a test walks all codes in both languages. */
  public String title(ProblemCode code, Language language) {
    return words.getMessage(code.code() + ".title", null, language.locale());
  }

  /** The detail with its place-holders, for the page that explains the problem. */
  public String pattern(ProblemCode code, Language language) {
    return words.getMessage(code.code() + ".detail", null, language.locale());
  }

  public ResponseEntity<ProblemView> respond(Problem problem, Language language) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    return new ResponseEntity<>(
        view(problem, language),
        headers,
        org.springframework.http.HttpStatusCode.valueOf(problem.code().status()));
  }

  /**
   * Replaces {@code {name}}: by the parameter {@code name.ZH} or {@code name.EN} where one is
   * given, else by {@code name}; a value that has words of its own ({@code value.STATE}) is spoken,
   * not shown raw.
   */
  private String fill(String pattern, Problem problem, Language language) {
    String text = pattern;
    for (Map.Entry<String, String> param : problem.params().entrySet()) {
      String name = param.getKey();
      String worded = problem.params().get(name + "." + language.name());
      String value = worded == null ? param.getValue() : worded;
      String spoken = words.getMessage("value." + value, null, value, language.locale());
      text = text.replace("{" + name + "}", spoken == null ? value : spoken);
    }
    return text.replace("{field}", problem.field() == null ? "" : problem.field());
  }
}

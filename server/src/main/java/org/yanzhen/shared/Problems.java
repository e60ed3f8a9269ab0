package org.yanzhen.shared;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Gives problems their words. */
@Component
public class Problems {

  private static final Pattern PLACE_HOLDER = Pattern.compile("[{]([A-Za-z]+)[}]");

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
    String wait = problem.params().get(Problem.RETRY_AFTER);
    if (wait != null) {
      headers.set(HttpHeaders.RETRY_AFTER, wait);
    }
    return new ResponseEntity<>(
        view(problem, language), headers, HttpStatusCode.valueOf(problem.code().status()));
  }

  /**
   * Replaces {@code {name}}: by the parameter {@code name.ZH} or {@code name.EN} where one is
   * given, else by {@code name}; a value that has words of its own ({@code value.STATE}) is spoken,
   * not shown raw.
   */
  private String fill(String pattern, Problem problem, Language language) {
    // In one pass: what a caller wrote is never looked through for place-holders itself.
    return PLACE_HOLDER
        .matcher(pattern)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(value(place.group(1), place.group(), problem, language)));
  }

  private String value(String name, String unknown, Problem problem, Language language) {
    String plain = problem.params().get(name);
    String value = problem.params().getOrDefault(name + "." + language.name(), plain);
    if (value == null) {
      if (name.equals("field")) {
        return problem.field() == null ? "" : problem.field();
      }
      return unknown;
    }
    String spoken = words.getMessage("value." + value, null, value, language.locale());
    return spoken == null ? value : spoken;
  }
}

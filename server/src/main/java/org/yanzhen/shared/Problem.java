package org.yanzhen.shared;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing that went wrong, without words: those are chosen at the edge in the reader's language.
 *
 * @param field the input it is about, as the caller named it, e.g. {@code body.text}
 * @param params facts for the words, e.g. {@code state -> SOLVED}; never personal data
 */
public record Problem(ProblemCode code, @Nullable String field, Map<String, String> params) {

  /** In whole seconds. */
  static final String RETRY_AFTER = "retryAfterSeconds";

  public Problem {
    params = Map.copyOf(params);
  }

  public static Problem of(ProblemCode code) {
    return new Problem(code, null, Map.of());
  }

  public static Problem at(ProblemCode code, String field) {
    return new Problem(code, field, Map.of());
  }

  /** When it is worth trying again; said in the response's header. */
  public Problem retryAfter(Duration wait) {
    return with(RETRY_AFTER, wait.toSeconds());
  }

  public Problem with(String name, Object value) {
    Map<String, String> more = new TreeMap<>(params);
    more.put(name, value.toString());
    return new Problem(code, field, more);
  }
}

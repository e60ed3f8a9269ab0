package org.yanzhen.hall;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Text;
import org.yanzhen.shared.PolicyPack;

/**
 * Which copies may be kept on file, and how long at most, as {@code packs/papers.yaml} says; a slip
 * in it stops the start.
 */
@Component
class PaperSorts {

  /**
   * A sort of paper that kinds ask for under one code or another.
   *
   * @param longestDays how long its owner may let us keep it
   * @param also other codes of the same
   */
  record Sort(String code, Text name, int longestDays, List<String> also) {
    boolean answers(String paperCode) {
      return code.equals(paperCode) || also.contains(paperCode);
    }
  }

  private final List<Sort> sorts;
  private final Duration identityHolds;

  PaperSorts(@Value("${yanzhen.packs:}") String folder) {
    PolicyPack pack = PolicyPack.find(folder, "papers", "packs/papers.yaml");
    try {
      Map<String, Object> all = pack.load();
      identityHolds = Duration.ofHours(atLeastOne(all.get("identity-holds-hours")));
      Map<String, Sort> read = new LinkedHashMap<>();
      map(all.get("sorts")).forEach((code, entry) -> read.put(code, sort(code, map(entry))));
      sorts = List.copyOf(read.values());
    } catch (RuntimeException e) {
      throw new IllegalStateException(pack.file() + ": " + e.getMessage(), e);
    }
  }

  List<Sort> list() {
    return sorts;
  }

  Optional<Sort> find(String code) {
    return sorts.stream().filter(sort -> sort.code().equals(code)).findFirst();
  }

  /** So long a look at who somebody is counts: they are there while it is used. */
  Duration identityHolds() {
    return identityHolds;
  }

  private static Sort sort(String code, Map<String, Object> entry) {
    return new Sort(
        code,
        new Text(text(entry, "zh"), text(entry, "en")),
        atLeastOne(entry.get("longest-days")),
        entry.get("also") instanceof List<?> also
            ? also.stream().map(String::valueOf).toList()
            : List.of());
  }

  private static String text(Map<String, Object> entry, String key) {
    if (entry.get(key) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new IllegalStateException("\"" + key + "\" is missing");
  }

  private static int atLeastOne(@Nullable Object value) {
    if (value instanceof Integer number && number > 0) {
      return number;
    }
    throw new IllegalStateException("a number of at least 1 is needed");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IllegalStateException("expected keys and values");
  }
}

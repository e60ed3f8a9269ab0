package org.yanzhen.catalogue;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings the JSON of a version that was adopted by an earlier release to today's form. Rows are
 * never rewritten, so this is done each time one is read.
 */
final class OlderKind {

  private OlderKind() {}

  static ObjectNode completed(ObjectNode kind) {
    for (String list : List.of("season", "stages", "parts", "ratings", "results", "conditions")) {
      if (!kind.has(list)) {
        kind.putArray(list);
      }
    }
    if (!kind.has("privacy")) {
      kind.put("privacy", PrivacyClass.PUBLIC.name());
    }
    if (!kind.has("withdrawn")) {
      kind.put("withdrawn", false);
    }
    if (kind.get("parts") instanceof ArrayNode parts) {
      parts.forEach(OlderKind::part);
    }
    if (kind.get("papers") instanceof ArrayNode papers) {
      for (int n = 0; n < papers.size(); n++) {
        papers.set(n, paper(papers.get(n), n + 1));
      }
    }
    return kind;
  }

  /** No part was done together with the whole. */
  private static void part(JsonNode part) {
    if (part instanceof ObjectNode whole && !whole.has("together")) {
      whole.put("together", false);
    }
  }

  /** A paper was its words alone. */
  private static JsonNode paper(JsonNode paper, int n) {
    if (paper.has("name") || !(paper instanceof ObjectNode words)) {
      return paper;
    }
    ObjectNode whole = words.objectNode();
    whole.put("code", "paper-" + n);
    whole.set("name", words);
    whole.putArray("situations");
    whole.put("original", false);
    return whole;
  }
}

package org.yanzhen.command;

import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * JSON with its object keys in order, so that equal values have equal text (jsonb does not keep key
 * order).
 */
final class Canonical {

  private Canonical() {}

  static String of(JsonNode node) {
    StringBuilder text = new StringBuilder();
    write(node, text);
    return text.toString();
  }

  private static void write(JsonNode node, StringBuilder out) {
    if (node.isObject()) {
      TreeMap<String, JsonNode> fields = new TreeMap<>();
      node.properties().forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
      out.append('{');
      String separator = "";
      for (var field : fields.entrySet()) {
        out.append(separator).append(StringNode.valueOf(field.getKey())).append(':');
        write(field.getValue(), out);
        separator = ",";
      }
      out.append('}');
    } else if (node.isArray()) {
      out.append('[');
      String separator = "";
      for (JsonNode item : node) {
        out.append(separator);
        write(item, out);
        separator = ",";
      }
      out.append(']');
    } else if (node.isNumber()) {
      // 1, 1.0 and 1E0 are one number to jsonb and to us.
      out.append(node.decimalValue().stripTrailingZeros().toPlainString());
    } else {
      out.append(node);
    }
  }
}

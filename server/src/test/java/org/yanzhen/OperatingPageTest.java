package org.yanzhen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yanzhen.support.Printed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the page for operators sends is what the API takes. */
class OperatingPageTest {

  private static final Pattern SENT = Pattern.compile("(?ms)^send ([a-z.-]+) '(\\{.*?})'$");

  /** What the shell puts in: an id, a variable, a hash. */
  private static final Pattern SHELL = Pattern.compile("'\\$(\\(\\w+\\)|\\w+)'");

  private final JsonMapper mapper = JsonMapper.builder().build();

  @Test
  void everyCommandItShowsHasTheFieldsOfTheApi() throws IOException {
    JsonNode api = read("docs/api/openapi.json").at("/components/schemas");
    List<MatchResult> sent = SENT.matcher(text("docs/operating/README.md")).results().toList();
    assertThat(sent).hasSizeGreaterThan(6);
    for (MatchResult one : sent) {
      assertFits(
          one.group(1),
          mapper.readTree(SHELL.matcher(one.group(2)).replaceAll("x")),
          body(api, one.group(1)),
          api);
    }
  }

  private static JsonNode body(JsonNode api, String type) {
    return api.properties().stream()
        .filter(schema -> schema.getValue().at("/properties/type/const").asString("").equals(type))
        .map(schema -> schema.getValue().at("/properties/body"))
        .findAny()
        .orElseThrow(() -> new AssertionError("no command " + type));
  }

  private static void assertFits(String where, JsonNode value, JsonNode schema, JsonNode api) {
    JsonNode shape = schema.has("$ref") ? api.get(name(schema)) : schema;
    if (value.isArray()) {
      value.forEach(one -> assertFits(where, one, shape.get("items"), api));
    } else if (value.isObject()) {
      assertThat(names(value)).as(where).isSubsetOf(names(shape.get("properties")));
      assertThat(names(value))
          .as(where)
          .containsAll(shape.get("required").valueStream().map(JsonNode::asString).toList());
      value
          .properties()
          .forEach(
              field ->
                  assertFits(
                      where + "." + field.getKey(),
                      field.getValue(),
                      shape.get("properties").get(field.getKey()),
                      api));
    } else if (shape.has("enum")) {
      assertThat(shape.get("enum").valueStream().map(JsonNode::asString))
          .as(where)
          .contains(value.asString());
    }
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(field -> field.getKey()).toList();
  }

  private static String name(JsonNode schema) {
    return Stream.of(schema.get("$ref").asString().split("/")).reduce((a, b) -> b).orElseThrow();
  }

  private JsonNode read(String file) throws IOException {
    return mapper.readTree(text(file));
  }

  private static String text(String file) throws IOException {
    return Files.readString(Printed.root().resolve(file));
  }
}

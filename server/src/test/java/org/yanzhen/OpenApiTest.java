package org.yanzhen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.command.Gate;
import org.yanzhen.support.County;
import org.yanzhen.support.Printed;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API's description is printed from the running server; the apps' types are generated from it.
 */
@YanzhenTest
class OpenApiTest {

  @Autowired County county;
  @Autowired Gate gate;

  @Test
  void theDescriptionInTheRepositoryIsTheOneTheServerMakes() {
    JsonNode made = county.clerk().get("/v3/api-docs").body();
    Object sorted = JsonMapper.builder().build().treeToValue(made, Object.class);
    String text =
        JsonMapper.builder()
            .enable(
                SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build()
            .writeValueAsString(sorted);
    assertThat(made.get("openapi").asString()).startsWith("3.1");
    Printed.assertUpToDate("docs/api/openapi.json", text + "\n");
  }

  @Test
  void everyCommandIsDescribed() {
    JsonNode schemas = county.clerk().get("/v3/api-docs").body().at("/components/schemas");
    assertThat(gate.types().list())
        .allSatisfy(
            type ->
                assertThat(schemas.get("Command").at("/discriminator/mapping").get(type.name()))
                    .as(type.name())
                    .isNotNull());
  }
}

package org.yanzhen.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.access.Realms.Purpose;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** Whoever looks around finds a campaign that runs, with orders in it. */
@YanzhenTest
class DemoCampaignTest {

  @Autowired DemoCounty demo;
  @Autowired County county;

  @Test
  void aCampaignRunsAndHasOrdersAndIsMadeOnce() {
    JsonNode before = campaign();
    assertThat(before.get("state").asString()).isEqualTo("RUNNING");
    assertThat(before.get("orders").asInt()).isGreaterThanOrEqualTo(3);

    demo.make(new RealmId(1), Purpose.DEMO);

    assertThat(campaign().get("orders").asInt()).isEqualTo(before.get("orders").asInt());
    JsonNode orders =
        county
            .dispatcher()
            .get("/api/orders?filter=all-open&track=" + before.get("id").asString())
            .body()
            .get("items");
    assertThat(orders).isNotEmpty();
    assertThat(orders)
        .extracting(one -> one.get("kind").asString())
        .containsOnly("public-facility");
  }

  private JsonNode campaign() {
    String after = "";
    while (true) {
      JsonNode page = county.dispatcher().get("/api/campaigns?limit=100" + after).body();
      for (JsonNode one : page.get("items")) {
        if (one.get("name").asString().matches("清沟迎汛行动|Clearing drains before the rain")) {
          return one;
        }
      }
      assertThat(page.get("next")).as("a campaign of the demonstration").isNotNull();
      after = "&after=" + page.get("next").asString();
    }
  }
}

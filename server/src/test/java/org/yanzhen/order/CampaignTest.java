package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** Everyday work and campaigns: two tracks, one engine. */
@YanzhenTest
class CampaignTest {

  private static int nextVillage = 210;

  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired Divisions divisions;
  @Autowired TestClock clock;

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void anOrderIsAskedForInOneOrPutIntoItAndIsSeenAndCountedThere() {
    Division village = village();
    UUID campaign = created(village, List.of("public-facility"));
    UUID inIt = placed(village, campaign);
    UUID putIn = placed(village, null);
    UUID everyday = placed(village, null);

    done(setTrack(putIn, campaign));

    assertThat(listed("track=" + campaign)).containsExactlyInAnyOrder(inIt, putIn);
    assertThat(listed("track=campaign")).contains(inIt, putIn).doesNotContain(everyday);
    assertThat(listed("track=everyday&division=" + village.id())).containsExactly(everyday);
    JsonNode order = county.clerk().get("/api/orders/" + putIn).body();
    assertThat(order.at("/card/campaign/id").asString()).isEqualTo(campaign.toString());
    JsonNode last = order.get("thread").get(order.get("thread").size() - 1);
    assertThat(last.get("type").asString()).isEqualTo("order.set-track");
    assertThat(last.at("/campaign/name").asString()).isEqualTo("Drainage drive");
    assertThat(card(campaign).get("orders").asInt()).isEqualTo(2);
    JsonNode rows =
        county
            .dispatcher()
            .get("/api/figures?by=track&division=%d".formatted(village.id()))
            .body()
            .get("rows");
    assertThat(rows)
        .extracting(row -> row.get("name").asString() + " " + row.at("/now/placed").asInt())
        .containsExactlyInAnyOrder("Drainage drive 2", "Everyday 1");

    done(setTrack(putIn, null));
    assertThat(setTrack(putIn, null).code()).isEqualTo("order.same-track");
    assertThat(listed("track=" + campaign)).containsExactly(inIt);
  }

  @Test
  void itTakesItsOwnKindsAndItsOwnAreaWhileItRuns() {
    Division village = village();
    UUID others = created(village, List.of("home-visit"));
    UUID elsewhere = created(village(), List.of());
    UUID ended = created(village, List.of());
    UUID order = placed(village, null);

    assertThat(setTrack(order, others).code()).isEqualTo("campaign.unfit");
    assertThat(setTrack(order, elsewhere).code()).isEqualTo("campaign.unfit");
    assertThat(setTrack(order, Ids.next()).code()).isEqualTo("campaign.not-found");
    done(end(county.dispatcher(), ended));
    assertThat(setTrack(order, ended).code()).isEqualTo("campaign.not-running");
    assertThat(end(county.dispatcher(), ended).code()).isEqualTo("campaign.ended");
    Map<String, Object> body = new HashMap<>(county.request());
    body.put("divisionId", village.id());
    body.put("campaignId", others);
    assertThat(county.clerk().command("order.place", body).code()).isEqualTo("campaign.unfit");
  }

  @Test
  void onlyThoseThatFitAreOffered() {
    Division village = village();
    UUID fits = created(village, List.of("public-facility"));
    created(village, List.of("home-visit"));

    JsonNode found =
        county
            .clerk()
            .get("/api/campaigns/fitting?kind=public-facility&division=" + village.id())
            .body()
            .get("campaigns");

    assertThat(found)
        .extracting(one -> one.get("id").asString())
        .contains(fits.toString())
        .doesNotHaveDuplicates();
    assertThat(
            county
                .clerk()
                .get("/api/campaigns/fitting?kind=public-facility&division=0")
                .text("field"))
        .isEqualTo("division");
  }

  @Test
  void whatIsWrongIsNamedAndStrangersReachNothing() {
    Division village = village();
    UUID campaign = created(village, List.of());

    assertThat(create(county.dispatcher(), village, Map.of("kinds", List.of("none"))).text("field"))
        .isEqualTo("body.kinds");
    assertThat(create(county.dispatcher(), village, Map.of("body", "none")).text("field"))
        .isEqualTo("body.body");
    assertThat(create(county.dispatcher(), village, Map.of("until", "2020-01-01")).code())
        .isEqualTo("campaign.days");
    assertThat(create(county.dispatcher(), village, Map.of("nameEn", " ")).text("field"))
        .isEqualTo("body.nameEn");
    assertThat(create(county.clerk(), village, Map.of()).code()).isEqualTo("access.forbidden");
    neighbour.open();
    for (Api stranger : neighbour.everyRole()) {
      assertThat(end(stranger, campaign).isDone()).isFalse();
      assertThat(String.valueOf(stranger.get("/api/campaigns?limit=100").body()))
          .doesNotContain(campaign.toString());
    }
  }

  private Division village() {
    return divisions
        .villagesBelow(divisions.findByCode("431224").orElseThrow().id())
        .get(nextVillage++);
  }

  private UUID created(Division village, List<String> kinds) {
    UUID id = Ids.next();
    done(create(county.dispatcher(), village, Map.of("campaignId", id, "kinds", kinds)));
    return id;
  }

  private Answer create(Api who, Division village, Map<String, Object> other) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"));
    Map<String, Object> body = new HashMap<>();
    body.put("campaignId", Ids.next());
    body.put("nameZh", "清沟排涝专项整治");
    body.put("nameEn", "Drainage drive");
    body.put("divisionId", village.id());
    body.put("kinds", List.of());
    body.put("from", today.toString());
    body.put("until", today.plusDays(30).toString());
    body.put("body", "public-works");
    body.putAll(other);
    return who.command("campaign.create", body);
  }

  private Answer end(Api who, UUID campaign) {
    return who.command("campaign.end", Map.of("campaignId", campaign));
  }

  private UUID placed(Division village, UUID campaign) {
    Map<String, Object> body = new HashMap<>(county.request());
    UUID order = Ids.next();
    body.put("orderId", order);
    body.put("divisionId", village.id());
    if (campaign != null) {
      body.put("campaignId", campaign);
    }
    done(county.clerk().command("order.place", body));
    return order;
  }

  private Answer setTrack(UUID order, UUID campaign) {
    Map<String, Object> body = new HashMap<>();
    body.put("orderId", order);
    body.put("campaignId", campaign);
    return county.clerk().command("order.set-track", body);
  }

  private JsonNode card(UUID campaign) {
    for (JsonNode item : county.dispatcher().get("/api/campaigns?limit=100").body().get("items")) {
      if (item.get("id").asString().equals(campaign.toString())) {
        return item;
      }
    }
    throw new AssertionError("not listed: " + campaign);
  }

  private List<UUID> listed(String query) {
    List<UUID> ids = new ArrayList<>();
    county
        .clerk()
        .get("/api/orders?limit=100&" + query)
        .body()
        .get("items")
        .forEach(card -> ids.add(UUID.fromString(card.get("id").asString())));
    return ids;
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}

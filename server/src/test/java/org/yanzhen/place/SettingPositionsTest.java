package org.yanzhen.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.json.JsonMapper;

@YanzhenTest
class SettingPositionsTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired Gate gate;
  @Autowired Positions positions;
  @Autowired Travel travel;
  @Autowired Divisions divisions;
  @Autowired County county;
  @Autowired JsonMapper mapper;

  @Test
  void aMadeUpPositionNeverReplacesAMeasuredOne() {
    int elsewhere = elsewhere(0);
    assertThat(set("SYNTHETIC", elsewhere, 27.5, 110.0).result().get("set").asInt()).isEqualTo(1);
    set("IMPORTED", elsewhere, 27.55, 109.95);
    assertThat(set("SYNTHETIC", elsewhere, 27.6, 110.1).result().get("kept").asInt()).isEqualTo(1);
    assertThat(positions.find(REALM, elsewhere)).contains(new Point(27.55, 109.95));
    set("IMPORTED", elsewhere, 27.56, 109.96);
    assertThat(positions.find(REALM, elsewhere)).contains(new Point(27.56, 109.96));
  }

  @Test
  void oneUnknownDivisionRefusesAll() {
    int elsewhere = elsewhere(1);
    Outcome outcome =
        submit(
            Map.of(
                "source",
                "SYNTHETIC",
                "positions",
                List.of(position(elsewhere, 27.5, 110.0), position(999_999, 27.5, 110.0))));
    assertThat(outcome.problem().code()).isEqualTo(ProblemCode.PLACE_DIVISION_UNKNOWN);
    assertThat(outcome.problem().field()).isEqualTo("body.positions[1].divisionId");
    assertThat(positions.find(REALM, elsewhere)).isEmpty();
  }

  @Test
  void anAdministratorSetsPositionsInTheOwnCountyOnly() {
    Map<String, ?> body =
        Map.of("source", "IMPORTED", "positions", List.of(position(elsewhere(2), 27.5, 110.0)));
    assertThat(county.as("admin").command("place.set-positions", body).code())
        .isEqualTo("access.forbidden");
    assertThat(county.dispatcher().command("place.set-positions", body).code())
        .isEqualTo("access.forbidden");
    Map<String, ?> noWhere =
        Map.of("source", "IMPORTED", "positions", List.of(position(7, 227.5, 110.0)));
    assertThat(county.as("admin").command("place.set-positions", noWhere).code())
        .isEqualTo("command.malformed");
  }

  @Test
  void travelIsEstimatedWherePositionsAreKnown() {
    List<Division> villages =
        divisions.villagesBelow(divisions.findByCode("431224").orElseThrow().id());
    int here = villages.getFirst().id();
    int there = villages.getLast().id();
    TravelEstimate estimate = travel.between(REALM, here, there).orElseThrow();
    assertThat(estimate.minutes()).isBetween(30, 180);
    assertThat(travel.to(REALM, there, List.of(here, there, elsewhere(3))))
        .containsOnlyKeys(here, there);
  }

  /** A village of another county, which the demonstration leaves without a position. */
  private int elsewhere(int n) {
    return divisions.villagesBelow(divisions.findByCode("431221").orElseThrow().id()).get(n).id();
  }

  private Outcome set(String source, int division, double latitude, double longitude) {
    return submit(
        Map.of("source", source, "positions", List.of(position(division, latitude, longitude))));
  }

  private Outcome submit(Map<String, ?> body) {
    return gate.submit(
        Envelope.of(Ids.next(), "place.set-positions", mapper.valueToTree(body)),
        Actor.system(REALM, Origin.IMPORT));
  }

  private static Map<String, ?> position(int division, double latitude, double longitude) {
    return Map.of("divisionId", division, "latitude", latitude, "longitude", longitude);
  }
}

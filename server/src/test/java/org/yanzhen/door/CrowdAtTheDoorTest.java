package org.yanzhen.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.door.Visitor.Page;
import org.yanzhen.place.Divisions;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

/** Thousands behind one carrier's network, and somebody among them who means ill. */
@YanzhenTest
class CrowdAtTheDoorTest {

  private static final String CARRIER = "192.0.2.0/24";
  private static final String OTHER = "198.51.100.0/24";

  @Autowired County county;
  @Autowired Divisions divisions;
  @Autowired TestClock clock;

  @Test
  void whoFillsAVillagesDoorIsStoppedAndTheNeighbourComesIn() {
    int village =
        divisions
            .villagesBelow(divisions.findByCode("431224").orElseThrow().id())
            .reversed()
            .getFirst()
            .id();
    Visitor flood = new Visitor(county.address());
    for (int i = 0; i < Pace.IN_ONE_VILLAGE_AN_HOUR; i++) {
      assertThat(ask(flood, village).path()).startsWith("/o/");
    }

    assertThat(ask(flood, village).status()).isEqualTo(429);
    assertThat(ask(new Visitor(county.address()), village).path()).startsWith("/o/");
  }

  @Test
  void whatFailsOnOurSideTakesNobodysPlace() {
    int village =
        divisions
            .villagesBelow(divisions.findByCode("431224").orElseThrow().id())
            .reversed()
            .get(1)
            .id();
    Visitor visitor = new Visitor(county.address());
    Sql.owner()
        .sql(
            """
            create function public.fails() returns trigger language plpgsql as
              $$ begin raise exception 'on purpose' using errcode = 'XX000'; end $$
            """)
        .update();
    Sql.owner()
        .sql(
            """
            create trigger fails before insert on orders.orders for each row when (new.text = '会出错的')
            execute function public.fails()
            """)
        .update();
    try {
      for (int i = 0; i <= Pace.IN_ONE_VILLAGE_AN_HOUR; i++) {
        assertThat(ask(visitor, village, "会出错的").status()).isGreaterThanOrEqualTo(500);
      }
    } finally {
      Sql.owner().sql("drop trigger fails on orders.orders").update();
      Sql.owner().sql("drop function public.fails()").update();
    }

    assertThat(ask(visitor, village).path()).startsWith("/o/");
  }

  @Test
  void thousandsOfOneCarrierAskEachForTheirVillage() {
    Pace pace = new Pace(clock);
    for (int i = 0; i < Pace.OF_ONE_NETWORK_AN_HOUR; i++) {
      assertThat(pace.ask(CARRIER, i / 10, "1380000%04d".formatted(i))).isPresent();
    }

    assertThat(pace.ask(CARRIER, 999, "")).isEmpty();
    assertThat(pace.ask(OTHER, 999, "")).isPresent();
    clock.advance(Duration.ofHours(1));
    assertThat(pace.ask(CARRIER, 999, "")).isPresent();
  }

  @Test
  void onlyWhatBecameAnOrderIsCounted() {
    Pace pace = new Pace(clock);
    for (int i = 0; i < 1_000; i++) {
      pace.ask(CARRIER, 1, "13800000000").orElseThrow().giveBack();
    }

    assertThat(pace.ask(CARRIER, 1, "13800000000")).isPresent();
  }

  @Test
  void whoNamesSomebodyElsesNumberTakesItOnlyFromTheirOwnNetwork() {
    Pace pace = new Pace(clock);
    for (int i = 0; i < Pace.OF_ONE_NUMBER_A_DAY; i++) {
      assertThat(pace.ask(CARRIER, i, "138-0000-0001")).isPresent();
    }

    assertThat(pace.ask(CARRIER, 99, "+86 １３８０００００００１")).isEmpty();
    assertThat(pace.ask(OTHER, 99, "13800000001")).isPresent();
  }

  @Test
  void whatAnOrderHoldsWeighsNothingAndWhatLedToNoneFillsNoDisk() {
    Pace pace = new Pace(clock);
    long recording = 10L << 20;
    for (int i = 0; i < 1_000; i++) {
      pace.load(CARRIER, recording).orElseThrow().giveBack();
    }
    for (long kept = recording; kept <= Pace.BYTES_FOR_NOTHING_AN_HOUR; kept += recording) {
      assertThat(pace.load(CARRIER, recording)).isPresent();
    }

    assertThat(pace.load(CARRIER, recording)).isEmpty();
    assertThat(pace.load(OTHER, recording)).isPresent();
  }

  private static Page ask(Visitor visitor, int village) {
    return ask(visitor, village, "路灯坏了");
  }

  private static Page ask(Visitor visitor, int village, String text) {
    return visitor.submit(
        visitor.open("/ask/public-facility?at=" + village),
        Map.of("text", text, "f.facility", "light"));
  }

  @AfterEach
  void setTheClockBack() {
    clock.reset();
  }
}

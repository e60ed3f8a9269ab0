package org.yanzhen.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yanzhen.demo.DemoCast.Player;
import org.yanzhen.place.Division;
import org.yanzhen.place.Level;
import org.yanzhen.place.Point;

class DemoCastTest {

  private final List<Player> players = DemoCast.players();

  @Test
  void nobodyIsThereTwice() {
    assertThat(players).hasSizeBetween(44, 60);
    assertThat(players).extracting(Player::name).doesNotHaveDuplicates();
    assertThat(players).extracting(Player::login).doesNotHaveDuplicates();
    assertThat(players).extracting(Player::n).doesNotHaveDuplicates();
  }

  @Test
  void everyoneHasAnAccountAndThoseForAFirstLookComeFirst() {
    assertThat(players)
        .extracting(Player::login)
        .startsWith("clerk", "dispatcher", "admin", "worker1", "worker2");
  }

  @Test
  void theTelephoneNumbersReachNobody() {
    assertThat(players).allMatch(player -> player.phone().matches("0745-0[0-9]{6}"));
  }

  @Test
  void thereAreFiveToChooseFromForEveryKindAndSomeAreAway() {
    assertThat(
            players.stream()
                .filter(player -> has(player, "plant-protection", 2) && !player.away())
                .count())
        .isGreaterThanOrEqualTo(5);
    assertThat(
            players.stream()
                .filter(player -> has(player, "proxy-filing", 1) && !player.away())
                .count())
        .isGreaterThanOrEqualTo(5);
    assertThat(players.stream().filter(Player::away).count()).isBetween(2L, 5L);
  }

  @Test
  void everyPlaceLiesWithinTheCountysExtentAndIsTheSameEveryTime() {
    Division county = division(7, Level.COUNTY);
    List<Division> townships = new ArrayList<>();
    Map<Integer, List<Division>> villages = new HashMap<>();
    for (int t = 0; t < 25; t++) {
      townships.add(division(100 + t, Level.TOWNSHIP));
      for (int v = 0; v < 16; v++) {
        villages
            .computeIfAbsent(100 + t, id -> new ArrayList<>())
            .add(division(1_000 + t * 16 + v, Level.VILLAGE));
      }
    }
    Map<Integer, Point> map = DemoMap.draw(county, townships, villages);
    assertThat(map).hasSize(1 + 25 + 400).isEqualTo(DemoMap.draw(county, townships, villages));
    assertThat(map.values())
        .allMatch(
            point ->
                point.latitude() > DemoMap.SOUTH
                    && point.latitude() < DemoMap.NORTH
                    && point.longitude() > DemoMap.WEST
                    && point.longitude() < DemoMap.EAST);
    List<Point> ofVillages =
        map.entrySet().stream()
            .filter(entry -> entry.getKey() >= 1_000)
            .map(Map.Entry::getValue)
            .toList();
    assertThat(new HashSet<>(ofVillages)).hasSize(400);
  }

  private static boolean has(Player player, String skill, int level) {
    return player.skills().stream().anyMatch(s -> s.code().equals(skill) && s.level() >= level);
  }

  private static Division division(int id, Level level) {
    return new Division(id, "43" + id, "第" + id, level, null, "." + id + ".", "第" + id);
  }
}

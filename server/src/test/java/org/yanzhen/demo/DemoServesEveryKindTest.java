package org.yanzhen.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.demo.DemoCast.Player;
import org.yanzhen.people.People;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class DemoServesEveryKindTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired Catalogue catalogue;
  @Autowired People people;

  @Test
  void everyKindHasSomebodyWhoMayTakeItAndABodyThatAnswersForIt() {
    List<Player> serving =
        DemoCast.players().stream().filter(player -> player.serves() && !player.away()).toList();
    for (Kind kind : catalogue.list(REALM)) {
      if (getClass().getResource("/packs/%s.yaml".formatted(kind.code())) == null) {
        // Another test's own.
        continue;
      }
      assertThat(serving.stream().filter(player -> canServe(player, kind)).count())
          .as(kind.code())
          .isGreaterThanOrEqualTo(2);
      assertThat(people.findOrganisation(REALM, kind.responsibleBody()))
          .as(kind.responsibleBody())
          .isPresent();
    }
  }

  private static boolean canServe(Player player, Kind kind) {
    return kind.skills().stream()
        .allMatch(
            needed ->
                player.skills().stream()
                    .anyMatch(
                        skill ->
                            skill.code().equals(needed.code()) && skill.level() >= needed.level()));
  }
}

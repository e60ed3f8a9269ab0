package org.yanzhen.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.yanzhen.access.Realms.Purpose;
import org.yanzhen.boot.TestHouse;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Positions;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class DemoCountyTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired DemoCounty demo;
  @Autowired County county;
  @Autowired People people;
  @Autowired Divisions divisions;
  @Autowired Positions positions;

  @Test
  void everyAccountThatIsShownCanSignIn() {
    assertThat(demo.accounts())
        .extracting(DemoCounty.DemoAccount::login)
        .contains("clerk", "dispatcher", "worker1", "worker2", "admin");
    for (DemoCounty.DemoAccount account : demo.accounts().subList(0, 6)) {
      Api api = Api.signIn(county.address(), account.login(), account.password());
      Api.Answer session = api.get("/api/session");
      assertThat(session.text("name")).isEqualTo(account.name());
      assertThat(session.body().get("roles").get(0).asString()).isEqualTo(account.role());
      assertThat(session.body().get("demo").asBoolean()).isTrue();
    }
  }

  @Test
  void everyVillageHasAPlaceAndEveryPersonIsMarkedSynthetic() {
    int county = divisions.findByCode("431224").orElseThrow().id();
    var villages = divisions.villagesBelow(county).stream().map(village -> village.id()).toList();
    assertThat(positions.findAll(REALM, villages)).hasSize(412);
    assertThat(people.serving(REALM, divisions.get(county).path()))
        .hasSizeGreaterThanOrEqualTo(30)
        .allMatch(Person::synthetic);
  }

  @Test
  void makingItAgainMakesNothing() {
    int before = commands(1);
    demo.make(REALM, Purpose.DEMO);
    assertThat(commands(1)).isEqualTo(before);
  }

  @Test
  void aCountyLeftHalfMadeIsCompleted() {
    RealmId realm = new RealmId(88);
    demo.make(realm, Purpose.THROW_AWAY);
    int whole = commands(88);
    // As if the power had failed before the last accounts and persons.
    JdbcClient behind = behind();
    behind.sql("delete from access.grant where realm = 88").update();
    behind.sql("delete from access.account where realm = 88").update();
    behind.sql("delete from access.directory where realm = 88").update();
    behind.sql("delete from people.skill where realm = 88").update();
    behind
        .sql(
            "delete from command.personal_part p using command.command c where p.realm = 88 and c.realm = 88 and c.id = p.command_id and c.type in ('access.add-account', 'people.record-skill')")
        .update();
    behind
        .sql(
            "delete from command.unsealed u using command.command c where u.realm = 88 and c.realm = 88 and c.id = u.command_id and c.type in ('access.add-account', 'people.record-skill')")
        .update();
    behind
        .sql(
            "delete from command.command where realm = 88 and type in ('access.add-account', 'people.record-skill')")
        .update();

    demo.make(realm, Purpose.THROW_AWAY);

    assertThat(commands(88)).isEqualTo(whole);
    assertThat(
            Api.signIn(county.address(), "clerk-88", County.PASSWORD).get("/api/session").isDone())
        .isTrue();
  }

  @Test
  void aRealCountyIsNoPlaceForIt() {
    assertThatThrownBy(() -> demo.make(new RealmId(89), Purpose.REAL))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> demo.make(REALM, Purpose.THROW_AWAY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int commands(int realm) {
    return behind()
        .sql(
            "select count(*) from command.command where realm = :realm and type ~ '^(access|place|people|catalogue)[.]'")
        .param("realm", realm)
        .query(Integer.class)
        .single();
  }

  private static JdbcClient behind() {
    String[] owner = TestHouse.owner();
    return JdbcClient.create(new DriverManagerDataSource(owner[0], owner[1], owner[2]));
  }
}

package org.yanzhen.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.yanzhen.boot.TestHouse;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class DivisionSearchTest {

  @Autowired Divisions divisions;
  @Autowired County county;
  @Autowired JdbcClient jdbc;

  @Test
  void twoCharactersFindAVillageAndTheExactNameComesFirst() {
    assertThat(names(divisions.search("金中", null, null, 20))).contains("溆浦县黄茅园镇金中村");
    assertThat(divisions.search("溆浦县", null, null, 5).getFirst().level()).isEqualTo(Level.COUNTY);
    assertThat(divisions.search("黄茅园", null, null, 5).getFirst().fullName()).isEqualTo("溆浦县黄茅园镇");
  }

  @Test
  void wordsOfTheTownshipNarrowTheSearch() {
    Division village = divisions.search("黄茅园 金中", null, null, 20).getFirst();
    assertThat(village.fullName()).isEqualTo("溆浦县黄茅园镇金中村");
    assertThat(divisions.findByCode("431224110200")).contains(village);
    assertThat(divisions.search("黄茅园镇金中村", null, null, 20)).containsExactly(village);
    assertThat(divisions.findArea(village.id()).orElseThrow().name()).isEqualTo("黄茅园镇金中村");
  }

  @Test
  void oneCharacterFindsToo() {
    assertThat(divisions.search("溆", null, Level.COUNTY, 5))
        .extracting(Division::name)
        .containsExactly("溆浦县");
  }

  @Test
  void aSubtreeAndALevelBoundTheSearch() {
    Division county = divisions.findByCode("431224").orElseThrow();
    assertThat(divisions.search("", county.id(), Level.TOWNSHIP, 100)).hasSize(25);
    assertThat(divisions.children(county.id()))
        .hasSize(25)
        .allMatch(d -> d.level() == Level.TOWNSHIP);
    assertThat(divisions.villagesBelow(county.id()))
        .hasSize(412)
        .allMatch(village -> village.path().startsWith(county.path()));
    assertThat(divisions.search("社区", county.id(), null, 100))
        .isNotEmpty()
        .allMatch(found -> found.path().startsWith(county.path()));
  }

  @Test
  void wildcardsAreLetters() {
    assertThat(divisions.search("%", null, null, 5)).isEmpty();
    assertThat(divisions.search("金_村", null, null, 5)).isEmpty();
    assertThat(divisions.search("\\", null, null, 5)).isEmpty();
    assertThat(divisions.search("'; drop table place.division; --", null, null, 5)).isEmpty();
  }

  /**
   * Two characters are what a trigram index never serves; ours has to, at the size of a province.
   */
  @Test
  void twoCharactersUseTheIndex() {
    String[] owner = TestHouse.owner();
    SingleConnectionDataSource connection =
        new SingleConnectionDataSource(owner[0], owner[1], owner[2], true);
    connection.setAutoCommit(false);
    JdbcClient behind = JdbcClient.create(connection);
    try {
      assertThat(plan(behind)).contains("Bitmap Index Scan on division_name_bigrams");
      behind
          .sql(
              """
              insert into place.division (id, level, parent_id, path)
              select 1000000 + k * 10000 + d.id, d.level, d.parent_id, d.path || (1000000 + k * 10000 + d.id) || '.'
              from place.division d, generate_series(1, 20) k where d.level = 'VILLAGE'
              """)
          .update();
      behind
          .sql(
              """
              insert into place.division_name (division_id, valid_from, code, name, full_name)
              select 1000000 + k * 10000 + n.division_id, n.valid_from,
                     lpad((1000000 + k * 10000 + n.division_id)::text, 11, '9'), reverse(n.name), reverse(n.full_name)
              from place.division_name n join place.division d on d.id = n.division_id and d.level = 'VILLAGE',
                   generate_series(1, 20) k
              where n.division_id < 1000000
              """)
          .update();
      behind.sql("analyze place.division, place.division_name").update();
      assertThat(plan(behind)).contains("Bitmap Index Scan on division_name_bigrams");
      assertThat(subtreePlan(behind)).contains("division_path");
    } finally {
      behind.sql("rollback").update();
      connection.destroy();
    }
  }

  private static String plan(JdbcClient behind) {
    return String.join(
        "\n",
        behind
            .sql("explain " + DivisionStore.searchSql(List.of("金中"), false, false))
            .param("term0", "金中")
            .param("like0", "%金中%")
            .param("whole", "金中")
            .param("last", "金中")
            .param("prefix", "金中%")
            .param("part", "%金中%")
            .param("limit", 20)
            .query(String.class)
            .list());
  }

  private static String subtreePlan(JdbcClient behind) {
    return String.join(
        "\n",
        behind
            .sql(
                "explain select id from place.division d where d.path ~>=~ :path and d.path ~<~ :pathEnd")
            .param("path", ".1.2.7.92.")
            .param("pathEnd", ".1.2.7.92/")
            .query(String.class)
            .list());
  }

  @Test
  void theApplicationMayOnlyRead() {
    assertThatThrownBy(() -> jdbc.sql("delete from place.division_name").update())
        .isInstanceOf(BadSqlGrammarException.class)
        .rootCause()
        .hasMessageContaining("permission denied");
  }

  @Test
  void overHttpADivisionSaysWhatTheContractSays() {
    var found = county.clerk().get("/api/divisions?text=%E9%87%91%E4%B8%AD&limit=3");
    assertThat(found.status()).isEqualTo(200);
    var first = found.body().get(0);
    assertThat(first.propertyNames())
        .containsExactlyInAnyOrder("id", "code", "name", "level", "parentId", "fullName");
    int parent = first.get("parentId").asInt();
    assertThat(county.clerk().get("/api/divisions/" + parent + "/children").body().size())
        .isPositive();
    assertThat(
            county
                .clerk()
                .get("/api/divisions?code=431224")
                .body()
                .get(0)
                .get("fullName")
                .asString())
        .isEqualTo("溆浦县");
    assertThat(county.nobody().get("/api/divisions?code=431224").status()).isEqualTo(401);
  }

  private static List<String> names(List<Division> found) {
    return found.stream().map(Division::fullName).toList();
  }
}

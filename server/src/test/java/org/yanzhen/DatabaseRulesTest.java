package org.yanzhen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;

/**
 * The rules every table keeps, read from the database's own catalogue; a new table is under them
 * without being named.
 */
@YanzhenTest
class DatabaseRulesTest {

  /** Hold no data of a realm: the framework's. */
  private static final Set<String> FRAMEWORK =
      Set.of("public.flyway_schema_history", "yanzhen.scheduled_tasks");

  /**
   * Shared by all realms; the serving role reads them, and writes only the two that open a realm
   * and a log-in.
   */
  private static final Set<String> REFERENCE =
      Set.of("access.realm", "access.directory", "place.division", "place.division_name");

  private static final Set<String> WRITTEN_REFERENCE = Set.of("access.realm", "access.directory");

  /** What must stay as it was written. */
  private static final Set<String> APPEND_ONLY =
      Set.of(
          "command.command",
          "command.seal",
          "orders.history",
          "dispatch.decision",
          "dispatch.answer",
          "dispatch.daily_hour",
          "hall.call_back_attempt",
          "hall.call_order",
          "hall.paper_move",
          "hall.identity_check",
          "hall.paper_use",
          "hall.hand_out",
          "access.realm_key",
          "catalogue.kind",
          "hall.pair_decision",
          "orders.returned",
          "orders.erased",
          "orders.personal_look",
          "orders.callback_draw",
          "orders.dossier_history",
          "notice.call_attempt",
          "notice.consent",
          "plan.change",
          "commitment.history");

  private static final String TABLES =
      """
      select n.nspname || '.' || c.relname as name, c.oid, c.relrowsecurity
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
      """;

  private final JdbcClient owner = Sql.owner();

  @Test
  void everyOperationalTableHasARealmThatIsNeverNull() {
    assertThat(operational())
        .allSatisfy(
            table ->
                assertThat(
                        owner
                            .sql(
                                """
                                select attnotnull and atttypid = 'int'::regtype from pg_attribute
                                where attrelid = :table::regclass and attname = 'realm'
                                """)
                            .param("table", table)
                            .query(Boolean.class)
                            .optional())
                    .as("%s.realm", table)
                    .contains(true));
  }

  @Test
  void theRealmComesFirstInEveryPrimaryUniqueAndForeignKey() {
    List<String> wrong =
        owner
            .sql(
                """
                select t.name || ' ' || k.conname from (%s) t
                join pg_constraint k on k.conrelid = t.oid and k.contype in ('p', 'u', 'f')
                join pg_attribute a on a.attrelid = t.oid and a.attnum = k.conkey[1]
                where a.attname <> 'realm' and t.name <> all(:except)
                  and not (k.contype = 'f' and k.confrelid = any(
                    select ref::regclass::oid from unnest(:reference) as ref))
                """
                    .formatted(TABLES))
            .param("except", except())
            .param("reference", REFERENCE.toArray(String[]::new))
            .query(String.class)
            .list();
    assertThat(wrong).isEmpty();
  }

  @Test
  void noUniqueIndexReachesOverRealms() {
    List<String> wrong =
        owner
            .sql(
                """
                select t.name || ' ' || i.indexrelid::regclass from (%s) t
                join pg_index i on i.indrelid = t.oid and i.indisunique
                left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
                where a.attname is distinct from 'realm' and t.name <> all(:except)
                """
                    .formatted(TABLES))
            .param("except", except())
            .query(String.class)
            .list();
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyOperationalTableIsUnderTheOneScalarPolicy() {
    assertThat(operational())
        .allSatisfy(
            table -> {
              var policies =
                  owner
                      .sql(
                          """
                          select pg_get_expr(polqual, polrelid) || ' / ' || pg_get_expr(polwithcheck, polrelid)
                          from pg_policy where polrelid = :table::regclass and polcmd = '*'
                          """)
                      .param("table", table)
                      .query(String.class)
                      .list();
              String scalar = "(realm = ( SELECT yanzhen.realm() AS realm))";
              assertThat(policies).as(table).containsExactly(scalar + " / " + scalar);
              assertThat(
                      owner
                          .sql("select relrowsecurity from pg_class where oid = :table::regclass")
                          .param("table", table)
                          .query(Boolean.class)
                          .single())
                  .as("row-level security of %s", table)
                  .isTrue();
            });
  }

  @Test
  void theServingRoleOwnsNothingAndMayNotPassTheNet() {
    JdbcClient app = Sql.app();
    assertThat(
            app.sql(
                    "select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles where rolname = current_user")
                .query(Boolean.class)
                .single())
        .isFalse();
    assertThat(
            app.sql(
                    "select count(*) from pg_class where relowner = (select oid from pg_roles where rolname = current_user)")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void whatIsAppendedIsNeverChangedOrRemoved() {
    JdbcClient app = Sql.app();
    assertThat(APPEND_ONLY)
        .allSatisfy(
            table -> {
              for (String right : List.of("UPDATE", "DELETE", "TRUNCATE")) {
                assertThat(
                        app.sql("select has_table_privilege(:table, :right)")
                            .param("table", table)
                            .param("right", right)
                            .query(Boolean.class)
                            .single())
                    .as("%s on %s", right, table)
                    .isFalse();
              }
            });
  }

  @Test
  void referenceTablesAreOnlyRead() {
    JdbcClient app = Sql.app();
    assertThat(REFERENCE)
        .allSatisfy(
            table ->
                assertThat(
                        app.sql(
                                "select has_table_privilege(:table, 'UPDATE') or has_table_privilege(:table, 'DELETE') or (has_table_privilege(:table, 'INSERT') and not :written)")
                            .param("table", table)
                            .param("written", WRITTEN_REFERENCE.contains(table))
                            .query(Boolean.class)
                            .single())
                    .as(table)
                    .isFalse());
  }

  @Test
  void thereIsNoSequence() {
    assertThat(
            owner
                .sql("select count(*) from pg_class where relkind = 'S'")
                .query(Integer.class)
                .single())
        .isZero();
  }

  private List<String> operational() {
    List<String> tables =
        owner
            .sql(
                "select name from (%s) t where name <> all(:except) order by name"
                    .formatted(TABLES))
            .param("except", except())
            .query(String.class)
            .list();
    assertThat(tables).hasSizeGreaterThan(15);
    return tables;
  }

  private static String[] except() {
    return java.util.stream.Stream.concat(FRAMEWORK.stream(), REFERENCE.stream())
        .toArray(String[]::new);
  }
}

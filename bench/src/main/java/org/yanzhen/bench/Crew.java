package org.yanzhen.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Two thousand made-up people who serve, each signed in and posted in a village, and orders for
 * them to take and to report: nobody may have more than eight in hand, so it takes many to take
 * many.
 */
final class Crew {

  static final int PEOPLE = 2_000;

  private final int each;
  private @Nullable Database reached;
  private int pool;

  /**
   * @param each how many orders somebody takes or reports in one load; at most eight
   */
  Crew(int each) {
    this.each = each;
  }

  /** The database of a server that was started anew. */
  void reach(Database database) {
    reached = database;
  }

  private Database database() {
    return Objects.requireNonNull(reached, "no database is reached");
  }

  void signOn() {
    database()
        .execute(
            List.of(
                """
            create schema if not exists bench
            """,
                """
            create table bench.crew as
            select i, uuidv7() as person, uuidv7() as account, v.id as division, v.path,
                   '1.' || replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') as token
            from generate_series(1, %d) as i
            join (select row_number() over (order by d.id) - 1 as n, count(*) over () as of, d.id, d.path
                  from place.division d where d.level = 'VILLAGE' and d.path like
                    (select h.path || '%%' from access.realm r join place.division h on h.id = r.division_id where r.id = 1)) as v
              on v.n = i %% v.of
            """
                    .formatted(PEOPLE),
                """
            insert into people.person (realm, id, name, home_division_id, home_area, synthetic, active, registered_at)
            select 1, person, '测' || i, division, path, true, true, now() from bench.crew
            """,
                """
            insert into people.post (realm, person_id, n, title, division_id, area, serving, valid_from)
            select 1, person, 1, '测试员', division, path, true, '2024-01-01' from bench.crew
            """,
                """
            insert into access.account (realm, id, login, login_hash, name, password_hash, person_id, created_at)
            select 1, account, 'bench' || i, sha256(convert_to('bench' || i, 'UTF8')), '测' || i, '$argon2id$none', person, now()
            from bench.crew
            """,
                """
            insert into access.grant (realm, account_id, role, division_id, area)
            select 1, account, 'WORKER', division, path from bench.crew
            """,
                """
            insert into access.session (realm, token_hash, account_id, created_at, last_used_at, expires_at)
            select 1, sha256(convert_to(token, 'UTF8')), account, now(), now(), now() + interval '1 day' from bench.crew
            """));
  }

  /** Fresh orders on the board, in the villages of those who take them, as lines for send.lua. */
  void toClaim(Path file) {
    // What was taken before is off their hands.
    database()
        .execute(
            List.of(
                """
            update orders.orders set state = 'SOLVED', lease_until = null
            where realm = 1 and assignee in (select person from bench.crew) and state in ('ACCEPTED', 'WORKING', 'REPORTED')
            """));
    write(file, "C", "OPEN", 2, "null", "dispatch.claim", "");
  }

  /** Fresh orders somebody is working on. */
  void toReport(Path file) {
    write(file, "R", "WORKING", 4, "c.person", "order.report", ",\"text\":\"已修好，请看一下。\"");
  }

  private void write(
      Path file,
      String mark,
      String state,
      int version,
      String assignee,
      String type,
      String more) {
    pool++;
    List<String> columns =
        database()
            .rows(
                """
            select column_name::text from information_schema.columns
            where table_schema = 'orders' and table_name = 'orders' and is_generated = 'NEVER' order by ordinal_position
            """);
    String values =
        columns.stream()
            .map(
                column ->
                    switch (column) {
                      case "id" -> "uuidv7()";
                      case "number" -> "'%s%d-' || c.i || '-' || k".formatted(mark, pool);
                      case "state" -> "'" + state + "'";
                      case "version" -> Integer.toString(version);
                      case "division_id" -> "c.division";
                      case "area" -> "c.path";
                      case "assignee" -> assignee;
                      // Not a made-up one of the filling any more.
                      case "text" -> "'路灯坏了，请来人看一下。'";
                      default -> "o." + column;
                    })
            .collect(Collectors.joining(", "));
    database()
        .execute(
            List.of(
                """
            insert into orders.orders (%s)
            select %s from bench.crew c cross join generate_series(1, %d) as k
            cross join (select * from orders.orders where realm = 1 and state = 'WAITING' and not raised and %s limit 1) as o
            """
                    .formatted(String.join(", ", columns), values, each, Filling.MADE_UP),
                """
            insert into orders.history (realm, order_id, version, command_id, action, from_state, to_state, at, role, facts)
            select realm, id, v, uuidv7(), case when v = 1 then 'PLACE' else 'NOTE' end,
                   case when v > 1 then 'WAITING' end, 'WAITING', created_at, 'CLERK', '{"started": {}}'
            from orders.orders cross join generate_series(1, %d) as v
            where realm = 1 and number like '%s%d-%%'
            """
                    .formatted(version, mark, pool)));
    List<String> lines =
        database()
            .rows(
                """
            select c.token || e'\\t%s\\t' || '{"orderId":"' || o.id || '"%s}'
            from orders.orders o join bench.crew c on c.i = split_part(o.number, '-', 2)::int
            where o.realm = 1 and o.number like '%s%d-%%' order by random()
            """
                    .formatted(type, more, mark, pool));
    if (lines.isEmpty()) {
      throw new IllegalStateException("no orders were made for " + type);
    }
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the load has made is withdrawn, so that the next lists are those of the filling. */
  void putAway() {
    List<String> statements = new ArrayList<>();
    statements.add(
        """
        update orders.orders set state = 'CANCELLED', assignee = null, offered_to = null, lease_until = null,
          suspended_from = null, contested_by = null, contest_until = null, open_parts = '{}'
        where realm = 1 and coalesce(not (%s), true) and state not in ('SOLVED', 'CANCELLED', 'MERGED')
        """
            .formatted(Filling.MADE_UP));
    statements.add("vacuum (analyze) orders.orders");
    database().execute(statements);
  }
}

package org.yanzhen.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What PostgreSQL itself can do for our shape: pgbench as the serving role, on the real tables, in
 * a realm nobody opened.
 *
 * <p>The real tables, not copies: so the indexes, constraints, triggers and the policy are those of
 * the product and stay so after every migration. Another realm: so that the rows are apart from the
 * county's under the same policy.
 */
final class Limit {

  static final int REALM = 90_000;

  /**
   * Requests of the usual length; both sides draw from them, so the index of words has the same to
   * do.
   */
  static final List<String> TEXTS =
      List.of(
          "村口的路灯坏了三盏，晚上看不见路，老人孩子出门不方便。",
          "去学校那段路被雨水冲了一个大坑，摩托车过不去，请人来看一下。",
          "自来水停了两天，只有早上有一点，家里有病人要用水。",
          "水渠堵了，田里的水排不出去，再不疏通稻子要淹坏了。",
          "桥头的垃圾堆了一个星期没有人清，天热了味道很大。",
          "文化广场的健身器材松了，孩子玩的时候差点摔下来。",
          "三组的下水道反水，厨房里都是脏水，换了管子还是不行。",
          "山上掉下来几块石头在路边，怕再下雨会塌，请先拦一下。");

  /** Orders of pgbench's own realm that its steps move. */
  private static final int STEPPED = 20_000;

  private final Path folder;
  private final Database database;
  private final int division;
  private final String area;

  private Limit(Path folder, Database database, int division, String area) {
    this.folder = folder;
    this.database = database;
    this.division = division;
    this.area = area;
  }

  static Limit of(Database database, Path folder) {
    String[] parts =
        database
            .value(
                """
                select id || '/' || path from place.division
                where level = 'VILLAGE'
                  and path like (select d.path || '%' from access.realm r join place.division d on d.id = r.division_id where r.id = 1)
                order by id limit 1
                """)
            .split("/", 2);
    return new Limit(folder, database, Integer.parseInt(parts[0]), parts[1]);
  }

  /** Some villages of the county, by id. */
  List<String> villages() {
    return database.rows(
        """
        select id::text from place.division
        where level = 'VILLAGE'
          and path like (select d.path || '%' from access.realm r join place.division d on d.id = r.division_id where r.id = 1)
        order by id limit 200
        """);
  }

  Load.Rate write(Path pgbench, int clients, int seconds) {
    String texts = TEXTS.stream().map(text -> "'" + text + "'").collect(Collectors.joining(", "));
    String script =
        """
        \\set n random(1, 4000000000000000000)
        \\set t random(1, %3$d)
        BEGIN;
        SET LOCAL yanzhen.realm = '%1$d';
        INSERT INTO orders.orders (realm, id, number, state, version, kind, kind_version, urgency, source, division_id, area, place, title, text, fields, asked_by, responsible_body, created_at, updated_at, sign_started, sign_due, resolve_started, resolve_due, next_due) VALUES (%1$d, uuidv7(), '261121-' || :n, 'WAITING', 1, 'public-facility', 1, 'NORMAL', 'CALL', %2$d, '%4$s', '路口', left((ARRAY[%5$s])[:t], 29), (ARRAY[%5$s])[:t], '{"facility": "light"}', '测**', 'public-works', now(), now(), now(), now() + interval '4 hours', now(), now() + interval '5 days', now() + interval '4 hours') RETURNING id AS oid \\gset
        INSERT INTO command.command (realm, id, type, account_id, origin, network, received_at, body, body_hash, result) VALUES (%1$d, uuidv7(), 'order.place', '01a20000-0000-7000-8000-000000000001', 'API', '127.0.0.0/24', now(), '{"kind": "public-facility", "source": "CALL", "orderId": "01a20000-0000-7000-8000-000000000002", "urgency": "NORMAL", "divisionId": %2$d, "attachments": []}', '\\x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', '{"state": "WAITING", "number": "261121-123456", "orderId": "01a20000-0000-7000-8000-000000000002", "version": 1}');
        INSERT INTO orders.history (realm, order_id, version, command_id, action, to_state, at, account_id, role, facts) VALUES (%1$d, :oid, 1, uuidv7(), 'PLACE', 'WAITING', now(), '01a20000-0000-7000-8000-000000000001', 'CLERK', '{"started": {"SIGN": "2026-11-21T09:00:00Z", "RESOLVE": "2026-11-26T09:00:00Z"}}');
        COMMIT;
        """
            .formatted(REALM, division, TEXTS.size(), area, texts);
    return Load.pgbench(
        pgbench,
        file("write.sql", script),
        database.port(),
        database.appPassword(),
        clients,
        seconds);
  }

  /** Orders to be moved by {@link #step}. */
  void prepareSteps() {
    database.execute(
        List.of(
            """
            insert into orders.orders (realm, id, number, state, version, kind, kind_version, urgency, source, division_id, area, place, title, text, responsible_body, created_at, updated_at, sign_started, sign_due, resolve_started, resolve_due, next_due)
            select %1$d, uuidv7(), 'L' || i, 'WAITING', 1, 'public-facility', 1, 'NORMAL', 'CALL', %2$d, '%3$s', '路口', '路灯坏了', '%4$s', 'public-works', now(), now(), now(), now(), now(), now(), now()
            from generate_series(1, %5$d) as i
            """
                .formatted(REALM, division, area, TEXTS.getFirst(), STEPPED)));
  }

  /** A step of an order's life: the row moved, its history row, its command. */
  Load.Rate step(Path pgbench, int clients, int seconds) {
    String script =
        """
        \\set n random(1, %2$d)
        BEGIN;
        SET LOCAL yanzhen.realm = '%1$d';
        SELECT id AS oid, version AS v FROM orders.orders WHERE realm = %1$d AND number = 'L' || :n FOR UPDATE \\gset
        UPDATE orders.orders SET version = version + 1, updated_at = now(), contact_started = now(), contact_due = now() + interval '1 day', next_due = now() + interval '1 day' WHERE realm = %1$d AND id = :oid;
        INSERT INTO orders.history (realm, order_id, version, command_id, action, from_state, to_state, at, account_id, role, facts) VALUES (%1$d, :oid, :v + 1, uuidv7(), 'CLAIM', 'OPEN', 'ACCEPTED', now(), '01a20000-0000-7000-8000-000000000001', 'WORKER', '{"started": {"CONTACT": "2026-11-21T09:00:00Z"}}');
        INSERT INTO command.command (realm, id, type, account_id, origin, network, received_at, body, body_hash, result) VALUES (%1$d, uuidv7(), 'dispatch.claim', '01a20000-0000-7000-8000-000000000001', 'API', '127.0.0.0/24', now(), '{"orderId": "01a20000-0000-7000-8000-000000000002"}', '\\x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', '{"state": "ACCEPTED", "number": "261121-123456", "orderId": "01a20000-0000-7000-8000-000000000002", "version": 2}');
        COMMIT;
        """
            .formatted(REALM, STEPPED);
    return Load.pgbench(
        pgbench,
        file("step.sql", script),
        database.port(),
        database.appPassword(),
        clients,
        seconds);
  }

  Load.Rate list(Path pgbench, int clients, int seconds) {
    String[] range =
        database
            .rows(
                "select floor(extract(epoch from min(next_due)))::bigint || '/' || floor(extract(epoch from max(next_due)))::bigint from orders.orders where realm = "
                    + REALM)
            .getFirst()
            .split("/", 2);
    String script =
        """
        \\set due random(%2$s, %3$s)
        BEGIN;
        SET LOCAL yanzhen.realm = '%1$d';
        SELECT id, number, state, version, kind, kind_version, urgency, source, division_id, area, place, title, text, fields, attachments, asked_by, responsible_body, assignee, offered_to, returned_by, claimed, lease_until, hops, reopened, rating, from_intake, created_at, updated_at, solved_at, sign_started, sign_due, sign_met, contact_started, contact_due, contact_met, resolve_started, resolve_due, resolve_met, verify_started, verify_due, verify_met FROM orders.orders WHERE realm = %1$d AND state IN ('WAITING') AND area LIKE ANY (ARRAY['.%%']) AND (next_due, id) > (to_timestamp(:due), '00000000-0000-0000-0000-000000000000'::uuid) ORDER BY next_due, id LIMIT 21;
        COMMIT;
        """
            .formatted(REALM, range[0], range[1]);
    return Load.pgbench(
        pgbench,
        file("list.sql", script),
        database.port(),
        database.appPassword(),
        clients,
        seconds);
  }

  private Path file(String name, String script) {
    try {
      return Files.writeString(folder.resolve(name), script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

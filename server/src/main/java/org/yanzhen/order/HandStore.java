package org.yanzhen.order;

import static org.yanzhen.order.OrderRowMapper.COLUMNS;
import static org.yanzhen.order.OrderRowMapper.spoken;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.order.OrdersInHand.InPlay;
import org.yanzhen.order.OrdersInHand.Served;
import org.yanzhen.shared.RealmId;

/** What people have in hand or are asked for, and what waits for a hand. */
@Repository
class HandStore {

  private static final String IN_PLAY =
      """
      select id, state, kind, kind_version, division_id, area, urgency, returned_by, resolve_due, responsible_body,
             version, coalesce(assignee, offered_to) as person, language, language_needed
      from orders.orders
      where realm = :realm and state in ('WAITING', 'OPEN', 'OFFERED', 'ACCEPTED', 'WORKING')
      """;

  /**
   * Among so many of a whole realm, the most pressing, those of a village are looked for: no index
   * holds a state by area in the order of pressing, and a quiet village would read all of them.
   */
  static final int LOOKED_AT = 5_000;

  private final JdbcClient jdbc;
  private final OrderRowMapper rows;

  HandStore(JdbcClient jdbc, OrderRowMapper rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /** Unfinished orders each of these people has in hand. */
  Map<UUID, Integer> load(RealmId realm, Collection<UUID> people) {
    Map<UUID, Integer> load = new HashMap<>();
    jdbc.sql(
            """
            select coalesce(assignee, offered_to) as person, count(*) as n from orders.orders
            where realm = :realm and state in ('OFFERED', 'ACCEPTED', 'WORKING')
              and (assignee = any(:people) or offered_to = any(:people))
            group by 1
            """)
        .param("realm", realm.value())
        .param("people", people.toArray(UUID[]::new))
        .query(
            rs -> {
              load.put(rs.getObject("person", UUID.class), rs.getInt("n"));
            });
    return load;
  }

  /** Orders somebody may be sent to, or is sent to already, with whoever that is. */
  List<InPlay> inPlay(RealmId realm, int most) {
    return jdbc.sql(IN_PLAY + " limit :most")
        .param("realm", realm.value())
        .param("most", most)
        .query((rs, n) -> inPlay(rs))
        .list();
  }

  Optional<InPlay> findInPlay(RealmId realm, UUID id) {
    return jdbc.sql(IN_PLAY + " and id = :id")
        .param("realm", realm.value())
        .param("id", id)
        .query((rs, n) -> inPlay(rs))
        .optional();
  }

  private static InPlay inPlay(ResultSet rs) throws SQLException {
    OffsetDateTime due = rs.getObject("resolve_due", OffsetDateTime.class);
    return new InPlay(
        new OrderFacts(
            rs.getObject("id", UUID.class),
            OrderState.valueOf(rs.getString("state")),
            rs.getString("kind"),
            rs.getInt("kind_version"),
            rs.getInt("division_id"),
            rs.getString("area"),
            Urgency.valueOf(rs.getString("urgency")),
            rs.getObject("returned_by", UUID.class),
            due == null ? null : due.toInstant(),
            rs.getString("responsible_body"),
            rs.getInt("version"),
            spoken(rs)),
        rs.getObject("person", UUID.class));
  }

  /** What each of these people has solved in the division; who has solved nothing is missing. */
  Map<UUID, Served> served(RealmId realm, int divisionId, Collection<UUID> people) {
    Map<UUID, Served> served = new HashMap<>();
    jdbc.sql(
            """
            select assignee, count(*) as n, max(solved_at) as last from orders.orders
            where realm = :realm and assignee = any(:people) and state = 'SOLVED' and division_id = :division
            group by 1
            """)
        .param("realm", realm.value())
        .param("people", people.toArray(UUID[]::new))
        .param("division", divisionId)
        .query(
            rs -> {
              OffsetDateTime last = rs.getObject("last", OffsetDateTime.class);
              served.put(
                  rs.getObject("assignee", UUID.class),
                  new Served(rs.getInt("n"), last == null ? null : last.toInstant()));
            });
    return served;
  }

  List<OrderRow> inHandOf(RealmId realm, UUID person, int limit) {
    return jdbc.sql(
            """
            select %s from orders.orders
            where realm = :realm and (offered_to = :person or assignee = :person)
              and state in ('OFFERED', 'ACCEPTED', 'WORKING', 'REPORTED', 'SUSPENDED')
            order by next_due, id limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("person", person)
        .param("limit", limit)
        .query(rows)
        .list();
  }

  /** What these people are asked for, have accepted or work on; the most pressing first. */
  List<OrderRow> inHandsOf(RealmId realm, Collection<UUID> persons, int limit) {
    return jdbc.sql(
            """
            select %s from orders.orders
            where realm = :realm and (offered_to = any(:persons) or assignee = any(:persons))
              and state in ('OFFERED', 'ACCEPTED', 'WORKING')
            order by next_due, id limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("persons", persons.stream().distinct().toArray(UUID[]::new))
        .param("limit", limit)
        .query(rows)
        .list();
  }

  /** What nobody has yet in an area; the most pressing first. */
  List<OrderRow> waitingIn(RealmId realm, String area, int limit) {
    return jdbc.sql(
            """
            select %s from orders.orders
            where realm = :realm and state in ('WAITING', 'OPEN')
              and area ~>=~ :area and area ~<~ :areaEnd
            order by next_due, id limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("area", area)
        .param("areaEnd", area.substring(0, area.length() - 1) + "/")
        .param("limit", limit)
        .query(rows)
        .list();
  }

  List<OrderRow> finishedBy(RealmId realm, UUID person, int limit) {
    return jdbc.sql(
            """
            select %s from orders.orders
            where realm = :realm and assignee = :person and state in ('SOLVED', 'CANCELLED', 'MERGED')
            order by updated_at desc limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("person", person)
        .param("limit", limit)
        .query(rows)
        .list();
  }

  /** What is on the board of these areas; the most pressing first. */
  List<OrderRow> onBoard(RealmId realm, Collection<String> areas, int limit) {
    String[] prefixes = areas.stream().map(area -> area + "%").toArray(String[]::new);
    return jdbc.sql(
            """
            select %s from (
              select * from orders.orders where realm = :realm and state = 'OPEN'
              order by next_due, id limit :looked) as open
            where area like any(:areas)
            order by next_due, id limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("looked", LOOKED_AT)
        .param("areas", prefixes)
        .param("limit", limit)
        .query(rows)
        .list();
  }

  /**
   * Whether more is on the board of the whole realm than {@link #onBoard} looks at: then something
   * of these areas may be missing.
   */
  boolean isMoreOnBoard(RealmId realm, int looked) {
    return jdbc.sql(
            """
            select exists (
              select from orders.orders where realm = :realm and state = 'OPEN'
              order by next_due, id offset :looked limit 1)
            """)
        .param("realm", realm.value())
        .param("looked", looked)
        .query(Boolean.class)
        .single();
  }

  /** What others have taken of these kinds and not begun; the most pressing first. */
  List<OrderRow> takenByOthers(
      RealmId realm, UUID person, Collection<String> areas, Collection<String> kinds, int limit) {
    String[] prefixes = areas.stream().map(area -> area + "%").toArray(String[]::new);
    return jdbc.sql(
            """
            select %s from (
              select * from orders.orders where realm = :realm and state = 'ACCEPTED'
              order by next_due, id limit :looked) as taken
            where assignee <> :person and kind = any(:kinds) and area like any(:areas)
            order by next_due, id limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("looked", LOOKED_AT)
        .param("person", person)
        .param("kinds", kinds.toArray(String[]::new))
        .param("areas", prefixes)
        .param("limit", limit)
        .query(rows)
        .list();
  }
}

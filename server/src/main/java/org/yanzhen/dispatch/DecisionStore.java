package org.yanzhen.dispatch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Offers with the explanation of their day, and why an order still waits. */
@Repository
class DecisionStore {

  /**
   * Why an order waits.
   *
   * @param subject whom or what it is about: an id, a code, the name of a rule
   */
  record Held(int version, String code, @Nullable String subject, Instant at) {}

  private final JdbcClient jdbc;
  private final JsonMapper mapper;

  DecisionStore(JdbcClient jdbc, JsonMapper mapper) {
    this.jdbc = jdbc;
    this.mapper = mapper;
  }

  void insert(RealmId realm, int version, Choice choice, Instant at) {
    Matter matter = choice.matter();
    jdbc.sql(
            """
            insert into dispatch.decision
              (realm, order_id, version, person_id, rank, ranked, total, terms, at, mode, team_id, body, stand_in_for,
               overruled, turns, last_turn_at, minutes, area, kind, eligible, passed)
            values (:realm, :order, :version, :person, :rank, :of, :total, :terms::jsonb, :at, :mode, :team, :body,
               :standInFor, :overruled, :turns, :lastTurn, :minutes, :area, :kind, :eligible, :passed::jsonb)
            """)
        .param("realm", realm.value())
        .param("order", matter.order().id())
        .param("version", version)
        .param("person", matter.person().id())
        .param("rank", choice.rank())
        .param("of", Math.max(choice.rank(), choice.eligible().size()))
        .param("total", Score.of(matter, Language.ZH).total())
        .param("terms", mapper.writeValueAsString(inEveryLanguage(matter)))
        .param("at", utc(at))
        .param("mode", choice.mode().name())
        .param("team", choice.teamId())
        .param("body", choice.body())
        .param("standInFor", choice.standInFor())
        .param("overruled", choice.overruled().toArray(String[]::new))
        .param("turns", choice.turns())
        .param("lastTurn", choice.lastTurnAt() == null ? null : utc(choice.lastTurnAt()))
        .param("minutes", matter.minutes())
        .param("area", matter.order().area())
        .param("kind", matter.order().kind())
        .param("eligible", choice.eligible().toArray(UUID[]::new))
        .param(
            "passed", choice.passed() == null ? null : mapper.writeValueAsString(choice.passed()))
        .update();
  }

  /**
   * The figures of the day, worded for every reader: computed anew tomorrow they would be others.
   */
  private static Map<Language, List<Score.Term>> inEveryLanguage(Matter matter) {
    Map<Language, List<Score.Term>> terms = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      terms.put(language, Score.of(matter, language).terms());
    }
    return terms;
  }

  Optional<Decision> findLast(RealmId realm, UUID orderId) {
    return Optional.ofNullable(findLast(realm, List.of(orderId)).get(orderId));
  }

  /** The last of each order that has one. */
  Map<UUID, Decision> findLast(RealmId realm, Collection<UUID> orderIds) {
    Map<UUID, Decision> found = new HashMap<>();
    jdbc.sql(
            """
            select distinct on (order_id) order_id, version, person_id, rank, ranked, total, terms, mode, team_id, body,
                   stand_in_for, overruled, turns, last_turn_at, minutes, passed
            from dispatch.decision where realm = :realm and order_id = any(:orders)
            order by order_id, version desc
            """)
        .param("realm", realm.value())
        .param("orders", orderIds.toArray(UUID[]::new))
        .query(
            (ResultSet rs) -> {
              found.put(rs.getObject("order_id", UUID.class), decision(rs));
            });
    return found;
  }

  private Decision decision(ResultSet rs) throws SQLException {
    OffsetDateTime lastTurn = rs.getObject("last_turn_at", OffsetDateTime.class);
    return new Decision(
        rs.getInt("version"),
        rs.getObject("person_id", UUID.class),
        rs.getInt("rank"),
        rs.getInt("ranked"),
        rs.getInt("total"),
        mapper.readValue(
            rs.getString("terms"), new TypeReference<Map<Language, List<Score.Term>>>() {}),
        Mode.valueOf(rs.getString("mode")),
        rs.getObject("team_id", UUID.class),
        rs.getString("body"),
        rs.getObject("stand_in_for", UUID.class),
        Arrays.asList((String[]) rs.getArray("overruled").getArray()),
        rs.getObject("turns", Long.class),
        lastTurn == null ? null : lastTurn.toInstant(),
        rs.getObject("minutes", Integer.class),
        rs.getString("passed") == null
            ? null
            : mapper.readValue(rs.getString("passed"), Decision.Passed.class));
  }

  /**
   * Groups that were asked for the order already, and persons asked in turn since it was placed.
   */
  List<UUID> asked(RealmId realm, UUID orderId, Mode mode) {
    String what = mode == Mode.GROUP ? "team_id" : "person_id";
    return jdbc.sql(
            """
            select %s from dispatch.decision
            where realm = :realm and order_id = :order and mode = :mode order by version
            """
                .formatted(what))
        .param("realm", realm.value())
        .param("order", orderId)
        .param("mode", mode.name())
        .query(UUID.class)
        .list();
  }

  void hold(
      RealmId realm, UUID orderId, int version, String code, @Nullable String subject, Instant at) {
    jdbc.sql(
            """
            insert into dispatch.held (realm, order_id, version, code, subject, at)
            values (:realm, :order, :version, :code, :subject, :at)
            on conflict (realm, order_id) do update
            set version = excluded.version, code = excluded.code, subject = excluded.subject, at = excluded.at
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("version", version)
        .param("code", code)
        .param("subject", subject)
        .param("at", utc(at))
        .update();
  }

  Optional<Held> findHeld(RealmId realm, UUID orderId, int version) {
    return jdbc.sql(
            """
            select version, code, subject, at from dispatch.held
            where realm = :realm and order_id = :order and version = :version
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("version", version)
        .query(
            (rs, n) ->
                new Held(
                    rs.getInt("version"),
                    rs.getString("code"),
                    rs.getString("subject"),
                    rs.getObject("at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

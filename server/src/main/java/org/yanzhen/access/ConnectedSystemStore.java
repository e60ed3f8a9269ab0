package org.yanzhen.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.Areas;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;

/** Connected systems with their accounts, found by the hash of a token. */
@Repository
class ConnectedSystemStore {

  private static final String SELECT =
      """
      select s.account_id, a.name, s.division_id, s.area, s.an_hour, s.may_ring, s.created_at, s.last_used_at,
        s.ended_at
      from access.connected_system s join access.account a on a.realm = s.realm and a.id = s.account_id
      where s.realm = :realm and\s""";

  private final JdbcClient jdbc;

  ConnectedSystemStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Answers why not, where it could not: the id or the name is taken. */
  Optional<ProblemCode> insert(
      RealmId realm,
      UUID id,
      String name,
      Areas.Area area,
      byte[] tokenHash,
      int anHour,
      boolean mayRing,
      Instant at) {
    int added =
        jdbc.sql(
                """
                insert into access.account (realm, id, name, created_at) values (:realm, :id, :name, :at)
                on conflict do nothing
                """)
            .param("realm", realm.value())
            .param("id", id)
            .param("name", name)
            .param("at", utc(at))
            .update();
    if (added == 0) {
      return Optional.of(
          isName(realm, name)
              ? ProblemCode.ACCESS_SYSTEM_NAME_TAKEN
              : ProblemCode.ACCESS_ACCOUNT_EXISTS);
    }
    jdbc.sql(
            """
            insert into access.connected_system
              (realm, account_id, division_id, area, token_hash, an_hour, may_ring, created_at)
            values (:realm, :id, :division, :area, :hash, :anHour, :mayRing, :at)
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("division", area.divisionId())
        .param("area", area.path())
        .param("hash", tokenHash)
        .param("anHour", anHour)
        .param("mayRing", mayRing)
        .param("at", utc(at))
        .update();
    return Optional.empty();
  }

  private boolean isName(RealmId realm, String name) {
    return jdbc.sql(
            """
            select exists (
              select from access.account where realm = :realm and name = :name and login is null)
            """)
        .param("realm", realm.value())
        .param("name", name)
        .query(Boolean.class)
        .single();
  }

  Optional<ConnectedSystem> find(RealmId realm, UUID id) {
    return jdbc.sql(SELECT + "s.account_id = :id")
        .param("realm", realm.value())
        .param("id", id)
        .query(ConnectedSystemStore::system)
        .optional();
  }

  Optional<ConnectedSystem> findByToken(RealmId realm, byte[] tokenHash) {
    return jdbc.sql(SELECT + "s.token_hash = :hash and s.ended_at is null")
        .param("realm", realm.value())
        .param("hash", tokenHash)
        .query(ConnectedSystemStore::system)
        .optional();
  }

  /** Newest first; {@code after} the last row seen. */
  List<ConnectedSystem> page(
      RealmId realm, Collection<String> areas, @Nullable PageKey after, int limit) {
    return jdbc.sql(
            SELECT
                + """
                exists (select from unnest(:areas::text[]) own where starts_with(s.area, own))
                  and (:at::timestamptz is null or (s.created_at, s.account_id) < (:at, :after::uuid))
                order by s.created_at desc, s.account_id desc limit :limit
                """)
        .param("realm", realm.value())
        .param("areas", areas.toArray(String[]::new))
        .param("at", after == null ? null : after.utc())
        .param("after", after == null ? null : after.id())
        .param("limit", limit)
        .query(ConnectedSystemStore::system)
        .list();
  }

  /** The old token opens nothing from now on. */
  void setToken(RealmId realm, UUID id, byte[] tokenHash) {
    jdbc.sql(
            """
            update access.connected_system set token_hash = :hash
            where realm = :realm and account_id = :id and ended_at is null
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("hash", tokenHash)
        .update();
  }

  void setMayRing(RealmId realm, UUID id, boolean mayRing) {
    jdbc.sql(
            """
            update access.connected_system set may_ring = :mayRing
            where realm = :realm and account_id = :id and ended_at is null
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("mayRing", mayRing)
        .update();
  }

  void end(RealmId realm, UUID id, Instant at) {
    jdbc.sql(
            """
            update access.connected_system set ended_at = :at
            where realm = :realm and account_id = :id and ended_at is null
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("at", utc(at))
        .update();
    jdbc.sql("update access.account set active = false where realm = :realm and id = :id")
        .param("realm", realm.value())
        .param("id", id)
        .update();
  }

  void touch(RealmId realm, UUID id, Instant at) {
    jdbc.sql(
            """
            update access.connected_system set last_used_at = :at
            where realm = :realm and account_id = :id and (last_used_at is null or last_used_at < :at)
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("at", utc(at))
        .update();
  }

  private static ConnectedSystem system(ResultSet rs, int row) throws SQLException {
    return new ConnectedSystem(
        rs.getObject("account_id", UUID.class),
        rs.getString("name"),
        rs.getInt("division_id"),
        rs.getString("area"),
        rs.getInt("an_hour"),
        rs.getBoolean("may_ring"),
        rs.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(rs, "last_used_at"),
        instant(rs, "ended_at"));
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

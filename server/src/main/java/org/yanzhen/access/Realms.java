package org.yanzhen.access;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** The realms of this installation: a small reference table every room may ask. */
@Service
public class Realms {

  /**
   * @param purpose what its data is: real, a demonstration, or thrown away after a replay
   * @param servicePhone the number a villager can call, if there is one
   */
  public record Realm(
      RealmId id,
      String name,
      int divisionId,
      Purpose purpose,
      ZoneId zone,
      @Nullable String servicePhone) {
    public boolean isDemo() {
      return purpose != Purpose.REAL;
    }
  }

  /** What a realm's data is. */
  public enum Purpose {
    REAL,
    DEMO,
    THROW_AWAY
  }

  private final JdbcClient jdbc;

  /** A realm's row never changes once it is committed. */
  private final Map<RealmId, Realm> cache = new ConcurrentHashMap<>();

  Realms(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public List<Realm> list() {
    return jdbc.sql(
            "select id, name, division_id, purpose, zone, service_phone from access.realm order by id")
        .query(
            (rs, n) ->
                new Realm(
                    new RealmId(rs.getInt("id")),
                    rs.getString("name"),
                    rs.getInt("division_id"),
                    Purpose.valueOf(rs.getString("purpose")),
                    ZoneId.of(rs.getString("zone")),
                    rs.getString("service_phone")))
        .list();
  }

  public Optional<Realm> find(RealmId id) {
    Realm known = cache.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Realm> found = list().stream().filter(realm -> realm.id().equals(id)).findAny();
    // A row that is just being written may still roll back.
    found.ifPresent(realm -> RealmTransactions.afterCommit(() -> cache.put(id, realm)));
    return found;
  }

  public Realm get(RealmId id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no realm " + id));
  }

  /** The realm whose door opens at {@code /}: the first one. */
  public Optional<Realm> home() {
    return list().stream().findFirst();
  }

  void insert(Realm realm) {
    jdbc.sql(
            """
            insert into access.realm (id, name, division_id, purpose, zone, service_phone)
            values (:id, :name, :division, :purpose, :zone, :phone)
            """)
        .param("id", realm.id().value())
        .param("name", realm.name())
        .param("division", realm.divisionId())
        .param("purpose", realm.purpose().name())
        .param("zone", realm.zone().getId())
        .param("phone", realm.servicePhone())
        .update();
  }
}

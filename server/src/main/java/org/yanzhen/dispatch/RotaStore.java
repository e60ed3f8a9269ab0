package org.yanzhen.dispatch;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;

/** The turns people have had. */
@Repository
class RotaStore {

  private final JdbcClient jdbc;

  RotaStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The turns of these people, locked until the transaction ends. Who is new starts where the one
   * with the fewest stands: neither with a heap to make up for, nor behind everybody.
   */
  Map<UUID, Rota.Turns> lock(RealmId realm, String body, Collection<UUID> people) {
    List<UUID> sorted = people.stream().distinct().sorted().toList();
    jdbc.sql(
            """
            insert into dispatch.rota (realm, body, person_id, turns, last_at)
            select :realm, :body, new.id,
              coalesce((select min(turns) from dispatch.rota
                        where realm = :realm and body = :body and person_id = any(:people)), 0), null
            from unnest(:people) as new (id) order by new.id
            on conflict do nothing
            """)
        .param("realm", realm.value())
        .param("body", body)
        .param("people", sorted.toArray(UUID[]::new))
        .update();
    Map<UUID, Rota.Turns> turns = new HashMap<>();
    jdbc.sql(
            """
            select person_id, turns, last_at from dispatch.rota
            where realm = :realm and body = :body and person_id = any(:people)
            order by person_id for update
            """)
        .param("realm", realm.value())
        .param("body", body)
        .param("people", sorted.toArray(UUID[]::new))
        .query(
            rs -> {
              OffsetDateTime last = rs.getObject("last_at", OffsetDateTime.class);
              turns.put(
                  rs.getObject("person_id", UUID.class),
                  new Rota.Turns(rs.getLong("turns"), last == null ? null : last.toInstant()));
            });
    return turns;
  }

  void set(RealmId realm, String body, UUID person, long turns, @Nullable Instant lastAt) {
    jdbc.sql(
            """
            update dispatch.rota set turns = :turns, last_at = coalesce(:last::timestamptz, last_at)
            where realm = :realm and body = :body and person_id = :person
            """)
        .param("realm", realm.value())
        .param("body", body)
        .param("person", person)
        .param("turns", turns)
        .param("last", lastAt == null ? null : DecisionStore.utc(lastAt))
        .update();
  }
}

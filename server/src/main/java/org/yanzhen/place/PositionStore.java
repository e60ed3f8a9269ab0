package org.yanzhen.place;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;

/** One point a division and realm. */
@Repository
class PositionStore {

  /** Where a position comes from. */
  enum Source {
    SYNTHETIC,
    IMPORTED
  }

  private final JdbcClient jdbc;

  PositionStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** False when the division has a measured position and this one is made up. */
  boolean set(RealmId realm, int divisionId, Point point, Source source, Instant at) {
    return jdbc.sql(
                """
                insert into place.position as p (realm, division_id, latitude, longitude, source, set_at)
                values (:realm, :division, :latitude, :longitude, :source, :at)
                on conflict (realm, division_id) do update
                set latitude = excluded.latitude, longitude = excluded.longitude,
                    source = excluded.source, set_at = excluded.set_at
                where p.source = 'SYNTHETIC' or excluded.source = 'IMPORTED'
                """)
            .param("realm", realm.value())
            .param("division", divisionId)
            .param("latitude", point.latitude())
            .param("longitude", point.longitude())
            .param("source", source.name())
            .param("at", at.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  Map<Integer, Point> findAll(RealmId realm, Collection<Integer> divisionIds) {
    Map<Integer, Point> points = new HashMap<>();
    jdbc.sql(
            """
            select division_id, latitude, longitude from place.position
            where realm = :realm and division_id = any(:ids)
            """)
        .param("realm", realm.value())
        .param("ids", divisionIds.stream().distinct().toArray(Integer[]::new))
        .query((ResultSet rs) -> put(points, rs));
    return points;
  }

  boolean isNear(RealmId realm, Point point, double margin) {
    return jdbc.sql(
            """
            select coalesce(
              :latitude between min(latitude) - :margin and max(latitude) + :margin
                and :longitude between min(longitude) - :margin and max(longitude) + :margin, true)
            from place.position where realm = :realm
            """)
        .param("realm", realm.value())
        .param("latitude", point.latitude())
        .param("longitude", point.longitude())
        .param("margin", margin)
        .query(Boolean.class)
        .single();
  }

  private static void put(Map<Integer, Point> points, ResultSet rs) throws SQLException {
    points.put(
        rs.getInt("division_id"), new Point(rs.getDouble("latitude"), rs.getDouble("longitude")));
  }
}

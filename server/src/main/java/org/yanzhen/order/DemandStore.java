package org.yanzhen.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;

/** What was asked for since a day, by the index of asking. */
@Repository
class DemandStore {

  /** Right at the county, in no township. */
  static final int NOWHERE = 0;

  /**
   * @param monday of the week in which they were asked for
   */
  record Asked(String kind, LocalDate monday, long count) {}

  /** One order, with nothing of who asked. */
  record Waiter(
      String kind,
      int township,
      Instant askedAt,
      @Nullable Instant contactedAt,
      @Nullable Instant reportedAt) {}

  private final JdbcClient jdbc;

  DemandStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Each order of a kind takes a place of its body's, also a part or a later stage. */
  List<Asked> asked(RealmId realm, Instant since, ZoneId zone) {
    return jdbc.sql(
            """
            select kind, date_trunc('week', asked_at at time zone :zone)::date as monday, count(*) as n
            from orders.outcome
            where realm = :realm and asked_at >= :since and state not in ('CANCELLED', 'MERGED')
            group by 1, 2
            """)
        .param("realm", realm.value())
        .param("since", OrderStore.utc(since))
        .param("zone", zone.getId())
        .query(
            (rs, n) ->
                new Asked(
                    rs.getString("kind"), rs.getObject("monday", LocalDate.class), rs.getLong("n")))
        .list();
  }

  /** Nobody asks for a part or a later stage, so nobody waits for it from the asking on. */
  List<Waiter> waiters(RealmId realm, String root, Instant since, Instant until) {
    return jdbc.sql(
            """
            select kind, split_part(substr(area, length(:root) + 1), '.', 1) as township,
                   asked_at, contacted_at, reported_at
            from %s judged
            where realm = :realm and asked_at >= :since and asked_at < :until and starts_with(area, :root)
              and outside is null and source <> 'FOLLOW_UP'
            """
                .formatted(OutcomeStore.JUDGED))
        .param("realm", realm.value())
        .param("root", root)
        .param("since", OrderStore.utc(since))
        .param("until", OrderStore.utc(until))
        .query(
            (rs, n) -> {
              String township = rs.getString("township");
              return new Waiter(
                  rs.getString("kind"),
                  township.isEmpty() ? NOWHERE : Integer.parseInt(township),
                  rs.getObject("asked_at", OffsetDateTime.class).toInstant(),
                  instant(rs, "contacted_at"),
                  instant(rs, "reported_at"));
            })
        .list();
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}

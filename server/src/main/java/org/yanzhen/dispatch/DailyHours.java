package org.yanzhen.dispatch;

import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/**
 * At which hour the proposal for all that waits is made by itself: what the county's dispatcher set
 * last, else what the policy says.
 */
@Repository
class DailyHours {

  /**
   * @param hour absent for never
   * @param setAt absent where the policy says so
   */
  record DailyHour(@Nullable LocalTime hour, @Nullable UUID setBy, @Nullable Instant setAt) {}

  private final JdbcClient jdbc;
  private final Policies policies;
  private final RealmTransactions transactions;

  DailyHours(JdbcClient jdbc, Policies policies, RealmTransactions transactions) {
    this.jdbc = jdbc;
    this.policies = policies;
    this.transactions = transactions;
  }

  DailyHour at(RealmId realm, Instant now) {
    return transactions
        .read(realm, () -> findSet(realm))
        .orElseGet(() -> new DailyHour(policies.at(realm, now).plannedDaily(), null, null));
  }

  private Optional<DailyHour> findSet(RealmId realm) {
    return jdbc.sql(
            """
            select hour, set_by, set_at from dispatch.daily_hour
            where realm = :realm order by set_at desc, id desc limit 1
            """)
        .param("realm", realm.value())
        .query(
            (rs, n) ->
                new DailyHour(
                    rs.getObject("hour", LocalTime.class),
                    rs.getObject("set_by", UUID.class),
                    rs.getObject("set_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  void set(RealmId realm, UUID id, @Nullable LocalTime hour, @Nullable UUID by, Instant at) {
    jdbc.sql(
            """
            insert into dispatch.daily_hour (realm, id, hour, set_by, set_at)
            values (:realm, :id, :hour, :by, :at)
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("hour", hour)
        .param("by", by)
        .param("at", DecisionStore.utc(at))
        .update();
  }
}

package org.yanzhen.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;

/** Who is on duty when, and who stands in for whom. */
@Repository
class DutyStore {

  /**
   * One stretch of duty.
   *
   * @param bodyId the organisation or the group
   */
  record Shift(
      UUID id,
      int n,
      @Nullable UUID organisationId,
      @Nullable UUID teamId,
      UUID personId,
      Instant startsAt,
      Instant endsAt) {

    UUID bodyId() {
      return organisationId != null ? organisationId : Objects.requireNonNull(teamId);
    }
  }

  record Deputy(UUID personId, UUID deputyId, LocalDate from, @Nullable LocalDate until) {}

  private final JdbcClient jdbc;

  DutyStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whose roster entry it is; empty when there is none. */
  Optional<UUID> findBody(RealmId realm, UUID id) {
    return jdbc.sql("select body_id from people.duty where realm = :realm and id = :id limit 1")
        .param("realm", realm.value())
        .param("id", id)
        .query(UUID.class)
        .optional();
  }

  /** What has ended stays; what runs ends now; what has not begun is gone. */
  void dropFrom(RealmId realm, UUID id, Instant now) {
    jdbc.sql("delete from people.duty where realm = :realm and id = :id and starts_at >= :now")
        .param("realm", realm.value())
        .param("id", id)
        .param("now", utc(now))
        .update();
    jdbc.sql(
            """
            update people.duty set ends_at = :now
            where realm = :realm and id = :id and starts_at < :now and ends_at > :now
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("now", utc(now))
        .update();
  }

  int lastOf(RealmId realm, UUID id) {
    return jdbc.sql("select coalesce(max(n), 0) from people.duty where realm = :realm and id = :id")
        .param("realm", realm.value())
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  void insert(RealmId realm, Shift shift) {
    jdbc.sql(
            """
            insert into people.duty (realm, id, n, organisation_id, team_id, person_id, starts_at, ends_at)
            values (:realm, :id, :n, :organisation, :team, :person, :starts, :ends)
            """)
        .param("realm", realm.value())
        .param("id", shift.id())
        .param("n", shift.n())
        .param("organisation", shift.organisationId())
        .param("team", shift.teamId())
        .param("person", shift.personId())
        .param("starts", utc(shift.startsAt()))
        .param("ends", utc(shift.endsAt()))
        .update();
  }

  Optional<UUID> onDuty(RealmId realm, UUID body, Instant at) {
    return jdbc.sql(
            """
            select person_id from people.duty
            where realm = :realm and body_id = :body and tstzrange(starts_at, ends_at) @> :at::timestamptz
            """)
        .param("realm", realm.value())
        .param("body", body)
        .param("at", utc(at))
        .query(UUID.class)
        .optional();
  }

  /** Shifts that begin in the period, in order; after a key. */
  List<Shift> list(
      RealmId realm, Instant from, Instant until, @Nullable Instant afterStart, int limit) {
    return jdbc.sql(
            """
            select id, n, organisation_id, team_id, person_id, starts_at, ends_at from people.duty
            where realm = :realm and starts_at >= :from and starts_at < :until and starts_at > :after
            order by starts_at, id limit :limit
            """)
        .param("realm", realm.value())
        .param("from", utc(from))
        .param("until", utc(until))
        .param("after", utc(afterStart == null ? Instant.EPOCH : afterStart))
        .param("limit", limit)
        .query((rs, n) -> shift(rs))
        .list();
  }

  /** Stretches of these people that touch the period, in order. */
  List<Shift> of(RealmId realm, Collection<UUID> persons, Instant from, Instant until) {
    return jdbc.sql(
            """
            select id, n, organisation_id, team_id, person_id, starts_at, ends_at from people.duty
            where realm = :realm and starts_at > :since and starts_at < :until and ends_at > :from
              and person_id = any(:persons)
            order by starts_at, id
            """)
        .param("realm", realm.value())
        // No stretch is longer than a day: the index need not be read from its beginning.
        .param("since", utc(from.minus(Duration.ofDays(2))))
        .param("from", utc(from))
        .param("until", utc(until))
        .param("persons", persons.stream().distinct().toArray(UUID[]::new))
        .query((rs, n) -> shift(rs))
        .list();
  }

  void putDeputy(RealmId realm, Deputy deputy) {
    jdbc.sql(
            """
            insert into people.deputy (realm, person_id, deputy_id, valid_from, valid_to)
            values (:realm, :person, :deputy, :from, :until)
            on conflict (realm, person_id, valid_from) do update
            set deputy_id = excluded.deputy_id, valid_to = excluded.valid_to
            """)
        .param("realm", realm.value())
        .param("person", deputy.personId())
        .param("deputy", deputy.deputyId())
        .param("from", deputy.from())
        .param("until", deputy.until())
        .update();
  }

  /** Ends whatever stand-in there is from that day on. */
  void endDeputies(RealmId realm, UUID person, LocalDate from) {
    jdbc.sql(
            "delete from people.deputy where realm = :realm and person_id = :person and valid_from >= :from")
        .param("realm", realm.value())
        .param("person", person)
        .param("from", from)
        .update();
    jdbc.sql(
            """
            update people.deputy set valid_to = :from
            where realm = :realm and person_id = :person and valid_from < :from and (valid_to is null or valid_to > :from)
            """)
        .param("realm", realm.value())
        .param("person", person)
        .param("from", from)
        .update();
  }

  Optional<UUID> deputy(RealmId realm, UUID person, LocalDate day) {
    return jdbc.sql(
            """
            select deputy_id from people.deputy
            where realm = :realm and person_id = :person and valid_from <= :day
              and (valid_to is null or valid_to > :day)
            """)
        .param("realm", realm.value())
        .param("person", person)
        .param("day", day)
        .query(UUID.class)
        .optional();
  }

  List<Deputy> deputies(RealmId realm, LocalDate day) {
    return jdbc.sql(
            """
            select person_id, deputy_id, valid_from as "from", valid_to as until from people.deputy
            where realm = :realm and (valid_to is null or valid_to > :day) order by person_id, valid_from limit 2000
            """)
        .param("realm", realm.value())
        .param("day", day)
        .query(Deputy.class)
        .list();
  }

  private static Shift shift(ResultSet rs) throws SQLException {
    return new Shift(
        rs.getObject("id", UUID.class),
        rs.getInt("n"),
        rs.getObject("organisation_id", UUID.class),
        rs.getObject("team_id", UUID.class),
        rs.getObject("person_id", UUID.class),
        rs.getObject("starts_at", OffsetDateTime.class).toInstant(),
        rs.getObject("ends_at", OffsetDateTime.class).toInstant());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

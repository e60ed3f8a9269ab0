package org.yanzhen.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.RealmId;
import tools.jackson.databind.json.JsonMapper;

/** Days, visits, what changed in them, and proposals. */
@Repository
class PlanStore {

  /** What happened to a visit. */
  enum What {
    /** With a proposal. */
    ADOPTED,
    /** By hand. */
    MOVED,
    REMOVED,
    /** The order went elsewhere or ended, or its person is away. */
    GONE
  }

  /**
   * One change.
   *
   * @param why of what is gone
   */
  record Change(
      UUID id,
      LocalDate day,
      What what,
      UUID orderId,
      String area,
      @Nullable UUID personId,
      @Nullable UUID fromPersonId,
      @Nullable Instant startsBefore,
      @Nullable Instant startsAt,
      @Nullable String why,
      @Nullable UUID accountId,
      Instant at) {}

  /** A change with the words somebody gave for it. */
  record Told(Change change, @Nullable String words) {}

  private static final String COLUMNS =
      """
      order_id, person_id, day, starts_at, ends_at, division_id, area, done, changed_at, starts_before, with_order
      """;

  private final JdbcClient jdbc;
  private final JsonMapper mapper;

  PlanStore(JdbcClient jdbc, JsonMapper mapper) {
    this.jdbc = jdbc;
    this.mapper = mapper;
  }

  /** Who has no version has never been planned: 0. */
  Map<UUID, Integer> versions(RealmId realm, LocalDate day, Collection<UUID> persons) {
    Map<UUID, Integer> versions = new HashMap<>();
    jdbc.sql(
            """
            select person_id, version from plan.day
            where realm = :realm and day = :day and person_id = any(:persons)
            """)
        .param("realm", realm.value())
        .param("day", day)
        .param("persons", array(persons))
        .query(
            rs -> {
              versions.put(rs.getObject("person_id", UUID.class), rs.getInt("version"));
            });
    return versions;
  }

  /**
   * Locks these days, always in the same order, so that two who change the same ones wait for each
   * other and never for ever.
   */
  Map<UUID, Integer> lock(RealmId realm, LocalDate day, Collection<UUID> persons) {
    Set<UUID> inOrder = new TreeSet<>(persons);
    jdbc.sql(
            """
            insert into plan.day (realm, person_id, day, version)
            select :realm, person, :day, 0 from unnest(:persons) as person order by person
            on conflict do nothing
            """)
        .param("realm", realm.value())
        .param("day", day)
        .param("persons", array(inOrder))
        .update();
    Map<UUID, Integer> versions = new HashMap<>();
    jdbc.sql(
            """
            select person_id, version from plan.day
            where realm = :realm and day = :day and person_id = any(:persons)
            order by person_id for update
            """)
        .param("realm", realm.value())
        .param("day", day)
        .param("persons", array(inOrder))
        .query(
            rs -> {
              versions.put(rs.getObject("person_id", UUID.class), rs.getInt("version"));
            });
    return versions;
  }

  /** The day is not what it was. */
  int bump(RealmId realm, UUID person, LocalDate day) {
    return jdbc.sql(
            """
            insert into plan.day as d (realm, person_id, day, version) values (:realm, :person, :day, 1)
            on conflict (realm, person_id, day) do update set version = d.version + 1
            returning version
            """)
        .param("realm", realm.value())
        .param("person", person)
        .param("day", day)
        .query(Integer.class)
        .single();
  }

  List<Visit> visits(RealmId realm, LocalDate day, Collection<UUID> persons) {
    return jdbc.sql(
            """
            select %s from plan.visit
            where realm = :realm and day = :day and person_id = any(:persons)
            order by person_id, starts_at
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("day", day)
        .param("persons", array(persons))
        .query((rs, n) -> visit(rs))
        .list();
  }

  /** What still stands in these days. */
  List<Visit> openVisits(RealmId realm, Collection<UUID> persons, LocalDate first, LocalDate last) {
    return jdbc.sql(
            """
            select %s from plan.visit
            where realm = :realm and person_id = any(:persons) and day between :first and :last and not done
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("persons", array(persons))
        .param("first", first)
        .param("last", last)
        .query((rs, n) -> visit(rs))
        .list();
  }

  Map<UUID, Visit> visitsOf(RealmId realm, Collection<UUID> orders) {
    Map<UUID, Visit> visits = new HashMap<>();
    jdbc.sql(
            "select %s from plan.visit where realm = :realm and order_id = any(:orders)"
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("orders", array(orders))
        .query((rs, n) -> visit(rs))
        .list()
        .forEach(visit -> visits.put(visit.orderId(), visit));
    return visits;
  }

  Optional<Visit> findVisit(RealmId realm, UUID order) {
    return Optional.ofNullable(visitsOf(realm, List.of(order)).get(order));
  }

  /** What somebody has in front of them in these days. */
  List<Visit> visitsBetween(RealmId realm, UUID person, LocalDate first, @Nullable LocalDate last) {
    return jdbc.sql(
            """
            select %s from plan.visit
            where realm = :realm and person_id = :person and day >= :first and day <= :last
            order by day, starts_at
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("person", person)
        .param("first", first)
        .param("last", last == null ? LocalDate.of(2101, 1, 1) : last)
        .query((rs, n) -> visit(rs))
        .list();
  }

  void put(RealmId realm, Visit visit) {
    jdbc.sql(
            """
            insert into plan.visit
              (realm, order_id, person_id, day, starts_at, ends_at, division_id, area, done, changed_at, starts_before,
               with_order)
            values
              (:realm, :order, :person, :day, :starts, :ends, :division, :area, :done, :changed, :before, :with)
            on conflict (realm, order_id) do update
            set person_id = excluded.person_id, day = excluded.day, starts_at = excluded.starts_at,
                ends_at = excluded.ends_at, division_id = excluded.division_id, area = excluded.area, done = excluded.done,
                changed_at = excluded.changed_at, starts_before = excluded.starts_before,
                with_order = excluded.with_order
            """)
        .param("realm", realm.value())
        .param("order", visit.orderId())
        .param("person", visit.personId())
        .param("day", visit.day())
        .param("starts", utc(visit.startsAt()))
        .param("ends", utc(visit.endsAt()))
        .param("division", visit.divisionId())
        .param("area", visit.area())
        .param("done", visit.done())
        .param("changed", utc(visit.changedAt()))
        .param("before", utc(visit.startsBefore()))
        .param("with", visit.with())
        .update();
  }

  /**
   * Ties two visits that begin at the same moment, and unties them where they do not: where one of
   * them does not stand, or is over.
   */
  void tie(RealmId realm, UUID one, UUID other) {
    jdbc.sql(
            """
            update plan.visit v
            set with_order = (
              select o.order_id from plan.visit o
              where o.realm = v.realm and o.order_id = case when v.order_id = :one then :other else :one end
                and o.starts_at = v.starts_at and o.done = v.done)
            where v.realm = :realm and v.order_id in (:one, :other)
            """)
        .param("realm", realm.value())
        .param("one", one)
        .param("other", other)
        .update();
  }

  boolean remove(RealmId realm, UUID order) {
    return jdbc.sql("delete from plan.visit where realm = :realm and order_id = :order")
            .param("realm", realm.value())
            .param("order", order)
            .update()
        > 0;
  }

  /** Whether nobody is at two places at once: asked before the end, where it can still be said. */
  boolean holds() {
    try {
      jdbc.sql("set constraints plan.visits_do_not_overlap immediate").update();
      return true;
    } catch (DataIntegrityViolationException e) {
      return false;
    }
  }

  void tell(RealmId realm, Change change, @Nullable String words) {
    jdbc.sql(
            """
            insert into plan.change
              (realm, id, day, what, order_id, area, person_id, from_person_id, starts_before, starts_at, why,
               account_id, at)
            values
              (:realm, :id, :day, :what, :order, :area, :person, :from, :before, :starts, :why, :account, :at)
            """)
        .param("realm", realm.value())
        .param("id", change.id())
        .param("day", change.day())
        .param("what", change.what().name())
        .param("order", change.orderId())
        .param("area", change.area())
        .param("person", change.personId())
        .param("from", change.fromPersonId())
        .param("before", utc(change.startsBefore()))
        .param("starts", utc(change.startsAt()))
        .param("why", change.why())
        .param("account", change.accountId())
        .param("at", utc(change.at()))
        .update();
    if (words != null) {
      jdbc.sql("insert into plan.change_words (realm, change_id, text) values (:realm, :id, :text)")
          .param("realm", realm.value())
          .param("id", change.id())
          .param("text", words)
          .update();
    }
  }

  /** What changed in a day in an area, the last first. */
  List<Told> changes(
      RealmId realm, LocalDate day, String area, @Nullable PageKey after, int limit) {
    return jdbc.sql(
            """
            select c.id, c.day, c.what, c.order_id, c.area, c.person_id, c.from_person_id, c.starts_before,
                   c.starts_at, c.why, c.account_id, c.at, w.text
            from plan.change c
            left join plan.change_words w on w.realm = c.realm and w.change_id = c.id
            where c.realm = :realm and c.day = :day and c.area ~>=~ :area and c.area ~<~ :areaEnd
              and (c.at, c.id) < (:at, :id)
            order by c.at desc, c.id desc limit :limit
            """)
        .param("realm", realm.value())
        .param("day", day)
        .param("area", area)
        .param("areaEnd", area.substring(0, area.length() - 1) + "/")
        .param("at", after == null ? LAST : after.utc())
        .param("id", after == null ? new UUID(-1, -1) : after.id())
        .param("limit", limit)
        .query((rs, n) -> told(rs))
        .list();
  }

  private static final OffsetDateTime LAST =
      OffsetDateTime.of(2200, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  /** False when a plan of this day and area is being made already. */
  boolean insert(RealmId realm, Draft draft) {
    return jdbc.sql(
                """
                insert into plan.draft
                  (realm, id, day, division_id, area, state, waiting, around, made_by, started_at, give_up_at)
                values (:realm, :id, :day, :division, :area, 'COMPUTING', :waiting, :around, :madeBy, :started, :giveUp)
                on conflict do nothing
                """)
            .param("realm", realm.value())
            .param("id", draft.id())
            .param("day", draft.day())
            .param("division", draft.divisionId())
            .param("area", draft.area())
            .param("waiting", draft.waiting())
            .param("around", draft.around())
            .param("madeBy", draft.madeBy())
            .param("started", utc(draft.startedAt()))
            .param("giveUp", utc(draft.giveUpAt()))
            .update()
        == 1;
  }

  /** What nobody computes any more has failed; what is long past is of no use. */
  void tidyDrafts(RealmId realm, Instant now, LocalDate forget) {
    jdbc.sql(
            """
            update plan.draft set state = 'FAILED', problem = 'interrupted', finished_at = :now
            where realm = :realm and state = 'COMPUTING'
              -- Begun in the future: the clock was put back since, and its hour would never come.
              and (give_up_at < :now or started_at > :now + interval '15 minutes')
            """)
        .param("realm", realm.value())
        .param("now", utc(now))
        .update();
    jdbc.sql("delete from plan.draft where realm = :realm and day < :forget")
        .param("realm", realm.value())
        .param("forget", forget)
        .update();
  }

  /** Whoever wants a plan made waits for whoever is just asking, so that both are counted. */
  void lockMaking(RealmId realm) {
    jdbc.sql("select pg_advisory_xact_lock(hashtext('plan.draft'), :realm)")
        .param("realm", realm.value())
        .query((rs, n) -> 0)
        .list();
  }

  /** How many are being computed. */
  int computing(RealmId realm) {
    return jdbc.sql("select count(*) from plan.draft where realm = :realm and state = 'COMPUTING'")
        .param("realm", realm.value())
        .query(Integer.class)
        .single();
  }

  /** How many of them somebody has asked for. */
  int computingOf(RealmId realm, UUID account) {
    return jdbc.sql(
            """
            select count(*) from plan.draft
            where realm = :realm and state = 'COMPUTING' and made_by = :account
            """)
        .param("realm", realm.value())
        .param("account", account)
        .query(Integer.class)
        .single();
  }

  Optional<UUID> computing(RealmId realm, LocalDate day, int division) {
    return jdbc.sql(
            """
            select id from plan.draft
            where realm = :realm and day = :day and division_id = :division and state = 'COMPUTING'
            """)
        .param("realm", realm.value())
        .param("day", day)
        .param("division", division)
        .query(UUID.class)
        .optional();
  }

  /** Locked when it is to be changed. */
  Optional<Draft> findDraft(RealmId realm, UUID id, boolean lock) {
    return jdbc.sql(
            "select * from plan.draft where realm = :realm and id = :id"
                + (lock ? " for update" : ""))
        .param("realm", realm.value())
        .param("id", id)
        .query((rs, n) -> draft(rs))
        .optional();
  }

  /** Computing or ready, the last first; without what they propose. */
  List<Draft> openDrafts(RealmId realm, LocalDate day) {
    return jdbc.sql(
            """
            select realm, id, day, division_id, area, state, waiting, around, made_by, started_at, give_up_at,
                   finished_at, problem, null::jsonb as proposal, adopted
            from plan.draft
            where realm = :realm and day = :day and state in ('COMPUTING', 'READY')
            order by started_at desc limit 50
            """)
        .param("realm", realm.value())
        .param("day", day)
        .query((rs, n) -> draft(rs))
        .list();
  }

  void finish(
      RealmId realm,
      UUID id,
      Draft.State state,
      @Nullable Proposal proposal,
      @Nullable String problem,
      Instant at) {
    jdbc.sql(
            """
            update plan.draft
            set state = :state, proposal = coalesce(:proposal::jsonb, proposal), problem = :problem, finished_at = :at
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("state", state.name())
        .param("proposal", proposal == null ? null : mapper.writeValueAsString(proposal))
        .param("problem", problem)
        .param("at", utc(at))
        .update();
  }

  void adopted(RealmId realm, UUID id, Collection<UUID> persons, boolean all) {
    jdbc.sql(
            """
            update plan.draft
            set adopted = adopted || :persons, state = case when :all then 'ADOPTED' else state end
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("persons", array(persons))
        .param("all", all)
        .update();
  }

  private Draft draft(ResultSet rs) throws SQLException {
    String proposal = rs.getString("proposal");
    return new Draft(
        rs.getObject("id", UUID.class),
        rs.getObject("day", LocalDate.class),
        rs.getInt("division_id"),
        rs.getString("area"),
        Draft.State.valueOf(rs.getString("state")),
        rs.getBoolean("waiting"),
        rs.getObject("around", UUID.class),
        rs.getObject("made_by", UUID.class),
        instant(rs, "started_at"),
        instant(rs, "give_up_at"),
        optional(rs, "finished_at"),
        rs.getString("problem"),
        proposal == null ? null : mapper.readValue(proposal, Proposal.class),
        Arrays.asList((UUID[]) rs.getArray("adopted").getArray()));
  }

  private static Told told(ResultSet rs) throws SQLException {
    return new Told(
        new Change(
            rs.getObject("id", UUID.class),
            rs.getObject("day", LocalDate.class),
            What.valueOf(rs.getString("what")),
            rs.getObject("order_id", UUID.class),
            rs.getString("area"),
            rs.getObject("person_id", UUID.class),
            rs.getObject("from_person_id", UUID.class),
            optional(rs, "starts_before"),
            optional(rs, "starts_at"),
            rs.getString("why"),
            rs.getObject("account_id", UUID.class),
            instant(rs, "at")),
        rs.getString("text"));
  }

  private static Visit visit(ResultSet rs) throws SQLException {
    return new Visit(
        rs.getObject("order_id", UUID.class),
        rs.getObject("person_id", UUID.class),
        rs.getObject("day", LocalDate.class),
        instant(rs, "starts_at"),
        instant(rs, "ends_at"),
        rs.getInt("division_id"),
        rs.getString("area"),
        rs.getBoolean("done"),
        optional(rs, "changed_at"),
        optional(rs, "starts_before"),
        rs.getObject("with_order", UUID.class));
  }

  static UUID id() {
    return Ids.next();
  }

  private static UUID[] array(Collection<UUID> ids) {
    return ids.stream().distinct().toArray(UUID[]::new);
  }

  private static Instant instant(ResultSet rs, String column) throws SQLException {
    return Objects.requireNonNull(optional(rs, column));
  }

  private static @Nullable Instant optional(ResultSet rs, String column) throws SQLException {
    OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }
}

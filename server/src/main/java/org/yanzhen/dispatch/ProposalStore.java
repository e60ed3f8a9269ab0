package org.yanzhen.dispatch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.dispatch.Proposal.LineState;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.RealmId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Proposals and their lines. */
@Repository
class ProposalStore {

  private static final String RUNNING = "state in ('READING', 'SOLVING', 'CHECKING')";

  private static final OffsetDateTime END_OF_TIME = OffsetDateTime.parse("2200-01-01T00:00:00Z");

  private final JdbcClient jdbc;
  private final JsonMapper mapper;

  ProposalStore(JdbcClient jdbc, JsonMapper mapper) {
    this.jdbc = jdbc;
    this.mapper = mapper;
  }

  /** Whoever asks for one waits for whoever is just asking, so that neither overlooks the other. */
  void lockAsking(RealmId realm) {
    jdbc.sql("select pg_advisory_xact_lock(hashtext('dispatch.proposal'), :realm)")
        .param("realm", realm.value())
        .query((rs, n) -> 0)
        .list();
  }

  void insert(RealmId realm, Proposal proposal) {
    jdbc.sql(
            """
            insert into dispatch.proposal (realm, proposal_id, state, areas, price, asked_by, asked_at)
            values (:realm, :id, :state, :areas, :price, :by, :at)
            """)
        .param("realm", realm.value())
        .param("id", proposal.id())
        .param("state", proposal.state().name())
        .param("areas", proposal.areas().toArray(String[]::new))
        .param("price", proposal.price())
        .param("by", proposal.askedBy())
        .param("at", DecisionStore.utc(proposal.askedAt()))
        .update();
  }

  Optional<Proposal> find(RealmId realm, UUID id) {
    return find(realm, id, "");
  }

  /** Whoever else wants to answer it waits until this transaction ends. */
  Optional<Proposal> lock(RealmId realm, UUID id) {
    return find(realm, id, " for update");
  }

  private Optional<Proposal> find(RealmId realm, UUID id, String lock) {
    return jdbc.sql(
            "select * from dispatch.proposal where realm = :realm and proposal_id = :id" + lock)
        .param("realm", realm.value())
        .param("id", id)
        .query((rs, n) -> proposal(rs))
        .optional();
  }

  List<Proposal> running(RealmId realm) {
    return jdbc.sql("select * from dispatch.proposal where realm = :realm and " + RUNNING)
        .param("realm", realm.value())
        .query((rs, n) -> proposal(rs))
        .list();
  }

  /** The latest first: such as cover something of these areas, or lie in one of them. */
  List<Proposal> page(RealmId realm, Collection<String> areas, @Nullable PageKey after, int limit) {
    return jdbc.sql(
            """
            select * from dispatch.proposal p
            where realm = :realm and (asked_at, proposal_id) < (:at, :id)
              and exists (
                select from unnest(p.areas) as covered (area), unnest(:areas) as own (area)
                where covered.area like own.area || '%' or own.area like covered.area || '%')
            order by asked_at desc, proposal_id desc limit :limit
            """)
        .param("realm", realm.value())
        .param("areas", areas.toArray(String[]::new))
        .param("at", after == null ? END_OF_TIME : after.utc())
        .param("id", after == null ? new UUID(-1, -1) : after.id())
        .param("limit", limit)
        .query((rs, n) -> proposal(rs))
        .list();
  }

  /** What the lines of some areas come to, by proposal; those without any are missing. */
  Map<UUID, Proposal.Sum> sums(
      RealmId realm, Collection<UUID> proposals, Collection<String> areas) {
    Map<UUID, Proposal.Sum> sums = new HashMap<>();
    jdbc.sql(
            """
            select proposal_id, count(*) filter (where what = 'GIVE') as served,
                   count(*) filter (where what = 'MOVE') as moved, count(*) filter (where what = 'LEAVE') as left_over,
                   count(distinct to_person) as persons, sum(minutes_before) as before, sum(minutes_after) as after,
                   coalesce(sum(way_after), 0) as way
            from dispatch.proposal_line
            where realm = :realm and proposal_id = any(:proposals) and area like any(:areas)
            group by proposal_id
            """)
        .param("realm", realm.value())
        .param("proposals", proposals.toArray(UUID[]::new))
        .param("areas", below(areas))
        .query(
            rs -> {
              sums.put(
                  rs.getObject("proposal_id", UUID.class),
                  new Proposal.Sum(
                      rs.getInt("served"),
                      rs.getInt("moved"),
                      rs.getInt("left_over"),
                      0,
                      0,
                      rs.getInt("persons"),
                      rs.getLong("before"),
                      rs.getLong("after"),
                      rs.getLong("way")));
            });
    return sums;
  }

  private static String[] below(Collection<String> areas) {
    return areas.stream().map(area -> area + "%").toArray(String[]::new);
  }

  /** What those of some areas have left open is left. */
  int leave(RealmId realm, UUID id, Collection<String> areas, Instant at) {
    return jdbc.sql(
            """
            update dispatch.proposal_line set state = 'LEFT', answered_at = :at
            where realm = :realm and proposal_id = :id and state = 'OPEN' and area like any(:areas)
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("areas", below(areas))
        .param("at", DecisionStore.utc(at))
        .update();
  }

  /** Nobody has heard of these for so long that they are not being made any more. */
  void giveUp(RealmId realm, Duration silence, Instant now) {
    jdbc.sql(
            """
            update dispatch.proposal set state = 'FAILED', failed = 'BROKEN_OFF', ended_at = :now
            where realm = :realm and coalesce(moved_at, asked_at) not between :from and :until and
            """
                + RUNNING)
        .param("realm", realm.value())
        .param("now", DecisionStore.utc(now))
        .param("from", DecisionStore.utc(now.minus(silence)))
        // Of the future: the clock was put back since.
        .param("until", DecisionStore.utc(now.plus(silence)))
        .update();
  }

  /** Goes on to the next part of the work; false when it was cancelled meanwhile. */
  boolean progress(RealmId realm, UUID id, Proposal.State state, int done, int total, Instant at) {
    return jdbc.sql(
                """
                update dispatch.proposal set state = :state, done = :done, total = :total, moved_at = :at
                where realm = :realm and proposal_id = :id and
                """
                    + RUNNING)
            .param("realm", realm.value())
            .param("id", id)
            .param("state", state.name())
            .param("done", done)
            .param("total", total)
            .param("at", DecisionStore.utc(at))
            .update()
        == 1;
  }

  /** Ready with its lines; false when it was cancelled meanwhile. */
  boolean ready(RealmId realm, UUID id, Proposal.Sum sum, List<Proposal.Line> lines, Instant at) {
    boolean still =
        jdbc.sql(
                    """
                    update dispatch.proposal
                    set state = 'READY', served = :served, moved = :moved, left_over = :left, told = :told,
                        accepted = :accepted, persons = :persons, minutes_before = :before, minutes_after = :after,
                        way_minutes = :way, ended_at = :at
                    where realm = :realm and proposal_id = :id and
                    """
                        + RUNNING)
                .param("realm", realm.value())
                .param("id", id)
                .param("served", sum.served())
                .param("moved", sum.moved())
                .param("left", sum.left())
                .param("told", sum.told())
                .param("accepted", sum.accepted())
                .param("persons", sum.persons())
                .param("before", sum.minutesBefore())
                .param("after", sum.minutesAfter())
                .param("way", sum.wayMinutes())
                .param("at", DecisionStore.utc(at))
                .update()
            == 1;
    if (still) {
      lines.forEach(line -> insert(realm, id, line));
    }
    return still;
  }

  private void insert(RealmId realm, UUID id, Proposal.Line line) {
    Proposal.Passed passed = line.passed();
    Unserved why = line.why();
    jdbc.sql(
            """
            insert into dispatch.proposal_line
              (realm, proposal_id, line, order_id, area, version, what, from_person, to_person, in_hand, had, minutes_before,
               minutes_after, way_before, way_after, terms, able, passed_person, passed_way, passed_order, rule,
               rule_people, rule_minutes, state)
            values (:realm, :id, :line, :order, :area, :version, :what, :from, :to, :inHand, :had, :before, :after, :wayBefore,
               :wayAfter, :terms::jsonb, :able, :passedPerson, :passedWay, :passedOrder, :rule, :rulePeople,
               :ruleMinutes, :state)
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("line", line.line())
        .param("order", line.orderId())
        .param("area", line.area())
        .param("version", line.version())
        .param("what", line.what().name())
        .param("from", line.from())
        .param("to", line.to())
        .param("inHand", line.inHand())
        .param("had", line.had())
        .param("before", line.minutesBefore())
        .param("after", line.minutesAfter())
        .param("wayBefore", line.wayBefore())
        .param("wayAfter", line.wayAfter())
        .param("terms", mapper.writeValueAsString(line.terms()))
        .param("able", line.able())
        .param("passedPerson", passed == null ? null : passed.personId())
        .param("passedWay", passed == null ? null : passed.way())
        .param("passedOrder", passed == null ? null : passed.order())
        .param("rule", why == null ? null : why.rule())
        .param("rulePeople", why == null ? null : why.people())
        .param("ruleMinutes", why == null ? null : why.limitMinutes())
        .param("state", line.state().name())
        .update();
  }

  void fail(RealmId realm, UUID id, Proposal.Failed why, Instant at) {
    jdbc.sql(
            """
            update dispatch.proposal set state = 'FAILED', failed = :why, ended_at = :at
            where realm = :realm and proposal_id = :id and
            """
                + RUNNING)
        .param("realm", realm.value())
        .param("id", id)
        .param("why", why.name())
        .param("at", DecisionStore.utc(at))
        .update();
  }

  void end(RealmId realm, UUID id, Proposal.State state, Instant at) {
    jdbc.sql(
            """
            update dispatch.proposal set state = :state, ended_at = :at
            where realm = :realm and proposal_id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("state", state.name())
        .param("at", DecisionStore.utc(at))
        .update();
  }

  /**
   * @param areas only lines of orders there; null for all
   */
  List<Proposal.Line> lines(
      RealmId realm, UUID id, @Nullable Collection<String> areas, int after, int limit) {
    return jdbc.sql(
            """
            select * from dispatch.proposal_line
            where realm = :realm and proposal_id = :id and line > :after
              and (:areas::text[] is null or area like any(:areas::text[]))
            order by line limit :limit
            """)
        .param("realm", realm.value())
        .param("areas", areas == null ? null : below(areas))
        .param("id", id)
        .param("after", after)
        .param("limit", limit)
        .query((rs, n) -> line(rs))
        .list();
  }

  List<Proposal.Line> open(RealmId realm, UUID id, @Nullable Collection<String> areas, int limit) {
    return jdbc.sql(
            """
            select * from dispatch.proposal_line
            where realm = :realm and proposal_id = :id and state = 'OPEN'
              and (:areas::text[] is null or area like any(:areas::text[]))
            order by line limit :limit
            """)
        .param("realm", realm.value())
        .param("areas", areas == null ? null : below(areas))
        .param("id", id)
        .param("limit", limit)
        .query((rs, n) -> line(rs))
        .list();
  }

  List<Proposal.Line> of(RealmId realm, UUID id, Collection<UUID> orders) {
    return jdbc.sql(
            """
            select * from dispatch.proposal_line
            where realm = :realm and proposal_id = :id and order_id = any(:orders) order by line
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("orders", orders.toArray(UUID[]::new))
        .query((rs, n) -> line(rs))
        .list();
  }

  List<Proposal.Line> sent(RealmId realm, UUID id) {
    return jdbc.sql(
            """
            select * from dispatch.proposal_line
            where realm = :realm and proposal_id = :id and state = 'SENT' order by line
            """)
        .param("realm", realm.value())
        .param("id", id)
        .query((rs, n) -> line(rs))
        .list();
  }

  int countOpen(RealmId realm, UUID id, @Nullable Collection<String> areas) {
    return jdbc.sql(
            """
            select count(*) from dispatch.proposal_line
            where realm = :realm and proposal_id = :id and state = 'OPEN'
              and (:areas::text[] is null or area like any(:areas::text[]))
            """)
        .param("realm", realm.value())
        .param("areas", areas == null ? null : below(areas))
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  void answer(
      RealmId realm, UUID id, int line, LineState state, Proposal.Answer answer, Instant at) {
    jdbc.sql(
            """
            update dispatch.proposal_line
            set state = :state, code = :code, code_rule = :rule, sent_version = :version, answered_at = :at
            where realm = :realm and proposal_id = :id and line = :line and state = 'OPEN'
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("line", line)
        .param("state", state.name())
        .param("code", answer.code())
        .param("rule", answer.rule())
        .param("version", answer.version())
        .param("at", DecisionStore.utc(at))
        .update();
  }

  private static Proposal proposal(ResultSet rs) throws SQLException {
    String failed = rs.getString("failed");
    OffsetDateTime ended = rs.getObject("ended_at", OffsetDateTime.class);
    return new Proposal(
        rs.getObject("proposal_id", UUID.class),
        Proposal.State.valueOf(rs.getString("state")),
        Arrays.asList((String[]) rs.getArray("areas").getArray()),
        rs.getObject("price", Integer.class),
        rs.getObject("asked_by", UUID.class),
        rs.getObject("asked_at", OffsetDateTime.class).toInstant(),
        rs.getInt("done"),
        rs.getInt("total"),
        failed == null ? null : Proposal.Failed.valueOf(failed),
        ended == null ? null : ended.toInstant(),
        new Proposal.Sum(
            rs.getInt("served"),
            rs.getInt("moved"),
            rs.getInt("left_over"),
            rs.getInt("told"),
            rs.getInt("accepted"),
            rs.getInt("persons"),
            rs.getLong("minutes_before"),
            rs.getLong("minutes_after"),
            rs.getLong("way_minutes")));
  }

  private Proposal.Line line(ResultSet rs) throws SQLException {
    UUID passed = rs.getObject("passed_person", UUID.class);
    String rule = rs.getString("rule");
    LineState state = LineState.valueOf(rs.getString("state"));
    return new Proposal.Line(
        rs.getInt("line"),
        rs.getObject("order_id", UUID.class),
        rs.getString("area"),
        rs.getInt("version"),
        Proposal.What.valueOf(rs.getString("what")),
        rs.getObject("from_person", UUID.class),
        rs.getObject("to_person", UUID.class),
        rs.getInt("in_hand"),
        rs.getInt("had"),
        rs.getInt("minutes_before"),
        rs.getInt("minutes_after"),
        rs.getObject("way_before", Integer.class),
        rs.getObject("way_after", Integer.class),
        mapper.readValue(
            rs.getString("terms"), new TypeReference<Map<Language, List<Score.Term>>>() {}),
        rs.getInt("able"),
        passed == null
            ? null
            : new Proposal.Passed(
                passed,
                rs.getObject("passed_way", Integer.class),
                rs.getObject("passed_order", UUID.class)),
        rule == null
            ? null
            : new Unserved(rule, rs.getInt("rule_people"), rs.getInt("rule_minutes")),
        state,
        state == LineState.SENT || state == LineState.REFUSED
            ? new Proposal.Answer(
                rs.getString("code"),
                rs.getString("code_rule"),
                rs.getObject("sent_version", Integer.class))
            : null);
  }
}

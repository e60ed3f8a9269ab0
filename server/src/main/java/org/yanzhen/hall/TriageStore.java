package org.yanzhen.hall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;

/** What suggestions are learnt from, and where messages that are alike are found. */
@Repository
class TriageStore {

  /** A message of which it is known what it is about. */
  record Known(
      String subject,
      String text,
      @Nullable String kind,
      @Nullable String body,
      @Nullable String category) {}

  /** A message as another one is compared with it; its words without the sender's name. */
  record Other(
      UUID id,
      String sourceId,
      String source,
      String subject,
      String text,
      @Nullable String requester,
      Instant placedAt,
      IntakeState state,
      @Nullable String kind,
      @Nullable Integer divisionId,
      @Nullable UUID orderId,
      @Nullable String reply,
      @Nullable Integer replyWorkMinutes,
      @Nullable Integer replyMinutes) {}

  record Unmarked(UUID id, String subject, String text) {}

  /** A message as it counts for a topic. */
  record Said(
      UUID id,
      String subject,
      String text,
      @Nullable String requester,
      Instant placedAt,
      IntakeState state,
      @Nullable Integer divisionId) {}

  /** What was said last about a message and another row. */
  record Verdict(UUID itemId, UUID otherId, boolean same, Instant at) {}

  /**
   * How long answers took.
   *
   * @param category of the first level; null for all of the year, empty where the source gave none
   */
  record Answered(
      int year,
      @Nullable String category,
      int count,
      double medianWorkMinutes,
      double p90WorkMinutes,
      double medianMinutes,
      double p90Minutes) {}

  private static final String OTHER =
      """
      i.id, i.source, i.source_id, i.subject, i.text, i.placed_at, i.state, i.kind, i.division_id, i.order_id, i.reply,
      i.reply_work_minutes, i.reply_minutes, %s
      """
          .formatted(Senders.COLUMNS);

  private final JdbcClient jdbc;
  private final Senders senders;

  TriageStore(JdbcClient jdbc, Senders senders) {
    this.jdbc = jdbc;
    this.senders = senders;
  }

  /** The last ones a person has decided on. */
  List<Known> confirmed(RealmId realm, int limit) {
    return jdbc.sql(
            """
            select subject, text, kind, body, category from hall.intake_item
            where realm = :realm and kind is not null
            order by decided_at desc limit :limit
            """)
        .param("realm", realm.value())
        .param("limit", limit)
        .query(TriageStore::known)
        .list();
  }

  /** Answered elsewhere, with the category they had there. */
  List<Known> historical(RealmId realm, int limit) {
    return jdbc.sql(
            """
            select subject, text, kind, body, category from hall.intake_item
            where realm = :realm and state = 'HISTORICAL' and category is not null
            order by placed_at desc limit :limit
            """)
        .param("realm", realm.value())
        .param("limit", limit)
        .query(TriageStore::known)
        .list();
  }

  private static Known known(ResultSet rs, int row) throws SQLException {
    return new Known(
        rs.getString("subject"),
        rs.getString("text"),
        rs.getString("kind"),
        rs.getString("body"),
        rs.getString("category"));
  }

  /** How many were decided on since then; counted no further than {@code atMost}. */
  int confirmedSince(RealmId realm, Instant since, int atMost) {
    return jdbc.sql(
            """
            select count(*) from (
              select 1 from hall.intake_item
              where realm = :realm and kind is not null and decided_at > :since limit :most) as counted
            """)
        .param("realm", realm.value())
        .param("since", utc(since))
        .param("most", atMost)
        .query(Integer.class)
        .single();
  }

  /** The words of the latest messages, one after the other. */
  void latest(RealmId realm, int limit, BiConsumer<String, String> reader) {
    jdbc.sql(
            """
            select subject, text from hall.intake_item where realm = :realm
            order by placed_at desc, id desc limit :limit
            """)
        .param("realm", realm.value())
        .param("limit", limit)
        .query(
            rs -> {
              reader.accept(rs.getString("subject"), rs.getString("text"));
            });
  }

  /** Kept for {@link #toMark}: choosing marks waits for no command. */
  void markLater(RealmId realm, UUID itemId) {
    jdbc.sql(
            "insert into hall.marked (realm, item_id) values (:realm, :item) on conflict do nothing")
        .param("realm", realm.value())
        .param("item", itemId)
        .update();
  }

  /**
   * Messages without marks, or with marks chosen when fewer messages were known. Nobody decides on
   * them, cuts or forgets them until the end of the transaction; those that somebody is at now are
   * left for the next time.
   */
  List<Unmarked> toMark(RealmId realm, int knownFewerThan, int limit) {
    return jdbc.sql(
            """
            select i.id, i.subject, i.text from hall.marked m
            join hall.intake_item i on i.realm = m.realm and i.id = m.item_id
            where m.realm = :realm and m.known < :known
            order by m.known limit :limit for key share of i skip locked
            """)
        .param("realm", realm.value())
        .param("known", knownFewerThan)
        .param("limit", limit)
        .query(
            (rs, n) ->
                new Unmarked(
                    rs.getObject("id", UUID.class), rs.getString("subject"), rs.getString("text")))
        .list();
  }

  /** How many have no marks yet; counted no further than {@code atMost}. */
  int unmarked(RealmId realm, int atMost) {
    return jdbc.sql(
            """
            select count(*) from (
              select 1 from hall.marked where realm = :realm and known = 0 limit :most) as counted
            """)
        .param("realm", realm.value())
        .param("most", atMost)
        .query(Integer.class)
        .single();
  }

  /**
   * Only while the message is one to be marked, see {@link IntakeStore#eraseWords}: of two at once,
   * one that is first here has its marks taken away by the other, one that is second chooses none.
   */
  void mark(RealmId realm, UUID itemId, int[] marks, int known) {
    int found =
        jdbc.sql("update hall.marked set known = :known where realm = :realm and item_id = :item")
            .param("realm", realm.value())
            .param("item", itemId)
            .param("known", known)
            .update();
    if (found == 0) {
      return;
    }
    jdbc.sql("delete from hall.mark where realm = :realm and item_id = :item")
        .param("realm", realm.value())
        .param("item", itemId)
        .update();
    jdbc.sql(
            """
            insert into hall.mark (realm, mark, item_id)
            select :realm, mark, :item from unnest(:marks) as mark
            on conflict do nothing
            """)
        .param("realm", realm.value())
        .param("item", itemId)
        .param("marks", boxed(marks))
        .update();
  }

  /**
   * Messages that share marks, those that share most first, and the few that have no marks yet.
   * Dismissed ones are no longer asked about.
   */
  List<Other> sharing(
      RealmId realm, int[] marks, @Nullable UUID except, boolean historical, int limit) {
    return jdbc.sql(
            """
            with shared as (
              (select item_id, count(*) as marks from (
                select item_id from hall.mark where realm = :realm and mark = any(:marks) limit 5000) as hit
              group by item_id order by marks desc limit 400)
              union all
              (select item_id, 1 from hall.marked where realm = :realm and known = 0 limit 100))
            select %s from shared join hall.intake_item i on i.realm = :realm and i.id = shared.item_id %s
            where i.state = any(:states) and i.id <> :except
            order by shared.marks desc limit :limit
            """
                .formatted(OTHER, Senders.JOIN))
        .param("realm", realm.value())
        .param("marks", boxed(marks))
        .param(
            "states", historical ? new String[] {"HISTORICAL"} : new String[] {"NEW", "CONFIRMED"})
        .param("except", except == null ? new UUID(0, 0) : except)
        .param("limit", limit)
        .query((rs, n) -> other(realm, rs))
        .list();
  }

  private Other other(RealmId realm, ResultSet rs) throws SQLException {
    return new Other(
        rs.getObject("id", UUID.class),
        rs.getString("source_id"),
        rs.getString("source"),
        rs.getString("subject"),
        rs.getString("text"),
        senders.of(realm, rs),
        rs.getObject("placed_at", OffsetDateTime.class).toInstant(),
        IntakeState.valueOf(rs.getString("state")),
        rs.getString("kind"),
        rs.getObject("division_id", Integer.class),
        rs.getObject("order_id", UUID.class),
        rs.getString("reply"),
        rs.getObject("reply_work_minutes", Integer.class),
        rs.getObject("reply_minutes", Integer.class));
  }

  /** The messages of a time, the latest first. */
  List<Said> said(RealmId realm, Instant from, Instant to, int limit) {
    return jdbc.sql(
            """
            select i.id, i.subject, i.text, i.placed_at, i.state, i.division_id, %s from hall.intake_item i %s
            where i.realm = :realm and i.placed_at >= :from and i.placed_at < :to and i.state <> 'DISMISSED'
            order by i.placed_at desc, i.id desc limit :limit
            """
                .formatted(Senders.COLUMNS, Senders.JOIN))
        .param("realm", realm.value())
        .param("from", utc(from))
        .param("to", utc(to))
        .param("limit", limit)
        .query(
            (rs, n) ->
                new Said(
                    rs.getObject("id", UUID.class),
                    rs.getString("subject"),
                    rs.getString("text"),
                    senders.of(realm, rs),
                    rs.getObject("placed_at", OffsetDateTime.class).toInstant(),
                    IntakeState.valueOf(rs.getString("state")),
                    rs.getObject("division_id", Integer.class)))
        .list();
  }

  void decide(
      RealmId realm,
      UUID itemId,
      UUID otherId,
      boolean otherIsOrder,
      boolean same,
      @Nullable UUID account,
      UUID commandId,
      Instant at) {
    jdbc.sql(
            """
            insert into hall.pair_decision
              (realm, item_id, other_id, other_is_order, at, command_id, same, account_id)
            values (:realm, :item, :other, :order, :at, :command, :same, :account)
            """)
        .param("realm", realm.value())
        .param("item", itemId)
        .param("other", otherId)
        .param("order", otherIsOrder)
        .param("at", utc(at))
        .param("command", commandId)
        .param("same", same)
        .param("account", account)
        .update();
  }

  /** What was said last about this message and others, whichever of the two was open then. */
  List<Verdict> verdicts(RealmId realm, UUID itemId) {
    return jdbc.sql(
            """
            select distinct on (other) other, same, at from (
              select other_id as other, same, at from hall.pair_decision where realm = :realm and item_id = :item
              union all
              select item_id, same, at from hall.pair_decision where realm = :realm and other_id = :item) as said
            order by other, at desc
            """)
        .param("realm", realm.value())
        .param("item", itemId)
        .query(
            (rs, n) ->
                new Verdict(
                    itemId,
                    rs.getObject("other", UUID.class),
                    rs.getBoolean("same"),
                    rs.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /** By the year the message was written in; each year first as a whole. */
  List<Answered> answered(RealmId realm, ZoneId zone) {
    return jdbc.sql(
            """
            with answer as (
              select extract(year from placed_at at time zone :zone)::int as year,
                split_part(coalesce(category, ''), '/', 1) as category, reply_work_minutes as work, reply_minutes as real
              from hall.intake_item where realm = :realm and state = 'HISTORICAL')
            select year, category, grouping(category) as whole, count(*) as count,
              percentile_cont(0.5) within group (order by work) as work50,
              percentile_cont(0.9) within group (order by work) as work90,
              percentile_cont(0.5) within group (order by real) as real50,
              percentile_cont(0.9) within group (order by real) as real90
            from answer group by grouping sets ((year), (year, category))
            order by year desc, whole desc, count desc, category
            """)
        .param("realm", realm.value())
        .param("zone", zone.getId())
        .query(
            (rs, n) ->
                new Answered(
                    rs.getInt("year"),
                    rs.getInt("whole") == 1 ? null : rs.getString("category"),
                    rs.getInt("count"),
                    rs.getDouble("work50"),
                    rs.getDouble("work90"),
                    rs.getDouble("real50"),
                    rs.getDouble("real90")))
        .list();
  }

  private static Integer[] boxed(int[] marks) {
    return Arrays.stream(marks).boxed().toArray(Integer[]::new);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

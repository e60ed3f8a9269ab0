package org.yanzhen.hall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;

/** Papers taken and given back. */
@Repository
class PaperStore {

  enum Kind {
    TAKEN,
    GIVEN_BACK,
    REVERSAL
  }

  /** Where a paper is: at a desk, or carried by somebody. */
  enum Place {
    DESK,
    FIELD
  }

  /**
   * Who took a paper in hand last.
   *
   * @param accountId absent of what was taken before this was noted: it is at the desk
   */
  record Hand(Place place, @Nullable UUID accountId, @Nullable Instant since) {

    private static final Hand DESK = new Hand(Place.DESK, null, null);

    boolean isCarriedBy(Actor actor) {
      return place == Place.FIELD && accountId != null && accountId.equals(actor.accountId());
    }
  }

  /** A paper, how many of it are with us, and who has them. */
  record Paper(UUID id, UUID orderId, String label, boolean original, int withUs, Hand hand) {}

  /**
   * @param recordedAt when it was handed over, where that was before we heard of it
   */
  record Move(
      UUID id,
      UUID orderId,
      UUID paperId,
      UUID slipId,
      Kind kind,
      int delta,
      @Nullable ReceivedBy toWhom,
      @Nullable UUID reverses,
      @Nullable UUID accountId,
      Instant at,
      @Nullable Instant recordedAt) {}

  record Kept(String reason, Instant at) {}

  private static final String LABEL = "hall.paper.label/";
  private static final String REASON = "hall.paper_kept.reason/";

  private final JdbcClient jdbc;
  private final Vault vault;

  PaperStore(JdbcClient jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  /** False when the id is taken. */
  boolean insert(RealmId realm, UUID id, UUID orderId, String label, boolean original) {
    return jdbc.sql(
                """
                insert into hall.paper (realm, id, order_id, label, original)
                values (:realm, :id, :order, :label, :original) on conflict do nothing
                """)
            .param("realm", realm.value())
            .param("id", id)
            .param("order", orderId)
            .param("label", vault.encrypt(realm, label, LABEL + id))
            .param("original", original)
            .update()
        == 1;
  }

  void move(RealmId realm, Move move) {
    jdbc.sql(
            """
            insert into hall.paper_move
              (realm, id, order_id, paper_id, slip_id, kind, delta, to_whom, reverses, account_id, at, recorded_at)
            values
              (:realm, :id, :order, :paper, :slip, :kind, :delta, :to, :reverses, :account, :at, :recordedAt)
            """)
        .param("realm", realm.value())
        .param("id", move.id())
        .param("order", move.orderId())
        .param("paper", move.paperId())
        .param("slip", move.slipId())
        .param("kind", move.kind().name())
        .param("delta", move.delta())
        .param("to", move.toWhom() == null ? null : move.toWhom().name())
        .param("reverses", move.reverses())
        .param("account", move.accountId())
        .param("at", utc(move.at()))
        .param("recordedAt", move.recordedAt() == null ? null : utc(move.recordedAt()))
        .update();
  }

  /** Somebody takes it in hand. */
  void hand(
      RealmId realm, UUID id, UUID orderId, UUID paperId, Place place, Actor actor, Instant at) {
    jdbc.sql(
            """
            insert into hall.paper_hand (realm, id, order_id, paper_id, place, account_id, at)
            values (:realm, :id, :order, :paper, :place, :account, :at)
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("order", orderId)
        .param("paper", paperId)
        .param("place", place.name())
        .param("account", actor.accountId())
        .param("at", utc(at))
        .update();
  }

  /**
   * Orders with something to look after for whoever is on the way: papers they carry, an authority
   * they noted, papers of what they have in hand. The newest first.
   *
   * @param before only orders with smaller ids
   */
  List<UUID> onTheWay(
      RealmId realm, @Nullable UUID account, List<UUID> inHand, @Nullable UUID before, int limit) {
    return jdbc.sql(
            """
            select order_id from (
              select h.order_id from hall.paper_hand h
              where h.realm = :realm and h.account_id = :account and h.place = 'FIELD'
                and not exists (
                  select from hall.paper_hand later
                  where later.realm = h.realm and later.order_id = h.order_id
                    and later.paper_id = h.paper_id and (later.at, later.id) > (h.at, h.id))
                and exists (
                  select from hall.paper_move m
                  where m.realm = h.realm and m.order_id = h.order_id and m.paper_id = h.paper_id
                  having sum(m.delta) > 0)
              union
              select order_id from hall.authority
              where realm = :realm and recorded_by = :account and state = 'ACTIVE'
              union
              select order_id from hall.paper where realm = :realm and order_id = any(:inHand)) mine
            where cast(:before as uuid) is null or order_id < :before
            order by order_id desc limit :limit
            """)
        .param("realm", realm.value())
        .param("account", account)
        .param("inHand", inHand.toArray(UUID[]::new))
        .param("before", before)
        .param("limit", limit)
        .query(UUID.class)
        .list();
  }

  /** Locks the order's papers, so that two who give back the same one come after each other. */
  List<Paper> lock(RealmId realm, UUID orderId) {
    jdbc.sql(
            "select id from hall.paper where realm = :realm and order_id = :order order by id for update")
        .param("realm", realm.value())
        .param("order", orderId)
        .query(UUID.class)
        .list();
    return list(realm, orderId);
  }

  List<Paper> list(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select p.id, p.order_id, p.label, p.original, coalesce(sum(m.delta), 0)::int as with_us,
                   h.place, h.account_id, h.at
            from hall.paper p
            left join hall.paper_move m on m.realm = p.realm and m.paper_id = p.id and m.order_id = p.order_id
            left join lateral (
              select place, account_id, at from hall.paper_hand h
              where h.realm = p.realm and h.order_id = p.order_id and h.paper_id = p.id
              order by h.at desc, h.id desc limit 1) h on true
            where p.realm = :realm and p.order_id = :order
            group by p.realm, p.id, h.place, h.account_id, h.at order by min(m.at), p.id
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(
            (rs, n) -> {
              UUID id = rs.getObject("id", UUID.class);
              String label = vault.decrypt(realm, rs.getBytes("label"), LABEL + id);
              return new Paper(
                  id,
                  rs.getObject("order_id", UUID.class),
                  label == null ? "" : label,
                  rs.getBoolean("original"),
                  rs.getInt("with_us"),
                  hand(rs));
            })
        .list();
  }

  /** Whether originals are with us, without opening their words. */
  boolean holdsOriginals(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select exists (
              select from hall.paper p join hall.paper_move m
                on m.realm = p.realm and m.paper_id = p.id and m.order_id = p.order_id
              where p.realm = :realm and p.order_id = :order and p.original
              group by p.id having sum(m.delta) > 0)
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(Boolean.class)
        .single();
  }

  List<Move> moves(RealmId realm, UUID orderId) {
    return select(realm, "order_id = :id order by at, id", orderId);
  }

  Optional<Move> findMove(RealmId realm, UUID id) {
    return select(realm, "id = :id", id).stream().findFirst();
  }

  /** Orders with a slip of this number, the newest first; hardly ever more than one. */
  List<UUID> ofSlip(RealmId realm, String code) {
    return jdbc.sql(
            """
            select distinct order_id from hall.paper_move
            where realm = :realm and slip_code = :code order by order_id desc limit 20
            """)
        .param("realm", realm.value())
        .param("code", code)
        .query(UUID.class)
        .list();
  }

  boolean isReversed(RealmId realm, UUID moveId) {
    return !select(realm, "reverses = :id", moveId).isEmpty();
  }

  private List<Move> select(RealmId realm, String where, UUID id) {
    return jdbc.sql(
            """
            select id, order_id, paper_id, slip_id, kind, delta, to_whom, reverses, account_id, at, recorded_at
            from hall.paper_move where realm = :realm and %s
            """
                .formatted(where))
        .param("realm", realm.value())
        .param("id", id)
        .query(
            (rs, n) -> {
              String to = rs.getString("to_whom");
              return new Move(
                  rs.getObject("id", UUID.class),
                  rs.getObject("order_id", UUID.class),
                  rs.getObject("paper_id", UUID.class),
                  rs.getObject("slip_id", UUID.class),
                  Kind.valueOf(rs.getString("kind")),
                  rs.getInt("delta"),
                  to == null ? null : ReceivedBy.valueOf(to),
                  rs.getObject("reverses", UUID.class),
                  rs.getObject("account_id", UUID.class),
                  rs.getObject("at", OffsetDateTime.class).toInstant(),
                  time(rs, "recorded_at"));
            })
        .list();
  }

  void keep(
      RealmId realm, UUID id, UUID orderId, String reason, @Nullable UUID account, Instant at) {
    jdbc.sql(
            """
            insert into hall.paper_kept (realm, id, order_id, reason, account_id, at)
            values (:realm, :id, :order, :reason, :account, :at)
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("order", orderId)
        .param("reason", vault.encrypt(realm, reason, REASON + id))
        .param("account", account)
        .param("at", utc(at))
        .update();
  }

  /** The newest reason that came after the last original was taken. */
  Optional<Kept> kept(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select id, reason, at from hall.paper_kept k
            where realm = :realm and order_id = :order and at >= all (
              select m.at from hall.paper_move m join hall.paper p on p.realm = m.realm and p.id = m.paper_id
              where m.realm = :realm and m.order_id = :order and m.kind = 'TAKEN' and p.original)
            order by at desc limit 1
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(
            (rs, n) -> {
              String reason =
                  vault.decrypt(
                      realm, rs.getBytes("reason"), REASON + rs.getObject("id", UUID.class));
              return new Kept(
                  reason == null ? "" : reason,
                  rs.getObject("at", OffsetDateTime.class).toInstant());
            })
        .optional();
  }

  private static Hand hand(ResultSet rs) throws SQLException {
    String place = rs.getString("place");
    return place == null
        ? Hand.DESK
        : new Hand(Place.valueOf(place), rs.getObject("account_id", UUID.class), time(rs, "at"));
  }

  private static @Nullable Instant time(ResultSet rs, String column) throws SQLException {
    OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

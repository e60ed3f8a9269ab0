package org.yanzhen.hall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;

/** Who may speak for whom, and who holds which receipt. */
@Repository
class AuthorityStore {

  /** How the authority was shown. */
  enum Shown {
    SPOKEN,
    PAPER_SEEN,
    POWER_OF_ATTORNEY
  }

  /** What the proxy is to the one they speak for. */
  enum Relation {
    SPOUSE,
    CHILD,
    PARENT,
    RELATIVE,
    NEIGHBOUR,
    CADRE,
    OTHER
  }

  enum State {
    ACTIVE,
    HANDED_OVER,
    WITHDRAWN
  }

  enum Medium {
    PAPER,
    SCREEN,
    MESSAGE
  }

  /**
   * @param relation absent where nobody asked
   */
  record Authority(
      UUID id,
      UUID orderId,
      Shown shown,
      @Nullable Relation relation,
      @Nullable LocalDate until,
      State state,
      @Nullable UUID recordedBy,
      Instant recordedAt,
      @Nullable Instant endedAt) {}

  /**
   * Names and numbers of an authority.
   *
   * @param document the number of the power of attorney
   */
  record Words(
      @Nullable String proxyName,
      @Nullable String proxyPhone,
      @Nullable String principalName,
      @Nullable String principalPhone,
      @Nullable String matter,
      @Nullable String document) {}

  record HandOut(
      UUID id,
      UUID orderId,
      int generation,
      ReceivedBy toWhom,
      Medium medium,
      @Nullable UUID accountId,
      Instant at) {}

  record Generation(int number, boolean olderRead) {}

  private static final String COLUMNS =
      "id, order_id, shown, relation, until, state, recorded_by, recorded_at, ended_at";

  private final JdbcClient jdbc;
  private final Vault vault;

  AuthorityStore(JdbcClient jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  /** False when the order has one in force, or the id is taken. */
  boolean insert(RealmId realm, Authority authority, Words words) {
    boolean isNew =
        jdbc.sql(
                    """
                    insert into hall.authority
                      (realm, id, order_id, shown, relation, until, state, recorded_by, recorded_at)
                    values (:realm, :id, :order, :shown, :relation, :until, 'ACTIVE', :by, :at)
                    on conflict do nothing
                    """)
                .param("realm", realm.value())
                .param("id", authority.id())
                .param("order", authority.orderId())
                .param("shown", authority.shown().name())
                .param(
                    "relation", authority.relation() == null ? null : authority.relation().name())
                .param("until", authority.until())
                .param("by", authority.recordedBy())
                .param("at", utc(authority.recordedAt()))
                .update()
            == 1;
    if (isNew) {
      jdbc.sql(
              """
              insert into hall.authority_words
                (realm, authority_id, proxy_name, proxy_phone, principal_name, principal_phone, matter, document)
              values (:realm, :id, :proxy, :proxyPhone, :principal, :principalPhone, :matter, :document)
              """)
          .param("realm", realm.value())
          .param("id", authority.id())
          .param("proxy", sealed(realm, authority.id(), "proxy_name", words.proxyName()))
          .param("proxyPhone", sealed(realm, authority.id(), "proxy_phone", words.proxyPhone()))
          .param(
              "principal", sealed(realm, authority.id(), "principal_name", words.principalName()))
          .param(
              "principalPhone",
              sealed(realm, authority.id(), "principal_phone", words.principalPhone()))
          .param("matter", sealed(realm, authority.id(), "matter", words.matter()))
          .param("document", sealed(realm, authority.id(), "document", words.document()))
          .update();
    }
    return isNew;
  }

  /** What was photographed of it. */
  void addPhotos(RealmId realm, UUID id, List<UUID> photos) {
    for (UUID photo : photos) {
      jdbc.sql(
              """
              insert into hall.authority_photo (realm, authority_id, photo_id)
              values (:realm, :id, :photo) on conflict do nothing
              """)
          .param("realm", realm.value())
          .param("id", id)
          .param("photo", photo)
          .update();
    }
  }

  List<UUID> photos(RealmId realm, UUID id) {
    return jdbc.sql(
            """
            select photo_id from hall.authority_photo
            where realm = :realm and authority_id = :id order by photo_id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .query(UUID.class)
        .list();
  }

  Words words(RealmId realm, UUID id) {
    return jdbc.sql(
            """
            select proxy_name, proxy_phone, principal_name, principal_phone, matter, document
            from hall.authority_words where realm = :realm and authority_id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .query(
            (rs, n) ->
                new Words(
                    opened(realm, id, rs, "proxy_name"),
                    opened(realm, id, rs, "proxy_phone"),
                    opened(realm, id, rs, "principal_name"),
                    opened(realm, id, rs, "principal_phone"),
                    opened(realm, id, rs, "matter"),
                    opened(realm, id, rs, "document")))
        .optional()
        .orElse(new Words(null, null, null, null, null, null));
  }

  Optional<Authority> lock(RealmId realm, UUID id) {
    return select(realm, "id = :id for update", id).stream().findFirst();
  }

  List<Authority> list(RealmId realm, UUID orderId) {
    return select(realm, "order_id = :id order by recorded_at desc, id", orderId);
  }

  private List<Authority> select(RealmId realm, String where, UUID id) {
    return jdbc.sql(
            "select %s from hall.authority where realm = :realm and %s".formatted(COLUMNS, where))
        .param("realm", realm.value())
        .param("id", id)
        .query((rs, n) -> authority(rs))
        .list();
  }

  void end(RealmId realm, UUID id, State state, Instant at) {
    jdbc.sql(
            """
            update hall.authority set state = :state, ended_at = :at where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("state", state.name())
        .param("at", utc(at))
        .update();
  }

  void handOut(RealmId realm, HandOut out) {
    jdbc.sql(
            """
            insert into hall.hand_out (realm, id, order_id, generation, to_whom, medium, account_id, at)
            values (:realm, :id, :order, :generation, :to, :medium, :account, :at)
            """)
        .param("realm", realm.value())
        .param("id", out.id())
        .param("order", out.orderId())
        .param("generation", out.generation())
        .param("to", out.toWhom().name())
        .param("medium", out.medium().name())
        .param("account", out.accountId())
        .param("at", utc(out.at()))
        .update();
  }

  List<HandOut> handOuts(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select id, order_id, generation, to_whom, medium, account_id, at from hall.hand_out
            where realm = :realm and order_id = :order order by at, id
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(
            (rs, n) ->
                new HandOut(
                    rs.getObject("id", UUID.class),
                    rs.getObject("order_id", UUID.class),
                    rs.getInt("generation"),
                    ReceivedBy.valueOf(rs.getString("to_whom")),
                    Medium.valueOf(rs.getString("medium")),
                    rs.getObject("account_id", UUID.class),
                    rs.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /** Whether the proxy's last day has passed, and the principal was not given these receipts. */
  boolean isOver(RealmId realm, UUID orderId, int generation, LocalDate today) {
    return jdbc.sql(
            """
            select exists (
              select from hall.authority
              where realm = :realm and order_id = :order and state = 'ACTIVE' and until < :today)
            and not exists (
              select from hall.hand_out
              where realm = :realm and order_id = :order and generation = :generation
                and to_whom = 'PRINCIPAL')
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("generation", generation)
        .param("today", today)
        .query(Boolean.class)
        .single();
  }

  /** Makes room for a renewal; the receipts stay in their generation and act again with it. */
  void endOver(RealmId realm, UUID orderId, LocalDate today, Instant at) {
    jdbc.sql(
            """
            update hall.authority set state = 'WITHDRAWN', ended_at = :at
            where realm = :realm and order_id = :order and state = 'ACTIVE' and until < :today
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("today", today)
        .param("at", utc(at))
        .update();
  }

  /** The receipts' generation: 0 until one was taken out of force. */
  Generation generation(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select generation, older_read from hall.receipt_generation
            where realm = :realm and order_id = :order
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query((rs, n) -> new Generation(rs.getInt("generation"), rs.getBoolean("older_read")))
        .optional()
        .orElse(new Generation(0, true));
  }

  /** Every receipt given out so far no longer acts. */
  void nextGeneration(RealmId realm, UUID orderId, boolean olderRead) {
    jdbc.sql(
            """
            insert into hall.receipt_generation (realm, order_id, generation, older_read)
            values (:realm, :order, 1, :read)
            on conflict (realm, order_id) do update
            set generation = receipt_generation.generation + 1, older_read = excluded.older_read
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("read", olderRead)
        .update();
  }

  private byte @Nullable [] sealed(RealmId realm, UUID id, String column, @Nullable String plain) {
    return vault.encrypt(realm, plain, context(id, column));
  }

  private @Nullable String opened(RealmId realm, UUID id, ResultSet rs, String column)
      throws SQLException {
    return vault.decrypt(realm, rs.getBytes(column), context(id, column));
  }

  private static String context(UUID id, String column) {
    return "hall.authority_words." + column + "/" + id;
  }

  private static Authority authority(ResultSet rs) throws SQLException {
    String relation = rs.getString("relation");
    OffsetDateTime ended = rs.getObject("ended_at", OffsetDateTime.class);
    return new Authority(
        rs.getObject("id", UUID.class),
        rs.getObject("order_id", UUID.class),
        Shown.valueOf(rs.getString("shown")),
        relation == null ? null : Relation.valueOf(relation),
        rs.getObject("until", LocalDate.class),
        State.valueOf(rs.getString("state")),
        rs.getObject("recorded_by", UUID.class),
        rs.getObject("recorded_at", OffsetDateTime.class).toInstant(),
        ended == null ? null : ended.toInstant());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

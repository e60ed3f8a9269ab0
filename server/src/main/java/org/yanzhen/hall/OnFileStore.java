package org.yanzhen.hall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;

/** Copies kept on file, each look at who their owner is, and each use. */
@Repository
class OnFileStore {

  /** What a clerk looked at to know who stands there. */
  enum How {
    IDENTITY_CARD,
    OTHER_CARD,
    /** Known to the clerk in person. */
    KNOWN
  }

  /** Where they met. */
  enum Where {
    WINDOW,
    HOME
  }

  enum Through {
    DESK,
    RECEIPT
  }

  /** A copy on file. */
  record OnFile(
      UUID id,
      byte[] owner,
      String sort,
      UUID orderId,
      UUID paperId,
      Instant keptAt,
      LocalDate until,
      Instant endsAt,
      @Nullable Instant withdrawnAt) {

    boolean isGood(Instant at) {
      return withdrawnAt == null && endsAt.isAfter(at);
    }
  }

  /** A copy on file that served an order. */
  record Use(UUID onFileId, UUID orderId, Instant at) {}

  private static final String OWNER = "hall.paper_on_file.owner";

  private final JdbcClient jdbc;
  private final Vault vault;

  OnFileStore(JdbcClient jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  /** Number and name together: a family shares a telephone, and its papers are not shared. */
  byte[] owner(RealmId realm, String digits, String name) {
    return vault.blindIndex(realm, digits + "/" + name.replaceAll("\\s", ""), OWNER);
  }

  boolean check(
      RealmId realm,
      UUID id,
      UUID orderId,
      byte[] owner,
      How how,
      Where place,
      UUID account,
      Instant at) {
    return jdbc.sql(
                """
                insert into hall.identity_check (realm, id, order_id, owner, how, place, account_id, at)
                values (:realm, :id, :order, :owner, :how, :place, :account, :at) on conflict do nothing
                """)
            .param("realm", realm.value())
            .param("id", id)
            .param("order", orderId)
            .param("owner", owner)
            .param("how", how.name())
            .param("place", place.name())
            .param("account", account)
            .param("at", utc(at))
            .update()
        == 1;
  }

  /** The clerk's own look at who the owner is, since then. */
  Optional<UUID> findCheck(RealmId realm, UUID orderId, byte[] owner, UUID account, Instant since) {
    return jdbc.sql(
            """
            select id from hall.identity_check
            where realm = :realm and order_id = :order and owner = :owner and account_id = :account and at >= :since
            order by at desc limit 1
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("owner", owner)
        .param("account", account)
        .param("since", utc(since))
        .query(UUID.class)
        .optional();
  }

  /** False when it is on file already. */
  boolean keep(RealmId realm, OnFile paper, UUID check, UUID account) {
    return jdbc.sql(
                """
                insert into hall.paper_on_file
                  (realm, id, owner, sort, order_id, paper_id, check_id, kept_by, kept_at, until, ends_at)
                values (:realm, :id, :owner, :sort, :order, :paper, :check, :account, :at, :until, :ends)
                on conflict do nothing
                """)
            .param("realm", realm.value())
            .param("id", paper.id())
            .param("owner", paper.owner())
            .param("sort", paper.sort())
            .param("order", paper.orderId())
            .param("paper", paper.paperId())
            .param("check", check)
            .param("account", account)
            .param("at", utc(paper.keptAt()))
            .param("until", paper.until())
            .param("ends", utc(paper.endsAt()))
            .update()
        == 1;
  }

  Optional<OnFile> lock(RealmId realm, UUID id) {
    return select(realm, "id = :id for update", Map.of("id", id)).stream().findAny();
  }

  List<OnFile> ofOwner(RealmId realm, byte[] owner) {
    return select(realm, "owner = :owner order by kept_at, id", Map.of("owner", owner));
  }

  /** Kept from this order, or used for it. */
  List<OnFile> ofOrder(RealmId realm, UUID orderId) {
    return select(
        realm,
        """
        (order_id = :order or id in (
           select u.on_file_id from hall.paper_use u where u.realm = :realm and u.order_id = :order))
        order by kept_at, id
        """,
        Map.of("order", orderId));
  }

  /** Whether its owner lets us keep this paper; then it is not given away. */
  boolean keeps(RealmId realm, UUID paperId) {
    return jdbc.sql(
            """
            select exists (
              select from hall.paper_on_file
              where realm = :realm and paper_id = :paper and withdrawn_at is null)
            """)
        .param("realm", realm.value())
        .param("paper", paperId)
        .query(Boolean.class)
        .single();
  }

  /** False when it was used for the order before. */
  boolean use(
      RealmId realm, UUID id, OnFile paper, UUID orderId, UUID check, UUID account, Instant at) {
    return jdbc.sql(
                """
                insert into hall.paper_use (realm, id, on_file_id, order_id, owner, check_id, account_id, at)
                values (:realm, :id, :paper, :order, :owner, :check, :account, :at) on conflict do nothing
                """)
            .param("realm", realm.value())
            .param("id", id)
            .param("paper", paper.id())
            .param("order", orderId)
            .param("owner", paper.owner())
            .param("check", check)
            .param("account", account)
            .param("at", utc(at))
            .update()
        == 1;
  }

  /** How often each served, by the owner. */
  List<Use> usesOf(RealmId realm, byte[] owner) {
    return uses(
        realm,
        "on_file_id in (select f.id from hall.paper_on_file f where f.realm = :realm and f.owner = :owner)",
        Map.of("owner", owner));
  }

  List<Use> usesFor(RealmId realm, UUID orderId) {
    return uses(realm, "order_id = :order", Map.of("order", orderId));
  }

  void withdraw(RealmId realm, UUID id, Through through, @Nullable UUID account, Instant at) {
    jdbc.sql(
            """
            update hall.paper_on_file set withdrawn_at = :at, withdrawn_through = :through, withdrawn_by = :account
            where realm = :realm and id = :id and withdrawn_at is null
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("through", through.name())
        .param("account", account)
        .param("at", utc(at))
        .update();
  }

  private List<Use> uses(RealmId realm, String where, Map<String, ?> params) {
    return jdbc.sql(
            "select on_file_id, order_id, at from hall.paper_use where realm = :realm and %s order by at"
                .formatted(where))
        .param("realm", realm.value())
        .params(params)
        .query(
            (rs, n) ->
                new Use(
                    rs.getObject("on_file_id", UUID.class),
                    rs.getObject("order_id", UUID.class),
                    Objects.requireNonNull(instant(rs, "at"))))
        .list();
  }

  private List<OnFile> select(RealmId realm, String where, Map<String, ?> params) {
    return jdbc.sql(
            """
            select id, owner, sort, order_id, paper_id, kept_at, until, ends_at, withdrawn_at
            from hall.paper_on_file where realm = :realm and %s
            """
                .formatted(where))
        .param("realm", realm.value())
        .params(params)
        .query(
            (rs, n) ->
                new OnFile(
                    rs.getObject("id", UUID.class),
                    rs.getBytes("owner"),
                    rs.getString("sort"),
                    rs.getObject("order_id", UUID.class),
                    rs.getObject("paper_id", UUID.class),
                    Objects.requireNonNull(instant(rs, "kept_at")),
                    rs.getObject("until", LocalDate.class),
                    Objects.requireNonNull(instant(rs, "ends_at")),
                    instant(rs, "withdrawn_at")))
        .list();
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

package org.yanzhen.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.catalogue.FieldType;
import org.yanzhen.catalogue.KindField;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;
import org.yanzhen.shared.Writes;

/**
 * What the steps of an order answered: what came of it when it was reported, and questions answered
 * or changed after the asking. What stood before stays.
 */
@Repository
class Answered {

  /**
   * One answer of a step, as it was written.
   *
   * @param before what stood there; null when nothing did
   * @param after null when it was taken away
   */
  record Given(
      int version,
      String code,
      boolean result,
      boolean stands,
      @Nullable String before,
      @Nullable String after) {}

  private final JdbcClient jdbc;
  private final Writes writes;
  private final Vault vault;

  Answered(JdbcClient jdbc, Writes writes, Vault vault) {
    this.jdbc = jdbc;
    this.writes = writes;
    this.vault = vault;
  }

  /** What came of it, as this step says; what an earlier one said of the same order is replaced. */
  void results(
      RealmId realm, UUID orderId, int version, List<KindField> asked, Map<String, String> values) {
    if (asked.isEmpty()) {
      return;
    }
    writes.later(
        """
            update orders.answered set stands = false
            where realm = :realm and order_id = :order and result and stands and version < :version
            """,
        Map.of("realm", realm.value(), "order", orderId, "version", version));
    for (KindField field : asked) {
      String value = values.getOrDefault(field.code(), "").strip();
      if (!value.isEmpty()) {
        insert(realm, orderId, version, field, true, null, value);
      }
    }
  }

  void changed(
      RealmId realm,
      UUID orderId,
      int version,
      KindField field,
      @Nullable String before,
      @Nullable String after) {
    insert(realm, orderId, version, field, false, before, after);
  }

  private void insert(
      RealmId realm,
      UUID orderId,
      int version,
      KindField field,
      boolean result,
      @Nullable String before,
      @Nullable String after) {
    boolean sealed = after != null && Answer.isPersonal(field.type(), after);
    boolean wasSealed = before != null && Answer.isPersonal(field.type(), before);
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("realm", realm.value());
    params.put("order", orderId);
    params.put("version", version);
    params.put("code", field.code());
    params.put("result", result);
    params.put("value", sealed ? null : after);
    params.put(
        "sealed",
        sealed
            ? vault.encrypt(realm, after, context("sealed", orderId, version, field.code()))
            : null);
    params.put("was", wasSealed ? null : before);
    params.put(
        "wasSealed",
        wasSealed
            ? vault.encrypt(realm, before, context("was_sealed", orderId, version, field.code()))
            : null);
    params.put(
        "amount",
        result && after != null && field.type() == FieldType.NUMBER ? new BigDecimal(after) : null);
    writes.later(
        """
            insert into orders.answered
              (realm, order_id, version, code, result, value, sealed, was, was_sealed, amount)
            values (:realm, :order, :version, :code, :result, :value, :sealed, :was, :wasSealed, :amount)
            """,
        params);
  }

  /** All of an order, by the version of the step. */
  Map<Integer, List<Given>> ofOrder(RealmId realm, UUID orderId) {
    Map<Integer, List<Given>> given = new TreeMap<>();
    jdbc.sql(
            """
            select version, code, result, stands, value, sealed, was, was_sealed from orders.answered
            where realm = :realm and order_id = :order order by version, code
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(
            (java.sql.ResultSet rs) -> {
              int version = rs.getInt("version");
              String code = rs.getString("code");
              String value = rs.getString("value");
              String was = rs.getString("was");
              given
                  .computeIfAbsent(version, v -> new ArrayList<>())
                  .add(
                      new Given(
                          version,
                          code,
                          rs.getBoolean("result"),
                          rs.getBoolean("stands"),
                          was == null
                              ? vault.decrypt(
                                  realm,
                                  rs.getBytes("was_sealed"),
                                  context("was_sealed", orderId, version, code))
                              : was,
                          value == null
                              ? vault.decrypt(
                                  realm,
                                  rs.getBytes("sealed"),
                                  context("sealed", orderId, version, code))
                              : value));
            });
    return given;
  }

  /** The answers beside the order's own row, after some of them changed. */
  void keep(
      RealmId realm,
      UUID orderId,
      String open,
      List<UUID> uploadsAdded,
      List<UUID> uploadsReplaced) {
    jdbc.sql(
            """
            update orders.orders
            set fields = :open::jsonb,
                attachments = array(
                  select id from unnest(attachments || :added::uuid[]) as id
                  where id <> all(:replaced::uuid[]))
            where realm = :realm and id = :order
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("open", open)
        .param("added", uploadsAdded.toArray(UUID[]::new))
        .param("replaced", uploadsReplaced.toArray(UUID[]::new))
        .update();
  }

  private static String context(String column, UUID orderId, int version, String code) {
    return "orders.answered." + column + "/" + orderId + "/" + version + "/" + code;
  }
}

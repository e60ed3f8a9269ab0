package org.yanzhen.order;

import static org.yanzhen.order.OrderRowMapper.COLUMNS;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;
import org.yanzhen.shared.Writes;

/** Who asked and for whom: names and numbers, encrypted, apart from the order. */
@Repository
class ContactStore {

  /**
   * @param principalName for whom somebody else asked
   */
  record Contact(
      @Nullable String name,
      @Nullable String phone,
      @Nullable String principalName,
      @Nullable String principalPhone) {

    static final Contact NONE = new Contact(null, null, null, null);
  }

  private final JdbcClient jdbc;
  private final Writes writes;
  private final OrderRowMapper rows;
  private final Vault vault;

  ContactStore(JdbcClient jdbc, Writes writes, OrderRowMapper rows, Vault vault) {
    this.jdbc = jdbc;
    this.writes = writes;
    this.rows = rows;
    this.vault = vault;
  }

  void insert(RealmId realm, UUID orderId, Contact contact) {
    if (contact.equals(Contact.NONE)) {
      return;
    }
    String phone = contact.phone();
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("realm", realm.value());
    params.put("id", orderId);
    params.put("name", encrypted(realm, contact.name(), "name", orderId));
    params.put("phone", encrypted(realm, phone, "phone", orderId));
    params.put(
        "index", phone == null ? null : vault.blindIndex(realm, phone, "orders.contact.phone"));
    params.put(
        "principalName", encrypted(realm, contact.principalName(), "principal_name", orderId));
    params.put(
        "principalPhone", encrypted(realm, contact.principalPhone(), "principal_phone", orderId));
    writes.later(
        """
            insert into orders.contact (realm, order_id, name, phone, phone_index, principal_name, principal_phone)
            values (:realm, :id, :name, :phone, :index, :principalName, :principalPhone)
            """,
        params);
  }

  Contact of(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select name, phone, principal_name, principal_phone from orders.contact
            where realm = :realm and order_id = :id
            """)
        .param("realm", realm.value())
        .param("id", orderId)
        .query(
            (rs, n) ->
                new Contact(
                    decrypted(realm, rs, "name", orderId),
                    decrypted(realm, rs, "phone", orderId),
                    decrypted(realm, rs, "principal_name", orderId),
                    decrypted(realm, rs, "principal_phone", orderId)))
        .optional()
        .orElse(Contact.NONE);
  }

  /** The orders asked for from this number, the newest first. */
  List<OrderRow> byPhone(RealmId realm, String phone, int limit) {
    return jdbc.sql(
            """
            select %s from orders.orders
            where realm = :realm and id in (
              select order_id from orders.contact where realm = :realm and phone_index = :index)
            order by created_at desc, id desc limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("index", vault.blindIndex(realm, phone, "orders.contact.phone"))
        .param("limit", limit)
        .query(rows)
        .list();
  }

  private byte @Nullable [] encrypted(
      RealmId realm, @Nullable String text, String column, UUID orderId) {
    return vault.encrypt(realm, text, "orders.contact." + column + "/" + orderId);
  }

  private @Nullable String decrypted(RealmId realm, ResultSet rs, String column, UUID orderId)
      throws SQLException {
    return vault.decrypt(realm, rs.getBytes(column), "orders.contact." + column + "/" + orderId);
  }
}

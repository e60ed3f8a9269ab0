package org.yanzhen.hall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;

/** Who a message came from: a name as the source gave it, or a number, which is kept encrypted. */
@Component
class Senders {

  private static final Pattern NUMBER = Pattern.compile("[+]?[0-9][0-9 -]{2,28}");
  private static final String CONTEXT = "hall.intake_item.requester_phone/";
  private static final int AT_ONCE = 200;

  private final JdbcClient jdbc;
  private final Vault vault;

  Senders(JdbcClient jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  static boolean isNumber(@Nullable String requester) {
    return requester != null && NUMBER.matcher(requester).matches();
  }

  byte @Nullable [] seal(RealmId realm, UUID item, @Nullable String requester) {
    return isNumber(requester) ? vault.encrypt(realm, requester, CONTEXT + item) : null;
  }

  /** From a row with {@code id}, {@code requester} and {@code requester_phone}. */
  @Nullable String of(RealmId realm, ResultSet rs) throws SQLException {
    String name = rs.getString("requester");
    return name != null
        ? name
        : vault.decrypt(
            realm, rs.getBytes("requester_phone"), CONTEXT + rs.getObject("id", UUID.class));
  }

  /** Numbers that stood in the clear before they were sealed; false when there are no more. */
  boolean sealOld(RealmId realm) {
    record Clear(UUID id, String requester) {}
    List<Clear> clear =
        jdbc.sql(
                """
                select id, requester from hall.intake_item
                where realm = :realm and requester ~ '^[+]?[0-9][0-9 -]{2,28}$' limit :limit for update
                """)
            .param("realm", realm.value())
            .param("limit", AT_ONCE)
            .query((rs, n) -> new Clear(rs.getObject("id", UUID.class), rs.getString("requester")))
            .list();
    for (Clear one : clear) {
      jdbc.sql(
              """
              update hall.intake_item set requester = null, requester_phone = :phone
              where realm = :realm and id = :id
              """)
          .param("realm", realm.value())
          .param("id", one.id())
          .param("phone", vault.encrypt(realm, one.requester(), CONTEXT + one.id()))
          .update();
    }
    return clear.size() == AT_ONCE;
  }
}

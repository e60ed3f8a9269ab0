package org.yanzhen.hall;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;

/** Which kinds a connected system may place without a person having looked. */
@Repository
class TrustedKinds {

  private final JdbcClient jdbc;

  TrustedKinds(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean contains(RealmId realm, UUID system, String kind) {
    return jdbc.sql(
            """
            select exists (
              select from hall.trusted_kind
              where realm = :realm and account_id = :system and kind = :kind)
            """)
        .param("realm", realm.value())
        .param("system", system)
        .param("kind", kind)
        .query(Boolean.class)
        .single();
  }

  Set<String> of(RealmId realm, UUID system) {
    return new TreeSet<>(
        jdbc.sql("select kind from hall.trusted_kind where realm = :realm and account_id = :system")
            .param("realm", realm.value())
            .param("system", system)
            .query(String.class)
            .list());
  }

  /** These and no others. */
  void set(RealmId realm, UUID system, Collection<String> kinds) {
    jdbc.sql("delete from hall.trusted_kind where realm = :realm and account_id = :system")
        .param("realm", realm.value())
        .param("system", system)
        .update();
    jdbc.sql(
            """
            insert into hall.trusted_kind (realm, account_id, kind)
            select :realm, :system, kind from unnest(:kinds::text[]) kind
            """)
        .param("realm", realm.value())
        .param("system", system)
        .param("kinds", kinds.toArray(String[]::new))
        .update();
  }
}

package org.yanzhen.dispatch;

import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;

/**
 * How much somebody may have in hand is read and then decided on; whoever decides on the same
 * person meanwhile waits here until the first has ended, and then reads what came of it.
 *
 * <p>Always before any order is locked, and all people of one command together: then nobody waits
 * for somebody who waits for them.
 */
@Repository
class Hands {

  private final JdbcClient jdbc;

  Hands(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Holds these people's hands until the transaction ends. */
  void hold(RealmId realm, Collection<UUID> persons) {
    String[] inOrder =
        persons.stream()
            .distinct()
            .sorted()
            .map(person -> "dispatch.hand/%d/%s".formatted(realm.value(), person))
            .toArray(String[]::new);
    jdbc.sql(
            """
            select pg_advisory_xact_lock(hashtextextended(hand.name, 0)) from unnest(:hands) as hand (name)
            """)
        .param("hands", inOrder)
        .query((rs, n) -> 0)
        .list();
  }
}

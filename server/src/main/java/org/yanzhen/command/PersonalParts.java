package org.yanzhen.command;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.yanzhen.shared.RealmId;

/** The words of people in commands, for erasing them; the commands and their seal stay whole. */
@Service
public class PersonalParts {

  private final JdbcClient jdbc;

  PersonalParts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Erases the words of what was commanded of an order and its calls, messages and call-backs. Call
   * inside a command.
   *
   * @param steps commands that were its steps; those that moved many orders at once keep what they
   *     say of the others
   * @param named what other commands about it name
   * @return of how many commands
   */
  public int erase(RealmId realm, Collection<UUID> steps, Collection<UUID> named) {
    List<UUID> about =
        jdbc.sql("select * from command.about(:named)")
            .param("named", named.stream().map(UUID::toString).toArray(String[]::new))
            .query(UUID.class)
            .list();
    return jdbc.sql(
            """
            delete from command.personal_part p using command.command c
            where p.realm = :realm and c.realm = p.realm and c.id = p.command_id
              and (p.command_id = any(:about)
                or (p.command_id = any(:steps)
                  and (split_part(c.type, '.', 1) in ('order', 'hall', 'notice') or c.body ->> 'orderId' = any(:named))))
            """)
        .param("realm", realm.value())
        .param("about", about.toArray(UUID[]::new))
        .param("named", named.stream().map(UUID::toString).toArray(String[]::new))
        .param("steps", steps.toArray(UUID[]::new))
        .update();
  }
}

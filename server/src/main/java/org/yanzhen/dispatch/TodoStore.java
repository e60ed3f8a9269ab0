package org.yanzhen.dispatch;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;

/** What is to be done by itself, as rows with their time. */
@Repository
class TodoStore {

  enum What {
    /** An order is to find its person. */
    ORDER,
    /** Somebody is or will be on leave. */
    AWAY,
    /** Somebody has left. */
    GONE,
    /** Nobody has answered whoever would take an order over. */
    CONTEST
  }

  /**
   * @param version the order's; 0 for a person
   */
  record Todo(What what, UUID subject, int version, Instant dueAt) {}

  private final JdbcClient jdbc;

  TodoStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void put(RealmId realm, Todo todo) {
    jdbc.sql(
            """
            insert into dispatch.todo (realm, what, subject, version, due_at)
            values (:realm, :what, :subject, :version, :due) on conflict do nothing
            """)
        .param("realm", realm.value())
        .param("what", todo.what().name())
        .param("subject", todo.subject())
        .param("version", todo.version())
        .param("due", DecisionStore.utc(todo.dueAt()))
        .update();
  }

  void remove(RealmId realm, Todo todo) {
    jdbc.sql(
            """
            delete from dispatch.todo
            where realm = :realm and what = :what and subject = :subject and version = :version and due_at = :due
            """)
        .param("realm", realm.value())
        .param("what", todo.what().name())
        .param("subject", todo.subject())
        .param("version", todo.version())
        .param("due", DecisionStore.utc(todo.dueAt()))
        .update();
  }

  List<Todo> due(RealmId realm, Instant now) {
    return jdbc.sql(
            """
            select what, subject, version, due_at from dispatch.todo
            where realm = :realm and due_at <= :now order by due_at limit 200
            """)
        .param("realm", realm.value())
        .param("now", DecisionStore.utc(now))
        .query(
            (rs, n) ->
                new Todo(
                    What.valueOf(rs.getString("what")),
                    rs.getObject("subject", UUID.class),
                    rs.getInt("version"),
                    rs.getObject("due_at", OffsetDateTime.class).toInstant()))
        .list();
  }
}

package org.yanzhen.support;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.yanzhen.boot.TestHouse;

/** The database behind the application's back. */
public final class Sql {

  private Sql() {}

  /** As the role that owns the tables, which row-level security does not bind. */
  public static JdbcClient owner() {
    String[] login = TestHouse.owner();
    // A connection a statement: one that is kept would be one of sixty until it is collected.
    return JdbcClient.create(new DriverManagerDataSource(login[0], login[1], login[2]));
  }

  /** As the serving role, without a realm. */
  public static JdbcClient app() {
    return client(TestHouse.app());
  }

  public static Connection connectAsApp() throws SQLException {
    String[] login = TestHouse.app();
    return DriverManager.getConnection(login[0], login[1], login[2]);
  }

  /** As whoever the log-in is: address, name, password. */
  public static JdbcClient client(String[] login) {
    return JdbcClient.create(new SingleConnectionDataSource(login[0], login[1], login[2], true));
  }

  /** Work of the owner that leaves nothing behind. */
  public static <T> T inRolledBackTransaction(Function<JdbcClient, T> work) {
    String[] login = TestHouse.owner();
    try (Connection connection = DriverManager.getConnection(login[0], login[1], login[2])) {
      connection.setAutoCommit(false);
      T result = work.apply(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
      connection.rollback();
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

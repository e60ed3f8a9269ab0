package org.yanzhen.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The embedded database beside the server: asked by the owner, who sees every realm. */
final class Database {

  private final int port;
  private final String ownerPassword;
  private final String superPassword;
  private final String appPassword;

  Database(Server server) {
    this.port = server.databasePort();
    this.ownerPassword = server.databasePassword("owner");
    this.superPassword = server.databasePassword("superuser");
    this.appPassword = server.databasePassword("app");
  }

  int port() {
    return port;
  }

  String appPassword() {
    return appPassword;
  }

  /** The first column. */
  List<String> rows(String sql) {
    try (Connection connection = connect("yanzhen_owner", ownerPassword);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  String value(String sql) {
    return rows(sql).getFirst();
  }

  void execute(List<String> statements) {
    run("yanzhen_owner", ownerPassword, statements);
  }

  void executeAsSuperuser(List<String> statements) {
    run("postgres", superPassword, statements);
  }

  private void run(String user, String password, List<String> statements) {
    try (Connection connection = connect(user, password);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        try {
          statement.execute(sql);
        } catch (SQLException e) {
          throw new IllegalStateException(sql, e);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect(String user, String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/yanzhen", user, password);
  }
}

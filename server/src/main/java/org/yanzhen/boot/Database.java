package org.yanzhen.boot;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL the house stands on, embedded or external, proven durable before anything is
 * served.
 *
 * @param url JDBC address without credentials, with whatever else it was given (TLS above all)
 * @param owner migrates; owns every table
 * @param app serves; owns nothing
 */
record Database(String url, Login owner, Login app, @Nullable EmbeddedPostgres embedded)
    implements AutoCloseable {

  record Login(String name, String password) {}

  private static final String SUPERUSER = "postgres";

  /** The start of a process is known to the tick, and the clock may have been set since. */
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(10);

  /** Starts the folder's own server, after stopping one that a killed run left behind. */
  static Database embedded(DataFolder folder) {
    stopOrphan(folder);
    String superPassword = folder.secret("database.superuser");
    Login owner = new Login("yanzhen_owner", folder.secret("database.owner"));
    Login app = new Login("yanzhen_app", folder.secret("database.app"));
    int port = folder.databasePort();
    EmbeddedPostgres server = start(folder, superPassword, port);
    try {
      String admin = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
      String url = discreet("jdbc:postgresql://127.0.0.1:%d/yanzhen".formatted(port));
      try (Connection connection = connect(admin, new Login(SUPERUSER, superPassword))) {
        makeLogin(connection, owner, "nosuperuser nocreatedb nocreaterole");
        makeLogin(connection, app, "nosuperuser nocreatedb nocreaterole nobypassrls");
        limit(connection, app);
        if (!exists(connection, "select from pg_database where datname = 'yanzhen'")) {
          execute(connection, "create database yanzhen owner yanzhen_owner");
        }
      }
      Database database = new Database(url, owner, app, server);
      database.prove();
      return database;
    } catch (SQLException e) {
      close(server);
      throw new StartFailure("The embedded database did not accept its set-up: " + e.getMessage());
    } catch (StartFailure e) {
      close(server);
      throw e;
    }
  }

  /**
   * Uses a server somewhere else; the user of the URL is the owner and must be able to create the
   * serving role.
   */
  static Database external(String jdbcUrl, DataFolder folder) {
    Properties parsed = org.postgresql.Driver.parseURL(jdbcUrl, null);
    if (parsed == null || parsed.getProperty("user") == null) {
      throw new StartFailure(
          "--db needs a PostgreSQL address with its owner, e.g. jdbc:postgresql://host:5432/yanzhen?user=…&password=…");
    }
    String url = discreet(withoutCredentials(jdbcUrl));
    Login owner = new Login(parsed.getProperty("user"), parsed.getProperty("password", ""));
    String name =
        parsed
            .getProperty("PGDBNAME", "yanzhen")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9_]", "_");
    Login app = new Login(name + "_app", folder.secret("external.app"));
    try (Connection connection = connect(url, owner)) {
      makeLogin(connection, app, "");
      limit(connection, app);
      execute(
          connection,
          "grant connect on database "
              + quote(parsed.getProperty("PGDBNAME", "yanzhen"))
              + " to "
              + app.name());
    } catch (SQLException e) {
      throw new StartFailure(
          "The database at %s cannot be used as %s: %s"
              .formatted(shown(url), owner.name(), firstLine(e)));
    }
    Database database = new Database(url, owner, app, null);
    database.prove();
    return database;
  }

  /**
   * What the server says of a row it refuses is the row: names, numbers and words. It goes into no
   * exception, and so into no log.
   */
  private static String discreet(String url) {
    return url + (url.indexOf('?') < 0 ? "?" : "&") + "logServerErrorDetail=false";
  }

  /**
   * Only the log-in, and what goes into logs, is ours to change; how the way there is secured is
   * the operator's word.
   */
  static String withoutCredentials(String jdbcUrl) {
    int question = jdbcUrl.indexOf('?');
    if (question < 0) {
      return jdbcUrl;
    }
    String kept =
        Arrays.stream(jdbcUrl.substring(question + 1).split("&"))
            .filter(
                option ->
                    !option.isEmpty()
                        && !option.matches("(user|password|logServerErrorDetail)(=.*)?"))
            .collect(Collectors.joining("&"));
    return jdbcUrl.substring(0, question) + (kept.isEmpty() ? "" : "?" + kept);
  }

  /** For a person at a terminal: options may hold secrets, such as a key's password. */
  private static String shown(String url) {
    return url.replaceAll("[?].*$", "");
  }

  private static EmbeddedPostgres start(DataFolder folder, String superPassword, int port) {
    Path passwordFile = folder.path("initdb.password");
    try {
      if (!DataFolder.hasDatabase(folder.root())) {
        Files.writeString(folder.ownersFile("initdb.password"), superPassword + "\n");
      }
      ProcessBuilder.Redirect log =
          ProcessBuilder.Redirect.appendTo(folder.ownersFile("postgres.log").toFile());
      try {
        return EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(folder.path("runtime").toFile())
            .setDataDirectory(folder.path("postgres"))
            .setCleanDataDirectory(false)
            .setPort(port)
            .setPGStartupWait(Duration.ofSeconds(60))
            .setRegisterShutdownHook(false)
            // Options of initdb come after the library's own "-A trust", and the last one wins.
            .setLocaleConfig("locale", "C.UTF-8")
            .setLocaleConfig("auth", "scram-sha-256")
            .setLocaleConfig("pwfile", passwordFile.toString())
            .setConnectConfig("user", SUPERUSER)
            .setConnectConfig("password", superPassword)
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("password_encryption", "scram-sha-256")
            .setServerConfig("timezone", "UTC")
            .setServerConfig("max_connections", "60")
            .setServerConfig("shared_buffers", SharedMemory.of(folder.path("postgres")))
            .setServerConfig("wal_compression", "on")
            // Plans are kept (see limit()). Those made while a table was new and empty name any
            // index that begins with the realm, until the first statistics are there: soon.
            .setServerConfig("autovacuum_naptime", "10s")
            .setServerConfig("logging_collector", "off")
            // An error without the row it was about, see discreet().
            .setServerConfig("log_error_verbosity", "terse")
            .setErrorRedirector(log)
            .setOutputRedirector(log)
            .start();
      } finally {
        Files.deleteIfExists(passwordFile);
        folder.closeToOthers();
      }
    } catch (IOException | IllegalStateException e) {
      throw new StartFailure(
          "The embedded database did not start (%s); its own words are in %s"
              .formatted(e.getMessage(), folder.path("postgres.log")));
    }
  }

  /**
   * A killed run leaves its postmaster behind. Our lock is held, so whatever still serves from the
   * folder is such a one. After a reboot the number in its file may be anybody's.
   */
  private static void stopOrphan(DataFolder folder) {
    Path cluster = folder.path("postgres");
    Path pidFile = cluster.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    long pid;
    Instant startedAt;
    try {
      List<String> lines = Files.readAllLines(pidFile);
      pid = Long.parseLong(lines.getFirst().strip());
      startedAt = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
    } catch (IOException | RuntimeException e) {
      return; // PostgreSQL itself judges a pid file it cannot read
    }
    ProcessHandle process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive).orElse(null);
    if (process == null) {
      return;
    }
    if (!servesFrom(process, cluster)) {
      forgetIfYounger(process, startedAt, pidFile);
      return;
    }
    System.out.println(
        "Stopping the database that an earlier run left behind (process " + pid + ") …");
    // Its clients died with that run, so a smart shutdown comes to an end by itself.
    process.destroy();
    try {
      process.onExit().get(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new StartFailure(
          "The database left by an earlier run (process %d) does not stop. Stop it by hand and start again."
              .formatted(pid));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("Interrupted.");
    }
  }

  private static boolean servesFrom(ProcessHandle process, Path cluster) {
    boolean postgres =
        process.info().command().map(command -> command.endsWith("postgres")).orElse(false);
    if (!postgres) {
      return false;
    }
    Path place = Path.of("/proc", Long.toString(process.pid()), "cwd");
    try {
      if (Files.exists(place)) {
        return Files.isSameFile(place, cluster);
      }
      List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
      int data = arguments.indexOf("-D") + 1;
      return data > 0
          && data < arguments.size()
          && Files.isSameFile(Path.of(arguments.get(data)), cluster);
    } catch (IOException e) {
      return false; // not to be looked into: not ours
    }
  }

  /**
   * PostgreSQL does not start while the process its file names lives, whoever that is. One that
   * began after the file was written only got the number.
   */
  private static void forgetIfYounger(ProcessHandle process, Instant startedAt, Path pidFile) {
    boolean younger =
        process
            .info()
            .startInstant()
            .filter(began -> began.isAfter(startedAt.plus(CLOCK_SLACK)))
            .isPresent();
    if (!younger) {
      return;
    }
    try {
      Files.delete(pidFile);
    } catch (IOException e) {
      throw new StartFailure("%s cannot be deleted: %s".formatted(pidFile, e.getMessage()));
    }
  }

  private static void makeLogin(Connection connection, Login login, String attributes)
      throws SQLException {
    boolean known =
        exists(connection, "select from pg_roles where rolname = '" + login.name() + "'");
    execute(
        connection,
        "%s role %s login %s password '%s'"
            .formatted(known ? "alter" : "create", login.name(), attributes, login.password()));
  }

  /** Limits that hold whatever the code forgets; the audit seal relies on the first. */
  private static void limit(Connection connection, Login app) throws SQLException {
    for (String setting :
        List.of(
            "transaction_timeout = '60s'",
            "idle_in_transaction_session_timeout = '60s'",
            "lock_timeout = '10s'",
            "statement_timeout = '30s'",
            // Our statements are few and asked again and again: planning them each time cost half
            // of a worklist's page.
            "plan_cache_mode = 'force_generic_plan'")) {
      execute(connection, "alter role %s set %s".formatted(app.name(), setting));
    }
  }

  /** Reads back what the promises of this house rest on, and refuses to serve otherwise. */
  private void prove() {
    List<String> broken = new ArrayList<>();
    try (Connection connection = connect(url, owner)) {
      expect(broken, connection, "fsync", "on");
      expect(broken, connection, "full_page_writes", "on");
      expect(broken, connection, "password_encryption", "scram-sha-256");
      expect(broken, connection, "server_encoding", "UTF8");
      if (Integer.parseInt(show(connection, "server_version_num")) < 180000) {
        broken.add("PostgreSQL " + show(connection, "server_version") + " is older than 18");
      }
      String locale =
          value(
              connection,
              "select coalesce(datlocale, datctype) from pg_database where datname = current_database()");
      if (!locale.replace("-", "").equalsIgnoreCase("C.UTF8")) {
        broken.add("the locale is " + locale + ", not C.UTF-8");
      }
      if (!exists(connection, "select from pg_extension where extname = 'pg_trgm'")) {
        execute(connection, "create extension pg_trgm");
      }
      if (!exists(connection, "select where show_trgm('龙') <> '{}'")) {
        broken.add("Chinese text has no trigrams: every search would scan everything");
      }
    } catch (SQLException e) {
      throw new StartFailure(
          "The database at %s cannot be used: %s".formatted(shown(url), firstLine(e)));
    }
    try (Connection connection = connect(url, app)) {
      // As the serving role sees it: a role or a database may carry settings of its own.
      expect(broken, connection, "synchronous_commit", "on");
      if (exists(
          connection,
          "select from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)")) {
        broken.add("the serving role " + app.name() + " could pass row-level security");
      }
    } catch (SQLException e) {
      broken.add("the serving role cannot connect: " + firstLine(e));
    }
    try (Connection connection =
        connect(url, new Login(app.name(), "certainly not the password"))) {
      broken.add(
          "it lets "
              + connection.getMetaData().getUserName()
              + " in without the right password (no scram)");
    } catch (SQLException e) {
      // Refused, as it must be.
    }
    if (!broken.isEmpty()) {
      throw new StartFailure(
          "The database at %s is not safe to serve from: %s."
              .formatted(shown(url), String.join("; ", broken)));
    }
  }

  private static void expect(
      List<String> broken, Connection connection, String setting, String wanted)
      throws SQLException {
    String actual = show(connection, setting);
    if (!actual.equals(wanted)) {
      broken.add("%s is %s, not %s".formatted(setting, actual, wanted));
    }
  }

  private static String show(Connection connection, String setting) throws SQLException {
    return value(connection, "show " + setting);
  }

  private static String value(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static boolean exists(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static Connection connect(String url, Login login) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", login.name());
    properties.setProperty("password", login.password());
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("socketTimeout", "60");
    return DriverManager.getConnection(url, properties);
  }

  private static String firstLine(SQLException e) {
    String message = e.getMessage();
    return message == null ? e.getSQLState() : message.lines().findFirst().orElse("");
  }

  private static void close(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (embedded != null) {
      close(embedded);
    }
  }
}

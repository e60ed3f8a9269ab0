package org.yanzhen.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.yanzhen.access.Realms.Purpose;

/**
 * One embedded database for all tests of a run, made the way the product makes it, and the demo
 * county in realm 1.
 */
public final class TestHouse
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static DataFolder folder;
  private static Database database;

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    House.Plan plan = new House.Plan(Path.of("."), null, 0, Purpose.DEMO);
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("house", House.properties(plan, folder(), database)));
    // What other tests leave waiting must not move a ranking at a moment nobody chose: a test that
    // wants the formation reads it itself.
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("by-hand", Map.of("yanzhen.formation", "false")));
  }

  /**
   * JDBC address and log-in of the role that owns everything, for tests that look behind the
   * application.
   */
  public static String[] owner() {
    folder();
    return new String[] {database.url(), database.owner().name(), database.owner().password()};
  }

  /** The serving role, as the application uses it. */
  public static String[] app() {
    folder();
    return new String[] {database.url(), database.app().name(), database.app().password()};
  }

  /** The cluster's superuser, for tests that need a database of another make. */
  public static String[] superuser() {
    return new String[] {
      folder() == null ? "" : database.url().replaceAll("/[^/]*$", "/postgres"),
      "postgres",
      folder.secret("database.superuser")
    };
  }

  /** What its PostgreSQL writes. */
  static Path databaseLog() {
    return folder().path("postgres.log");
  }

  /** Number of the process of its PostgreSQL. */
  static long databaseProcess() throws IOException {
    return Long.parseLong(
        Files.readAllLines(folder().path("postgres").resolve("postmaster.pid")).getFirst().strip());
  }

  private static synchronized DataFolder folder() {
    if (folder == null) {
      try {
        Path root = Files.createTempDirectory("yanzhen-test");
        folder = DataFolder.open(root);
        database = Database.embedded(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(root)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return folder;
  }

  private static void remove(Path root) {
    database.close();
    folder.close();
    try (Stream<Path> files = Files.walk(root)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.yanzhen.boot;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.yanzhen.access.Realms.Purpose;
import org.yanzhen.replay.SimulatedClock;

/**
 * A running house: data folder, database and application, opened in this order and closed in the
 * other.
 */
public final class House implements AutoCloseable {

  /**
   * @param port 0 for a free one
   * @param jdbcUrl an external database, or null for the embedded one
   * @param purpose of the county an empty house is furnished with; null leaves it empty
   * @param clock a simulated one, for a throw-away county on its own database and for no other
   *     house
   */
  public record Plan(
      Path data,
      @Nullable String jdbcUrl,
      int port,
      @Nullable Purpose purpose,
      @Nullable SimulatedClock clock) {
    public Plan {
      if (clock != null && (purpose != Purpose.THROW_AWAY || jdbcUrl != null)) {
        throw new IllegalArgumentException("time is simulated in a throw-away county only");
      }
    }

    public Plan(Path data, @Nullable String jdbcUrl, int port, @Nullable Purpose purpose) {
      this(data, jdbcUrl, port, purpose, null);
    }
  }

  private final DataFolder folder;
  private final Database database;
  private final ConfigurableApplicationContext application;
  private boolean closed;

  private House(DataFolder folder, Database database, ConfigurableApplicationContext application) {
    this.folder = folder;
    this.database = database;
    this.application = application;
  }

  /**
   * Starts everything; an empty data folder gets the demo county.
   *
   * @throws StartFailure with one line that says what is wrong
   */
  public static House open(SpringApplication spring, Plan plan) {
    checkPort(plan.port());
    DataFolder folder = DataFolder.open(plan.data());
    Database database = null;
    ConfigurableApplicationContext application = null;
    try {
      database =
          plan.jdbcUrl() == null
              ? Database.embedded(folder)
              : Database.external(plan.jdbcUrl(), folder);
      spring.setRegisterShutdownHook(false);
      // Before everything else: what was proven above, and this machine only, is not to be talked
      // out of by an environment that happens to be set.
      Map<String, Object> properties = properties(plan, folder, database);
      spring.addInitializers(
          context ->
              context
                  .getEnvironment()
                  .getPropertySources()
                  .addFirst(new MapPropertySource("house", properties)));
      SimulatedClock clock = plan.clock();
      if (clock != null) {
        spring.addInitializers(context -> simulate((GenericApplicationContext) context, clock));
      }
      application = spring.run();
      House house = new House(folder, database, application);
      folder.noteRunning(house.address());
      return house;
    } catch (RuntimeException e) {
      if (application != null) {
        application.close();
      }
      if (database != null) {
        database.close();
      }
      folder.close();
      throw inOneLine(e);
    }
  }

  private static void simulate(GenericApplicationContext context, SimulatedClock clock) {
    context.registerBean(
        "simulatedClock", SimulatedClock.class, () -> clock, bean -> bean.setPrimary(true));
  }

  /** What the application is told; the same in tests. */
  static Map<String, Object> properties(Plan plan, DataFolder folder, Database database) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("server.port", plan.port());
    // Without TLS; and a demo's passwords are known to everybody.
    properties.put("server.address", "127.0.0.1");
    properties.put("spring.datasource.url", database.url());
    properties.put("spring.datasource.username", database.app().name());
    properties.put("spring.datasource.password", database.app().password());
    properties.put("spring.flyway.url", database.url());
    properties.put("spring.flyway.user", database.owner().name());
    properties.put("spring.flyway.password", database.owner().password());
    properties.put("spring.flyway.placeholders.app", database.app().name());
    properties.put("yanzhen.files", folder.path("files").toString());
    properties.put("yanzhen.furnish", plan.purpose() == null ? "" : plan.purpose().name());
    properties.put("yanzhen.keys", folder.path("keys").toString());
    return properties;
  }

  private static void checkPort(int port) {
    if (port == 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (java.io.IOException e) {
      throw new StartFailure("Port %d is taken. Choose another with --port.".formatted(port));
    }
  }

  private static RuntimeException inOneLine(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartFailure failure) {
        return failure;
      }
      if (cause instanceof FlywayException && cause.getMessage() != null) {
        return new StartFailure(
            "The database could not be brought to this version: "
                + cause.getMessage().strip().replaceAll("\\s+", " "));
      }
    }
    return e;
  }

  /** Where it answers, e.g. {@code http://127.0.0.1:8080}. */
  public String address() {
    return "http://127.0.0.1:"
        + Objects.requireNonNull(((ServletWebServerApplicationContext) application).getWebServer())
            .getPort();
  }

  public <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    application.close();
    database.close();
    folder.close();
  }
}

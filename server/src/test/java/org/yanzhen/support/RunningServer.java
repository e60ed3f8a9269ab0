package org.yanzhen.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The product as a process of its own, to be killed hard and started again. */
public final class RunningServer implements AutoCloseable {

  /** How a process that should not start ended. */
  public record Ended(int status, List<String> lines) {}

  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

  private final Path data;
  private final Process process;
  private final CompletableFuture<String> address = new CompletableFuture<>();
  private final List<String> lines = new ArrayList<>();

  private RunningServer(Path data, Process process) {
    this.data = data;
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /** Starts it and waits until it answers. */
  public static RunningServer start(Path data) {
    return start(data, 0);
  }

  /**
   * As {@link #start(Path)}, at a certain port: a phone must find the server again where it was.
   */
  public static RunningServer start(Path data, int port) {
    RunningServer server =
        new RunningServer(
            data, launch("up", "--data", data.toString(), "--port", Integer.toString(port)));
    server.address();
    return server;
  }

  /** As {@link #start(Path)}, with something set in its environment. */
  public static RunningServer start(Path data, Map<String, String> environment) {
    RunningServer server =
        new RunningServer(
            data, launch(environment, "up", "--data", data.toString(), "--port", "0"));
    server.address();
    return server;
  }

  /** Runs a command to its end. */
  public static Ended run(String... arguments) {
    Process process = launch(arguments);
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(90, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("hangs: " + output);
      }
      return new Ended(
          process.exitValue(), output.lines().filter(line -> !line.startsWith("WARNING")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Process launch(String... arguments) {
    return launch(Map.of(), arguments);
  }

  private static Process launch(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            // As the launcher starts it: with the beans that the build has found.
            "-Dspring.aot.enabled=true"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.yanzhen.Yanzhen"));
    command.addAll(List.of(arguments));
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (lines) {
          lines.add(line);
        }
        Matcher found = ADDRESS.matcher(line);
        if (line.contains("the door") && found.find()) {
          address.complete(found.group());
        }
      }
    } catch (IOException e) {
      // the process is gone
    } finally {
      address.completeExceptionally(
          new IllegalStateException("ended before it answered: " + lines()));
    }
  }

  public String address() {
    return address.orTimeout(120, TimeUnit.SECONDS).join();
  }

  public List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /**
   * As a power cut does to the program: no shutdown hook runs, the database process stays behind.
   */
  public void killHard() {
    process.destroyForcibly().onExit().join();
  }

  /** As Ctrl-C does. */
  public void stop() {
    process.destroy();
    process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** Its database, as the owner. */
  public JdbcClient database() {
    Properties port = load(data.resolve("yanzhen.properties"));
    Properties secrets = load(data.resolve("secrets.properties"));
    return JdbcClient.create(
        new DriverManagerDataSource(
            "jdbc:postgresql://127.0.0.1:%s/yanzhen".formatted(port.getProperty("database.port")),
            "yanzhen_owner",
            secrets.getProperty("database.owner")));
  }

  /** Whether anything of it still runs: the process itself or its database. */
  public boolean leavesNothingRunning() {
    Path pidFile = data.resolve("postgres/postmaster.pid");
    return !process.isAlive() && !Files.exists(pidFile);
  }

  private static Properties load(Path file) {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
  }
}

package org.yanzhen.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The product's own server, as the launcher starts it, in a process of its own. */
final class Server implements AutoCloseable {

  /**
   * @param jvm the launcher's options
   * @param aot the start-up cache, or null to start without
   */
  record Plan(Path app, @Nullable Path aot, List<String> jvm, Path data, Path log) {}

  /**
   * Resident memory in MB.
   *
   * @param postgres shared pages counted once
   */
  record Memory(double jvm, double postgres) {
    double sum() {
      return jvm + postgres;
    }
  }

  private static final long GIVE_UP_MILLIS = 120_000;

  private final Plan plan;
  private final Process process;
  private final int port;
  private final double startSeconds;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Server(Plan plan, Process process, int port, double startSeconds) {
    this.plan = plan;
    this.process = process;
    this.port = port;
    this.startSeconds = startSeconds;
  }

  /** Starts it and waits for its first answer on {@code /api/about}. */
  static Server start(Plan plan) {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(plan.jvm());
    if (plan.aot() != null) {
      command.add("-XX:AOTCache=" + plan.aot());
    }
    command.addAll(
        List.of(
            "-jar",
            plan.app().toString(),
            "up",
            "--port",
            Integer.toString(port),
            "--data",
            plan.data().toString()));
    try {
      long begun = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(plan.log().toFile()))
              .start();
      while (!answers(port)) {
        double waited = (System.nanoTime() - begun) / 1e6;
        if (!process.isAlive() || waited > GIVE_UP_MILLIS) {
          process.destroy();
          throw new IllegalStateException("The server did not start; see " + plan.log());
        }
        Shell.pause(5);
      }
      return new Server(plan, process, port, (System.nanoTime() - begun) / 1e9);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write(
              "GET /api/about HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] status = socket.getInputStream().readNBytes(12);
      return new String(status, StandardCharsets.US_ASCII).endsWith(" 200");
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double startSeconds() {
    return startSeconds;
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  /** A fresh folder's server answers before its county is complete; the accounts are made last. */
  void awaitCounty() {
    for (int tried = 0; ; tried++) {
      try {
        token("admin");
        token("clerk");
        return;
      } catch (IllegalStateException e) {
        if (tried == 9) {
          throw e;
        }
        Shell.pause(2_000);
      }
    }
  }

  /** Signs the demonstration's clerk or dispatcher in. */
  String token(String login) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + "/api/session"))
            .header("Content-Type", "application/json")
            .header("Accept-Token", "yes")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"login\":\"%s\",\"password\":\"yanzhen-demo\"}".formatted(login)))
            .build();
    return first(
        "\"token\":\"([^\"]+)\"", new String(send(request).body(), StandardCharsets.UTF_8));
  }

  /** Sends a command; fails if it is refused. */
  void command(String type, String body, String token) {
    send(
        HttpRequest.newBuilder(URI.create(address() + "/api/commands"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"id\":\"%s\",\"type\":\"%s\",\"body\":%s}"
                        .formatted(UUID.randomUUID(), type, body)))
            .build());
  }

  String get(String path, String token) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .header("Authorization", "Bearer " + token)
            .build();
    return new String(send(request).body(), StandardCharsets.UTF_8);
  }

  /** An answer as a browser asks for it; the bytes as they came over the wire. */
  HttpResponse<byte[]> load(String path, boolean compressed) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path));
    request.header("Accept", "text/html,*/*");
    if (compressed) {
      request.header("Accept-Encoding", "gzip");
    }
    return send(request.build());
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            "%s answered %d".formatted(request.uri(), answer.statusCode()));
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException(
          "no " + pattern + " in " + text.substring(0, Math.min(300, text.length())));
    }
    return matcher.group(1);
  }

  /** The embedded database: port, and passwords of the roles {@code owner} and {@code app}. */
  int databasePort() {
    return Integer.parseInt(
        load(plan.data().resolve("yanzhen.properties")).getProperty("database.port"));
  }

  String databasePassword(String role) {
    return load(plan.data().resolve("secrets.properties")).getProperty("database." + role);
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

  /** What the embedded database itself says. */
  Path databaseLog() {
    return plan.data().resolve("postgres.log");
  }

  Memory memory() {
    try {
      double jvm =
          kilobytes(Path.of("/proc", Long.toString(process.pid()), "status"), "VmRSS:") / 1024;
      long postmaster =
          Long.parseLong(
              Files.readAllLines(plan.data().resolve("postgres/postmaster.pid"))
                  .getFirst()
                  .strip());
      double postgres = share(postmaster);
      for (ProcessHandle child :
          ProcessHandle.of(postmaster).stream().flatMap(ProcessHandle::descendants).toList()) {
        postgres += share(child.pid());
      }
      return new Memory(jvm, postgres);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Proportional set size in MB; 0 for a process that has just ended. */
  private static double share(long pid) {
    try {
      return kilobytes(Path.of("/proc", Long.toString(pid), "smaps_rollup"), "Pss:") / 1024;
    } catch (IOException e) {
      return 0;
    }
  }

  private static double kilobytes(Path file, String field) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(field))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToDouble(Double::parseDouble)
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    http.shutdownNow();
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The server does not stop; see " + plan.log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package org.yanzhen.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One load for some seconds, and what it measured. */
final class Load {

  /**
   * @param p50 milliseconds
   * @param errors of whatever kind; must be 0
   */
  record Rate(double perSecond, double p50, double p99, long errors) {}

  private Load() {}

  /** wrk with one of our scripts; its threads are at most two, and never more than clients. */
  static Rate wrk(Path script, String address, int clients, int seconds, List<String> arguments) {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                "wrk",
                "-t" + Math.min(2, clients),
                "-c" + clients,
                "-d" + seconds + "s",
                "--timeout",
                "10s",
                "-s",
                script.toString(),
                address,
                "--"));
    command.addAll(arguments);
    String printed = Shell.run(command, Map.of());
    String[] result = Server.first("RESULT ([0-9 ]+)", printed).strip().split(" ", -1);
    return new Rate(
        Long.parseLong(result[0]) / (Long.parseLong(result[1]) / 1e6),
        Long.parseLong(result[2]) / 1e3,
        Long.parseLong(result[3]) / 1e3,
        Long.parseLong(result[4]));
  }

  /** pgbench with a script, prepared statements, a log of every transaction. */
  static Rate pgbench(
      Path pgbench, Path script, int port, String password, int clients, int seconds) {
    try {
      Path folder = Files.createTempDirectory("yanzhen-pgbench");
      String printed =
          Shell.run(
              List.of(
                  pgbench.toString(),
                  "-n",
                  "-M",
                  "prepared",
                  "-c" + clients,
                  "-j" + Math.min(2, clients),
                  "-T" + seconds,
                  "-l",
                  "--log-prefix=" + folder.resolve("log"),
                  "-f",
                  script.toString(),
                  "-h",
                  "127.0.0.1",
                  "-p" + port,
                  "-U",
                  "yanzhen_app",
                  "yanzhen"),
              Map.of("PGPASSWORD", password));
      double perSecond = Double.parseDouble(Server.first("tps = ([0-9.]+)", printed));
      long failed = Long.parseLong(Server.first("failed transactions: ([0-9]+)", printed));
      double[] micros = latencies(folder);
      return new Rate(perSecond, at(micros, 0.50) / 1e3, at(micros, 0.99) / 1e3, failed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] latencies(Path folder) throws IOException {
    try (Stream<Path> logs = Files.list(folder)) {
      double[] sorted =
          logs.flatMap(Load::lines)
              .mapToDouble(line -> Double.parseDouble(line.split(" ", 4)[2]))
              .sorted()
              .toArray();
      Files.walk(folder)
          .sorted(java.util.Comparator.reverseOrder())
          .forEach(file -> file.toFile().delete());
      return sorted;
    }
  }

  private static Stream<String> lines(Path log) {
    try {
      return Files.readAllLines(log).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double at(double[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The middle of several runs, figure by figure; the errors of all. */
  static Rate median(List<Rate> rates) {
    return new Rate(
        median(rates.stream().mapToDouble(Rate::perSecond).toArray()),
        median(rates.stream().mapToDouble(Rate::p50).toArray()),
        median(rates.stream().mapToDouble(Rate::p99).toArray()),
        rates.stream().mapToLong(Rate::errors).sum());
  }
}

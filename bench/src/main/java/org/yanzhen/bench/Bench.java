package org.yanzhen.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The service against the limit of its machine, in one run. {@code bench/run} calls this. */
public final class Bench {

  /** How long everything takes. */
  private record Lengths(
      int cold, int warming, int slice, int each, int rounds, int starts, int idle) {}

  private static final Lengths FULL = new Lengths(5, 100, 10, 10, 3, 5, 20);
  private static final Lengths QUICK = new Lengths(3, 10, 5, 3, 1, 1, 3);
  private static final int[] CLIENTS = {8, 1};
  private static final String PLACE = "place an order";
  private static final String LIST = "worklist, a page of 20";

  /** One row of the comparison; cold rows have no limit beside them. */
  private record Row(
      String work, int clients, Load.Rate gate, Load.@Nullable Rate limit, double ratio) {}

  private final Path root;
  private final Path app;
  private final Path aot;
  private final Path pgbench;
  private final List<String> jvm;
  private final boolean quick;
  private final Lengths lengths;
  private final Path work;
  private final Path data;
  private final Path keys;
  private int seed;

  private Bench(Path root, Path app, Path aot, Path pgbench, List<String> jvm, boolean quick)
      throws IOException {
    this.root = root;
    this.app = app;
    this.aot = aot;
    this.pgbench = pgbench;
    this.jvm = jvm;
    this.quick = quick;
    this.lengths = quick ? QUICK : FULL;
    this.work = Files.createTempDirectory("yanzhen-bench");
    this.data = work.resolve("data");
    this.keys = work.resolve("keys");
  }

  /** Arguments as {@code bench/run} gives them. */
  public static void main(String[] args) throws IOException {
    Map<String, String> options = new LinkedHashMap<>();
    List<String> jvm = new ArrayList<>();
    boolean quick = false;
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--")) {
        jvm.addAll(List.of(args).subList(i + 1, args.length));
        break;
      }
      if (args[i].equals("--quick")) {
        quick = true;
      } else {
        options.put(args[i], args[++i]);
      }
    }
    Bench bench =
        new Bench(
            path(options, "--root"),
            path(options, "--app"),
            path(options, "--aot"),
            path(options, "--pgbench"),
            jvm,
            quick);
    try {
      bench.run();
    } finally {
      bench.remove();
    }
  }

  private static Path path(Map<String, String> options, String name) {
    return Path.of(Objects.requireNonNull(options.get(name), name + " is missing"));
  }

  private void run() throws IOException {
    List<Row> warm = new ArrayList<>();
    Map<String, Weights.Weight> weights;
    Map<String, Server.Memory> memory = new LinkedHashMap<>();
    String machine;
    String rows;
    say("Starting on a fresh demo county …");
    try (Server server = Server.start(plan(aot))) {
      server.awaitCounty();
      Limit limit = Limit.of(server, work);
      String villages = String.join(",", limit.villages());
      String clerk = server.token("clerk");
      say("Warming for %d s …", lengths.warming());
      place(server, clerk, villages, 8, lengths.slice());
      collectKeys(server, clerk);
      for (int warmed = lengths.slice();
          warmed < lengths.warming();
          warmed += 2 * lengths.slice()) {
        list(server, clerk, 8, lengths.slice());
        place(server, clerk, villages, 8, lengths.slice());
      }
      machine = machine(limit);
      Peak peak = new Peak(server);
      for (int clients : CLIENTS) {
        warm.add(compare(server, limit, clerk, villages, clients, true));
        collectKeys(server, clerk);
        warm.add(compare(server, limit, clerk, villages, clients, false));
        if (clients == 8) {
          memory.put("under the load at 8 clients, the most seen", peak.stop());
        }
      }
      weights = weights(server, clerk);
      rows =
          "%s orders in the county, %s in pgbench's realm at the end"
              .formatted(
                  limit.value("select count(*) from orders.orders where realm = 1"),
                  limit.value("select count(*) from orders.orders where realm = " + Limit.REALM));
    }

    say("Starting on kept data, %d times each way …", lengths.starts());
    double[] withCache = starts(aot);
    double[] without = starts(null);
    try (Server server = Server.start(plan(aot))) {
      Shell.sleep(lengths.idle() * 1_000L);
      memory.put(
          "idle, %d s after a start on kept data".formatted(lengths.idle()), server.memory());
    }

    List<Row> cold = new ArrayList<>();
    for (int clients : CLIENTS) {
      for (boolean placing : new boolean[] {true, false}) {
        say("Cold: %s, %d clients …", placing ? PLACE : LIST, clients);
        try (Server server = Server.start(plan(aot))) {
          String clerk = server.token("clerk");
          Load.Rate rate =
              placing
                  ? place(
                      server,
                      clerk,
                      String.join(",", Limit.of(server, work).villages()),
                      clients,
                      lengths.cold())
                  : list(server, clerk, clients, lengths.cold());
          cold.add(new Row(placing ? PLACE : LIST, clients, rate, null, Double.NaN));
        }
      }
    }
    String report = report(machine, rows, warm, cold, withCache, without, memory, weights);
    System.out.println(report);
    if (!quick) {
      Path file = root.resolve("bench/RESULTS.md");
      Files.writeString(file, report);
      say("Written to %s.", file);
    }
    long errors =
        Stream.concat(warm.stream(), cold.stream())
            .mapToLong(
                row -> row.gate().errors() + (row.limit() == null ? 0 : row.limit().errors()))
            .sum();
    if (errors > 0) {
      say("%d ERRORS: these figures do not count.", errors);
      throw new IllegalStateException("errors under load");
    }
  }

  private Server.Plan plan(@Nullable Path cache) {
    return new Server.Plan(app, cache, jvm, data, work.resolve("server.log"));
  }

  /**
   * Gate and limit in turn, so that whatever else the machine does hits both; the middle of the
   * rounds counts.
   */
  private Row compare(
      Server server, Limit limit, String clerk, String villages, int clients, boolean placing) {
    String name = placing ? PLACE : LIST;
    List<Load.Rate> gate = new ArrayList<>();
    List<Load.Rate> bound = new ArrayList<>();
    for (int round = 1; round <= lengths.rounds(); round++) {
      say("%s, %d clients, round %d of %d …", name, clients, round, lengths.rounds());
      bound.add(
          placing
              ? limit.write(pgbench, clients, lengths.each())
              : limit.list(pgbench, clients, lengths.each()));
      gate.add(
          placing
              ? place(server, clerk, villages, clients, lengths.each())
              : list(server, clerk, clients, lengths.each()));
    }
    double[] ratios = new double[gate.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = gate.get(i).perSecond() / bound.get(i).perSecond();
    }
    return new Row(name, clients, Load.median(gate), Load.median(bound), Load.median(ratios));
  }

  private Load.Rate place(Server server, String token, String villages, int clients, int seconds) {
    return Load.wrk(
        root.resolve("bench/scripts/place.lua"),
        server.address(),
        clients,
        seconds,
        List.of(token, Integer.toString(++seed), villages, String.join("|", Limit.TEXTS)));
  }

  private Load.Rate list(Server server, String token, int clients, int seconds) {
    return Load.wrk(
        root.resolve("bench/scripts/worklist.lua"),
        server.address(),
        clients,
        seconds,
        List.of(token, Integer.toString(++seed), keys.toString()));
  }

  /** Keys of pages all over the worklist, found the way a desk finds them: page after page. */
  private void collectKeys(Server server, String token) throws IOException {
    List<String> found = new ArrayList<>();
    String after = "";
    for (int page = 0; page < 100; page++) {
      String answer = server.get("/api/orders?filter=unassigned&limit=100" + after, token);
      if (!answer.contains("\"next\":\"")) {
        break;
      }
      String next = Server.first("\"next\":\"([^\"]+)\"", answer);
      found.add(next);
      after = "&after=" + next;
    }
    // The last page may hold fewer than twenty.
    Files.write(keys, found.subList(0, Math.max(1, found.size() - 1)));
  }

  private double[] starts(@Nullable Path cache) {
    double[] seconds = new double[lengths.starts()];
    for (int i = 0; i < seconds.length; i++) {
      try (Server server = Server.start(plan(cache))) {
        seconds[i] = server.startSeconds();
      }
    }
    return seconds;
  }

  private Map<String, Weights.Weight> weights(Server server, String clerk) {
    Map<String, Weights.Weight> weights = new LinkedHashMap<>();
    weights.put("`/`", Weights.page(server, "/"));
    weights.put("`/ask`", Weights.page(server, "/ask"));
    String order =
        Server.first(
            "\"id\":\"([^\"]+)\"", server.get("/api/orders?filter=unassigned&limit=1", clerk));
    String receipt =
        Server.first("\"doorPath\":\"([^\"]+)\"", server.get("/api/orders/" + order, clerk));
    weights.put("a receipt (`/o/…`)", Weights.page(server, receipt));
    weights.putAll(Weights.app(server, "/desk/", root.resolve("web/desk/dist")));
    weights.putAll(Weights.app(server, "/field/", root.resolve("web/field/dist")));
    return weights;
  }

  private String machine(Limit limit) throws IOException {
    String model =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.replaceFirst("^[^:]*:\\s*", ""))
            .findFirst()
            .orElse(System.getProperty("os.arch"));
    long kilobytes =
        Long.parseLong(
            Files.readAllLines(Path.of("/proc/meminfo")).getFirst().replaceAll("[^0-9]", ""));
    return """
        * %s; %d cores (%s), %.0f GB, Linux %s
        * JDK %s; `%s`
        * PostgreSQL %s, embedded: fsync %s, synchronous_commit %s, shared_buffers %s
        * %s; %s
        * commit %s
        """
        .formatted(
            ZonedDateTime.now()
                .format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm z", Locale.ROOT)),
            Runtime.getRuntime().availableProcessors(),
            model,
            kilobytes / 1024.0 / 1024.0,
            System.getProperty("os.version"),
            System.getProperty("java.vm.version"),
            String.join(" ", jvm),
            limit.value("show server_version"),
            limit.value("show fsync"),
            limit.value("show synchronous_commit"),
            limit.value("show shared_buffers"),
            Shell.run(List.of(pgbench.toString(), "--version"), Map.of()).strip(),
            wrkVersion(),
            commit());
  }

  private static String wrkVersion() throws IOException {
    Process process = new ProcessBuilder("wrk", "-v").redirectErrorStream(true).start();
    return new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
        .lines()
        .findFirst()
        .orElse("wrk")
        .replaceFirst(" Copyright.*", "");
  }

  private String commit() {
    try {
      String id =
          Shell.run(List.of("git", "-C", root.toString(), "rev-parse", "--short", "HEAD"), Map.of())
              .strip();
      boolean changed =
          !Shell.run(List.of("git", "-C", root.toString(), "status", "--porcelain"), Map.of())
              .isBlank();
      return id + (changed ? " with changes not committed" : "");
    } catch (RuntimeException e) {
      return "unknown";
    }
  }

  private String report(
      String machine,
      String rows,
      List<Row> warm,
      List<Row> cold,
      double[] withCache,
      double[] without,
      Map<String, Server.Memory> memory,
      Map<String, Weights.Weight> weights) {
    StringBuilder text = new StringBuilder();
    text.append(
        "# Results of `./yanzhen bench service`%s%n%n"
            .formatted(quick ? " --quick (not for the record)" : ""));
    text.append(
        """
        Client, server and database share the cores named below; what the client takes, the server lacks. Limit and gate are
        measured in turn, %d × %d s each; every figure is the median of its rounds, the ratio the median of the rounds' ratios.

        ## Against the limit, after %d s of warming

        | work | clients | gate ÷ limit | gate /s | p50 ms | p99 ms | limit /s | p50 ms | p99 ms | errors |
        |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
        """
            .formatted(lengths.rounds(), lengths.each(), lengths.warming()));
    for (Row row : warm) {
      Load.Rate limit = Objects.requireNonNull(row.limit());
      text.append(
          "| %s | %d | **%.0f %%** | %,.0f | %.2f | %.2f | %,.0f | %.2f | %.2f | %d |%n"
              .formatted(
                  row.work(),
                  row.clients(),
                  row.ratio() * 100,
                  row.gate().perSecond(),
                  row.gate().p50(),
                  row.gate().p99(),
                  limit.perSecond(),
                  limit.p50(),
                  limit.p99(),
                  row.gate().errors() + limit.errors()));
    }
    text.append(
        """

        Aims: placing ≥ 60 %% of the limit at 8 clients with p99 ≤ 20 ms; the worklist ≥ 5,000 a second at 8 clients.

        * **place an order**: wrk, `POST /api/commands`, a clerk's session, fresh ids each time; signed in, validated, kept with its
          words encrypted and the outbox row, durable. **Its limit**: pgbench, one transaction as the serving role with the realm set:
          the order, its command and its history row, no encryption, no words apart, no outbox.
        * **worklist**: wrk, `GET /api/orders?filter=unassigned&limit=20&after=…` at a drawn place of the list, rights applied, names
          and clocks filled in, as JSON. **Its limit**: pgbench, begin, set the realm, one keyset page of the same columns, commit.
        * pgbench works on the real tables, in a realm nobody opened: the indexes, constraints, triggers and the policy are the
          product's own and stay so after every migration. %s.

        ## Cold: the first %d s after a start on kept data

        | work | clients | gate /s | p50 ms | p99 ms | errors |
        |---|--:|--:|--:|--:|--:|
        """
            .formatted(rows, lengths.cold()));
    for (Row row : cold) {
      text.append(
          "| %s | %d | %,.0f | %.2f | %.2f | %d |%n"
              .formatted(
                  row.work(),
                  row.clients(),
                  row.gate().perSecond(),
                  row.gate().p50(),
                  row.gate().p99(),
                  row.gate().errors()));
    }
    text.append(
        """

        ## Start on kept data, to the first answer on `/api/about`

        | | median s | each |
        |---|--:|---|
        | with the AOT cache (aim ≤ 3 s) | %.2f | %s |
        | without | %.2f | %s |

        ## Resident memory, MB

        | | JVM (RSS) | PostgreSQL (PSS of all its processes) | sum |
        |---|--:|--:|--:|
        """
            .formatted(
                Load.median(withCache), each(withCache), Load.median(without), each(without)));
    memory.forEach(
        (when, used) ->
            text.append(
                "| %s | %.0f | %.0f | %.0f |%n"
                    .formatted(when, used.jvm(), used.postgres(), used.sum())));
    text.append(
        """

        Aims: ≤ 350 MB idle, ≤ 600 MB under load.

        ## Weight of the pages, kB (1,000 bytes)

        | | compressed | plain |
        |---|--:|--:|
        """);
    weights.forEach(
        (page, weight) ->
            text.append(
                "| %s | %.1f | %.1f |%n"
                    .formatted(page, weight.compressed() / 1e3, weight.plain() / 1e3)));
    text.append("%n## Machine%n%n%s".formatted(machine));
    return text.toString();
  }

  private static String each(double[] seconds) {
    List<String> each = new ArrayList<>();
    for (double one : seconds) {
      each.add("%.2f".formatted(one));
    }
    return String.join(", ", each);
  }

  private static void say(String format, Object... values) {
    System.err.printf(
        "%s %s%n",
        ZonedDateTime.now().format(DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT)),
        format.formatted(values));
  }

  private void remove() throws IOException {
    try (Stream<Path> files = Files.walk(work)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  /** The most memory seen while something runs, looked at every half second. */
  private static final class Peak {
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final Thread watcher;
    private Server.Memory most = new Server.Memory(0, 0);

    Peak(Server server) {
      watcher =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    while (running.get()) {
                      Server.Memory now = server.memory();
                      if (now.sum() > most.sum()) {
                        most = now;
                      }
                      Shell.sleep(500);
                    }
                  });
    }

    Server.Memory stop() {
      running.set(false);
      try {
        watcher.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return most;
    }
  }
}

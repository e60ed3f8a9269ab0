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
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The service against the limit of its machine, in one run. {@code bench/run} calls this. */
public final class Bench {

  /** How long everything takes, in seconds; rounds and starts in times. */
  private record Lengths(
      int cold, int warming, int slice, int each, int rounds, int list, int starts, int idle) {}

  private static final Lengths FULL = new Lengths(4, 60, 10, 4, 3, 2, 5, 20);
  private static final Lengths QUICK = new Lengths(2, 10, 5, 2, 1, 1, 1, 3);
  private static final List<Integer> CLIENTS = List.of(8, 32, 1);

  /** What is measured against pgbench. */
  private enum Work {
    PLACE("place an order"),
    CLAIM("take an order from the board"),
    REPORT("report it done"),
    LIST("worklist, a page of 20");

    private final String label;

    Work(String label) {
      this.label = label;
    }
  }

  /** One row of the comparison; cold rows have no limit beside them. */
  private record Row(
      String size,
      Work work,
      int clients,
      Load.Rate gate,
      Load.@Nullable Rate limit,
      double ratio) {}

  /**
   * One list at one size, by clients.
   *
   * @param rows of a page, on average
   */
  private record ListRow(String size, String list, double rows, Map<Integer, Load.Rate> rates) {}

  private final Path root;
  private final Path app;
  private final Path aot;
  private final Path pgbench;
  private final List<String> jvm;
  private final boolean quick;
  private final Lengths lengths;
  private final Path work;
  private final Path data;
  private final Path lines;
  private final List<Long> sizes;
  private final List<Row> warm = new ArrayList<>();
  private final List<Row> cold = new ArrayList<>();
  private final List<ListRow> lists = new ArrayList<>();
  private final List<String> filled = new ArrayList<>();
  private int seed;

  private Bench(
      Path root,
      Path app,
      Path aot,
      Path pgbench,
      List<String> jvm,
      boolean quick,
      List<Long> sizes)
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
    this.lines = work.resolve("lines");
    this.sizes = sizes;
  }

  /** Arguments as {@code bench/run} gives them. */
  public static void main(String[] args) throws IOException {
    Map<String, String> options = new LinkedHashMap<>();
    List<String> jvm = new ArrayList<>();
    boolean quick = false;
    boolean tenMillion = false;
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--")) {
        jvm.addAll(List.of(args).subList(i + 1, args.length));
        break;
      }
      if (args[i].equals("--quick")) {
        quick = true;
      } else if (args[i].equals("--ten-million")) {
        tenMillion = true;
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
            quick,
            quick
                ? List.of(5_000L, 20_000L)
                : tenMillion
                    ? List.of(100_000L, 1_000_000L, 10_000_000L)
                    : List.of(100_000L, 1_000_000L));
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
    Map<String, Weights.Weight> weights;
    Map<String, Server.Memory> memory = new LinkedHashMap<>();
    String machine;
    Crew crew = new Crew(quick ? 2 : 7);
    long before = 0;
    for (long size : sizes) {
      say(before == 0 ? "Starting on a fresh demo county …" : "Starting on kept data …");
      try (Server server = Server.start(plan(aot))) {
        server.awaitCounty();
        Database database = new Database(server);
        crew.reach(database);
        if (before == 0) {
          crew.signOn();
          Limit.of(database, work).prepareSteps();
        }
        fill(database, before, size);
        // What was left of the size before.
        crew.putAway();
      }
      // Once more: how much memory the database may take goes by its size when it starts.
      try (Server server = Server.start(plan(aot))) {
        Database database = new Database(server);
        Limit limit = Limit.of(database, work);
        crew.reach(database);
        lists(server, database, size);
        Peak peak = new Peak(server);
        warm(server, limit, crew);
        for (int clients : CLIENTS) {
          writes(server, limit, crew, size, clients);
          worklist(server, database, limit, size, clients);
        }
        memory.put(
            "under the load at %s orders, the most seen".formatted(count(size)), peak.stop());
        // What pgbench and the gate have placed would be half of the next list.
        crew.putAway();
      }
      for (Work what : Work.values()) {
        for (int clients : CLIENTS) {
          cold(what, size, clients, crew);
        }
      }
      before = size;
    }
    try (Server server = Server.start(plan(aot))) {
      Database database = new Database(server);
      machine = machine(database);
      weights = weights(server, server.token("clerk"));
      say("Asking PostgreSQL for its plans …");
      Plans.explain(database, true);
    }
    plans();

    say("Starting on kept data, %d times each way …", lengths.starts());
    double[] withCache = starts(aot);
    double[] without = starts(null);
    try (Server server = Server.start(plan(aot))) {
      Shell.pause(lengths.idle() * 1_000L);
      memory.put(
          "idle, %d s after a start on kept data".formatted(lengths.idle()), server.memory());
    }
    String report = report(machine, withCache, without, memory, weights);
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
                .sum()
            + lists.stream()
                .flatMap(row -> row.rates().values().stream())
                .mapToLong(Load.Rate::errors)
                .sum();
    if (errors > 0) {
      say("%d ERRORS: these figures do not count.", errors);
      throw new IllegalStateException("errors under load");
    }
  }

  private void fill(Database database, long from, long to) {
    say("Filling up to %s orders …", count(to));
    long begun = System.nanoTime();
    new Filling(database).orders(from + 1, to);
    filled.add(
        "%s orders (%s of them open, %s history rows, %s on disk), filled in %.0f s"
            .formatted(
                count(to),
                database.value(
                    "select count(*) from orders.orders where realm = 1 and state not in ('SOLVED', 'CANCELLED')"),
                database.value("select count(*) from orders.history where realm = 1"),
                database.value(
                    "select pg_size_pretty(pg_total_relation_size('orders.orders') + pg_total_relation_size('orders.history'))"),
                (System.nanoTime() - begun) / 1e9));
  }

  private void warm(Server server, Limit limit, Crew crew) {
    say("Warming for %d s …", lengths.warming());
    String clerk = server.token("clerk");
    limit.write(pgbench, 8, lengths.slice());
    for (int warmed = 0; warmed < lengths.warming(); warmed += 3 * lengths.slice()) {
      crew.toClaim(lines);
      send(server, 8, lengths.slice());
      place(server, clerk, limit, 8, lengths.slice());
      crew.toReport(lines);
      send(server, 8, lengths.slice());
    }
  }

  /** Each named list, hot. */
  private void lists(Server server, Database database, long size) {
    String clerk = server.token("clerk");
    Lists asked = new Lists(server, database, clerk);
    Map<String, List<String>> addresses = asked.addresses();
    Lists.write(lines, addresses.values().stream().flatMap(List::stream).toList());
    say("Warming the lists for %d s …", lengths.warming() / 3);
    read(server, clerk, 8, lengths.warming() / 3);
    addresses.forEach(
        (list, pages) -> {
          Lists.write(lines, pages);
          double rows = asked.rows(pages);
          Map<Integer, Load.Rate> rates = new LinkedHashMap<>();
          for (int clients : CLIENTS) {
            rates.put(clients, read(server, clerk, clients, lengths.list()));
          }
          say(
              "%s orders, list %s, %.1f rows a page: %,.0f/s at 8 clients",
              count(size), list, rows, Objects.requireNonNull(rates.get(8)).perSecond());
          lists.add(new ListRow(count(size), list, rows, rates));
        });
  }

  private void plans() throws IOException {
    Path folder =
        Files.createDirectories((quick ? work : root.resolve("bench")).resolve("explain"));
    try (Server server = Server.start(plan(aot))) {
      Database database = new Database(server);
      String clerk = server.token("clerk");
      Plans asked = new Plans(server, clerk);
      for (Map.Entry<String, List<String>> list :
          new Lists(server, database, clerk).addresses().entrySet()) {
        String name = list.getKey().replaceAll("[^a-z]+", "-");
        String plan = asked.of(list.getValue());
        Files.writeString(
            folder.resolve(name + ".txt"),
            "%s, %s orders%n%n%s".formatted(list.getKey(), count(sizes.getLast()), plan));
        if (quick) {
          System.err.println(plan);
        }
      }
      Plans.explain(database, false);
    }
  }

  private void writes(Server server, Limit limit, Crew crew, long size, int clients) {
    String clerk = server.token("clerk");
    List<Load.Rate> bound = new ArrayList<>();
    List<Load.Rate> placed = new ArrayList<>();
    List<Load.Rate> step = new ArrayList<>();
    List<Load.Rate> claimed = new ArrayList<>();
    List<Load.Rate> reported = new ArrayList<>();
    for (int round = 1; round <= lengths.rounds(); round++) {
      say(
          "%s orders, writing, %d clients, round %d of %d …",
          count(size), clients, round, lengths.rounds());
      bound.add(limit.write(pgbench, clients, lengths.each()));
      placed.add(place(server, clerk, limit, clients, lengths.each()));
      crew.toClaim(lines);
      step.add(limit.step(pgbench, clients, lengths.each()));
      claimed.add(send(server, clients, lengths.each()));
      crew.toReport(lines);
      reported.add(send(server, clients, lengths.each()));
    }
    keep(row(size, Work.PLACE, clients, placed, bound));
    keep(row(size, Work.CLAIM, clients, claimed, step));
    keep(row(size, Work.REPORT, clients, reported, step));
  }

  private void worklist(Server server, Database database, Limit limit, long size, int clients) {
    String clerk = server.token("clerk");
    Lists.write(lines, new Lists(server, database, clerk).pages("unassigned"));
    List<Load.Rate> bound = new ArrayList<>();
    List<Load.Rate> read = new ArrayList<>();
    for (int round = 1; round <= lengths.rounds(); round++) {
      say(
          "%s orders, worklist, %d clients, round %d of %d …",
          count(size), clients, round, lengths.rounds());
      bound.add(limit.list(pgbench, clients, lengths.each()));
      read.add(read(server, clerk, clients, lengths.each()));
    }
    keep(row(size, Work.LIST, clients, read, bound));
  }

  /** Said at once: whatever breaks later, the log has it. */
  private void keep(Row row) {
    warm.add(row);
    say(
        "%s orders, %s, %d clients: %,.0f/s, p99 %.1f ms, %.0f %% of the limit",
        row.size(),
        row.work().label,
        row.clients(),
        row.gate().perSecond(),
        row.gate().p99(),
        100 * row.ratio());
  }

  /** Gate and limit were measured in turn, so that whatever else the machine does hits both. */
  private Row row(long size, Work what, int clients, List<Load.Rate> gate, List<Load.Rate> bound) {
    double[] ratios = new double[gate.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = gate.get(i).perSecond() / bound.get(i).perSecond();
    }
    return new Row(
        count(size), what, clients, Load.median(gate), Load.median(bound), Load.median(ratios));
  }

  /**
   * The first seconds after a start on kept data. What is sent is taken from the database, not from
   * the server: that has answered nothing yet.
   */
  private void cold(Work what, long size, int clients, Crew crew) {
    say("%s orders, cold: %s, %d clients …", count(size), what.label, clients);
    try (Server server = Server.start(plan(aot))) {
      Database database = new Database(server);
      crew.reach(database);
      Load.Rate rate =
          switch (what) {
            case PLACE -> {
              Limit limit = Limit.of(database, work);
              yield place(server, server.token("clerk"), limit, clients, lengths.cold());
            }
            case CLAIM -> {
              crew.toClaim(lines);
              yield send(server, clients, lengths.cold());
            }
            case REPORT -> {
              crew.toReport(lines);
              yield send(server, clients, lengths.cold());
            }
            case LIST -> {
              Lists.write(
                  lines,
                  List.of(
                      "/api/orders?filter=unassigned&limit=20",
                      "/api/orders?filter=working&limit=20"));
              yield read(server, server.token("clerk"), clients, lengths.cold());
            }
          };
      cold.add(new Row(count(size), what, clients, rate, null, Double.NaN));
    }
  }

  private static String count(long orders) {
    return orders % 1_000_000 == 0 ? orders / 1_000_000 + " million" : "%,d".formatted(orders);
  }

  private Server.Plan plan(@Nullable Path cache) {
    return new Server.Plan(app, cache, jvm, data, work.resolve("server.log"));
  }

  private Load.Rate place(Server server, String token, Limit limit, int clients, int seconds) {
    return Load.wrk(
        root.resolve("bench/scripts/place.lua"),
        server.address(),
        clients,
        seconds,
        List.of(
            token,
            Integer.toString(++seed),
            String.join(",", limit.villages()),
            String.join("|", Limit.TEXTS)));
  }

  /** Commands of {@link Crew}, each once. */
  private Load.Rate send(Server server, int clients, int seconds) {
    return Load.wrk(
        root.resolve("bench/scripts/send.lua"),
        server.address(),
        clients,
        seconds,
        List.of(Integer.toString(++seed), lines.toString()));
  }

  private Load.Rate read(Server server, String token, int clients, int seconds) {
    return Load.wrk(
        root.resolve("bench/scripts/worklist.lua"),
        server.address(),
        clients,
        seconds,
        List.of(token, Integer.toString(++seed), lines.toString()));
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
    // A receipt is shown to whoever has just said that they hand it out.
    UUID handOut = UUID.randomUUID();
    server.command(
        "hall.hand-out-receipt",
        "{\"orderId\":\"%s\",\"handOutId\":\"%s\",\"toWhom\":\"REQUESTER\",\"medium\":\"PAPER\"}"
            .formatted(order, handOut),
        clerk);
    String receipt =
        Server.first(
            "\"doorPath\":\"([^\"]+)\"",
            server.get("/api/hall/orders/%s/hand-outs/%s".formatted(order, handOut), clerk));
    weights.put("a receipt (`/o/…`)", Weights.page(server, receipt));
    weights.putAll(Weights.app(server, "/desk/", root.resolve("web/desk/dist")));
    weights.putAll(Weights.app(server, "/field/", root.resolve("web/field/dist")));
    return weights;
  }

  private String machine(Database limit) throws IOException {
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

  /** What the other benches keep, and what they are held against. */
  private static final String ELSEWHERE =
      """
      ## The other results

      | what | where | aims |
      |---|---|---|
      | who takes which order, all at once | [assign](RESULTS-assign.md) | exact; ≤ 1.0 × the time of OR-Tools' min-cost flow |
      | the same, one change at a time | [live](RESULTS-live.md) | p99 of an arrival half loaded ≤ 20 µs, full ≤ 1 ms; a decision ≤ 5 ms at 10,000 people and 50,000 open orders |
      | a day that arrives one by one | [online](RESULTS-online.md) | told orders pinned: ≤ 1.02 half loaded, ≤ 1.15 full, by the optimum in hindsight; 5 % new orders: ≥ 97 % unchanged at ≤ 1 % extra |
      | who drives where | [routes](RESULTS-routes.md) | mean gap of Solomon's 56 files ≤ 0.5 %; 1,000 customers ≤ 4 %; skills, windows and longest day ≤ 2 % (PR06), ≤ 5 % at 960 |
      | suggestions, alike messages | [triage](RESULTS-triage.md) | said there |
      | all messages through the gate, and the proof | [replay](RESULTS-replay.md) | the proof holds |
      | what was tried, and which aims are missed | [notes](NOTES.md) | |

      ## The service

      """;

  private String report(
      String machine,
      double[] withCache,
      double[] without,
      Map<String, Server.Memory> memory,
      Map<String, Weights.Weight> weights) {
    StringBuilder text = new StringBuilder();
    text.append(
        "# Results of `./yanzhen bench service`%s%n%n"
            .formatted(quick ? " --quick (not for the record)" : ""));
    text.append(ELSEWHERE);
    text.append(
        """
        Client, server and database share the cores named below; what the client takes, the server lacks. Limit and gate are
        measured in turn, %d × %d s each; every figure is the median of its rounds, the ratio the median of the rounds' ratios.

        ## Against the limit, after %d s of warming

        | orders | work | clients | gate ÷ limit | gate /s | p50 ms | p99 ms | limit /s | p50 ms | p99 ms | errors |
        |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
        """
            .formatted(lengths.rounds(), lengths.each(), lengths.warming()));
    for (Row row : warm) {
      Load.Rate limit = Objects.requireNonNull(row.limit());
      text.append(
          "| %s | %s | %d | **%.0f %%** | %,.0f | %.2f | %.2f | %,.0f | %.2f | %.2f | %d |%n"
              .formatted(
                  row.size(),
                  row.work().label,
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

        Aims: placing ≥ 60 %% of the limit at 8 clients with p99 ≤ 20 ms, ≤ 50 ms at 32; the worklist ≥ 5,000 a second at 8.

        * **place an order**: wrk, `POST /api/commands`, a clerk's session, fresh ids each time; signed in, validated, kept with its
          words encrypted and the outbox row, durable. **Its limit**: pgbench, one transaction as the serving role with the realm set:
          the order, its command and its history row, no encryption, no words apart, no outbox.
        * **take an order from the board, report it done**: the same, by two thousand people, each order once; who takes is checked
          as always (leave, skills, way, hands full). **Their limit**: pgbench, one transaction: the row locked and moved, its
          history row, its command.
        * **worklist**: wrk, `GET /api/orders?filter=unassigned&limit=20&after=…` at a drawn place of the list, rights applied, names
          and clocks filled in, as JSON. **Its limit**: pgbench, begin, set the realm, one keyset page of the same columns, commit.
        * pgbench works on the real tables, in a realm nobody opened: the indexes, constraints, triggers and the policy are the
          product's own and stay so after every migration.
        * The orders are made up by `Filling`: ten years, the last four in a hundred open, all villages of the demo county; of the
          open ones three in a hundred suspended, four raised, one contested. %s.
          What the load itself placed is withdrawn before the next size is filled.

        ## The lists, a page of 20 at a drawn place, pages a second

        The places are drawn from the rows of the list itself, never from the last 20: a page after one is full. A list too
        short for that gives its first page; "rows" says how many rows a page had on average. "Of a year" is what the desk
        asks for with `year=`, each of eight years: the first page and pages after a row of that year. With words, twelve of
        them: over open orders the first page, over closed ones each in two years, the first page and up to three behind it.

        """
            .formatted(String.join("; ", filled)));
    listTable(text);
    text.append(
        """

        Aim: ≤ 1.2 × between the sizes. The ratio is the time of a page at 8 clients at the larger size by that at the smaller;
        where the pages of the smaller have fewer rows, it says little. The plans PostgreSQL made for a page that had rows,
        with what they read, stand in `bench/explain/`.

        ## Cold: the first %d s after a start on kept data

        | orders | work | clients | gate /s | p50 ms | p99 ms | errors |
        |---|---|--:|--:|--:|--:|--:|
        """
            .formatted(lengths.cold()));
    for (Row row : cold) {
      text.append(
          "| %s | %s | %d | %,.0f | %.2f | %.2f | %d |%n"
              .formatted(
                  row.size(),
                  row.work().label,
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

  private void listTable(StringBuilder text) {
    List<String> names = lists.stream().map(ListRow::list).distinct().toList();
    List<String> filledTo = sizes.stream().map(Bench::count).toList();
    text.append("| list |");
    filledTo.forEach(
        size -> text.append(" %s: rows | 1 | 8 | 32 clients | p99 at 8, ms |".formatted(size)));
    text.append(" ratio |%n|---|".formatted());
    filledTo.forEach(size -> text.append("--:|--:|--:|--:|--:|"));
    text.append("--:|%n".formatted());
    for (String name : names) {
      text.append("| %s |".formatted(name));
      List<Double> times = new ArrayList<>();
      for (String size : filledTo) {
        for (ListRow row : lists) {
          if (row.list().equals(name) && row.size().equals(size)) {
            text.append(" %.1f |".formatted(row.rows()));
            for (int clients : List.of(1, 8, 32)) {
              text.append(" %,.0f |".formatted(rate(row, clients).perSecond()));
            }
            text.append(" %.1f |".formatted(rate(row, 8).p99()));
            times.add(1 / rate(row, 8).perSecond());
          }
        }
      }
      text.append(" %.2f |%n".formatted(times.getLast() / times.getFirst()));
    }
  }

  private static Load.Rate rate(ListRow row, int clients) {
    return Objects.requireNonNull(row.rates().get(clients));
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
                      Shell.pause(500);
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

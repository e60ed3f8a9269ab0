package org.yanzhen.boot;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.yanzhen.access.Realms;
import org.yanzhen.access.Realms.Purpose;
import org.yanzhen.command.Sealing;
import org.yanzhen.demo.DemoCounty;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The launcher's sub-commands. Help texts stand in the launcher itself, so that they show before
 * anything is built.
 */
public final class CommandLine {

  private CommandLine() {}

  /** Runs a sub-command; answers the exit status. */
  public static int run(SpringApplication spring, String... args) {
    picocli.CommandLine line = new picocli.CommandLine(new Root());
    line.addSubcommand(new Up(spring));
    line.addSubcommand(new Verify(spring));
    line.addSubcommand(
        new picocli.CommandLine(new Import()).addSubcommand(new ImportIntake(spring)));
    line.addSubcommand(new ReplayMessages(spring));
    line.addSubcommand(new BenchTriage());
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          if (e instanceof StartFailure) {
            System.err.println(e.getMessage());
            return 1;
          }
          throw e;
        });
    return line.execute(args);
  }

  @Command(name = "yanzhen")
  static class Root {}

  @Command(name = "import")
  static class Import {}

  /** Where the data is. */
  static class Place {
    @Option(names = "--data", paramLabel = "DIR")
    Path data = Path.of(".data");

    @Option(names = "--db", paramLabel = "JDBC_URL")
    @Nullable String jdbcUrl;
  }

  @Command(name = "up")
  static class Up implements Runnable {
    private final SpringApplication spring;

    @Mixin Place place = new Place();

    @Option(names = "--port")
    int port = 8080;

    @Option(
        names = "--train",
        hidden = true,
        description = "start, answer once, stop: for the AOT cache")
    boolean train;

    Up(SpringApplication spring) {
      this.spring = spring;
    }

    @Override
    public void run() {
      House house =
          House.open(spring, new House.Plan(place.data, place.jdbcUrl, port, Purpose.DEMO));
      if (train) {
        Warmth.touch(house.address());
        house.close();
        return;
      }
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    house.close();
                    System.out.println("Stopped; everything is kept.");
                    stopped.countDown();
                  },
                  "stop"));
      announce(house);
      try {
        stopped.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static void announce(House house) {
      Realms.Realm realm = house.bean(Realms.class).home().orElseThrow();
      String address = house.address();
      System.out.printf(
          """

          雁阵 Yanzhen — %s%s

            点单 the door    %s/
            派单 the desk    %s/desk/
            接单 the field   %s/field/

          """,
          realm.name(),
          realm.isDemo() ? " (demo: people and coordinates are synthetic)" : "",
          address,
          address,
          address);
      List<DemoCounty.DemoAccount> accounts = house.bean(DemoCounty.class).accounts();
      if (realm.isDemo()) {
        accounts.stream()
            .limit(5)
            .forEach(
                account ->
                    System.out.printf(
                        "  %-11s %-14s %-10s %s%n",
                        account.login(), account.password(), account.role(), account.name()));
      }
      System.out.printf("%nCtrl-C stops it; %s%n", "the data stays.");
    }
  }

  @Command(name = "verify")
  static class Verify implements Runnable {
    private final SpringApplication spring;

    @Mixin Place place = new Place();

    Verify(SpringApplication spring) {
      this.spring = spring;
    }

    @Override
    public void run() {
      // What is not there would be found whole.
      if (place.jdbcUrl == null && !DataFolder.hasDatabase(place.data)) {
        throw new StartFailure(
            "There is no database in %s. Say with --data which folder to verify."
                .formatted(place.data.toAbsolutePath().normalize()));
      }
      try (House house = House.open(spring, new House.Plan(place.data, place.jdbcUrl, 0, null))) {
        List<Realms.Realm> realms = house.bean(Realms.class).list();
        if (realms.isEmpty()) {
          throw new StartFailure("The database holds no realm; there is nothing to verify.");
        }
        Sealing sealing = house.bean(Sealing.class);
        boolean whole = true;
        for (Realms.Realm realm : realms) {
          Sealing.Verdict verdict = sealing.verify(realm.id());
          if (verdict.broken() == null) {
            System.out.printf(
                "Realm %s %s: %d commands sealed and whole, %d younger than the last seal.%n",
                realm.id(), realm.name(), verdict.links(), verdict.unsealed());
          } else {
            whole = false;
            System.out.printf(
                "Realm %s %s: BROKEN: %s.%n", realm.id(), realm.name(), verdict.broken());
          }
        }
        if (!whole) {
          throw new StartFailure("The audit chain does not hold.");
        }
      }
    }
  }
}

package org.yanzhen.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.yanzhen.access.Realms;
import org.yanzhen.access.Realms.Purpose;
import org.yanzhen.hall.IntakeFile;
import org.yanzhen.replay.Replay;
import org.yanzhen.replay.SimulatedClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Messages through the gate, in a county that is thrown away afterwards. */
@Command(name = "replay")
class ReplayMessages implements Runnable {

  /**
   * Written before anything else into a folder that is a replay's own, and asked for before
   * anything else is touched.
   */
  static final String MARK = "throw-away";

  /** How far simulated time had come; a kept county's clock never goes back. */
  private static final String CLOCK = "simulated-until";

  /** A Monday morning in China, after the holidays. */
  private static final Instant START = Instant.parse("2026-03-02T00:30:00Z");

  private static final int CLIENTS = 8;

  private final SpringApplication spring;

  @Parameters(paramLabel = "FILE.csv", arity = "1..*")
  List<Path> files = List.of();

  @Option(names = "--limit", paramLabel = "N")
  int limit = Integer.MAX_VALUE;

  @Option(names = "--people", paramLabel = "N")
  int people = 300;

  @Option(names = "--days", paramLabel = "N")
  int days = 45;

  @Option(names = "--speed", paramLabel = "N")
  double speed;

  @Option(names = "--seed", paramLabel = "S")
  long seed = 1;

  @Option(names = "--data", paramLabel = "DIR")
  @Nullable Path data;

  @Option(names = "--db", hidden = true)
  @Nullable String jdbcUrl;

  ReplayMessages(SpringApplication spring) {
    this.spring = spring;
  }

  @Override
  public void run() {
    if (jdbcUrl != null) {
      throw new StartFailure("A replay runs in a throw-away database of its own; --db is refused.");
    }
    if (limit < 1) {
      throw new StartFailure("--limit is at least 1.");
    }
    if (people < 0 || people > 2_000 || days < 1 || days > 300 || speed < 0) {
      throw new StartFailure(
          "--people goes from 0 to 2000, --days from 1 to 300, --speed is 0 or more.");
    }
    try {
      files.forEach(IntakeFile::open);
      Path folder = data == null ? Files.createTempDirectory("yanzhen-replay") : ownFolder(data);
      try {
        replay(folder);
      } finally {
        if (data == null) {
          remove(folder);
        }
      }
    } catch (IntakeFile.UnusableException e) {
      throw new StartFailure(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new StartFailure("The throw-away county has no place: " + e.getMessage());
    }
  }

  private void replay(Path folder) throws IOException {
    SimulatedClock clock = new SimulatedClock(startFor(folder));
    try (House house =
        House.open(spring, new House.Plan(folder, null, 0, Purpose.THROW_AWAY, clock))) {
      Thread stop = new Thread(house::close, "stop");
      Runtime.getRuntime().addShutdownHook(stop);
      for (Realms.Realm realm : house.bean(Realms.class).list()) {
        if (realm.purpose() != Purpose.THROW_AWAY) {
          throw new StartFailure(
              "%s holds %s, which is not thrown away.".formatted(folder, realm.name()));
        }
      }
      Replay.Report report =
          house
              .bean(Replay.class)
              .run(
                  new Replay.Plan(files, limit, seed, people, days, speed, CLIENTS),
                  house.address(),
                  System.out);
      Runtime.getRuntime().removeShutdownHook(stop);
      if (!report.proven()) {
        throw new StartFailure("The replay is not proven.");
      }
    } finally {
      Files.writeString(folder.resolve(CLOCK), clock.instant().toString());
    }
  }

  private static Instant startFor(Path folder) throws IOException {
    Path noted = folder.resolve(CLOCK);
    return Files.exists(noted) ? Instant.parse(Files.readString(noted).strip()) : START;
  }

  /** A new folder becomes a replay's own; any other that is not is left as it is. */
  private static Path ownFolder(Path folder) throws IOException {
    if (Files.exists(folder.resolve(MARK))) {
      return folder;
    }
    if (Files.exists(folder)) {
      try (Stream<Path> inside = Files.list(folder)) {
        if (inside.findAny().isPresent()) {
          throw new StartFailure(
              "%s holds something that is not a replay's. Choose an empty folder or none."
                  .formatted(folder));
        }
      }
    }
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve(MARK), "Everything here was made by a replay and may be deleted.\n");
    return folder;
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

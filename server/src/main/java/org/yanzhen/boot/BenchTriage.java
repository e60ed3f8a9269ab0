package org.yanzhen.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.yanzhen.hall.TriageTrial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures suggestions and pairs on data that is not part of the product. */
@Command(name = "bench-triage", hidden = true)
class BenchTriage implements Runnable {

  private static final List<String> NEEDED =
      List.of("answered.csv", "open.csv", "labelled.csv", "categories.csv");

  @Option(names = "--root", required = true)
  Path root = Path.of("");

  @Option(names = "--data")
  Path data = Path.of("../shared/data/requests");

  /** Print pairs for somebody to read, so many of each band, instead of measuring. */
  @Option(names = "--to-read")
  int toRead;

  @Override
  public void run() {
    Path folder = root.resolve(data).normalize();
    List<String> missing =
        NEEDED.stream().filter(name -> !Files.isRegularFile(folder.resolve(name))).toList();
    if (!missing.isEmpty()) {
      System.out.printf(
          "Skipped: %s lacks %s. Say with --data where the messages are.%n",
          folder, String.join(", ", missing));
      return;
    }
    Path judged = root.resolve("bench/triage/duplicate-pairs.csv");
    if (toRead > 0) {
      System.out.print(TriageTrial.toRead(folder, judged, toRead));
      return;
    }
    String report =
        "# Results of `./yanzhen bench triage`%n%n%s%nMeasured %s, JDK %s, %d cores.%n"
            .formatted(
                TriageTrial.run(folder, judged),
                ZonedDateTime.now()
                    .format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm z", Locale.ROOT)),
                System.getProperty("java.vm.version"),
                Runtime.getRuntime().availableProcessors());
    System.out.print(report);
    try {
      Files.writeString(root.resolve("bench/RESULTS-triage.md"), report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.yanzhen.boot;

import java.io.BufferedWriter;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.yanzhen.access.ApiClient;
import org.yanzhen.access.Realms.Purpose;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.OutcomeView;
import org.yanzhen.hall.IntakeFile;
import org.yanzhen.hall.MessageEnvelopes;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.ProblemView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * Messages from a file into the gate. The ids of item and command are made from the source and the
 * message's id there, so a run that was cut short is simply started again.
 */
@Command(name = "intake")
class ImportIntake implements Runnable {

  /** What became of the rows. */
  record Summary(int received, int alreadyHere, int wrong) {}

  private static final int BATCH = 100;

  /**
   * Of characters; in UTF-8 at most three times as many bytes, which the gate still takes at once.
   */
  private static final int BATCH_LENGTH = 500_000;

  private static final int SAY_EACH = 500;
  private static final Set<String> DESK = Set.of("CLERK", "DISPATCHER");

  private final SpringApplication spring;

  @Mixin CommandLine.Place place = new CommandLine.Place();

  @Parameters(paramLabel = "FILE.csv")
  Path file = Path.of("");

  @Option(names = "--source", paramLabel = "NAME")
  String source = "message-board";

  @Option(names = "--user", paramLabel = "LOGIN")
  @Nullable String login;

  /** Answered messages as new ones, to be confirmed like any other. */
  @Option(names = "--as-new")
  boolean asNew;

  ImportIntake(SpringApplication spring) {
    this.spring = spring;
  }

  @Override
  public void run() {
    try {
      IntakeFile messages = IntakeFile.open(file);
      Optional<String> running = DataFolder.runningAt(place.data.toAbsolutePath().normalize());
      if (running.isPresent()) {
        bringIn(messages, running.get());
        return;
      }
      House.Plan plan = new House.Plan(place.data, place.jdbcUrl, 0, Purpose.DEMO);
      try (House house = House.open(spring, plan)) {
        bringIn(messages, house.address());
      }
    } catch (IntakeFile.UnusableException
        | ApiClient.RefusedException
        | ApiClient.UnreachableException e) {
      throw new StartFailure(String.valueOf(e.getMessage()));
    }
  }

  private void bringIn(IntakeFile messages, String address) {
    try (ApiClient client = new ApiClient(address, Origin.IMPORT)) {
      ApiClient.Account account = signIn(client);
      System.out.printf(
          "Bringing %s into %s …%n", file, account.session().path("realmName").asString(address));
      bringIn(messages, client, account);
    }
  }

  Summary bringIn(IntakeFile messages, ApiClient client, ApiClient.Account account) {
    return new Run(client, account).go(messages);
  }

  private ApiClient.Account signIn(ApiClient client) {
    String password = System.getenv("YANZHEN_PASSWORD");
    JsonNode about = client.get("/api/about");
    boolean demo = about.path("demo").asBoolean(false);
    String name = login == null && demo ? "clerk" : login;
    if (name == null) {
      throw new StartFailure(
          "Say with --user which clerk's or dispatcher's account brings the messages in.");
    }
    for (JsonNode shown : about.path("demoAccounts")) {
      if (password == null && shown.path("login").asString("").equals(name)) {
        password = shown.path("password").asString();
      }
    }
    return signIn(client, name, password == null ? ask(name) : password);
  }

  /**
   * Signs in somebody who may; a refusal by the gate would be kept with the ids the right person
   * will use.
   */
  static ApiClient.Account signIn(ApiClient client, String login, String password) {
    ApiClient.Account account = client.signIn(login, password);
    boolean may =
        account
            .session()
            .path("roles")
            .valueStream()
            .anyMatch(role -> DESK.contains(role.asString()));
    if (!may) {
      throw new StartFailure("%s is no clerk's or dispatcher's account.".formatted(login));
    }
    return account;
  }

  private static String ask(String login) {
    Console console = System.console();
    char[] typed = console == null ? null : console.readPassword("Password of %s: ", login);
    if (typed == null) {
      throw new StartFailure(
          "The password of %s is missing; set YANZHEN_PASSWORD.".formatted(login));
    }
    return new String(typed);
  }

  /** One run over the file. */
  private final class Run {

    private record Pending(IntakeFile.Message message, Envelope envelope) {}

    private final ApiClient client;
    private final ApiClient.Account account;
    private final List<Pending> pending = new ArrayList<>();
    private int pendingLength;
    private int received;
    private int historical;
    private int alreadyHere;
    private int wrong;
    private @Nullable ErrorFile errors;

    private Run(ApiClient client, ApiClient.Account account) {
      this.client = client;
      this.account = account;
    }

    Summary go(IntakeFile messages) {
      ZoneId zone = ZoneId.of(account.session().required("zone").asString());
      try {
        ErrorFile.forget(file);
        messages.read(
            zone,
            row -> {
              switch (row) {
                case IntakeFile.Wrong bad -> refuse(bad.line(), bad.id(), bad.reason());
                case IntakeFile.Message message -> add(message);
              }
              return true;
            });
      } finally {
        try {
          send();
        } finally {
          close();
        }
      }
      System.out.printf("%d received, %d already here, %d wrong.%n", received, alreadyHere, wrong);
      if (historical > 0) {
        System.out.printf(
            "%d of those received were answered elsewhere: kept as precedents, in no rate; none becomes an order.%n",
            historical);
        reportAnswers();
      }
      return new Summary(received, alreadyHere, wrong);
    }

    /** How long the answers took, by the year the message was written in. */
    private void reportAnswers() {
      JsonNode answers = account.get("/api/intake/answers");
      double day = answers.path("workingDayHours").asDouble(7);
      System.out.printf(
          "%nAnswered elsewhere: time to the answer, on the work calendar of its years (a working day has %.1f h)%n",
          day);
      System.out.printf(
          "%-6s %-12s %8s %16s %14s %14s %10s%n",
          "year", "category", "messages", "working days p50", "p90", "days p50", "p90");
      for (JsonNode row : answers.path("rows")) {
        System.out.printf(
            "%-6d %-12s %8d %16.1f %14.1f %14.1f %10.1f%s%n",
            row.path("year").asInt(),
            row.path("category").isString()
                ? row.path("category").asString().isEmpty()
                    ? "(none)"
                    : row.path("category").asString()
                : "all",
            row.path("count").asInt(),
            row.path("medianWorkHours").asDouble() / day,
            row.path("p90WorkHours").asDouble() / day,
            row.path("medianDays").asDouble(),
            row.path("p90Days").asDouble(),
            row.path("calendarKnown").asBoolean(true) ? "" : "  (holidays of that year unknown)");
      }
    }

    private void add(IntakeFile.Message message) {
      Envelope envelope = new MessageEnvelopes(client.mapper(), source, asNew).of(message);
      // As it is sent: whichever column it is that is too long, and with what JSON makes longer.
      int length = envelope.body().toString().length();
      if (length > BATCH_LENGTH) {
        refuse(message.line(), message.id(), "command.too-large: longer than any message may be");
        return;
      }
      if (pending.size() == BATCH || pendingLength + length > BATCH_LENGTH) {
        send();
      }
      pending.add(new Pending(message, envelope));
      pendingLength += length;
    }

    private void send() {
      if (pending.isEmpty()) {
        return;
      }
      List<Pending> sent = List.copyOf(pending);
      pending.clear();
      pendingLength = 0;
      List<OutcomeView> outcomes;
      try {
        outcomes = account.submitAll(sent.stream().map(Pending::envelope).toList());
      } catch (ApiClient.UnreachableException e) {
        throw new StartFailure(
            "%s. %d received, %d already here; run it again, nothing is doubled."
                .formatted(e.getMessage(), received, alreadyHere));
      }
      for (int i = 0; i < sent.size(); i++) {
        IntakeFile.Message message = sent.get(i).message();
        OutcomeView outcome = outcomes.get(i);
        boolean reused =
            outcome.problem() != null && outcome.problem().code().equals("command.id-reused");
        if (outcome.problem() != null && !(reused && isHere(sent.get(i).envelope()))) {
          refuse(message.line(), message.id(), words(outcome.problem()));
        } else if (reused || outcome.replayed()) {
          alreadyHere++;
          progress();
        } else {
          received++;
          if (sent.get(i).envelope().body().path("historical").asBoolean(false)) {
            historical++;
          }
          progress();
        }
      }
    }

    /** An id is reused also when another account brought the same message in. */
    private boolean isHere(Envelope envelope) {
      JsonNode body = envelope.body();
      JsonNode item = account.get("/api/intake/" + body.required("itemId").asString());
      return List.of("sourceId", "subject", "text", "placedAt", "requester", "reply", "repliedAt")
          .stream()
          .allMatch(field -> item.path(field).asString("").equals(body.path(field).asString("")));
    }

    private static String words(ProblemView problem) {
      if (problem.code().equals("command.id-reused")) {
        return problem.code() + ": a message with this id is here already, with other words";
      }
      String field = problem.field() == null ? "" : " at " + problem.field();
      return problem.code() + field + ": " + problem.detail();
    }

    private void refuse(long line, String id, String reason) {
      if (errors == null) {
        errors = ErrorFile.beside(file);
      }
      errors.add(line, id, reason);
      wrong++;
      progress();
    }

    private void progress() {
      int rows = received + alreadyHere + wrong;
      if (rows % SAY_EACH == 0) {
        System.out.printf("%d rows …%n", rows);
      }
    }

    private void close() {
      if (errors != null) {
        errors.close();
        System.out.printf(
            "What is wrong with each of the %d wrong rows is in %s.%n", wrong, errors.path());
      }
    }
  }

  /** The rows that did not go in, for a spreadsheet. */
  private static final class ErrorFile {

    private final Path path;
    private final CSVPrinter rows;

    private ErrorFile(Path path) throws IOException {
      this.path = path;
      BufferedWriter writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
      // Without the mark a spreadsheet takes the file for GBK.
      writer.write('\uFEFF');
      this.rows = new CSVPrinter(writer, CSVFormat.EXCEL);
      rows.printRecord("line", "id", "reason");
    }

    static ErrorFile beside(Path file) {
      IOException first;
      try {
        return new ErrorFile(path(file));
      } catch (IOException e) {
        first = e;
      }
      try {
        return new ErrorFile(here(file));
      } catch (IOException e) {
        throw new StartFailure(
            "The list of wrong rows cannot be written: %s; %s."
                .formatted(first.getMessage(), e.getMessage()));
      }
    }

    /** A list of an earlier run says nothing about this one. */
    static void forget(Path file) {
      try {
        Files.deleteIfExists(path(file));
      } catch (IOException e) {
        // Where it cannot be deleted, this run cannot write it either and says where it writes.
      }
    }

    private static Path path(Path file) {
      return file.resolveSibling(file.getFileName() + ".errors.csv");
    }

    private static Path here(Path file) {
      return Path.of(file.getFileName() + ".errors.csv").toAbsolutePath();
    }

    Path path() {
      return path;
    }

    void add(long line, String id, String reason) {
      try {
        rows.printRecord(line, harmless(id), harmless(reason));
      } catch (IOException e) {
        throw new StartFailure("%s cannot be written: %s".formatted(path, e.getMessage()));
      }
    }

    /** A cell that a spreadsheet would take for a formula is shown as the text it is. */
    private static String harmless(String cell) {
      return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    void close() {
      try {
        rows.close(true);
      } catch (IOException e) {
        throw new StartFailure("%s cannot be written: %s".formatted(path, e.getMessage()));
      }
    }
  }
}

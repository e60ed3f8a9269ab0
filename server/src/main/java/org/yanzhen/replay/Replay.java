package org.yanzhen.replay;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;
import org.yanzhen.access.ApiClient;
import org.yanzhen.access.ApiClient.Account;
import org.yanzhen.access.Realms;
import org.yanzhen.access.Realms.Purpose;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.KindField;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.OutcomeView;
import org.yanzhen.command.Sealing;
import org.yanzhen.demo.DemoCounty;
import org.yanzhen.hall.IntakeFile;
import org.yanzhen.order.HistoryProof;
import org.yanzhen.order.OrderReads;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Level;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes messages through the whole life of an order in a throw-away county, on a clock of its own,
 * and proves what came of it.
 */
@Service
@Lazy
public class Replay {

  /**
   * @param files of messages, read one after the other
   * @param limit how many messages at most, from the start of the first file
   * @param people how many simulated people serve beside those of the demonstration
   * @param days into how many days the messages' own dates are pressed
   * @param speed how much faster than life it goes at most; 0 as fast as the machine can
   * @param clients how many act at once
   */
  public record Plan(
      List<Path> files, int limit, long seed, int people, int days, double speed, int clients) {
    public Plan {
      files = List.copyOf(files);
    }
  }

  /**
   * @param ended orders that came to their end
   * @param commands answered by the gate
   * @param proven whether every line of the proof holds
   */
  public record Report(int ended, int commands, boolean proven) {}

  /** Nothing an order waits for is further away, so a long silence says only that it was long. */
  private static final Duration LONGEST_SILENCE = Duration.ofHours(6);

  private static final double AWAY = 0.15;
  private static final Duration SESSION_USED = Duration.ofDays(10);

  /** Housekeeping the scheduler does on the machine's own time; no order depends on it. */
  private static final Set<String> NOT_OURS =
      Set.of(
          "command.seal",
          "command.sweep-uploads",
          "access.expired-sessions",
          "order.measure-waiting");

  private final Realms realms;
  private final DemoCounty county;
  private final Divisions divisions;
  private final Catalogue catalogue;
  private final WorkCalendar calendar;
  private final Sealing sealing;
  private final OrderReads reads;
  private final HistoryProof histories;
  private final Gate gate;
  private final List<RecurringTask<?>> timers;
  private final InstantSource clock;

  Replay(
      Realms realms,
      DemoCounty county,
      Divisions divisions,
      Catalogue catalogue,
      WorkCalendar calendar,
      Sealing sealing,
      OrderReads reads,
      HistoryProof histories,
      Gate gate,
      List<RecurringTask<?>> timers,
      InstantSource clock) {
    this.realms = realms;
    this.county = county;
    this.divisions = divisions;
    this.catalogue = catalogue;
    this.calendar = calendar;
    this.sealing = sealing;
    this.reads = reads;
    this.histories = histories;
    this.gate = gate;
    this.timers =
        timers.stream()
            .<RecurringTask<?>>map(task -> task)
            .filter(task -> !NOT_OURS.contains(task.getName()))
            .toList();
    this.clock = clock;
  }

  /**
   * Runs it against the server this bean lives in.
   *
   * @param address where that server answers
   */
  public Report run(Plan plan, String address, PrintStream out) {
    List<Realms.Realm> all = realms.list();
    if (all.isEmpty() || all.stream().anyMatch(realm -> realm.purpose() != Purpose.THROW_AWAY)) {
      throw new IllegalStateException("a replay runs in a throw-away county only");
    }
    if (!(clock instanceof SimulatedClock simulated)) {
      throw new IllegalStateException("a replay runs on a clock of its own");
    }
    Realms.Realm realm = all.getFirst();
    try (ApiClient client = new ApiClient(address, Origin.REPLAY)) {
      return new Run(plan, realm, simulated, client, out).go();
    }
  }

  private int townshipOf(int divisionId) {
    Division place = divisions.get(divisionId);
    Integer parent = place.parentId();
    return place.level() == Level.VILLAGE && parent != null ? parent : divisionId;
  }

  /** One run. */
  private final class Run {

    private final Plan plan;
    private final Realms.Realm realm;
    private final ZoneId zone;
    private final SimulatedClock time;
    private final JsonMapper mapper;
    private final PrintStream out;
    private final Company company;
    private final Tally tally;
    private final Timeline timeline;
    private final Scene scene;

    private final AtomicInteger underWay = new AtomicInteger();
    private final Map<UUID, UUID> items = new HashMap<>();
    private final Map<UUID, Journey> beside = new ConcurrentHashMap<>();

    /** Apart from what an earlier run left in a kept folder. */
    private final String source = "replay-" + Ids.next().toString().substring(0, 13);

    Run(Plan plan, Realms.Realm realm, SimulatedClock time, ApiClient client, PrintStream out) {
      this.plan = plan;
      this.realm = realm;
      this.zone = realm.zone();
      this.time = time;
      this.mapper = client.mapper();
      this.out = out;
      this.tally = new Tally(plan.seed());
      this.company = Company.signIn(client, realm.id(), county.accounts());
      this.timeline = new Timeline(time, plan.clients(), plan.speed());
      Crowd crowd =
          new Crowd(
              realm.id(), company.administrator(), mapper, divisions, catalogue.list(realm.id()));
      company.signInMore(client, crowd.make(plan.people(), realm.divisionId(), plan.seed()));
      this.scene =
          new Scene(
              company,
              tally,
              timeline,
              calendar,
              zone,
              mapper,
              gate.types().list().stream()
                  .map(CommandTypes.Type::name)
                  .collect(Collectors.toUnmodifiableSet()),
              plan.seed(),
              answers(catalogue.list(realm.id())),
              Replay.this::townshipOf,
              this::beginBeside);
    }

    Report go() {
      List<IntakeFile.Message> messages = messages();
      Proof proof =
          new Proof(
              company.clerk(),
              realm.id(),
              zone,
              sealing,
              reads,
              histories,
              catalogue,
              calendar,
              out);
      proof.before();
      say(
          "%d messages of %s, seed %d; %d people serve, %d act at once; %s, realm %s (throw-away).",
          messages.size(),
          plan.files().stream().map(file -> file.getFileName().toString()).toList(),
          plan.seed(),
          company.workers().size(),
          plan.clients(),
          source,
          realm.id());
      Instant start = time.instant();
      List<Journey> journeys = begin(messages, start);
      absences(start);
      laterStages(start);
      sessions(start);
      say(
          "From %s on, their own dates pressed into %d days, %s.",
          LocalDate.ofInstant(start, zone),
          plan.days(),
          plan.speed() > 0
              ? "at most %.0f times as fast as life".formatted(plan.speed())
              : "as fast as the machine can");

      long begun = System.nanoTime();
      Progress progress = new Progress(begun, journeys.size());
      timeline.pass(
          () -> {
            runTimers();
            progress.tell();
          });
      Duration took = SimulatedClock.since(begun);
      Map<UUID, JsonNode> details = details(journeys.stream().map(Journey::orderId).toList());
      summary(journeys.size(), start, took, details);
      timeline.failures().stream().limit(20).forEach(failure -> say("FAILED: %s", failure));

      boolean proven =
          proof.after(source, items, details, details(beside.keySet()), tally)
              && timeline.failures().isEmpty();
      say(proven ? "The proof holds." : "THE PROOF FAILS.");
      return new Report(journeys.size() - timeline.failures().size(), tally.acknowledged(), proven);
    }

    // ---- what happens --------------------------------------------------------------------------

    private List<Journey> begin(List<IntakeFile.Message> messages, Instant start) {
      Set<String> kinds =
          catalogue.list(realm.id()).stream().map(Kind::code).collect(Collectors.toSet());
      List<Division> villages = villages();
      List<Instant> moments = pressed(messages, start);
      List<Journey> journeys = new ArrayList<>();
      for (int i = 0; i < messages.size(); i++) {
        IntakeFile.Message message = messages.get(i);
        Story story = Story.of(plan.seed(), message.id());
        Journey journey =
            new Journey(
                scene,
                story,
                Ids.next(),
                KindRule.kindOf(message.subject() + message.text(), kinds),
                villages.get((int) (story.village() * villages.size())).id());
        UUID item = Ids.named("intake/" + source + "/" + message.id() + "/item");
        journeys.add(journey);
        items.put(item, journey.orderId());
        begin(moments.get(i), () -> journey.go(message, source, item));
      }
      return journeys;
    }

    private void begin(Instant at, Runnable course) {
      underWay.incrementAndGet();
      timeline.begin(
          at,
          () -> {
            try {
              course.run();
            } finally {
              underWay.decrementAndGet();
            }
          });
    }

    /** A part of a joint order, or a later stage: served like any other. */
    private void beginBeside(UUID orderId, String kind) {
      Story story = Story.of(plan.seed(), orderId.toString());
      Journey journey = new Journey(scene, story, orderId, kind, realm.divisionId());
      if (beside.putIfAbsent(orderId, journey) == null) {
        begin(timeline.now(), journey::goOnToTheEnd);
      }
    }

    /** Orders nobody has a story for were placed by the house itself: the next stages of a kind. */
    private void laterStages(Instant start) {
      timeline.begin(
          start.plus(Duration.ofDays(1)),
          () -> {
            while (underWay.get() > 0) {
              // Whoever served before may have been asked already.
              for (String filter : List.of("unassigned", "offered", "open")) {
                takeLaterStages(filter);
              }
              timeline.sleep(Duration.ofDays(1));
            }
          });
    }

    private void takeLaterStages(String filter) {
      String after = "";
      do {
        JsonNode page =
            company
                .clerk()
                .get(
                    "/api/orders?filter=%s&limit=100%s"
                        .formatted(filter, after.isEmpty() ? "" : "&after=" + after));
        for (JsonNode card : page.required("items")) {
          UUID id = UUID.fromString(card.required("id").asString());
          if (card.required("source").asString().equals("FOLLOW_UP") && !beside.containsKey(id)) {
            tally.count("later stages");
            beginBeside(id, card.required("kind").asString());
          }
        }
        after = page.path("next").asString("");
      } while (!after.isEmpty());
    }

    /** Where every needed question can be answered with a few plain values. */
    private static Map<String, Map<String, String>> answers(List<Kind> kinds) {
      Map<String, Map<String, String>> answers = new HashMap<>();
      for (Kind kind : kinds) {
        Map<String, String> given = new HashMap<>();
        boolean all = true;
        for (KindField field : kind.fields()) {
          if (field.required()) {
            switch (field.type()) {
              case CHOICE -> given.put(field.code(), field.choices().getFirst().code());
              case TEXT -> given.put(field.code(), "模拟");
              case NUMBER -> given.put(field.code(), "1");
              case DATE -> given.put(field.code(), "2026-03-02");
              default -> all = false;
            }
          }
        }
        if (all) {
          answers.put(kind.code(), given);
        }
      }
      return answers;
    }

    /** The messages' own dates, the long silences shortened, all of it pressed into the days. */
    private List<Instant> pressed(List<IntakeFile.Message> messages, Instant start) {
      double[] offsets = new double[messages.size()];
      for (int i = 1; i < offsets.length; i++) {
        Duration gap = Duration.between(messages.get(i - 1).placedAt(), messages.get(i).placedAt());
        offsets[i] = offsets[i - 1] + Math.min(gap.toSeconds(), LONGEST_SILENCE.toSeconds());
      }
      double all = offsets.length == 0 ? 1 : Math.max(1, offsets[offsets.length - 1]);
      double seconds = Duration.ofDays(plan.days()).toSeconds();
      List<Instant> moments = new ArrayList<>();
      for (double offset : offsets) {
        moments.add(start.plusSeconds((long) (offset / all * seconds)));
      }
      return moments;
    }

    /**
     * The villages of the townships that have somebody of their own; elsewhere it may be too far.
     */
    private List<Division> villages() {
      return company.workers().values().stream()
          .map(worker -> divisions.get(worker.session().required("divisionId").asInt()))
          .filter(division -> division.level() == Level.TOWNSHIP)
          .distinct()
          .sorted(Comparator.comparing(Division::id))
          .flatMap(township -> divisions.villagesBelow(township.id()).stream())
          .toList();
    }

    /** In the middle of it some are away for some days, as the desk records it that morning. */
    private void absences(Instant start) {
      SplittableRandom random = new SplittableRandom(plan.seed());
      List<UUID> persons = company.workers().keySet().stream().sorted().toList();
      for (UUID person : persons) {
        double away = random.nextDouble();
        Instant from = start.plus(Duration.ofHours(random.nextLong(24, 24L * plan.days() + 25)));
        int days = random.nextInt(2, 9);
        if (away < AWAY) {
          timeline.begin(from, () -> leave(person, days));
        }
      }
    }

    private void leave(UUID person, int days) {
      LocalDate first = LocalDate.ofInstant(timeline.now(), zone);
      LocalDate last = first.plusDays(days);
      Map<String, Object> body =
          Map.of("personId", person, "firstDay", first, "lastDay", last, "reason", "LEAVE");
      Envelope envelope = Envelope.of(Ids.next(), "people.record-leave", mapper.valueToTree(body));
      OutcomeView outcome = company.dispatcher().submit(envelope);
      tally.add(company.dispatcher(), envelope, outcome);
      if (outcome.problem() != null) {
        throw new IllegalStateException("leave was refused with " + outcome.problem().code());
      }
      scene.absences().add(person, first, last);
      tally.count("people away");
    }

    /** A session not used for thirty days ends, in simulated time as well. */
    private void sessions(Instant start) {
      for (Account account : company.all()) {
        timeline.begin(
            start.plus(SESSION_USED),
            () -> {
              while (underWay.get() > 0) {
                account.get("/api/session");
                timeline.sleep(SESSION_USED);
              }
            });
      }
    }

    /** As the scheduler runs them every few seconds; here as often as simulated time asks for. */
    private void runTimers() {
      timers.forEach(Replay::runOnce);
    }

    // ---- what it looked like -------------------------------------------------------------------

    private Map<UUID, JsonNode> details(Collection<UUID> ids) {
      Map<UUID, JsonNode> details = new HashMap<>();
      for (UUID id : ids) {
        try {
          details.put(id, company.clerk().get("/api/orders/" + id));
        } catch (ApiClient.RefusedException e) {
          // It never became an order; the proof counts it.
          timeline.failures().add("order " + id + " is not there");
        }
      }
      return details;
    }

    private void summary(int all, Instant start, Duration took, Map<UUID, JsonNode> details) {
      Figures figures = new Figures();
      details.values().forEach(figures::add);
      double seconds = Math.max(0.001, took.toMillis() / 1000.0);
      double days = Duration.between(start, time.instant()).toHours() / 24.0;
      say(
          "%d orders in %.1f s: %.1f orders and %.0f commands a second; %.0f simulated days, %,.0f times as fast as life.",
          all,
          seconds,
          all / seconds,
          tally.acknowledged() / seconds,
          days,
          days * 86_400 / seconds);
      say("Commands done: %s.", tally.done());
      say("Refused by the rules, as they should be: %s.", none(tally.refused()));
      say("Of the model: %s.", none(tally.counts()));
      String period =
          "%s..%s"
              .formatted(
                  LocalDate.ofInstant(start, zone), LocalDate.ofInstant(time.instant(), zone));
      say("Rates and clocks of %s, as the county's desk sees them:", period);
      Figures.rates(company.clerk().get("/api/figures?period=" + period))
          .forEach(line -> say("  %s.", line));
      say("Reopened at least once: %s.", figures.reopening());
      say("Hops, times an order came back: %s.", figures.hops());
      List<String> fairness = figures.fairness(company.workers());
      say("Who served how much, by the division of the post:");
      fairness.forEach(line -> say("  %s", line));
    }

    private static String none(Map<String, Integer> counts) {
      return counts.isEmpty() ? "none" : counts.toString();
    }

    private List<IntakeFile.Message> messages() {
      List<IntakeFile.Message> messages = new ArrayList<>();
      List<IntakeFile.Wrong> wrong = new ArrayList<>();
      for (Path file : plan.files()) {
        if (messages.size() >= plan.limit()) {
          break;
        }
        IntakeFile.open(file)
            .read(
                zone,
                row -> {
                  switch (row) {
                    case IntakeFile.Message message -> messages.add(message);
                    case IntakeFile.Wrong bad -> wrong.add(bad);
                  }
                  return messages.size() < plan.limit();
                });
      }
      if (!wrong.isEmpty()) {
        say("%d rows are no messages and were passed over.", wrong.size());
      }
      messages.sort(Comparator.comparing(IntakeFile.Message::placedAt));
      return messages;
    }

    private void say(String format, Object... values) {
      out.println("[simulated] " + format.formatted(values));
    }

    /** A line now and then, so that whoever waits sees it move. */
    private final class Progress {
      private static final long EVERY_NANOS = 15_000_000_000L;
      private final long begun;
      private final int all;
      private long told;

      Progress(long begun, int all) {
        this.begun = begun;
        this.all = all;
        this.told = begun;
      }

      void tell() {
        if (System.nanoTime() - told < EVERY_NANOS) {
          return;
        }
        told = System.nanoTime();
        say(
            "… %s, %d s: %d of %d messages are orders, %d commands, %d words said.",
            LocalDate.ofInstant(time.instant(), zone),
            (told - begun) / 1_000_000_000L,
            tally.done("hall.confirm"),
            all,
            tally.acknowledged(),
            tally.done("order.solve"));
      }
    }
  }

  private static <T> void runOnce(RecurringTask<T> timer) {
    // The house's own timers look at nothing but the clock; what the scheduler tells beside is not
    // used.
    timer.executeRecurringly(new TaskInstance<>(timer.getName(), RecurringTask.INSTANCE), null);
  }
}

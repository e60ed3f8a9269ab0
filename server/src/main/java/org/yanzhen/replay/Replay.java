package org.yanzhen.replay;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;
import org.yanzhen.access.ApiClient;
import org.yanzhen.access.Realms;
import org.yanzhen.access.Realms.Purpose;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.DispatchMode;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.OutcomeView;
import org.yanzhen.command.Sealing;
import org.yanzhen.demo.DemoCounty;
import org.yanzhen.hall.IntakeFile;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.Orders;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Level;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import tools.jackson.databind.json.JsonMapper;

/** Takes messages to "solved" in a throw-away county and proves what came of it. */
@Service
@Lazy
public class Replay {

  /**
   * @param limit how many messages at most, from the start of the file
   * @param clients how many orders are on their way at once
   */
  public record Plan(Path file, int limit, long seed, int clients) {}

  /**
   * @param solved orders that reached "solved"
   * @param commands answered by the gate
   * @param proven whether every line of the proof holds
   */
  public record Report(
      int solved, int commands, int declines, int reopenings, int racesLost, boolean proven) {}

  private static final int BATCH = 50;

  private final Realms realms;
  private final DemoCounty county;
  private final Divisions divisions;
  private final Catalogue catalogue;
  private final Sealing sealing;
  private final OrderReads reads;
  private final Orders orders;
  private final InstantSource clock;

  Replay(
      Realms realms,
      DemoCounty county,
      Divisions divisions,
      Catalogue catalogue,
      Sealing sealing,
      OrderReads reads,
      Orders orders,
      InstantSource clock) {
    this.realms = realms;
    this.county = county;
    this.divisions = divisions;
    this.catalogue = catalogue;
    this.sealing = sealing;
    this.reads = reads;
    this.orders = orders;
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
    Realms.Realm realm = all.getFirst();
    try (ApiClient client = new ApiClient(address, Origin.REPLAY)) {
      return new Run(plan, realm.id(), realm.zone(), client, out).go();
    }
  }

  /** One run. */
  private final class Run {

    private final Plan plan;
    private final RealmId realm;
    private final ZoneId zone;
    private final ApiClient client;
    private final JsonMapper mapper;
    private final PrintStream out;
    private final Company company;
    private final Tally tally;
    private final AtomicInteger racesLost = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /** Apart from what an earlier run left in a kept folder. */
    private final String source = "replay-" + Ids.next().toString().substring(0, 13);

    Run(Plan plan, RealmId realm, ZoneId zone, ApiClient client, PrintStream out) {
      this.plan = plan;
      this.realm = realm;
      this.zone = zone;
      this.client = client;
      this.mapper = client.mapper();
      this.out = out;
      this.tally = new Tally(plan.seed());
      this.company = Company.signIn(client, realm, county.accounts());
    }

    Report go() {
      List<IntakeFile.Message> messages = messages();
      Proof proof = new Proof(company.clerk(), realm, sealing, reads, orders, out);
      proof.before();
      say(
          "%d messages of %s, seed %d, %d clients at once, %s, realm %s (throw-away).",
          messages.size(), plan.file().getFileName(), plan.seed(), plan.clients(), source, realm);

      Instant begun = clock.instant();
      receive(messages);
      List<Journey> journeys = journeys(messages);
      travel(journeys);
      Duration took = Duration.between(begun, clock.instant());

      int reopened = tally.done("order.reopen");
      int declined = tally.done("order.decline");
      int solved = journeys.size() - failures.size();
      double seconds = Math.max(0.001, took.toMillis() / 1000.0);
      say(
          "%d orders solved in %.1f s: %.1f orders and %.0f commands a second.",
          solved, seconds, solved / seconds, tally.acknowledged() / seconds);
      say(
          "%d commands; %d declined, %d left unanswered and asked back, %d returned, %d reopened, %d races lost.",
          tally.acknowledged(),
          declined,
          tally.done("dispatch.recall"),
          tally.done("order.release"),
          reopened,
          racesLost.get());
      say(
          "Refused by the rules, as they should be: %s.",
          tally.refused().isEmpty() ? "none" : tally.refused());
      failures.forEach(failure -> say("FAILED: %s", failure));

      boolean proven = proof.after(source, journeys, tally) && failures.isEmpty();
      say(proven ? "The proof holds." : "THE PROOF FAILS.");
      return new Report(solved, tally.acknowledged(), declined, reopened, racesLost.get(), proven);
    }

    private List<IntakeFile.Message> messages() {
      List<IntakeFile.Message> messages = new ArrayList<>();
      List<IntakeFile.Wrong> wrong = new ArrayList<>();
      IntakeFile.open(plan.file())
          .read(
              zone,
              row -> {
                switch (row) {
                  case IntakeFile.Message message -> messages.add(message);
                  case IntakeFile.Wrong bad -> wrong.add(bad);
                }
                return messages.size() < plan.limit();
              });
      if (!wrong.isEmpty()) {
        say("%d rows are no messages and were passed over.", wrong.size());
      }
      return messages;
    }

    private UUID itemId(IntakeFile.Message message) {
      return Ids.named("intake/" + source + "/" + message.id() + "/item");
    }

    private void receive(List<IntakeFile.Message> messages) {
      for (int from = 0; from < messages.size(); from += BATCH) {
        List<Envelope> envelopes = new ArrayList<>();
        for (IntakeFile.Message message :
            messages.subList(from, Math.min(from + BATCH, messages.size()))) {
          Map<String, Object> body = new LinkedHashMap<>();
          body.put("itemId", itemId(message));
          body.put("source", source);
          body.put("sourceId", message.id());
          body.put("subject", message.subject());
          body.put("text", message.text());
          body.put("placedAt", message.placedAt());
          body.put("requester", message.requester());
          body.put("reply", message.reply());
          body.put("repliedAt", message.repliedAt());
          envelopes.add(
              Envelope.of(
                  Ids.named("intake/" + source + "/" + message.id() + "/receive"),
                  "hall.receive",
                  mapper.valueToTree(body)));
        }
        List<OutcomeView> outcomes = company.clerk().submitAll(envelopes);
        for (int i = 0; i < envelopes.size(); i++) {
          tally.add(company.clerk(), envelopes.get(i), outcomes.get(i));
        }
      }
    }

    private List<Journey> journeys(List<IntakeFile.Message> messages) {
      List<Division> villages = villages();
      List<Journey> journeys = new ArrayList<>();
      for (IntakeFile.Message message : messages) {
        Story story = Story.of(plan.seed(), message.id());
        String kind = KindRule.kindOf(message.subject() + message.text());
        boolean board =
            catalogue.find(realm, kind).orElseThrow().modes().contains(DispatchMode.BOARD);
        Division village = villages.get((int) (story.village() * villages.size()));
        journeys.add(
            new Journey(
                company,
                tally,
                mapper,
                story,
                itemId(message),
                kind,
                board,
                village.id(),
                racesLost));
      }
      return journeys;
    }

    /**
     * The villages of the townships that have somebody of their own; elsewhere the way may be too
     * far for all.
     */
    private List<Division> villages() {
      return company.workers().values().stream()
          .map(worker -> divisions.get(worker.session().required("divisionId").asInt()))
          .filter(division -> division.level() == Level.TOWNSHIP)
          .distinct()
          .sorted(java.util.Comparator.comparing(Division::id))
          .flatMap(township -> divisions.villagesBelow(township.id()).stream())
          .toList();
    }

    private void travel(List<Journey> journeys) {
      Queue<Journey> waiting = new ConcurrentLinkedQueue<>(journeys);
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < plan.clients(); i++) {
          threads.execute(
              () -> {
                for (Journey journey = waiting.poll(); journey != null; journey = waiting.poll()) {
                  try {
                    journey.go();
                  } catch (RuntimeException e) {
                    failures.add(Objects.requireNonNullElse(e.getMessage(), e.toString()));
                  }
                }
              });
        }
      }
    }

    private void say(String format, Object... values) {
      out.println("[simulated] " + format.formatted(values));
    }
  }
}

package org.yanzhen.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.yanzhen.access.ApiClient.Account;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.OutcomeView;
import org.yanzhen.hall.IntakeFile;
import org.yanzhen.replay.Story.Answer;
import org.yanzhen.replay.Story.Attempt;
import org.yanzhen.replay.Story.Reason;
import org.yanzhen.replay.Story.Round;
import org.yanzhen.replay.Story.Way;
import org.yanzhen.replay.Story.Word;
import org.yanzhen.shared.Ids;
import tools.jackson.databind.JsonNode;

/**
 * One message on its way from arrival to its end, every step by the person whose step it is.
 *
 * <p>Before each step the order is read, and what is done depends on where it stands: timers, other
 * people and the house itself move it, too. So a new way through an order's life is a line here,
 * and none of the others changes.
 */
final class Journey {

  /** Nobody's order needs more steps than this; who gets so far goes round in a circle. */
  private static final int MOST_TURNS = 200;

  private static final String SIMULATED = "（模拟）";
  private static final Duration AFTER_TIMERS = Timeline.QUIET.plus(Timeline.STEP.multipliedBy(2));
  private static final Set<String> FINAL = Set.of("SOLVED", "CANCELLED", "MERGED");

  /**
   * What the rules may answer when somebody comes too late, or somebody else was faster. Anything
   * else is a fault of the product or of the model.
   */
  private static final Set<String> TOO_LATE =
      Set.of(
          "hall.call-back-quiet",
          "order.wrong-state",
          "order.not-yours",
          "order.not-found",
          "order.lease-lost",
          "order.reopen-late",
          "order.parts-open",
          "order.lead-closed",
          "order.part-of-part",
          "order.merge-target",
          "order.taken-for-good",
          "order.suspend-until",
          "dispatch.not-eligible",
          "dispatch.reason-missing",
          "dispatch.mode",
          "command.base-stale");

  private static final List<String> BODIES = List.of("service-hall", "public-works");
  private static final int MOST_WAITS = 20;

  /** So often nobody is to be found before an order goes back to the body it was meant for. */
  private static final int NOBODY_THERE = 6;

  /** Grades the desk above looks into, where the policy of the day says so. */
  private static final int WORST_GRADES = 2;

  /** Working time until it is looked into. */
  private static final Duration LOOKED_INTO = Duration.ofHours(16);

  private record Candidate(UUID person, int rank) {}

  private final Scene scene;
  private final Company company;
  private final Timeline timeline;
  private final Story story;
  private final UUID orderId;
  private final String kind;
  private final int divisionId;

  private final Set<UUID> turnedItDown = new HashSet<>();
  private final Set<Story.Twist> done = new HashSet<>();
  private int round;
  private int attempt;
  private boolean cameBack;
  private boolean gradedBadly;
  private int waited;
  private int nobody;
  private @Nullable String firstBody;

  Journey(Scene scene, Story story, UUID orderId, String kind, int divisionId) {
    this.scene = scene;
    this.company = scene.company();
    this.timeline = scene.timeline();
    this.story = story;
    this.orderId = orderId;
    this.kind = kind;
    this.divisionId = divisionId;
  }

  UUID orderId() {
    return orderId;
  }

  /** From the message's arrival on. */
  void go(IntakeFile.Message message, String source, UUID itemId) {
    receive(message, source, itemId);
    scene.sleepAtWork(story.confirmAfter());
    confirm(itemId);
    scene.remember(kind, divisionId, orderId);
    goOnToTheEnd();
  }

  /** An order that is there already: a part, or the next stage. */
  void goOnToTheEnd() {
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      JsonNode card = read();
      if (!step(card, card.required("state").asString())) {
        return;
      }
    }
    throw new IllegalStateException("order " + orderId + " (" + kind + ") never came to an end");
  }

  /** False when there is nothing more to come. */
  private boolean step(JsonNode card, String state) {
    switch (state) {
      case "DRAFT" -> attempt(company.clerk(), "order.submit", body());
      case "WAITING" -> giveOut();
      case "OFFERED" -> answer(card);
      case "OPEN" -> claim();
      case "ACCEPTED" -> begin(card);
      case "WORKING" -> goOn(card);
      case "REPORTED" -> hear(card);
      case "SUSPENDED" -> resume(card);
      case "SOLVED" -> {
        if (comesBack()) {
          return true;
        }
        putRight();
        return false;
      }
      default -> {
        if (FINAL.contains(state)) {
          return false;
        }
        throw new IllegalStateException("the model knows no state " + state);
      }
    }
    return true;
  }

  // ---- the clerk -------------------------------------------------------------------------------

  private void receive(IntakeFile.Message message, String source, UUID itemId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("itemId", itemId);
    body.put("source", source);
    body.put("sourceId", message.id());
    body.put("subject", message.subject());
    body.put("text", message.text());
    body.put("placedAt", message.placedAt());
    body.put("requester", message.requester());
    must(company.clerk(), "hall.receive", body);
  }

  private void confirm(UUID itemId) {
    Map<String, Object> body = new HashMap<>();
    body.put("itemId", itemId);
    body.put("orderId", orderId);
    body.put("kind", kind);
    body.put("divisionId", divisionId);
    if (story.urgency() != Urgency.NORMAL) {
      body.put("urgency", story.urgency());
    }
    must(company.clerk(), "hall.confirm", body);
  }

  // ---- the dispatcher --------------------------------------------------------------------------

  private void giveOut() {
    Attempt next = attempt();
    scene.sleepAtWork(next.after());
    JsonNode card = read();
    if (firstBody == null) {
      firstBody = card.path("responsibleBody").asString("");
    }
    if (!card.required("state").asString().equals("WAITING") || twistWhileWaiting(card)) {
      return;
    }
    if (next.way() == Way.BOARD && attempt(company.dispatcher(), "dispatch.open", body())) {
      return;
    }
    List<Candidate> all = candidates();
    List<Candidate> willing =
        all.stream().filter(one -> !turnedItDown.contains(one.person())).toList();
    List<Candidate> ranked = willing.isEmpty() ? all : willing;
    if (ranked.isEmpty()) {
      // Everybody has their hands full: again in half a day.
      scene.tally().count("nobody free");
      if (++nobody % NOBODY_THERE == 0 && goesBack(card)) {
        return;
      }
      scene.sleepAtWork(Duration.ofHours(4));
      return;
    }
    Candidate chosen = ranked.get(next.second() && ranked.size() > 1 ? 1 : 0);
    Map<String, Object> body = body("personId", chosen.person());
    if (chosen.rank() > 1) {
      body.put("reason", SIMULATED + "前面的人去不了，或者他更熟悉");
    }
    OutcomeView outcome = submit(company.dispatcher(), "dispatch.offer", body);
    if (code(outcome).equals("dispatch.reason-missing")) {
      // Somebody else's offer has changed the ranking since it was read.
      body.put("reason", SIMULATED + "看名单时他排在最前");
      outcome = submit(company.dispatcher(), "dispatch.offer", body);
    }
    allowed(outcome, "dispatch.offer");
  }

  /** Where it was transferred to nobody may take it: it goes back where it came from. */
  private boolean goesBack(JsonNode card) {
    String now = card.path("responsibleBody").asString("");
    return firstBody != null
        && !firstBody.equals(now)
        && attempt(
            company.dispatcher(),
            "order.transfer",
            body("body", firstBody, "reason", "NOT_OURS", "text", SIMULATED + "这里没有人能办"));
  }

  private List<Candidate> candidates() {
    List<Candidate> ranked = new ArrayList<>();
    JsonNode answer = company.dispatcher().get("/api/orders/" + orderId + "/candidates");
    for (JsonNode one : answer.required("ranked")) {
      UUID person = UUID.fromString(one.required("person").required("id").asString());
      if (company.workers().containsKey(person)) {
        ranked.add(new Candidate(person, one.required("rank").asInt()));
      }
    }
    return ranked;
  }

  // ---- whoever serves --------------------------------------------------------------------------

  private void answer(JsonNode card) {
    Optional<UUID> asked = person(card, "offeredTo");
    Account worker = asked.map(company.workers()::get).orElse(null);
    if (asked.isEmpty() || worker == null) {
      awaitLapse(card, "OFFERED");
      return;
    }
    Attempt now = attempt();
    if (scene.absences().isAway(asked.get(), timeline.now())) {
      decline(worker, asked.get(), Reason.AWAY);
      return;
    }
    switch (now.answer()) {
      case SILENT -> {
        awaitLapse(card, "OFFERED");
        turnedItDown.add(asked.get());
        attempt++;
      }
      case DECLINES -> {
        timeline.sleep(now.answerAfter());
        decline(worker, asked.get(), now.reason());
      }
      default -> {
        timeline.sleep(now.answerAfter());
        if (!attempt(worker, "order.accept", body())) {
          // Too late: the offer has run out.
          attempt++;
        }
      }
    }
  }

  private void decline(Account worker, UUID person, Reason reason) {
    attempt(worker, "order.decline", body("reason", reason));
    turnedItDown.add(person);
    attempt++;
  }

  /** On the board: one or two who want it, or nobody. */
  private void claim() {
    Attempt now = attempt();
    List<UUID> wanting =
        candidates().stream()
            .map(Candidate::person)
            .filter(one -> !scene.absences().isAway(one, timeline.now()))
            .limit(now.race() ? 2 : 1)
            .toList();
    boolean nobody =
        now.answer() == Answer.SILENT || now.answer() == Answer.DECLINES || wanting.isEmpty();
    if (nobody) {
      scene.sleepAtWork(Duration.ofHours(7));
      if (read().required("state").asString().equals("OPEN")) {
        attempt(company.dispatcher(), "dispatch.recall", body("reason", SIMULATED + "没有人认领"));
      }
      attempt++;
      return;
    }
    timeline.sleep(now.answerAfter());
    List<OutcomeView> answers = claimAtOnce(wanting);
    long got = answers.stream().filter(one -> one.problem() == null).count();
    if (got > 1) {
      throw new IllegalStateException("order " + orderId + " was taken by two");
    }
    if (wanting.size() > 1) {
      scene.tally().count("races");
    }
    if (got == 0) {
      // Nobody may take it as it stands: the dispatcher looks for somebody.
      attempt(company.dispatcher(), "dispatch.recall", body("reason", SIMULATED + "没有人认领"));
      attempt++;
    }
  }

  private List<OutcomeView> claimAtOnce(List<UUID> persons) {
    CountDownLatch start = new CountDownLatch(persons.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<OutcomeView>> claims =
          persons.stream()
              .map(
                  person ->
                      threads.submit(
                          () -> {
                            start.countDown();
                            start.await();
                            return submit(worker(person), "dispatch.claim", body());
                          }))
              .toList();
      List<OutcomeView> answers = new ArrayList<>();
      for (Future<OutcomeView> claim : claims) {
        OutcomeView answer = claim.get();
        allowed(answer, "dispatch.claim");
        answers.add(answer);
      }
      return answers;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void begin(JsonNode card) {
    Optional<UUID> assignee = person(card, "assignee");
    Account worker = assignee.map(company.workers()::get).orElse(null);
    if (assignee.isEmpty() || worker == null) {
      awaitLapse(card, "ACCEPTED");
      return;
    }
    Attempt now = attempt();
    if (scene.absences().isAway(assignee.get(), timeline.now())) {
      giveBack(worker, assignee.get(), Reason.AWAY);
    } else if (now.answer() == Answer.RETURNS_BEFORE_CONTACT) {
      giveBack(worker, assignee.get(), now.reason());
    } else if (now.answer() == Answer.FORGETS) {
      awaitLapse(card, "ACCEPTED");
      turnedItDown.add(assignee.get());
      attempt++;
    } else {
      work(worker, now);
    }
  }

  /**
   * First contact, notes, "done": said at once, or written down without a network and sent later.
   */
  private void work(Account worker, Attempt now) {
    Round of = round();
    boolean told = attempt >= of.attempts().size();
    timeline.sleep(told ? now.after() : of.contactAfter());
    Phone phone = scene.phone(worker);
    Envelope start = entry(phone, "order.start", "已电话联系，约好上门时间。");
    boolean stops =
        now.answer() == Answer.RETURNS_AFTER_CONTACT
            || story.twists().contains(Story.Twist.SUSPENDED)
            || story.twists().contains(Story.Twist.JOINT);
    if (now.network() == Phone.Network.GOOD || stops) {
      if (!send(phone, List.of(start), Phone.Network.GOOD)) {
        attempt++;
      }
      return;
    }
    List<Envelope> log = new ArrayList<>(List.of(start));
    // Nobody is without a network for days.
    Duration part = of.work().dividedBy(4L * (of.notes() + 1));
    for (int note = 1; note <= of.notes(); note++) {
      timeline.sleep(part);
      log.add(entry(phone, "order.note", "第 " + note + " 次到现场，记录情况。"));
    }
    timeline.sleep(part);
    log.add(entry(phone, "order.report", "已到现场办理，结果请当面确认。"));
    if (!send(phone, log, now.network())) {
      scene.tally().count("logs that came too late");
      attempt++;
    }
  }

  private void goOn(JsonNode card) {
    Optional<UUID> assignee = person(card, "assignee");
    Account worker = assignee.map(company.workers()::get).orElse(null);
    if (assignee.isEmpty() || worker == null) {
      attempt(company.dispatcher(), "dispatch.recall", body("reason", SIMULATED + "另派他人"));
      attempt++;
      return;
    }
    Attempt now = attempt();
    if (now.answer() == Answer.RETURNS_AFTER_CONTACT) {
      giveBack(worker, assignee.get(), now.reason());
      return;
    }
    if (comesUp(Story.Twist.SUSPENDED, "order.suspend") && suspend()) {
      return;
    }
    if (card.path("openParts").asInt(0) > 0) {
      // The others are not done yet.
      scene.tally().count("waits for a part");
      scene.sleepAtWork(Duration.ofHours(4));
      if (++waited < MOST_WAITS) {
        return;
      }
      waive();
    }
    Round of = round();
    Phone phone = scene.phone(worker);
    Duration part = of.work().dividedBy(of.notes() + 1L);
    for (int note = 1; note <= of.notes(); note++) {
      timeline.sleep(part);
      send(
          phone,
          List.of(entry(phone, "order.note", "第 " + note + " 次到现场，记录情况。")),
          Phone.Network.GOOD);
    }
    timeline.sleep(part);
    send(phone, List.of(entry(phone, "order.report", "已到现场办理，结果请当面确认。")), Phone.Network.GOOD);
  }

  private void giveBack(Account worker, UUID person, Reason reason) {
    timeline.sleep(attempt().answerAfter());
    attempt(worker, "order.release", body("reason", reason, "text", SIMULATED + "临时有事，去不了"));
    turnedItDown.add(person);
    attempt++;
  }

  private Envelope entry(Phone phone, String type, String text) {
    return phone.write(type, body("text", SIMULATED + text), timeline.now());
  }

  /** False when it came too late. */
  private boolean send(Phone phone, List<Envelope> entries, Phone.Network network) {
    List<OutcomeView> outcomes = phone.send(entries, network);
    if (outcomes.size() != entries.size()) {
      throw new IllegalStateException("order " + orderId + ": the answer to a log breaks off");
    }
    scene.tally().count("network " + network);
    boolean inTime = true;
    for (int i = 0; i < entries.size(); i++) {
      OutcomeView outcome = outcomes.get(i);
      if (!outcome.id().equals(entries.get(i).id())) {
        throw new IllegalStateException("order " + orderId + ": answers in another order");
      }
      scene.tally().add(phone.owner(), entries.get(i), outcome);
      inTime &= allowed(outcome, entries.get(i).type());
    }
    return inTime;
  }

  /**
   * Nobody does anything: the lease runs out by the clock, and the house's own timer must have
   * returned the order.
   */
  private void awaitLapse(JsonNode card, String state) {
    JsonNode lease = card.path("leaseUntil");
    int version = card.required("version").asInt();
    if (lease.isMissingNode() || lease.isNull()) {
      scene.sleepAtWork(Duration.ofHours(4));
      return;
    }
    timeline.sleepUntil(Instant.parse(lease.asString()).plus(AFTER_TIMERS));
    JsonNode after = read();
    if (after.required("state").asString().equals(state)
        && after.required("version").asInt() == version) {
      throw new IllegalStateException(
          "order %s: the lease until %s ran out and nothing returned it"
              .formatted(orderId, lease.asString()));
    }
    scene.tally().count("silences that ran out");
  }

  /** After two weeks the dispatcher goes on without the part, and says why. */
  private void waive() {
    for (JsonNode part : company.clerk().get("/api/orders/" + orderId).path("parts")) {
      attempt(
          company.dispatcher(),
          "order.waive-part",
          body("partId", part.required("id").asString(), "reason", SIMULATED + "等不到"));
    }
    waited = 0;
  }

  // ---- what else happens -----------------------------------------------------------------------

  /** Once, in the first round, where the server knows the command. */
  private boolean comesUp(Story.Twist twist, String command) {
    return round == 0
        && story.twists().contains(twist)
        && scene.known().contains(command)
        && done.add(twist);
  }

  /** What may happen while nobody has it in hand; true when the order is to be read again. */
  private boolean twistWhileWaiting(JsonNode card) {
    if (comesUp(Story.Twist.WITHDRAWN, "order.cancel")) {
      boolean withdrawn =
          attempt(company.clerk(), "order.cancel", body("reason", SIMULATED + "不需要了"));
      if (withdrawn) {
        scene.goOnAlone(orderId, kind);
      }
      return withdrawn;
    }
    if (card.required("urgency").asString().equals("NORMAL")
        && comesUp(Story.Twist.PRESSING, "order.set-urgency")) {
      return attempt(
          company.clerk(),
          "order.set-urgency",
          body("urgency", Urgency.URGENT, "reason", SIMULATED + "情况变急"));
    }
    if (comesUp(Story.Twist.TRANSFERRED, "order.transfer")) {
      String now = card.path("responsibleBody").asString("");
      String other = BODIES.stream().filter(one -> !one.equals(now)).findFirst().orElseThrow();
      return attempt(
          company.dispatcher(),
          "order.transfer",
          body("body", other, "reason", "NOT_OURS", "text", SIMULATED + "不归这里管"));
    }
    if (comesUp(Story.Twist.DOUBLE, "order.merge")) {
      UUID into = scene.lastOf(kind, divisionId);
      boolean merged =
          into != null
              && !into.equals(orderId)
              && attempt(
                  company.clerk(), "order.merge", body("into", into, "reason", SIMULATED + "同一件事"));
      if (into != null && merged) {
        scene.goesOnWith(orderId, into);
      }
      return merged;
    }
    if (comesUp(Story.Twist.JOINT, "order.add-part")) {
      return addPart();
    }
    if (comesUp(Story.Twist.ME_TOO, "order.merge")) {
      meToo();
    }
    return false;
  }

  /** A second body does its part; the lead cannot be reported before that is closed or waived. */
  private boolean addPart() {
    UUID part = Ids.next();
    String other = kind.equals(KindRule.FACILITY) ? "proxy-filing" : KindRule.FACILITY;
    boolean added =
        attempt(
            company.dispatcher(),
            "order.add-part",
            body("partId", part, "kind", other, "text", SIMULATED + "请配合办理其中一部分"));
    if (added) {
      scene.tally().count("orders beside the messages");
      scene.alsoBegin(part, other);
    }
    return added;
  }

  private void meToo() {
    Map<String, String> answers = scene.answers().get(kind);
    if (answers == null) {
      return;
    }
    UUID mine = Ids.next();
    Map<String, Object> body = new HashMap<>();
    body.put("orderId", mine);
    body.put("kind", kind);
    body.put("text", SIMULATED + "我家也是这个情况");
    body.put("divisionId", divisionId);
    body.put("source", "CALL");
    body.put("fields", answers);
    body.put("requesterName", "模拟乙");
    body.put("joins", orderId);
    if (attempt(company.clerk(), "order.place", body)) {
      scene.tally().count("orders beside the messages");
      scene.goesOnWith(mine, orderId);
    }
  }

  private boolean suspend() {
    return attempt(
        company.dispatcher(),
        "order.suspend",
        body(
            "reason",
            "MATERIAL",
            "until",
            timeline.now().plus(Duration.ofDays(3)),
            "text",
            SIMULATED + "等配件"));
  }

  /** Half of them somebody takes up again; the others come back by their own date. */
  private void resume(JsonNode card) {
    if (story.village() < 0.5) {
      timeline.sleep(Duration.ofDays(2));
      if (read().required("state").asString().equals("SUSPENDED")) {
        attempt(company.dispatcher(), "order.resume", body());
      }
      return;
    }
    awaitLapse(card, "SUSPENDED");
  }

  // ---- the requester, on the telephone ---------------------------------------------------------

  private void hear(JsonNode card) {
    Round of = round();
    timeline.sleep(of.wordAfter());
    if (of.word() == Word.SILENT) {
      awaitWord(card);
      return;
    }
    if (of.word() == Word.NOT_SOLVED) {
      reopen();
    } else {
      Map<String, Object> solved = body("channel", "CALL");
      if (of.rating() != null) {
        solved.put("rating", of.rating());
      }
      if (attempt(company.clerk(), "order.solve", solved)
          && of.rating() != null
          && of.rating() <= WORST_GRADES) {
        gradedBadly = true;
      }
    }
  }

  /**
   * A bad grade is looked into by the desk above and its rater called; whoever is not content is
   * heard once more by somebody else. A part makes none, nor does a grade of before the rule.
   */
  private void putRight() {
    if (!gradedBadly) {
      return;
    }
    gradedBadly = false;
    boolean notContent = story.village() < 0.2;
    for (Account desk : List.of(company.dispatcher(), company.administrator())) {
      JsonNode grades = desk.get("/api/bad-grades?order=" + orderId).required("items");
      if (grades.isEmpty() || !grades.get(0).required("mayAnswer").asBoolean()) {
        return;
      }
      scene.sleepAtWork(LOOKED_INTO);
      must(
          desk,
          "order.answer-bad-grade",
          Map.of(
              "badGradeId",
              grades.get(0).required("id").asString(),
              "finding",
              "VERIFIED",
              "reason",
              SIMULATED + "去看过，问过办的人",
              "putRight",
              SIMULATED + "已经补做"));
      callTheRater(notContent && desk == company.dispatcher());
      scene.tally().count("bad grades looked into");
    }
  }

  private void callTheRater(boolean notContent) {
    for (String state : List.of("WAITING", "VISIT")) {
      JsonNode calls =
          company
              .clerk()
              .get("/api/hall/call-backs?order=" + orderId + "&state=" + state)
              .required("items");
      for (JsonNode call : calls) {
        if (!call.required("source").asString().equals("GRADED")) {
          continue;
        }
        String id = call.required("id").asString();
        // Not before breakfast, nor at noon.
        while (!attempt(company.clerk(), "hall.claim-call-back", Map.of("callBackId", id))) {
          timeline.sleep(Duration.ofHours(1));
        }
        must(
            company.clerk(),
            "hall.try-call-back",
            Map.of(
                "callBackId",
                id,
                "outcome",
                "REACHED",
                "result",
                notContent ? "NOT_CONTENT" : "CONTENT"));
        return;
      }
    }
  }

  /**
   * Not reached until the time for the word has run out; then, if the order still asks, once more.
   */
  private void awaitWord(JsonNode card) {
    JsonNode due = card.path("nextClock").path("dueAt");
    Instant until =
        due.isMissingNode()
            ? timeline.now().plus(Duration.ofDays(7))
            : Instant.parse(due.asString());
    timeline.sleepUntil(until.plus(Duration.ofDays(1)).plus(AFTER_TIMERS));
    if (read().required("state").asString().equals("REPORTED")) {
      scene.tally().count("words after the time");
      attempt(company.clerk(), "order.solve", body("channel", "CALL"));
    } else {
      scene.tally().count("ended without a word");
    }
  }

  private boolean comesBack() {
    if (round().word() != Word.SOLVED_TOO_EARLY || cameBack) {
      return false;
    }
    cameBack = true;
    timeline.sleep(Duration.ofDays(2));
    reopen();
    return true;
  }

  private void reopen() {
    boolean reopened =
        attempt(
            company.clerk(),
            "order.reopen",
            body("channel", "CALL", "text", SIMULATED + "电话回访：问题还没有解决"));
    if (reopened) {
      round = Math.min(round + 1, story.rounds().size() - 1);
      attempt = 0;
      cameBack = false;
      turnedItDown.clear();
    }
  }

  // ---- asking and sending ----------------------------------------------------------------------

  private Round round() {
    return story.rounds().get(round);
  }

  private Attempt attempt() {
    List<Attempt> attempts = round().attempts();
    return attempt < attempts.size() ? attempts.get(attempt) : Attempt.plain();
  }

  private JsonNode read() {
    return company.clerk().get("/api/orders/" + orderId).required("card");
  }

  private static Optional<UUID> person(JsonNode card, String field) {
    JsonNode id = card.path(field).path("id");
    return id.isMissingNode() ? Optional.empty() : Optional.of(UUID.fromString(id.asString()));
  }

  private Account worker(UUID person) {
    return Objects.requireNonNull(
        company.workers().get(person), () -> "nobody signed in as " + person);
  }

  private Map<String, Object> body(Object... namesAndValues) {
    Map<String, Object> body = new HashMap<>();
    body.put("orderId", orderId);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      body.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return body;
  }

  /** A step the rules allow whatever else goes on. */
  private void must(Account by, String type, Map<String, Object> body) {
    OutcomeView answer = submit(by, type, body);
    if (answer.problem() != null) {
      throw refused(type, answer);
    }
  }

  /** A step that somebody else, or the clock, may have forestalled. */
  private boolean attempt(Account by, String type, Map<String, Object> body) {
    return allowed(submit(by, type, body), type);
  }

  private boolean allowed(OutcomeView answer, String type) {
    if (answer.problem() != null && !TOO_LATE.contains(code(answer))) {
      throw refused(type, answer);
    }
    return answer.problem() == null;
  }

  private IllegalStateException refused(String type, OutcomeView answer) {
    return new IllegalStateException(
        "order %s (%s): %s was refused with %s".formatted(orderId, kind, type, code(answer)));
  }

  private static String code(OutcomeView answer) {
    return answer.problem() == null ? "" : answer.problem().code();
  }

  private OutcomeView submit(Account by, String type, Map<String, Object> body) {
    Envelope envelope = Envelope.of(Ids.next(), type, scene.mapper().valueToTree(body));
    OutcomeView answer = by.submit(envelope);
    scene.tally().add(by, envelope, answer);
    return answer;
  }
}

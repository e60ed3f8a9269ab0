package org.yanzhen.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.yanzhen.access.ApiClient.Account;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.OutcomeView;
import org.yanzhen.order.OrderState;
import org.yanzhen.replay.Story.Answer;
import org.yanzhen.replay.Story.Attempt;
import org.yanzhen.replay.Story.Reason;
import org.yanzhen.replay.Story.Round;
import org.yanzhen.replay.Story.Way;
import org.yanzhen.shared.Ids;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One message on its way from the clerk's confirmation to "solved", every step by the person whose
 * step it is.
 */
final class Journey {

  /** When the day's ranking spoils the story, it is given out again, at most so often. */
  private static final int TRIES = 20;

  private static final String SIMULATED = "（模拟）";

  private record Candidate(UUID person, int rank) {}

  private final Company company;
  private final Tally tally;
  private final JsonMapper mapper;
  private final boolean boardAllowed;
  private final Story story;
  private final UUID itemId;
  private final UUID orderId = Ids.next();
  private final String kind;
  private final int divisionId;
  private final AtomicInteger racesLost;

  private OrderState state = OrderState.DRAFT;
  private final Set<UUID> turnedItDown = new HashSet<>();

  Journey(
      Company company,
      Tally tally,
      JsonMapper mapper,
      Story story,
      UUID itemId,
      String kind,
      boolean boardAllowed,
      int divisionId,
      AtomicInteger racesLost) {
    this.company = company;
    this.tally = tally;
    this.mapper = mapper;
    this.story = story;
    this.itemId = itemId;
    this.kind = kind;
    this.boardAllowed = boardAllowed;
    this.divisionId = divisionId;
    this.racesLost = racesLost;
  }

  UUID orderId() {
    return orderId;
  }

  UUID itemId() {
    return itemId;
  }

  void go() {
    confirm();
    for (Round round : story.rounds()) {
      serve(round);
      hear(round);
    }
    if (state != OrderState.SOLVED) {
      throw new IllegalStateException("order " + orderId + " ended as " + state);
    }
  }

  private void confirm() {
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

  /** Until somebody has served and says so. */
  private void serve(Round round) {
    turnedItDown.clear();
    for (Attempt attempt : round.attempts()) {
      if (attempt(attempt, round.notes())) {
        return;
      }
    }
    for (int tried = 0; tried < TRIES; tried++) {
      if (attempt(
          new Attempt(Way.OFFER, false, false, Answer.TAKES, Reason.OTHER), round.notes())) {
        return;
      }
    }
    throw new IllegalStateException("order " + orderId + " (" + kind + ") found nobody to go");
  }

  private boolean attempt(Attempt attempt, int notes) {
    boolean board = attempt.way() == Way.BOARD && boardAllowed;
    Optional<UUID> taker = board ? overTheBoard(attempt) : byOffer(attempt);
    if (taker.isEmpty()) {
      return false;
    }
    UUID person = taker.get();
    Account worker = worker(person);
    if (attempt.answer() == Answer.RETURNS_BEFORE_CONTACT) {
      giveBack(worker, attempt.reason());
      return false;
    }
    must(worker, "order.start", body("text", SIMULATED + "已电话联系，约好上门时间。"));
    if (attempt.answer() == Answer.RETURNS_AFTER_CONTACT) {
      giveBack(worker, attempt.reason());
      return false;
    }
    for (int note = 1; note <= notes; note++) {
      must(worker, "order.note", body("text", SIMULATED + "第 " + note + " 次到现场，记录情况。"));
    }
    must(worker, "order.report", body("text", SIMULATED + "已到现场办理，结果请当面确认。"));
    return true;
  }

  /** The one who took it from the board, if anybody did. */
  private Optional<UUID> overTheBoard(Attempt attempt) {
    List<Candidate> ranked = candidates();
    if (ranked.isEmpty()) {
      return Optional.empty();
    }
    if (state != OrderState.OPEN) {
      must(company.dispatcher(), "dispatch.open", body());
    }
    if (attempt.answer() == Answer.SILENT || attempt.answer() == Answer.DECLINES) {
      // Nobody takes it; instead of letting days pass, the dispatcher takes it down.
      must(company.dispatcher(), "dispatch.recall", body("reason", SIMULATED + "没有人认领"));
      return Optional.empty();
    }
    List<UUID> wanting =
        ranked.stream().limit(attempt.race() ? 2 : 1).map(Candidate::person).toList();
    List<UUID> holding = new ArrayList<>();
    List<OutcomeView> answers = claimAtOnce(wanting);
    for (int i = 0; i < wanting.size(); i++) {
      if (answers.get(i).problem() == null) {
        holding.add(wanting.get(i));
        moved(answers.get(i));
      } else if (wanting.size() > 1) {
        racesLost.incrementAndGet();
      }
    }
    if (holding.size() > 1) {
      throw new IllegalStateException("order " + orderId + " was taken by two");
    }
    return holding.stream().findFirst();
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
        answers.add(claim.get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Optional<UUID> byOffer(Attempt attempt) {
    List<Candidate> willing =
        candidates().stream().filter(one -> !turnedItDown.contains(one.person())).toList();
    List<Candidate> ranked = willing.isEmpty() ? candidates() : willing;
    if (ranked.isEmpty()) {
      return Optional.empty();
    }
    Candidate chosen = ranked.get(attempt.second() && ranked.size() > 1 ? 1 : 0);
    if (!offer(chosen)) {
      return Optional.empty();
    }
    Account worker = worker(chosen.person());
    switch (attempt.answer()) {
      case SILENT -> {
        // The lease would return it in hours; the model asks back at once.
        must(company.dispatcher(), "dispatch.recall", body("reason", SIMULATED + "一直没有回音"));
        turnedItDown.add(chosen.person());
        return Optional.empty();
      }
      case DECLINES -> {
        must(worker, "order.decline", body("reason", attempt.reason()));
        turnedItDown.add(chosen.person());
        return Optional.empty();
      }
      case TAKES, RETURNS_BEFORE_CONTACT, RETURNS_AFTER_CONTACT -> {
        must(worker, "order.accept", body());
        return Optional.of(chosen.person());
      }
    }
    throw new IllegalStateException();
  }

  /**
   * Other offers may change the ranking between reading it and offering; then a reason is asked for
   * and given.
   */
  private boolean offer(Candidate chosen) {
    Map<String, Object> body = body("personId", chosen.person());
    if (chosen.rank() > 1) {
      body.put("reason", SIMULATED + "前面的人去不了，或者他更熟悉");
    }
    OutcomeView answer = submit(company.dispatcher(), "dispatch.offer", body);
    if (answer.problem() != null && answer.problem().code().equals("dispatch.reason-missing")) {
      body.put("reason", SIMULATED + "看名单时他排在最前");
      answer = submit(company.dispatcher(), "dispatch.offer", body);
    }
    if (answer.problem() != null) {
      return false;
    }
    moved(answer);
    return true;
  }

  private void giveBack(Account worker, Reason reason) {
    Map<String, Object> body = body("reason", reason);
    body.put("text", SIMULATED + "临时有事，去不了");
    must(worker, "order.release", body);
    turnedItDown.add(UUID.fromString(worker.session().required("personId").asString()));
  }

  /** The clerk calls the requester and writes down the word. */
  private void hear(Round round) {
    if (round.solved() || round.solvedTooEarly()) {
      Map<String, Object> solved = body("channel", "CALL");
      if (round.rating() != null) {
        solved.put("rating", round.rating());
      }
      must(company.clerk(), "order.solve", solved);
    }
    if (!round.solved()) {
      Map<String, Object> again = body("channel", "CALL");
      again.put("text", SIMULATED + "电话回访：问题还没有解决");
      must(company.clerk(), "order.reopen", again);
    }
  }

  private List<Candidate> candidates() {
    List<Candidate> ranked = new ArrayList<>();
    JsonNode answer = company.dispatcher().get("/api/orders/" + orderId + "/candidates");
    for (JsonNode one : answer.required("ranked")) {
      ranked.add(
          new Candidate(
              UUID.fromString(one.required("person").required("id").asString()),
              one.required("rank").asInt()));
    }
    return ranked;
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

  /**
   * A step that the rules allow here and now; a refusal is a fault of the product or of the model.
   */
  private void must(Account by, String type, Map<String, Object> body) {
    OutcomeView answer = submit(by, type, body);
    if (answer.problem() != null) {
      throw new IllegalStateException(
          "order %s, %s: %s was refused with %s"
              .formatted(orderId, state, type, answer.problem().code()));
    }
    moved(answer);
  }

  private OutcomeView submit(Account by, String type, Map<String, Object> body) {
    Envelope envelope = Envelope.of(Ids.next(), type, mapper.valueToTree(body));
    OutcomeView answer = by.submit(envelope);
    tally.add(by, envelope, answer);
    return answer;
  }

  private void moved(OutcomeView answer) {
    state =
        OrderState.valueOf(Objects.requireNonNull(answer.result()).required("state").asString());
  }
}

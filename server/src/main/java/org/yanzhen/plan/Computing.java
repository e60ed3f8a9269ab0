package org.yanzhen.plan;

import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.dispatch.Going;
import org.yanzhen.order.OrdersInHand;
import org.yanzhen.people.Person;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Vault;
import tools.jackson.databind.json.JsonMapper;

/**
 * Computes proposals beside all requests, one after the other: a county has one or two processors,
 * and people wait for their orders. What comes of it is laid down through the gate.
 */
@Component
class Computing {

  private static final Logger LOG = LoggerFactory.getLogger(Computing.class);

  private final Runs runs;
  private final DayReader reader;
  private final OrdersInHand orders;
  private final Going going;
  private final RealmTransactions transactions;
  private final Gate gate;
  private final Vault vault;
  private final JsonMapper mapper;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("day-plans").daemon().factory());

  Computing(
      Runs runs,
      DayReader reader,
      OrdersInHand orders,
      Going going,
      RealmTransactions transactions,
      Gate gate,
      Vault vault,
      JsonMapper mapper) {
    this.runs = runs;
    this.reader = reader;
    this.orders = orders;
    this.going = going;
    this.transactions = transactions;
    this.gate = gate;
    this.vault = vault;
    this.mapper = mapper;
  }

  @EventListener
  void hear(Runs.Wanted wanted) {
    RealmTransactions.afterCommit(
        () -> {
          Draft draft = wanted.draft();
          Runs.Run run = runs.begin(draft.id());
          try {
            executor.execute(() -> run(wanted.realm(), draft, run));
          } catch (RejectedExecutionException e) {
            runs.end(draft.id());
            LOG.debug("the house is closing: {}", e.getMessage());
          }
        });
  }

  /** Lets a test keep others waiting. */
  ExecutorService executor() {
    return executor;
  }

  private void run(RealmId realm, Draft draft, Runs.Run run) {
    try {
      Optional<Runs.Result> result = compute(realm, draft, run);
      if (result.isEmpty()) {
        return;
      }
      run.ends(result.get());
      Outcome outcome =
          gate.submit(
              Envelope.of(
                  vault.id(realm, "plan.computed/" + draft.id()),
                  "plan.computed",
                  mapper.valueToTree(Map.of("draftId", draft.id()))),
              Actor.system(realm, Origin.JOB));
      if (outcome.problem() != null) {
        LOG.warn("plan {} was not laid down: {}", draft.id(), outcome.problem().code().code());
      }
    } catch (Throwable e) {
      // Also what is no exception: the next one in line is still to be computed.
      LOG.error("plan {} was not laid down", draft.id(), e);
    } finally {
      runs.end(draft.id());
    }
  }

  private Optional<Runs.Result> compute(RealmId realm, Draft draft, Runs.Run run) {
    try {
      if (run.isStopped()) {
        return Optional.empty();
      }
      Optional<Proposing> proposing = transactions.read(realm, () -> read(realm, draft, run));
      return proposing.isEmpty()
          ? Optional.of(new Runs.Result(null, "too-large"))
          : proposing.get().make().map(proposal -> new Runs.Result(proposal, null));
    } catch (Throwable e) {
      // A plan that took too much memory is over too; its day must not wait for it.
      LOG.error("plan {} failed", draft.id(), e);
      return Optional.of(new Runs.Result(null, "failed"));
    }
  }

  /** Empty when it is too large. */
  private Optional<Proposing> read(RealmId realm, Draft draft, Runs.Run run) {
    List<Person> persons = new ArrayList<>(reader.serving(realm, draft.area()));
    UUID around = draft.around();
    if (around != null) {
      Optional.ofNullable(orders.toServe(realm, List.of(around)).get(around))
          .map(OrdersInHand.ToServe::person)
          .filter(id -> persons.stream().noneMatch(person -> person.id().equals(id)))
          .flatMap(id -> reader.find(realm, id))
          .ifPresent(persons::add);
    }
    DayData data =
        reader.read(
            realm,
            draft.day(),
            persons,
            draft.waiting() ? draft.area() : null,
            around == null ? List.of() : withOther(realm, around));
    PlanPolicy policy = data.policy();
    if (persons.size() > policy.mostPeople() || data.tasks().size() > policy.mostOrders()) {
      return Optional.empty();
    }
    Going.Asking asking = going.at(realm, data.clock().noon());
    asking.readAhead(data.tasks().values().stream().map(Task::id).toList());
    Map<UUID, Set<UUID>> mayGo = new HashMap<>();
    for (Task task : data.tasks().values()) {
      if (task.person() == null && Proposing.isInPlay(task.order().facts().state())) {
        Set<UUID> may = new HashSet<>();
        asking
            .refusals(task.order().facts(), persons, Language.ZH)
            .forEach(
                (person, refused) -> {
                  if (refused.isEmpty()) {
                    may.add(person);
                  }
                });
        mayGo.put(task.id(), may);
      }
    }
    Map<UUID, Integer> room = new HashMap<>();
    data.workers().values().forEach(worker -> room.put(worker.id(), asking.room(worker.load())));
    return Optional.of(
        new Proposing(data, draft.area(), draft.waiting(), around, mayGo, room, run::goOn));
  }

  /** Whoever is needed beside it is fitted in with it. */
  private List<UUID> withOther(RealmId realm, UUID around) {
    UUID other = reader.besides(realm, List.of(around)).get(around);
    return other == null ? List.of(around) : List.of(around, other);
  }

  @PreDestroy
  void close() throws InterruptedException {
    runs.stopAll();
    executor.shutdown();
    if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
      LOG.info("a plan that was being made is given up");
    }
  }
}

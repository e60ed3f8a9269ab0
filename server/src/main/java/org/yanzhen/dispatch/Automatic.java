package org.yanzhen.dispatch;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.DispatchMode;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.order.Action;
import org.yanzhen.order.OrderMoved;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.OrdersInHand;
import org.yanzhen.people.PersonAway;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Rounds;
import org.yanzhen.shared.Vault;
import tools.jackson.databind.json.JsonMapper;

/**
 * Notes in the transaction what is to happen by itself, and sends it through the gate right after
 * the commit, as commands of their own. What a dead process left undone is a row that the sweep
 * finds.
 */
@Service
class Automatic {

  private static final Logger LOG = LoggerFactory.getLogger(Automatic.class);
  private static final Duration PUT_OFF = Duration.ofMinutes(10);
  private static final int ROUNDS = 20;

  /** Something was noted in this transaction. */
  record Noted(RealmId realm) {}

  private final TodoStore todos;
  private final DecisionStore decisions;
  private final AnswerStore answers;
  private final OrdersInHand orders;
  private final Policies policies;
  private final Catalogue catalogue;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final Gate gate;
  private final Vault vault;
  private final InstantSource clock;
  private final JsonMapper mapper;
  private final ExecutorService soon =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("dispatch-automatic").daemon().factory());

  Automatic(
      TodoStore todos,
      DecisionStore decisions,
      AnswerStore answers,
      OrdersInHand orders,
      Policies policies,
      Catalogue catalogue,
      Realms realms,
      RealmTransactions transactions,
      Gate gate,
      Vault vault,
      InstantSource clock,
      JsonMapper mapper) {
    this.todos = todos;
    this.decisions = decisions;
    this.answers = answers;
    this.orders = orders;
    this.policies = policies;
    this.catalogue = catalogue;
    this.realms = realms;
    this.transactions = transactions;
    this.gate = gate;
    this.vault = vault;
    this.clock = clock;
    this.mapper = mapper;
  }

  @EventListener
  void hear(OrderMoved moved) {
    answer(moved);
    if (moved.action() == Action.CONTEST) {
      orders
          .findContested(moved.realm(), moved.orderId())
          .map(OrdersInHand.Contested::until)
          .ifPresent(
              until ->
                  todos.put(
                      moved.realm(),
                      new TodoStore.Todo(
                          TodoStore.What.CONTEST, moved.orderId(), moved.version(), until)));
    }
    if (isFresh(moved) ? actsByItself(moved) : isNextInTurn(moved)) {
      todos.put(
          moved.realm(),
          new TodoStore.Todo(TodoStore.What.ORDER, moved.orderId(), moved.version(), moved.at()));
      soon(moved.realm());
    }
  }

  /**
   * Just asked for, or just come to another body. What a group passed to its fallback body is sent
   * on in the same step.
   */
  private static boolean isFresh(OrderMoved moved) {
    return moved.to() == OrderState.WAITING
        && (moved.action() == null
            || moved.action() == Action.SUBMIT
            || (moved.action() == Action.TRANSFER && !Sending.OUT_OF_REMIT.equals(moved.reason())));
  }

  /** A next stage has somebody to ask first, whatever the mode of its kind. */
  private boolean actsByItself(OrderMoved moved) {
    return moved.nextStage() || isAutomatic(moved);
  }

  private boolean isAutomatic(OrderMoved moved) {
    return catalogue
        .find(moved.realm(), moved.kind())
        .filter(
            kind ->
                policies.at(moved.realm(), moved.at()).automaticMode(kind) != DispatchMode.OFFER)
        .isPresent();
  }

  /**
   * Who is asked in turn and does not come is followed by the next; after whoever served before the
   * order goes as its mode says.
   */
  private boolean isNextInTurn(OrderMoved moved) {
    boolean came =
        moved.to() == OrderState.WAITING
            && moved.from() == OrderState.OFFERED
            && (moved.action() == Action.DECLINE || moved.action() == Action.LAPSE);
    return came
        && decisions
            .findLast(moved.realm(), moved.orderId())
            .filter(
                decision ->
                    decision.mode() == Mode.ROTA
                        || (decision.mode() == Mode.FOLLOW_UP && isAutomatic(moved)))
            .isPresent();
  }

  /** Keeps what people answered, for the report of who got what. */
  private void answer(OrderMoved moved) {
    Action action = moved.action();
    if (action == null) {
      return;
    }
    Optional<AnswerStore.What> what =
        switch (action) {
          case ACCEPT -> Optional.of(AnswerStore.What.ACCEPTED);
          case DECLINE -> Optional.of(AnswerStore.What.DECLINED);
          case RELEASE -> Optional.of(AnswerStore.What.RELEASED);
          case LAPSE -> Optional.of(AnswerStore.What.LAPSED);
          case RECALL -> Optional.of(AnswerStore.What.RECALLED);
          case SOLVE -> Optional.of(AnswerStore.What.SOLVED);
          case REOPEN -> Optional.of(AnswerStore.What.REOPENED);
          // A claim is kept by its own command, which knows the way to the place.
          default -> Optional.empty();
        };
    if (what.isEmpty() || moved.from() == OrderState.OPEN) {
      return;
    }
    Optional<Decision> decision =
        moved.from() == OrderState.OFFERED
            ? decisions.findLast(moved.realm(), moved.orderId())
            : Optional.empty();
    Optional<UUID> person =
        Optional.ofNullable(moved.person())
            .or(() -> Optional.ofNullable(moved.before()))
            .or(() -> answers.lastTaker(moved.realm(), moved.orderId()));
    if (person.isEmpty()) {
      return;
    }
    answers.insert(
        moved.realm(),
        new AnswerStore.Answer(
            moved.orderId(),
            moved.version(),
            person.get(),
            what.get(),
            moved.reason(),
            decision
                .filter(one -> one.personId().equals(person.get()))
                .map(Decision::minutes)
                .orElse(null),
            moved.area(),
            moved.kind(),
            moved.at()));
  }

  /** Leave that begins later is looked at now, for what falls due in it, and on its first day. */
  @EventListener
  void hear(PersonAway away) {
    ZoneId zone = realms.get(away.realm()).zone();
    LocalDate today = LocalDate.ofInstant(away.at(), zone);
    TodoStore.What what = away.lastDay() == null ? TodoStore.What.GONE : TodoStore.What.AWAY;
    if (away.lastDay() != null && away.lastDay().isBefore(today)) {
      return;
    }
    todos.put(away.realm(), new TodoStore.Todo(what, away.personId(), 0, away.at()));
    if (away.firstDay().isAfter(today)) {
      todos.put(
          away.realm(),
          new TodoStore.Todo(
              what, away.personId(), 0, away.firstDay().atStartOfDay(zone).toInstant()));
    }
    soon(away.realm());
  }

  @EventListener
  void hear(Noted noted) {
    soon(noted.realm());
  }

  private void soon(RealmId realm) {
    RealmTransactions.afterCommit(
        () -> {
          try {
            soon.execute(() -> run(realm));
          } catch (RejectedExecutionException e) {
            // The house is closing; the row is there for the next start.
            LOG.debug("not now: {}", e.getMessage());
          }
        });
  }

  /** One pass over the realms: what is due is done. */
  void run() {
    Rounds.each("assigning", realms.list(), Realms.Realm::id, realm -> run(realm.id()));
  }

  void run(RealmId realm) {
    for (int round = 0; round < ROUNDS; round++) {
      Instant now = clock.instant();
      List<TodoStore.Todo> due;
      try {
        due = transactions.read(realm, () -> todos.due(realm, now));
      } catch (RuntimeException e) {
        LOG.warn("could not look what is due in realm {}", realm, e);
        return;
      }
      if (due.isEmpty()) {
        return;
      }
      due.forEach(todo -> send(realm, todo, now));
    }
  }

  /** The id belongs to the row: whoever sends it again gets the first answer. */
  private void send(RealmId realm, TodoStore.Todo todo, Instant now) {
    String name =
        "dispatch.todo/%s/%s/%s/%d/%s"
            .formatted(realm, todo.what(), todo.subject(), todo.version(), todo.dueAt());
    Map<String, Object> body =
        switch (todo.what()) {
          case ORDER -> Map.of("orderId", todo.subject(), "version", todo.version());
          case CONTEST -> Map.of("orderId", todo.subject());
          case AWAY -> Map.of("personId", todo.subject(), "gone", false);
          case GONE -> Map.of("personId", todo.subject(), "gone", true);
        };
    String type =
        switch (todo.what()) {
          case ORDER -> "dispatch.assign";
          case CONTEST -> "dispatch.contest-due";
          case AWAY, GONE -> "dispatch.hand-over";
        };
    try {
      Outcome outcome =
          gate.submit(
              Envelope.of(vault.id(realm, name), type, mapper.valueToTree(body)),
              Actor.system(realm, Origin.JOB));
      if (outcome.problem() == null) {
        transactions.write(
            realm,
            () -> {
              todos.remove(realm, todo);
              return true;
            });
        return;
      }
      LOG.warn("{} was refused: {}", name, outcome.problem().code().code());
    } catch (RuntimeException e) {
      LOG.error("{} failed", name, e);
    }
    // It must not stand in the way of the others, and is tried again.
    transactions.write(
        realm,
        () -> {
          todos.remove(realm, todo);
          todos.put(
              realm,
              new TodoStore.Todo(todo.what(), todo.subject(), todo.version(), now.plus(PUT_OFF)));
          return true;
        });
  }

  @PreDestroy
  void close() throws InterruptedException {
    soon.shutdown();
    if (!soon.awaitTermination(5, TimeUnit.SECONDS)) {
      LOG.info("what was under way is a row, and is done after the next start");
    }
  }

  @Configuration
  static class Jobs {

    @Bean
    RecurringTask<Void> automaticDispatchTask(Automatic automatic) {
      return Tasks.recurring("dispatch.automatic", Schedules.fixedDelay(Duration.ofSeconds(3)))
          .execute((instance, context) -> automatic.run());
    }
  }
}

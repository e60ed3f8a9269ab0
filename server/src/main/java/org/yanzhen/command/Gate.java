package org.yanzhen.command;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.yanzhen.command.CommandResult.Done;
import org.yanzhen.command.CommandResult.Refused;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/**
 * The one way to change anything.
 *
 * <ol>
 *   <li>The type is known, the body fits its record, the sender holds one of its roles; otherwise
 *       it is refused.
 *   <li>One transaction: the handler makes its effect, then the command row is written with the
 *       outcome. The row's primary key is the guard of idempotency: if the id is already there,
 *       everything rolls back.
 *   <li>A refusal rolls the effect back and is written as an outcome of its own.
 *   <li>Whatever was not done is first looked up: if the id had been answered before, that answer
 *       stands. So five copies sent at once have one effect and five equal answers, without a
 *       look-up before the usual case.
 * </ol>
 *
 * <p>A refusal is kept with its words, except where a room promised to forget them with what they
 * are about ({@link CommandTypes#keepNoRefusedWords}).
 *
 * <p>A command that cannot be read (unknown type, malformed body) is answered but not kept: nobody
 * could say which of its words are personal.
 */
@Service
public class Gate {

  private static final int TRIES = 3;

  private final CommandTypes types = new CommandTypes();
  private final CommandBodies bodies;
  private final CommandStore store;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  Gate(
      List<CommandRoom> rooms,
      CommandBodies bodies,
      CommandStore store,
      RealmTransactions transactions,
      InstantSource clock) {
    this.bodies = bodies;
    this.store = store;
    this.transactions = transactions;
    this.clock = clock;
    rooms.forEach(room -> room.declare(types));
  }

  /** All types, for the API description and for tests that walk every command. */
  public CommandTypes types() {
    return types;
  }

  /** Carries the command out, or says why not; never both. */
  public Outcome submit(Envelope envelope, Actor actor) {
    // The precision of the database, so that what is remembered equals what is read back.
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Optional<CommandTypes.Type<?>> type = types.find(envelope.type());
    if (type.isEmpty()) {
      Problem problem =
          Problem.at(ProblemCode.COMMAND_UNKNOWN_TYPE, "type").with("type", envelope.type());
      return new Outcome(envelope.id(), false, at, null, problem);
    }
    return submit(type.get(), envelope, actor, at);
  }

  /**
   * What the command with this id was answered, if it has come before; cheaper than sending it once
   * more, and its body is not compared.
   */
  public Optional<Outcome> answerTo(RealmId realm, UUID id) {
    return transactions
        .read(realm, () -> store.find(realm, id))
        .map(row -> new Outcome(id, true, row.receivedAt(), row.result(), row.problem()));
  }

  private <C extends Record> Outcome submit(
      CommandTypes.Type<C> type, Envelope envelope, Actor actor, Instant at) {
    C command;
    try {
      command = bodies.read(type, envelope.body());
    } catch (ProblemException e) {
      return new Outcome(envelope.id(), false, at, null, e.problem());
    }
    CommandRow row = bodies.row(type, command, envelope, actor, at);
    CommandContext context =
        new CommandContext(
            envelope.id(),
            actor,
            at,
            envelope.recordedAt(),
            envelope.base(),
            envelope.onBehalfOf());
    Problem refusal;
    if (actor.isSystem() || actor.hasAny(type.roles())) {
      try {
        return attempt(type, command, context, row);
      } catch (RefusedException e) {
        refusal = e.problem;
      } catch (ProblemException e) {
        refusal = e.problem();
      } catch (DataAccessException e) {
        // A resend may collide with its own first effect; then the first answer stands.
        Optional<Outcome> before = answeredBefore(row);
        if (before.isPresent()) {
          return before.get();
        }
        throw e;
      }
    } else {
      refusal = Problem.of(ProblemCode.ACCESS_FORBIDDEN).with("type", type.name());
    }
    return keepRefusal(row.refused(refusal));
  }

  private <C extends Record> Outcome attempt(
      CommandTypes.Type<C> type, C command, CommandContext context, CommandRow row) {
    for (int tried = 1; ; tried++) {
      try {
        return transactions.write(
            context.realm(),
            () -> {
              @Nullable Object value =
                  switch (type.handler().handle(command, context)) {
                    case Done done -> done.value();
                    case Refused refused -> throw new RefusedException(refused.problem());
                  };
              CommandRow done = row.done(bodies.result(value));
              store.insert(done);
              return new Outcome(row.id(), false, row.receivedAt(), done.result(), null);
            });
      } catch (PessimisticLockingFailureException e) {
        // A deadlock's victim or a lock time-out has no effect: try again, then give up loudly.
        if (tried == TRIES) {
          throw e;
        }
      } catch (DataIntegrityViolationException e) {
        if (CommandStore.isDeviceSeqTaken(e)) {
          throw new ProblemException(Problem.at(ProblemCode.COMMAND_SEQ_REUSED, "seq"));
        }
        throw e;
      }
    }
  }

  private Outcome keepRefusal(CommandRow refused) {
    Problem problem = refused.problem();
    if (problem == null) {
      throw new IllegalArgumentException("not a refusal");
    }
    if (problem.code() == ProblemCode.COMMAND_SEQ_REUSED) {
      // Its place in the device's log is taken; the row is kept without one.
      refused = refused.withoutSeq();
    }
    CommandRow row = refused;
    // What is looked up below is compared with all its words.
    CommandRow kept = types.keepsRefusedWords(row.type()) ? row : row.withoutWords();
    try {
      return transactions.write(
          row.realm(),
          () -> {
            store.insert(kept);
            return new Outcome(row.id(), false, row.receivedAt(), null, problem);
          });
    } catch (DataIntegrityViolationException e) {
      if (CommandStore.isDeviceSeqTaken(e)) {
        return keepRefusal(row.refused(Problem.at(ProblemCode.COMMAND_SEQ_REUSED, "seq")));
      }
      if (CommandStore.isAnsweredBefore(e)) {
        return answeredBefore(row).orElseThrow(() -> new IllegalStateException("lost " + row.id()));
      }
      throw e;
    }
  }

  private Optional<Outcome> answeredBefore(CommandRow row) {
    return transactions
        .read(row.realm(), () -> store.find(row.realm(), row.id()))
        .map(
            kept ->
                kept.isSameCommand(row)
                    ? new Outcome(kept.id(), true, kept.receivedAt(), kept.result(), kept.problem())
                    : new Outcome(
                        row.id(),
                        false,
                        row.receivedAt(),
                        null,
                        Problem.at(ProblemCode.COMMAND_ID_REUSED, "id")));
  }

  /** Rolls the transaction back with the handler's refusal. */
  private static final class RefusedException extends RuntimeException {
    private final transient Problem problem;

    RefusedException(Problem problem) {
      super(problem.code().code(), null, false, false);
      this.problem = problem;
    }
  }
}

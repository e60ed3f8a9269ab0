package org.yanzhen.order;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;

/** Promising a seed, and drawing with it. Only the system sends these. */
@Component
class DrawCommands implements CommandRoom {

  /** Promises the seed of a day to come. */
  record Commit(LocalDate day) {
    Commit {
      Checks.present("day", day);
    }
  }

  /** Draws among today's unanswered reports with the seed promised before today. */
  record Lots(LocalDate day) {
    Lots {
      Checks.present("day", day);
    }
  }

  /** Shows seed and list of a draw whose calls are made, or whose time for calling is over. */
  record Show(LocalDate day) {
    Show {
      Checks.present("day", day);
    }
  }

  record Result(LocalDate day, int orders) {}

  private static final int AT_ONCE = 20_000;
  private static final int SEED_BYTES = 32;

  private final DrawStore store;
  private final FiguresPolicy policy;
  private final Realms realms;
  private final SecureRandom random = new SecureRandom();

  DrawCommands(DrawStore store, FiguresPolicy policy, Realms realms) {
    this.store = store;
    this.policy = policy;
    this.realms = realms;
  }

  @Override
  public void declare(CommandTypes types) {
    types
        .add("order.draw-commit", Commit.class, this::commit)
        .add("order.draw", Lots.class, this::draw)
        .add("order.draw-show", Show.class, this::show);
  }

  private CommandResult commit(Commit command, CommandContext context) {
    if (!command.day().isAfter(dayOf(context.realm(), context.at()))) {
      return tooLate();
    }
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    store.commit(context.realm(), command.day(), HexFormat.of().formatHex(seed), context.at());
    return CommandResult.done();
  }

  private CommandResult draw(Lots command, CommandContext context) {
    RealmId realm = context.realm();
    LocalDate day = command.day();
    Optional<CallbackDraws.Draw> promised = store.find(realm, day);
    boolean inTime =
        day.equals(dayOf(realm, context.at()))
            && promised.isPresent()
            && dayOf(realm, promised.get().committedAt()).isBefore(day);
    if (!inTime) {
      return tooLate();
    }
    Optional<String> seed = store.lockSeed(realm, day);
    if (seed.isEmpty()) {
      // Drawn already: the same day has the same draw.
      return CommandResult.done(new Result(day, promised.get().orders()));
    }
    List<DrawStore.Drawn> drawn =
        store.unanswered(realm, context.at(), AT_ONCE).stream()
            .map(
                report ->
                    new DrawStore.Drawn(
                        report.orderId(),
                        report.round(),
                        policy.drawRate(report.urgency(), report.kind(), report.source()),
                        Lot.value(seed.get(), report.orderId())))
            .toList();
    store.drawn(realm, day, drawn, context.at());
    return CommandResult.done(new Result(day, drawn.size()));
  }

  private CommandResult show(Show command, CommandContext context) {
    RealmId realm = context.realm();
    LocalDate day = command.day();
    Optional<String> seed = store.lockDrawnSeed(realm, day);
    boolean over = !dayOf(realm, context.at()).isBefore(day.plusDays(policy.drawShownAfterDays()));
    if (seed.isEmpty() || !(over || !store.hasOpenCalls(realm, day))) {
      return tooLate();
    }
    store.show(realm, day, seed.get(), context.at());
    return CommandResult.done();
  }

  private LocalDate dayOf(RealmId realm, Instant at) {
    return LocalDate.ofInstant(at, realms.get(realm).zone());
  }

  private static CommandResult tooLate() {
    return CommandResult.refused(
        Problem.at(ProblemCode.COMMAND_MALFORMED, "body.day")
            .with(
                "why",
                "a seed is promised before its day, drawn with on it and shown after the calls"));
  }
}

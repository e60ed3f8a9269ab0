package org.yanzhen.order;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yanzhen.access.Realms;
import org.yanzhen.command.TimerCommands;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Rounds;

/**
 * Promises tomorrow's seed, draws today's lots, shows draws whose calls are made, and then ends
 * what nobody answered and the lot passed over. Run as often as one likes: a day has one promise
 * and one draw.
 */
@Configuration
class DrawJobs {

  private static final int AT_ONCE = 200;

  @Bean
  DrawRound drawRound(
      DrawStore store,
      FiguresPolicy policy,
      List<EndRule> endRules,
      Realms realms,
      RealmTransactions transactions,
      TimerCommands timers,
      InstantSource clock) {
    return new DrawRound(store, policy, endRules, realms, transactions, timers, clock);
  }

  @Bean
  RecurringTask<Void> drawTask(DrawRound round) {
    return Tasks.recurring("order.draw", Schedules.fixedDelay(Duration.ofMinutes(10)))
        .execute((instance, context) -> round.run());
  }

  /** One pass over the realms. */
  record DrawRound(
      DrawStore store,
      FiguresPolicy policy,
      List<EndRule> endRules,
      Realms realms,
      RealmTransactions transactions,
      TimerCommands timers,
      InstantSource clock) {

    void run() {
      Rounds.each("the draw", realms.list(), Realms.Realm::id, this::run);
    }

    private void run(Realms.Realm realm) {
      ZonedDateTime now = clock.instant().atZone(realm.zone());
      promise(realm.id(), now.toLocalDate().plusDays(1));
      if (now.getHour() >= policy.drawFromHour()) {
        draw(realm.id(), now.toLocalDate(), realm);
      }
      show(realm.id(), now.toLocalDate());
      endPassedOver(realm.id());
    }

    private void promise(RealmId realm, LocalDate day) {
      if (transactions.read(realm, () -> store.find(realm, day)).isEmpty()) {
        timers.send(realm, "order.draw-commit", Map.of("day", day.toString()));
      }
    }

    private void draw(RealmId realm, LocalDate day, Realms.Realm of) {
      Optional<CallbackDraws.Draw> promised =
          transactions.read(realm, () -> store.find(realm, day));
      boolean due =
          promised
              .filter(draw -> draw.drawnAt() == null)
              .filter(draw -> dayOf(draw.committedAt(), of).isBefore(day))
              .isPresent();
      if (due) {
        timers.send(realm, "order.draw", Map.of("day", day.toString()));
      }
    }

    private void show(RealmId realm, LocalDate today) {
      LocalDate over = today.minusDays(policy.drawShownAfterDays());
      List<LocalDate> ready =
          transactions.read(
              realm,
              () ->
                  store.unshown(realm).stream()
                      .filter(day -> !day.isAfter(over) || !store.hasOpenCalls(realm, day))
                      .toList());
      ready.forEach(day -> timers.send(realm, "order.draw-show", Map.of("day", day.toString())));
    }

    /** Ended without an answer, and counted as that; reopening stays possible. */
    private void endPassedOver(RealmId realm) {
      List<UUID> passedOver = transactions.read(realm, () -> store.passedOver(realm, AT_ONCE));
      for (UUID order : passedOver) {
        if (transactions.read(
            realm, () -> endRules.stream().anyMatch(rule -> rule.keepsOpen(realm, order)))) {
          continue;
        }
        timers.send(realm, "order.expire", Map.of("orderId", order));
      }
    }

    private static LocalDate dayOf(Instant at, Realms.Realm realm) {
      return LocalDate.ofInstant(at, realm.zone());
    }
  }
}

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yanzhen.access.Realms;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import tools.jackson.databind.json.JsonMapper;

/**
 * Promises tomorrow's seed, draws today's lots, and ends what nobody answered and the lot passed
 * over. Run as often as one likes: a day has one promise and one draw.
 */
@Configuration
class DrawJobs {

  private static final Logger LOG = LoggerFactory.getLogger(DrawJobs.class);
  private static final int AT_ONCE = 200;

  @Bean
  DrawRound drawRound(
      DrawStore store,
      FiguresPolicy policy,
      List<EndRule> endRules,
      Realms realms,
      RealmTransactions transactions,
      Gate gate,
      InstantSource clock,
      JsonMapper mapper) {
    return new DrawRound(store, policy, endRules, realms, transactions, gate, clock, mapper);
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
      Gate gate,
      InstantSource clock,
      JsonMapper mapper) {

    void run() {
      for (Realms.Realm realm : realms.list()) {
        ZonedDateTime now = clock.instant().atZone(realm.zone());
        promise(realm.id(), now.toLocalDate().plusDays(1));
        if (now.getHour() >= policy.drawFromHour()) {
          draw(realm.id(), now.toLocalDate(), realm);
        }
        endPassedOver(realm.id());
      }
    }

    private void promise(RealmId realm, LocalDate day) {
      if (transactions.read(realm, () -> store.find(realm, day)).isEmpty()) {
        send(realm, "order.draw-commit", Map.of("day", day.toString()));
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
        send(realm, "order.draw", Map.of("day", day.toString()));
      }
    }

    /** Ended without an answer, and counted as that; reopening stays possible. */
    private void endPassedOver(RealmId realm) {
      List<UUID> passedOver = transactions.read(realm, () -> store.passedOver(realm, AT_ONCE));
      for (UUID order : passedOver) {
        if (transactions.read(
            realm, () -> endRules.stream().anyMatch(rule -> rule.keepsOpen(realm, order)))) {
          continue;
        }
        send(realm, "order.expire", Map.of("orderId", order));
      }
    }

    /** One that fails must not keep the others from it. */
    private void send(RealmId realm, String type, Map<String, ?> body) {
      try {
        Outcome outcome =
            gate.submit(
                Envelope.of(Ids.next(), type, mapper.valueToTree(body)),
                Actor.system(realm, Origin.JOB));
        if (outcome.problem() != null) {
          LOG.warn("{} {} was refused: {}", type, body, outcome.problem().code().code());
        }
      } catch (RuntimeException e) {
        LOG.error("{} {} failed", type, body, e);
      }
    }

    private static LocalDate dayOf(Instant at, Realms.Realm realm) {
      return LocalDate.ofInstant(at, realm.zone());
    }
  }
}

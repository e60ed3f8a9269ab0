package org.yanzhen.hall;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yanzhen.access.Realms;
import org.yanzhen.command.TimerCommands;
import org.yanzhen.order.CallbackDraws;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Rounds;

/** The hall's timers. */
@Configuration
class HallJobs {

  @Bean
  RingSweep ringSweep(
      CallStore store,
      HallPolicy policy,
      Realms realms,
      RealmTransactions transactions,
      TimerCommands timers,
      InstantSource clock) {
    return new RingSweep(store, policy, realms, transactions, timers, clock);
  }

  @Bean
  RecurringTask<Void> ringSweepTask(RingSweep sweep) {
    return Tasks.recurring("hall.ring-sweep", Schedules.fixedDelay(Duration.ofSeconds(20)))
        .execute((instance, context) -> sweep.run());
  }

  @Bean
  TurnSweep turnSweep(
      TicketStore tickets,
      TicketPhoneStore phones,
      QueueNow queues,
      HallPolicy policy,
      Realms realms,
      RealmTransactions transactions,
      TimerCommands timers,
      InstantSource clock) {
    return new TurnSweep(tickets, phones, queues, policy, realms, transactions, timers, clock);
  }

  @Bean
  RecurringTask<Void> turnSweepTask(TurnSweep sweep) {
    return Tasks.recurring("hall.turn-sweep", Schedules.fixedDelay(Duration.ofSeconds(30)))
        .execute((instance, context) -> sweep.run());
  }

  /**
   * Whoever left a number with their ticket is told when their turn is near; numbers of a day that
   * is over are forgotten.
   */
  record TurnSweep(
      TicketStore tickets,
      TicketPhoneStore phones,
      QueueNow queues,
      HallPolicy policy,
      Realms realms,
      RealmTransactions transactions,
      TimerCommands timers,
      InstantSource clock) {

    void run() {
      Rounds.each("telling whose turn is near", realms.list(), Realms.Realm::id, this::run);
    }

    private void run(Realms.Realm realm) {
      Instant now = clock.instant();
      LocalDate day = queues.day(realm.id(), now);
      List<TicketCommands.TellTurn> due =
          transactions.read(
              realm.id(),
              () ->
                  phones.sites(realm.id(), day).stream()
                      .flatMap(site -> due(realm.id(), site, now).stream())
                      .toList());
      due.forEach(one -> timers.send(realm.id(), "hall.tell-turn", one));
      transactions
          .read(realm.id(), () -> phones.before(realm.id(), day))
          .forEach(
              ticket ->
                  timers.send(
                      realm.id(),
                      "hall.leave-number",
                      new TicketCommands.LeaveNumber(ticket, null)));
    }

    private List<TicketCommands.TellTurn> due(RealmId realm, UUID site, Instant now) {
      QueueNow.Queue queue = queues.of(realm, tickets.findSite(realm, site).orElseThrow(), now);
      return phones.left(realm, queue.about().keySet()).stream()
          .filter(
              left ->
                  queue
                      .about(left.ticketId())
                      .filter(
                          about ->
                              TicketNumbers.isDue(
                                  policy.tickets(), left.told(), left.toldAbout(), about, now))
                      .isPresent())
          .map(
              left ->
                  new TicketCommands.TellTurn(
                      left.ticketId(), queue.about(left.ticketId()).orElse(now)))
          .toList();
    }
  }

  @Bean
  SampleSweep sampleSweep(
      CallBackStore store,
      CallbackDraws draws,
      Divisions divisions,
      Realms realms,
      RealmTransactions transactions,
      TimerCommands timers) {
    return new SampleSweep(store, draws, divisions, realms, transactions, timers);
  }

  @Bean
  RecurringTask<Void> sampleSweepTask(SampleSweep sweep) {
    return Tasks.recurring("hall.sample-sweep", Schedules.fixedDelay(Duration.ofMinutes(5)))
        .execute((instance, context) -> sweep.run());
  }

  /** Whoever was drawn and has not spoken comes onto the list of people to call. */
  record SampleSweep(
      CallBackStore store,
      CallbackDraws draws,
      Divisions divisions,
      Realms realms,
      RealmTransactions transactions,
      TimerCommands timers) {

    private static final int PAGE = 100;

    void run() {
      Rounds.each("listing who was drawn", realms.list(), Realms.Realm::id, this::run);
    }

    private void run(Realms.Realm realm) {
      List<String> whole = List.of(divisions.get(realm.divisionId()).path());
      PageKey after = null;
      List<CallbackDraws.DueCall> page;
      do {
        page = draws.due(realm.id(), whole, after, PAGE);
        Rounds.each(
            "listing one who was drawn",
            page,
            CallbackDraws.DueCall::orderId,
            due -> expect(realm.id(), due));
        after =
            page.isEmpty() ? null : new PageKey(page.getLast().since(), page.getLast().orderId());
      } while (page.size() == PAGE);
    }

    private void expect(RealmId realm, CallbackDraws.DueCall due) {
      CallBackCommands.Expect expected = new CallBackCommands.Expect(due.orderId(), due.day());
      boolean known =
          transactions.read(
              realm, () -> store.has(realm, CallBackSource.SAMPLE, expected.origin()));
      if (!known) {
        timers.send(realm, "hall.expect-call-back", expected);
      }
    }
  }

  @Bean
  PostSweep postSweep(
      IntakeStore store,
      ReadingPromise promise,
      Realms realms,
      RealmTransactions transactions,
      TimerCommands timers,
      InstantSource clock) {
    return new PostSweep(store, promise, realms, transactions, timers, clock);
  }

  @Bean
  RecurringTask<Void> postSweepTask(PostSweep sweep) {
    return Tasks.recurring("hall.post-sweep", Schedules.fixedDelay(Duration.ofMinutes(1)))
        .execute((instance, context) -> sweep.run());
  }

  /**
   * Tells of messages that nobody read in time, and forgets the words of those set aside long ago.
   * Those of before there were promises are given one, from the day they came in.
   */
  record PostSweep(
      IntakeStore store,
      ReadingPromise promise,
      Realms realms,
      RealmTransactions transactions,
      TimerCommands timers,
      InstantSource clock) {

    private static final int AT_ONCE = 200;

    void run() {
      everywhere("promising what is old", realm -> transactions.write(realm, () -> give(realm)));
      everywhere("telling of unread messages", this::tell);
      everywhere("forgetting what was set aside", this::forget);
    }

    private void everywhere(String what, Consumer<RealmId> work) {
      Rounds.each(what, realms.list(), Realms.Realm::id, realm -> work.accept(realm.id()));
    }

    private void tell(RealmId realm) {
      transactions
          .read(realm, () -> store.toTell(realm, clock.instant(), AT_ONCE))
          .forEach(
              item ->
                  timers.send(
                      realm,
                      "hall.tell-unread",
                      new HallCommands.TellUnread(item.id(), item.level())));
    }

    private void forget(RealmId realm) {
      Instant before = promise.forgottenBefore(realm, clock.instant());
      transactions
          .read(realm, () -> store.setAside(realm, before, AT_ONCE))
          .forEach(
              item -> timers.send(realm, "hall.forget-message", new HallCommands.Forget(item)));
    }

    private int give(RealmId realm) {
      Map<UUID, Instant> old = store.withoutPromise(realm, AT_ONCE);
      old.forEach(
          (item, receivedAt) -> {
            Instant due = promise.due(realm, receivedAt, false);
            store.promise(realm, item, due, promise.tellAt(realm, receivedAt, due, 0, false));
          });
      return old.size();
    }
  }

  /** Who rang and was not answered is called back. */
  record RingSweep(
      CallStore store,
      HallPolicy policy,
      Realms realms,
      RealmTransactions transactions,
      TimerCommands timers,
      InstantSource clock) {

    void run() {
      Instant before = clock.instant().minus(policy.ring());
      Rounds.each(
          "giving up calls", realms.list(), Realms.Realm::id, realm -> giveUp(realm.id(), before));
    }

    private void giveUp(RealmId realm, Instant before) {
      for (UUID call : transactions.read(realm, () -> store.unanswered(realm, before))) {
        timers.send(realm, "hall.give-up-call", new CallCommands.GiveUp(call));
      }
    }
  }
}

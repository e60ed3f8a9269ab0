package org.yanzhen.hall;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/**
 * How long answers took that were given elsewhere. They are in no rate of the service: it did not
 * give them.
 */
@Service
class TriageHistory {

  private final TriageStore store;
  private final Realms realms;
  private final WorkCalendar calendar;
  private final RealmTransactions transactions;

  TriageHistory(
      TriageStore store, Realms realms, WorkCalendar calendar, RealmTransactions transactions) {
    this.store = store;
    this.realms = realms;
    this.calendar = calendar;
    this.transactions = transactions;
  }

  TriageViews.Answers answers(RealmId realm) {
    ZoneId zone = realms.get(realm).zone();
    return new TriageViews.Answers(
        tenths(calendar.workingDay().toMinutes() / 60.0),
        transactions.read(realm, () -> store.answered(realm, zone)).stream()
            .map(
                row ->
                    new TriageViews.AnswerTimes(
                        row.year(),
                        row.category(),
                        row.count(),
                        tenths(row.medianWorkMinutes() / 60),
                        tenths(row.p90WorkMinutes() / 60),
                        tenths(row.medianMinutes() / Duration.ofDays(1).toMinutes()),
                        tenths(row.p90Minutes() / Duration.ofDays(1).toMinutes()),
                        calendar.isAnnounced(row.year())))
            .toList());
  }

  private static double tenths(double figure) {
    return Math.round(figure * 10) / 10.0;
  }
}

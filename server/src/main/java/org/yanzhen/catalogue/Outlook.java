package org.yanzhen.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.catalogue.Demand.Waited;
import org.yanzhen.catalogue.Demand.Waiting;
import org.yanzhen.catalogue.Demand.Weeks;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;

/**
 * What somebody may expect before they ask: whether this week's places are taken, and how long
 * others waited. Both are told and neither is a limit: asking is never refused.
 */
@Service
public class Outlook {

  /**
   * @param places of this week; absent where nobody has said how many there are
   * @param free of them
   * @param from the day from which there usually is a place again; absent while there is one
   * @param full the same in words
   * @param waited absent where it would be about few orders
   * @param waiting the same in words
   * @param here of the township asked about, in words
   */
  public record KindOutlook(
      @Nullable Integer places,
      @Nullable Integer free,
      @Nullable LocalDate from,
      @Nullable String full,
      @Nullable Waited waited,
      @Nullable String waiting,
      @Nullable String here) {}

  /** What is known of a kind. */
  public record OutlookOfKind(String code, KindOutlook outlook) {}

  private final Demand demand;
  private final KindWords words;
  private final WorkCalendar calendar;

  Outlook(Demand demand, KindWords words, WorkCalendar calendar) {
    this.demand = demand;
    this.words = words;
    this.calendar = calendar;
  }

  /**
   * @param township absent for the county alone
   */
  public KindOutlook of(RealmId realm, Kind kind, @Nullable Integer township, Language language) {
    Integer places = kind.placesAWeek();
    Integer free = null;
    LocalDate from = null;
    if (places != null) {
      Weeks weeks = demand.weeks(realm);
      long taken = taken(weeks.byKind().getOrDefault(kind.code(), List.of()), places);
      free = (int) Math.max(0, places - taken);
      from = free > 0 ? null : from(weeks.monday(), taken / places);
    }
    Waiting waiting = demand.waiting(realm);
    Waited waited = waiting.byKind().get(kind.code());
    String here =
        Optional.ofNullable(township)
            .map(waiting.byTownship().getOrDefault(kind.code(), Map.of())::get)
            .map(one -> words.word("waited.here", language, words.waited(one, language)))
            .orElse(null);
    return new KindOutlook(
        places,
        free,
        from,
        places == null || from == null
            ? null
            : words.word("full", language, String.valueOf(places), words.day(from, language)),
        waited,
        waited == null ? null : words.waited(waited, language),
        here);
  }

  /** Of the county, for whoever has no signal when they are asked; only what there is to say. */
  List<OutlookOfKind> list(RealmId realm, List<Kind> kinds, Language language) {
    return kinds.stream()
        .map(kind -> new OutlookOfKind(kind.code(), of(realm, kind, null, language)))
        .filter(one -> one.outlook().places() != null || one.outlook().waited() != null)
        .toList();
  }

  /** Of this week's places, with what weeks before could not take and left to the next. */
  static long taken(List<Long> weeks, int places) {
    long left = 0;
    for (int n = 0; n < weeks.size(); n++) {
      left += weeks.get(n);
      if (n < weeks.size() - 1) {
        left = Math.max(0, left - places);
      }
    }
    return left;
  }

  /** The first working day of the week that comes so many weeks later. */
  private LocalDate from(LocalDate monday, long weeks) {
    LocalDate day = monday.plusWeeks(weeks);
    while (!calendar.isWorkingDay(day)) {
      day = day.plusDays(1);
    }
    return day;
  }
}

package org.yanzhen.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.order.OrderState;
import org.yanzhen.place.Point;

/** Days as people see them, in their language and within their rights. All spans in minutes. */
final class PlanViews {

  private PlanViews() {}

  record Stretch(Instant startsAt, Instant endsAt) {}

  record Gap(Instant startsAt, Instant endsAt, int minutes) {}

  /**
   * A visit in somebody's day. Of an order outside of the reader's area only the times are there.
   *
   * @param sequence place in the day, from 0
   * @param minutes how long somebody is there
   * @param travelMinutes on the way before it
   * @param windowFrom what was agreed with the requester: it begins between these two
   * @param late ends after the promise
   * @param begun cannot be moved any more
   * @param missed its time is over and nobody has begun
   * @param firm false while the person is only asked
   * @param changedAt when it was last moved, and where it stood {@code before}
   * @param version of the order
   * @param beside who goes there too, where two go together
   */
  record VisitView(
      UUID orderId,
      boolean hidden,
      @Nullable String number,
      @Nullable String title,
      @Nullable String kind,
      @Nullable String kindName,
      @Nullable String kindIcon,
      @Nullable OrderState state,
      @Nullable Urgency urgency,
      @Nullable Integer divisionId,
      @Nullable String placeName,
      @Nullable String place,
      @Nullable Point position,
      int sequence,
      Instant startsAt,
      Instant endsAt,
      int minutes,
      int travelMinutes,
      @Nullable Instant windowFrom,
      @Nullable Instant windowUntil,
      @Nullable Instant dueAt,
      boolean late,
      boolean begun,
      boolean done,
      boolean missed,
      boolean firm,
      @Nullable Instant changedAt,
      @Nullable Instant before,
      int version,
      @Nullable BesideView beside) {}

  /**
   * The other of two orders that are served at one moment.
   *
   * @param personId who has it or is asked; absent while nobody is
   * @param startsAt when it begins; absent while it stands in no day
   * @param sameMoment both begin at the same moment
   * @param firm false while its person is only asked, or nobody is
   */
  record BesideView(
      UUID orderId,
      @Nullable UUID personId,
      @Nullable String name,
      @Nullable String phone,
      @Nullable Instant startsAt,
      boolean sameMoment,
      boolean firm) {}

  /**
   * An order that is in nobody's day.
   *
   * @param personId who has it or is asked; absent while it waits
   * @param reason a code; shown are the {@code words}
   */
  record Unplanned(
      UUID orderId,
      String number,
      String title,
      String kind,
      String kindName,
      String kindIcon,
      OrderState state,
      Urgency urgency,
      int divisionId,
      String placeName,
      @Nullable String place,
      @Nullable Point position,
      @Nullable Instant dueAt,
      @Nullable Instant windowFrom,
      @Nullable Instant windowUntil,
      int minutes,
      @Nullable UUID personId,
      @Nullable String personName,
      String reason,
      String words,
      @Nullable BesideView beside) {}

  /**
   * @param works has hours that day
   * @param version of this person's day; 0 when it was never planned
   * @param travelMinutes all ways of the day, the way home with them
   * @param homeMinutes the way home
   */
  record PersonDay(
      UUID personId,
      String name,
      @Nullable String post,
      @Nullable String phone,
      int homeDivisionId,
      String homeName,
      @Nullable Point home,
      boolean away,
      boolean works,
      @Nullable String note,
      @Nullable Stretch shift,
      @Nullable Stretch pause,
      int version,
      List<VisitView> visits,
      int travelMinutes,
      int homeMinutes,
      @Nullable Instant returnsAt,
      List<Gap> gaps) {}

  /**
   * @param share of the computation, in hundredths
   */
  record DraftRef(
      UUID id,
      Draft.State state,
      Instant startedAt,
      int share,
      boolean waiting,
      @Nullable UUID around,
      @Nullable String madeBy) {}

  /**
   * Everybody's day in an area.
   *
   * @param past the day is over
   * @param mayChange the reader sends people here, and the day is not over
   * @param working a working day of the calendar
   * @param people those asked for, or a page of them; {@code count} in all, of whom {@code going}
   *     have somewhere to go
   * @param next give it as {@code after} for further rows; absent where there are none
   * @param moreUnplanned some of them were left off
   * @param travelNote how far the times can be trusted
   */
  record DayView(
      LocalDate day,
      int divisionId,
      String divisionName,
      String zone,
      Instant asOf,
      boolean past,
      boolean mayChange,
      boolean working,
      List<PersonDay> people,
      int count,
      int going,
      @Nullable String next,
      List<Unplanned> unplanned,
      boolean moreUnplanned,
      List<DraftRef> drafts,
      String travelNote) {}

  /** One's own day, for the phone. */
  record MyDay(
      LocalDate day,
      String zone,
      Instant asOf,
      int version,
      boolean away,
      boolean works,
      @Nullable String note,
      @Nullable Stretch shift,
      @Nullable Stretch pause,
      String homeName,
      @Nullable Point home,
      int travelMinutes,
      int homeMinutes,
      @Nullable Instant returnsAt,
      List<VisitView> visits,
      List<Unplanned> unplanned) {}

  /**
   * @param before when the visit begins as the day stands
   * @param movedMinutes by how much it moves
   */
  record DraftLine(
      VisitView visit, Proposal.Change change, @Nullable Instant before, int movedMinutes) {}

  /**
   * @param version of the day it was made from
   * @param stale the day has moved on since; it cannot be adopted
   */
  record DraftPerson(
      UUID personId,
      String name,
      int homeDivisionId,
      String homeName,
      @Nullable Point home,
      int version,
      boolean stale,
      boolean changed,
      boolean adopted,
      int travelBefore,
      int travelAfter,
      @Nullable Instant returnsBefore,
      @Nullable Instant returnsAfter,
      @Nullable Stretch pause,
      List<DraftLine> lines) {}

  /**
   * A proposal.
   *
   * @param summary in one sentence
   * @param gainMinutes less on the road; negative where more orders are in it
   * @param placed orders that come into a day, {@code suggested} of them offered
   * @param moved visits that begin at another time, by {@code movedMinutes} together and {@code
   *     movedMost} at most
   */
  record DraftView(
      UUID id,
      LocalDate day,
      int divisionId,
      String divisionName,
      Draft.State state,
      int share,
      Instant startedAt,
      @Nullable Instant finishedAt,
      @Nullable String madeBy,
      boolean waiting,
      @Nullable UUID around,
      @Nullable String aroundNumber,
      @Nullable String problem,
      String summary,
      int gainMinutes,
      int travelBefore,
      int travelAfter,
      int placed,
      int suggested,
      int moved,
      int movedMinutes,
      int movedMost,
      int peopleChanged,
      List<DraftPerson> people,
      List<Unplanned> leftOut) {}

  record RuleView(String rule, boolean hard, String words) {}

  /**
   * Somebody who could still take an order.
   *
   * @param index place in that day
   * @param travelMinutes on the way to it, {@code extraMinutes} more than the day has now
   * @param movedVisits others that would begin later
   * @param holds has the order already
   * @param words in one sentence
   */
  record Option(
      UUID personId,
      String name,
      @Nullable String post,
      @Nullable String phone,
      LocalDate day,
      int index,
      Instant startsAt,
      Instant endsAt,
      int travelMinutes,
      int extraMinutes,
      boolean late,
      int movedVisits,
      int movedMinutes,
      boolean holds,
      List<RuleView> rules,
      String words) {}

  record RefusedPerson(UUID personId, String name, String rule, boolean hard, String words) {}

  /**
   * @param days so many were looked at, from {@code from}
   */
  record WhoView(
      UUID orderId,
      String number,
      Instant asOf,
      LocalDate from,
      int days,
      String travelNote,
      List<Option> options,
      List<RefusedPerson> refused) {}

  record MovedVisit(
      UUID orderId,
      @Nullable String number,
      @Nullable String title,
      UUID personId,
      String personName,
      Instant before,
      Instant after,
      int minutes) {}

  record TriedVisit(
      UUID orderId, int sequence, Instant startsAt, Instant endsAt, int travelMinutes) {}

  /** A day with its new times. */
  record TriedDay(
      UUID personId,
      int version,
      List<TriedVisit> visits,
      @Nullable Stretch pause,
      @Nullable Instant returnsAt) {}

  /**
   * What would come of putting an order there.
   *
   * @param possible no rule without exception is broken
   * @param needsReason some other rule is
   * @param stepWords what happens to the order itself
   * @param moved others that begin later
   * @param expectedVersion of the day it goes to, and {@code expectedFromVersion} of the day it
   *     comes from
   * @param expectedWithVersion of the day of whoever comes along and moves as well, said in {@code
   *     withWords}
   */
  record TryView(
      boolean possible,
      boolean needsReason,
      Trials.Step step,
      @Nullable String stepWords,
      List<RuleView> rules,
      @Nullable Instant startsAt,
      @Nullable Instant endsAt,
      int travelBefore,
      int travelAfter,
      int extraMinutes,
      List<MovedVisit> moved,
      List<TriedDay> days,
      int expectedVersion,
      @Nullable Integer expectedFromVersion,
      @Nullable Integer expectedWithVersion,
      @Nullable String withWords) {}

  /**
   * Something that changed in a day.
   *
   * @param words what, in one sentence
   * @param reason what somebody gave as their reason
   */
  record ChangeView(
      UUID id,
      Instant at,
      PlanStore.What what,
      UUID orderId,
      @Nullable String number,
      @Nullable String title,
      @Nullable UUID personId,
      @Nullable String personName,
      @Nullable UUID fromPersonId,
      @Nullable String fromPersonName,
      @Nullable Instant before,
      @Nullable Instant startsAt,
      @Nullable String by,
      @Nullable String why,
      String words,
      @Nullable String reason) {}

  /**
   * @param next give it as {@code after} for what follows; absent on the last page
   */
  record Changes(List<ChangeView> items, @Nullable String next) {}
}

package org.yanzhen.commitment;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A promise with what came of it.
 *
 * @param area path of its division
 * @param publishedOn since when it is public
 */
record Commitment(
    UUID id,
    int year,
    int divisionId,
    String area,
    CommitmentState state,
    int version,
    Promise promise,
    Progress progress,
    Instant createdAt,
    Instant updatedAt,
    @Nullable LocalDate publishedOn) {

  /**
   * What came of it, by the numbers of milestones and figures.
   *
   * @param firstDue the day that was promised first: moving the day moves no promise
   * @param reached the day it was reached, as whoever put it down says
   * @param putDown the day that was put down, for everybody to read; before there were two, it was
   *     the day of reaching
   */
  record Progress(
      Map<Integer, LocalDate> firstDue,
      Map<Integer, LocalDate> reached,
      Map<Integer, LocalDate> putDown,
      Map<Integer, BigDecimal> figures) {

    static final Progress NONE = new Progress(Map.of(), Map.of(), Map.of(), Map.of());

    Progress(
        Map<Integer, LocalDate> firstDue,
        Map<Integer, LocalDate> reached,
        @Nullable Map<Integer, LocalDate> putDown,
        Map<Integer, BigDecimal> figures) {
      this.firstDue = Map.copyOf(firstDue);
      this.reached = Map.copyOf(reached);
      this.putDown = Map.copyOf(putDown == null ? reached : putDown);
      this.figures = Map.copyOf(figures);
    }

    /** Days that are promised now; those promised before stand. */
    Progress promising(Promise promise) {
      Map<Integer, LocalDate> days = new TreeMap<>(firstDue);
      promise.milestones().forEach(one -> days.putIfAbsent(one.n(), one.due()));
      return new Progress(days, reached, putDown, figures);
    }

    Progress reaching(int milestone, LocalDate day, LocalDate putDownOn) {
      Map<Integer, LocalDate> days = new TreeMap<>(reached);
      days.put(milestone, day);
      Map<Integer, LocalDate> written = new TreeMap<>(putDown);
      written.put(milestone, putDownOn);
      return new Progress(firstDue, days, written, figures);
    }

    Progress takingBack(int milestone) {
      Map<Integer, LocalDate> days = new TreeMap<>(reached);
      days.remove(milestone);
      Map<Integer, LocalDate> written = new TreeMap<>(putDown);
      written.remove(milestone);
      return new Progress(firstDue, days, written, figures);
    }

    Progress counting(Map<Integer, BigDecimal> more) {
      Map<Integer, BigDecimal> counts = new TreeMap<>(figures);
      counts.putAll(more);
      return new Progress(firstDue, reached, putDown, counts);
    }
  }

  /** The milestones of public promises whose first day is over. */
  record Kept(int kept, int of) {
    Kept plus(Kept more) {
      return new Kept(kept + more.kept, of + more.of);
    }
  }

  Standing standing(LocalDate today) {
    return switch (state) {
      case DRAFT, DISCARDED -> Standing.DRAFT;
      case DONE -> Standing.DONE;
      case GIVEN_UP -> Standing.GIVEN_UP;
      case PUBLISHED -> {
        if (promise.milestones().stream().anyMatch(one -> isLate(one, today))) {
          yield Standing.LATE;
        }
        yield progress.reached().isEmpty() ? Standing.PLANNED : Standing.ON_THE_WAY;
      }
    };
  }

  /** Not reached, and the day first promised is over. */
  boolean isLate(Promise.Milestone milestone, LocalDate today) {
    return state.isPublic()
        && !progress.reached().containsKey(milestone.n())
        && firstDue(milestone).isBefore(today);
  }

  LocalDate firstDue(Promise.Milestone milestone) {
    return progress.firstDue().getOrDefault(milestone.n(), milestone.due());
  }

  boolean isAllReached() {
    return promise.milestones().stream().allMatch(one -> progress.reached().containsKey(one.n()));
  }

  /**
   * How many of those whose day is over were kept. By the day first promised, so that moving it
   * raises nothing, given up or not. A day that was over before the list was public was never
   * promised to anybody and is not counted.
   */
  Kept kept(LocalDate today) {
    if (publishedOn == null) {
      return new Kept(0, 0);
    }
    int of = 0;
    int kept = 0;
    for (Promise.Milestone milestone : promise.milestones()) {
      LocalDate promised = firstDue(milestone);
      if (promised.isBefore(publishedOn) || !promised.isBefore(today)) {
        continue;
      }
      of++;
      LocalDate reached = progress.reached().get(milestone.n());
      if (reached != null && !reached.isAfter(promised)) {
        kept++;
      }
    }
    return new Kept(kept, of);
  }

  Commitment moved(CommitmentState to, Promise now, Progress then, Instant at) {
    return new Commitment(
        id, year, divisionId, area, to, version + 1, now, then, createdAt, at, publishedOn);
  }

  Commitment publishedOn(LocalDate day) {
    return new Commitment(
        id, year, divisionId, area, state, version, promise, progress, createdAt, updatedAt, day);
  }
}

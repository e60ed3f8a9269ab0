package org.yanzhen.hall;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is called next; pure, over the county's policy. */
final class TurnRule {

  /**
   * Somebody who waits.
   *
   * @param since from when the wait counts; for a booking the time agreed on
   */
  record Waiting(UUID id, TicketStanding standing, Instant since) {}

  private static final Comparator<Waiting> LONGEST_FIRST =
      Comparator.comparing(Waiting::since).thenComparing(Waiting::id);

  private TurnRule() {}

  /**
   * Elders, people with disabilities and whoever has an appointment go first, but never more than
   * so many in a row, and nobody waits beyond the limit for them.
   *
   * @param inARow how many of those who go first were called one after the other just before
   */
  static Optional<Waiting> next(
      HallPolicy.Tickets policy, List<Waiting> waiting, int inARow, Instant now) {
    // A booking counts from its time: who comes early is not called before it.
    List<Waiting> here =
        waiting.stream().filter(one -> !one.since().isAfter(now)).sorted(LONGEST_FIRST).toList();
    Optional<Waiting> normal = first(here, false);
    Optional<Waiting> priority = first(here, true);
    if (normal.isEmpty() || priority.isEmpty()) {
      return normal.or(() -> priority);
    }
    boolean tooLong =
        Duration.between(normal.get().since(), now).compareTo(policy.neverBeyond()) >= 0;
    // Two who both waited too long: the longer wait decides, whoever it is.
    boolean longest = tooLong && normal.get().since().isBefore(priority.get().since());
    return inARow >= policy.priorityRun() || longest ? normal : priority;
  }

  private static Optional<Waiting> first(List<Waiting> here, boolean goesFirst) {
    return here.stream().filter(one -> one.standing().goesFirst() == goesFirst).findFirst();
  }

  /**
   * From when the wait of somebody with an appointment counts: the time agreed on, also for who
   * comes a little late; else from when they came.
   */
  static Instant since(HallPolicy.Tickets policy, @Nullable Instant bookedFor, Instant arrived) {
    return bookedFor != null && !arrived.isAfter(bookedFor.plus(policy.bookingGrace()))
        ? bookedFor
        : arrived;
  }
}

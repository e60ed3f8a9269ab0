package org.yanzhen.hall;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;

/**
 * When each of those who wait is likely to be called: the windows call one after the other by the
 * rule they call by anyway, each visit as long as visits of its service took today. Pure.
 */
final class TurnForecast {

  /**
   * A window that calls people.
   *
   * @param freeFrom now, or when whoever sits there is likely to be done
   */
  record Open(String code, Set<String> services, Instant freeFrom) {
    Open {
      services = Set.copyOf(services);
    }

    Open withFreeFrom(Instant at) {
      return new Open(code, services, at);
    }
  }

  /** Somebody who waits, or comes at a time agreed on. */
  record Visitor(UUID id, String service, TicketStanding standing, Instant since) {}

  /** Somebody who was called before. */
  record Gone(String service, TicketStanding standing) {}

  private static final Comparator<Open> FIRST_FREE =
      Comparator.comparing(Open::freeFrom).thenComparing(Open::code);

  private TurnForecast() {}

  /**
   * @param gone who was called last, the newest first
   * @param minutes how long one of a service takes; the policy's usual time for any other
   * @return of whoever is called at all; nobody is called for what no window serves
   */
  static Map<UUID, Instant> of(
      HallPolicy.Tickets policy,
      List<Open> windows,
      List<Visitor> visitors,
      List<Gone> gone,
      Map<String, Duration> minutes) {
    return of(policy, windows, visitors, gone, minutes, Set.of());
  }

  /**
   * As above.
   *
   * @param asking of the visitors, who only asks when it would be: each as if nobody else asked,
   *     and nobody waits the longer for it
   */
  static Map<UUID, Instant> of(
      HallPolicy.Tickets policy,
      List<Open> windows,
      List<Visitor> visitors,
      List<Gone> gone,
      Map<String, Duration> minutes,
      Set<UUID> asking) {
    PriorityQueue<Open> free = new PriorityQueue<>(FIRST_FREE);
    free.addAll(windows);
    List<Visitor> left = new ArrayList<>(visitors);
    Deque<Gone> called = new ArrayDeque<>(gone);
    Map<UUID, Instant> about = new HashMap<>();
    while (!left.isEmpty() && !free.isEmpty()) {
      Open window = free.remove();
      List<TurnRule.Waiting> theirs =
          left.stream()
              .filter(one -> window.services().contains(one.service()))
              .map(one -> new TurnRule.Waiting(one.id(), one.standing(), one.since()))
              .toList();
      if (theirs.isEmpty()) {
        continue;
      }
      Instant at = window.freeFrom();
      TurnRule.Waiting next =
          TurnRule.next(policy, theirs, inARow(policy, window, called), at).orElse(null);
      if (next == null) {
        // All of them come later: the window waits for the first.
        Instant first =
            theirs.stream().map(TurnRule.Waiting::since).min(Instant::compareTo).orElseThrow();
        free.add(window.withFreeFrom(first));
        continue;
      }
      Visitor visitor =
          left.stream().filter(one -> one.id().equals(next.id())).findAny().orElseThrow();
      about.put(visitor.id(), at);
      left.remove(visitor);
      if (asking.contains(visitor.id())) {
        free.add(window);
        continue;
      }
      called.addFirst(new Gone(visitor.service(), visitor.standing()));
      Duration each = minutes.getOrDefault(visitor.service(), policy.usual());
      // Whoever is served in no time would let the window stand still.
      free.add(window.withFreeFrom(at.plus(each.isPositive() ? each : Duration.ofSeconds(1))));
    }
    return Map.copyOf(about);
  }

  private static int inARow(HallPolicy.Tickets policy, Open window, Deque<Gone> called) {
    return (int)
        called.stream()
            .filter(one -> window.services().contains(one.service()))
            .limit(policy.priorityRun())
            .takeWhile(one -> one.standing().goesFirst())
            .count();
  }

  /** As it is said to people: a little early rather than late, and no more exact than it is. */
  static Instant said(Instant about, Instant now) {
    long step = Duration.ofMinutes(5).toSeconds();
    Instant early = Instant.ofEpochSecond(about.getEpochSecond() / step * step);
    return early.isAfter(now) ? early : about;
  }
}

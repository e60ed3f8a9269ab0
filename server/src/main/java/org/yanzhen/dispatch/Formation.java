package org.yanzhen.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.PrivacyClass;
import org.yanzhen.catalogue.Text;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.solver.assign.Assignment;
import org.yanzhen.solver.assign.AssignmentChecker;
import org.yanzhen.solver.assign.AssignmentProblem;
import org.yanzhen.solver.assign.LiveAssignment;

/**
 * All that waits and all that is in hand in one realm, in the best assignment there is; one change
 * at a time. Nobody is sent by it: it knows what somebody is worth to the others.
 *
 * <p>What is in hand holds its person's slot and is never moved. A slot costs what the load of a
 * score costs, so the two speak of the same minutes. For one thread at a time.
 */
final class Formation {

  /**
   * So many of the cheapest are kept for an order. Who is further down is chosen only when all of
   * these are taken, and an order's own candidates are never cut.
   */
  static final int KEPT = 60;

  /** How many people one change may reach: what keeps a decision within milliseconds. */
  private static final long BUDGET = 200;

  /** So many leading candidates are always searched, as many as anybody looks at. */
  private static final int SEARCHED = 5;

  /** Above anything that could be gained by moving it. */
  private static final long FIXED = 1_000_000_000L;

  /** What the memory holds of an order. */
  sealed interface Entry {}

  /**
   * Waits for somebody.
   *
   * @param unserved what it costs to leave it
   * @param costs by person whom nothing refuses but a full hand; the cheapest only
   * @param able how many there are of them
   * @param what the skill it asks for, else its kind; absent where that is confidential
   * @param onlySkilled whether one person alone has the skill
   */
  record Waiting(
      String area,
      int unserved,
      Map<UUID, Integer> costs,
      int able,
      @Nullable Text what,
      boolean onlySkilled)
      implements Entry {

    Waiting {
      costs = Map.copyOf(costs);
    }

    /** From everybody who serves there, by the same rules and prices as a ranking. */
    static Waiting of(OrderFacts order, Kind kind, Policy policy, Collection<Matter> matters) {
      Map<UUID, Integer> costs = new HashMap<>();
      int skilled = 0;
      for (Matter matter : matters) {
        Matter free = matter.unloaded();
        Optional<Eligibility.Rule> refusing = Eligibility.refusing(free);
        if (refusing.isEmpty()) {
          costs.put(matter.person().id(), Score.cost(free));
        }
        if (Eligibility.isSkilled(matter)) {
          skilled++;
        }
      }
      boolean confidential = kind.privacy() == PrivacyClass.RESTRICTED;
      boolean needsSkill = !kind.skills().isEmpty();
      Text what = needsSkill ? kind.skills().getFirst().name() : kind.name();
      return new Waiting(
          order.area(),
          policy.unserved(order.urgency()),
          cheapest(costs),
          costs.size(),
          confidential ? null : what,
          needsSkill && skilled == 1);
    }

    private static Map<UUID, Integer> cheapest(Map<UUID, Integer> costs) {
      if (costs.size() <= KEPT) {
        return costs;
      }
      Map<UUID, Integer> kept = new HashMap<>();
      costs.entrySet().stream()
          .sorted(
              Map.Entry.<UUID, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
          .limit(KEPT)
          .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
      return kept;
    }
  }

  /** Somebody is asked for it or has it. */
  record InHand(UUID person) implements Entry {}

  private record Seat(Entry entry, int number) {}

  private final LiveAssignment live = new LiveAssignment(BUDGET);
  private final Policy policy;
  private final long[] slots;
  private final Map<UUID, Integer> numberOf = new HashMap<>();
  private final Map<UUID, Seat> seats = new TreeMap<>();
  private final Map<UUID, Integer> inHand = new HashMap<>();
  private final Map<Integer, UUID> orderOf = new HashMap<>();

  Formation(Policy policy) {
    this.policy = policy;
    this.slots = new long[policy.full()];
    for (int load = 0; load < slots.length; load++) {
      slots[load] = Score.slot(policy, load);
    }
  }

  Policy policy() {
    return policy;
  }

  /** What is known of every order; equal however it came about. */
  Map<UUID, Entry> entries() {
    Map<UUID, Entry> entries = new TreeMap<>();
    seats.forEach((order, seat) -> entries.put(order, seat.entry()));
    return entries;
  }

  /** Orders whose price may depend on who has served in the area. */
  List<UUID> waitingIn(String area) {
    return seats.entrySet().stream()
        .filter(
            seat ->
                seat.getValue().entry() instanceof Waiting waiting && waiting.area().equals(area))
        .map(Map.Entry::getKey)
        .toList();
  }

  void put(UUID order, Entry entry) {
    Seat before = seats.get(order);
    if (before != null && before.entry().equals(entry)) {
      return;
    }
    drop(order);
    seat(order, entry);
    if (entry instanceof InHand held) {
      inHand.merge(held.person(), 1, Integer::sum);
    }
  }

  private void seat(UUID order, Entry entry) {
    int number = seat(entry);
    seats.put(order, new Seat(entry, number));
    orderOf.put(number, order);
  }

  void drop(UUID order) {
    Seat before = seats.remove(order);
    if (before == null) {
      return;
    }
    unseat(before);
    if (before.entry() instanceof InHand held) {
      inHand.merge(held.person(), -1, Integer::sum);
    }
  }

  private void unseat(Seat seat) {
    live.removeOrder(seat.number());
    orderOf.remove(seat.number());
  }

  private int seat(Entry entry) {
    return switch (entry) {
      case Waiting waiting -> {
        Row row = row(waiting.costs());
        yield live.addOrder(waiting.unserved(), row.people(), row.costs());
      }
      case InHand held ->
          live.addOrder(FIXED, new int[] {number(held.person())}, new long[] {-FIXED});
    };
  }

  private record Row(int[] people, long[] costs) {}

  private Row row(Map<UUID, Integer> costs) {
    Map<Integer, Integer> sorted = new TreeMap<>();
    costs.forEach((person, cost) -> sorted.put(number(person), cost));
    return new Row(
        sorted.keySet().stream().mapToInt(Integer::intValue).toArray(),
        sorted.values().stream().mapToLong(Integer::longValue).toArray());
  }

  private int number(UUID person) {
    return numberOf.computeIfAbsent(person, id -> live.addPerson(slots));
  }

  /**
   * What the others lose if a person takes the order, for each who could; whoever costs them
   * nothing is missing from the answer. The order itself is looked past meanwhile.
   */
  Map<UUID, Opportunity> opportunities(UUID order, Map<UUID, Integer> costs) {
    Seat own = seats.get(order);
    if (own == null) {
      return weigh(order, costs);
    }
    unseat(own);
    try {
      return weigh(order, costs);
    } finally {
      seat(order, own.entry());
    }
  }

  /**
   * One ranking over all who could go: what one search has learned of the others serves the next.
   * The first are searched exactly; whoever is further down costs at least their price, and at
   * least what the last of the first does.
   */
  private Map<UUID, Opportunity> weigh(UUID order, Map<UUID, Integer> costs) {
    Row row = row(costs);
    List<LiveAssignment.Candidate> first =
        live.rank(row.people(), row.costs(), SEARCHED, SEARCHED * BUDGET);
    Map<Integer, Long> searched = new HashMap<>();
    first.forEach(one -> searched.put(one.person(), one.total()));
    long least = first.size() < SEARCHED ? Long.MIN_VALUE : first.getLast().total();
    Map<UUID, Opportunity> found = new HashMap<>();
    costs.forEach(
        (person, cost) -> {
          int number = number(person);
          int load = Math.min(inHand.getOrDefault(person, 0), slots.length - 1);
          long atLeast = Math.max(cost + live.price(number), least);
          long lost = searched.getOrDefault(number, atLeast) - cost - slots[load];
          if (lost > 0 && lost < FIXED / 2) {
            needs(number, order, (int) lost)
                .ifPresent(opportunity -> found.put(person, opportunity));
          }
        });
    return found;
  }

  /** Which of the orders that count on the person says it best: the one with the fewest others. */
  private Optional<Opportunity> needs(int person, UUID except, int lost) {
    List<Waiting> counting = new ArrayList<>();
    for (int number : live.ordersOf(person)) {
      UUID order = orderOf.get(number);
      if (order != null
          && !order.equals(except)
          && seats.get(order) instanceof Seat seat
          && seat.entry() instanceof Waiting waiting) {
        counting.add(waiting);
      }
    }
    return counting.stream()
        .min(
            Comparator.comparing((Waiting waiting) -> !waiting.onlySkilled())
                .thenComparing(Waiting::able)
                .thenComparing(waiting -> -waiting.unserved()))
        .map(
            waiting ->
                new Opportunity(
                    lost,
                    waiting.onlySkilled()
                        ? Opportunity.Why.ONLY_SKILLED
                        : waiting.able() == 1
                            ? Opportunity.Why.ONLY_ABLE
                            : Opportunity.Why.BETTER_THERE,
                    waiting.what(),
                    waiting.able(),
                    counting.size()));
  }

  /** Whether the best for all is to leave the order for now, though somebody could go. */
  boolean isLeft(UUID order) {
    Seat seat = seats.get(order);
    return seat != null
        && seat.entry() instanceof Waiting waiting
        && !waiting.costs().isEmpty()
        && live.personOf(seat.number()) < 0
        && live.isExact();
  }

  /** What everything costs, the slots of what is in hand included. */
  long cost() {
    return live.cost();
  }

  /** Makes up for what went over the budget of a change; not while somebody waits for an answer. */
  void settle() {
    if (!live.isExact()) {
      live.settle();
    }
  }

  /** What the independent checker finds wrong; nothing, if the assignment is the best there is. */
  List<String> findings() {
    settle();
    AssignmentProblem.Builder builder = AssignmentProblem.builder();
    long[] prices = new long[numberOf.size()];
    for (int person = 0; person < prices.length; person++) {
      builder.person(slots);
      prices[person] = live.price(person);
    }
    int[] pairOf = new int[seats.size()];
    int order = 0;
    int pair = 0;
    for (Seat seat : seats.values()) {
      Row row;
      switch (seat.entry()) {
        case Waiting waiting -> {
          row = row(waiting.costs());
          builder.order(waiting.unserved());
        }
        case InHand held -> {
          row = new Row(new int[] {number(held.person())}, new long[] {-FIXED});
          builder.order(FIXED);
        }
      }
      int with = live.personOf(seat.number());
      pairOf[order] = Assignment.LEFT;
      for (int index = 0; index < row.people().length; index++) {
        builder.pair(row.people()[index], row.costs()[index]);
        if (row.people()[index] == with) {
          pairOf[order] = pair + index;
        }
      }
      pair += row.people().length;
      order++;
    }
    return AssignmentChecker.findings(builder.build(), new Assignment(pairOf, live.cost(), prices));
  }
}

package org.yanzhen.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.solver.assign.Assignment;
import org.yanzhen.solver.assign.AssignmentChecker;
import org.yanzhen.solver.assign.AssignmentProblem;
import org.yanzhen.solver.assign.BatchAssignment;

/**
 * Orders weighed together, exactly: what waits, and what somebody was told of where breaking that
 * word has a price. What is in hand otherwise takes its person's slots and stays. Without database
 * and clock.
 *
 * <p>Costs are the minutes of a {@link Score}. They are doubled for the solver, and moving what
 * somebody was told of costs one more: so it is moved only if that saves <em>more</em> than its
 * price, never for nothing.
 */
final class Together {

  /**
   * Above anything that could be gained by leaving it: an order somebody was told of is not left.
   */
  private static final long NEVER_LEFT = 1_000_000_000L;

  private static final int NONE = -1;

  /**
   * An order that changes hands.
   *
   * @param from who was told; absent when it waits
   * @param inHand orders {@code to} has when it comes
   * @param before what it costs as it lies
   * @param after what it would cost, the price of the broken word included
   * @param passed who would cost less for this order alone, and gets another
   */
  record Change(
      UUID order,
      @Nullable UUID from,
      UUID to,
      int inHand,
      int before,
      int after,
      int able,
      @Nullable UUID passed,
      @Nullable UUID passedFor) {}

  private record Item(UUID order, int unserved, int[] people, int[] costs, int told) {
    int able() {
      return people.length;
    }

    int costOf(int person) {
      return costs[Arrays.binarySearch(people, person)];
    }

    Item without(int person) {
      int at = Arrays.binarySearch(people, person);
      return new Item(order, unserved, cut(people, at), cut(costs, at), told);
    }

    private static int[] cut(int[] from, int at) {
      int[] rest = Arrays.copyOf(from, from.length - 1);
      System.arraycopy(from, at + 1, rest, at, rest.length - at);
      return rest;
    }
  }

  /** Two orders served at one moment, by their places among the items. */
  private record Tie(int first, int second) {}

  private final Policy policy;
  private final int broken;
  private final Map<UUID, Integer> load;
  private final Map<UUID, Integer> numberOf = new HashMap<>();
  private final List<UUID> people = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();
  private final Map<UUID, Integer> itemOf = new HashMap<>();
  private final List<Tie> ties = new ArrayList<>();
  private final Map<Integer, Integer> movable = new HashMap<>();
  private long pairs;

  private @Nullable AssignmentProblem problem;
  private @Nullable Assignment answer;

  /**
   * @param price of a broken word, in minutes; of no importance where nothing told is added
   * @param load unfinished orders of each person, those told included
   */
  Together(Policy policy, int price, Map<UUID, Integer> load) {
    this.policy = policy;
    this.broken = price;
    this.load = Map.copyOf(load);
  }

  /**
   * An order that waits.
   *
   * @param unserved what leaving it costs
   * @param costs of each person who could go, without their load
   */
  void waiting(UUID order, int unserved, Map<UUID, Integer> costs) {
    add(order, unserved, costs, null);
  }

  /** An order somebody was told of; whoever it is stands among the costs. */
  void told(UUID order, UUID person, Map<UUID, Integer> costs) {
    add(order, 0, costs, person);
    movable.merge(number(person), 1, Integer::sum);
  }

  private void add(UUID order, int unserved, Map<UUID, Integer> costs, @Nullable UUID told) {
    itemOf.put(order, items.size());
    Map<Integer, Integer> sorted = new TreeMap<>();
    costs.forEach((person, cost) -> sorted.put(number(person), cost));
    items.add(
        new Item(
            order,
            unserved,
            sorted.keySet().stream().mapToInt(Integer::intValue).toArray(),
            sorted.values().stream().mapToInt(Integer::intValue).toArray(),
            told == null ? NONE : number(told)));
    pairs += sorted.size();
  }

  /**
   * Two orders are served at the same moment, so nobody gets both. Of no effect unless both were
   * added.
   */
  void tied(UUID order, UUID other) {
    Integer first = itemOf.get(order);
    Integer second = itemOf.get(other);
    if (first != null && second != null) {
      ties.add(new Tie(first, second));
    }
  }

  private int number(UUID person) {
    return numberOf.computeIfAbsent(
        person,
        id -> {
          people.add(id);
          return people.size() - 1;
        });
  }

  /** How many pairs of an order and somebody who could go there are. */
  long pairs() {
    return pairs;
  }

  private int held(int person) {
    return load.getOrDefault(people.get(person), 0);
  }

  private int staying(int person) {
    return held(person) - movable.getOrDefault(person, 0);
  }

  private int capacity(int person) {
    return Math.max(policy.full() - staying(person), movable.getOrDefault(person, 0));
  }

  private int slot(int inHand) {
    return Score.slot(policy, inHand);
  }

  /**
   * Exact, but for orders that are tied: where somebody would get both, one of the two does without
   * them, the one with which the whole is cheaper.
   */
  void solve() {
    solveOnce();
    // Parting one may bring another together; each time a pair is gone for good.
    for (Optional<Tie> next = first(); next.isPresent(); next = first()) {
      part(next.get());
    }
  }

  private Optional<Tie> first() {
    return ties.stream().filter(this::isOnePersons).findFirst();
  }

  private void part(Tie tie) {
    int person = personOf(tie.first());
    Item best = null;
    int place = NONE;
    long cost = Long.MAX_VALUE;
    for (int item : List.of(tie.first(), tie.second())) {
      Item whole = items.get(item);
      // Who was told of an order stands among its people in any case.
      if (whole.told() != person) {
        items.set(item, whole.without(person));
        solveOnce();
        if (Objects.requireNonNull(answer).cost() < cost) {
          cost = answer.cost();
          best = items.get(item);
          place = item;
        }
        items.set(item, whole);
      }
    }
    if (best == null) {
      throw new IllegalStateException("one person was told of both of two who go together");
    }
    items.set(place, best);
    pairs--;
    solveOnce();
  }

  private boolean isOnePersons(Tie tie) {
    int person = personOf(tie.first());
    return person != NONE && person == personOf(tie.second());
  }

  private void solveOnce() {
    AssignmentProblem.Builder builder =
        AssignmentProblem.builder().expecting(items.size(), people.size(), Math.toIntExact(pairs));
    for (int person = 0; person < people.size(); person++) {
      long[] slots = new long[capacity(person)];
      for (int k = 0; k < slots.length; k++) {
        slots[k] = 2L * slot(staying(person) + k);
      }
      builder.person(slots);
    }
    for (Item item : items) {
      if (item.told() == NONE) {
        builder.order(2L * item.unserved());
      } else {
        builder.pinnedOrder(NEVER_LEFT, item.told(), 2L * broken + 1);
      }
      for (int at = 0; at < item.people().length; at++) {
        builder.pair(item.people()[at], 2L * item.costs()[at]);
      }
    }
    problem = builder.build();
    answer = BatchAssignment.solve(problem);
  }

  private int personOf(int item) {
    Assignment found = Objects.requireNonNull(answer);
    int pair = found.pairOf(item);
    return pair == Assignment.LEFT ? NONE : Objects.requireNonNull(problem).person(pair);
  }

  /**
   * What is wrong with the answer: the checker that shares no code with the solver, and whether the
   * changes add up to what the solver says is gained.
   */
  List<String> findings(List<Change> changes) {
    Assignment found = Objects.requireNonNull(answer);
    List<String> findings =
        new ArrayList<>(AssignmentChecker.findings(Objects.requireNonNull(problem), found));
    long before = 0;
    for (Item item : items) {
      before += item.told() == NONE ? item.unserved() : item.costOf(item.told());
    }
    for (Map.Entry<Integer, Integer> one : movable.entrySet()) {
      for (int k = 0; k < one.getValue(); k++) {
        before += slot(staying(one.getKey()) + k);
      }
    }
    long gained = changes.stream().mapToLong(change -> change.before() - change.after()).sum();
    long moved = changes.stream().filter(change -> change.from() != null).count();
    if (2 * (before - gained) + moved != found.cost()) {
      findings.add(
          "the changes gain %d, but %d becomes %d/2".formatted(gained, before, found.cost()));
    }
    return findings;
  }

  /** Waiting orders nobody gets. */
  List<UUID> left() {
    List<UUID> left = new ArrayList<>();
    for (int item = 0; item < items.size(); item++) {
      if (personOf(item) == NONE) {
        left.add(items.get(item).order());
      }
    }
    return left;
  }

  /**
   * Every order that changes hands, in the sequence in which they were added. What a person gives
   * away frees the dearest slots first, what comes takes the cheapest free ones: so the figures of
   * the lines add up to those of the whole.
   */
  List<Change> changes() {
    int[] inHand = new int[people.size()];
    Arrays.setAll(inHand, this::held);
    int[] before = new int[items.size()];
    Map<Integer, List<Integer>> gets = new HashMap<>();
    List<Integer> changed = new ArrayList<>();
    for (int item = 0; item < items.size(); item++) {
      int told = items.get(item).told();
      int to = personOf(item);
      if (to == told) {
        continue;
      }
      changed.add(item);
      gets.computeIfAbsent(to, person -> new ArrayList<>()).add(item);
      before[item] =
          told == NONE
              ? items.get(item).unserved()
              : items.get(item).costOf(told) + slot(--inHand[told]);
    }
    List<Change> changes = new ArrayList<>();
    for (int item : changed) {
      Item one = items.get(item);
      int to = personOf(item);
      int slot = inHand[to]++;
      int own = one.costOf(to) + slot(slot);
      Optional<Integer> passed = passed(one, to, own, gets);
      changes.add(
          new Change(
              one.order(),
              one.told() == NONE ? null : people.get(one.told()),
              people.get(to),
              slot,
              before[item],
              own + (one.told() == NONE ? 0 : broken),
              one.able(),
              passed.map(people::get).orElse(null),
              passed.map(person -> neediest(gets.getOrDefault(person, List.of()))).orElse(null)));
    }
    return changes;
  }

  /** Who would cost less for this order alone, and gets another; the cheapest of those. */
  private Optional<Integer> passed(Item one, int to, int own, Map<Integer, List<Integer>> gets) {
    int best = own;
    Integer found = null;
    for (int at = 0; at < one.people().length; at++) {
      int person = one.people()[at];
      int cost = one.costs()[at] + slot(held(person));
      if (person != to && person != one.told() && gets.containsKey(person) && cost < best) {
        best = cost;
        found = person;
      }
    }
    return Optional.ofNullable(found);
  }

  /** Of what somebody gets, the order with the fewest others who could go. */
  private @Nullable UUID neediest(List<Integer> gets) {
    return gets.stream()
        .map(items::get)
        .min(Comparator.comparingInt(Item::able))
        .map(Item::order)
        .orElse(null);
  }

  /** Everybody who gets or loses something. */
  static Set<UUID> persons(List<Change> changes) {
    Set<UUID> persons = new HashSet<>();
    for (Change change : changes) {
      persons.add(change.to());
      if (change.from() != null) {
        persons.add(change.from());
      }
    }
    return persons;
  }
}

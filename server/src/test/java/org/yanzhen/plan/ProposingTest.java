package org.yanzhen.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.OrdersInHand.ToServe;
import org.yanzhen.people.Person;
import org.yanzhen.place.Point;
import org.yanzhen.place.Ways;
import org.yanzhen.shared.Ids;

/**
 * What is proposed for a day, without a database; villages lie on a line, a few kilometres apart.
 */
class ProposingTest {

  private static final LocalDate DAY = LocalDate.of(2026, 12, 1);
  private static final DayClock CLOCK = new DayClock(DAY, ZoneId.of("Asia/Shanghai"));
  private static final int EIGHT = 8 * 60;

  private final PlanPolicy policy = new PlanPolicies("").at(DAY);
  private final Map<UUID, Worker> workers = new LinkedHashMap<>();
  private final Map<UUID, Task> tasks = new HashMap<>();
  private final Map<UUID, List<Visit>> visits = new HashMap<>();
  private final Map<UUID, Set<UUID>> mayGo = new HashMap<>();
  private final Map<UUID, Integer> room = new HashMap<>();
  private final Map<UUID, UUID> pairs = new HashMap<>();
  private int now = 0;

  private UUID worker(int village) {
    return worker(village, false, true);
  }

  private UUID worker(int village, boolean away, boolean works) {
    Person person =
        new Person(
            Ids.next(), "甲", null, null, village, area(village), List.of(), List.of(), null, true);
    workers.put(
        person.id(), new Worker(person, away, works, false, EIGHT, 18 * 60, 0, workers.size()));
    room.put(person.id(), 8);
    return person.id();
  }

  private static String area(int village) {
    return ".9." + village + ".";
  }

  private UUID task(int village, UUID person) {
    return task(village, person, 0, 1440, Task.NEVER, Urgency.NORMAL);
  }

  private UUID task(int village, UUID person, int from, int until, int due, Urgency urgency) {
    UUID id = Ids.next();
    OrderState state = person == null ? OrderState.WAITING : OrderState.ACCEPTED;
    OrderFacts facts =
        new OrderFacts(
            id, state, "kind", 1, village, area(village), urgency, null, null, "body", 1, null);
    ToServe order = new ToServe(facts, "N", "单", null, null, Map.of(), person);
    tasks.put(id, new Task(order, null, 60, from, until, due, false, false));
    return id;
  }

  private void visit(UUID order, UUID person, int start, boolean done) {
    Task task = tasks.get(order);
    visits
        .computeIfAbsent(person, unused -> new ArrayList<>())
        .add(
            new Visit(
                order,
                person,
                DAY,
                CLOCK.at(start),
                CLOCK.at(start + 60),
                task.place(),
                task.area(),
                done,
                null,
                null,
                null));
  }

  private DayData data() {
    Map<Integer, Point> points = new HashMap<>();
    for (int village = 1; village <= 20; village++) {
      points.put(village, new Point(28, 110 + 0.02 * village));
    }
    return new DayData(
        CLOCK,
        CLOCK.at(now),
        true,
        policy,
        workers,
        tasks,
        visits,
        Set.of(),
        others(),
        new Ways(points, 40));
  }

  /** Two orders that are served at one moment. */
  private void together(UUID one, UUID other) {
    pairs.put(one, other);
    pairs.put(other, one);
  }

  private Map<UUID, DayData.Other> others() {
    Map<UUID, DayData.Other> others = new HashMap<>();
    pairs.forEach(
        (one, other) -> {
          Visit stands =
              visits.values().stream()
                  .flatMap(List::stream)
                  .filter(visit -> visit.orderId().equals(other))
                  .findFirst()
                  .orElse(null);
          OrderState state = tasks.get(other).order().facts().state();
          others.put(one, new DayData.Other(other, state, null, stands));
        });
    return others;
  }

  private Optional<Proposal> propose(String area, boolean waiting, UUID around) {
    return new Proposing(data(), area, waiting, around, mayGo, room, share -> true).make();
  }

  private Proposal whole() {
    return propose(".9.", true, null).orElseThrow();
  }

  private static Proposal.Line line(Proposal proposal, UUID order) {
    return proposal.people().stream()
        .flatMap(person -> person.lines().stream())
        .filter(line -> line.orderId().equals(order))
        .findFirst()
        .orElseThrow();
  }

  private static String left(Proposal proposal, UUID order) {
    return proposal.leftOut().stream()
        .filter(one -> one.orderId().equals(order))
        .map(Proposal.Left::reason)
        .findFirst()
        .orElse(null);
  }

  private static UUID personOf(Proposal proposal, UUID order) {
    return proposal.people().stream()
        .filter(person -> person.lines().stream().anyMatch(l -> l.orderId().equals(order)))
        .map(Proposal.ForPerson::personId)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whoHasAcceptedKeepsTheOrderHoweverNearSomebodyElseIs() {
    UUID far = worker(1);
    UUID near = worker(10);
    UUID order = task(10, far);
    mayGo.put(order, Set.of(near));

    assertThat(personOf(whole(), order)).isEqualTo(far);
  }

  @Test
  void whatWaitsGoesOnlyToWhoMayGoAndTheNearerOfThem() {
    UUID far = worker(1);
    worker(10);
    UUID near = worker(8);
    UUID order = task(10, null);
    mayGo.put(order, Set.of(far, near));

    Proposal proposal = whole();

    assertThat(personOf(proposal, order)).isEqualTo(near);
    assertThat(line(proposal, order).change()).isEqualTo(Proposal.Change.SUGGESTED);
  }

  @Test
  void nobodyIsAskedForMoreThanThereIsRoom() {
    UUID person = worker(1);
    room.put(person, 1);
    UUID one = task(1, null);
    UUID two = task(2, null);
    mayGo.put(one, Set.of(person));
    mayGo.put(two, Set.of(person));

    assertThat(whole().leftOut()).hasSize(1);
  }

  @Test
  void noPeopleAtAllIsNoMistake() {
    UUID order = task(1, null);
    mayGo.put(order, Set.of());

    Proposal proposal = whole();

    assertThat(proposal.people()).isEmpty();
    assertThat(left(proposal, order)).isEqualTo("nobody-may");
  }

  @Test
  void aPersonWhoIsAwayOrOffIsSaid() {
    UUID away = worker(1, true, false);
    UUID off = worker(1, false, false);
    UUID hers = task(1, away);
    UUID his = task(1, off);

    Proposal proposal = whole();

    assertThat(left(proposal, hers)).isEqualTo("away");
    assertThat(left(proposal, his)).isEqualTo("day-off");
  }

  @Test
  void afterHoursNothingIsPlacedAndNothingFails() {
    UUID person = worker(1);
    UUID order = task(1, person);
    now = 19 * 60;

    assertThat(left(whole(), order)).isEqualTo("day-over");
  }

  @Test
  void whatHasBegunIsTakenOverAsItIsAndTheDayGoesOnFromThere() {
    UUID person = worker(1);
    UUID begun = task(5, person);
    UUID next = task(6, person);
    visit(begun, person, 9 * 60, false);
    now = 9 * 60 + 30;

    Proposal proposal = whole();

    assertThat(line(proposal, begun).change()).isEqualTo(Proposal.Change.FIXED);
    assertThat(line(proposal, begun).startsAt()).isEqualTo(CLOCK.at(9 * 60));
    assertThat(line(proposal, next).startsAt()).isAfterOrEqualTo(CLOCK.at(10 * 60 + 1));
  }

  @Test
  void anAgreedTimeIsKept() {
    UUID person = worker(1);
    UUID order = task(3, person, 14 * 60, 15 * 60, Task.NEVER, Urgency.NORMAL);

    assertThat(line(whole(), order).startsAt()).isBetween(CLOCK.at(14 * 60), CLOCK.at(15 * 60));
  }

  @Test
  void peopleAreToldAnotherTimeOnlyForAGainThatIsLarger() {
    UUID person = worker(1);
    UUID one = task(2, person);
    UUID two = task(3, person);
    visit(two, person, 9 * 60, false);
    visit(one, person, 14 * 60, false);

    Proposal proposal = whole();

    // On a line there and back is the same whichever comes first.
    assertThat(line(proposal, one).change()).isEqualTo(Proposal.Change.SAME);
    assertThat(line(proposal, two).change()).isEqualTo(Proposal.Change.SAME);
  }

  @Test
  void forALargeGainTheyAre() {
    UUID person = worker(1);
    List<UUID> zigzag = new ArrayList<>();
    int start = EIGHT + 60;
    for (int village : new int[] {20, 2, 19, 3}) {
      UUID order = task(village, person);
      zigzag.add(order);
      visit(order, person, start, false);
      start += 2 * 60 + 15;
    }

    Proposal proposal = whole();
    Proposal.ForPerson day = proposal.people().getFirst();

    assertThat(day.travelAfter()).isLessThan(day.travelBefore());
    assertThat(day.changes()).isTrue();
    assertThat(day.lines()).hasSize(4);
    assertThat(proposal.leftOut()).isEmpty();
  }

  @Test
  void aroundAnOrderNothingMovesWhereThereIsRoom() {
    UUID person = worker(1);
    UUID told = task(2, person);
    visit(told, person, 10 * 60, false);
    UUID other = task(4, person);
    UUID urgent = task(3, null, 0, 1440, 12 * 60, Urgency.URGENT);
    mayGo.put(urgent, Set.of(person));

    Proposal proposal = propose(".9.", false, urgent).orElseThrow();

    assertThat(line(proposal, told).change()).isEqualTo(Proposal.Change.SAME);
    assertThat(line(proposal, urgent).change()).isEqualTo(Proposal.Change.SUGGESTED);
    assertThat(proposal.people().stream().flatMap(one -> one.lines().stream()))
        .as("only that order is fitted in")
        .noneMatch(line -> line.orderId().equals(other));
  }

  @Test
  void elseOthersMoveByTheLeastStepThatFits() {
    UUID person = worker(1);
    UUID told = task(1, person);
    visit(told, person, 9 * 60, false);
    // Must begin while the other is there.
    UUID urgent = task(1, null, EIGHT + 8, EIGHT + 40, Task.NEVER, Urgency.URGENT);
    mayGo.put(urgent, Set.of(person));

    Proposal proposal = propose(".9.", false, urgent).orElseThrow();

    Proposal.Line moved = line(proposal, told);
    assertThat(moved.change()).isEqualTo(Proposal.Change.MOVED);
    assertThat(moved.startsAt()).isBetween(CLOCK.at(9 * 60 + 1), CLOCK.at(9 * 60 + 30));
    assertThat(left(proposal, urgent)).isNull();
  }

  @Test
  void anotherAreasVisitsStayWhereTheyAre() {
    UUID person = worker(1);
    UUID elsewhere = task(7, person);
    visit(elsewhere, person, 10 * 60, false);
    UUID here = task(1, person);

    Proposal proposal = propose(".9.1.", true, null).orElseThrow();

    assertThat(line(proposal, elsewhere).change()).isEqualTo(Proposal.Change.FIXED);
    assertThat(line(proposal, elsewhere).startsAt()).isEqualTo(CLOCK.at(10 * 60));
    assertThat(line(proposal, here).change()).isEqualTo(Proposal.Change.NEW);
  }

  @Test
  void whatNobodyBeganInTimeIsPlannedAnew() {
    UUID person = worker(1);
    UUID missed = task(2, person);
    visit(missed, person, 9 * 60, false);
    now = 11 * 60;

    Proposal.Line line = line(whole(), missed);

    assertThat(line.startsAt()).isAfter(CLOCK.at(now));
    assertThat(line.change()).isEqualTo(Proposal.Change.MOVED);
  }

  @Test
  void aFullDayLeavesOutWhatPressesLeast() {
    UUID person = worker(1);
    Map<UUID, Urgency> all = new HashMap<>();
    for (int n = 0; n < 12; n++) {
      Urgency urgency = n % 2 == 0 ? Urgency.NORMAL : Urgency.DANGER;
      UUID order = task(1 + n % 3, null, 0, 1440, Task.NEVER, urgency);
      mayGo.put(order, Set.of(person));
      all.put(order, urgency);
    }
    room.put(person, 100);

    Proposal proposal = whole();

    assertThat(proposal.leftOut()).isNotEmpty();
    assertThat(proposal.leftOut())
        .allSatisfy(left -> assertThat(all.get(left.orderId())).isEqualTo(Urgency.NORMAL));
  }

  @Test
  void whoStopsItGetsNothing() {
    UUID person = worker(1);
    task(1, person);

    assertThat(new Proposing(data(), ".9.", true, null, mayGo, room, share -> false).make())
        .isEmpty();
  }

  @Test
  void theSameDayHasTheSameAnswer() {
    UUID person = worker(1);
    for (int n = 0; n < 5; n++) {
      task(1 + 3 * n % 7, person);
    }

    assertThat(whole()).isEqualTo(whole());
  }

  @Test
  void aMinuteIsCountedFromMidnightAlsoBeyondTheDay() {
    Instant midnight = CLOCK.at(0);

    assertThat(CLOCK.minute(midnight.minusSeconds(1))).isEqualTo(-1);
    assertThat(CLOCK.minuteAfter(midnight.plusSeconds(1))).isEqualTo(1);
    assertThat(CLOCK.isOver(CLOCK.at(DayClock.DAY))).isTrue();
    assertThat(CLOCK.isOver(CLOCK.at(DayClock.DAY - 1))).isFalse();
  }

  @Test
  void twoWhoGoTogetherBeginAtOneMoment() {
    UUID anna = worker(1);
    UUID bo = worker(18);
    UUID first = task(9, anna);
    UUID second = task(9, bo);
    task(2, anna, EIGHT, EIGHT + 30, Task.NEVER, Urgency.NORMAL);
    together(first, second);

    Proposal proposal = whole();

    assertThat(proposal.leftOut()).isEmpty();
    assertThat(line(proposal, first).startsAt()).isEqualTo(line(proposal, second).startsAt());
    assertThat(has(proposal, anna, first)).isTrue();
    assertThat(has(proposal, bo, second)).isTrue();
  }

  @Test
  void whoeverComesAlongIsFoundForTheMomentThatStands() {
    UUID anna = worker(1);
    UUID bo = worker(12);
    UUID first = task(9, anna);
    visit(first, anna, 11 * 60 + 17, false);
    UUID second = task(9, null);
    mayGo.put(second, Set.of(bo));
    together(first, second);

    Proposal proposal = whole();

    assertThat(line(proposal, first).change()).isEqualTo(Proposal.Change.SAME);
    assertThat(line(proposal, second).change()).isEqualTo(Proposal.Change.SUGGESTED);
    assertThat(line(proposal, second).startsAt()).isEqualTo(CLOCK.at(11 * 60 + 17));
    assertThat(has(proposal, bo, second)).isTrue();
  }

  @Test
  void whereNoMomentSuitsBothWhoeverStandsGoesAlone() {
    UUID anna = worker(1);
    UUID bo = worker(12);
    UUID first = task(9, anna, 9 * 60, 9 * 60 + 30, Task.NEVER, Urgency.NORMAL);
    visit(first, anna, 9 * 60, false);
    UUID second = task(9, null);
    mayGo.put(second, Set.of(bo));
    UUID his = task(12, bo, EIGHT, EIGHT, Task.NEVER, Urgency.NORMAL);
    visit(his, bo, EIGHT, false);
    UUID next = task(18, bo, 9 * 60 + 10, 9 * 60 + 20, Task.NEVER, Urgency.NORMAL);
    visit(next, bo, 9 * 60 + 20, false);
    together(first, second);

    Proposal proposal = whole();

    assertThat(line(proposal, first).change()).isEqualTo(Proposal.Change.SAME);
    assertThat(left(proposal, second)).isEqualTo("together");
  }

  @Test
  void whoMeetsSomebodyOfAnotherAreaComesAtTheirMoment() {
    UUID anna = worker(1);
    UUID stranger = Ids.next();
    UUID first = task(9, anna);
    UUID second = task(9, stranger);
    visit(second, stranger, 14 * 60 + 10, false);
    together(first, second);

    assertThat(line(whole(), first).startsAt()).isEqualTo(CLOCK.at(14 * 60 + 10));
  }

  private static boolean has(Proposal proposal, UUID person, UUID order) {
    return proposal.people().stream()
        .filter(one -> one.personId().equals(person))
        .anyMatch(one -> one.lines().stream().anyMatch(line -> line.orderId().equals(order)));
  }
}

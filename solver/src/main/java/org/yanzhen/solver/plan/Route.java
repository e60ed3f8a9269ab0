package org.yanzhen.solver.plan;

import java.util.Arrays;

/**
 * One person's day while searching, with what is known of every beginning and end of it, so that an
 * insertion is judged in constant time: the earliest departure from each stop and the latest start
 * at it, and the minimal duration of each segment with the starts that reach it (Vidal et al. 2013,
 * "A hybrid genetic algorithm with adaptive diversity management for a large class of vehicle
 * routing problems with time-windows", section 4.2, without time warp). Index 0 is the start, size
 * + 1 the end.
 */
final class Route {
  final int person;
  private final Jobs jobs;
  private final PlanPerson whose;
  final boolean limited;

  int size;
  int frozen;
  long load;
  long cost;

  /**
   * Changes with every change and comes back when a change is taken back: what was worked out for
   * it stays known.
   */
  int version;

  int[] job;
  int[] where;

  /** From each stop to the next; the table of all travel times is too large to stay near. */
  int[] leg;

  int[] depart;
  int[] latest;
  private int[] headDuration;
  private int[] headEarliest;
  private int[] headLatest;
  private int[] tailDuration;
  private int[] tailEarliest;
  private int[] tailLatest;

  Route(Jobs jobs, int person) {
    this.jobs = jobs;
    this.person = person;
    this.whose = jobs.problem.people().get(person);
    limited = jobs.dayLimited[person];
    job = new int[16];
    where = new int[16];
    leg = new int[16];
    depart = new int[16];
    latest = new int[16];
    int segments = limited ? 16 : 0;
    headDuration = new int[segments];
    headEarliest = new int[segments];
    headLatest = new int[segments];
    tailDuration = new int[segments];
    tailEarliest = new int[segments];
    tailLatest = new int[segments];
  }

  void copyFrom(Route other) {
    ensure(other.size + 2);
    int end = other.size + 2;
    size = other.size;
    frozen = other.frozen;
    load = other.load;
    cost = other.cost;
    version = other.version;
    System.arraycopy(other.job, 0, job, 0, end);
    System.arraycopy(other.where, 0, where, 0, end);
    System.arraycopy(other.leg, 0, leg, 0, end);
    System.arraycopy(other.depart, 0, depart, 0, end);
    System.arraycopy(other.latest, 0, latest, 0, end);
    if (limited) {
      System.arraycopy(other.headDuration, 0, headDuration, 0, end);
      System.arraycopy(other.headEarliest, 0, headEarliest, 0, end);
      System.arraycopy(other.headLatest, 0, headLatest, 0, end);
      System.arraycopy(other.tailDuration, 0, tailDuration, 0, end);
      System.arraycopy(other.tailEarliest, 0, tailEarliest, 0, end);
      System.arraycopy(other.tailLatest, 0, tailLatest, 0, end);
    }
  }

  private void ensure(int needed) {
    if (needed <= job.length) {
      return;
    }
    int room = Math.max(needed, 2 * job.length);
    job = Arrays.copyOf(job, room);
    where = Arrays.copyOf(where, room);
    leg = Arrays.copyOf(leg, room);
    depart = Arrays.copyOf(depart, room);
    latest = Arrays.copyOf(latest, room);
    if (limited) {
      headDuration = Arrays.copyOf(headDuration, room);
      headEarliest = Arrays.copyOf(headEarliest, room);
      headLatest = Arrays.copyOf(headLatest, room);
      tailDuration = Arrays.copyOf(tailDuration, room);
      tailEarliest = Arrays.copyOf(tailEarliest, room);
      tailLatest = Arrays.copyOf(tailLatest, room);
    }
  }

  /** After the stop at {@code position}. {@link #refresh} must follow before anything is asked. */
  void insertAfter(int position, int added) {
    ensure(size + 3);
    System.arraycopy(job, position + 1, job, position + 2, size - position);
    job[position + 1] = added;
    size++;
    load += jobs.demand[added];
  }

  /**
   * Takes out {@code count} stops from {@code first} on. {@link #refresh} must follow before
   * anything is asked.
   */
  void remove(int first, int count) {
    for (int position = first; position < first + count; position++) {
      load -= jobs.demand[job[position]];
    }
    System.arraycopy(job, first + count, job, first, size - first - count + 1);
    size -= count;
  }

  /**
   * Works out everything anew; returns false if a window, the shift or the longest day is broken.
   */
  boolean refresh(int newVersion) {
    version = newVersion;
    boolean kept = goForward();
    goBackward();
    if (limited) {
      joinHeads();
      joinTails();
      kept &= headDuration[size + 1] <= whose.longestDay();
    }
    if (jobs.hasDeadlines) {
      cost += lateness(NONE_ADDED, Jobs.NONE);
    }
    return kept;
  }

  private static final int NONE_ADDED = -1;

  private boolean goForward() {
    int at = whose.startPlace();
    int time = whose.shiftStart();
    where[0] = at;
    depart[0] = time;
    long sum = 0;
    boolean kept = true;
    for (int position = 1; position <= size; position++) {
      int next = job[position];
      int place = jobs.isPause(next) ? at : jobs.place[next];
      int way = jobs.time(at, place);
      leg[position - 1] = way;
      sum += way + jobs.promiseCost(next, person);
      time = Math.max(time + way, jobs.earliest[next]);
      kept &= time <= jobs.latest[next];
      time += jobs.duration[next];
      where[position] = place;
      depart[position] = time;
      at = place;
    }
    int home = jobs.time(at, whose.endPlace());
    leg[size] = home;
    where[size + 1] = whose.endPlace();
    depart[size + 1] = time + home;
    cost = isIdle() ? 0 : sum + home;
    return kept && time + home <= whose.shiftEnd();
  }

  private void goBackward() {
    int time = whose.shiftEnd();
    latest[size + 1] = time;
    for (int position = size; position >= 1; position--) {
      int stop = job[position];
      time -= leg[position] + jobs.duration[stop];
      time = Math.min(time, jobs.latest[stop]);
      latest[position] = time;
    }
    latest[0] = time - leg[0];
  }

  private void joinHeads() {
    int duration = 0;
    int from = whose.shiftStart();
    int until = whose.shiftEnd();
    headDuration[0] = 0;
    headEarliest[0] = from;
    headLatest[0] = until;
    for (int position = 1; position <= size + 1; position++) {
      boolean end = position == size + 1;
      int opens = end ? whose.shiftStart() : jobs.earliest[job[position]];
      int closes = end ? whose.shiftEnd() : jobs.latest[job[position]];
      int shift = duration + leg[position - 1];
      int wait = Math.max(0, opens - shift - until);
      duration = shift + wait + (end ? 0 : jobs.duration[job[position]]);
      from = Math.max(opens - shift, from) - wait;
      until = Math.min(closes - shift, until);
      headDuration[position] = duration;
      headEarliest[position] = from;
      headLatest[position] = until;
    }
  }

  private void joinTails() {
    tailDuration[size + 1] = 0;
    tailEarliest[size + 1] = whose.shiftStart();
    tailLatest[size + 1] = whose.shiftEnd();
    for (int position = size; position >= 1; position--) {
      int stop = job[position];
      int shift = jobs.duration[stop] + leg[position];
      int wait = Math.max(0, tailEarliest[position + 1] - shift - jobs.latest[stop]);
      tailDuration[position] = shift + wait + tailDuration[position + 1];
      tailEarliest[position] =
          Math.max(tailEarliest[position + 1] - shift, jobs.earliest[stop]) - wait;
      tailLatest[position] = Math.min(tailLatest[position + 1] - shift, jobs.latest[stop]);
    }
  }

  /**
   * The same where the pause comes next: it is then taken at the new place, so four segments are
   * joined.
   */
  int durationBeforePause(int position, int place, int opens, int closes, int takes) {
    int pause = job[position + 1];
    int shift = headDuration[position] + jobs.time(where[position], place);
    int wait = Math.max(0, opens - shift - headLatest[position]);
    int duration = shift + wait + takes;
    int until = Math.min(closes - shift, headLatest[position]);
    wait = Math.max(0, jobs.earliest[pause] - duration - until);
    until = Math.min(jobs.latest[pause] - duration, until);
    shift = duration + wait + jobs.duration[pause] + jobs.time(place, where[position + 2]);
    wait = Math.max(0, tailEarliest[position + 2] - shift - until);
    return shift + wait + tailDuration[position + 2];
  }

  /**
   * The minimal duration of the day with a job after the stop at {@code position}: three segments
   * joined.
   */
  int durationWith(int position, int place, int opens, int closes, int takes) {
    int shift = headDuration[position] + jobs.time(where[position], place);
    int wait = Math.max(0, opens - shift - headLatest[position]);
    int duration = shift + wait + takes;
    int until = Math.min(closes - shift, headLatest[position]);
    shift = duration + jobs.time(place, where[position + 1]);
    wait = Math.max(0, tailEarliest[position + 1] - shift - until);
    return shift + wait + tailDuration[position + 1];
  }

  /** At home all day: without a stop, or with nothing but a pause that is still to come. */
  boolean isIdle() {
    return size == 0 || (size == 1 && frozen == 0 && jobs.isPause(job[1]));
  }

  int longestDay() {
    return whose.longestDay();
  }

  /** Whether another order of the same group is in this day. */
  boolean holdsGroupOf(int added) {
    int group = jobs.group[added];
    if (group == Jobs.NONE) {
      return false;
    }
    for (int position = 1; position <= size; position++) {
      if (jobs.group[job[position]] == group) {
        return true;
      }
    }
    return false;
  }

  /** The first stop after which a job may come that has to leave by then at the earliest. */
  int firstAfter(int leaves) {
    int low = frozen;
    int high = size + 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (latest[middle + 1] < leaves) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  boolean hasRoomFor(int added) {
    return load + jobs.demand[added] <= whose.capacity();
  }

  /**
   * When to leave: as early as the longest day allows, for then everybody is served as early as
   * possible and no lateness can be avoided by leaving at another time.
   */
  int leavesAt() {
    return size == 0
        ? whose.shiftStart()
        : Math.max(whose.shiftStart(), depart[size + 1] - whose.longestDay());
  }

  /**
   * What lateness costs in this day, with {@code added} after the stop at {@code position} if it is
   * a job.
   */
  long lateness(int position, int added) {
    int time = whose.shiftStart();
    if (limited) {
      time = Math.max(time, walk(time, position, added, false) - whose.longestDay());
    }
    walk(time, position, added, true);
    return walkedLateness;
  }

  private long walkedLateness;

  private int walk(int leaves, int position, int added, boolean price) {
    long late = 0;
    int time = leaves;
    int at = where[0];
    for (int index = 0; index <= size; index++) {
      if (index > 0) {
        time = arrive(time, at, job[index]);
        at = jobs.isPause(job[index]) ? at : jobs.place[job[index]];
        late +=
            price
                ? jobs.latePrice[job[index]] * (long) Math.max(0, time - jobs.deadline[job[index]])
                : 0;
        time += jobs.duration[job[index]];
      }
      if (index == position && added != Jobs.NONE) {
        time = arrive(time, at, added);
        at = jobs.isPause(added) ? at : jobs.place[added];
        late += price ? jobs.latePrice[added] * (long) Math.max(0, time - jobs.deadline[added]) : 0;
        time += jobs.duration[added];
      }
    }
    walkedLateness = late;
    return time + jobs.time(at, whose.endPlace());
  }

  private int arrive(int time, int at, int stop) {
    int place = jobs.isPause(stop) ? at : jobs.place[stop];
    return Math.max(time + jobs.time(at, place), jobs.earliest[stop]);
  }
}

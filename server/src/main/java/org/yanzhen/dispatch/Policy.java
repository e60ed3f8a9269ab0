package org.yanzhen.dispatch;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.DispatchMode;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.Limit;
import org.yanzhen.catalogue.Urgency;

/**
 * How orders find their people from a day on: data of {@code packs/dispatch-policy.yaml}.
 *
 * @param automatic modes that act by themselves on a new order
 * @param full beyond this many unfinished orders nobody is asked for more
 * @param tooFarMinutes further is another township's work
 * @param rotaTries how many of a rota are asked one after the other
 * @param unserved what it costs to leave an order, in minutes of travel: the more it presses, the
 *     more
 * @param contest how long whoever has an order may be silent when somebody else would take it over
 * @param plannedDaily when the desk's proposal for all waiting orders is made by itself; absent for
 *     never
 */
record Policy(
    LocalDate from,
    Set<DispatchMode> automatic,
    int full,
    int tooFarMinutes,
    int rotaTries,
    Prices prices,
    Map<Urgency, Integer> unserved,
    Map<Urgency, Limit> contest,
    @Nullable LocalTime plannedDaily) {

  /** For a county whose own policy says nothing of it: above what anybody costs who may be sent. */
  static final Map<Urgency, Integer> USUAL_UNSERVED =
      Map.of(Urgency.NORMAL, 400, Urgency.URGENT, 800, Urgency.DANGER, 1_600);

  /** For a county whose own policy says nothing of it. */
  static final Map<Urgency, Limit> USUAL_CONTEST =
      Map.of(
          Urgency.NORMAL, new Limit(Duration.ofHours(4), true),
          Urgency.URGENT, new Limit(Duration.ofHours(1), false),
          Urgency.DANGER, new Limit(Duration.ofMinutes(15), false));

  /**
   * What weighs how much, in minutes of travel.
   *
   * @param unknownMinutes a position that is missing: neither punished nor preferred
   * @param interpreter what it costs when somebody goes who does not speak what the one asked for
   *     speaks
   * @param each what an order in hand takes, as long as nothing better is known
   */
  record Prices(
      int spareLevel,
      int loadStep,
      int knowsThePlace,
      int knowsAtMost,
      int tight,
      int hadIt,
      int unknownMinutes,
      int interpreter,
      Duration each) {

    /** For a county whose own policy says nothing of it. */
    static final int USUAL_INTERPRETER = 30;
  }

  Policy {
    automatic = Set.copyOf(automatic);
    unserved = Map.copyOf(unserved);
    contest = Map.copyOf(contest);
  }

  int unserved(Urgency urgency) {
    return Objects.requireNonNull(unserved.get(urgency));
  }

  Limit contest(Urgency urgency) {
    return Objects.requireNonNull(contest.get(urgency));
  }

  /** What happens by itself to a new order of the kind, or {@code OFFER} when a person decides. */
  DispatchMode automaticMode(Kind kind) {
    DispatchMode first = kind.modes().getFirst();
    return automatic.contains(first) ? first : DispatchMode.OFFER;
  }
}

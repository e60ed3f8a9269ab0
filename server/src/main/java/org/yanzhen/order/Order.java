package org.yanzhen.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.Urgency;

/**
 * What the rules need to know of an order; the words of it live in the store only.
 *
 * @param version counts the history's entries; 1 is the asking itself
 * @param hasContent something is said about what is wanted
 * @param responsibleBody organisation code that answers for it
 * @param returnedBy who last turned it down, gave it back or fell silent
 * @param claimed taken from the board, so silence and release go back to the board
 * @param leaseUntil when silence returns it, or a suspension ends by itself
 * @param hops how often it went to somebody and came back, or to another body
 * @param transfers how often another body got it
 * @param level how often a broken promise was raised, since the last progress
 * @param suspendedFrom where it goes on after a suspension
 * @param pauses when no promise ran, in order; the last one may still last
 * @param openParts parts of a joint order that are neither closed nor waived
 * @param mergedInto the order of the same matter it goes on with
 * @param tier the level that holds it
 * @param tierSince since when; absent where levels were not kept yet
 * @param raised it came to its level from below
 * @param campaign the campaign it belongs to; absent on the everyday track
 * @param contest whether somebody else would take it over
 */
record Order(
    UUID id,
    OrderState state,
    int version,
    String kind,
    int kindVersion,
    Urgency urgency,
    String area,
    boolean hasContent,
    @Nullable String responsibleBody,
    @Nullable UUID assignee,
    @Nullable UUID offeredTo,
    @Nullable UUID returnedBy,
    boolean claimed,
    @Nullable Instant leaseUntil,
    int hops,
    int reopened,
    int transfers,
    int level,
    @Nullable OrderState suspendedFrom,
    List<Pause> pauses,
    Set<UUID> openParts,
    @Nullable UUID mergedInto,
    Map<ClockName, Clock> clocks,
    @Nullable Instant solvedAt,
    Tier tier,
    @Nullable Instant tierSince,
    boolean raised,
    @Nullable UUID campaign,
    Contest contest) {

  Order {
    clocks = Map.copyOf(clocks);
    pauses = List.copyOf(pauses);
    openParts = Set.copyOf(openParts);
  }

  /** As it is when it has just been asked for. */
  static Order fresh(
      UUID id,
      OrderState state,
      String kind,
      int kindVersion,
      Urgency urgency,
      String area,
      boolean hasContent,
      @Nullable String responsibleBody,
      @Nullable UUID mergedInto,
      Map<ClockName, Clock> clocks,
      Tier tier,
      @Nullable Instant tierSince,
      @Nullable UUID campaign) {
    return new Order(
        id,
        state,
        1,
        kind,
        kindVersion,
        urgency,
        area,
        hasContent,
        responsibleBody,
        null,
        null,
        null,
        false,
        null,
        0,
        0,
        0,
        0,
        null,
        List.of(),
        Set.of(),
        mergedInto,
        clocks,
        null,
        tier,
        tierSince,
        false,
        campaign,
        Contest.NONE);
  }

  Optional<Clock> clock(ClockName name) {
    return Optional.ofNullable(clocks.get(name));
  }

  /** The promise that comes due next, if one runs. */
  Optional<Clock> nextClock() {
    if (state == OrderState.SUSPENDED) {
      return Optional.empty();
    }
    return clocks.values().stream()
        .filter(clock -> clock.metAt() == null)
        .min(Comparator.comparing(Clock::dueAt));
  }

  /** The time a clock stands at: now, or when the pause began. */
  Instant clockTime(Instant now) {
    return state == OrderState.SUSPENDED && !pauses.isEmpty() ? pauses.getLast().from() : now;
  }

  /**
   * The order after the event: the only way an order changes, in memory and when rebuilt from its
   * history.
   */
  Order after(OrderEvent event) {
    return new Next(this, event).order();
  }

  /** The change of one event, put together part by part. */
  private static final class Next {

    private final Order was;
    private final OrderEvent event;
    private final Facts facts;
    private final EnumMap<ClockName, Clock> clocks = new EnumMap<>(ClockName.class);
    private @Nullable UUID assignee;
    private @Nullable UUID offeredTo;
    private @Nullable UUID returnedBy;
    private boolean claimed;
    private @Nullable Instant leaseUntil;
    private int hops;
    private int reopened;
    private int transfers;
    private int level;
    private @Nullable OrderState suspendedFrom;
    private final List<Pause> pauses;
    private final Set<UUID> openParts;
    private @Nullable UUID mergedInto;
    private @Nullable Instant solvedAt;
    private @Nullable String body;
    private Urgency urgency;
    private Tier tier;
    private @Nullable Instant tierSince;
    private boolean raised;
    private @Nullable UUID campaign;
    private Contest contest;

    Next(Order was, OrderEvent event) {
      this.was = was;
      this.event = event;
      this.facts = event.facts();
      clocks.putAll(was.clocks);
      facts
          .started()
          .forEach((name, due) -> clocks.put(name, Clock.running(name, event.at(), due)));
      facts
          .moved()
          .forEach((name, due) -> clocks.computeIfPresent(name, (n, clock) -> clock.movedTo(due)));
      assignee = was.assignee;
      returnedBy = was.returnedBy;
      claimed = was.claimed;
      hops = was.hops;
      reopened = was.reopened;
      transfers = was.transfers;
      level = was.level;
      suspendedFrom = was.suspendedFrom;
      pauses = new ArrayList<>(was.pauses);
      openParts = new LinkedHashSet<>(was.openParts);
      mergedInto = was.mergedInto;
      solvedAt = was.solvedAt;
      body = was.responsibleBody;
      urgency = was.urgency;
      tier = was.tier;
      tierSince = was.tierSince;
      raised = was.raised;
      campaign = was.campaign;
      // Whatever moves the order ends it, unless the step says otherwise.
      contest = was.contest.ended();
    }

    Order order() {
      switch (event.action()) {
        case SUBMIT, PUBLISH -> {}
        case CANCEL -> goesOn();
        case NOTE, ANSWER -> stays();
        case OFFER -> {
          offeredTo = facts.person();
          leaseUntil = facts.leaseUntil();
          claimed = false;
        }
        case CLAIM, ACCEPT -> {
          assignee = facts.person();
          claimed = event.action() == Action.CLAIM;
          leaseUntil = facts.leaseUntil();
          level = 0;
          meet(ClockName.SIGN);
        }
        case CONTEST -> {
          stays();
          contest = was.contest.opened(facts.person(), facts.leaseUntil());
        }
        case KEEP, DROP_CONTEST -> {
          stays();
          contest = was.contest.answeredNo();
        }
        case YIELD -> {
          // Somebody had it all the time: the first promise stays kept. It went from hand to hand.
          returnedBy = was.assignee;
          assignee = facts.person();
          leaseUntil = facts.leaseUntil();
          hops++;
        }
        case DECLINE -> {
          returnedBy = was.offeredTo;
          hops++;
        }
        case RELEASE, LAPSE -> {
          returnedBy = was.assignee == null ? was.offeredTo : was.assignee;
          handBack();
        }
        case RECALL -> handBack();
        case TRANSFER -> {
          // From body to body is one hop, had or not; what the limit sends on is the same hop.
          boolean byTheLimit = Step.HOP_LIMIT.equals(facts.reason());
          if (was.assignee == null && was.offeredTo == null && !byTheLimit) {
            hops++;
          }
          handBack();
          body = facts.body();
          transfers++;
          level = 0;
          // Another body's people start with a clean sheet.
          returnedBy = null;
          claimed = false;
        }
        case RAISE -> {
          // Whoever says it is beyond them is not asked again by the level above.
          returnedBy = was.assignee == null ? was.returnedBy : was.assignee;
          handBack();
          claimed = false;
          arrives(true);
        }
        case HAND_DOWN -> {
          if (was.assignee == null && was.offeredTo == null) {
            hops++;
          }
          handBack();
          returnedBy = null;
          claimed = false;
          arrives(false);
        }
        case SET_TRACK -> {
          stays();
          campaign = facts.campaign();
        }
        case START -> {
          level = 0;
          meet(ClockName.CONTACT);
        }
        case REPORT -> {
          level = 0;
          meet(ClockName.RESOLVE);
        }
        case SOLVE -> {
          meet(ClockName.VERIFY);
          solvedAt = event.at();
        }
        case EXPIRE -> solvedAt = event.at();
        case REOPEN -> {
          // Who did the work did not give it back: the same person may well be the right one
          // again.
          returnedBy = null;
          assignee = null;
          reopened++;
          level = 0;
          solvedAt = null;
          tierSince = tierSince == null ? null : event.at();
          clocks.remove(ClockName.VERIFY);
          clocks.computeIfPresent(ClockName.RESOLVE, (name, clock) -> clock.again());
        }
        case SUSPEND -> {
          suspendedFrom = was.state;
          leaseUntil = facts.leaseUntil();
          pauses.add(new Pause(event.at(), null));
        }
        case RESUME -> {
          goesOn();
          leaseUntil = facts.leaseUntil();
        }
        case SET_URGENCY -> {
          stays();
          if (facts.leaseUntil() != null) {
            leaseUntil = facts.leaseUntil();
          }
          urgency = facts.urgency() == null ? was.urgency : facts.urgency();
        }
        case MERGE -> {
          handBack();
          mergedInto = facts.other();
        }
        case UNMERGE -> {
          mergedInto = null;
          tierSince = tierSince == null ? null : event.at();
        }
        case ADD_PART, REOPEN_PART -> {
          stays();
          openParts.add(other());
        }
        case WAIVE_PART, CLOSE_PART -> {
          stays();
          openParts.remove(other());
        }
        case ESCALATE -> {
          stays();
          if (facts.tier() == null) {
            level++;
          } else {
            arrives(true);
          }
        }
      }
      if (!Objects.equals(assignee, was.assignee)) {
        contest = Contest.NONE;
      }
      return new Order(
          was.id,
          event.to(),
          event.version(),
          was.kind,
          was.kindVersion,
          urgency,
          was.area,
          was.hasContent,
          body,
          assignee,
          offeredTo,
          returnedBy,
          claimed,
          leaseUntil,
          hops,
          reopened,
          transfers,
          level,
          suspendedFrom,
          pauses,
          openParts,
          mergedInto,
          clocks,
          solvedAt,
          tier,
          tierSince,
          raised,
          campaign,
          contest);
    }

    /** At another level: only how long it has been there begins anew, no promise. */
    private void arrives(boolean fromBelow) {
      tier = facts.tier() == null ? was.tier : facts.tier();
      tierSince = event.at();
      raised = fromBelow;
    }

    /**
     * Who was asked stays asked, silence keeps its date, and who would take it over still would.
     */
    private void stays() {
      offeredTo = was.offeredTo;
      leaseUntil = was.leaseUntil;
      contest = was.contest;
    }

    /** A pause, if there is one, is over. */
    private void goesOn() {
      if (suspendedFrom != null) {
        suspendedFrom = null;
        pauses.addLast(pauses.removeLast().endedAt(event.at()));
      }
    }

    /** Nobody has it any more; the first promise runs on as before. */
    private void handBack() {
      assignee = null;
      if (was.assignee != null || was.offeredTo != null) {
        hops++;
      }
      if (was.assignee != null) {
        clocks.computeIfPresent(ClockName.SIGN, (name, clock) -> clock.again());
        clocks.remove(ClockName.CONTACT);
      }
    }

    private void meet(ClockName name) {
      // A promise that was kept is not kept anew: its first time stands.
      clocks.computeIfPresent(
          name, (n, clock) -> clock.metAt() == null ? clock.met(event.at()) : clock);
    }

    private UUID other() {
      UUID other = facts.other();
      if (other == null) {
        throw new IllegalStateException(event.action() + " names no other order");
      }
      return other;
    }
  }
}

package org.yanzhen.dispatch;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.order.Action;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.Orders;
import org.yanzhen.order.Step;
import org.yanzhen.people.Person;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;

/**
 * What whoever plans days asks of this room: who may go on a day, and to send somebody by the same
 * rules as any dispatcher.
 */
@Service
public class Going {

  /** A rule that refuses; a hard one has no exception. */
  public record Refused(String rule, boolean hard, String words) {}

  private static final String RECALLED = "RECALLED";

  private final Hands hands;
  private final Weighings weighings;
  private final Ranking ranking;
  private final Sending sending;
  private final Orders orders;
  private final OrderReads reads;

  Going(
      Hands hands,
      Weighings weighings,
      Ranking ranking,
      Sending sending,
      Orders orders,
      OrderReads reads) {
    this.hands = hands;
    this.weighings = weighings;
    this.ranking = ranking;
    this.sending = sending;
    this.orders = orders;
    this.reads = reads;
  }

  /** As of one moment, each fact read once however many orders are asked about. */
  public final class Asking {
    private final Weighing weighing;

    private Asking(Weighing weighing) {
      this.weighing = weighing;
    }

    /** Reads at once what would be read for each of these orders, before many are asked about. */
    public void readAhead(Collection<UUID> orders) {
      weighing.readBesides(orders);
    }

    /** All rules that refuse, the first of them first; nobody asked about is missing. */
    public Map<UUID, List<Refused>> refusals(
        OrderFacts order, List<Person> persons, Language language) {
      Map<UUID, List<Refused>> refusals = new HashMap<>();
      for (Matter matter : weighing.matters(order, persons)) {
        refusals.put(
            matter.person().id(),
            Eligibility.all(matter, language).stream()
                .map(one -> new Refused(one.rule(), one.hard(), one.reason()))
                .toList());
      }
      return refusals;
    }

    /** How many more orders may come into somebody's hand. */
    public int room(int load) {
      return Math.max(0, weighing.policy().full() - load);
    }
  }

  /**
   * @param at a moment of the day people would go on: leave is looked at then
   */
  public Asking at(RealmId realm, Instant at) {
    return new Asking(weighings.planned(realm, at));
  }

  /** Whom dispatch itself would ask first. */
  public Optional<UUID> first(RealmId realm, OrderFacts order) {
    return ranking.rank(weighings.planned(realm), order, Language.ZH).eligible().stream()
        .findFirst();
  }

  /**
   * Nobody else gives these people an order or moves one of these until the transaction ends.
   * Whoever decides about several asks once, for all of them, and before any day is locked: an
   * order that is given back is locked first and its day afterwards.
   */
  public void hold(RealmId realm, Collection<UUID> persons, Collection<UUID> orderIds) {
    hands.hold(realm, persons);
    orders.lock(realm, orderIds);
  }

  /**
   * Offers an order to somebody, who still has to say yes; taken back first from whoever has it or
   * is asked. Call inside a command, under its rights.
   *
   * @param planned by a plan of many orders, which is its reason; then no rule is passed over
   * @param reason why past a soft rule, past the first-ranked, or out of somebody's hands
   */
  public CommandResult send(
      UUID orderId,
      UUID personId,
      boolean planned,
      @Nullable String reason,
      CommandContext context) {
    RealmId realm = context.realm();
    hold(realm, List.of(personId), List.of(orderId));
    Optional<OrderFacts> found = reads.findFacts(realm, orderId);
    if (found.isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    OrderFacts order = found.get();
    if (order.state() != OrderState.WAITING && order.state() != OrderState.OPEN) {
      CommandResult taken =
          orders.step(
              orderId,
              Step.with(Action.RECALL, RECALLED, reason),
              List.of(),
              context.withoutBase());
      if (taken instanceof CommandResult.Refused) {
        return taken;
      }
      order = reads.findFacts(realm, orderId).orElseThrow();
    }
    Ranking.Result result = ranking.rank(weighings.planned(realm), order, Language.ZH);
    Mode mode = planned ? Mode.PLAN : Mode.OFFER;
    Optional<Ranking.Ranked> chosen =
        result.ranked().stream().filter(one -> one.person().id().equals(personId)).findAny();
    if (chosen.isPresent()) {
      if (chosen.get().rank() > 1 && !planned && reason == null) {
        return CommandResult.refused(ProblemCode.DISPATCH_REASON_MISSING, "body.reason");
      }
      return sending.offer(
          Choice.only(chosen.get().matter(), mode)
              .ranked(chosen.get().rank(), result.eligible())
              .pastNearer(result),
          reason,
          context.withoutBase());
    }
    Optional<Ranking.Refused> refused =
        result.refused().stream().filter(one -> one.person().id().equals(personId)).findAny();
    if (refused.isEmpty() || !refused.get().soft() || planned) {
      return CommandResult.refused(
          Problem.of(ProblemCode.DISPATCH_NOT_ELIGIBLE)
              .with(
                  "rule",
                  refused
                      .map(
                          one ->
                              one.refusals().stream()
                                  .filter(Eligibility.Refusal::hard)
                                  .findFirst()
                                  .orElse(one.refusal())
                                  .rule())
                      .orElse("not-serving-here")));
    }
    if (reason == null) {
      return CommandResult.refused(ProblemCode.DISPATCH_REASON_MISSING, "body.reason");
    }
    return sending.offer(
        Choice.only(refused.get().matter(), mode)
            .ranked(result.eligible().size() + 1, result.eligible())
            .past(refused.get().refusals().stream().map(Eligibility.Refusal::rule).toList()),
        reason,
        context.withoutBase());
  }
}

package org.yanzhen.hall;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.notice.CallsRefused;
import org.yanzhen.order.Action;
import org.yanzhen.order.BadGradeAnswered;
import org.yanzhen.order.BadGrades;
import org.yanzhen.order.OrderMoved;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.Requesters;
import org.yanzhen.order.Source;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;

/** What an order's own way adds to the list of people to ask, and takes from it. */
@Component
class CallBackSources {

  /** Whoever gave a bad grade is called in any case: nothing ends that but their word. */
  private static final List<CallBackSource> ALL =
      Arrays.stream(CallBackSource.values())
          .filter(source -> source != CallBackSource.GRADED)
          .toList();

  private static final List<CallBackSource> ASKING =
      ALL.stream().filter(CallBackSource::asksForVerdict).toList();

  private final CallBackStore store;
  private final Requesters orders;
  private final BadGrades badGrades;
  private final CallBackWish wish;
  private final HallPolicy policy;
  private final Realms realms;

  CallBackSources(
      CallBackStore store,
      Requesters orders,
      BadGrades badGrades,
      CallBackWish wish,
      HallPolicy policy,
      Realms realms) {
    this.store = store;
    this.orders = orders;
    this.badGrades = badGrades;
    this.wish = wish;
    this.policy = policy;
    this.realms = realms;
  }

  /** Whoever wants no calls any more is asked at home what they were to be asked by telephone. */
  @EventListener
  void hear(CallsRefused refused) {
    for (UUID order : refused.orderIds()) {
      // What was said on a receipt may say otherwise for its own order.
      if (!wish.allowsCalls(refused.realm(), order)) {
        store.visitForOrder(refused.realm(), order, VisitReason.NO_CALLS, refused.at());
      }
    }
  }

  @EventListener
  void hear(OrderMoved moved) {
    if (moved.action() == Action.REPORT) {
      askAtHome(moved);
    } else if (moved.from() == OrderState.REPORTED && moved.to() != OrderState.REPORTED) {
      store.closeForOrder(moved.realm(), moved.orderId(), ASKING, moved.at());
    } else if (moved.to() == OrderState.CANCELLED) {
      store.closeForOrder(moved.realm(), moved.orderId(), ALL, moved.at());
    }
  }

  /**
   * Everybody who gave a bad grade is asked whether they are content with the answer, by those who
   * sit with the desk that gave it: whoever works below, for those who were graded, sees no call.
   */
  @EventListener
  void hear(BadGradeAnswered answered) {
    RealmId realm = answered.realm();
    UUID order = answered.orderId();
    boolean hasNumber =
        orders.findReach(realm, order).filter(Requesters.Reach::hasPhone).isPresent();
    boolean called = hasNumber && wish.allowsCalls(realm, order);
    CallBackStore.NewCallBack back =
        store
            .following(
                realm,
                CallBackSource.GRADED,
                Ids.named("%s/%d".formatted(answered.badGradeId(), answered.n())),
                answered.area())
            .about(order)
            .words(badGrades.findWordsForTheCall(realm, order).orElse(null));
    store.add(
        realm,
        called
            ? back.at(
                CallBackRule.allowed(
                    policy.callBacks(),
                    answered.at(),
                    null,
                    wish.quiet(realm, null, order),
                    realms.get(realm).zone()),
                null)
            : back.byVisit(hasNumber ? VisitReason.NO_CALLS : VisitReason.NO_NUMBER),
        answered.at());
  }

  /**
   * Whoever asked at a window or on paper and left no number cannot be called, and has no page in
   * hand to answer on: the village's clerk asks at home.
   */
  private void askAtHome(OrderMoved moved) {
    boolean unreachable =
        orders
            .findReach(moved.realm(), moved.orderId())
            .filter(reach -> !reach.hasPhone())
            .filter(reach -> reach.source() != Source.DOOR && reach.source() != Source.INTAKE)
            .isPresent();
    if (unreachable) {
      store.add(
          moved.realm(),
          store
              .following(
                  moved.realm(),
                  CallBackSource.REPORTED,
                  Ids.named("%s/%d".formatted(moved.orderId(), moved.version())),
                  moved.area())
              .about(moved.orderId())
              .byVisit(VisitReason.NO_NUMBER),
          moved.at());
    }
  }
}

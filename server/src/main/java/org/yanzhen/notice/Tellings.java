package org.yanzhen.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Accounts;
import org.yanzhen.dispatch.OrderHeld;
import org.yanzhen.notice.MessagePack.Receiver;
import org.yanzhen.notice.MessageStore.Draft;
import org.yanzhen.order.Action;
import org.yanzhen.order.JoinedOrderEnded;
import org.yanzhen.order.OrderMoved;
import org.yanzhen.order.OrderState;
import org.yanzhen.people.Teams;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/** Which step tells whom what: one line each. */
@Component
class Tellings {

  /**
   * One line.
   *
   * @param action null for the asking itself
   */
  record Telling(@Nullable Action action, Predicate<OrderMoved> when, Template template) {}

  private static final Predicate<OrderMoved> ALWAYS = moved -> true;
  private static final Predicate<OrderMoved> ASKED =
      moved -> moved.to() == OrderState.WAITING && moved.reachable() && !moved.nextStage();

  /** Known with the order itself: nobody need look for a number at each asking. */
  private static final Predicate<OrderMoved> ASKED_FOR_ANOTHER = ASKED.and(OrderMoved::forAnother);

  private static final Predicate<OrderMoved> NEXT_STAGE =
      moved -> moved.nextStage() && moved.reachable();

  private static final Predicate<OrderMoved> NEXT_STAGE_FOR_ANOTHER =
      NEXT_STAGE.and(OrderMoved::forAnother);

  /** "Me too": placed to go on with an order that was there before. */
  private static final Predicate<OrderMoved> JOINED =
      moved -> moved.to() == OrderState.MERGED && moved.reachable();

  private static final Predicate<OrderMoved> JOINED_FOR_ANOTHER =
      JOINED.and(OrderMoved::forAnother);

  /** Somebody else said yes for them. */
  private static final Predicate<OrderMoved> NAMED =
      moved -> moved.assignee() != null && !moved.assignee().equals(moved.before());

  private static final Predicate<OrderMoved> SOMEBODY_WAS_COMING =
      moved ->
          moved.from() == OrderState.ACCEPTED
              || moved.from() == OrderState.WORKING
              || (moved.from() == OrderState.SUSPENDED && moved.before() != null);

  private static final Predicate<OrderMoved> SOMEBODY_HAS_IT = moved -> moved.assignee() != null;
  private static final Predicate<OrderMoved> SOMEBODY_HAD_IT = moved -> moved.before() != null;
  private static final Predicate<OrderMoved> TOO_MANY_HOPS =
      moved -> "HOP_LIMIT".equals(moved.reason());

  /** Whoever would have taken it over hears that it has moved; who took it back knows. */
  private static final Predicate<OrderMoved> SOMEBODY_WOULD_TAKE_IT =
      moved -> moved.contester() != null;

  private static final Predicate<OrderMoved> MAY_NO_MORE =
      moved -> "NOT_ELIGIBLE".equals(moved.reason());

  /** Whoever had it is away; the message is dropped if a stand-in is asked at once. */
  private static final Predicate<OrderMoved> AWAY = moved -> "ABSENT".equals(moved.reason());

  /** Less hurry changes nothing that somebody would have to know at once. */
  private static final Predicate<OrderMoved> PRESSES =
      moved -> moved.pressesMore() && moved.before() != null;

  /** The time at its level was over: it went up, and no promise is broken by that. */
  private static final Predicate<OrderMoved> RAISED = moved -> moved.movedTo() != null;

  private static final Predicate<OrderMoved> BROKEN = RAISED.negate();
  private static final Predicate<OrderMoved> FIRST_LEVEL = BROKEN.and(moved -> moved.level() == 1);

  /** Who raised it themself knows. */
  private static final Predicate<OrderMoved> TAKEN_FROM_SOMEBODY =
      SOMEBODY_HAD_IT.and(moved -> moved.person() == null);

  static final List<Telling> TABLE =
      List.of(
          new Telling(null, ASKED, Template.RECEIVED),
          new Telling(Action.SUBMIT, ASKED, Template.RECEIVED),
          new Telling(null, ASKED_FOR_ANOTHER, Template.PRINCIPAL_RECEIVED),
          new Telling(Action.SUBMIT, ASKED, Template.PRINCIPAL_RECEIVED),
          new Telling(null, NEXT_STAGE, Template.NEXT_STAGE),
          new Telling(null, NEXT_STAGE_FOR_ANOTHER, Template.PRINCIPAL_NEXT_STAGE),
          new Telling(null, JOINED, Template.RECEIVED_JOINED),
          new Telling(null, JOINED_FOR_ANOTHER, Template.PRINCIPAL_RECEIVED),
          new Telling(Action.OFFER, ALWAYS, Template.OFFERED),
          new Telling(Action.OFFER, ALWAYS, Template.LEASE_ENDING),
          new Telling(Action.CLAIM, ALWAYS, Template.ACCEPTED),
          new Telling(Action.CLAIM, ALWAYS, Template.PRINCIPAL_ACCEPTED),
          new Telling(Action.CLAIM, ALWAYS, Template.LEASE_ENDING),
          new Telling(Action.ACCEPT, ALWAYS, Template.ACCEPTED),
          new Telling(Action.ACCEPT, ALWAYS, Template.PRINCIPAL_ACCEPTED),
          new Telling(Action.ACCEPT, NAMED, Template.ASSIGNED),
          new Telling(Action.CONTEST, ALWAYS, Template.CONTESTED),
          new Telling(Action.KEEP, ALWAYS, Template.CONTEST_KEPT),
          new Telling(Action.YIELD, ALWAYS, Template.ACCEPTED),
          new Telling(Action.YIELD, ALWAYS, Template.PRINCIPAL_ACCEPTED),
          new Telling(Action.YIELD, ALWAYS, Template.CONTEST_WON),
          new Telling(Action.YIELD, ALWAYS, Template.CONTEST_LOST),
          new Telling(Action.YIELD, ALWAYS, Template.LEASE_ENDING),
          new Telling(Action.DROP_CONTEST, ALWAYS, Template.CONTEST_DROPPED),
          new Telling(Action.DROP_CONTEST, MAY_NO_MORE, Template.CONTEST_OVER),
          new Telling(Action.START, SOMEBODY_WOULD_TAKE_IT, Template.CONTEST_OVER),
          new Telling(Action.RELEASE, SOMEBODY_WOULD_TAKE_IT, Template.CONTEST_OVER),
          new Telling(Action.RECALL, SOMEBODY_WOULD_TAKE_IT, Template.CONTEST_OVER),
          new Telling(Action.CANCEL, SOMEBODY_WOULD_TAKE_IT, Template.CONTEST_OVER),
          new Telling(Action.TRANSFER, SOMEBODY_WOULD_TAKE_IT, Template.CONTEST_OVER),
          new Telling(Action.RAISE, SOMEBODY_WOULD_TAKE_IT, Template.CONTEST_OVER),
          new Telling(Action.HAND_DOWN, SOMEBODY_WOULD_TAKE_IT, Template.CONTEST_OVER),
          new Telling(Action.SUSPEND, SOMEBODY_WOULD_TAKE_IT, Template.CONTEST_OVER),
          new Telling(Action.MERGE, SOMEBODY_WOULD_TAKE_IT, Template.CONTEST_OVER),
          new Telling(Action.START, ALWAYS, Template.CONTACTED),
          new Telling(Action.RECALL, SOMEBODY_WAS_COMING, Template.GIVEN_BACK),
          new Telling(Action.RECALL, SOMEBODY_WAS_COMING, Template.PRINCIPAL_GIVEN_BACK),
          new Telling(Action.RELEASE, SOMEBODY_WAS_COMING, Template.GIVEN_BACK),
          new Telling(Action.RELEASE, SOMEBODY_WAS_COMING, Template.PRINCIPAL_GIVEN_BACK),
          new Telling(Action.LAPSE, SOMEBODY_WAS_COMING, Template.GIVEN_BACK),
          new Telling(Action.LAPSE, SOMEBODY_WAS_COMING, Template.PRINCIPAL_GIVEN_BACK),
          new Telling(Action.RECALL, ALWAYS, Template.RECALLED),
          new Telling(Action.RECALL, AWAY, Template.HANDED_ON),
          new Telling(Action.NOTE, SOMEBODY_WAS_COMING, Template.TO_PERSON_NOTED),
          new Telling(Action.REPORT, ALWAYS, Template.REPORTED),
          new Telling(Action.REPORT, ALWAYS, Template.PRINCIPAL_REPORTED),
          new Telling(Action.REPORT, ALWAYS, Template.REMINDED),
          new Telling(Action.SOLVE, ALWAYS, Template.SOLVED),
          new Telling(Action.SOLVE, ALWAYS, Template.PRINCIPAL_SOLVED),
          new Telling(Action.EXPIRE, ALWAYS, Template.EXPIRED),
          new Telling(Action.EXPIRE, ALWAYS, Template.PRINCIPAL_EXPIRED),
          new Telling(Action.REOPEN, ALWAYS, Template.REOPENED),
          new Telling(Action.REOPEN, ALWAYS, Template.PRINCIPAL_REOPENED),
          new Telling(Action.REOPEN, ALWAYS, Template.TO_PERSON_REOPENED),
          new Telling(Action.CANCEL, ALWAYS, Template.CANCELLED),
          new Telling(Action.CANCEL, ALWAYS, Template.PRINCIPAL_CANCELLED),
          new Telling(Action.CANCEL, SOMEBODY_WAS_COMING, Template.TO_PERSON_CANCELLED),
          new Telling(Action.TRANSFER, ALWAYS, Template.TRANSFERRED),
          new Telling(Action.TRANSFER, ALWAYS, Template.PRINCIPAL_TRANSFERRED),
          new Telling(Action.TRANSFER, SOMEBODY_HAD_IT, Template.RECALLED),
          new Telling(Action.TRANSFER, TOO_MANY_HOPS, Template.TO_DESK_HOPS),
          new Telling(Action.RAISE, ALWAYS, Template.TO_DESK_RAISED),
          new Telling(Action.RAISE, TAKEN_FROM_SOMEBODY, Template.RECALLED),
          new Telling(Action.HAND_DOWN, ALWAYS, Template.TO_DESK_HANDED_DOWN),
          new Telling(Action.HAND_DOWN, SOMEBODY_HAD_IT, Template.RECALLED),
          new Telling(Action.SUSPEND, ALWAYS, Template.SUSPENDED),
          new Telling(Action.SUSPEND, ALWAYS, Template.PRINCIPAL_SUSPENDED),
          new Telling(Action.SUSPEND, SOMEBODY_WAS_COMING, Template.TO_PERSON_SUSPENDED),
          new Telling(Action.RESUME, ALWAYS, Template.RESUMED),
          new Telling(Action.RESUME, ALWAYS, Template.PRINCIPAL_RESUMED),
          new Telling(Action.RESUME, SOMEBODY_HAS_IT, Template.TO_PERSON_RESUMED),
          new Telling(Action.SET_URGENCY, PRESSES, Template.TO_PERSON_PRESSES),
          new Telling(Action.SET_URGENCY, OrderMoved::promiseMoved, Template.PROMISE_MOVED),
          new Telling(
              Action.SET_URGENCY, OrderMoved::promiseMoved, Template.PRINCIPAL_PROMISE_MOVED),
          new Telling(Action.MERGE, ALWAYS, Template.MERGED),
          new Telling(Action.MERGE, ALWAYS, Template.PRINCIPAL_MERGED),
          new Telling(Action.MERGE, SOMEBODY_HAD_IT, Template.RECALLED),
          new Telling(Action.UNMERGE, ALWAYS, Template.APART),
          new Telling(Action.UNMERGE, ALWAYS, Template.PRINCIPAL_APART),
          new Telling(Action.ESCALATE, FIRST_LEVEL, Template.LATE),
          new Telling(Action.ESCALATE, FIRST_LEVEL, Template.PRINCIPAL_LATE),
          new Telling(Action.ESCALATE, BROKEN, Template.TO_DESK_ESCALATED),
          new Telling(Action.ESCALATE, RAISED, Template.TO_DESK_RAISED));

  /** What no step of an order tells, with the place that does. */
  static final Map<Template, Class<?>> ELSEWHERE =
      Map.of(
          Template.TURN_NEAR, Announcements.class,
          Template.TURN_MOVED, Announcements.class,
          Template.JOINED_ENDED, Outbox.class,
          Template.PRINCIPAL_JOINED_ENDED, Outbox.class,
          Template.TO_DESK_NOBODY, Outbox.class,
          Template.ASKED_AGAIN, Announcements.class,
          Template.PAPER_USED, Announcements.class,
          Template.PRINCIPAL_PAPER_USED, Announcements.class,
          Template.TO_DESK_UNREACHED, CallList.class,
          Template.TO_DESK_UNREAD, Announcements.class);

  private final MessagePack pack;
  private final Accounts accounts;
  private final Teams teams;
  private final PrincipalNumber principals;

  Tellings(MessagePack pack, Accounts accounts, Teams teams, PrincipalNumber principals) {
    this.pack = pack;
    this.accounts = accounts;
    this.teams = teams;
    this.principals = principals;
  }

  /** The order was to go by itself, and nobody could be asked. */
  List<Draft> of(OrderHeld held) {
    return desk(
        held.realm(),
        Template.TO_DESK_NOBODY,
        held.area(),
        held.kind(),
        pack.toldOfNobody(),
        held.at());
  }

  /** What it went on with is solved. */
  List<Draft> of(JoinedOrderEnded ended) {
    List<Draft> drafts = new ArrayList<>();
    drafts.add(new Draft(Template.JOINED_ENDED, null, null, ended.at()));
    if (principals.find(ended.realm(), ended.orderId()).isPresent()) {
      drafts.add(new Draft(Template.PRINCIPAL_JOINED_ENDED, null, null, ended.at()));
    }
    return drafts;
  }

  List<Draft> of(OrderMoved moved) {
    List<Draft> drafts = new ArrayList<>();
    for (Telling telling : TABLE) {
      if (telling.action() == moved.action() && telling.when().test(moved)) {
        drafts.addAll(drafts(telling.template(), moved));
      }
    }
    return drafts;
  }

  private List<Draft> drafts(Template template, OrderMoved moved) {
    Instant due = template == Template.REMINDED ? moved.at().plus(pack.remindAfter()) : moved.at();
    return switch (template.audience()) {
      case REQUESTER -> List.of(new Draft(template, null, null, due));
      // Who asks for themself has no principal, and who left no number asks at the window.
      case PRINCIPAL ->
          principals.find(moved.realm(), moved.orderId()).isEmpty()
              ? List.of()
              : List.of(new Draft(template, null, null, due));
      case PERSON -> {
        UUID person = person(template, moved);
        yield person == null ? List.of() : List.of(new Draft(template, person, null, due));
      }
      case VISITOR -> throw new IllegalArgumentException("no step of an order tells " + template);
      case DESK ->
          desk(
              moved.realm(),
              template,
              // The desk of the level that holds it now, not the one below that had it.
              moved.movedTo() == null ? moved.area() : moved.movedTo().areaOf(moved.area()),
              moved.kind(),
              pack.receivers(Math.clamp(moved.level(), 1, 3)),
              due);
    };
  }

  private static @Nullable UUID person(Template template, OrderMoved moved) {
    return switch (template) {
      case CONTESTED, CONTEST_DROPPED -> moved.assignee();
      case CONTEST_LOST -> moved.before();
      case CONTEST_OVER -> moved.contester();
      default -> person(moved);
    };
  }

  /** Whom the step names, else who has the order, else who had it. */
  private static @Nullable UUID person(OrderMoved moved) {
    if (moved.person() != null) {
      return moved.person();
    }
    return moved.assignee() != null ? moved.assignee() : moved.before();
  }

  /** One row for each who is told; somebody with several rights is told once. */
  List<Draft> desk(
      RealmId realm,
      Template template,
      String area,
      String kind,
      List<Receiver> receivers,
      Instant due) {
    Set<UUID> told = new LinkedHashSet<>();
    List<Draft> drafts = new ArrayList<>();
    for (Receiver receiver : receivers) {
      if (receiver == Receiver.GROUP_LEADS) {
        groupLead(realm, kind, area, due)
            .filter(told::add)
            .ifPresent(lead -> drafts.add(new Draft(template, lead, null, due)));
        continue;
      }
      for (Accounts.Holder holder : holders(realm, receiver, area)) {
        if (told.add(holder.personId() == null ? holder.accountId() : holder.personId())) {
          drafts.add(new Draft(template, holder.personId(), holder.accountId(), due));
        }
      }
    }
    return drafts;
  }

  /** Who acts for the group in whose remit it is: the narrowest, as dispatch asks it first. */
  private Optional<UUID> groupLead(RealmId realm, String kind, String area, Instant at) {
    return teams.fitting(realm, kind, area).stream()
        .findFirst()
        .flatMap(team -> teams.acting(realm, team.lead(), at));
  }

  private List<Accounts.Holder> holders(RealmId realm, Receiver receiver, String area) {
    return switch (receiver) {
      case DISPATCHERS -> nearest(accounts.holding(realm, Role.DISPATCHER, area));
      case LEADS -> accounts.holding(realm, Role.DISPATCHER, area);
      case GROUP_LEADS -> List.of();
      case ADMINISTRATORS -> accounts.holding(realm, Role.ADMINISTRATOR, area);
    };
  }

  /**
   * Those whose right lies closest to the ground; who stands above them is told at a higher level.
   */
  private static List<Accounts.Holder> nearest(List<Accounts.Holder> holders) {
    return holders.stream()
        .filter(holder -> holder.area().equals(holders.getFirst().area()))
        .toList();
  }
}

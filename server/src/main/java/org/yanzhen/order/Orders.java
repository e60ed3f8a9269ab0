package org.yanzhen.order;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.Limit;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.Attachments;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.order.Lifecycle.Decision;
import org.yanzhen.people.Phones;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/** Changing orders, for this room's commands and for rooms that decide who goes. */
@Service
public class Orders {

  private static final Pattern PHONE = Pattern.compile("[+]?[0-9][0-9 -]{4,18}");
  private static final int REQUESTERS_NOTES = 30;
  private static final int FROM_ONE_NUMBER_A_DAY = 10;
  private static final int FROM_THE_DOOR_A_VILLAGE_AN_HOUR = 60;

  private final OrderStore store;
  private final Catalogue catalogue;
  private final Divisions divisions;
  private final WorkCalendar calendar;
  private final Realms realms;
  private final Attachments attachments;
  private final Answers answers;
  private final ApplicationEventPublisher events;
  private final SecureRandom random = new SecureRandom();

  Orders(
      OrderStore store,
      Catalogue catalogue,
      Divisions divisions,
      WorkCalendar calendar,
      Realms realms,
      Attachments attachments,
      Answers answers,
      ApplicationEventPublisher events) {
    this.store = store;
    this.catalogue = catalogue;
    this.divisions = divisions;
    this.calendar = calendar;
    this.realms = realms;
    this.attachments = attachments;
    this.answers = answers;
    this.events = events;
  }

  /** Asks: a complete placement becomes a waiting order. Call inside a command. */
  public CommandResult place(Placement placement, CommandContext context) {
    return create(placement, context, OrderState.WAITING);
  }

  /**
   * Keeps back what is complete but not yet asked for: a caller wants to ask at home first, a paper
   * lacks its signature.
   */
  CommandResult draft(Placement placement, CommandContext context) {
    return create(placement, context, OrderState.DRAFT);
  }

  /** Takes a step on an order. Call inside a command; the order stays locked until it ends. */
  public CommandResult step(
      UUID orderId, Step step, List<UUID> attachments, CommandContext context) {
    RealmId realm = context.realm();
    Optional<OrderRow> found = store.lock(realm, orderId);
    if (found.isEmpty() || !mayKnow(context.actor(), found.get(), step.action())) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    Order order = found.get().order();
    if (step.action() == Action.NOTE
        && context.actor().requesterOf() != null
        && store.countByRequester(realm, orderId) >= REQUESTERS_NOTES) {
      return CommandResult.refused(ProblemCode.ORDER_TOO_MANY);
    }
    if (context.base() != null && context.base() != order.version()) {
      return CommandResult.refused(
          Problem.at(ProblemCode.COMMAND_BASE_STALE, "base")
              .with("base", context.base())
              .with("current", order.version()));
    }
    Decision decision =
        Lifecycle.decide(order, step, context.actor(), terms(realm, order), context.at());
    return switch (decision) {
      case Decision.Refused refused -> CommandResult.refused(refused.problem());
      case Decision.Moved moved -> {
        write(realm, found.get(), moved, step, attachments, context);
        yield CommandResult.done(
            new OrderResult(
                orderId, found.get().number(), moved.next().version(), moved.next().state()));
      }
    };
  }

  /**
   * Whoever may not see an order is not told that it exists; but who once had it, or wanted it from
   * the board, is told what became of it, and may still hand in what was written without signal.
   */
  private boolean mayKnow(Actor actor, OrderRow row, Action action) {
    UUID person = actor.personId();
    return Visibility.maySee(actor, row)
        || (action == Action.CLAIM && actor.has(Role.WORKER, row.order().area()))
        || (person != null && store.everHad(actor.realm(), row.order().id(), person));
  }

  private void write(
      RealmId realm,
      OrderRow row,
      Decision.Moved moved,
      Step step,
      List<UUID> attachments,
      CommandContext context) {
    Order next = moved.next();
    OrderEvent event = moved.event();
    store.update(realm, next, event);
    namePictures(context.actor(), next.id(), attachments);
    store.addPictures(realm, next.id(), attachments);
    store.insertHistory(
        realm,
        next.id(),
        event.version(),
        event.action().name(),
        event.from(),
        event.to(),
        new OrderStore.Facts(
            event.person(),
            event.leaseUntil(),
            event.started(),
            event.reason(),
            event.rating(),
            event.channel()),
        role(context.actor(), row.order()),
        step.text(),
        attachments,
        context);
    boolean leaseMoved = !Objects.equals(row.order().leaseUntil(), next.leaseUntil());
    if (leaseMoved) {
      store.setTimer(realm, next.id(), next.version(), next.leaseUntil());
    }
    events.publishEvent(
        new OrderMoved(
            realm,
            next.id(),
            next.version(),
            event.action(),
            event.from(),
            event.to(),
            event.person(),
            next.area(),
            true,
            event.at()));
  }

  /** Who asks at the door sends the pictures afterwards, as the holder of the new receipt. */
  private void namePictures(Actor actor, UUID orderId, List<UUID> pictures) {
    attachments.name(sender(actor, orderId), pictures);
  }

  private static Actor sender(Actor actor, UUID orderId) {
    boolean asking = actor.has(Role.REQUESTER) && actor.requesterOf() == null;
    return asking ? Actor.holdingReceipt(actor.realm(), orderId, actor.network()) : actor;
  }

  private CommandResult create(Placement placement, CommandContext context, OrderState state) {
    RealmId realm = context.realm();
    Optional<Kind> kind = catalogue.find(realm, placement.kind());
    if (kind.isEmpty()) {
      return CommandResult.refused(
          Problem.at(ProblemCode.CATALOGUE_KIND_UNKNOWN, "body.kind")
              .with("kind", placement.kind()));
    }
    if (kind.get().withdrawn()) {
      return CommandResult.refused(
          Problem.at(ProblemCode.CATALOGUE_KIND_WITHDRAWN, "body.kind")
              .with("kind", placement.kind())
              .with("kind.ZH", kind.get().name().zh())
              .with("kind.EN", kind.get().name().en()));
    }
    Division division = null;
    if (placement.divisionId() != null) {
      division = divisions.find(placement.divisionId()).orElse(null);
      Division home = divisions.get(realms.get(realm).divisionId());
      if (division == null || !division.path().startsWith(home.path())) {
        return CommandResult.refused(ProblemCode.PLACE_DIVISION_UNKNOWN, "body.divisionId");
      }
    }
    Problem problem = invalid(placement, kind.get(), division, context);
    if (problem != null) {
      return CommandResult.refused(problem);
    }
    Division where = division == null ? divisions.get(realms.get(realm).divisionId()) : division;
    OrderRow row = null;
    // Numbers are drawn, not counted: a counter would make every order of a county wait for the one
    // before.
    for (int drawn = 0; row == null && drawn < 5; drawn++) {
      OrderRow tried = row(placement, kind.get(), where, state, context);
      if (store.insert(realm, tried, context)) {
        row = tried;
      } else if (store.find(realm, placement.orderId()).isPresent()) {
        return CommandResult.refused(ProblemCode.ORDER_EXISTS, "body.orderId");
      }
    }
    if (row == null) {
      return CommandResult.refused(ProblemCode.SERVICE_BUSY);
    }
    Order order = row.order();
    namePictures(context.actor(), order.id(), placement.attachments());
    Optional<Problem> unusable =
        answers.claim(sender(context.actor(), order.id()), kind.get(), placement.fields());
    if (unusable.isPresent()) {
      return CommandResult.refused(unusable.get());
    }
    answers.keep(realm, order.id(), kind.get(), placement.fields());
    store.insertContact(realm, order.id(), placement.requesterName(), phone(placement));
    EnumMap<ClockName, Instant> started = new EnumMap<>(ClockName.class);
    order.clocks().values().forEach(clock -> started.put(clock.name(), clock.dueAt()));
    store.insertHistory(
        realm,
        order.id(),
        1,
        state == OrderState.DRAFT ? OrderStore.DRAFTED : OrderStore.PLACED,
        null,
        state,
        new OrderStore.Facts(null, null, started, null, null, null),
        role(context.actor(), order),
        null,
        List.of(),
        context);
    events.publishEvent(
        new OrderMoved(
            realm,
            order.id(),
            1,
            null,
            null,
            state,
            null,
            order.area(),
            phone(placement) != null,
            context.at()));
    return CommandResult.done(new OrderResult(order.id(), row.number(), 1, state));
  }

  private @Nullable Problem invalid(
      Placement placement, Kind kind, @Nullable Division division, CommandContext context) {
    Actor actor = context.actor();
    if (division != null && !actor.isSystem() && !actor.has(Role.REQUESTER)) {
      String area = division.path();
      boolean mayAskHere =
          actor.has(Role.CLERK, area)
              || actor.has(Role.DISPATCHER, area)
              || actor.has(Role.WORKER, area);
      if (!mayAskHere) {
        return Problem.at(ProblemCode.ACCESS_FORBIDDEN, "body.divisionId")
            .with("type", "order.place");
      }
    }
    if (placement.requesterPhone() != null
        && !PHONE.matcher(placement.requesterPhone()).matches()) {
      return Problem.at(ProblemCode.ORDER_PHONE_INVALID, "body.requesterPhone");
    }
    for (String code : placement.fields().keySet()) {
      if (kind.fields().stream().noneMatch(field -> field.code().equals(code))) {
        return Problem.at(ProblemCode.ORDER_FIELD_INVALID, "body.fields." + code)
            .with("field", code);
      }
    }
    if (placement.text() == null) {
      return Problem.at(ProblemCode.ORDER_TEXT_MISSING, "body.text");
    }
    if (division == null) {
      return Problem.at(ProblemCode.PLACE_DIVISION_UNKNOWN, "body.divisionId");
    }
    // A message turned into an order says what it says; its kind's questions are asked later.
    Optional<Problem> answered =
        answers.invalid(
            context.realm(), kind, placement.fields(), placement.source() != Source.INTAKE);
    if (answered.isPresent()) {
      return answered.get();
    }
    if (actor.has(Role.REQUESTER)) {
      return tooMany(placement, division, context);
    }
    return null;
  }

  /**
   * Anonymous orders are limited by number, place and pace; the answer names the phone as the other
   * way.
   */
  private @Nullable Problem tooMany(
      Placement placement, Division division, CommandContext context) {
    String phone = phone(placement);
    boolean byNumber =
        phone != null
            && store.countByPhone(context.realm(), phone, context.at().minus(Duration.ofDays(1)))
                >= FROM_ONE_NUMBER_A_DAY;
    boolean byPlace =
        store.countFromDoor(context.realm(), division.id(), context.at().minus(Duration.ofHours(1)))
            >= FROM_THE_DOOR_A_VILLAGE_AN_HOUR;
    return byNumber || byPlace ? Problem.of(ProblemCode.ORDER_TOO_MANY) : null;
  }

  private OrderRow row(
      Placement placement, Kind kind, Division where, OrderState state, CommandContext context) {
    Instant now = context.at();
    ZoneId zone = realms.get(context.realm()).zone();
    EnumMap<ClockName, Clock> clocks = new EnumMap<>(ClockName.class);
    if (state == OrderState.WAITING) {
      for (ClockName name : List.of(ClockName.SIGN, ClockName.RESOLVE)) {
        due(kind, placement.urgency(), name, now, zone)
            .ifPresent(due -> clocks.put(name, Clock.running(name, now, due)));
      }
    }
    Order order =
        new Order(
            placement.orderId(),
            state,
            1,
            kind.code(),
            kind.version(),
            placement.urgency(),
            where.path(),
            placement.text() != null,
            kind.responsibleBody(),
            null,
            null,
            null,
            false,
            null,
            0,
            0,
            clocks,
            null);
    return new OrderRow(
        order,
        number(now, zone),
        placement.source(),
        where.id(),
        placement.place(),
        title(placement, kind),
        placement.text(),
        Answers.open(kind, placement.fields()),
        Answers.files(kind, placement),
        masked(placement.requesterName()),
        null,
        placement.fromIntake(),
        now,
        now);
  }

  /** Day and six drawn digits, e.g. {@code 261121-482135}: short enough to read over the phone. */
  private String number(Instant now, ZoneId zone) {
    return "%s-%06d"
        .formatted(
            DateTimeFormatter.ofPattern("yyMMdd").withZone(zone).format(now),
            random.nextInt(1_000_000));
  }

  private static String title(Placement placement, Kind kind) {
    if (placement.title() != null) {
      return placement.title();
    }
    if (placement.text() == null) {
      return kind.name().zh();
    }
    String line = placement.text().lines().findFirst().orElse("").strip();
    return line.length() <= 30 ? line : line.substring(0, 29) + "…";
  }

  /** 龙** for 龙小花: enough to tell two callers apart in a list, too little to name one. */
  private static @Nullable String masked(@Nullable String name) {
    if (name == null) {
      return null;
    }
    int first = name.offsetByCodePoints(0, 1);
    return name.substring(0, first) + "**";
  }

  private static @Nullable String phone(Placement placement) {
    String phone = placement.requesterPhone();
    return phone == null ? null : Phones.digits(phone);
  }

  /** In what capacity the history says somebody acted: no more than the rules needed to know. */
  private static String role(Actor actor, Order order) {
    if (actor.isSystem()) {
      return Role.SYSTEM.name();
    }
    UUID person = actor.personId();
    if (person != null && (person.equals(order.assignee()) || person.equals(order.offeredTo()))) {
      return Role.WORKER.name();
    }
    return actor.grants().stream()
        .filter(grant -> order.area().startsWith(grant.area()))
        .map(Grant::role)
        .min(Comparator.naturalOrder())
        .orElse(Role.REQUESTER)
        .name();
  }

  private Lifecycle.Terms terms(RealmId realm, Order order) {
    Kind kind = catalogue.get(realm, order.kind(), order.kindVersion());
    ZoneId zone = realms.get(realm).zone();
    return new Lifecycle.Terms() {
      @Override
      public Optional<Instant> due(ClockName clock, Instant from) {
        return Orders.this.due(kind, order.urgency(), clock, from, zone);
      }

      @Override
      public Duration reopenWithin() {
        return kind.reopenWithin();
      }
    };
  }

  private Optional<Instant> due(
      Kind kind, Urgency urgency, ClockName clock, Instant from, ZoneId zone) {
    Limit limit = kind.limits().getOrDefault(urgency, Map.of()).get(clock);
    if (limit == null) {
      return Optional.empty();
    }
    return Optional.of(
        limit.workingTime()
            ? calendar.plus(from, limit.duration(), zone)
            : from.plus(limit.duration()));
  }

  /** Rebuilds an order from its history alone; equal to the row, or the history lies. */
  Order replay(RealmId realm, OrderRow row) {
    List<OrderStore.HistoryRow> history = store.history(realm, row.order().id());
    OrderEvent first = history.getFirst().event();
    EnumMap<ClockName, Clock> clocks = new EnumMap<>(ClockName.class);
    first.started().forEach((name, due) -> clocks.put(name, Clock.running(name, first.at(), due)));
    Order now = row.order();
    Order order =
        new Order(
            now.id(),
            first.to(),
            1,
            now.kind(),
            now.kindVersion(),
            now.urgency(),
            now.area(),
            now.hasContent(),
            now.responsibleBody(),
            null,
            null,
            null,
            false,
            null,
            0,
            0,
            clocks,
            null);
    List<OrderStore.HistoryRow> rest = new ArrayList<>(history);
    rest.removeFirst();
    for (OrderStore.HistoryRow entry : rest) {
      order = order.after(entry.event());
    }
    return order;
  }
}

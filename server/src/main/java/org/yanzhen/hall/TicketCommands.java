package org.yanzhen.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.hall.TicketStore.Ticket;
import org.yanzhen.order.OrderReads;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Role;

/** The windows: drawing a number, being called, going on to another window. */
@Component
class TicketCommands implements CommandRoom {

  private static final int TRIES = 10;

  record SetSite(UUID siteId, int divisionId, String name, List<Site.HallWindow> windows) {
    SetSite {
      Checks.present("siteId", siteId);
      name = Checks.text("name", name, 60);
      windows = List.copyOf(Checks.present("windows", windows));
      if (windows.isEmpty() || windows.size() > 60) {
        throw Checks.malformed("windows", "1 to 60");
      }
      List<String> codes = windows.stream().map(Site.HallWindow::code).toList();
      if (new HashSet<>(codes).size() < codes.size()) {
        throw Checks.malformed("windows", "a code stands twice");
      }
    }
  }

  /**
   * Somebody takes a number, or a time.
   *
   * @param bookedFor the time agreed on, with BOOKED
   * @param paperNumber what stood on the paper while the network was down
   * @param drawnAt when the paper was given; now when absent
   * @param phone a mobile number, for whoever wants to be told when to come back
   */
  record Draw(
      UUID ticketId,
      UUID siteId,
      String service,
      TicketStanding standing,
      @Nullable Instant bookedFor,
      @Nullable Integer paperNumber,
      @Nullable Instant drawnAt,
      @Personal @Nullable String phone) {
    Draw {
      phone = TicketNumbers.checked(phone);
      Checks.present("ticketId", ticketId);
      Checks.present("siteId", siteId);
      service = Checks.text("service", service, 40);
      Checks.present("standing", standing);
      if ((standing == TicketStanding.BOOKED) != (bookedFor != null)) {
        throw Checks.malformed("bookedFor", bookedFor == null ? "missing" : "does not fit");
      }
      if (paperNumber == null && drawnAt != null) {
        throw Checks.malformed("drawnAt", "only with a number on paper");
      }
      if (paperNumber != null && (paperNumber > 999 || bookedFor != null)) {
        throw Checks.malformed("paperNumber", "does not fit");
      }
    }
  }

  /**
   * Somebody takes a number with their own phone. Who goes first is not said from outside, where
   * anybody could say it: whoever is old or disabled is given such a number by a clerk who sees
   * them.
   */
  record Take(UUID ticketId, UUID siteId, String service, @Personal @Nullable String phone) {
    Take {
      Checks.present("ticketId", ticketId);
      Checks.present("siteId", siteId);
      service = Checks.text("service", service, 40);
      phone = TicketNumbers.checked(phone);
    }
  }

  /**
   * Whoever has the ticket leaves a number, or takes it back.
   *
   * @param phone absent to take it back
   */
  record LeaveNumber(UUID ticketId, @Personal @Nullable String phone) {
    LeaveNumber {
      Checks.present("ticketId", ticketId);
      phone = TicketNumbers.checked(phone);
    }
  }

  /** From the timer: the turn of somebody who left a number is at about that time. */
  record TellTurn(UUID ticketId, Instant about) {
    TellTurn {
      Checks.present("ticketId", ticketId);
      Checks.present("about", about);
    }
  }

  record Arrive(UUID ticketId) {
    Arrive {
      Checks.present("ticketId", ticketId);
    }
  }

  record CallNext(UUID siteId, String window) {
    CallNext {
      Checks.present("siteId", siteId);
      window = Checks.text("window", window, 10);
    }
  }

  record Recall(UUID ticketId) {
    Recall {
      Checks.present("ticketId", ticketId);
    }
  }

  record NoShow(UUID ticketId) {
    NoShow {
      Checks.present("ticketId", ticketId);
    }
  }

  record HandOver(UUID ticketId, String service) {
    HandOver {
      Checks.present("ticketId", ticketId);
      service = Checks.text("service", service, 40);
    }
  }

  /**
   * Served.
   *
   * @param orderId the order it became, if one was placed
   */
  record Finish(UUID ticketId, @Nullable UUID orderId) {
    Finish {
      Checks.present("ticketId", ticketId);
    }
  }

  /** Who was called, or nobody. */
  record Called(@Nullable UUID ticketId, @Nullable String label) {}

  /** The number given. */
  record Drawn(UUID ticketId, String label) {}

  private final TicketStore store;
  private final HallPolicy policy;
  private final HallRights rights;
  private final Divisions divisions;
  private final OrderReads orders;
  private final Realms realms;
  private final TicketNumbers numbers;
  private final WorkCalendar calendar;

  TicketCommands(
      TicketStore store,
      HallPolicy policy,
      HallRights rights,
      Divisions divisions,
      OrderReads orders,
      Realms realms,
      TicketNumbers numbers,
      WorkCalendar calendar) {
    this.store = store;
    this.policy = policy;
    this.rights = rights;
    this.divisions = divisions;
    this.orders = orders;
    this.realms = realms;
    this.numbers = numbers;
    this.calendar = calendar;
  }

  @Override
  public void declare(CommandTypes types) {
    Role[] desk = {Role.CLERK, Role.DISPATCHER};
    types
        .add("hall.set-site", SetSite.class, this::setSite, Role.DISPATCHER, Role.ADMINISTRATOR)
        .add("hall.draw-ticket", Draw.class, this::draw, desk)
        .add("hall.take-ticket", Take.class, this::take, Role.REQUESTER)
        .add(
            "hall.leave-number",
            LeaveNumber.class,
            this::leaveNumber,
            Role.REQUESTER,
            Role.CLERK,
            Role.DISPATCHER)
        .add("hall.tell-turn", TellTurn.class, this::tellTurn)
        .add("hall.arrive", Arrive.class, this::arrive, desk)
        .add("hall.call-next", CallNext.class, this::callNext, desk)
        .add("hall.recall-ticket", Recall.class, this::recall, desk)
        .add("hall.no-show", NoShow.class, this::noShow, desk)
        .add("hall.hand-over-ticket", HandOver.class, this::handOver, desk)
        .add("hall.finish-ticket", Finish.class, this::finish, desk)
        .keepNoRefusedWords("hall.draw-ticket", "hall.take-ticket", "hall.leave-number");
  }

  private CommandResult setSite(SetSite command, CommandContext context) {
    Optional<Division> division = divisions.find(command.divisionId());
    boolean mayHere =
        division
            .map(Division::path)
            .filter(
                path ->
                    context.actor().isSystem()
                        || context.actor().has(Role.DISPATCHER, path)
                        || context.actor().has(Role.ADMINISTRATOR, path))
            .isPresent();
    if (division.isEmpty() || !mayHere) {
      return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN, "body.divisionId");
    }
    Optional<Site> before = store.findSite(context.realm(), command.siteId());
    if (before.isPresent() && !before.get().area().equals(division.get().path())) {
      return CommandResult.refused(ProblemCode.HALL_SITE_UNKNOWN, "body.siteId");
    }
    for (Site.HallWindow window : command.windows()) {
      for (String service : window.services()) {
        if (policy.tickets().find(service).isEmpty()) {
          return CommandResult.refused(
              Problem.at(ProblemCode.HALL_SERVICE_UNKNOWN, "body.windows")
                  .with("service", service));
        }
      }
    }
    store.setSite(
        context.realm(),
        new Site(
            command.siteId(),
            command.divisionId(),
            division.get().path(),
            command.name(),
            command.windows()));
    return CommandResult.done();
  }

  private CommandResult draw(Draw command, CommandContext context) {
    Optional<Site> site = mySite(command.siteId(), context);
    if (site.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_SITE_UNKNOWN, "body.siteId");
    }
    Optional<HallPolicy.Service> service = policy.tickets().find(command.service());
    if (service.isEmpty() || site.get().windowsFor(command.service()) == 0) {
      return CommandResult.refused(
          Problem.at(ProblemCode.HALL_SERVICE_UNKNOWN, "body.service")
              .with("service", command.service()));
    }
    if (store.find(context.realm(), command.ticketId()).isPresent()) {
      return CommandResult.refused(ProblemCode.HALL_TICKET_STATE, "body.ticketId");
    }
    Instant booked = command.bookedFor();
    Integer paper = command.paperNumber();
    boolean pastBooking = booked != null && booked.isBefore(context.at());
    boolean lateDraw = command.drawnAt() != null && command.drawnAt().isAfter(context.at());
    if (pastBooking || lateDraw || (paper != null && paper < policy.tickets().paperFrom())) {
      return CommandResult.refused(
          ProblemCode.HALL_TICKET_TIME,
          pastBooking ? "body.bookedFor" : lateDraw ? "body.drawnAt" : "body.paperNumber");
    }
    Instant drawn = command.drawnAt() == null ? context.at() : command.drawnAt();
    Ticket ticket =
        new Ticket(
            command.ticketId(),
            command.siteId(),
            day(context, booked == null ? drawn : booked),
            service.get().letter(),
            paper == null ? 0 : paper,
            command.service(),
            command.standing(),
            booked == null ? TicketState.WAITING : TicketState.BOOKED,
            drawn,
            booked == null ? drawn : booked,
            booked,
            null,
            0,
            null,
            null,
            null,
            0,
            null,
            false);
    return give(
        ticket,
        paper != null,
        command.phone(),
        paper == null ? "body.service" : "body.paperNumber",
        context);
  }

  private CommandResult give(
      Ticket ticket,
      boolean onPaper,
      @Nullable String phone,
      String field,
      CommandContext context) {
    Optional<Ticket> given =
        store.draw(context.realm(), ticket, onPaper, policy.tickets().paperFrom());
    if (given.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_NUMBER_TAKEN, field);
    }
    if (phone != null) {
      numbers.leave(given.get(), phone, context);
    }
    return CommandResult.done(new Drawn(given.get().id(), given.get().label()));
  }

  /** The same queue and the same numbers as at the desk. */
  private CommandResult take(Take command, CommandContext context) {
    Optional<Site> site = store.findSite(context.realm(), command.siteId());
    if (site.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_SITE_UNKNOWN, "body.siteId");
    }
    Optional<HallPolicy.Service> service = policy.tickets().find(command.service());
    if (service.isEmpty() || site.get().windowsFor(command.service()) == 0) {
      return CommandResult.refused(
          Problem.at(ProblemCode.HALL_SERVICE_UNKNOWN, "body.service")
              .with("service", command.service()));
    }
    if (store.find(context.realm(), command.ticketId()).isPresent()) {
      return CommandResult.refused(ProblemCode.HALL_TICKET_STATE, "body.ticketId");
    }
    // Those who come at once are counted one after the other.
    store.lockSite(context.realm(), site.get().id());
    if (!givesAtTheDoor(site.get(), context)) {
      return CommandResult.refused(ProblemCode.HALL_DOOR_CLOSED);
    }
    Ticket ticket =
        new Ticket(
            command.ticketId(),
            command.siteId(),
            day(context, context.at()),
            service.get().letter(),
            0,
            command.service(),
            TicketStanding.NORMAL,
            TicketState.WAITING,
            context.at(),
            context.at(),
            null,
            null,
            0,
            null,
            null,
            null,
            0,
            null,
            true);
    return give(ticket, false, command.phone(), "body.service", context);
  }

  /**
   * Anybody can open the page from anywhere: not by night, and not so many that nobody else fits.
   */
  private boolean givesAtTheDoor(Site site, CommandContext context) {
    LocalDate today = day(context, context.at());
    return isOpenAtTheDoor(
            policy.tickets(),
            calendar.isWorkingDay(today),
            LocalTime.ofInstant(context.at(), realms.get(context.realm()).zone()))
        && store.waitingFromDoor(context.realm(), site.id(), today) < policy.tickets().doorMost();
  }

  static boolean isOpenAtTheDoor(HallPolicy.Tickets policy, boolean workingDay, LocalTime time) {
    return workingDay && policy.doorHours().stream().anyMatch(hours -> hours.contains(time));
  }

  private CommandResult leaveNumber(LeaveNumber command, CommandContext context) {
    // Whoever comes through the door has the ticket: nobody else knows its id.
    boolean holder = context.actor().origin() == Origin.DOOR;
    Optional<Ticket> ticket =
        store
            .lock(context.realm(), command.ticketId())
            .filter(found -> holder || mySite(found.siteId(), context).isPresent());
    if (ticket.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_TICKET_UNKNOWN, "body.ticketId");
    }
    String phone = command.phone();
    if (phone == null) {
      numbers.forget(context.realm(), ticket.get().id());
      return CommandResult.done();
    }
    TicketState state = ticket.get().state();
    boolean waits = state == TicketState.WAITING || state == TicketState.BOOKED;
    if (!waits || ticket.get().day().isBefore(day(context, context.at()))) {
      return CommandResult.refused(ProblemCode.HALL_TICKET_STATE, "body.ticketId");
    }
    numbers.leave(ticket.get(), phone, context);
    return CommandResult.done();
  }

  private CommandResult tellTurn(TellTurn command, CommandContext context) {
    return on(
        command.ticketId(),
        context,
        ticket -> {
          if (ticket.state() == TicketState.WAITING || ticket.state() == TicketState.BOOKED) {
            String area = store.findSite(context.realm(), ticket.siteId()).orElseThrow().area();
            numbers.tell(ticket, command.about(), area, context);
          }
          return CommandResult.done();
        });
  }

  private CommandResult arrive(Arrive command, CommandContext context) {
    return on(
        command.ticketId(),
        context,
        ticket -> {
          boolean comes = ticket.state() == TicketState.BOOKED;
          boolean comesBack = ticket.state() == TicketState.NO_SHOW;
          if ((!comes && !comesBack) || !ticket.day().equals(day(context, context.at()))) {
            return CommandResult.refused(ProblemCode.HALL_TICKET_STATE, "body.ticketId");
          }
          // Who did not come when called waits from now on, also with an appointment.
          Instant since =
              comes
                  ? TurnRule.since(policy.tickets(), ticket.bookedFor(), context.at())
                  : context.at();
          store.arrive(context.realm(), ticket.id(), since);
          return CommandResult.done();
        });
  }

  private CommandResult callNext(CallNext command, CommandContext context) {
    Optional<Site> site = mySite(command.siteId(), context);
    if (site.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_SITE_UNKNOWN, "body.siteId");
    }
    Optional<Site.HallWindow> window =
        site.get().windows().stream().filter(w -> w.code().equals(command.window())).findAny();
    if (window.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_SITE_UNKNOWN, "body.window");
    }
    LocalDate day = day(context, context.at());
    store.lockSite(context.realm(), site.get().id());
    boolean busy =
        store.called(context.realm(), site.get().id(), day).stream()
            .anyMatch(ticket -> command.window().equals(ticket.window()));
    if (busy) {
      return CommandResult.refused(ProblemCode.HALL_WINDOW_BUSY, "body.window");
    }
    for (int tried = 0; tried < TRIES; tried++) {
      Optional<UUID> next = next(site.get(), window.get(), day, context);
      if (next.isEmpty()) {
        return CommandResult.done(new Called(null, null));
      }
      if (store.call(
          context.realm(),
          next.get(),
          command.window(),
          context.actor().accountId(),
          context.at())) {
        Ticket ticket = store.find(context.realm(), next.get()).orElseThrow();
        return CommandResult.done(new Called(ticket.id(), ticket.label()));
      }
    }
    return CommandResult.refused(ProblemCode.SERVICE_BUSY);
  }

  private Optional<UUID> next(
      Site site, Site.HallWindow window, LocalDate day, CommandContext context) {
    List<TurnRule.Waiting> waiting =
        store.waiting(context.realm(), site.id(), day).stream()
            .filter(ticket -> window.services().contains(ticket.service()))
            .map(ticket -> new TurnRule.Waiting(ticket.id(), ticket.standing(), ticket.since()))
            .toList();
    int inARow =
        (int)
            store
                .lastCalled(
                    context.realm(),
                    site.id(),
                    day,
                    window.services(),
                    policy.tickets().priorityRun())
                .stream()
                .takeWhile(TicketStanding::goesFirst)
                .count();
    return TurnRule.next(policy.tickets(), waiting, inARow, context.at()).map(TurnRule.Waiting::id);
  }

  private CommandResult recall(Recall command, CommandContext context) {
    return onCalled(
        command.ticketId(),
        context,
        ticket -> {
          int most = policy.tickets().mostCalls();
          if (ticket.calls() >= most) {
            return CommandResult.refused(
                Problem.at(ProblemCode.HALL_CALLED_ENOUGH, "body.ticketId").with("times", most));
          }
          store.recall(context.realm(), ticket.id(), context.at());
          return CommandResult.done();
        });
  }

  private CommandResult noShow(NoShow command, CommandContext context) {
    return onCalled(
        command.ticketId(),
        context,
        ticket -> {
          store.noShow(context.realm(), ticket.id());
          numbers.forget(context.realm(), ticket.id());
          return CommandResult.done();
        });
  }

  private CommandResult handOver(HandOver command, CommandContext context) {
    return onCalled(
        command.ticketId(),
        context,
        ticket -> {
          Site site = store.findSite(context.realm(), ticket.siteId()).orElseThrow();
          if (site.windowsFor(command.service()) == 0) {
            return CommandResult.refused(
                Problem.at(ProblemCode.HALL_SERVICE_UNKNOWN, "body.service")
                    .with("service", command.service()));
          }
          store.handOver(context.realm(), ticket.id(), command.service());
          return CommandResult.done();
        });
  }

  private CommandResult finish(Finish command, CommandContext context) {
    return onCalled(
        command.ticketId(),
        context,
        ticket -> {
          UUID orderId = command.orderId();
          if (orderId != null && orders.findCard(context.actor(), orderId, Language.ZH).isEmpty()) {
            return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
          }
          store.finish(context.realm(), ticket.id(), orderId, context.at());
          numbers.forget(context.realm(), ticket.id());
          return CommandResult.done();
        });
  }

  private interface Handling {
    CommandResult of(Ticket ticket);
  }

  private CommandResult on(UUID id, CommandContext context, Handling handling) {
    Optional<Ticket> ticket =
        store
            .lock(context.realm(), id)
            .filter(found -> mySite(found.siteId(), context).isPresent());
    return ticket.isEmpty()
        ? CommandResult.refused(ProblemCode.HALL_TICKET_UNKNOWN, "body.ticketId")
        : handling.of(ticket.get());
  }

  private CommandResult onCalled(UUID id, CommandContext context, Handling handling) {
    return on(
        id,
        context,
        ticket ->
            ticket.state() == TicketState.CALLED
                ? handling.of(ticket)
                : CommandResult.refused(ProblemCode.HALL_TICKET_STATE, "body.ticketId"));
  }

  private Optional<Site> mySite(UUID id, CommandContext context) {
    return store
        .findSite(context.realm(), id)
        .filter(site -> rights.serves(context.actor(), site.area()));
  }

  private LocalDate day(CommandContext context, Instant at) {
    return LocalDate.ofInstant(at, realms.get(context.realm()).zone());
  }
}

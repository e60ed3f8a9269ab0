package org.yanzhen.hall;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.Realms;
import org.yanzhen.hall.TicketStore.Ticket;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmTransactions;

/** The windows, for whoever sits at one. */
@RestController
@RequestMapping("/api/hall/sites")
class TicketController {

  record HallSite(UUID id, int divisionId, String name, List<Site.HallWindow> windows) {}

  record WindowService(
      String code, String letter, String name, int waiting, int windows, long nextInMinutes) {}

  /**
   * A ticket.
   *
   * @param aboutAt when it is likely to be called
   */
  record TicketView(
      UUID id,
      String label,
      String service,
      TicketStanding standing,
      TicketState state,
      Instant drawnAt,
      Instant since,
      @Nullable Instant bookedFor,
      @Nullable Instant calledAt,
      int calls,
      @Nullable String window,
      int handedOver,
      @Nullable Instant aboutAt) {}

  /** Waits of today, from number to window. */
  record WindowWaits(
      int drawn,
      int served,
      int noShows,
      @Nullable Long medianSeconds,
      @Nullable Long longestSeconds) {}

  /**
   * A hall today.
   *
   * @param waiting in the order of their wait
   * @param displayPath the public page that shows the numbers
   * @param paperFrom the first number on sheets for days without network
   */
  record WindowHall(
      HallSite site,
      List<WindowService> services,
      List<TicketView> waiting,
      List<TicketView> called,
      List<TicketView> booked,
      List<TicketView> noShows,
      WindowWaits waits,
      String displayPath,
      int paperFrom) {}

  private final TicketStore store;
  private final HallPolicy policy;
  private final HallRights rights;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  TicketController(
      TicketStore store,
      HallPolicy policy,
      HallRights rights,
      Realms realms,
      RealmTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.policy = policy;
    this.rights = rights;
    this.realms = realms;
    this.transactions = transactions;
    this.clock = clock;
  }

  @GetMapping
  List<HallSite> sites(@AuthenticationPrincipal Actor actor) {
    return transactions.read(
        actor.realm(),
        () ->
            store.sites(actor.realm()).stream()
                .filter(site -> rights.serves(actor, site.area()))
                .map(TicketController::entry)
                .toList());
  }

  @GetMapping("/{id}")
  WindowHall hall(@PathVariable UUID id, @AuthenticationPrincipal Actor actor, Locale locale) {
    return transactions.read(
        actor.realm(),
        () -> {
          Site site =
              store
                  .findSite(actor.realm(), id)
                  .filter(found -> rights.serves(actor, found.area()))
                  .orElseThrow(() -> new ProblemException(ProblemCode.HALL_SITE_UNKNOWN));
          return hall(actor, site, Language.of(locale));
        });
  }

  private WindowHall hall(Actor actor, Site site, Language language) {
    Instant now = clock.instant();
    LocalDate day = LocalDate.ofInstant(now, realms.get(actor.realm()).zone());
    List<Ticket> waiting = store.waiting(actor.realm(), site.id(), day);
    List<WindowService> services =
        policy.tickets().services().stream()
            .filter(service -> site.windowsFor(service.code()) > 0)
            .map(service -> service(actor, site, day, service, waiting, language))
            .toList();
    return new WindowHall(
        entry(site),
        services,
        waiting.stream()
            .map(ticket -> view(ticket, aboutAt(ticket, waiting, services, now)))
            .toList(),
        views(store.called(actor.realm(), site.id(), day)),
        views(store.booked(actor.realm(), site.id(), day)),
        views(store.noShows(actor.realm(), site.id(), day)),
        waits(store.waits(actor.realm(), site.id(), day)),
        "/hall/" + site.id(),
        policy.tickets().paperFrom());
  }

  private WindowService service(
      Actor actor,
      Site site,
      LocalDate day,
      HallPolicy.Service service,
      List<Ticket> waiting,
      Language language) {
    int ahead = (int) waiting.stream().filter(t -> t.service().equals(service.code())).count();
    Duration median = store.serving(actor.realm(), site.id(), day, service.code()).orElse(null);
    Duration next =
        TurnRule.estimate(policy.tickets(), ahead, site.windowsFor(service.code()), median);
    return new WindowService(
        service.code(),
        service.letter(),
        service.name().in(language),
        ahead,
        site.windowsFor(service.code()),
        next.toMinutes());
  }

  /**
   * The share of the queue that stands before it: those who go first and those before it in line.
   */
  private static Instant aboutAt(
      Ticket ticket, List<Ticket> waiting, List<WindowService> services, Instant now) {
    List<Ticket> same =
        waiting.stream().filter(other -> other.service().equals(ticket.service())).toList();
    long ahead =
        same.stream()
            .filter(other -> other.id() != ticket.id())
            .filter(
                other ->
                    other.standing().goesFirst() == ticket.standing().goesFirst()
                        ? other.since().isBefore(ticket.since())
                        : other.standing().goesFirst())
            .count();
    long whole =
        services.stream()
            .filter(service -> service.code().equals(ticket.service()))
            .mapToLong(WindowService::nextInMinutes)
            .findAny()
            .orElse(0);
    return now.plus(Duration.ofMinutes(same.isEmpty() ? 0 : whole * ahead / same.size()));
  }

  private static HallSite entry(Site site) {
    return new HallSite(site.id(), site.divisionId(), site.name(), site.windows());
  }

  private static List<TicketView> views(List<Ticket> tickets) {
    return tickets.stream().map(ticket -> view(ticket, null)).toList();
  }

  private static TicketView view(Ticket ticket, @Nullable Instant aboutAt) {
    return new TicketView(
        ticket.id(),
        ticket.label(),
        ticket.service(),
        ticket.standing(),
        ticket.state(),
        ticket.drawnAt(),
        ticket.since(),
        ticket.bookedFor(),
        ticket.calledAt(),
        ticket.calls(),
        ticket.window(),
        ticket.handedOver(),
        aboutAt);
  }

  private static WindowWaits waits(TicketStore.Waits waits) {
    return new WindowWaits(
        waits.drawn(),
        waits.served(),
        waits.noShows(),
        waits.median() == null ? null : waits.median().toSeconds(),
        waits.longest() == null ? null : waits.longest().toSeconds());
  }
}

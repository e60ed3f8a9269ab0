package org.yanzhen.hall;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
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
   * @param calls how often it was said aloud
   * @param aboutAt when it is likely to be called
   * @param numberLeft whether somebody left a mobile number to be told
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
      @Nullable Instant aboutAt,
      boolean numberLeft) {}

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
   * @param mostCalls so often a number is called before it is passed over
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
      int paperFrom,
      int mostCalls) {}

  private final TicketStore store;
  private final HallPolicy policy;
  private final HallRights rights;
  private final QueueNow queues;
  private final TicketPhoneStore phones;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  TicketController(
      TicketStore store,
      HallPolicy policy,
      HallRights rights,
      QueueNow queues,
      TicketPhoneStore phones,
      RealmTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.policy = policy;
    this.rights = rights;
    this.queues = queues;
    this.phones = phones;
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
    LocalDate day = queues.day(actor.realm(), now);
    QueueNow.Queue queue = queues.of(actor.realm(), site, now);
    Set<UUID> left =
        phones.withNumber(
            actor.realm(),
            Stream.of(queue.waiting(), queue.booked(), queue.called())
                .flatMap(List::stream)
                .map(Ticket::id)
                .toList());
    List<WindowService> services =
        policy.tickets().services().stream()
            .filter(service -> site.windowsFor(service.code()) > 0)
            .map(service -> service(site, service, queue, language))
            .toList();
    return new WindowHall(
        entry(site),
        services,
        views(queue.waiting(), queue, left),
        views(queue.called(), queue, left),
        views(queue.booked(), queue, left),
        views(store.noShows(actor.realm(), site.id(), day), queue, left),
        waits(store.waits(actor.realm(), site.id(), day)),
        "/hall/" + site.id(),
        policy.tickets().paperFrom(),
        policy.tickets().mostCalls());
  }

  private static WindowService service(
      Site site, HallPolicy.Service service, QueueNow.Queue queue, Language language) {
    return new WindowService(
        service.code(),
        service.letter(),
        service.name().in(language),
        queue.waitingFor(service.code()),
        site.windowsFor(service.code()),
        queue
            .aboutNow(service.code())
            .map(about -> Duration.between(queue.now(), about).toMinutes())
            .orElse(0L));
  }

  private static HallSite entry(Site site) {
    return new HallSite(site.id(), site.divisionId(), site.name(), site.windows());
  }

  private static List<TicketView> views(
      List<Ticket> tickets, QueueNow.Queue queue, Set<UUID> left) {
    return tickets.stream()
        .map(
            ticket ->
                view(ticket, queue.about(ticket.id()).orElse(null), left.contains(ticket.id())))
        .toList();
  }

  private static TicketView view(Ticket ticket, @Nullable Instant aboutAt, boolean numberLeft) {
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
        aboutAt,
        numberLeft);
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

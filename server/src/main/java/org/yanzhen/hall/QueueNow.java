package org.yanzhen.hall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.hall.TicketStore.Ticket;
import org.yanzhen.shared.RealmId;

/** The queue of a hall as it stands, with what {@link TurnForecast} makes of it. */
@Component
class QueueNow {

  /** Of those called last so many decide whose turn it is; a window looks at fewer. */
  private static final int LOOKED_BACK = 60;

  /**
   * A queue as it was read.
   *
   * @param newcomers by service, when somebody is called who takes a number now
   */
  record Queue(
      List<Ticket> waiting,
      List<Ticket> called,
      List<Ticket> booked,
      Map<UUID, Instant> about,
      Map<String, Instant> newcomers,
      List<TurnForecast.Visitor> visitors,
      Instant now) {

    /**
     * When a ticket is likely to be called; empty once it is over, or where no window serves it.
     */
    Optional<Instant> about(UUID ticket) {
      return Optional.ofNullable(about.get(ticket));
    }

    /** When somebody without priority would be called who takes a number now. */
    Optional<Instant> aboutNow(String service) {
      return Optional.ofNullable(newcomers.get(service));
    }

    int waitingFor(String service) {
      return (int) waiting.stream().filter(one -> one.service().equals(service)).count();
    }
  }

  private final TicketStore store;
  private final HallPolicy policy;
  private final Realms realms;

  QueueNow(TicketStore store, HallPolicy policy, Realms realms) {
    this.store = store;
    this.policy = policy;
    this.realms = realms;
  }

  LocalDate day(RealmId realm, Instant at) {
    return LocalDate.ofInstant(at, realms.get(realm).zone());
  }

  Queue of(RealmId realm, Site site, Instant now) {
    LocalDate day = day(realm, now);
    HallPolicy.Tickets tickets = policy.tickets();
    List<Ticket> waiting = store.waiting(realm, site.id(), day);
    List<Ticket> called = store.called(realm, site.id(), day);
    List<Ticket> booked = store.booked(realm, site.id(), day);
    Map<String, Duration> minutes = store.serving(realm, site.id(), day);
    List<TurnForecast.Open> windows =
        open(site, called, store.lastCalls(realm, site.id(), day), minutes, now);
    // Who has an appointment is counted on until so late that the time agreed on is lost.
    List<TurnForecast.Visitor> visitors =
        Stream.concat(
                waiting.stream(),
                booked.stream()
                    .filter(one -> !one.since().plus(tickets.bookingGrace()).isBefore(now)))
            .map(
                one ->
                    new TurnForecast.Visitor(one.id(), one.service(), one.standing(), one.since()))
            .toList();
    List<TurnForecast.Gone> gone = store.gone(realm, site.id(), day, LOOKED_BACK);
    // Played through once for those who wait and for whoever would take a number this moment.
    Map<UUID, String> asking = new HashMap<>();
    List<TurnForecast.Visitor> all = new ArrayList<>(visitors);
    for (HallPolicy.Service service : tickets.services()) {
      UUID newcomer = new UUID(-1L, -1L - asking.size());
      asking.put(newcomer, service.code());
      all.add(new TurnForecast.Visitor(newcomer, service.code(), TicketStanding.NORMAL, now));
    }
    Map<UUID, Instant> about = new HashMap<>();
    Map<String, Instant> newcomers = new HashMap<>();
    TurnForecast.of(tickets, windows, all, gone, minutes, asking.keySet())
        .forEach(
            (id, at) -> {
              String service = asking.get(id);
              if (service == null) {
                about.put(id, at);
              } else {
                newcomers.put(service, at);
              }
            });
    return new Queue(waiting, called, booked, about, newcomers, visitors, now);
  }

  /**
   * The windows where somebody sits: those that have called lately. A service none of them has is
   * counted on at all its windows, or nobody would ever be called for it.
   */
  private List<TurnForecast.Open> open(
      Site site,
      List<Ticket> called,
      Map<String, Instant> lastCalls,
      Map<String, Duration> minutes,
      Instant now) {
    Instant lately = now.minus(policy.tickets().windowOpen());
    Set<String> staffed =
        Set.copyOf(
            site.windows().stream()
                .map(Site.HallWindow::code)
                .filter(code -> lastCalls.getOrDefault(code, Instant.EPOCH).isAfter(lately))
                .toList());
    List<TurnForecast.Open> open = new ArrayList<>();
    for (Site.HallWindow window : site.windows()) {
      boolean counts =
          staffed.contains(window.code())
              || window.services().stream()
                  .anyMatch(
                      service ->
                          site.windows().stream()
                              .noneMatch(
                                  other ->
                                      staffed.contains(other.code())
                                          && other.services().contains(service)));
      if (counts) {
        Instant free =
            called.stream()
                .filter(one -> window.code().equals(one.window()))
                .findAny()
                .map(one -> done(one, minutes, now))
                .orElse(now);
        open.add(new TurnForecast.Open(window.code(), Set.copyOf(window.services()), free));
      }
    }
    return open;
  }

  /** Whoever sits at a window longer than usual is about to get up, as far as anybody knows. */
  private Instant done(Ticket ticket, Map<String, Duration> minutes, Instant now) {
    Instant since = ticket.calledAt() == null ? now : ticket.calledAt();
    Instant then = since.plus(minutes.getOrDefault(ticket.service(), policy.tickets().usual()));
    return then.isBefore(now) ? now : then;
  }
}

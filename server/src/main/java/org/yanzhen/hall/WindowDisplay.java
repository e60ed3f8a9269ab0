package org.yanzhen.hall;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** What hangs over the windows: numbers, and nothing else of anybody. */
@Service
public class WindowDisplay {

  /**
   * A number at its window.
   *
   * @param saidAt when it was last called, or called again: each of these is said aloud once
   */
  public record Shown(String label, String window, int calls, Instant saidAt) {}

  /** How many wait for a service. */
  public record Queue(String name, int waiting) {}

  public record Board(String site, List<Shown> called, List<Queue> queues, Instant at) {}

  private static final int SHOWN = 8;

  private final TicketStore store;
  private final HallPolicy policy;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  WindowDisplay(
      TicketStore store,
      HallPolicy policy,
      Realms realms,
      RealmTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.policy = policy;
    this.realms = realms;
    this.transactions = transactions;
    this.clock = clock;
  }

  public Optional<Board> find(RealmId realm, UUID siteId, Language language) {
    Instant now = clock.instant();
    LocalDate day = LocalDate.ofInstant(now, realms.get(realm).zone());
    return transactions.read(
        realm,
        () ->
            store
                .findSite(realm, siteId)
                .map(
                    site ->
                        new Board(
                            site.name(),
                            store.called(realm, siteId, day).stream()
                                .map(WindowDisplay::shown)
                                .sorted(Comparator.comparing(Shown::saidAt).reversed())
                                .limit(SHOWN)
                                .toList(),
                            queues(realm, site, day, language),
                            now)));
  }

  private static Shown shown(TicketStore.Ticket ticket) {
    return new Shown(
        ticket.label(),
        String.valueOf(ticket.window()),
        ticket.calls(),
        ticket.saidAt() == null ? ticket.drawnAt() : ticket.saidAt());
  }

  private List<Queue> queues(RealmId realm, Site site, LocalDate day, Language language) {
    List<TicketStore.Ticket> waiting = store.waiting(realm, site.id(), day);
    return policy.tickets().services().stream()
        .filter(service -> site.windowsFor(service.code()) > 0)
        .map(
            service ->
                new Queue(
                    service.name().in(language),
                    (int)
                        waiting.stream()
                            .filter(ticket -> ticket.service().equals(service.code()))
                            .count()))
        .toList();
  }
}

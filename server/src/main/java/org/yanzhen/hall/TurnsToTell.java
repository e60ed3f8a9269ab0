package org.yanzhen.hall;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.yanzhen.notice.WaitingTickets;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** What is said to whoever waits elsewhere, as long as they still wait. */
@Component
class TurnsToTell implements WaitingTickets {

  private final TicketStore tickets;
  private final TicketPhoneStore phones;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  TurnsToTell(
      TicketStore tickets,
      TicketPhoneStore phones,
      RealmTransactions transactions,
      InstantSource clock) {
    this.tickets = tickets;
    this.phones = phones;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public Optional<Turn> find(RealmId realm, UUID ticketId) {
    return transactions.read(realm, () -> read(realm, ticketId));
  }

  private Optional<Turn> read(RealmId realm, UUID ticketId) {
    return tickets
        .find(realm, ticketId)
        .filter(
            ticket -> ticket.state() == TicketState.WAITING || ticket.state() == TicketState.BOOKED)
        .flatMap(
            ticket ->
                phones
                    .find(realm, ticketId)
                    .map(
                        left ->
                            new Turn(
                                ticket.label(),
                                tickets.findSite(realm, ticket.siteId()).orElseThrow().name(),
                                left.phone(),
                                TurnForecast.said(left.about(), clock.instant()),
                                left.told())));
  }
}

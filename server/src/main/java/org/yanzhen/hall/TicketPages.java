package org.yanzhen.hall;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.hall.TicketStore.Ticket;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** What the door shows of a queue: numbers and times, nobody's name and nobody's telephone. */
@Service
public class TicketPages {

  /**
   * A service somebody may take a number for.
   *
   * @param about when who takes a number now is likely to be called
   */
  public record Offered(
      String code, String letter, String name, int waiting, @Nullable Instant about) {}

  /**
   * Taking a number.
   *
   * @param open whether numbers are given at the door now
   */
  public record Taking(String hall, List<Offered> services, boolean open, Instant now) {}

  /**
   * A ticket as it stands.
   *
   * @param over its day is over
   * @param ahead how many of its service are likely to be called before it
   * @param numberLeft whether a mobile number was left with it
   * @param tellAhead how long before their turn they are told
   */
  public record Standing(
      UUID siteId,
      String hall,
      String label,
      String service,
      TicketState state,
      boolean over,
      int ahead,
      @Nullable Instant about,
      @Nullable String window,
      boolean numberLeft,
      Duration tellAhead,
      Instant now) {}

  /** Nobody sees a queue that is older; it is said to five minutes. */
  private static final Duration KEPT = Duration.ofSeconds(5);

  private record Hall(RealmId realm, UUID siteId) {}

  private final TicketStore store;
  private final TicketPhoneStore phones;
  private final QueueNow queues;
  private final HallPolicy policy;
  private final WorkCalendar calendar;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final InstantSource clock;
  private final Cache<Hall, QueueNow.Queue> read = Caffeine.newBuilder().maximumSize(1_000).build();

  TicketPages(
      TicketStore store,
      TicketPhoneStore phones,
      QueueNow queues,
      HallPolicy policy,
      WorkCalendar calendar,
      Realms realms,
      RealmTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.phones = phones;
    this.queues = queues;
    this.policy = policy;
    this.calendar = calendar;
    this.realms = realms;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * How many numbers of a hall one network may take in an hour: a quarter of what the door gives,
   * so that no one network takes them all, and a family's in any case.
   */
  public int mostOfOneNetwork() {
    return Math.max(3, policy.tickets().doorMost() / 4);
  }

  public Optional<Taking> findTaking(RealmId realm, UUID siteId, Language language) {
    Instant now = clock.instant();
    return transactions.read(
        realm, () -> store.findSite(realm, siteId).map(site -> taking(realm, site, now, language)));
  }

  private Taking taking(RealmId realm, Site site, Instant now, Language language) {
    QueueNow.Queue queue = queue(realm, site, null, now);
    LocalDate today = queues.day(realm, now);
    boolean open =
        TicketCommands.isOpenAtTheDoor(
                policy.tickets(),
                calendar.isWorkingDay(today),
                LocalTime.ofInstant(now, realms.get(realm).zone()))
            && store.waitingFromDoor(realm, site.id(), today) < policy.tickets().doorMost();
    List<Offered> services =
        policy.tickets().services().stream()
            .filter(service -> site.windowsFor(service.code()) > 0)
            .map(
                service ->
                    new Offered(
                        service.code(),
                        service.letter(),
                        service.name().in(language),
                        queue.waitingFor(service.code()),
                        queue
                            .aboutNow(service.code())
                            .map(about -> TurnForecast.said(about, now))
                            .orElse(null)))
            .toList();
    return new Taking(site.name(), services, open, now);
  }

  public Optional<Standing> find(RealmId realm, UUID ticketId, Language language) {
    Instant now = clock.instant();
    return transactions.read(
        realm,
        () -> store.find(realm, ticketId).map(ticket -> standing(realm, ticket, now, language)));
  }

  private Standing standing(RealmId realm, Ticket ticket, Instant now, Language language) {
    Site site = store.findSite(realm, ticket.siteId()).orElseThrow();
    boolean today = ticket.day().equals(queues.day(realm, now));
    QueueNow.Queue queue = today ? queue(realm, site, ticket, now) : null;
    Instant about = queue == null ? ticket.bookedFor() : queue.about(ticket.id()).orElse(null);
    return new Standing(
        site.id(),
        site.name(),
        ticket.label(),
        policy
            .tickets()
            .find(ticket.service())
            .map(service -> service.name().in(language))
            .orElse(ticket.service()),
        ticket.state(),
        ticket.day().isBefore(queues.day(realm, now)),
        queue == null || about == null ? 0 : ahead(queue, ticket, about),
        about == null ? null : TurnForecast.said(about, now),
        ticket.state() == TicketState.CALLED ? ticket.window() : null,
        !phones.withNumber(realm, Set.of(ticket.id())).isEmpty(),
        policy.tickets().tellAhead(),
        now);
  }

  /**
   * The queue, read once in a while however many look: anybody may, as often as they like.
   *
   * @param looking whose page it is; one that came in since is looked for anew
   */
  private QueueNow.Queue queue(RealmId realm, Site site, @Nullable Ticket looking, Instant now) {
    return Objects.requireNonNull(
        read.asMap()
            .compute(
                new Hall(realm, site.id()),
                (hall, before) ->
                    before != null && isFresh(before, now) && isSeen(before, looking)
                        ? before
                        : queues.of(realm, site, now)));
  }

  private static boolean isFresh(QueueNow.Queue queue, Instant now) {
    return !now.isBefore(queue.now()) && now.isBefore(queue.now().plus(KEPT));
  }

  private static boolean isSeen(QueueNow.Queue queue, @Nullable Ticket ticket) {
    return ticket == null
        || ticket.state() != TicketState.WAITING
        || ticket.since().isBefore(queue.now().minus(KEPT))
        || queue.visitors().stream().anyMatch(one -> one.id().equals(ticket.id()));
  }

  private static int ahead(QueueNow.Queue queue, Ticket ticket, Instant about) {
    return (int)
        queue.visitors().stream()
            .filter(one -> one.service().equals(ticket.service()) && !one.id().equals(ticket.id()))
            .filter(one -> queue.about(one.id()).filter(then -> then.isBefore(about)).isPresent())
            .count();
  }
}

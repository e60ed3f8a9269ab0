package org.yanzhen.order;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.Attachments;
import org.yanzhen.command.MediaKind;
import org.yanzhen.command.StoredFile;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.order.OrderViews.OrderDetail;
import org.yanzhen.order.OrderViews.OrderPage;
import org.yanzhen.order.OrderViews.Questions;
import org.yanzhen.order.WorklistQuery.Narrowed;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/**
 * Reading orders, always as somebody: what is returned is what that actor may see. What has no
 * actor is facts without words and names.
 */
@Service
public class OrderReads {

  /** The facts dispatch weighs, without words and names. */
  public record OrderFacts(
      UUID id,
      OrderState state,
      String kind,
      int kindVersion,
      int divisionId,
      String area,
      Urgency urgency,
      @Nullable UUID returnedBy,
      @Nullable Instant resolveDue,
      @Nullable String responsibleBody,
      int version,
      @Nullable Spoken spoken) {}

  private final OrderStore store;
  private final WorklistStore worklists;
  private final HandStore hands;
  private final HistoryStore history;
  private final PersonalStore personal;
  private final RealmTransactions transactions;
  private final Catalogue catalogue;
  private final Realms realms;
  private final Attachments attachments;
  private final Answers answers;
  private final OrderCards cards;
  private final OrderDetails details;
  private final OrderUploads uploads;
  private final OrderRights rights;
  private final InstantSource clock;

  OrderReads(
      OrderStore store,
      WorklistStore worklists,
      HandStore hands,
      HistoryStore history,
      PersonalStore personal,
      RealmTransactions transactions,
      Catalogue catalogue,
      Realms realms,
      Attachments attachments,
      Answers answers,
      OrderCards cards,
      OrderDetails details,
      OrderUploads uploads,
      OrderRights rights,
      InstantSource clock) {
    this.store = store;
    this.worklists = worklists;
    this.hands = hands;
    this.history = history;
    this.personal = personal;
    this.transactions = transactions;
    this.catalogue = catalogue;
    this.realms = realms;
    this.attachments = attachments;
    this.answers = answers;
    this.cards = cards;
    this.details = details;
    this.uploads = uploads;
    this.rights = rights;
    this.clock = clock;
  }

  OrderPage page(
      Actor actor,
      WorklistFilter filter,
      @Nullable String text,
      @Nullable String withinPath,
      @Nullable PageKey after,
      int limit,
      Narrowed narrowed,
      Language language) {
    return transactions.read(
        actor.realm(),
        () -> {
          List<OrderRow> rows =
              worklists.page(query(actor, filter, text, withinPath, after, limit + 1, narrowed));
          boolean more = rows.size() > limit;
          List<OrderRow> shown = more ? rows.subList(0, limit) : rows;
          String next = more ? key(shown.getLast()).token() : null;
          return new OrderPage(cards.of(actor, shown, language), next);
        });
  }

  /** How many each filter holds, never counted beyond 1,000. */
  Map<String, Integer> counts(Actor actor) {
    return transactions.read(
        actor.realm(),
        () -> {
          Map<String, Integer> counts = new TreeMap<>();
          for (WorklistFilter filter : WorklistFilter.values()) {
            counts.put(
                filter.code(),
                worklists.count(
                    query(actor, filter, null, null, null, 1_000, Narrowed.NOT).counted()));
          }
          return counts;
        });
  }

  /** How many stand so in these areas, never counted beyond {@code most}. */
  public int count(RealmId realm, WorklistFilter filter, Collection<String> areas, int most) {
    return transactions.read(
        realm,
        () ->
            worklists.count(
                new WorklistQuery(
                        realm, filter, Set.copyOf(areas), null, null, most, clock.instant())
                    .counted()));
  }

  private WorklistQuery query(
      Actor actor,
      WorklistFilter filter,
      @Nullable String text,
      @Nullable String withinPath,
      @Nullable PageKey after,
      int limit,
      Narrowed narrowed) {
    Set<String> areas = new HashSet<>();
    for (Grant grant : actor.grants()) {
      if (!Visibility.DESK.contains(grant.role())) {
        continue;
      }
      if (withinPath == null || grant.area().startsWith(withinPath)) {
        areas.add(grant.area());
      } else if (withinPath.startsWith(grant.area())) {
        areas.add(withinPath);
      }
    }
    return new WorklistQuery(
        actor.realm(), filter, areas, text, after, limit, clock.instant(), narrowed);
  }

  /** The year as the county counts its days. */
  Narrowed narrowed(RealmId realm, @Nullable Integer year, WorklistQuery.@Nullable Track track) {
    ZoneId zone = realms.get(realm).zone();
    return year == null
        ? new Narrowed(null, null, track)
        : new Narrowed(
            LocalDate.of(year, 1, 1).atStartOfDay(zone).toInstant(),
            LocalDate.of(year + 1, 1, 1).atStartOfDay(zone).toInstant(),
            track);
  }

  private static PageKey key(OrderRow row) {
    Instant due =
        OrderState.UNFINISHED.contains(row.order().state())
            ? row.order().nextClock().map(Clock::dueAt).orElse(row.updatedAt())
            : row.updatedAt();
    return new PageKey(due, row.order().id());
  }

  /**
   * The order as the actor may see it.
   *
   * @throws ProblemException order.not-found, also when it exists but is not the actor's to see
   */
  public OrderDetail get(Actor actor, UUID id, Language language) {
    return transactions.read(
        actor.realm(),
        () -> details.of(actor, List.of(rights.visible(actor, id)), language).getFirst());
  }

  /** As {@link #get}; empty when it is not the actor's to see. */
  public Optional<OrderDetail> find(Actor actor, UUID id, Language language) {
    return transactions.read(
        actor.realm(),
        () ->
            rights
                .findVisible(actor, id)
                .map(row -> details.of(actor, List.of(row), language).getFirst()));
  }

  /** The order's card; empty when it is not the actor's to see. */
  public Optional<OrderCard> findCard(Actor actor, UUID id, Language language) {
    return transactions.read(
        actor.realm(),
        () ->
            rights
                .findVisible(actor, id)
                .map(row -> cards.of(actor, List.of(row), language).getFirst()));
  }

  /** The cards of those that are the actor's to see, each by its id. */
  public Map<UUID, OrderCard> findCards(Actor actor, Collection<UUID> ids, Language language) {
    return transactions.read(
        actor.realm(),
        () ->
            cards
                .of(
                    actor,
                    store.findAll(actor.realm(), ids).stream()
                        .filter(row -> Visibility.maySee(actor, row))
                        .toList(),
                    language)
                .stream()
                .collect(Collectors.toMap(OrderCard::id, card -> card)));
  }

  public Optional<UUID> findByNumber(RealmId realm, String number) {
    return transactions.read(realm, () -> store.findByNumber(realm, number));
  }

  /** A picture, voice or file the order names. */
  public StoredFile attachment(Actor actor, UUID orderId, UUID attachmentId) {
    return transactions.read(
        actor.realm(),
        () -> {
          OrderRow row = rights.visible(actor, orderId);
          boolean onlyLooking = OrderRights.isOnlyLooking(actor, row);
          boolean open =
              row.attachments().contains(attachmentId)
                  && (!onlyLooking || uploads.isForLooking(actor.realm(), row, attachmentId));
          return attachments
              .find(actor.realm(), attachmentId)
              .filter(file -> open && !(onlyLooking && file.kind() == MediaKind.FILE))
              .orElseThrow(() -> new ProblemException(ProblemCode.ATTACHMENT_NOT_FOUND));
        });
  }

  /** Whether the actor may hand out the order's receipt. */
  public boolean mayHandOut(Actor actor, UUID id) {
    return transactions.read(
        actor.realm(),
        () ->
            store
                .find(actor.realm(), id)
                .filter(row -> OrderRights.handsOut(actor, row))
                .isPresent());
  }

  /** Whether the actor has the order in hand: has said yes to it, and it is not over. */
  public boolean hasInHand(Actor actor, UUID id) {
    UUID person = actor.personId();
    return person != null
        && transactions.read(
            actor.realm(),
            () ->
                store
                    .find(actor.realm(), id)
                    .filter(row -> person.equals(row.order().assignee()))
                    .filter(row -> OrderState.UNFINISHED.contains(row.order().state()))
                    .isPresent());
  }

  /** Whether the actor has the order or a part of it in hand, or ever had. */
  public boolean everServed(Actor actor, UUID id) {
    UUID person = actor.personId();
    return person != null
        && transactions.read(actor.realm(), () -> history.everServed(actor.realm(), id, person));
  }

  /** Whether what was kept of its requester is erased. */
  public boolean isErased(RealmId realm, UUID id) {
    return transactions.read(realm, () -> personal.erasedAt(realm, id) != null);
  }

  /** Whether the actor took the order down, on a visit. */
  public boolean tookDown(Actor actor, UUID id) {
    UUID account = actor.accountId();
    return account != null
        && transactions.read(
            actor.realm(),
            () ->
                store
                        .find(actor.realm(), id)
                        .filter(row -> row.source() == Source.FIELD)
                        .isPresent()
                    && history.placedBy(actor.realm(), id).filter(account::equals).isPresent());
  }

  /** Whether the order still goes on. */
  public boolean isUnfinished(RealmId realm, UUID id) {
    return findFacts(realm, id)
        .filter(facts -> OrderState.UNFINISHED.contains(facts.state()))
        .isPresent();
  }

  /** What an order is called where nothing of its words may stand. */
  public record Called(String number, String kindName) {}

  public Optional<Called> findCalled(RealmId realm, UUID id, Language language) {
    return transactions.read(
        realm,
        () ->
            store
                .find(realm, id)
                .map(
                    row -> new Called(row.number(), kind(realm, row.order()).name().in(language))));
  }

  public Optional<OrderFacts> findFacts(RealmId realm, UUID id) {
    return transactions.read(realm, () -> store.find(realm, id)).map(OrderReads::facts);
  }

  /**
   * What a person has been asked, has in hand or waits to have confirmed; the most pressing first.
   */
  public List<OrderDetail> inHand(Actor actor, int limit, Language language) {
    UUID person = actor.personId();
    if (person == null) {
      return List.of();
    }
    return transactions.read(
        actor.realm(),
        () -> details.of(actor, hands.inHandOf(actor.realm(), person, limit), language));
  }

  public List<OrderCard> finished(Actor actor, int limit, Language language) {
    UUID person = actor.personId();
    if (person == null) {
      return List.of();
    }
    return transactions.read(
        actor.realm(),
        () -> cards.of(actor, hands.finishedBy(actor.realm(), person, limit), language));
  }

  /**
   * The questions of an order's kind and what was answered, to answer them.
   *
   * @throws ProblemException order.not-allowed for whoever may only read them
   */
  Questions questions(Actor actor, UUID id, Language language) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          OrderRow row = rights.visible(actor, id);
          if (!Lifecycle.allowed(row.order(), actor, rights.leads(actor, row))
              .contains(Action.ANSWER)) {
            throw new ProblemException(ProblemCode.ORDER_NOT_ALLOWED);
          }
          Kind kind = kind(realm, row.order());
          return new Questions(
              id, catalogue.view(kind, language).fields(), answers.written(realm, kind, row));
        });
  }

  static OrderFacts facts(OrderRow row) {
    Order order = row.order();
    return new OrderFacts(
        order.id(),
        order.state(),
        order.kind(),
        order.kindVersion(),
        row.divisionId(),
        order.area(),
        order.urgency(),
        order.returnedBy(),
        order.clock(ClockName.RESOLVE).map(Clock::dueAt).orElse(null),
        order.responsibleBody(),
        order.version(),
        row.spoken());
  }

  private Kind kind(RealmId realm, Order order) {
    return catalogue.get(realm, order.kind(), order.kindVersion());
  }
}

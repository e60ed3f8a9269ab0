package org.yanzhen.order;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Accounts;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.order.DossierViews.DossierCard;
import org.yanzhen.order.DossierViews.DossierDetail;
import org.yanzhen.order.DossierViews.DossierEntry;
import org.yanzhen.order.DossierViews.DossierPage;
import org.yanzhen.order.DossierViews.OrdersDossier;
import org.yanzhen.order.DossierViews.RolloutLine;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Level;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** Reading dossiers: for desks of their area; a requester learns only how far theirs has come. */
@Service
public class Dossiers {

  private static final int SHOWN_ORDERS = 50;
  private static final int SIMILAR = 9;
  private static final int FITTING = 5;

  private final DossierStore store;
  private final OrderStore orders;
  private final OrderCards cards;
  private final RealmTransactions transactions;
  private final Divisions divisions;
  private final Catalogue catalogue;
  private final Accounts accounts;
  private final Realms realms;
  private final InstantSource clock;

  Dossiers(
      DossierStore store,
      OrderStore orders,
      OrderCards cards,
      RealmTransactions transactions,
      Divisions divisions,
      Catalogue catalogue,
      Accounts accounts,
      Realms realms,
      InstantSource clock) {
    this.store = store;
    this.orders = orders;
    this.cards = cards;
    this.transactions = transactions;
    this.divisions = divisions;
    this.catalogue = catalogue;
    this.accounts = accounts;
    this.realms = realms;
    this.clock = clock;
  }

  /** How far the problem behind this order has come; empty when it is not part of one. */
  public Optional<DossierStage> findStage(RealmId realm, UUID orderId) {
    return transactions.read(
        realm,
        () ->
            store.findOf(realm, orderId).flatMap(id -> store.find(realm, id)).map(Dossier::stage));
  }

  DossierPage page(
      Actor actor,
      @Nullable DossierStage stage,
      @Nullable PageKey after,
      int limit,
      Language language) {
    Set<String> areas = Visibility.deskAreas(actor);
    return transactions.read(
        actor.realm(),
        () -> {
          List<Dossier> found = store.page(actor.realm(), areas, stage, after, limit + 1);
          boolean more = found.size() > limit;
          List<Dossier> shown = more ? found.subList(0, limit) : found;
          String next =
              more ? new PageKey(shown.getLast().updatedAt(), shown.getLast().id()).token() : null;
          return new DossierPage(cards(actor.realm(), shown, language), next);
        });
  }

  DossierDetail get(Actor actor, UUID id, Language language) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          Dossier dossier =
              store
                  .find(realm, id)
                  .filter(one -> isDesk(actor, one.area()))
                  .orElseThrow(() -> new ProblemException(ProblemCode.DOSSIER_NOT_FOUND));
          List<DossierStore.Entry> history = store.history(realm, id);
          return new DossierDetail(
              cards(realm, List.of(dossier), language).getFirst(),
              history.isEmpty() ? null : history.getFirst().text(),
              dossier.cause(),
              dossier.pilotDivision(),
              name(dossier.pilotDivision()),
              dossier.pilotOutcome(),
              store.divisions(realm, id).stream()
                  .map(
                      line ->
                          new RolloutLine(
                              line.divisionId(),
                              Objects.requireNonNullElse(name(line.divisionId()), ""),
                              line.doneAt()))
                  .toList(),
              thread(realm, history),
              orderCards(actor, store.orders(realm, id, SHOWN_ORDERS), language),
              DossierCommands.mayLead(actor, dossier.area()) ? dossier.next() : List.of());
        });
  }

  /** For the order's page at a desk. */
  OrdersDossier ofOrder(Actor actor, UUID orderId, Language language) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          OrderRow row =
              orders
                  .find(realm, orderId)
                  .filter(one -> Visibility.isDesk(actor, one))
                  .orElseThrow(() -> new ProblemException(ProblemCode.ORDER_NOT_FOUND));
          Optional<Dossier> linked =
              store
                  .findOf(realm, orderId)
                  .flatMap(id -> store.find(realm, id))
                  .filter(one -> isDesk(actor, one.area()));
          Division township = township(row);
          boolean mayOpen = DossierCommands.mayLead(actor, township.path());
          if (linked.isPresent()) {
            return new OrdersDossier(
                cards(realm, List.of(linked.get()), language).getFirst(),
                List.of(),
                List.of(),
                township.id(),
                township.name(),
                mayOpen);
          }
          String kind = row.order().kind();
          List<UUID> similar =
              store.similar(realm, township.path(), kind, orderId, startOfMonth(realm), SIMILAR);
          List<Dossier> fitting =
              store.fitting(realm, row.order().area(), kind, FITTING).stream()
                  .filter(one -> DossierCommands.mayLead(actor, one.area()))
                  .toList();
          return new OrdersDossier(
              null,
              orderCards(actor, similar, language),
              cards(realm, fitting, language),
              township.id(),
              township.name(),
              mayOpen);
        });
  }

  private Instant startOfMonth(RealmId realm) {
    ZoneId zone = realms.get(realm).zone();
    return LocalDate.ofInstant(clock.instant(), zone)
        .withDayOfMonth(1)
        .atStartOfDay(zone)
        .toInstant();
  }

  private Division township(OrderRow row) {
    Division division = divisions.get(row.divisionId());
    Integer parent = division.parentId();
    return division.level() == Level.VILLAGE && parent != null ? divisions.get(parent) : division;
  }

  private static boolean isDesk(Actor actor, String area) {
    return actor.isSystem() || Visibility.DESK.stream().anyMatch(role -> actor.has(role, area));
  }

  private List<OrderCard> orderCards(Actor actor, List<UUID> ids, Language language) {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<OrderRow> rows =
        orders.findAll(actor.realm(), ids).stream()
            .filter(row -> Visibility.isDesk(actor, row))
            .sorted(Comparator.comparingInt(row -> ids.indexOf(row.order().id())))
            .toList();
    return cards.of(actor, rows, language);
  }

  private List<DossierCard> cards(RealmId realm, List<Dossier> dossiers, Language language) {
    List<UUID> ids = dossiers.stream().map(Dossier::id).toList();
    Map<UUID, String> titles = store.titles(realm, ids);
    Map<UUID, Integer> counts = store.counts(realm, ids);
    Map<UUID, Integer> needs = store.needs(realm, ids);
    return dossiers.stream()
        .map(
            one ->
                new DossierCard(
                    one.id(),
                    one.version(),
                    one.stage(),
                    titles.getOrDefault(one.id(), ""),
                    one.divisionId(),
                    Objects.requireNonNullElse(name(one.divisionId()), ""),
                    one.kind(),
                    one.kind() == null
                        ? null
                        : catalogue
                            .find(realm, one.kind())
                            .map(kind -> kind.name().in(language))
                            .orElse(one.kind()),
                    counts.getOrDefault(one.id(), 0),
                    needs.getOrDefault(one.id(), 0),
                    one.openedAt(),
                    one.updatedAt()))
        .toList();
  }

  private List<DossierEntry> thread(RealmId realm, List<DossierStore.Entry> history) {
    Map<UUID, String> names = new HashMap<>();
    return history.stream()
        .map(
            entry ->
                new DossierEntry(
                    entry.version(),
                    entry.at(),
                    entry.action(),
                    entry.from(),
                    entry.to(),
                    entry.accountId() == null
                        ? null
                        : names.computeIfAbsent(
                            entry.accountId(), id -> accounts.findName(realm, id).orElse("")),
                    entry.facts().order(),
                    name(entry.facts().division()),
                    entry.text()))
        .toList();
  }

  private @Nullable String name(@Nullable Integer division) {
    return division == null
        ? null
        : divisions.findArea(division).map(area -> area.name()).orElse(null);
  }
}

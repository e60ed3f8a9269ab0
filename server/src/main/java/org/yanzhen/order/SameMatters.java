package org.yanzhen.order;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.order.OpenOrders.OpenText;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Level;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/**
 * The open orders one that is there already may go on with, with their words, for whoever compares
 * them. Which of them says the same is not decided here.
 */
@Service
public class SameMatters {

  /**
   * An order and those it may go on with.
   *
   * @param text empty where a desk may not read it
   */
  public record Beside(UUID id, String title, String text, Instant at, List<OpenText> others) {}

  private final OrderStore store;
  private final OpenOrderStore open;
  private final SameMatter matter;
  private final Catalogue catalogue;
  private final Divisions divisions;
  private final RealmTransactions transactions;

  SameMatters(
      OrderStore store,
      OpenOrderStore open,
      SameMatter matter,
      Catalogue catalogue,
      Divisions divisions,
      RealmTransactions transactions) {
    this.store = store;
    this.open = open;
    this.matter = matter;
    this.catalogue = catalogue;
    this.divisions = divisions;
    this.transactions = transactions;
  }

  /**
   * Empty where the order is not the desk's.
   *
   * @param most of each place, the latest first
   */
  public Optional<Beside> find(Actor actor, UUID orderId, int most, Language language) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () ->
            store
                .find(realm, orderId)
                .filter(row -> Visibility.isDesk(actor, row))
                .map(row -> beside(actor, row, most, language)));
  }

  private Beside beside(Actor actor, OrderRow row, int most, Language language) {
    RealmId realm = actor.realm();
    SameMatter.Wanting wanting =
        new SameMatter.Wanting(row.order().kind(), row.divisionId(), row.order().urgency());
    List<OpenText> others =
        near(row.divisionId())
            .flatMap(place -> open.openLike(realm, row.order().kind(), place, most).stream())
            .filter(other -> !other.order().id().equals(row.order().id()))
            .filter(other -> Visibility.isDesk(actor, other) && matter.mayGoOn(wanting, other))
            .map(other -> text(realm, other, language))
            .toList();
    return new Beside(
        row.order().id(),
        row.title(),
        Objects.requireNonNullElse(row.text(), ""),
        row.createdAt(),
        others);
  }

  /**
   * Where an order of the same matter may stand: the township and its villages. What is known no
   * closer than the county is compared with what is known no closer either.
   */
  private Stream<Integer> near(int divisionId) {
    Division place = divisions.get(divisionId);
    Integer parent = place.parentId();
    int ground = place.level() == Level.VILLAGE && parent != null ? parent : place.id();
    return place.level() == Level.VILLAGE || place.level() == Level.TOWNSHIP
        ? Stream.concat(
            Stream.of(ground), divisions.villagesBelow(ground).stream().map(Division::id))
        : Stream.of(ground);
  }

  private OpenText text(RealmId realm, OrderRow row, Language language) {
    return new OpenText(
        row.order().id(),
        row.number(),
        row.order().state(),
        catalogue.get(realm, row.order().kind(), row.order().kindVersion()).name().in(language),
        row.title(),
        Objects.requireNonNullElse(row.text(), ""),
        divisions.get(row.divisionId()).fullName(),
        row.place(),
        row.createdAt());
  }
}

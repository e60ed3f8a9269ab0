package org.yanzhen.order;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.FieldType;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.PrivacyClass;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** Open orders, for whoever asks for something that may be one of them. */
@Service
public class OpenOrders {

  /**
   * What somebody else asked for already, as anybody may know it: no number, no words, no names.
   *
   * @param what what was chosen where everybody must choose, such as the lamps and not the road
   * @param joined how many others ask for the same
   */
  public record OpenLike(
      UUID id, OrderState state, Instant askedAt, int joined, List<String> what) {}

  /** An open order with its words, for comparing a new message with it. */
  public record OpenText(
      UUID id,
      String number,
      OrderState state,
      String kindName,
      String title,
      String text,
      String divisionName,
      @Nullable String place,
      Instant createdAt) {}

  private final OpenOrderStore store;
  private final Catalogue catalogue;
  private final Divisions divisions;
  private final RealmTransactions transactions;

  OpenOrders(
      OpenOrderStore store,
      Catalogue catalogue,
      Divisions divisions,
      RealmTransactions transactions) {
    this.store = store;
    this.catalogue = catalogue;
    this.divisions = divisions;
    this.transactions = transactions;
  }

  /** Unfinished orders of a kind in a village; none where the kind is not public. */
  public List<OpenLike> openLike(
      RealmId realm, Kind kind, int divisionId, int limit, Language language) {
    if (kind.privacy() != PrivacyClass.PUBLIC) {
      return List.of();
    }
    return transactions
        .read(realm, () -> store.openLike(realm, kind.code(), divisionId, limit))
        .stream()
        .map(row -> like(realm, row, language))
        .toList();
  }

  OpenLike like(RealmId realm, OrderRow row, Language language) {
    return new OpenLike(
        row.order().id(),
        row.order().state(),
        row.createdAt(),
        row.joined(),
        chosen(kind(realm, row.order()), row, language));
  }

  private static List<String> chosen(Kind kind, OrderRow row, Language language) {
    return kind.fields().stream()
        .filter(field -> field.required() && field.type() == FieldType.CHOICE)
        .flatMap(
            field ->
                field.choices().stream()
                    .filter(choice -> choice.code().equals(row.fields().get(field.code()))))
        .map(choice -> choice.label().in(language))
        .toList();
  }

  /**
   * Open orders a desk may see, with their words: those of the township around the place, or the
   * latest of the realm where the place is not known.
   */
  public List<OpenText> openTexts(
      Actor actor, @Nullable Integer divisionId, Instant since, int limit, Language language) {
    RealmId realm = actor.realm();
    List<Integer> around = divisionId == null ? List.of() : around(divisionId);
    return transactions
        .read(
            realm,
            () ->
                around.isEmpty()
                    ? store.openLatest(realm, since, limit)
                    : store.openIn(realm, around, since, limit))
        .stream()
        .filter(row -> row.order().state() != OrderState.DRAFT && Visibility.isDesk(actor, row))
        .map(row -> text(realm, row, language))
        .toList();
  }

  OpenText text(RealmId realm, OrderRow row, Language language) {
    return new OpenText(
        row.order().id(),
        row.number(),
        row.order().state(),
        kind(realm, row.order()).name().in(language),
        row.title(),
        Objects.requireNonNullElse(row.text(), ""),
        divisions.get(row.divisionId()).fullName(),
        row.place(),
        row.createdAt());
  }

  /** The villages of the place's township, and the township; empty for anything larger. */
  private List<Integer> around(int divisionId) {
    Division place = divisions.find(divisionId).orElse(null);
    Integer township =
        place == null
            ? null
            : switch (place.level()) {
              case VILLAGE -> place.parentId();
              case TOWNSHIP -> place.id();
              case COUNTY, PREFECTURE, PROVINCE -> null;
            };
    if (township == null) {
      return List.of();
    }
    return Stream.concat(
            Stream.of(township), divisions.villagesBelow(township).stream().map(Division::id))
        .toList();
  }

  private Kind kind(RealmId realm, Order order) {
    return catalogue.get(realm, order.kind(), order.kindVersion());
  }
}

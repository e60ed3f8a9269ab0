package org.yanzhen.order;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.order.CampaignViews.CampaignRef;
import org.yanzhen.order.OrderViews.ContestView;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.order.OrderViews.PersonRef;
import org.yanzhen.people.Person;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;

/** Orders as a list shows them. */
@Component
class OrderCards {

  private final Catalogue catalogue;
  private final Divisions divisions;
  private final Realms realms;
  private final Campaigns campaigns;
  private final OrderNames names;
  private final OrderRights rights;
  private final InstantSource clock;

  OrderCards(
      Catalogue catalogue,
      Divisions divisions,
      Realms realms,
      Campaigns campaigns,
      OrderNames names,
      OrderRights rights,
      InstantSource clock) {
    this.catalogue = catalogue;
    this.divisions = divisions;
    this.realms = realms;
    this.campaigns = campaigns;
    this.names = names;
    this.rights = rights;
    this.clock = clock;
  }

  List<OrderCard> of(Actor actor, List<OrderRow> rows, Language language) {
    if (rows.isEmpty()) {
      return List.of();
    }
    RealmId realm = actor.realm();
    Instant now = clock.instant();
    boolean demo = realms.get(realm).isDemo();
    Map<UUID, Person> persons = names.persons(realm, rows);
    Map<Integer, Division> places = new HashMap<>();
    Map<UUID, CampaignRef> drives =
        campaigns.refs(
            realm,
            rows.stream()
                .map(row -> row.order().campaign())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()),
            language);
    return rows.stream()
        .map(
            row -> {
              Order order = row.order();
              Kind kind = kind(realm, order);
              Clock next =
                  OrderState.UNFINISHED.contains(order.state())
                      ? order.nextClock().map(c -> c.asOf(order.clockTime(now))).orElse(null)
                      : null;
              Division division = places.computeIfAbsent(row.divisionId(), divisions::get);
              return new OrderCard(
                  order.id(),
                  row.number(),
                  order.kind(),
                  kind.name().in(language),
                  kind.icon(),
                  StageWords.title(kind, row, language),
                  order.state(),
                  order.urgency(),
                  row.divisionId(),
                  division.fullName(),
                  row.place(),
                  row.askedBy(),
                  row.source(),
                  OrderNames.ref(persons, order.assignee(), actor, row),
                  OrderNames.ref(persons, order.offeredTo(), actor, row),
                  order.leaseUntil(),
                  next,
                  next != null && next.late(),
                  order.hops(),
                  order.reopened(),
                  row.rating() != null && rights.maySeeVerdict(actor, row) ? row.rating() : null,
                  row.createdAt(),
                  row.updatedAt(),
                  order.version(),
                  demo,
                  row.joined(),
                  order.level(),
                  row.lineage().partOf(),
                  order.openParts().size(),
                  order.state() == OrderState.SUSPENDED ? order.leaseUntil() : null,
                  order.responsibleBody(),
                  names.tier(order.tier(), order.area()),
                  order.raised(),
                  order.campaign() == null ? null : drives.get(order.campaign()),
                  contest(persons, actor, row));
            })
        .toList();
  }

  /** Between those who serve and the desk: whoever asked is told who comes, not who would. */
  private static @Nullable ContestView contest(
      Map<UUID, Person> persons, Actor actor, OrderRow row) {
    Contest contest = row.order().contest();
    PersonRef by = OrderNames.ref(persons, contest.by(), actor, row);
    return by == null
            || contest.until() == null
            || !(Visibility.isDesk(actor, row) || Visibility.isServing(actor, row))
        ? null
        : new ContestView(by, contest.until());
  }

  private Kind kind(RealmId realm, Order order) {
    return catalogue.get(realm, order.kind(), order.kindVersion());
  }
}

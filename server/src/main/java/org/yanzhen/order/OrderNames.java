package org.yanzhen.order;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.order.OrderViews.PersonRef;
import org.yanzhen.order.OrderViews.TierView;
import org.yanzhen.people.Organisation;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.RealmId;

/**
 * Who is named on an order and how: people, with a number for those who may call, bodies and
 * levels.
 */
@Component
class OrderNames {

  private final People people;
  private final Divisions divisions;

  OrderNames(People people, Divisions divisions) {
    this.people = people;
    this.divisions = divisions;
  }

  Map<UUID, Person> persons(RealmId realm, List<OrderRow> rows) {
    Set<UUID> ids = new HashSet<>();
    for (OrderRow row : rows) {
      add(ids, row.order().assignee());
      add(ids, row.order().offeredTo());
      add(ids, row.order().contest().by());
    }
    return people.findAll(realm, ids);
  }

  /** A requester may call who is coming; a desk may call anybody who serves. */
  static @Nullable PersonRef ref(
      Map<UUID, Person> persons, @Nullable UUID id, Actor actor, OrderRow row) {
    Person person = id == null ? null : persons.get(id);
    if (person == null) {
      return null;
    }
    boolean coming =
        row.order().state() == OrderState.ACCEPTED || row.order().state() == OrderState.WORKING;
    boolean mayCall =
        Visibility.isDesk(actor, row) || (Visibility.isRequester(actor, row) && coming);
    return new PersonRef(
        person.id(), person.name(), person.post(), mayCall ? person.phone() : null);
  }

  @Nullable String bodyName(RealmId realm, @Nullable String code) {
    return code == null
        ? null
        : people.findOrganisation(realm, code).map(Organisation::name).orElse(code);
  }

  /** The level with the name of whoever holds it there: the order's village, township or county. */
  TierView tier(Tier tier, String area) {
    String[] ids = tier.areaOf(area).split("\\.");
    return new TierView(
        tier, divisions.find(Integer.parseInt(ids[ids.length - 1])).map(Division::name).orElse(""));
  }

  static void add(Set<UUID> ids, @Nullable UUID id) {
    if (id != null) {
      ids.add(id);
    }
  }
}

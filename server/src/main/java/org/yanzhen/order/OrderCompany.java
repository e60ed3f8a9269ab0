package org.yanzhen.order;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.order.OrderViews.MergedInto;
import org.yanzhen.order.OrderViews.OrderPart;
import org.yanzhen.order.OrderViews.StageToCome;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;

/** The other orders one goes with: its parts, the one it went on with, the stages to come. */
@Component
class OrderCompany {

  private final OrderStore store;
  private final JointStore joint;
  private final FollowUpStore followUps;
  private final Catalogue catalogue;
  private final People people;
  private final OrderNames names;

  OrderCompany(
      OrderStore store,
      JointStore joint,
      FollowUpStore followUps,
      Catalogue catalogue,
      People people,
      OrderNames names) {
    this.store = store;
    this.joint = joint;
    this.followUps = followUps;
    this.catalogue = catalogue;
    this.people = people;
    this.names = names;
  }

  List<OrderPart> parts(Actor actor, OrderRow row, Language language) {
    RealmId realm = actor.realm();
    if (row.lineage().partOf() != null) {
      return List.of();
    }
    List<OrderRow> parts = joint.partsOf(realm, row.order().id());
    Map<UUID, Person> persons = names.persons(realm, parts);
    return parts.stream()
        .map(
            part ->
                new OrderPart(
                    part.order().id(),
                    part.number(),
                    kind(realm, part.order()).name().in(language),
                    part.title(),
                    part.order().state(),
                    OrderNames.ref(persons, part.order().assignee(), actor, part),
                    row.order().openParts().contains(part.order().id()),
                    part.lineage().together()))
        .toList();
  }

  @Nullable MergedInto mergedInto(Actor actor, Order order, Language language, Instant now) {
    UUID id = order.mergedInto();
    if (id == null) {
      return null;
    }
    OrderRow into = store.find(actor.realm(), id).orElseThrow();
    Order other = into.order();
    Person comes =
        other.assignee() == null ? null : people.find(actor.realm(), other.assignee()).orElse(null);
    return new MergedInto(
        Visibility.maySee(actor, into) ? id : null,
        into.number(),
        kind(actor.realm(), other).name().in(language),
        other.state(),
        OrderState.UNFINISHED.contains(other.state())
            ? other.nextClock().map(c -> c.asOf(now)).orElse(null)
            : null,
        comes == null ? null : comes.name());
  }

  List<StageToCome> toCome(RealmId realm, Kind kind, Order order, Language language) {
    if (kind.stages().isEmpty() || order.state() != OrderState.SOLVED) {
      return List.of();
    }
    return followUps.of(realm, order.id()).stream()
        .flatMap(
            planned ->
                kind.stage(planned.stage()).stream()
                    .map(stage -> new StageToCome(stage.name().in(language), planned.dueAt())))
        .toList();
  }

  private Kind kind(RealmId realm, Order order) {
    return catalogue.get(realm, order.kind(), order.kindVersion());
  }
}

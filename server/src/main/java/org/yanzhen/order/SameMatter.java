package org.yanzhen.order;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.PrivacyClass;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Level;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Role;

/**
 * Which order another may go on with: the one list, for "me too" and for merging. What goes on with
 * another counts once, so it may not be hidden in whatever order happens to be open.
 */
@Component
class SameMatter {

  /** What wants to go on with another. */
  record Wanting(String kind, @Nullable Integer divisionId, Urgency urgency) {}

  private interface Rule {
    boolean allows(Wanting wanting, OrderRow into);
  }

  private static final Set<OrderState> OPEN =
      EnumSet.of(
          OrderState.WAITING,
          OrderState.OFFERED,
          OrderState.OPEN,
          OrderState.ACCEPTED,
          OrderState.WORKING,
          OrderState.SUSPENDED);

  private final Catalogue catalogue;
  private final Divisions divisions;
  private final List<Rule> rules =
      List.of(
          (wanting, into) -> OPEN.contains(into.order().state()),
          (wanting, into) -> into.lineage().partOf() == null,
          (wanting, into) -> into.order().kind().equals(wanting.kind()),
          (wanting, into) -> isNear(wanting.divisionId(), into.divisionId()),
          // Where no promise runs, none can be brought forward.
          (wanting, into) ->
              into.order().state() != OrderState.SUSPENDED
                  || !pressesMore(wanting.urgency(), into.order()));

  SameMatter(Catalogue catalogue, Divisions divisions) {
    this.catalogue = catalogue;
    this.divisions = divisions;
  }

  boolean mayGoOn(Wanting wanting, OrderRow into) {
    return rules.stream().allMatch(rule -> rule.allows(wanting, into));
  }

  /**
   * Whoever says "me too" learns how the other stands and who comes: a desk of its own orders,
   * anybody at the door of what may be shown in public. Who takes it down at somebody's door says
   * it for them, so of whatever they could have said it of themselves.
   */
  boolean maySayMeToo(Actor actor, OrderRow into) {
    return actor.has(Role.REQUESTER)
        ? isPublic(actor, into)
        : Visibility.maySee(actor, into) || (actor.has(Role.WORKER) && isPublic(actor, into));
  }

  private boolean isPublic(Actor actor, OrderRow into) {
    return catalogue
        .find(actor.realm(), into.order().kind(), into.order().kindVersion())
        .filter(kind -> kind.privacy() == PrivacyClass.PUBLIC)
        .isPresent();
  }

  static boolean pressesMore(Urgency urgency, Order than) {
    return urgency.compareTo(than.urgency()) > 0;
  }

  /** The same township; a place known no closer than the county may be in any of it. */
  private boolean isNear(@Nullable Integer one, int other) {
    Optional<String> here = Optional.ofNullable(one).flatMap(divisions::find).map(this::ground);
    String there = ground(divisions.get(other));
    // A place that is none is refused with the placement itself.
    return here.map(ground -> ground.startsWith(there) || there.startsWith(ground)).orElse(true);
  }

  private String ground(Division place) {
    Integer parent = place.parentId();
    return place.level() == Level.VILLAGE && parent != null
        ? divisions.get(parent).path()
        : place.path();
  }
}

package org.yanzhen.shared;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who acts: an account with its grants, the holder of a receipt, or the system itself.
 *
 * @param accountId absent for a requester at the door and for the system
 * @param personId the person behind the account, where there is one
 * @param requesterOf the order whose receipt the requester holds
 * @param network the caller's network, coarse on purpose (IPv4 /24, IPv6 /48): it is kept in
 *     append-only rows
 */
public record Actor(
    RealmId realm,
    Origin origin,
    @Nullable UUID accountId,
    @Nullable UUID personId,
    Set<Grant> grants,
    @Nullable UUID requesterOf,
    @Nullable String network) {

  public Actor {
    grants = Set.copyOf(grants);
  }

  /** A villager at the door, before there is an order. */
  public static Actor atTheDoor(RealmId realm, @Nullable String network) {
    return new Actor(
        realm, Origin.DOOR, null, null, Set.of(new Grant(Role.REQUESTER, 0, ".")), null, network);
  }

  /** The holder of an order's receipt. */
  public static Actor holdingReceipt(RealmId realm, UUID orderId, @Nullable String network) {
    return new Actor(
        realm,
        Origin.DOOR,
        null,
        null,
        Set.of(new Grant(Role.REQUESTER, 0, ".")),
        orderId,
        network);
  }

  /** The holder of a receipt that may only be read: no role, so no command. */
  public static Actor readingReceipt(RealmId realm, UUID orderId, @Nullable String network) {
    return new Actor(realm, Origin.DOOR, null, null, Set.of(), orderId, network);
  }

  /** Timers and set-up. */
  public static Actor system(RealmId realm, Origin origin) {
    return new Actor(realm, origin, null, null, Set.of(new Grant(Role.SYSTEM, 0, ".")), null, null);
  }

  /** The same, writing from a phone's log: what the words name may still be on its way. */
  public Actor inTheField() {
    return new Actor(realm, Origin.FIELD, accountId, personId, grants, requesterOf, network);
  }

  public boolean has(Role role) {
    return grants.stream().anyMatch(grant -> grant.role() == role);
  }

  public boolean hasAny(Set<Role> roles) {
    return grants.stream().anyMatch(grant -> roles.contains(grant.role()));
  }

  /** Whether the actor holds the role for a division whose path is {@code area}. */
  public boolean has(Role role, String area) {
    return grants.stream().anyMatch(grant -> grant.role() == role && area.startsWith(grant.area()));
  }

  public boolean isSystem() {
    return has(Role.SYSTEM);
  }
}

package org.yanzhen.access;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Areas;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Persons;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/**
 * Whose accounts somebody may keep: nobody reaches beyond the own area, nor gives what lies there.
 */
@Component
class AccountRights {

  private final Realms realms;
  private final Areas areas;
  private final Persons persons;
  private final AccountStore accounts;

  AccountRights(Realms realms, Areas areas, Persons persons, AccountStore accounts) {
    this.realms = realms;
    this.areas = areas;
    this.persons = persons;
    this.accounts = accounts;
  }

  boolean mayKeep(Actor actor, String area) {
    return actor.isSystem() || actor.has(Role.ADMINISTRATOR, area);
  }

  /**
   * All that the account may do must lie within the rights, and so must the person behind it; one
   * that may do nothing is kept by whoever keeps everything.
   */
  boolean mayKeep(Actor actor, Collection<Grant> grants, @Nullable UUID personId) {
    Optional<String> home =
        personId == null ? Optional.empty() : persons.findArea(actor.realm(), personId);
    Set<String> within =
        Stream.concat(grants.stream().map(Grant::area), home.stream()).collect(Collectors.toSet());
    return within.isEmpty()
        ? mayKeepAll(actor)
        : within.stream().allMatch(area -> mayKeep(actor, area));
  }

  boolean mayKeepAll(Actor actor) {
    return mayKeep(actor, whole(actor.realm()));
  }

  /** Whether without this account nobody could give rights over the whole any more. */
  boolean isLastAdministrator(RealmId realm, UUID accountId) {
    return accounts.grants(realm, accountId).stream().anyMatch(grant -> keepsAll(realm, grant))
        && administrators(realm).equals(List.of(accountId));
  }

  /** Whoever can keep everything; their accounts are locked until the end of the transaction. */
  List<UUID> administrators(RealmId realm) {
    return accounts.administrators(realm, whole(realm));
  }

  boolean keepsAll(RealmId realm, Grant grant) {
    return grant.role() == Role.ADMINISTRATOR && whole(realm).startsWith(grant.area());
  }

  /** Path of all there is in the realm. */
  String whole(RealmId realm) {
    return areas.findArea(realms.get(realm).divisionId()).map(Areas.Area::path).orElse(".");
  }
}

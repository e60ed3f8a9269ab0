package org.yanzhen.access;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/** Accounts as other rooms see them: a name for an id, and who holds which rights. */
@Service
public class Accounts {

  private final AccountStore store;
  private final RealmTransactions transactions;
  private final AccountRights rights;
  private final Sessions sessions;

  Accounts(
      AccountStore store, RealmTransactions transactions, AccountRights rights, Sessions sessions) {
    this.store = store;
    this.transactions = transactions;
    this.rights = rights;
    this.sessions = sessions;
  }

  /**
   * Whoever has left signs in no more: the account is locked, as part of the command that says so.
   *
   * @return why not: it reaches beyond the actor's area, or is the last that keeps everything
   */
  public Optional<ProblemCode> lockOf(Actor actor, UUID personId, Instant at) {
    RealmId realm = actor.realm();
    Optional<UUID> account = store.findByPerson(realm, personId);
    if (account.isEmpty()) {
      return Optional.empty();
    }
    UUID id = account.get();
    if (!rights.mayKeep(actor, store.grants(realm, id), personId)) {
      return Optional.of(ProblemCode.ACCESS_FORBIDDEN);
    }
    if (rights.isLastAdministrator(realm, id)) {
      return Optional.of(ProblemCode.ACCESS_LAST_ADMINISTRATOR);
    }
    store.lock(realm, id, at);
    sessions.changed(realm, id, at);
    return Optional.empty();
  }

  /**
   * Somebody who can be told something in the apps.
   *
   * @param area where the right is held
   */
  public record Holder(UUID accountId, @Nullable UUID personId, String name, String area) {}

  /** A person's account, for whoever keeps both. */
  public record OfPerson(UUID accountId, UUID personId, String login, boolean locked) {}

  /** The accounts of these people that are not closed; who has none is missing from the answer. */
  public Map<UUID, OfPerson> ofPersons(RealmId realm, Collection<UUID> persons) {
    return persons.isEmpty()
        ? Map.of()
        : transactions.read(realm, () -> store.ofPersons(realm, persons)).stream()
            .collect(Collectors.toMap(OfPerson::personId, Function.identity()));
  }

  /** Open accounts that hold the role over the area, those nearest to it first; at most 20. */
  public List<Holder> holding(RealmId realm, Role role, String area) {
    return transactions.read(realm, () -> store.holding(realm, role, area, 20));
  }

  /** The account with which the person can sign in now. */
  public Optional<UUID> findByPerson(RealmId realm, UUID personId) {
    return transactions.read(realm, () -> store.findByPerson(realm, personId));
  }

  /** Of closed accounts too: what they did stays theirs. */
  public Optional<String> findName(RealmId realm, UUID accountId) {
    return transactions.read(realm, () -> store.findName(realm, accountId));
  }
}

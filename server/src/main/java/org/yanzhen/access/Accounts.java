package org.yanzhen.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/** Accounts as other rooms see them: a name for an id, and who holds which rights. */
@Service
public class Accounts {

  private final AccountStore store;
  private final RealmTransactions transactions;

  Accounts(AccountStore store, RealmTransactions transactions) {
    this.store = store;
    this.transactions = transactions;
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

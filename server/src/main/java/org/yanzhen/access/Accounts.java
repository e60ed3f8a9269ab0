package org.yanzhen.access;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** Accounts as other rooms see them: a name for an id. */
@Service
public class Accounts {

  private final AccountStore store;
  private final RealmTransactions transactions;

  Accounts(AccountStore store, RealmTransactions transactions) {
    this.store = store;
    this.transactions = transactions;
  }

  /** Of closed accounts too: what they did stays theirs. */
  public Optional<String> findName(RealmId realm, UUID accountId) {
    return transactions.read(realm, () -> store.findName(realm, accountId));
  }
}

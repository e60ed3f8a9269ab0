package org.yanzhen.hall;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.yanzhen.notice.UnreadPost;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** Whether it is still worth telling somebody that a message waits. */
@Component
class UnreadMessages implements UnreadPost {

  private final IntakeStore store;
  private final RealmTransactions transactions;

  UnreadMessages(IntakeStore store, RealmTransactions transactions) {
    this.store = store;
    this.transactions = transactions;
  }

  @Override
  public boolean isUnread(RealmId realm, UUID itemId) {
    return transactions.read(realm, () -> store.isUnread(realm, itemId));
  }
}

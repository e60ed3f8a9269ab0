package org.yanzhen.command;

import java.util.UUID;
import org.springframework.stereotype.Service;
import org.yanzhen.shared.RealmId;

/**
 * Takes back what a command said of somebody: the words go, the command and its seal stay. For
 * rooms that promise to forget something on a day.
 */
@Service
public class Erasure {

  private final CommandStore store;

  Erasure(CommandStore store) {
    this.store = store;
  }

  /** Call inside a transaction. */
  public void erase(RealmId realm, UUID commandId) {
    store.eraseWords(realm, commandId);
  }
}

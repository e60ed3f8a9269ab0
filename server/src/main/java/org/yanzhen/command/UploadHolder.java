package org.yanzhen.command;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.yanzhen.shared.RealmId;

/**
 * A room whose own records hold uploads: what is theirs is not given out or erased with an order
 * that names it too. Called inside a transaction.
 */
public interface UploadHolder {

  /** Those of the uploads that a record of the room holds. */
  Set<UUID> held(RealmId realm, Collection<UUID> uploads);
}

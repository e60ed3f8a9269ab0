package org.yanzhen.shared;

import java.util.Optional;
import java.util.UUID;

/**
 * Where a person is at home. An interface because {@code access} binds accounts to persons kept
 * above it.
 */
public interface Persons {

  /** Path of the person's home division, if there is such a person. */
  Optional<String> findArea(RealmId realm, UUID personId);
}

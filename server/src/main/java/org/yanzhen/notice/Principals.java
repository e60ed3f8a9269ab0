package org.yanzhen.notice;

import java.util.Optional;
import java.util.UUID;
import org.yanzhen.shared.RealmId;

/**
 * The number of the one for whom somebody else asked. An interface because who speaks for whom is
 * recorded by {@code hall}, above this room.
 */
public interface Principals {

  /**
   * Empty where none was left, where the authority was withdrawn, or somebody asks for themself.
   */
  Optional<String> findPrincipalPhone(RealmId realm, UUID orderId);

  /**
   * Whether whoever asked did so for somebody else, and the day up to which they might has passed:
   * they are told nothing more.
   */
  boolean isProxyOver(RealmId realm, UUID orderId);
}

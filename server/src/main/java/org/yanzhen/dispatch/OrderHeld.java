package org.yanzhen.dispatch;

import java.time.Instant;
import java.util.UUID;
import org.yanzhen.shared.RealmId;

/**
 * An order that was to go by itself waits for a person, because nobody could be asked; told to
 * other rooms inside the transaction.
 *
 * @param version of the order that waits
 * @param code why, as the dispatcher reads it at the order
 */
public record OrderHeld(
    RealmId realm, UUID orderId, int version, String area, String kind, String code, Instant at) {

  /** It was taken from somebody who is away, which is told as such. */
  public static final String ABSENT = "absent";
}

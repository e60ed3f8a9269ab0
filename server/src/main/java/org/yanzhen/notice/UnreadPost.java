package org.yanzhen.notice;

import java.util.UUID;
import org.yanzhen.shared.RealmId;

/**
 * Whether a message from outside still waits for somebody to read it. An interface because messages
 * are kept by {@code hall}, above this room.
 */
public interface UnreadPost {

  boolean isUnread(RealmId realm, UUID itemId);
}

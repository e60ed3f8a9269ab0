package org.yanzhen.notice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.yanzhen.notice.MessageStore.Draft;
import org.yanzhen.shared.RealmId;

/** What a room above has to say beforehand to whoever asked for an order. */
@Service
public class Announcements {

  private final MessageStore store;

  Announcements(MessageStore store) {
    this.store = store;
  }

  /**
   * They will be called and asked how it went. Written or not at all: nobody calls to say that
   * somebody will call. Call inside a command.
   */
  public void willBeCalled(RealmId realm, UUID orderId, int version, String area, Instant at) {
    store.insert(
        realm,
        orderId,
        version,
        area,
        at,
        List.of(new Draft(Template.ASKED_AGAIN, null, null, at)));
  }
}

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
  private final Tellings tellings;
  private final MessagePack pack;
  private final PrincipalNumber principals;

  Announcements(
      MessageStore store, Tellings tellings, MessagePack pack, PrincipalNumber principals) {
    this.store = store;
    this.tellings = tellings;
    this.pack = pack;
    this.principals = principals;
  }

  /**
   * A message from outside waits past its promise: told to those who are told of an order that
   * does. Call inside a command.
   *
   * @param itemId stands where an order's id stands otherwise
   * @param level how high it has climbed, from 1
   */
  public void unread(RealmId realm, UUID itemId, int level, String area, Instant at) {
    store.insert(
        realm,
        itemId,
        level,
        area,
        at,
        tellings.desk(
            realm, Template.TO_DESK_UNREAD, area, "", pack.receivers(Math.clamp(level, 1, 3)), at));
  }

  /**
   * A copy on file served the order: its owner hears of it, the one for whom somebody else asked
   * where there is one. In writing only. Call inside a command.
   */
  public void paperUsed(RealmId realm, UUID orderId, int version, String area, Instant at) {
    Template template =
        principals.find(realm, orderId).isPresent()
            ? Template.PRINCIPAL_PAPER_USED
            : Template.PAPER_USED;
    store.insert(realm, orderId, version, area, at, List.of(new Draft(template, null, null, at)));
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

  /**
   * Whoever waits elsewhere with a ticket is told when to come back. Call inside a command.
   *
   * @param times which telling of this ticket it is, to whatever number
   * @param moved whether this number was told another time before
   */
  public void turnIsNear(
      RealmId realm, UUID ticketId, int times, boolean moved, String area, Instant at) {
    Template template = moved ? Template.TURN_MOVED : Template.TURN_NEAR;
    store.insert(realm, ticketId, times, area, at, List.of(new Draft(template, null, null, at)));
  }

  /** Nothing that is still on its way is worth saying any more. Call inside a command. */
  public void turnIsOver(RealmId realm, UUID ticketId) {
    store.callOff(realm, ticketId);
  }
}

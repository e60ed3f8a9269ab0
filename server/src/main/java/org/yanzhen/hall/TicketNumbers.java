package org.yanzhen.hall;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.Erasure;
import org.yanzhen.hall.TicketPhoneStore.Left;
import org.yanzhen.hall.TicketStore.Ticket;
import org.yanzhen.notice.Announcements;
import org.yanzhen.people.Phones;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.RealmId;

/**
 * A mobile number left with a ticket: kept until the ticket is over, used to say when to come back,
 * and for nothing else.
 */
@Component
class TicketNumbers {

  private static final Pattern MOBILE = Pattern.compile("1[3-9][0-9]{9}");

  /**
   * Of one ticket, whatever numbers were left with it: the second one says that the time has moved,
   * or goes to a number put right; there is no third.
   */
  private static final int AT_MOST = 2;

  private final TicketPhoneStore store;
  private final HallPolicy policy;
  private final Announcements announcements;
  private final Erasure erasure;

  TicketNumbers(
      TicketPhoneStore store, HallPolicy policy, Announcements announcements, Erasure erasure) {
    this.store = store;
    this.policy = policy;
    this.announcements = announcements;
    this.erasure = erasure;
  }

  /** The number as it is dialled; absent when none was left. */
  static @Nullable String checked(@Nullable String phone) {
    if (phone == null || phone.isBlank()) {
      return null;
    }
    String digits = Phones.digits(Checks.text("phone", phone, 30));
    if (!MOBILE.matcher(digits).matches()) {
      throw Checks.malformed("phone", "not a mobile number");
    }
    return digits;
  }

  /**
   * Keeps a number instead of any other; how often was told stays with the ticket. Call inside a
   * command.
   */
  void leave(Ticket ticket, String phone, CommandContext context) {
    forget(context.realm(), ticket.id());
    store.put(context.realm(), ticket.id(), phone, context.commandId(), context.at());
  }

  /**
   * The number goes, here and where the command that brought it kept it, and so does what was still
   * to be told. Call inside a command.
   */
  void forget(RealmId realm, UUID ticketId) {
    Optional<Left> left = store.lock(realm, ticketId);
    if (left.isPresent()) {
      erasure.erase(realm, left.get().commandId());
      store.delete(realm, ticketId);
      announcements.turnIsOver(realm, ticketId);
    }
  }

  /**
   * Whether they are to be told now; pure.
   *
   * @param told how often anybody was told of this ticket
   * @param toldAbout what the number left now was told last; null while it was told nothing
   */
  static boolean isDue(
      HallPolicy.Tickets policy,
      int told,
      @Nullable Instant toldAbout,
      Instant about,
      Instant now) {
    if (told >= AT_MOST) {
      return false;
    }
    if (toldAbout == null) {
      return !about.isAfter(now.plus(policy.tellAhead()));
    }
    Duration moved = Duration.between(toldAbout, about).abs();
    return moved.compareTo(policy.tellAgain()) > 0;
  }

  /** Writes the message if it is due. Call inside a command. */
  void tell(Ticket ticket, Instant about, String area, CommandContext context) {
    RealmId realm = context.realm();
    Optional<Left> left = store.lock(realm, ticket.id());
    if (left.isEmpty()
        || !isDue(
            policy.tickets(), left.get().told(), left.get().toldAbout(), about, context.at())) {
      return;
    }
    int times = left.get().told() + 1;
    store.told(realm, ticket.id(), times, about);
    boolean moved = left.get().toldAbout() != null;
    announcements.turnIsNear(realm, ticket.id(), times, moved, area, context.at());
  }
}

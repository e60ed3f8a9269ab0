package org.yanzhen.command;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.RealmId;

/**
 * What a handler knows beside the command itself.
 *
 * @param at when the server received the command: the time all rules use
 * @param recordedAt when the sender says it was recorded; may be days earlier, and a phone's clock
 *     may be wrong
 * @param base the version of the target the sender had seen, if it insists on it
 */
public record CommandContext(
    UUID commandId,
    Actor actor,
    Instant at,
    @Nullable Instant recordedAt,
    @Nullable Integer base,
    @Nullable OnBehalf onBehalfOf) {

  public RealmId realm() {
    return actor.realm();
  }

  /** A follow-up that insists on the version of its own target. */
  public CommandContext withBase(int version) {
    return new CommandContext(commandId, actor, at, recordedAt, version, onBehalfOf);
  }

  /**
   * A follow-up inside the same transaction, e.g. an offer that moves an order; the base was for
   * the outer command.
   */
  public CommandContext withoutBase() {
    return new CommandContext(commandId, actor, at, recordedAt, null, onBehalfOf);
  }
}

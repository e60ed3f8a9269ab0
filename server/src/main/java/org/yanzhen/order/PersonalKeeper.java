package org.yanzhen.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.command.CommandContext;
import org.yanzhen.shared.RealmId;

/**
 * A room that keeps words of people beside orders. An interface because such rooms lie above this
 * one. Both are called inside a transaction.
 */
public interface PersonalKeeper {

  /**
   * One thing that is there.
   *
   * @param what where it stands, e.g. {@code contact.phone} or {@code thread.NOTE}
   */
  record Entry(UUID orderId, String what, @Nullable Instant at, String text) {}

  /** What is there about the order's requester. */
  List<Entry> entries(RealmId realm, UUID orderId);

  /**
   * Erases it, and what was uploaded with it.
   *
   * @return ids by which commands name it, so that their words are erased too
   */
  List<UUID> erase(RealmId realm, UUID orderId, CommandContext context);
}

package org.yanzhen.command;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/**
 * Who stands before the one place where uploads are looked through: few from each account, and not
 * more altogether than come to their turn. Nothing of an upload is read before its turn.
 */
final class Checking {

  static final int FROM_ONE = 3;
  static final int ALTOGETHER = 20;

  /** A flood at the door keeps no worker's proof out. */
  static final int FROM_THE_DOOR = 10;

  private final Map<UUID, Integer> standing = new HashMap<>();
  private int all;
  private int fromTheDoor;

  /**
   * @throws ProblemException when too many stand there already
   */
  void standing(Actor actor, Runnable work) {
    // At the door many share a network, and each form is counted there.
    UUID account = actor.accountId();
    come(account);
    try {
      work.run();
    } finally {
      leave(account);
    }
  }

  private synchronized void come(@Nullable UUID account) {
    if (account != null && standing.getOrDefault(account, 0) >= FROM_ONE) {
      throw new ProblemException(
          Problem.of(ProblemCode.ATTACHMENT_TOO_MANY).retryAfter(Content.PATIENCE));
    }
    if (all >= ALTOGETHER || (account == null && fromTheDoor >= FROM_THE_DOOR)) {
      throw new ProblemException(Problem.of(ProblemCode.SERVICE_BUSY).retryAfter(Content.PATIENCE));
    }
    all++;
    if (account == null) {
      fromTheDoor++;
    } else {
      standing.merge(account, 1, Integer::sum);
    }
  }

  private synchronized void leave(@Nullable UUID account) {
    all--;
    if (account == null) {
      fromTheDoor--;
    } else {
      standing.computeIfPresent(account, (id, many) -> many == 1 ? null : many - 1);
    }
  }
}

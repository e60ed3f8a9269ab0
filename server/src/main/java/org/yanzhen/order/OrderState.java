package org.yanzhen.order;

import java.util.EnumSet;
import java.util.Set;

/** Where an order stands. */
public enum OrderState {
  /** Begun at a desk, not yet asked for. 草稿 */
  DRAFT,
  /** Asked; somebody must be found. 待派单 */
  WAITING,
  /** One person has been asked and has not answered. 待接单 */
  OFFERED,
  /** On the board for whoever may take it. 待认领 */
  OPEN,
  /** Somebody has said yes; first contact is due. 已接单 */
  ACCEPTED,
  /** First contact is made. 办理中 */
  WORKING,
  /** Claimed to be done; the requester's word is due. 待评单 */
  REPORTED,
  /** The requester says it is solved. 已解决 */
  SOLVED,
  /** Withdrawn before anybody served. 已撤单 */
  CANCELLED,
  /** The same matter as another order; goes on with that one. 已并单 */
  MERGED,
  /** Waits for a day or for something outside; no promise runs. 已挂起 */
  SUSPENDED;

  /** States in which something is still to be done. */
  public static final Set<OrderState> UNFINISHED =
      EnumSet.complementOf(EnumSet.of(SOLVED, CANCELLED, MERGED));
}

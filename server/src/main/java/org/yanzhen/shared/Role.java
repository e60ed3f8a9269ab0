package org.yanzhen.shared;

/** What somebody may do; always held within a division's subtree, see {@link Grant}. */
public enum Role {
  /** The one who asked, known by the token of the receipt; holds no account. 点单人 */
  REQUESTER,
  /** Takes orders for people at a window, by phone or on paper. 代办员 / 窗口 */
  CLERK,
  /** Sends orders to people and watches the clocks. 派单员 */
  DISPATCHER,
  /** Serves: cadre, expert, volunteer. 服务人员 */
  WORKER,
  /** Keeps accounts, kinds, divisions. 管理员 */
  ADMINISTRATOR,
  /** Another system that sends orders and alerts; holds a token, signs in nowhere. 接入系统 */
  CONNECTED,
  /** Timers, imports and set-up, never a person. */
  SYSTEM
}

package org.yanzhen.dispatch;

/** In what way somebody came to be asked. */
enum Mode {
  /** A dispatcher chose. */
  OFFER,
  /** A dispatcher gave out several at once. */
  BULK,
  /** On duty. */
  DUTY,
  /** Leads the group that was asked. */
  GROUP,
  /** Named by the lead of a group. */
  NAMED,
  /** Their turn. */
  ROTA,
  /** Took it from the board. */
  CLAIM,
  /** Took it over from somebody who had it. */
  CONTEST,
  /** By a proposal for many orders at once, which a dispatcher accepted. */
  PLAN,
  /** Stands in for somebody who is away. */
  STAND_IN,
  /** Served the order that this one follows. */
  FOLLOW_UP
}

package org.yanzhen.catalogue;

/** The four clocks of an order. */
public enum ClockName {
  /** Until somebody has taken it. */
  SIGN,
  /** Until the one who asked has been spoken to. */
  CONTACT,
  /** Until the work is reported done. */
  RESOLVE,
  /** Until the one who asked has said whether it is solved. */
  VERIFY
}

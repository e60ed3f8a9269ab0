package org.yanzhen.catalogue;

/** Who may know about the orders of a kind, from everybody to only those who work on them. */
public enum PrivacyClass {
  /** About things: may be shown in public without the people. */
  PUBLIC,
  /** For the county's own staff. */
  INTERNAL,
  /** About somebody's life: for those who serve and supervise it. */
  PERSONAL,
  /** For those who work on this very order; never on a board. */
  RESTRICTED
}

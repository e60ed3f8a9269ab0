package org.yanzhen.catalogue;

/** How an order finds its person. */
public enum DispatchMode {
  /** It goes to whoever is on duty for the place. */
  DUTY,
  /** A dispatcher offers it to one person. */
  OFFER,
  /** It lies on the board for whoever may take it. */
  BOARD,
  /** It goes to a group with a remit, which sends one of its own. */
  GROUP,
  /** The next of a rota takes it. */
  ROTA,
  /** Many of the kind are given out together. */
  BULK
}

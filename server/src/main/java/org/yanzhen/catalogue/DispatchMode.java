package org.yanzhen.catalogue;

/** How an order finds its person. */
public enum DispatchMode {
  /** A dispatcher offers it to one person. */
  OFFER,
  /** It lies on the board for whoever may take it. */
  BOARD
}

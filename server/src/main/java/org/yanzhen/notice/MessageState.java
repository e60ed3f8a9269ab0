package org.yanzhen.notice;

/** Where a message stands. */
enum MessageState {
  /** To be sent when its time comes. */
  WAITING,
  /** Taken by the provider. */
  SENT,
  /** No provider, or no number: somebody has to call. */
  HELD,
  /** Tried to the end. */
  FAILED
}

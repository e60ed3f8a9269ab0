package org.yanzhen.command;

/** What an upload turned out to be. */
public enum MediaKind {
  PICTURE,
  /** A recorded voice. */
  AUDIO,
  /** A document, kept and given out as it came, never opened here. */
  FILE
}

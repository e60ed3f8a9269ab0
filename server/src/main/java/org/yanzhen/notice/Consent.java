package org.yanzhen.notice;

/** What somebody lets us do to tell them. */
public enum Consent {
  ANY,
  /** No texts, please call. */
  CALL_ONLY,
  /** Written to, never called: for whoever does not hear, or may not be rung. */
  TEXT_ONLY,
  /** Neither; the receipt and the window remain. */
  NOTHING;

  boolean allows(Channel channel) {
    return switch (channel) {
      case IN_APP -> true;
      case SMS, EMAIL -> this == ANY || this == TEXT_ONLY;
      case CALL -> this == ANY || this == CALL_ONLY;
      case PAPER, WINDOW -> this != NOTHING;
    };
  }

  /** Only what both allow. */
  Consent and(Consent other) {
    boolean texts = allows(Channel.SMS) && other.allows(Channel.SMS);
    boolean calls = allows(Channel.CALL) && other.allows(Channel.CALL);
    if (texts) {
      return calls ? ANY : TEXT_ONLY;
    }
    return calls ? CALL_ONLY : NOTHING;
  }

  /** The same with or without texts; what was said about calls stands. */
  Consent texts(boolean yes) {
    boolean calls = allows(Channel.CALL);
    if (yes) {
      return calls ? ANY : TEXT_ONLY;
    }
    return calls ? CALL_ONLY : NOTHING;
  }
}

package org.yanzhen.notice;

/** What somebody lets us do to tell them. */
enum Consent {
  ANY,
  /** No texts, please call. */
  CALL_ONLY,
  /** Neither; the receipt and the window remain. */
  NOTHING;

  boolean allows(Channel channel) {
    return switch (this) {
      case ANY -> true;
      case CALL_ONLY -> channel != Channel.SMS && channel != Channel.EMAIL;
      case NOTHING -> channel == Channel.IN_APP;
    };
  }
}

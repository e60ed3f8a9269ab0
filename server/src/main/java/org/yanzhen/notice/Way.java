package org.yanzhen.notice;

/** The ways somebody may wish to be told first. */
public enum Way {
  SMS,
  EMAIL,
  CALL;

  Channel channel() {
    return Channel.valueOf(name());
  }
}

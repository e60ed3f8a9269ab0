package org.yanzhen.command;

/** The bytes begin like something we take and are not that. */
final class BadContentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadContentException(String why) {
    super(why);
  }

  static void check(boolean fits, String why) {
    if (!fits) {
      throw new BadContentException(why);
    }
  }
}

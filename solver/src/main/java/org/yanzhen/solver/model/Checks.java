package org.yanzhen.solver.model;

/** What every record asks of its numbers. */
final class Checks {
  private Checks() {}

  static void inRange(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " lies between " + least + " and " + most + ", not " + value);
    }
  }

  static void inRange(String what, double value, double least, double most) {
    // Written so that NaN is refused, too.
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          what + " lies between " + least + " and " + most + ", not " + value);
    }
  }

  static void notBlank(String what, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(what + " is empty");
    }
  }
}

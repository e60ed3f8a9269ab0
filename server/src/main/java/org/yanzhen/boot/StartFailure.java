package org.yanzhen.boot;

/** A start that cannot be: one clear line for the person at the terminal, and a non-zero exit. */
public final class StartFailure extends RuntimeException {
  StartFailure(String line) {
    super(line);
  }
}

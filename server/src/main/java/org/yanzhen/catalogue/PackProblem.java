package org.yanzhen.catalogue;

/**
 * What is wrong in a pack, and where.
 *
 * @param line from 1
 */
public record PackProblem(String file, int line, String message) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + message;
  }
}

package org.yanzhen.solver.plan;

/**
 * Random numbers that are the same on every machine and in every release (xoroshiro128+, Blackman
 * and Vigna 2018).
 */
final class Dice {
  private long low;
  private long high;

  Dice(long seed) {
    low = mix(seed + 0x9E3779B97F4A7C15L);
    high = mix(seed + 0x3C6EF372FE94F82AL);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  long next() {
    long first = low;
    long second = high;
    long result = first + second;
    second ^= first;
    low = Long.rotateLeft(first, 24) ^ second ^ (second << 16);
    high = Long.rotateLeft(second, 37);
    return result;
  }

  /** From 0 to bound - 1. */
  int below(int bound) {
    return (int) (((next() >>> 33) * bound) >>> 31);
  }

  /** Between 0 and 1, never 0. */
  double share() {
    return ((next() >>> 11) + 1) * 0x1.0p-53;
  }
}

package org.yanzhen.order;

import java.util.Optional;

/**
 * The level at which an order is to be solved, from the ground up (小事不出网格，大事不出镇). Whose desk holds
 * it there follows from where the order lies: its village, the township of that, the county.
 */
public enum Tier {
  /** The village, with its grids. */
  VILLAGE(5),
  TOWNSHIP(4),
  COUNTY(3);

  /** Divisions from the province down to one of this level. */
  private final int depth;

  Tier(int depth) {
    this.depth = depth;
  }

  Optional<Tier> up() {
    return this == COUNTY ? Optional.empty() : Optional.of(values()[ordinal() + 1]);
  }

  Optional<Tier> down() {
    return this == VILLAGE ? Optional.empty() : Optional.of(values()[ordinal() - 1]);
  }

  boolean isAbove(Tier other) {
    return compareTo(other) > 0;
  }

  /** The higher of the two. */
  Tier or(Tier other) {
    return isAbove(other) ? this : other;
  }

  /** Whether a right over this area is one over a whole division of the level, or more. */
  boolean isWithin(String grantArea) {
    return depth(grantArea) <= depth;
  }

  /** The path of the division that holds an order of that area here. */
  public String areaOf(String area) {
    int end = 0;
    for (int i = 0; i < depth; i++) {
      int next = area.indexOf('.', end + 1);
      if (next < 0) {
        return area;
      }
      end = next;
    }
    return area.substring(0, end + 1);
  }

  /**
   * The lowest level there is for an order of that area: what concerns a township has no village.
   */
  static Tier lowest(String area) {
    int depth = depth(area);
    return depth >= VILLAGE.depth ? VILLAGE : depth == TOWNSHIP.depth ? TOWNSHIP : COUNTY;
  }

  private static int depth(String area) {
    return (int) area.chars().filter(c -> c == '.').count() - 1;
  }
}

package org.yanzhen.solver.assign;

/**
 * Who gets which order, what it costs, and the prices that prove it the best.
 *
 * @param pairOf by order, the pair taken, or {@link #LEFT}
 * @param cost pairs, slots and left orders together
 * @param personPrice by person, what one more slot of this person would save the others
 */
public record Assignment(int[] pairOf, long cost, long[] personPrice) {
  /** The order is left. */
  public static final int LEFT = -1;

  public Assignment {
    pairOf = pairOf.clone();
    personPrice = personPrice.clone();
  }

  @Override
  public int[] pairOf() {
    return pairOf.clone();
  }

  @Override
  public long[] personPrice() {
    return personPrice.clone();
  }

  public int pairOf(int order) {
    return pairOf[order];
  }

  public long personPrice(int person) {
    return personPrice[person];
  }

  /** How many orders are left. */
  public int left() {
    int count = 0;
    for (int pair : pairOf) {
      if (pair == LEFT) {
        count++;
      }
    }
    return count;
  }
}

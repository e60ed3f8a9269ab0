package org.yanzhen.shared;

/**
 * The immutable small number of a realm: a county, or a body above it. First in every key of an
 * operational table.
 */
public record RealmId(int value) {

  public RealmId {
    if (value < 1 || value > 99_999) {
      throw new IllegalArgumentException("a realm is a number from 1 to 99999, not " + value);
    }
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}

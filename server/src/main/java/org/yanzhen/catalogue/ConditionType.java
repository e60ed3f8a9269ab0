package org.yanzhen.catalogue;

/** How a condition is answered. */
public enum ConditionType {
  CHOICE,
  YES_NO,
  NUMBER,
  /** The day of birth; counted as full years on the day of asking. */
  BIRTH
}

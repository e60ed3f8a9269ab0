package org.yanzhen.place;

/** Levels of division, from the widest. */
public enum Level {
  PROVINCE,
  PREFECTURE,
  COUNTY,
  TOWNSHIP,
  /** The last there is: a grid or a hamlet below it is no division but words for a place. */
  VILLAGE
}

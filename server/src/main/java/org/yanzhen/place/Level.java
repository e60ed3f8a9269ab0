package org.yanzhen.place;

/** Levels of division, from the widest. */
public enum Level {
  PROVINCE,
  PREFECTURE,
  COUNTY,
  TOWNSHIP,
  VILLAGE
}

package org.yanzhen.catalogue;

/** What an answer to a kind's question looks like. */
public enum FieldType {
  TEXT,
  NUMBER,
  CHOICE,
  /** ISO 8601 day. */
  DATE
}

package org.yanzhen.catalogue;

/** What an answer to a kind's question looks like. */
public enum FieldType {
  TEXT,
  NUMBER,
  CHOICE,
  /** ISO 8601 day. */
  DATE,
  /** A place in words, or "latitude,longitude". */
  PLACE,
  /** A name. */
  PERSON,
  /** The name of the household's head. */
  HOUSEHOLD,
  /** The id of an attachment, as all of the following. */
  PHOTO,
  AUDIO,
  FILE,
  SIGNATURE;

  /** Whether the answer is the id of an attachment. */
  public boolean isAttachment() {
    return switch (this) {
      case PHOTO, AUDIO, FILE, SIGNATURE -> true;
      case TEXT, NUMBER, CHOICE, DATE, PLACE, PERSON, HOUSEHOLD -> false;
    };
  }

  /** Whether the answer is about a person. */
  public boolean isPersonal() {
    return this == PERSON || this == HOUSEHOLD || this == SIGNATURE;
  }
}

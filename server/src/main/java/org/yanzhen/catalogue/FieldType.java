package org.yanzhen.catalogue;

/** What an answer to a kind's question looks like. */
public enum FieldType {
  TEXT,
  NUMBER,
  CHOICE,
  /** ISO 8601 day. */
  DATE,
  /** A place in words, "latitude,longitude", or both. */
  PLACE,
  /** A name, and perhaps a number. */
  PERSON,
  /** The name of the household's head. */
  HOUSEHOLD,
  /** Ids of attachments with commas, up to three. */
  PHOTO,
  /** The id of one. */
  AUDIO,
  FILE,
  /** The id of a picture of it, or a name in letters. */
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

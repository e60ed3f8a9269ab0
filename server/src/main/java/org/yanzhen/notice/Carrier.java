package org.yanzhen.notice;

import java.util.UUID;

/** Hands a message to somebody outside who delivers it. */
interface Carrier {

  /** What goes out; the id lets the other side drop what it already has. */
  record Parcel(UUID id, String to, String subject, String text) {}

  /** What came of it. */
  sealed interface Outcome {
    record Taken() implements Outcome {}

    /** Not now: worth trying again. */
    record Later(String why) implements Outcome {}

    /** Never like this: a number that does not exist, an address that is refused. */
    record Refused(String why) implements Outcome {}
  }

  Channel channel();

  /** Whether the county has set it up. */
  boolean isReady();

  Outcome carry(Parcel parcel);
}

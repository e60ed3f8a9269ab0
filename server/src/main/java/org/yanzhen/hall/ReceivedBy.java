package org.yanzhen.hall;

/** Into whose hand something is given. */
public enum ReceivedBy {
  REQUESTER,
  /** Whose matter it is, when somebody else asked. */
  PRINCIPAL,
  /** Who asks for somebody else. */
  PROXY,
  FAMILY
}

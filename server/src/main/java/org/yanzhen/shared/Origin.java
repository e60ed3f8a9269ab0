package org.yanzhen.shared;

/** The face a command came through. */
public enum Origin {
  DOOR,
  DESK,
  FIELD,
  IMPORT,
  REPLAY,
  JOB,
  API
}

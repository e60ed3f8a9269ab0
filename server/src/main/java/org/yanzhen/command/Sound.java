package org.yanzhen.command;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A recorded voice. Each format is walked from its first byte to its last, so that nothing hangs
 * behind it, and written without what is not sound: where and with what it was recorded, pictures,
 * words.
 *
 * @param seconds how long it is, where the format says so
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to disk
record Sound(String mediaType, byte[] bytes, @Nullable Integer seconds) {

  /** Whether it begins like one. */
  static boolean isSound(byte[] upload) {
    return begins(upload, 0, "\u001aE\u00df\u00a3")
        || begins(upload, 0, "OggS")
        || begins(upload, 4, "ftyp")
        || begins(upload, 0, "RIFF")
        || begins(upload, 0, "#!AMR")
        || beginsLikeMp3(upload);
  }

  private static boolean beginsLikeMp3(byte[] upload) {
    boolean frame = upload.length > 1 && (upload[0] & 0xff) == 0xff && (upload[1] & 0xe0) == 0xe0;
    return frame || begins(upload, 0, "ID3");
  }

  /** Empty when it does not begin like a sound. */
  static Optional<Sound> of(byte[] upload) {
    if (begins(upload, 0, "\u001aE\u00df\u00a3")) {
      return Optional.of(WebmSound.read(upload));
    }
    if (begins(upload, 0, "OggS")) {
      return Optional.of(OggSound.read(upload));
    }
    if (begins(upload, 4, "ftyp")) {
      return Optional.of(Mp4Sound.read(upload));
    }
    if (begins(upload, 0, "RIFF")) {
      return Optional.of(WavSound.read(upload));
    }
    if (begins(upload, 0, "#!AMR")) {
      return Optional.of(AmrSound.read(upload));
    }
    if (beginsLikeMp3(upload)) {
      return Optional.of(Mp3Sound.read(upload));
    }
    return Optional.empty();
  }

  static boolean begins(byte[] bytes, int at, String magic) {
    byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length < at + wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}

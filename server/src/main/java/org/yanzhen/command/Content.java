package org.yanzhen.command;

import java.nio.BufferUnderflowException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an upload is: decided by its bytes from the first to the last, never by its name or by what
 * its sender called it.
 *
 * @param seconds how long a voice is, where it says so
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to disk
record Content(
    MediaKind kind,
    String mediaType,
    byte[] bytes,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Integer seconds) {

  /** Empty when it is nothing that is taken here. */
  static Optional<Content> of(byte[] upload) {
    if (Pictures.isPicture(upload)) {
      return Pictures.clean(upload)
          .map(
              picture ->
                  new Content(
                      MediaKind.PICTURE,
                      "image/jpeg",
                      picture.jpeg(),
                      picture.width(),
                      picture.height(),
                      null));
    }
    try {
      return Sound.of(upload)
          .map(
              sound ->
                  new Content(
                      MediaKind.AUDIO,
                      sound.mediaType(),
                      sound.bytes(),
                      null,
                      null,
                      sound.seconds()))
          .or(() -> Document.typeOf(upload).map(type -> file(type, upload)));
    } catch (BadContentException | IndexOutOfBoundsException | BufferUnderflowException e) {
      // A length that leads out of the file, as in one that was cut short.
      return Optional.empty();
    }
  }

  private static Content file(String mediaType, byte[] upload) {
    return new Content(MediaKind.FILE, mediaType, upload, null, null, null);
  }
}

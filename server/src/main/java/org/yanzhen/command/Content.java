package org.yanzhen.command;

import java.nio.BufferUnderflowException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

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

  /**
   * Decoding a picture or unpacking a document needs many times the file's size: one at a time,
   * whatever many phones send.
   */
  static final Semaphore ONE = new Semaphore(1, true);

  /** A picture takes a second at most; so twenty may stand before this one. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Whether it may be of this kind, by its first bytes; costs nothing. */
  static boolean mayBe(MediaKind kind, byte[] start) {
    return switch (kind) {
      case PICTURE -> Pictures.isPicture(start);
      case AUDIO -> !Pictures.isPicture(start) && Sound.isSound(start);
      case FILE -> Document.isDocument(start);
    };
  }

  /**
   * Empty when it is nothing that is taken here.
   *
   * @throws ProblemException when so many wait that this one would for too long
   */
  static Optional<Content> of(byte[] upload) {
    return of(() -> upload, PATIENCE);
  }

  /**
   * @param upload read only once it is its turn: whoever waits holds nothing of it
   */
  static Optional<Content> of(Supplier<byte[]> upload) {
    return of(upload, PATIENCE);
  }

  static Optional<Content> of(Supplier<byte[]> upload, Duration patience) {
    try {
      if (!ONE.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ProblemException(Problem.of(ProblemCode.SERVICE_BUSY).retryAfter(PATIENCE));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(ProblemCode.SERVICE_BUSY);
    }
    try {
      return lookedThrough(upload.get());
    } finally {
      ONE.release();
    }
  }

  private static Optional<Content> lookedThrough(byte[] upload) {
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

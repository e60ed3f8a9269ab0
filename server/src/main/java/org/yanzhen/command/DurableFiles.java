package org.yanzhen.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that are still there after a power cut: a new name is safe only once its folder is. */
final class DurableFiles {

  private DurableFiles() {}

  /** Makes the folder and those above it, as far as they are missing. */
  static void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path above = folder.toAbsolutePath().getParent();
    if (above != null) {
      makeFolder(above);
    }
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      // Somebody else was quicker; it still has to be safe before we rely on it.
    }
    if (above != null) {
      forceFolder(above);
    }
  }

  /** Forces the names in a folder to disk. */
  static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Writes the bytes at the offset and forces them to disk, with the file's name if it is new. */
  static void write(Path folder, String name, long offset, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    boolean fresh = !Files.exists(file);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest, offset + rest.position());
      }
      channel.force(true);
    }
    if (fresh) {
      forceFolder(folder);
    }
  }
}

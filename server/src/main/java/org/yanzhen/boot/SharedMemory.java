package org.yanzhen.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the embedded database may keep pages in (decision 101). What is not there is
 * fetched from the operating system page by page, which is most of the time of a search through
 * many orders; but a county on a small machine has better uses for it.
 */
final class SharedMemory {

  private static final long MEGABYTE = 1L << 20;
  private static final long LEAST = 128 * MEGABYTE;
  private static final long STEP = 64 * MEGABYTE;

  /** Of the machine's memory; the rest is for the program, the system and its own cache. */
  private static final int PART_OF_MEMORY = 8;

  private SharedMemory() {}

  /** PostgreSQL's {@code shared_buffers} for the data that lies in this folder now. */
  static String of(Path data) {
    return megabytes(bytesBelow(data), memory()) + "MB";
  }

  /**
   * @param data bytes of the database on disk
   * @param memory bytes of the machine, or of the container it runs in
   * @return half of the data, an eighth of the memory at most and 128 MB at least
   */
  static long megabytes(long data, long memory) {
    long wished = Math.ceilDiv(data / 2, STEP) * STEP;
    long most = memory / PART_OF_MEMORY / STEP * STEP;
    return Math.max(LEAST, Math.min(wished, most)) / MEGABYTE;
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : 0;
  }

  /** What the tables and indexes take; nothing where there is no database yet. */
  static long bytesBelow(Path folder) {
    Path tables = folder.resolve("base");
    if (!Files.isDirectory(tables)) {
      return 0;
    }
    AtomicLong bytes = new AtomicLong();
    try {
      Files.walkFileTree(
          tables,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              bytes.addAndGet(attributes.size());
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              // Temporary ones come and go.
              if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw e;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.get();
  }
}

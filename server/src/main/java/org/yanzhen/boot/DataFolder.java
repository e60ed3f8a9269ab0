package org.yanzhen.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The one folder an installation keeps: database, files, keys, and what it needs to find them
 * again.
 *
 * <pre>
 * yanzhen.properties   format, port of the embedded database
 * secrets.properties   passwords of the database roles (owner only)
 * postgres/  runtime/  the embedded cluster and its unpacked programs
 * files/  keys/        pictures by hash; the master key
 * run.properties       address and process of a running server
 * lock                 held while one runs
 * </pre>
 */
final class DataFolder implements AutoCloseable {

  /** Raised when the layout changes in a way an older program cannot read. */
  private static final int FORMAT = 1;

  private static final long FREE_BYTES_NEEDED = 300L << 20;

  private final Path root;
  private final FileChannel lockFile;
  private final FileLock lock;

  private DataFolder(Path root, FileChannel lockFile, FileLock lock) {
    this.root = root;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /** Opens the folder for this process alone. */
  static DataFolder open(Path root) {
    Path folder = root.toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder);
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < FREE_BYTES_NEEDED) {
        throw new StartFailure(
            "The disk of %s is full: %d MB free, %d MB needed. Nothing was started."
                .formatted(folder, free >> 20, FREE_BYTES_NEEDED >> 20));
      }
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        String where = runningAt(folder).map(address -> " at " + address).orElse("");
        throw new StartFailure(
            "Another Yanzhen is already running on %s%s. Stop it first, or choose another --data folder."
                .formatted(folder, where));
      }
      DataFolder opened = new DataFolder(folder, channel, lock);
      opened.checkFormat();
      return opened;
    } catch (IOException e) {
      throw new StartFailure(
          "The data folder %s cannot be used: %s".formatted(folder, e.getMessage()));
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** The address of the server that runs on the folder, if one does. */
  static Optional<String> runningAt(Path root) {
    Path file = root.resolve("run.properties");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties run = load(file);
    boolean alive =
        ProcessHandle.of(Long.parseLong(run.getProperty("pid", "-1")))
            .filter(ProcessHandle::isAlive)
            .isPresent();
    return alive ? Optional.ofNullable(run.getProperty("address")) : Optional.empty();
  }

  void noteRunning(String address) {
    Properties run = new Properties();
    run.setProperty("address", address);
    run.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
    store(root.resolve("run.properties"), run);
  }

  private void checkFormat() {
    Path file = root.resolve("yanzhen.properties");
    Properties kept = Files.exists(file) ? load(file) : new Properties();
    int format = Integer.parseInt(kept.getProperty("format", Integer.toString(FORMAT)));
    if (format > FORMAT) {
      close();
      throw new StartFailure(
          "The data folder %s was written by a newer Yanzhen (format %d, this one knows %d). Use that version."
              .formatted(root, format, FORMAT));
    }
    kept.setProperty("format", Integer.toString(FORMAT));
    store(file, kept);
  }

  /**
   * The embedded database's port: chosen once, kept for the folder, chosen anew only when something
   * else took it.
   */
  int databasePort() {
    Path file = root.resolve("yanzhen.properties");
    Properties kept = load(file);
    String known = kept.getProperty("database.port");
    if (known != null && isFree(Integer.parseInt(known))) {
      return Integer.parseInt(known);
    }
    try (ServerSocket socket = new ServerSocket(0)) {
      kept.setProperty("database.port", Integer.toString(socket.getLocalPort()));
      store(file, kept);
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new java.net.InetSocketAddress("127.0.0.1", port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A password made at first need and kept for the folder's owner only. */
  String secret(String name) {
    Path file = root.resolve("secrets.properties");
    Properties secrets = Files.exists(file) ? load(file) : new Properties();
    String known = secrets.getProperty(name);
    if (known != null) {
      return known;
    }
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    String fresh = HexFormat.of().formatHex(bytes);
    secrets.setProperty(name, fresh);
    store(file, secrets);
    return fresh;
  }

  Path path(String name) {
    return root.resolve(name);
  }

  Path root() {
    return root;
  }

  private static Properties load(Path file) {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new StartFailure("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private static void store(Path file, Properties properties) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (var writer = Files.newBufferedWriter(fresh)) {
        properties.store(writer, null);
      }
      Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StartFailure("%s cannot be written: %s".formatted(file, e.getMessage()));
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(root.resolve("run.properties"));
      lock.release();
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.yanzhen.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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
 *
 * <p>It is its owner's alone. The database, started by root, runs without root's powers but under
 * the same owner, so nobody else needs a way in.
 */
final class DataFolder implements AutoCloseable {

  /** Raised when the layout changes in a way an older program cannot read. */
  private static final int FORMAT = 1;

  private static final long FREE_BYTES_NEEDED = 300L << 20;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** What may lie in a folder that becomes ours. */
  private static final Set<String> NOBODYS = Set.of("lock", "lost+found", ReplayMessages.MARK);

  /**
   * Folders this process holds. The system forgets a process's lock as soon as the process closes
   * any channel on the file, so within the process the file is not asked.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

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
      take(folder);
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < FREE_BYTES_NEEDED) {
        throw new StartFailure(
            "The disk of %s is full: %d MB free, %d MB needed. Nothing was started."
                .formatted(folder, free >> 20, FREE_BYTES_NEEDED >> 20));
      }
      FileChannel channel = HELD.add(folder) ? lockFile(folder) : null;
      FileLock lock = channel == null ? null : tryLock(channel);
      if (channel == null || lock == null) {
        if (channel != null) {
          channel.close();
          HELD.remove(folder);
        }
        String where = runningAt(folder).map(address -> " at " + address).orElse("");
        throw new StartFailure(
            "Another Yanzhen is already running on %s%s. Stop it first, or choose another --data folder."
                .formatted(folder, where));
      }
      DataFolder opened = new DataFolder(folder, channel, lock);
      opened.checkFormat();
      opened.closeToOthers();
      return opened;
    } catch (IOException e) {
      throw new StartFailure(
          "The data folder %s cannot be used: %s".formatted(folder, e.getMessage()));
    }
  }

  /**
   * A new folder is made for its owner, an older one of ours is closed to others; somebody else's
   * is left as it is.
   */
  private static void take(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.exists(folder.resolve("yanzhen.properties"))) {
      try (Stream<Path> inside = Files.list(folder)) {
        if (inside.anyMatch(file -> !NOBODYS.contains(file.getFileName().toString()))) {
          throw new StartFailure(
              "%s holds something that is not Yanzhen's. Choose an empty folder with --data."
                  .formatted(folder));
        }
      }
    }
    makePrivate(folder);
  }

  private static void makePrivate(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      Path parent = folder.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } else if (!Files.getPosixFilePermissions(folder).equals(OWNER_ONLY)) {
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
    }
  }

  /** Also after the database's start, whose library opens its own folder for everybody to write. */
  void closeToOthers() throws IOException {
    for (String name : List.of("files", "keys", "runtime")) {
      makePrivate(path(name));
    }
  }

  private static FileChannel lockFile(Path folder) throws IOException {
    try {
      return FileChannel.open(
          folder.resolve("lock"),
          Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
          OWNERS_FILE);
    } catch (IOException e) {
      HELD.remove(folder);
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /**
   * The address of the server that runs on the folder, if one does. The lock tells; a number of a
   * process says little, because another may have got it since.
   */
  static Optional<String> runningAt(Path root) {
    Path folder = root.toAbsolutePath().normalize();
    Path file = folder.resolve("run.properties");
    return Files.exists(file) && isLocked(folder)
        ? Optional.ofNullable(load(file).getProperty("address"))
        : Optional.empty();
  }

  private static boolean isLocked(Path folder) {
    if (HELD.contains(folder)) {
      return true;
    }
    Path file = folder.resolve("lock");
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return tryLock(channel) == null;
    } catch (IOException e) {
      throw new StartFailure("%s cannot be asked: %s".formatted(file, e.getMessage()));
    }
  }

  /** Whether an embedded database was ever made in the folder. */
  static boolean hasDatabase(Path root) {
    return Files.exists(root.resolve("postgres").resolve("PG_VERSION"));
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

  /** A file that only the folder's owner may read, made if it is not there. */
  Path ownersFile(String name) throws IOException {
    Path file = path(name);
    if (!Files.exists(file)) {
      Files.createFile(file, OWNERS_FILE);
    } else {
      Files.setPosixFilePermissions(file, OWNERS_FILE.value());
    }
    return file;
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
      Files.createFile(fresh, OWNERS_FILE);
      try (var writer = Files.newBufferedWriter(fresh)) {
        properties.store(writer, null);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
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
      HELD.remove(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

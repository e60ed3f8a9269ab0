package org.yanzhen.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Vault;

/**
 * Pictures, uploaded in pieces that may be resumed, kept in the folder of files under their
 * SHA-256.
 *
 * <p>Not commands: bytes change nothing until a command names them. A half upload lies in {@code
 * partial/} and is forgotten by nobody but the one who sends it; a whole one is opened, cleaned and
 * only then recorded.
 */
@Service
public class Attachments {

  static final int MAX_BYTES = 8 * 1024 * 1024;
  static final int MAX_PIECE = 256 * 1024;

  /** How much of an upload is here. */
  public record UploadState(UUID id, int received, int total, boolean complete) {}

  private record Upload(
      UUID id,
      @Nullable UUID accountId,
      @Nullable UUID requesterOf,
      boolean sealed,
      int total,
      int received,
      byte @Nullable [] sha256) {
    UploadState state() {
      return new UploadState(id, received, total, sha256 != null);
    }
  }

  private final JdbcClient jdbc;
  private final RealmTransactions transactions;
  private final Vault vault;
  private final InstantSource clock;
  private final Path folder;

  Attachments(
      JdbcClient jdbc,
      RealmTransactions transactions,
      Vault vault,
      InstantSource clock,
      @Value("${yanzhen.files}") Path folder) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.vault = vault;
    this.clock = clock;
    this.folder = folder;
  }

  /** Takes the next piece; a piece sent again is answered with what is there. */
  public UploadState put(
      Actor actor, UUID id, int offset, int total, boolean sealed, byte[] piece) {
    if (total > MAX_BYTES || piece.length > MAX_PIECE) {
      throw new ProblemException(
          Problem.of(ProblemCode.ATTACHMENT_TOO_LARGE).with("megabytes", MAX_BYTES >> 20));
    }
    if (total < 1 || offset < 0 || piece.length == 0 || offset + piece.length > total) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "offset"));
    }
    RealmId realm = actor.realm();
    return transactions.write(
        realm,
        () -> {
          begin(actor, id, total, sealed);
          Upload upload = lock(realm, id);
          if (!isBy(upload, actor)) {
            throw new ProblemException(ProblemCode.ATTACHMENT_NOT_FOUND);
          }
          if (upload.sha256() != null) {
            return upload.state();
          }
          if (offset > upload.received() || upload.total() != total) {
            throw new ProblemException(
                Problem.of(ProblemCode.ATTACHMENT_OFFSET).with("received", upload.received()));
          }
          Path partial = partial(realm, id);
          int received = Math.max(upload.received(), write(partial, offset, piece));
          progress(realm, id, received);
          return received == total
              ? complete(realm, upload, partial)
              : new UploadState(id, received, total, false);
        });
  }

  public UploadState state(Actor actor, UUID id) {
    return transactions
        .read(actor.realm(), () -> find(actor.realm(), id, false))
        .filter(upload -> isBy(upload, actor))
        .map(Upload::state)
        .orElseThrow(() -> new ProblemException(ProblemCode.ATTACHMENT_NOT_FOUND));
  }

  /** The picture's file. Who may see it is decided by the room whose record names it. */
  public Optional<Path> file(RealmId realm, UUID id) {
    return transactions
        .read(realm, () -> find(realm, id, false))
        .map(Upload::sha256)
        .map(sha -> stored(realm, sha))
        .filter(Files::exists);
  }

  /**
   * What is known of the pictures a record names, in the given order; unknown ones are on their
   * way.
   */
  public List<AttachmentRef> list(RealmId realm, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<UUID, AttachmentRef> known =
        transactions.read(
            realm,
            () ->
                jdbc
                    .sql(
                        """
                        select id, sha256 is not null as ready, media_type, bytes, width, height
                        from command.attachment where realm = :realm and id = any(:ids)
                        """)
                    .param("realm", realm.value())
                    .param("ids", ids.toArray(UUID[]::new))
                    .query(
                        (rs, n) ->
                            new AttachmentRef(
                                rs.getObject("id", UUID.class),
                                rs.getBoolean("ready"),
                                rs.getString("media_type"),
                                rs.getObject("bytes", Integer.class),
                                rs.getObject("width", Integer.class),
                                rs.getObject("height", Integer.class)))
                    .list()
                    .stream()
                    .collect(Collectors.toMap(AttachmentRef::id, Function.identity())));
    return ids.stream()
        .map(id -> known.getOrDefault(id, new AttachmentRef(id, false, null, null, null, null)))
        .toList();
  }

  private UploadState complete(RealmId realm, Upload upload, Path partial) {
    byte[] bytes = read(partial);
    if (upload.sealed()) {
      try {
        bytes = vault.open(realm, bytes, "yanzhen/attachment/1/" + realm + "/" + upload.id());
      } catch (SecurityException e) {
        throw new ProblemException(ProblemCode.ATTACHMENT_TYPE);
      }
    }
    Pictures.Picture picture =
        Pictures.clean(bytes).orElseThrow(() -> new ProblemException(ProblemCode.ATTACHMENT_TYPE));
    byte[] sha = CommandBodies.sha256().digest(picture.jpeg());
    keep(stored(realm, sha), picture.jpeg());
    jdbc.sql(
            """
            update command.attachment
            set received_bytes = total_bytes, sha256 = :sha, media_type = 'image/jpeg', bytes = :bytes,
                width = :width, height = :height, completed_at = :at
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", upload.id())
        .param("sha", sha)
        .param("bytes", picture.jpeg().length)
        .param("width", picture.width())
        .param("height", picture.height())
        .param("at", CommandStore.utc(clock.instant()))
        .update();
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new UploadState(upload.id(), upload.total(), upload.total(), true);
  }

  private static boolean isBy(Upload upload, Actor actor) {
    return java.util.Objects.equals(upload.accountId(), actor.accountId())
        && java.util.Objects.equals(upload.requesterOf(), actor.requesterOf());
  }

  private void begin(Actor actor, UUID id, int total, boolean sealed) {
    jdbc.sql(
            """
            insert into command.attachment
              (realm, id, account_id, requester_of, sealed, total_bytes, received_bytes, created_at)
            values (:realm, :id, :account, :requesterOf, :sealed, :total, 0, :at)
            on conflict (realm, id) do nothing
            """)
        .param("realm", actor.realm().value())
        .param("id", id)
        .param("account", actor.accountId())
        .param("requesterOf", actor.requesterOf())
        .param("sealed", sealed)
        .param("total", total)
        .param("at", CommandStore.utc(clock.instant()))
        .update();
  }

  private Upload lock(RealmId realm, UUID id) {
    return find(realm, id, true).orElseThrow(() -> new IllegalStateException("no upload " + id));
  }

  private Optional<Upload> find(RealmId realm, UUID id, boolean lock) {
    return jdbc.sql(
            """
            select id, account_id, requester_of, sealed, total_bytes, received_bytes, sha256
            from command.attachment where realm = :realm and id = :id
            """
                + (lock ? " for update" : ""))
        .param("realm", realm.value())
        .param("id", id)
        .query(
            (rs, n) ->
                new Upload(
                    rs.getObject("id", UUID.class),
                    rs.getObject("account_id", UUID.class),
                    rs.getObject("requester_of", UUID.class),
                    rs.getBoolean("sealed"),
                    rs.getInt("total_bytes"),
                    rs.getInt("received_bytes"),
                    rs.getBytes("sha256")))
        .optional();
  }

  private void progress(RealmId realm, UUID id, int received) {
    jdbc.sql(
            "update command.attachment set received_bytes = :received where realm = :realm and id = :id")
        .param("realm", realm.value())
        .param("id", id)
        .param("received", received)
        .update();
  }

  private Path partial(RealmId realm, UUID id) {
    return folder.resolve(realm.toString()).resolve("partial").resolve(id.toString());
  }

  private Path stored(RealmId realm, byte[] sha) {
    String hex = HexFormat.of().formatHex(sha);
    return folder.resolve(realm.toString()).resolve(hex.substring(0, 2)).resolve(hex);
  }

  private static int write(Path file, int offset, byte[] piece) {
    try {
      Files.createDirectories(file.getParent());
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(piece), offset);
        // The answer says how much is safe, so it has to be.
        channel.force(false);
      }
      return offset + piece.length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Written beside its place, forced to disk, then moved: a reader never sees half a picture. */
  private static void keep(Path file, byte[] bytes) {
    try {
      if (Files.exists(file)) {
        return;
      }
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), "new", null);
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(bytes));
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

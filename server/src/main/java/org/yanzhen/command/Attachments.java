package org.yanzhen.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.util.unit.DataSize;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Vault;

/**
 * Pictures, voices and files, uploaded in pieces that may be resumed, kept in the folder of files
 * under their SHA-256.
 *
 * <p>Not commands: bytes change nothing until a command names them. An upload belongs to whoever
 * first names it or sends a piece of it. A half one lies in {@code partial/} until its sender goes
 * on, at most {@link #KEPT_HALF}; a whole one is looked through, cleaned and only then recorded,
 * and goes again after that time if no command has named it.
 */
@Service
public class Attachments {

  private static final Logger LOG = LoggerFactory.getLogger(Attachments.class);

  public static final int MAX_BYTES = 10 * 1024 * 1024;

  /** What sealing adds. */
  private static final int SEAL_BYTES = 1_024;

  static final int MAX_PIECE = 256 * 1024;
  static final Duration KEPT_HALF = Duration.ofDays(30);

  /**
   * What came with a form at the door is named when the form is taken, minutes later; a form that
   * was refused may lie open for an afternoon. Anybody can send it, so it lies no longer.
   */
  static final Duration KEPT_FROM_THE_DOOR = Duration.ofHours(6);

  /**
   * So much may lie here of one account that is not whole, or that no command has named: forty
   * large files. What the phone's words have named does not count once it is whole.
   */
  static final DataSize UNFINISHED = DataSize.ofMegabytes(400);

  /** So many at a time are taken back. */
  private static final int SWEPT = 500;

  /** How much of an upload is here. */
  public record UploadState(UUID id, int received, int total, boolean complete) {}

  private record Upload(
      UUID id,
      @Nullable UUID accountId,
      @Nullable UUID requesterOf,
      @Nullable Boolean sealed,
      @Nullable Integer total,
      int received,
      byte @Nullable [] sha256,
      @Nullable MediaKind kind,
      @Nullable MediaKind expects) {

    boolean isComplete() {
      return sha256 != null;
    }

    boolean isBy(Actor actor) {
      return Objects.equals(accountId, actor.accountId())
          && Objects.equals(requesterOf, actor.requesterOf());
    }
  }

  /** A piece was taken, perhaps the last one. */
  private record Taken(UploadState state, boolean whole) {}

  /** Passes by itself. */
  private static final Set<ProblemCode> BUSY =
      EnumSet.of(ProblemCode.SERVICE_BUSY, ProblemCode.ATTACHMENT_TOO_MANY);

  private final Checking checking = new Checking();
  private final JdbcClient jdbc;
  private final RealmTransactions transactions;
  private final Vault vault;
  private final InstantSource clock;
  private final Path folder;
  private final DataSize keptFree;

  /**
   * @param keptFree room on the disk that uploads leave to the database; those of the door leave
   *     twice as much, so that a flood there keeps no worker's proof out
   */
  Attachments(
      JdbcClient jdbc,
      RealmTransactions transactions,
      Vault vault,
      InstantSource clock,
      @Value("${yanzhen.files}") Path folder,
      @Value("${yanzhen.files-keep-free:1GB}") DataSize keptFree) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.vault = vault;
    this.clock = clock;
    this.folder = folder;
    this.keptFree = keptFree;
  }

  /** Whether an upload that begins so may be of this kind; said before anything of it is kept. */
  public static boolean mayBe(MediaKind kind, byte[] start) {
    return Content.mayBe(kind, start);
  }

  /**
   * Makes the ids the actor's own; call inside the command that names them. Words travel first, so
   * most are not here yet, and nobody else may take their place.
   *
   * @throws ProblemException when one is somebody else's
   */
  public void name(Actor actor, Collection<UUID> ids) {
    // In one order, so that two commands that name the same ones wait and do not block each other.
    for (UUID id : new TreeSet<>(ids)) {
      begin(actor, id);
      boolean own = find(actor.realm(), id, false).filter(upload -> upload.isBy(actor)).isPresent();
      if (!own) {
        throw new ProblemException(
            Problem.at(ProblemCode.ATTACHMENT_NOT_FOUND, "body.attachments"));
      }
      named(actor.realm(), id, null);
    }
  }

  /**
   * Why an upload cannot answer a question that asks for this kind; empty when it can, and then it
   * is named. A phone's words travel before its bytes: what is still on its way from there, named
   * in the phone's own log, is held to the kind when it arrives.
   */
  public Optional<Problem> claim(Actor actor, UUID id, MediaKind kind, String field) {
    RealmId realm = actor.realm();
    boolean later = actor.origin() == Origin.FIELD;
    if (later) {
      begin(actor, id);
    }
    Upload upload = find(realm, id, true).filter(found -> found.isBy(actor)).orElse(null);
    if (upload == null) {
      return Optional.of(Problem.at(ProblemCode.ATTACHMENT_NOT_FOUND, field));
    }
    if (!upload.isComplete() && !later) {
      return Optional.of(Problem.at(ProblemCode.ATTACHMENT_INCOMPLETE, field));
    }
    boolean fits =
        upload.isComplete()
            ? upload.kind() == kind
            : upload.expects() == null || upload.expects() == kind;
    if (!fits) {
      return Optional.of(Problem.at(ProblemCode.ATTACHMENT_TYPE, field));
    }
    named(realm, id, kind);
    return Optional.empty();
  }

  /**
   * As {@link #claim}, for a record that may one day {@link #release} it: nothing else names it.
   */
  public Optional<Problem> claimAlone(Actor actor, UUID id, MediaKind kind, String field) {
    boolean taken =
        jdbc.sql(
                """
                select exists (
                  select from command.attachment where realm = :realm and id = :id and named_at is not null)
                """)
            .param("realm", actor.realm().value())
            .param("id", id)
            .query(Boolean.class)
            .single();
    return taken
        ? Optional.of(Problem.at(ProblemCode.ATTACHMENT_NOT_FOUND, field))
        : claim(actor, id, kind, field);
  }

  /**
   * The only record that named it does so no more: the bytes go with the next sweep, as if they had
   * lain here unnamed for long. Call inside a command.
   */
  public void release(RealmId realm, UUID id) {
    jdbc.sql(
            """
            update command.attachment set named_at = null, created_at = least(created_at, :before)
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("before", CommandStore.utc(clock.instant().minus(KEPT_HALF).minusSeconds(1)))
        .update();
  }

  public UploadState put(
      Actor actor, UUID id, int offset, int total, boolean sealed, byte[] piece) {
    return put(actor, id, offset, total, sealed, null, piece);
  }

  /**
   * Takes the next piece; a piece sent again is answered with what is there.
   *
   * @param name what the sender calls the file, for display
   */
  public UploadState put(
      Actor actor,
      UUID id,
      int offset,
      int total,
      boolean sealed,
      @Nullable String name,
      byte[] piece) {
    if (total > MAX_BYTES + (sealed ? SEAL_BYTES : 0) || piece.length > MAX_PIECE) {
      throw new ProblemException(
          Problem.of(ProblemCode.ATTACHMENT_TOO_LARGE).with("megabytes", MAX_BYTES >> 20));
    }
    if (total < 1 || offset < 0 || piece.length == 0 || (long) offset + piece.length > total) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "offset"));
    }
    RealmId realm = actor.realm();
    checkRoom(actor);
    Taken taken = transactions.write(realm, () -> take(actor, id, offset, total, sealed, piece));
    if (!taken.whole()) {
      return taken.state();
    }
    // Read, opened, looked through and drawn anew while no row is locked and no connection held.
    try {
      checking.standing(actor, () -> check(actor, id, sealed, name, total));
    } catch (ProblemException e) {
      Optional<UploadState> whole = transactions.read(realm, () -> findWhole(realm, id));
      if (whole.isPresent()) {
        // The same last piece came twice, and the other was quicker.
        return whole.get();
      }
      // Whoever has an account sends the last piece again; a form comes whole or not at all.
      boolean comesAgain = BUSY.contains(e.problem().code()) && actor.requesterOf() == null;
      if (!comesAgain) {
        transactions.write(realm, () -> forget(realm, id));
      }
      throw e;
    }
    remove(partial(realm, id));
    return new UploadState(id, total, total, true);
  }

  private void check(Actor actor, UUID id, boolean sealed, @Nullable String name, int total) {
    RealmId realm = actor.realm();
    Content content = content(actor, id, sealed, total);
    byte[] sha = CommandBodies.sha256().digest(content.bytes());
    keep(realm, sha, content.bytes());
    transactions.write(
        realm,
        () -> {
          // The sweep may have thought that nobody stands for these bytes.
          alone(realm, sha);
          keep(realm, sha, content.bytes());
          return complete(realm, id, sha, content, FileName.clean(name));
        });
  }

  private Optional<UploadState> findWhole(RealmId realm, UUID id) {
    return find(realm, id, false).filter(Upload::isComplete).map(upload -> state(realm, upload));
  }

  private void checkRoom(Actor actor) {
    long kept = keptFree.toBytes() * (actor.requesterOf() == null ? 1 : 2);
    try {
      DurableFiles.makeFolder(folder);
      if (Files.getFileStore(folder).getUsableSpace() < kept) {
        LOG.error("no room for uploads: less than {} MB free at {}", kept >> 20, folder);
        throw new ProblemException(ProblemCode.ATTACHMENT_NO_ROOM);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Taken take(Actor actor, UUID id, int offset, int total, boolean sealed, byte[] piece) {
    RealmId realm = actor.realm();
    begin(actor, id);
    Upload upload = lock(realm, id);
    if (!upload.isBy(actor)) {
      throw new ProblemException(ProblemCode.ATTACHMENT_NOT_FOUND);
    }
    if (upload.isComplete()) {
      return new Taken(state(realm, upload), false);
    }
    int here = here(realm, upload);
    boolean joins = offset <= here && (upload.total() == null || upload.total() == total);
    if (!joins) {
      throw new ProblemException(Problem.of(ProblemCode.ATTACHMENT_OFFSET).with("received", here));
    }
    if (upload.total() == null) {
      checkUnfinished(actor, total);
    }
    try {
      DurableFiles.makeFolder(partial(realm));
      DurableFiles.write(partial(realm), id.toString(), offset, piece);
      int received = Math.max(here, offset + piece.length);
      if (received == total) {
        // Not noted as received: after a crash the last piece is sent again and brings us here.
        progress(realm, id, total, sealed, here);
        return new Taken(new UploadState(id, here, total, false), true);
      }
      progress(realm, id, total, sealed, received);
      return new Taken(new UploadState(id, received, total, false), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By what they said they would be: a piece more or less would be counted at each of them. */
  private void checkUnfinished(Actor actor, int total) {
    UUID account = actor.accountId();
    if (account == null) {
      return;
    }
    long lying =
        jdbc.sql(
                """
                select coalesce(sum(coalesce(bytes, total_bytes)), 0) from command.attachment
                where realm = :realm and account_id = :account and (sha256 is null or named_at is null)
                """)
            .param("realm", actor.realm().value())
            .param("account", account)
            .query(Long.class)
            .single();
    if (lying + total > UNFINISHED.toBytes()) {
      throw new ProblemException(
          Problem.of(ProblemCode.ATTACHMENT_UNFINISHED)
              .with("megabytes", lying >> 20)
              .retryAfter(Duration.ofHours(1)));
    }
  }

  private Content content(Actor actor, UUID id, boolean sealed, int total) {
    RealmId realm = actor.realm();
    return Content.of(
            () -> {
              byte[] bytes = read(realm, id, total);
              return sealed ? open(actor, id, bytes) : bytes;
            })
        .orElseThrow(() -> new ProblemException(ProblemCode.ATTACHMENT_TYPE));
  }

  private byte[] read(RealmId realm, UUID id, int total) {
    try (InputStream bytes = Files.newInputStream(partial(realm, id))) {
      return bytes.readNBytes(total);
    } catch (NoSuchFileException e) {
      // It came twice and was whole, or was taken back: sent again, it finds what there is.
      throw new ProblemException(ProblemCode.SERVICE_BUSY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] open(Actor actor, UUID id, byte[] sealed) {
    try {
      return vault.open(
          actor.realm(),
          sealed,
          "yanzhen/attachment/1/%s/%s/%s".formatted(actor.realm(), actor.accountId(), id));
    } catch (SecurityException e) {
      throw new ProblemException(ProblemCode.ATTACHMENT_TYPE);
    }
  }

  public UploadState state(Actor actor, UUID id) {
    return transactions
        .read(actor.realm(), () -> find(actor.realm(), id, false))
        .filter(upload -> upload.isBy(actor))
        .map(upload -> state(actor.realm(), upload))
        .orElseThrow(() -> new ProblemException(ProblemCode.ATTACHMENT_NOT_FOUND));
  }

  private UploadState state(RealmId realm, Upload upload) {
    int total = upload.total() == null ? 0 : upload.total();
    return upload.isComplete()
        ? new UploadState(upload.id(), total, total, true)
        : new UploadState(upload.id(), here(realm, upload), total, false);
  }

  /** What the row says was received, or less where a crash or the sweep took the file back. */
  private int here(RealmId realm, Upload upload) {
    try {
      Path partial = partial(realm, upload.id());
      return Files.exists(partial) ? (int) Math.min(upload.received(), Files.size(partial)) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file, once it is whole. Who may see it is decided by the room whose record names it. */
  public Optional<StoredFile> find(RealmId realm, UUID id) {
    return transactions.read(
        realm,
        () ->
            jdbc.sql(
                    """
                    select sha256, kind, media_type, name from command.attachment
                    where realm = :realm and id = :id and sha256 is not null
                    """)
                .param("realm", realm.value())
                .param("id", id)
                .query(
                    (rs, n) ->
                        new StoredFile(
                            stored(realm, rs.getBytes("sha256")),
                            MediaKind.valueOf(rs.getString("kind")),
                            rs.getString("media_type"),
                            vault.decrypt(realm, rs.getBytes("name"), nameContext(id))))
                .optional()
                .filter(file -> Files.exists(file.path())));
  }

  /**
   * What is known of the uploads a record names, in the given order; unknown ones are on their way.
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
                        select id, sha256 is not null as ready, coalesce(kind, expects) as kind, media_type, bytes,
                               width, height, seconds, name
                        from command.attachment where realm = :realm and id = any(:ids)
                        """)
                    .param("realm", realm.value())
                    .param("ids", ids.toArray(UUID[]::new))
                    .query((rs, n) -> ref(realm, rs))
                    .list()
                    .stream()
                    .collect(Collectors.toMap(AttachmentRef::id, Function.identity())));
    return ids.stream()
        .map(
            id ->
                known.getOrDefault(
                    id, new AttachmentRef(id, false, null, null, null, null, null, null, null)))
        .toList();
  }

  private AttachmentRef ref(RealmId realm, ResultSet rs) throws SQLException {
    UUID id = rs.getObject("id", UUID.class);
    return new AttachmentRef(
        id,
        rs.getBoolean("ready"),
        kind(rs, "kind"),
        rs.getString("media_type"),
        rs.getObject("bytes", Integer.class),
        rs.getObject("width", Integer.class),
        rs.getObject("height", Integer.class),
        rs.getObject("seconds", Integer.class),
        vault.decrypt(realm, rs.getBytes("name"), nameContext(id)));
  }

  private static @Nullable MediaKind kind(ResultSet rs, String column) throws SQLException {
    String kind = rs.getString(column);
    return kind == null ? null : MediaKind.valueOf(kind);
  }

  private static String nameContext(UUID id) {
    return "command.attachment.name/" + id;
  }

  private int complete(RealmId realm, UUID id, byte[] sha, Content content, @Nullable String name) {
    MediaKind expected = lock(realm, id).expects();
    if (expected != null && expected != content.kind()) {
      throw new ProblemException(ProblemCode.ATTACHMENT_TYPE);
    }
    return jdbc.sql(
            """
            update command.attachment
            set received_bytes = total_bytes, sha256 = :sha, kind = :kind, media_type = :type, bytes = :bytes,
                width = :width, height = :height, seconds = :seconds, name = :name, completed_at = :at
            where realm = :realm and id = :id and sha256 is null
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("sha", sha)
        .param("kind", content.kind().name())
        .param("type", content.mediaType())
        .param("bytes", content.bytes().length)
        .param("width", content.width())
        .param("height", content.height())
        .param("seconds", content.seconds())
        // Pictures are drawn anew: the name of the old file is none of theirs.
        .param(
            "name",
            content.kind() == MediaKind.FILE ? vault.encrypt(realm, name, nameContext(id)) : null)
        .param("at", CommandStore.utc(clock.instant()))
        .update();
  }

  private void named(RealmId realm, UUID id, @Nullable MediaKind expects) {
    jdbc.sql(
            """
            update command.attachment
            set named_at = coalesce(named_at, :at), expects = coalesce(expects, :expects)
            where realm = :realm and id = :id and (named_at is null or :expects::text is not null)
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("expects", expects == null ? null : expects.name())
        .param("at", CommandStore.utc(clock.instant()))
        .update();
  }

  private static Optional<UUID> idOf(Path partial) {
    try {
      return Optional.of(UUID.fromString(partial.getFileName().toString()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Nothing of it is here any more; the id may be used for another try. */
  private int forget(RealmId realm, UUID id) {
    if (find(realm, id, true).filter(upload -> !upload.isComplete()).isEmpty()) {
      return 0;
    }
    remove(partial(realm, id));
    return jdbc.sql(
            """
            update command.attachment set received_bytes = 0, total_bytes = null, sealed = null
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .update();
  }

  /**
   * Removes half uploads that nobody has gone on with for {@link #KEPT_HALF}, and whole ones that
   * no command has named by then, those of the door after {@link #KEPT_FROM_THE_DOOR}.
   */
  void sweep(RealmId realm) {
    int taken;
    do {
      List<byte[]> gone = transactions.write(realm, () -> takeBack(realm));
      taken = gone.size();
      gone.forEach(sha -> removeUnlessNeeded(realm, sha));
    } while (taken > 0);
    sweepPartial(realm);
  }

  /**
   * Of these, what belongs to one of the accounts or to whoever holds one of the receipts, and that
   * no command named before: an id that somebody typed is nobody's upload.
   *
   * @param receipts the orders they are of
   */
  public Set<UUID> own(
      RealmId realm,
      Collection<UUID> ids,
      Collection<UUID> accounts,
      Collection<UUID> receipts,
      Instant since) {
    return Set.copyOf(
        jdbc.sql(
                """
                select id from command.attachment
                where realm = :realm and id = any(:ids) and named_at >= :since
                  and (account_id = any(:accounts) or requester_of = any(:receipts))
                """)
            .param("realm", realm.value())
            .param("ids", ids.toArray(UUID[]::new))
            .param("since", CommandStore.utc(since))
            .param("accounts", accounts.toArray(UUID[]::new))
            .param("receipts", receipts.toArray(UUID[]::new))
            .query(UUID.class)
            .list());
  }

  /**
   * Lets go of uploads as if no command had ever named them, long ago: the next sweep takes their
   * bytes, unless somebody else sent the same. Whose they are is asked before ({@link #own}). Call
   * inside a command.
   *
   * @return how many were here
   */
  public int erase(RealmId realm, Collection<UUID> ids) {
    return jdbc.sql(
            """
            update command.attachment set named_at = null, created_at = :longAgo, name = null
            where realm = :realm and id = any(:ids) and sha256 is not null
            """)
        .param("realm", realm.value())
        .param("ids", ids.toArray(UUID[]::new))
        .param(
            "longAgo", CommandStore.utc(clock.instant().minus(KEPT_HALF).minus(KEPT_FROM_THE_DOOR)))
        .update();
  }

  /** Somebody may have sent the same bytes since: then the file stays. */
  boolean removeUnlessNeeded(RealmId realm, byte[] sha) {
    return transactions.write(
        realm,
        () -> {
          alone(realm, sha);
          boolean needed =
              jdbc.sql(
                      """
                      select exists (select from command.attachment where realm = :realm and sha256 = :sha)
                      """)
                  .param("realm", realm.value())
                  .param("sha", sha)
                  .query(Boolean.class)
                  .single();
          if (!needed) {
            remove(stored(realm, sha));
          }
          return !needed;
        });
  }

  /** Until the end of the transaction nobody else keeps or removes these bytes. */
  private void alone(RealmId realm, byte[] sha) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:sha, :realm))")
        .param("sha", HexFormat.of().formatHex(sha))
        .param("realm", (long) realm.value())
        .query((rs, n) -> true)
        .list();
  }

  /** The hashes of files that no upload stands for any more. */
  List<byte[]> takeBack(RealmId realm) {
    return jdbc.sql(
            """
            with unnamed as (
              select id, sha256 from command.attachment
              where realm = :realm and named_at is null and sha256 is not null
                and created_at < case when requester_of is not null then :beforeAtTheDoor else :before end
                and created_at < :beforeAtTheDoor
              limit :limit for update),
            taken as (
              update command.attachment a
              set sha256 = null, kind = null, media_type = null, bytes = null, width = null, height = null,
                  seconds = null, name = null, completed_at = null, received_bytes = 0, total_bytes = null,
                  sealed = null
              from unnamed u where a.realm = :realm and a.id = u.id)
            select distinct u.sha256 from unnamed u
            where not exists (
              select from command.attachment b
              where b.realm = :realm and b.sha256 = u.sha256 and b.id not in (select id from unnamed))
            """)
        .param("realm", realm.value())
        .param("before", CommandStore.utc(clock.instant().minus(KEPT_HALF)))
        .param("beforeAtTheDoor", CommandStore.utc(clock.instant().minus(KEPT_FROM_THE_DOOR)))
        .param("limit", SWEPT)
        .query((rs, n) -> rs.getBytes("sha256"))
        .list();
  }

  private void sweepPartial(RealmId realm) {
    Path folder = partial(realm);
    if (!Files.isDirectory(folder)) {
      return;
    }
    FileTime before = FileTime.from(clock.instant().minus(KEPT_HALF));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).compareTo(before) < 0) {
          remove(file);
          idOf(file).ifPresent(id -> transactions.write(realm, () -> forget(realm, id)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void begin(Actor actor, UUID id) {
    jdbc.sql(
            """
            insert into command.attachment
              (realm, id, account_id, requester_of, received_bytes, created_at)
            values (:realm, :id, :account, :requesterOf, 0, :at)
            on conflict (realm, id) do nothing
            """)
        .param("realm", actor.realm().value())
        .param("id", id)
        .param("account", actor.accountId())
        .param("requesterOf", actor.requesterOf())
        .param("at", CommandStore.utc(clock.instant()))
        .update();
  }

  private Upload lock(RealmId realm, UUID id) {
    return find(realm, id, true).orElseThrow(() -> new IllegalStateException("no upload " + id));
  }

  private Optional<Upload> find(RealmId realm, UUID id, boolean lock) {
    return jdbc.sql(
            """
            select id, account_id, requester_of, sealed, total_bytes, received_bytes, sha256, kind, expects
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
                    rs.getObject("sealed", Boolean.class),
                    rs.getObject("total_bytes", Integer.class),
                    rs.getInt("received_bytes"),
                    rs.getBytes("sha256"),
                    kind(rs, "kind"),
                    kind(rs, "expects")))
        .optional();
  }

  private void progress(RealmId realm, UUID id, int total, boolean sealed, int received) {
    jdbc.sql(
            """
            update command.attachment set total_bytes = :total, sealed = :sealed, received_bytes = :received
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("total", total)
        .param("sealed", sealed)
        .param("received", received)
        .update();
  }

  private Path partial(RealmId realm) {
    return folder.resolve(realm.toString()).resolve("partial");
  }

  private Path partial(RealmId realm, UUID id) {
    return partial(realm).resolve(id.toString());
  }

  private Path stored(RealmId realm, byte[] sha) {
    return shelf(realm, sha).resolve(HexFormat.of().formatHex(sha));
  }

  private Path shelf(RealmId realm, byte[] sha) {
    return folder.resolve(realm.toString()).resolve(HexFormat.of().formatHex(sha, 0, 1));
  }

  /** Written apart, forced to disk, then moved: a reader never sees half a file. */
  private void keep(RealmId realm, byte[] sha, byte[] bytes) {
    Path file = stored(realm, sha);
    Path shelf = shelf(realm, sha);
    try {
      if (Files.exists(file)) {
        return;
      }
      DurableFiles.makeFolder(shelf);
      String fresh = Ids.next() + ".new";
      DurableFiles.write(partial(realm), fresh, 0, bytes);
      Files.move(partial(realm).resolve(fresh), file, StandardCopyOption.ATOMIC_MOVE);
      DurableFiles.forceFolder(shelf);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.yanzhen.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Vault;
import tools.jackson.databind.json.JsonMapper;

/**
 * The audit seal: command rows chained by a keyed hash, in batches, after the fact.
 *
 * <p>Each link signs the link before it together with the whole append-only row, with a key whose
 * master lies outside the database. A row changed, removed or slipped in later breaks the chain at
 * its place, and who has only the database cannot make it anew. How far the chain had come is noted
 * outside too ({@link SealHeads}), so it cannot be cut short either. What is to be sealed stands in
 * a queue, written with the command: no clock decides what is found.
 *
 * <p>Rows younger than the last batch are not sealed yet; the job runs every few seconds, which is
 * the window in which a forger with the owner's rights could still act unseen.
 */
@Component
public class Sealing {

  private static final int BATCH = 2_000;
  private static final int BATCHES_A_RUN = 50;

  private final JdbcClient jdbc;
  private final JsonMapper mapper;
  private final RealmTransactions transactions;
  private final Vault vault;
  private final SealHeads heads;
  private final InstantSource clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  Sealing(
      JdbcClient jdbc,
      JsonMapper mapper,
      RealmTransactions transactions,
      Vault vault,
      SealHeads heads,
      InstantSource clock) {
    this.jdbc = jdbc;
    this.mapper = mapper;
    this.transactions = transactions;
    this.vault = vault;
    this.heads = heads;
    this.clock = clock;
  }

  /** Seals a batch of what is new in the realm; answers how many rows. */
  public int seal(RealmId realm) {
    oneAtATime.lock();
    try {
      List<Link> links = transactions.write(realm, () -> sealBatch(realm));
      // After the commit: a head noted before it could be one that never came to be.
      if (!links.isEmpty()) {
        Link head = links.getLast();
        heads.note(realm, head.n(), Objects.requireNonNull(head.hash()), clock.instant());
      }
      return links.size();
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Seals so much of what waits that other realms do not wait for this one; the rest next time. */
  void sealSome(RealmId realm) {
    int batches = 0;
    while (batches < BATCHES_A_RUN && seal(realm) > 0) {
      batches++;
    }
  }

  /** Seals until nothing is left. */
  void sealAll(RealmId realm) {
    while (seal(realm) > 0) {
      // The next batch.
    }
  }

  private List<Link> sealBatch(RealmId realm) {
    // A batch is bounded by itself; on a busy machine it may take longer than a person would wait.
    jdbc.sql("select set_config('statement_timeout', '120s', true)").query(String.class).single();
    // One sealer a realm at a time, on any node.
    jdbc.sql("select pg_advisory_xact_lock(hashtext('yanzhen.seal'), :realm)")
        .param("realm", realm.value())
        .query((rs, n) -> 0)
        .list();
    Optional<Link> last = last(realm);
    long n = last.map(Link::n).orElse(0L);
    byte[] hash = last.map(Link::hash).orElseGet(() -> new byte[32]);
    List<Link> links = new ArrayList<>();
    for (Link row : takeUnsealed(realm)) {
      n++;
      hash = link(realm, hash, row.content());
      links.add(new Link(n, row.id(), hash, null));
    }
    insert(realm, links);
    return links;
  }

  private void insert(RealmId realm, List<Link> links) {
    if (links.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into command.seal (realm, n, command_id, hash)
            select :realm, l.n, l.id, decode(l.hash, 'hex')
            from unnest(:ns::bigint[], :ids::uuid[], :hashes::text[]) as l(n, id, hash)
            """)
        .param("realm", realm.value())
        .param("ns", links.stream().map(Link::n).toArray(Long[]::new))
        .param("ids", links.stream().map(Link::id).toArray(UUID[]::new))
        .param(
            "hashes",
            links.stream()
                .map(link -> HexFormat.of().formatHex(Objects.requireNonNull(link.hash())))
                .toArray(String[]::new))
        .update();
  }

  /**
   * Recomputes the whole chain, compares it with the heads noted outside the database and looks for
   * rows that wait too long or that nobody would ever seal. Reads in many short transactions: a
   * county's commands are more than one may read at once.
   *
   * @return what was checked and, if it does not hold, the first broken row
   */
  public Verdict verify(RealmId realm) {
    byte[] hash = new byte[32];
    long n = 0;
    while (true) {
      long after = n;
      List<Link> links = transactions.read(realm, () -> sealed(realm, after));
      if (links.isEmpty()) {
        break;
      }
      for (Link link : links) {
        if (link.n() != n + 1) {
          return new Verdict(realm, n, 0, "link " + (n + 1) + " of the chain is missing");
        }
        n = link.n();
        if (link.content() == null) {
          return new Verdict(realm, n, 0, "command " + link.id() + " (link " + n + ") was removed");
        }
        hash = link(realm, hash, link.content());
        if (!MessageDigest.isEqual(hash, link.hash())) {
          return new Verdict(realm, n, 0, "command " + link.id() + " (link " + n + ") was changed");
        }
      }
    }
    long unsealed = transactions.read(realm, () -> countUnsealed(realm));
    String broken =
        brokenHead(realm)
            .or(() -> transactions.read(realm, () -> brokenQueue(realm)))
            .or(() -> neverSealed(realm))
            .orElse(null);
    return new Verdict(realm, n, unsealed, broken);
  }

  /**
   * @param links how many links were checked
   * @param unsealed rows younger than the last batch
   * @param broken the first broken row in words, or null
   */
  public record Verdict(RealmId realm, long links, long unsealed, @Nullable String broken) {}

  @SuppressWarnings("ArrayRecordComponent") // rows on their way through; never compared
  private record Link(long n, UUID id, byte @Nullable [] hash, @Nullable String content) {}

  private byte[] link(RealmId realm, byte[] before, @Nullable String content) {
    byte[] row = Objects.requireNonNull(content).getBytes(StandardCharsets.UTF_8);
    byte[] both = Arrays.copyOf(before, before.length + row.length);
    System.arraycopy(row, 0, both, before.length, row.length);
    return vault.sign(realm, both, "command.seal");
  }

  private Optional<Link> last(RealmId realm) {
    return jdbc.sql(
            "select n, command_id, hash from command.seal where realm = :realm order by n desc limit 1")
        .param("realm", realm.value())
        .query(
            (rs, i) ->
                new Link(
                    rs.getLong("n"),
                    rs.getObject("command_id", UUID.class),
                    rs.getBytes("hash"),
                    null))
        .optional();
  }

  private static final String ROW =
      """
      c.id, c.type, c.account_id, c.requester_of, c.origin, c.network, c.device, c.seq, c.base,
      c.recorded_at, c.received_at, c.written_at, c.body, c.body_hash, c.result, c.problem
      """;

  /**
   * Takes a batch from the queue by its key. Each statement is about so many ids and no more, so
   * that a batch of a long queue costs what a batch of a short one does.
   */
  private List<Link> takeUnsealed(RealmId realm) {
    List<UUID> taken = new ArrayList<>();
    List<UUID> page = waiting(realm, new UUID(0, 0));
    while (!page.isEmpty() && taken.isEmpty()) {
      taken.addAll(sealable(realm, page));
      page = waiting(realm, page.getLast());
    }
    return taken.isEmpty() ? List.of() : takeOut(realm, taken.toArray(UUID[]::new));
  }

  private List<UUID> waiting(RealmId realm, UUID after) {
    return jdbc.sql(
            """
            select command_id from command.unsealed where realm = :realm and command_id > :after
            order by command_id limit :batch for update skip locked
            """)
        .param("realm", realm.value())
        .param("after", after)
        .param("batch", BATCH)
        .query(UUID.class)
        .list();
  }

  /**
   * Those whose command is there and has no seal. One that was removed, or put back after its first
   * row was sealed, waits for verify to name it.
   */
  private List<UUID> sealable(RealmId realm, List<UUID> waiting) {
    return jdbc.sql(
            """
            select c.id from command.command c
            where c.realm = :realm and c.id = any(:ids) and not exists (
              select from command.seal s where s.realm = :realm and s.command_id = c.id)
            """)
        .param("realm", realm.value())
        .param("ids", waiting.toArray(UUID[]::new))
        .query(UUID.class)
        .list();
  }

  private List<Link> takeOut(RealmId realm, UUID[] ids) {
    jdbc.sql("delete from command.unsealed where realm = :realm and command_id = any(:ids)")
        .param("realm", realm.value())
        .param("ids", ids)
        .update();
    return jdbc.sql(
            """
            select %s from command.command c where c.realm = :realm and c.id = any(:ids)
            order by c.written_at, c.id
            """
                .formatted(ROW))
        .param("realm", realm.value())
        .param("ids", ids)
        .query((rs, i) -> new Link(0, rs.getObject("id", UUID.class), null, content(rs)))
        .list();
  }

  private List<Link> sealed(RealmId realm, long after) {
    return jdbc.sql(
            """
            select s.n, s.command_id, s.hash, %s
            from command.seal s left join command.command c on c.realm = s.realm and c.id = s.command_id
            where s.realm = :realm and s.n > :after order by s.n limit :batch
            """
                .formatted(ROW))
        .param("realm", realm.value())
        .param("after", after)
        .param("batch", BATCH)
        .query(
            (rs, i) ->
                new Link(
                    rs.getLong("n"),
                    rs.getObject("command_id", UUID.class),
                    rs.getBytes("hash"),
                    rs.getObject("id") == null ? null : content(rs)))
        .list();
  }

  private long countUnsealed(RealmId realm) {
    return jdbc.sql("select count(*) from command.unsealed where realm = :realm")
        .param("realm", realm.value())
        .query(Long.class)
        .single();
  }

  /** A head noted outside the database that the chain does not pass through. */
  private Optional<String> brokenHead(RealmId realm) {
    List<String> broken = new ArrayList<>();
    heads.read(
        realm,
        some -> {
          if (broken.isEmpty()) {
            Map<Long, String> kept = transactions.read(realm, () -> hashes(realm, some));
            some.stream()
                .filter(head -> !head.hash().equals(kept.get(head.n())))
                .findFirst()
                .ifPresent(
                    head ->
                        broken.add(
                            "the chain %s link %d noted at %s"
                                .formatted(
                                    kept.containsKey(head.n()) ? "differs from" : "lacks",
                                    head.n(),
                                    head.at())));
          }
        });
    return broken.stream().findFirst();
  }

  private Map<Long, String> hashes(RealmId realm, List<SealHeads.Head> some) {
    Map<Long, String> hashes = new HashMap<>();
    jdbc.sql("select n, hash from command.seal where realm = :realm and n = any(:ns)")
        .param("realm", realm.value())
        .param("ns", some.stream().map(SealHeads.Head::n).toArray(Long[]::new))
        .query(
            rs -> {
              hashes.put(rs.getLong("n"), HexFormat.of().formatHex(rs.getBytes("hash")));
            });
    return hashes;
  }

  /** A row that was removed before it was sealed, or that the sealer passes by. */
  private Optional<String> brokenQueue(RealmId realm) {
    return jdbc.sql(
            """
            select u.command_id || case when c.id is null
              then ' was removed before it was sealed' else ' has waited for its seal since ' || c.written_at end
            from command.unsealed u
            left join command.command c on c.realm = u.realm and c.id = u.command_id
            where u.realm = :realm and (c.id is null or c.written_at < now() - interval '10 minutes')
            order by c.written_at nulls first limit 1
            """)
        .param("realm", realm.value())
        .query(String.class)
        .optional()
        .map("command "::concat);
  }

  /** A row neither sealed nor waiting for it: nobody wrote it through the gate. */
  private Optional<String> neverSealed(RealmId realm) {
    UUID last = new UUID(0, 0);
    while (true) {
      UUID after = last;
      List<Waiting> page = transactions.read(realm, () -> page(realm, after));
      Optional<Waiting> lost = page.stream().filter(row -> !row.known()).findFirst();
      if (page.isEmpty() || lost.isPresent()) {
        return lost.map(row -> "command " + row.id() + " is neither sealed nor waiting for it");
      }
      last = page.getLast().id();
    }
  }

  private record Waiting(UUID id, boolean known) {}

  private List<Waiting> page(RealmId realm, UUID after) {
    return jdbc.sql(
            """
            select c.id,
              exists (select from command.seal s where s.realm = c.realm and s.command_id = c.id)
              or exists (select from command.unsealed u where u.realm = c.realm and u.command_id = c.id) as known
            from command.command c where c.realm = :realm and c.id > :after order by c.id limit :batch
            """)
        .param("realm", realm.value())
        .param("after", after)
        .param("batch", BATCH)
        .query((rs, i) -> new Waiting(rs.getObject("id", UUID.class), rs.getBoolean("known")))
        .list();
  }

  /**
   * The row as one text, each value with its length before it; what cannot be told apart hashes the
   * same.
   */
  private String content(ResultSet rs) throws SQLException {
    StringBuilder text = new StringBuilder(600);
    for (String column :
        List.of(
            "id",
            "type",
            "account_id",
            "requester_of",
            "origin",
            "network",
            "device",
            "seq",
            "base")) {
      field(text, rs.getString(column));
    }
    for (String column : List.of("recorded_at", "received_at", "written_at")) {
      OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
      field(text, time == null ? null : time.toInstant().toString());
    }
    for (String column : List.of("body", "result", "problem")) {
      String json = rs.getString(column);
      field(text, json == null ? null : Canonical.of(mapper.readTree(json)));
    }
    field(text, HexFormat.of().formatHex(rs.getBytes("body_hash")));
    return text.toString();
  }

  private static void field(StringBuilder text, @Nullable String value) {
    if (value == null) {
      text.append("-;");
    } else {
      text.append(value.length()).append(':').append(value).append(';');
    }
  }
}

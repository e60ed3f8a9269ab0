package org.yanzhen.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import tools.jackson.databind.json.JsonMapper;

/**
 * The audit seal: command rows chained by hash, in batches, after the fact.
 *
 * <p>Each link hashes the link before it together with the whole append-only row. A row changed,
 * removed or slipped in later breaks the chain at its place. Rows younger than the last batch are
 * not sealed yet; the job runs every few seconds, which is the window in which a forger with the
 * owner's rights could still act unseen.
 */
@Component
public class Sealing {

  private static final int BATCH = 5_000;

  /**
   * No transaction lives half as long (transaction_timeout), so all that was written earlier is
   * visible by now.
   */
  static final int OVERLAP_SECONDS = 120;

  private final JdbcClient jdbc;
  private final JsonMapper mapper;
  private final RealmTransactions transactions;

  Sealing(JdbcClient jdbc, JsonMapper mapper, RealmTransactions transactions) {
    this.jdbc = jdbc;
    this.mapper = mapper;
    this.transactions = transactions;
  }

  /** Seals what is new in the realm; answers how many rows. */
  public int seal(RealmId realm) {
    return transactions.write(
        realm,
        () -> {
          // One sealer a realm at a time, on any node.
          jdbc.sql("select pg_advisory_xact_lock(hashtext('yanzhen.seal'), :realm)")
              .param("realm", realm.value())
              .query((rs, n) -> 0)
              .list();
          Optional<Link> last = last(realm);
          long n = last.map(Link::n).orElse(0L);
          byte[] hash = last.map(Link::hash).orElseGet(() -> new byte[32]);
          List<Link> rows = unsealed(realm);
          for (Link row : rows) {
            n++;
            hash = link(hash, row.content());
            jdbc.sql(
                    "insert into command.seal (realm, n, command_id, hash) values (:realm, :n, :id, :hash)")
                .param("realm", realm.value())
                .param("n", n)
                .param("id", row.id())
                .param("hash", hash)
                .update();
          }
          return rows.size();
        });
  }

  /**
   * Recomputes the whole chain.
   *
   * @return what was checked and, if it does not hold, the first broken row
   */
  public Verdict verify(RealmId realm) {
    return transactions.read(
        realm,
        () -> {
          byte[] hash = new byte[32];
          long n = 0;
          while (true) {
            List<Link> links = sealed(realm, n);
            if (links.isEmpty()) {
              break;
            }
            for (Link link : links) {
              if (link.n() != n + 1) {
                return new Verdict(realm, n, 0, "link " + (n + 1) + " of the chain is missing");
              }
              n = link.n();
              if (link.content() == null) {
                return new Verdict(
                    realm, n, 0, "command " + link.id() + " (link " + n + ") was removed");
              }
              hash = link(hash, link.content());
              if (!MessageDigest.isEqual(hash, link.hash())) {
                return new Verdict(
                    realm, n, 0, "command " + link.id() + " (link " + n + ") was changed");
              }
            }
          }
          return new Verdict(realm, n, countUnsealed(realm), null);
        });
  }

  /**
   * @param links how many links were checked
   * @param unsealed rows younger than the last batch
   * @param broken the first broken row in words, or null
   */
  public record Verdict(RealmId realm, long links, long unsealed, @Nullable String broken) {}

  @SuppressWarnings("ArrayRecordComponent") // rows on their way through; never compared
  private record Link(long n, UUID id, byte @Nullable [] hash, @Nullable String content) {}

  private static byte[] link(byte[] before, @Nullable String content) {
    MessageDigest digest = CommandBodies.sha256();
    digest.update(before);
    digest.update(java.util.Objects.requireNonNull(content).getBytes(StandardCharsets.UTF_8));
    return digest.digest();
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

  private List<Link> unsealed(RealmId realm) {
    return jdbc.sql(
            """
            select %s from command.command c
            where c.realm = :realm
              and c.written_at >= coalesce(
                (select l.written_at - make_interval(secs => :overlap)
                 from command.seal s join command.command l on l.realm = s.realm and l.id = s.command_id
                 where s.realm = :realm order by s.n desc limit 1), '-infinity')
              and not exists (select from command.seal s where s.realm = c.realm and s.command_id = c.id)
            order by c.written_at, c.id
            limit :batch
            """
                .formatted(ROW))
        .param("realm", realm.value())
        .param("overlap", OVERLAP_SECONDS)
        .param("batch", BATCH)
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
    return jdbc.sql(
            """
            select count(*) from command.command c where c.realm = :realm
              and not exists (select from command.seal s where s.realm = c.realm and s.command_id = c.id)
            """)
        .param("realm", realm.value())
        .query(Long.class)
        .single();
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

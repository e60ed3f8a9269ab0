package org.yanzhen.command;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;
import org.yanzhen.shared.Writes;
import tools.jackson.databind.json.JsonMapper;

/** The command table and, apart from it, the personal parts. */
@Repository
class CommandStore {

  private static final String DEVICE_SEQ = "command_device_seq_key";
  private static final String ID = "command_pkey";

  private final JdbcClient jdbc;
  private final Writes writes;
  private final JsonMapper mapper;
  private final Vault vault;

  CommandStore(JdbcClient jdbc, Writes writes, JsonMapper mapper, Vault vault) {
    this.jdbc = jdbc;
    this.writes = writes;
    this.mapper = mapper;
    this.vault = vault;
  }

  private static final String ROW =
      """
      with row as (
        insert into command.command
          (realm, id, type, account_id, requester_of, origin, network, device, seq, base,
           recorded_at, received_at, body, body_hash, result, problem)
        values
          (:realm, :id, :type, :account, :requesterOf, :origin, :network, :device, :seq, :base,
           :recordedAt, :receivedAt, :body::jsonb, :bodyHash, :result::jsonb, :problem::jsonb)
        returning realm, id)
      """;

  private static final String WITHOUT_WORDS =
      ROW + "insert into command.unsealed (realm, command_id) select realm, id from row";

  private static final String WITH_WORDS =
      ROW
          + """
          , words as (
            insert into command.personal_part (realm, command_id, salt, words)
            select realm, id, :salt, :words from row)
          insert into command.unsealed (realm, command_id) select realm, id from row
          """;

  /**
   * Writes the row with its words and queues it for the seal, at the latest with the commit. If the
   * id is already there, that fails ({@link #isAnsweredBefore}), and nothing of the transaction
   * stays; it waits for a transaction that is just writing it.
   */
  void insert(CommandRow row) {
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("realm", row.realm().value());
    params.put("id", row.id());
    params.put("type", row.type());
    params.put("account", row.accountId());
    params.put("requesterOf", row.requesterOf());
    params.put("origin", row.origin().name());
    params.put("network", row.network());
    params.put("device", row.device());
    params.put("seq", row.seq());
    params.put("base", row.base());
    params.put("recordedAt", utc(row.recordedAt()));
    params.put("receivedAt", utc(row.receivedAt()));
    params.put("body", row.body().toString());
    params.put("bodyHash", row.bodyHash());
    params.put("result", row.result() == null ? null : row.result().toString());
    params.put("problem", row.problem() == null ? null : write(row.problem()));
    if (row.personal() == null) {
      writes.later(WITHOUT_WORDS, params);
      return;
    }
    params.put("salt", row.salt());
    params.put("words", vault.encrypt(row.realm(), row.personal(), context(row.id())));
    writes.later(WITH_WORDS, params);
  }

  Optional<CommandRow> find(RealmId realm, UUID id) {
    return jdbc.sql(
            """
            select c.id, c.type, c.account_id, c.requester_of, c.origin, c.network, c.device, c.seq, c.base,
                   c.recorded_at, c.received_at, c.body, c.body_hash, c.result, c.problem, p.salt, p.words
            from command.command c
            left join command.personal_part p on p.realm = c.realm and p.command_id = c.id
            where c.realm = :realm and c.id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .query((rs, n) -> row(realm, rs))
        .optional();
  }

  /** The command's hash stays and still proves what it proved of whoever has the words. */
  void eraseWords(RealmId realm, UUID id) {
    jdbc.sql("delete from command.personal_part where realm = :realm and command_id = :id")
        .param("realm", realm.value())
        .param("id", id)
        .update();
  }

  /** Whether the violation is two commands in one place of a device's log. */
  static boolean isDeviceSeqTaken(DataIntegrityViolationException e) {
    return isOf(DEVICE_SEQ, e);
  }

  /** Whether the violation is two commands of one id. */
  static boolean isAnsweredBefore(DataIntegrityViolationException e) {
    return isOf(ID, e);
  }

  private static boolean isOf(String constraint, DataIntegrityViolationException e) {
    return e.getMostSpecificCause() instanceof PSQLException violation
        && violation.getServerErrorMessage() != null
        && constraint.equals(violation.getServerErrorMessage().getConstraint());
  }

  private CommandRow row(RealmId realm, ResultSet rs) throws SQLException {
    UUID id = rs.getObject("id", UUID.class);
    String result = rs.getString("result");
    String problem = rs.getString("problem");
    return new CommandRow(
        realm,
        id,
        rs.getString("type"),
        rs.getObject("account_id", UUID.class),
        rs.getObject("requester_of", UUID.class),
        Origin.valueOf(rs.getString("origin")),
        rs.getString("network"),
        rs.getObject("device", UUID.class),
        rs.getObject("seq", Long.class),
        rs.getObject("base", Integer.class),
        instant(rs.getObject("recorded_at", OffsetDateTime.class)),
        rs.getObject("received_at", OffsetDateTime.class).toInstant(),
        mapper.readTree(rs.getString("body")),
        vault.decrypt(realm, rs.getBytes("words"), context(id)),
        rs.getBytes("salt"),
        rs.getBytes("body_hash"),
        result == null ? null : mapper.readTree(result),
        problem == null ? null : readProblem(problem));
  }

  private static String context(UUID id) {
    return "command.personal_part/" + id;
  }

  private String write(Problem problem) {
    return mapper.writeValueAsString(problem);
  }

  private Problem readProblem(String json) {
    return mapper.readValue(json, Problem.class);
  }

  static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}

package org.yanzhen.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Kinds by version; rows are only added. */
@Repository
class KindStore {

  private final JdbcClient jdbc;
  private final JsonMapper mapper;

  KindStore(JdbcClient jdbc, JsonMapper mapper) {
    this.jdbc = jdbc;
    this.mapper = mapper;
  }

  void insert(RealmId realm, KindVersion version, UUID commandId) {
    Kind kind = version.kind();
    jdbc.sql(
            """
            insert into catalogue.kind
              (realm, code, version, content, adopted_at, command_id, account_id)
            values (:realm, :code, :version, :content::jsonb, :at, :command, :account)
            """)
        .param("realm", realm.value())
        .param("code", kind.code())
        .param("version", kind.version())
        .param("content", mapper.writeValueAsString(kind))
        .param("at", version.at().atOffset(ZoneOffset.UTC))
        .param("command", commandId)
        .param("account", version.accountId())
        .update();
  }

  List<KindVersion> listNewest(RealmId realm) {
    return jdbc.sql(
            """
            select distinct on (code) content, adopted_at, account_id from catalogue.kind
            where realm = :realm order by code, version desc
            """)
        .param("realm", realm.value())
        .query(this::version)
        .list();
  }

  /** The versions before one, newest first. */
  List<KindVersion> listVersions(RealmId realm, String code, int before, int limit) {
    return jdbc.sql(
            """
            select content, adopted_at, account_id from catalogue.kind
            where realm = :realm and code = :code and version < :before
            order by version desc limit :limit
            """)
        .param("realm", realm.value())
        .param("code", code)
        .param("before", before)
        .param("limit", limit)
        .query(this::version)
        .list();
  }

  Optional<KindVersion> findNewest(RealmId realm, String code) {
    return jdbc.sql(
            """
            select content, adopted_at, account_id from catalogue.kind
            where realm = :realm and code = :code order by version desc limit 1
            """)
        .param("realm", realm.value())
        .param("code", code)
        .query(this::version)
        .optional();
  }

  Optional<Kind> find(RealmId realm, String code, int version) {
    return findVersion(realm, code, version).map(KindVersion::kind);
  }

  Optional<KindVersion> findVersion(RealmId realm, String code, int version) {
    return jdbc.sql(
            """
            select content, adopted_at, account_id from catalogue.kind
            where realm = :realm and code = :code and version = :version
            """)
        .param("realm", realm.value())
        .param("code", code)
        .param("version", version)
        .query(this::version)
        .optional();
  }

  private KindVersion version(ResultSet rs, int row) throws SQLException {
    return new KindVersion(
        kind(rs),
        rs.getObject("adopted_at", OffsetDateTime.class).toInstant(),
        rs.getObject("account_id", UUID.class));
  }

  private Kind kind(ResultSet rs) throws SQLException {
    JsonNode content = mapper.readTree(rs.getString("content"));
    return mapper.treeToValue(OlderKind.completed((ObjectNode) content), Kind.class);
  }
}

package org.yanzhen.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
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

  void insert(RealmId realm, Kind kind, Instant at) {
    jdbc.sql(
            """
            insert into catalogue.kind (realm, code, version, content, adopted_at)
            values (:realm, :code, :version, :content::jsonb, :at)
            """)
        .param("realm", realm.value())
        .param("code", kind.code())
        .param("version", kind.version())
        .param("content", mapper.writeValueAsString(kind))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  List<Kind> listNewest(RealmId realm) {
    return jdbc.sql(
            """
            select distinct on (code) content from catalogue.kind
            where realm = :realm order by code, version desc
            """)
        .param("realm", realm.value())
        .query(this::kind)
        .list();
  }

  Optional<Kind> findNewest(RealmId realm, String code) {
    return jdbc.sql(
            """
            select content from catalogue.kind
            where realm = :realm and code = :code order by version desc limit 1
            """)
        .param("realm", realm.value())
        .param("code", code)
        .query(this::kind)
        .optional();
  }

  Optional<Kind> find(RealmId realm, String code, int version) {
    return jdbc.sql(
            """
            select content from catalogue.kind
            where realm = :realm and code = :code and version = :version
            """)
        .param("realm", realm.value())
        .param("code", code)
        .param("version", version)
        .query(this::kind)
        .optional();
  }

  private Kind kind(ResultSet rs, int row) throws SQLException {
    JsonNode content = mapper.readTree(rs.getString("content"));
    return mapper.treeToValue(OlderKind.completed((ObjectNode) content), Kind.class);
  }
}

package org.yanzhen.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.catalogue.ServiceCards.CardContent;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;
import tools.jackson.databind.json.JsonMapper;

/** Cards that are out, each as it was last printed. */
@Repository
class CardStore {

  private static final String CONTENT = "catalogue.card/content/";

  /** Whose card for which place. */
  record CardKey(int divisionId, UUID personId) {

    String token() {
      return divisionId + "." + personId;
    }

    static CardKey parse(String token) {
      try {
        int dot = token.indexOf('.');
        return new CardKey(
            Integer.parseInt(token.substring(0, dot)), UUID.fromString(token.substring(dot + 1)));
      } catch (RuntimeException e) {
        throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "after"));
      }
    }
  }

  record Printed(
      CardKey key,
      Language language,
      CardContent content,
      Instant printedAt,
      @Nullable UUID accountId) {}

  private final JdbcClient jdbc;
  private final JsonMapper mapper;
  private final Vault vault;

  CardStore(JdbcClient jdbc, JsonMapper mapper, Vault vault) {
    this.jdbc = jdbc;
    this.mapper = mapper;
    this.vault = vault;
  }

  /**
   * @param area path of the division it is for
   */
  void put(RealmId realm, Printed printed, String area) {
    jdbc.sql(
            """
            insert into catalogue.card
              (realm, division_id, person_id, area, language, content, printed_at, account_id)
            values (:realm, :division, :person, :area, :language, :content, :at, :account)
            on conflict (realm, division_id, person_id) do update
            set area = excluded.area, language = excluded.language, content = excluded.content,
                printed_at = excluded.printed_at, account_id = excluded.account_id
            """)
        .param("realm", realm.value())
        .param("division", printed.key().divisionId())
        .param("person", printed.key().personId())
        .param("area", area)
        .param("language", printed.language().name())
        .param(
            "content",
            vault.encrypt(
                realm, mapper.writeValueAsString(printed.content()), context(printed.key())))
        .param("at", printed.printedAt().atOffset(ZoneOffset.UTC))
        .param("account", printed.accountId())
        .update();
  }

  boolean delete(RealmId realm, CardKey key) {
    return jdbc.sql(
                """
                delete from catalogue.card
                where realm = :realm and division_id = :division and person_id = :person
                """)
            .param("realm", realm.value())
            .param("division", key.divisionId())
            .param("person", key.personId())
            .update()
        == 1;
  }

  /**
   * @param area path of the division whose subtree is asked for
   */
  List<Printed> list(RealmId realm, String area, @Nullable CardKey after, int limit) {
    return jdbc.sql(
            """
            select division_id, person_id, language, content, printed_at, account_id from catalogue.card
            where realm = :realm and starts_with(area, :area)
              and (division_id, person_id) > (:division, :person)
            order by division_id, person_id limit :limit
            """)
        .param("realm", realm.value())
        .param("area", area)
        .param("division", after == null ? 0 : after.divisionId())
        .param("person", after == null ? new UUID(0, 0) : after.personId())
        .param("limit", limit)
        .query((rs, n) -> printed(realm, rs))
        .list();
  }

  private Printed printed(RealmId realm, ResultSet rs) throws SQLException {
    CardKey key = new CardKey(rs.getInt("division_id"), rs.getObject("person_id", UUID.class));
    String content = vault.decrypt(realm, rs.getBytes("content"), context(key));
    return new Printed(
        key,
        Language.valueOf(rs.getString("language")),
        mapper.readValue(content == null ? "{}" : content, CardContent.class),
        rs.getObject("printed_at", OffsetDateTime.class).toInstant(),
        rs.getObject("account_id", UUID.class));
  }

  private static String context(CardKey key) {
    return CONTENT + key.token();
  }
}

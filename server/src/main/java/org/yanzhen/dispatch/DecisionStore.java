package org.yanzhen.dispatch;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Offers with the explanation of their day. */
@Repository
class DecisionStore {

  /**
   * @param of how many could have been asked
   */
  record Decision(
      int version,
      UUID personId,
      int rank,
      int of,
      int total,
      Map<Language, List<Score.Term>> terms) {}

  private final JdbcClient jdbc;
  private final JsonMapper mapper;

  DecisionStore(JdbcClient jdbc, JsonMapper mapper) {
    this.jdbc = jdbc;
    this.mapper = mapper;
  }

  void insert(RealmId realm, UUID orderId, int version, Ranking.Ranked chosen, int of, Instant at) {
    jdbc.sql(
            """
            insert into dispatch.decision (realm, order_id, version, person_id, rank, ranked, total, terms, at)
            values (:realm, :order, :version, :person, :rank, :of, :total, :terms::jsonb, :at)
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("version", version)
        .param("person", chosen.person().id())
        .param("rank", chosen.rank())
        .param("of", of)
        .param("total", chosen.score().total())
        .param("terms", mapper.writeValueAsString(inEveryLanguage(chosen.matter())))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * The figures of the day, worded for every reader: computed anew tomorrow they would be others.
   */
  private static Map<Language, List<Score.Term>> inEveryLanguage(Matter matter) {
    Map<Language, List<Score.Term>> terms = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      terms.put(language, Score.of(matter, language).terms());
    }
    return terms;
  }

  Optional<Decision> findLast(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select version, person_id, rank, ranked, total, terms from dispatch.decision
            where realm = :realm and order_id = :order order by version desc limit 1
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(
            (rs, n) ->
                new Decision(
                    rs.getInt("version"),
                    rs.getObject("person_id", UUID.class),
                    rs.getInt("rank"),
                    rs.getInt("ranked"),
                    rs.getInt("total"),
                    mapper.readValue(
                        rs.getString("terms"),
                        new TypeReference<Map<Language, List<Score.Term>>>() {})))
        .optional();
  }
}

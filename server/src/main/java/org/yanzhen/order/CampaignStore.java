package org.yanzhen.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.catalogue.Text;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.RealmId;

/** Campaigns, and how many orders each has. */
@Repository
class CampaignStore {

  /** What came of a campaign's orders so far. */
  record Counts(UUID campaign, long placed, long solved, long unsolved) {}

  private static final String SELECT =
      """
      select id, version, name_zh, name_en, division_id, area, kinds, from_day, until_day, body, created_at, ended_at
      from orders.campaign where realm = :realm
      """;

  private final JdbcClient jdbc;

  CampaignStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** False when the id is taken. */
  boolean insert(RealmId realm, Campaign campaign, @Nullable UUID account) {
    return jdbc.sql(
                """
                insert into orders.campaign
                  (realm, id, version, name_zh, name_en, division_id, area, kinds, from_day, until_day, body, created_at,
                   created_by)
                values (:realm, :id, 1, :zh, :en, :division, :area, :kinds, :from, :until, :body, :at, :account)
                on conflict do nothing
                """)
            .param("realm", realm.value())
            .param("id", campaign.id())
            .param("zh", campaign.name().zh())
            .param("en", campaign.name().en())
            .param("division", campaign.divisionId())
            .param("area", campaign.area())
            .param("kinds", campaign.kinds().toArray(String[]::new))
            .param("from", campaign.from())
            .param("until", campaign.until())
            .param("body", campaign.body())
            .param("at", OrderStore.utc(campaign.createdAt()))
            .param("account", account)
            .update()
        == 1;
  }

  void end(RealmId realm, Campaign ended, @Nullable UUID account) {
    jdbc.sql(
            """
            update orders.campaign set version = :version, ended_at = :at, ended_by = :account
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", ended.id())
        .param("version", ended.version())
        .param("at", OrderStore.utc(ended.endedAt()))
        .param("account", account)
        .update();
  }

  Optional<Campaign> find(RealmId realm, UUID id) {
    return select(realm, id, "");
  }

  /** Locked until the transaction ends, so that nobody ends it twice. */
  Optional<Campaign> lock(RealmId realm, UUID id) {
    return select(realm, id, " for update");
  }

  private Optional<Campaign> select(RealmId realm, UUID id, String lock) {
    return jdbc.sql(SELECT + " and id = :id" + lock)
        .param("realm", realm.value())
        .param("id", id)
        .query((rs, n) -> campaign(rs))
        .optional();
  }

  List<Campaign> findAll(RealmId realm, Collection<UUID> ids) {
    return jdbc.sql(SELECT + " and id = any(:ids)")
        .param("realm", realm.value())
        .param("ids", ids.toArray(UUID[]::new))
        .query((rs, n) -> campaign(rs))
        .list();
  }

  /** Those within the areas or around them, the newest first. */
  List<Campaign> page(RealmId realm, Collection<String> areas, @Nullable PageKey after, int limit) {
    Map<String, Object> params = new HashMap<>();
    params.put("realm", realm.value());
    params.put("areas", areas.toArray(String[]::new));
    params.put("limit", limit);
    String key = "";
    if (after != null) {
      key = " and (created_at, id) < (:after, :afterId)";
      params.put("after", after.utc());
      params.put("afterId", after.id());
    }
    return jdbc.sql(
            SELECT
                + """
                   and exists (
                    select from unnest(:areas) as mine where starts_with(area, mine) or starts_with(mine, area))
                  """
                + key
                + " order by created_at desc, id desc limit :limit")
        .params(params)
        .query((rs, n) -> campaign(rs))
        .list();
  }

  /** Those that run on the day and may take an order of that kind and area, the newest first. */
  List<Campaign> fitting(RealmId realm, String kind, String area, LocalDate day, int limit) {
    return jdbc.sql(
            SELECT
                + """
                   and ended_at is null and from_day <= :day and until_day >= :day and starts_with(:area, area)
                    and (kinds = '{}' or :kind = any(kinds))
                  order by created_at desc, id desc limit :limit
                  """)
        .param("realm", realm.value())
        .param("day", day)
        .param("area", area)
        .param("kind", kind)
        .param("limit", limit)
        .query((rs, n) -> campaign(rs))
        .list();
  }

  Map<UUID, Counts> counts(RealmId realm, Collection<UUID> ids) {
    Map<UUID, Counts> counts = new HashMap<>();
    jdbc.sql(
            """
            select campaign, count(*) as placed, count(*) filter (where %s) as solved,
                   count(*) filter (where %s) as unsolved
            from orders.outcome where realm = :realm and campaign = any(:ids) and outside is null group by campaign
            """
                .formatted(FiguresStore.SOLVED, FiguresStore.UNSOLVED))
        .param("realm", realm.value())
        .param("ids", ids.toArray(UUID[]::new))
        .query(
            rs -> {
              UUID id = rs.getObject("campaign", UUID.class);
              counts.put(
                  id,
                  new Counts(
                      id, rs.getLong("placed"), rs.getLong("solved"), rs.getLong("unsolved")));
            });
    return counts;
  }

  private static Campaign campaign(ResultSet rs) throws SQLException {
    OffsetDateTime ended = rs.getObject("ended_at", OffsetDateTime.class);
    return new Campaign(
        rs.getObject("id", UUID.class),
        rs.getInt("version"),
        new Text(rs.getString("name_zh"), rs.getString("name_en")),
        rs.getInt("division_id"),
        rs.getString("area"),
        Arrays.asList((String[]) rs.getArray("kinds").getArray()),
        rs.getObject("from_day", LocalDate.class),
        rs.getObject("until_day", LocalDate.class),
        rs.getString("body"),
        rs.getObject("created_at", OffsetDateTime.class).toInstant(),
        ended == null ? null : ended.toInstant());
  }
}

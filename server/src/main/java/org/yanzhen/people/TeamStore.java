package org.yanzhen.people;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;

/** Groups and their members. */
@Repository
class TeamStore {

  record Member(UUID personId, LocalDate from, @Nullable LocalDate until) {}

  private static final String SELECT =
      """
      select t.id, t.code, t.name, t.remit, o.code as organisation, t.kinds, t.division_ids, t.areas, t.lead_id,
             f.code as fallback, t.active
      from people.team t
      join people.organisation f on f.realm = t.realm and f.id = t.fallback_id
      left join people.organisation o on o.realm = t.realm and o.id = t.organisation_id
      where t.realm = :realm
      """;

  private final JdbcClient jdbc;

  TeamStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** False when the code belongs to another group, or this one has another code. */
  boolean put(
      RealmId realm,
      Team team,
      @Nullable UUID organisationId,
      UUID fallbackId,
      List<Member> members) {
    int put =
        jdbc.sql(
                """
                insert into people.team as t
                  (realm, id, code, name, remit, organisation_id, kinds, division_ids, areas, lead_id, fallback_id, active)
                select :realm, :id, :code, :name, :remit, :organisation::uuid, :kinds, :divisions, :areas, :lead,
                       :fallback, :active
                where not exists (select from people.team where realm = :realm and id = :id and code <> :code)
                on conflict (realm, code) do update
                set name = excluded.name, remit = excluded.remit, organisation_id = excluded.organisation_id,
                    kinds = excluded.kinds, division_ids = excluded.division_ids, areas = excluded.areas,
                    lead_id = excluded.lead_id, fallback_id = excluded.fallback_id, active = excluded.active
                where t.id = excluded.id
                """)
            .param("realm", realm.value())
            .param("id", team.id())
            .param("code", team.code())
            .param("name", team.name())
            .param("remit", team.remit())
            .param("organisation", organisationId)
            .param("kinds", team.kinds().toArray(String[]::new))
            .param("divisions", team.divisionIds().toArray(Integer[]::new))
            .param("areas", team.areas().toArray(String[]::new))
            .param("lead", team.lead())
            .param("fallback", fallbackId)
            .param("active", team.active())
            .update();
    if (put == 0) {
      return false;
    }
    jdbc.sql("delete from people.team_member where realm = :realm and team_id = :team")
        .param("realm", realm.value())
        .param("team", team.id())
        .update();
    for (Member member : members) {
      jdbc.sql(
              """
              insert into people.team_member (realm, team_id, person_id, valid_from, valid_to)
              values (:realm, :team, :person, :from, :until)
              """)
          .param("realm", realm.value())
          .param("team", team.id())
          .param("person", member.personId())
          .param("from", member.from())
          .param("until", member.until())
          .update();
    }
    return true;
  }

  List<Team> list(RealmId realm, LocalDate day) {
    Map<UUID, List<UUID>> members = new HashMap<>();
    jdbc.sql(
            """
            select m.team_id, m.person_id from people.team_member m
            join people.person p on p.realm = m.realm and p.id = m.person_id and p.active
            where m.realm = :realm and m.valid_from <= :day and (m.valid_to is null or m.valid_to > :day)
            order by m.person_id
            """)
        .param("realm", realm.value())
        .param("day", day)
        .query(
            (ResultSet rs) -> {
              members
                  .computeIfAbsent(rs.getObject("team_id", UUID.class), id -> new ArrayList<>())
                  .add(rs.getObject("person_id", UUID.class));
            });
    return jdbc.sql(SELECT + " order by t.active desc, t.name, t.id")
        .param("realm", realm.value())
        .query((rs, n) -> team(rs, members))
        .list();
  }

  Optional<Team> find(RealmId realm, UUID id, LocalDate day) {
    return list(realm, day).stream().filter(team -> team.id().equals(id)).findAny();
  }

  /** All members there ever were, with their dates. */
  Map<UUID, List<Member>> members(RealmId realm) {
    Map<UUID, List<Member>> members = new HashMap<>();
    jdbc.sql(
            """
            select team_id, person_id, valid_from, valid_to from people.team_member
            where realm = :realm order by valid_from, person_id
            """)
        .param("realm", realm.value())
        .query(
            (ResultSet rs) -> {
              members
                  .computeIfAbsent(rs.getObject("team_id", UUID.class), id -> new ArrayList<>())
                  .add(
                      new Member(
                          rs.getObject("person_id", UUID.class),
                          rs.getObject("valid_from", LocalDate.class),
                          rs.getObject("valid_to", LocalDate.class)));
            });
    return members;
  }

  private static Team team(ResultSet rs, Map<UUID, List<UUID>> members) throws SQLException {
    UUID id = rs.getObject("id", UUID.class);
    return new Team(
        id,
        rs.getString("code"),
        rs.getString("name"),
        rs.getString("remit"),
        rs.getString("organisation"),
        texts(rs.getArray("kinds")),
        Arrays.asList((Integer[]) rs.getArray("division_ids").getArray()),
        texts(rs.getArray("areas")),
        rs.getObject("lead_id", UUID.class),
        rs.getString("fallback"),
        rs.getBoolean("active"),
        members.getOrDefault(id, List.of()));
  }

  private static List<String> texts(Array array) throws SQLException {
    return Arrays.asList((String[]) array.getArray());
  }
}

package org.yanzhen.people;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;

/** People as an administrator keeps them: also who has left, every post, every skill. */
@Repository
class StaffStore {

  record Listed(UUID id, boolean active) {}

  /**
   * @param organisation its code
   */
  record Post(
      String title,
      @Nullable String organisation,
      @Nullable String organisationName,
      int divisionId,
      String area,
      boolean serving,
      LocalDate validFrom,
      @Nullable LocalDate validTo) {}

  record KeptSkill(
      String skill,
      int level,
      String evidence,
      String verifier,
      LocalDate verifiedOn,
      @Nullable LocalDate expiresOn) {}

  private final JdbcClient jdbc;

  StaffStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Listed> find(RealmId realm, UUID person) {
    return jdbc.sql("select id, active from people.person where realm = :realm and id = :person")
        .param("realm", realm.value())
        .param("person", person)
        .query(Listed.class)
        .optional();
  }

  /**
   * Persons at home in one of the areas, by name.
   *
   * @param text part of the name, or of the name of an organisation where the person has a post
   * @param after the last row seen
   */
  List<Listed> page(
      RealmId realm,
      Collection<String> areas,
      @Nullable String text,
      @Nullable Boolean active,
      @Nullable Person after,
      LocalDate today,
      int limit) {
    return jdbc.sql(
            """
            select p.id, p.active from people.person p
            where p.realm = :realm
              and exists (select from unnest(:areas::text[]) own where starts_with(p.home_area, own))
              and (:active::boolean is null or p.active = :active::boolean)
              and (:text::text is null or strpos(p.name, :text) > 0 or exists (
                select from people.post post
                join people.organisation o on o.realm = post.realm and o.id = post.organisation_id
                where post.realm = p.realm and post.person_id = p.id and strpos(o.name, :text) > 0
                  and (post.valid_to is null or post.valid_to > :today)))
            """
                + (after == null
                    ? ""
                    : "  and p.name ~>=~ :name and (p.name ~>~ :name or p.id > :after)\n")
                + "order by p.name using ~<~, p.id limit :limit")
        .param("realm", realm.value())
        .param("areas", areas.toArray(String[]::new))
        .param("active", active)
        .param("text", text)
        .param("today", today)
        .param("name", after == null ? null : after.name())
        .param("after", after == null ? null : after.id())
        .param("limit", limit)
        .query(Listed.class)
        .list();
  }

  /** Those that are over too, as they were written down. */
  List<Post> posts(RealmId realm, UUID person) {
    return jdbc.sql(
            """
            select post.title, o.code as organisation, o.name as organisation_name, post.division_id,
                   post.area, post.serving, post.valid_from, post.valid_to
            from people.post post
            left join people.organisation o on o.realm = post.realm and o.id = post.organisation_id
            where post.realm = :realm and post.person_id = :person
            order by post.n
            """)
        .param("realm", realm.value())
        .param("person", person)
        .query(Post.class)
        .list();
  }

  /** Those that have expired too. */
  List<KeptSkill> skills(RealmId realm, UUID person) {
    return jdbc.sql(
            """
            select skill, level, evidence, verifier, verified_on, expires_on from people.skill
            where realm = :realm and person_id = :person order by skill
            """)
        .param("realm", realm.value())
        .param("person", person)
        .query(KeptSkill.class)
        .list();
  }

  /**
   * Organisations by name.
   *
   * @param text part of the name, or the beginning of the code
   */
  List<Organisation> organisations(
      RealmId realm, @Nullable String text, @Nullable Organisation after, int limit) {
    return jdbc.sql(
            """
            select id, code, name, kind, division_id from people.organisation
            where realm = :realm
              and (:text::text is null or strpos(name, :text) > 0 or starts_with(code, :text))
            """
                + (after == null
                    ? ""
                    : "  and name ~>=~ :name and (name ~>~ :name or id > :after)\n")
                + "order by name using ~<~, id limit :limit")
        .param("realm", realm.value())
        .param("text", text)
        .param("name", after == null ? null : after.name())
        .param("after", after == null ? null : after.id())
        .param("limit", limit)
        .query(Organisation.class)
        .list();
  }
}

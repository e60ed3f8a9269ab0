package org.yanzhen.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;

/** Persons and what belongs to them. */
@Repository
class PeopleStore {

  record Post(
      String title,
      @Nullable UUID organisationId,
      int divisionId,
      String area,
      boolean serving,
      LocalDate from,
      @Nullable LocalDate until) {}

  record RegisteredPerson(
      UUID id,
      String name,
      @Nullable String phone,
      int homeDivisionId,
      String homeArea,
      boolean synthetic,
      boolean active) {}

  record RecordedSkill(
      UUID personId,
      Skill skill,
      String evidence,
      String verifier,
      LocalDate verifiedOn,
      @Nullable LocalDate expiresOn) {}

  /** A person's row joined with the present post. */
  private static final String SELECT =
      """
      select p.id, p.name, p.phone, p.home_division_id, p.home_area, p.synthetic, p.languages,
             o.title, o.organisation
      from people.person p
      left join lateral (
        select post.title, organisation.name as organisation
        from people.post post
        left join people.organisation organisation
          on organisation.realm = post.realm and organisation.id = post.organisation_id
        where post.realm = p.realm and post.person_id = p.id
          and post.valid_from <= :today and (post.valid_to is null or post.valid_to > :today)
        order by post.serving desc, post.n
        limit 1
      ) o on true
      where p.realm = :realm
      """;

  private final JdbcClient jdbc;
  private final Vault vault;
  private final KnownPersons known;

  PeopleStore(JdbcClient jdbc, Vault vault, KnownPersons known) {
    this.jdbc = jdbc;
    this.vault = vault;
    this.known = known;
  }

  /**
   * @param mayKeep whether a post in that area may be replaced; the others stay as they are
   */
  void put(
      RealmId realm,
      RegisteredPerson person,
      List<Post> posts,
      Predicate<String> mayKeep,
      Instant at) {
    known.changed(realm);
    jdbc.sql(
            """
            insert into people.person
              (realm, id, name, phone, phone_index, home_division_id, home_area, synthetic, active, registered_at)
            values (:realm, :id, :name, :phone, :phoneIndex, :home, :homeArea, :synthetic, :active, :at)
            on conflict (realm, id) do update
            set name = excluded.name, phone = excluded.phone, phone_index = excluded.phone_index,
                home_division_id = excluded.home_division_id, home_area = excluded.home_area,
                synthetic = excluded.synthetic, active = excluded.active
            """)
        .param("realm", realm.value())
        .param("id", person.id())
        .param("name", person.name())
        .param("phone", vault.encrypt(realm, person.phone(), phoneContext(person.id())))
        .param("phoneIndex", person.phone() == null ? null : phoneIndex(realm, person.phone()))
        .param("home", person.homeDivisionId())
        .param("homeArea", person.homeArea())
        .param("synthetic", person.synthetic())
        .param("active", person.active())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
    // The person's row is locked by now, so nobody else changes the posts meanwhile.
    Map<Integer, String> before = postAreas(realm, person.id());
    List<Integer> replaced =
        before.entrySet().stream()
            .filter(post -> mayKeep.test(post.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    jdbc.sql(
            "delete from people.post where realm = :realm and person_id = :person and n = any(:replaced)")
        .param("realm", realm.value())
        .param("person", person.id())
        .param("replaced", replaced.toArray(Integer[]::new))
        .update();
    before.keySet().removeAll(replaced);
    int n = 1 + before.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    for (Post post : posts) {
      insert(realm, person.id(), n++, post);
    }
  }

  private Map<Integer, String> postAreas(RealmId realm, UUID personId) {
    Map<Integer, String> areas = new HashMap<>();
    jdbc.sql("select n, area from people.post where realm = :realm and person_id = :person")
        .param("realm", realm.value())
        .param("person", personId)
        .query(
            (ResultSet rs) -> {
              areas.put(rs.getInt("n"), rs.getString("area"));
            });
    return areas;
  }

  private void insert(RealmId realm, UUID personId, int n, Post post) {
    jdbc.sql(
            """
            insert into people.post
              (realm, person_id, n, title, organisation_id, division_id, area, serving, valid_from, valid_to)
            values (:realm, :person, :n, :title, :organisation, :division, :area, :serving, :from, :until)
            """)
        .param("realm", realm.value())
        .param("person", personId)
        .param("n", n)
        .param("title", post.title())
        .param("organisation", post.organisationId())
        .param("division", post.divisionId())
        .param("area", post.area())
        .param("serving", post.serving())
        .param("from", post.from())
        .param("until", post.until())
        .update();
  }

  /**
   * False when the code belongs to another organisation, or this organisation has another code:
   * codes are kept.
   */
  boolean put(RealmId realm, Organisation organisation) {
    known.changed(realm);
    return jdbc.sql(
                """
                insert into people.organisation as o (realm, id, code, name, kind, division_id)
                select :realm, :id, :code, :name, :kind, :division
                where not exists (
                  select from people.organisation where realm = :realm and id = :id and code <> :code)
                on conflict (realm, code) do update
                set name = excluded.name, kind = excluded.kind, division_id = excluded.division_id
                where o.id = excluded.id
                """)
            .param("realm", realm.value())
            .param("id", organisation.id())
            .param("code", organisation.code())
            .param("name", organisation.name())
            .param("kind", organisation.kind())
            .param("division", organisation.divisionId())
            .update()
        == 1;
  }

  void put(RealmId realm, RecordedSkill recorded) {
    known.changed(realm);
    jdbc.sql(
            """
            insert into people.skill
              (realm, person_id, skill, level, evidence, verifier, verified_on, expires_on)
            values (:realm, :person, :skill, :level, :evidence, :verifier, :verifiedOn, :expiresOn)
            on conflict (realm, person_id, skill) do update
            set level = excluded.level, evidence = excluded.evidence, verifier = excluded.verifier,
                verified_on = excluded.verified_on, expires_on = excluded.expires_on
            """)
        .param("realm", realm.value())
        .param("person", recorded.personId())
        .param("skill", recorded.skill().code())
        .param("level", recorded.skill().level())
        .param("evidence", recorded.evidence())
        .param("verifier", recorded.verifier())
        .param("verifiedOn", recorded.verifiedOn())
        .param("expiresOn", recorded.expiresOn())
        .update();
  }

  void putLeave(RealmId realm, UUID personId, LocalDate first, LocalDate last, String reason) {
    jdbc.sql(
            """
            insert into people.leave (realm, person_id, first_day, last_day, reason)
            values (:realm, :person, :first, :last, :reason)
            on conflict (realm, person_id, first_day) do update
            set last_day = excluded.last_day, reason = excluded.reason, withdrawn_at = null
            """)
        .param("realm", realm.value())
        .param("person", personId)
        .param("first", first)
        .param("last", last)
        .param("reason", reason)
        .update();
  }

  List<Person> list(RealmId realm, Collection<UUID> ids, LocalDate today) {
    return withSkills(
        realm,
        today,
        jdbc.sql(SELECT + " and p.id = any(:ids)")
            .param("realm", realm.value())
            .param("today", today)
            .param("ids", ids.stream().distinct().toArray(UUID[]::new))
            .query((rs, n) -> person(realm, rs))
            .list());
  }

  List<Person> listByPhone(RealmId realm, String phone, LocalDate today) {
    return withSkills(
        realm,
        today,
        jdbc.sql(SELECT + " and p.phone_index = :phoneIndex and p.active order by p.id")
            .param("realm", realm.value())
            .param("today", today)
            .param("phoneIndex", phoneIndex(realm, phone))
            .query((rs, n) -> person(realm, rs))
            .list());
  }

  /**
   * Those nearest in the tree first, so that the bound cuts off the county's offices and not the
   * village's people.
   */
  List<Person> serving(RealmId realm, String area, LocalDate today, int limit) {
    return withSkills(
        realm,
        today,
        jdbc.sql(
                SELECT
                    + """
                       and p.active
                       and p.id in (
                         select post.person_id
                         from people.post post
                         join people.person home on home.realm = post.realm and home.id = post.person_id
                         where post.realm = :realm and post.serving
                           and post.valid_from <= :today and (post.valid_to is null or post.valid_to > :today)
                           and (post.area = any(:above) or (post.area ~>=~ :area and post.area ~<~ :areaEnd)
                             or home.home_area = any(:above)
                             or (home.home_area ~>=~ :area and home.home_area ~<~ :areaEnd)))
                       order by length(p.home_area) desc, p.id
                       limit :limit
                      """)
            .param("realm", realm.value())
            .param("today", today)
            .param("area", area)
            .param("areaEnd", area.substring(0, area.length() - 1) + "/")
            .param("above", above(area))
            .param("limit", limit)
            .query((rs, n) -> person(realm, rs))
            .list());
  }

  Set<UUID> away(RealmId realm, Collection<UUID> ids, LocalDate day) {
    return new HashSet<>(
        jdbc.sql(
                """
                select distinct person_id from people.leave
                where realm = :realm and person_id = any(:ids) and :day between first_day and last_day
                  and withdrawn_at is null
                """)
            .param("realm", realm.value())
            .param("ids", ids.stream().distinct().toArray(UUID[]::new))
            .param("day", day)
            .query(UUID.class)
            .list());
  }

  /** False when there is no such leave, or it would become longer. */
  boolean endLeave(RealmId realm, UUID personId, LocalDate first, LocalDate last, Instant at) {
    return jdbc.sql(
                """
                update people.leave
                set last_day = greatest(first_day, :last),
                    withdrawn_at = case when :last < first_day then :at::timestamptz end
                where realm = :realm and person_id = :person and first_day = :first and withdrawn_at is null
                  and :last <= last_day
                """)
            .param("realm", realm.value())
            .param("person", personId)
            .param("first", first)
            .param("last", last)
            .param("at", at.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  record Leave(UUID personId, LocalDate firstDay, LocalDate lastDay, String reason) {}

  /** Leave that touches the period, of persons at home in one of the areas. */
  List<Leave> leaves(
      RealmId realm, Collection<String> areas, LocalDate from, LocalDate until, int limit) {
    return jdbc.sql(
            """
            select l.person_id, l.first_day, l.last_day, l.reason from people.leave l
            join people.person p on p.realm = l.realm and p.id = l.person_id and p.active
            where l.realm = :realm and l.last_day >= :from and l.first_day <= :until and l.withdrawn_at is null
              and p.home_area like any(:areas)
            order by l.last_day, l.person_id limit :limit
            """)
        .param("realm", realm.value())
        .param("areas", areas.stream().map(area -> area + "%").toArray(String[]::new))
        .param("from", from)
        .param("until", until)
        .param("limit", limit)
        .query(Leave.class)
        .list();
  }

  /** Leave of these people that touches the days, the first first. */
  List<Leave> leavesOf(RealmId realm, Collection<UUID> persons, LocalDate first, LocalDate last) {
    return jdbc.sql(
            """
            select person_id, first_day, last_day, reason from people.leave
            where realm = :realm and person_id = any(:persons) and last_day >= :first and first_day <= :last
              and withdrawn_at is null
            order by first_day, person_id
            """)
        .param("realm", realm.value())
        .param("persons", persons.stream().distinct().toArray(UUID[]::new))
        .param("first", first)
        .param("last", last)
        .query(Leave.class)
        .list();
  }

  /** Leave of one person that has not ended before the day, the next first. */
  List<Leave> leavesOf(RealmId realm, UUID person, LocalDate from) {
    return jdbc.sql(
            """
            select person_id, first_day, last_day, reason from people.leave
            where realm = :realm and person_id = :person and last_day >= :from and withdrawn_at is null
            order by first_day limit 100
            """)
        .param("realm", realm.value())
        .param("person", person)
        .param("from", from)
        .query(Leave.class)
        .list();
  }

  /** Active and not on leave. */
  boolean present(RealmId realm, UUID person, LocalDate day) {
    return jdbc.sql(
            """
            select exists (
              select from people.person p where p.realm = :realm and p.id = :person and p.active
                and not exists (
                  select from people.leave l
                  where l.realm = p.realm and l.person_id = p.id and :day between l.first_day and l.last_day
                    and l.withdrawn_at is null))
            """)
        .param("realm", realm.value())
        .param("person", person)
        .param("day", day)
        .query(Boolean.class)
        .single();
  }

  Set<UUID> postedAt(RealmId realm, String organisation, LocalDate day) {
    return new HashSet<>(
        jdbc.sql(
                """
                select post.person_id from people.organisation o
                join people.post post on post.realm = o.realm and post.organisation_id = o.id
                join people.person p on p.realm = post.realm and p.id = post.person_id and p.active
                where o.realm = :realm and o.code = :code and post.serving
                  and post.valid_from <= :day and (post.valid_to is null or post.valid_to > :day)
                """)
            .param("realm", realm.value())
            .param("code", organisation)
            .param("day", day)
            .query(UUID.class)
            .list());
  }

  List<Organisation> organisations(RealmId realm) {
    return jdbc.sql(
            """
            select id, code, name, kind, division_id from people.organisation
            where realm = :realm order by name, id limit 5000
            """)
        .param("realm", realm.value())
        .query(Organisation.class)
        .list();
  }

  /** Active persons at home in one of the areas whose name starts so, by name. */
  List<UUID> named(RealmId realm, Collection<String> areas, String start, int limit) {
    return jdbc.sql(
            """
            select id from people.person
            where realm = :realm and active and name like :start and home_area like any(:areas)
            order by name, id limit :limit
            """)
        .param("realm", realm.value())
        .param("start", start.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
        .param("areas", areas.stream().map(area -> area + "%").toArray(String[]::new))
        .param("limit", limit)
        .query(UUID.class)
        .list();
  }

  Optional<Organisation> findOrganisation(RealmId realm, String code) {
    return jdbc.sql(
            """
            select id, code, name, kind, division_id from people.organisation
            where realm = :realm and code = :code
            """)
        .param("realm", realm.value())
        .param("code", code)
        .query(Organisation.class)
        .optional();
  }

  Optional<Organisation> findOrganisation(RealmId realm, UUID id) {
    return jdbc.sql(
            """
            select id, code, name, kind, division_id from people.organisation
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .query(Organisation.class)
        .optional();
  }

  void keepLanguages(RealmId realm, UUID personId, Collection<String> languages) {
    known.changed(realm);
    jdbc.sql("update people.person set languages = :languages where realm = :realm and id = :id")
        .param("languages", languages.toArray(String[]::new))
        .param("realm", realm.value())
        .param("id", personId)
        .update();
  }

  /** Path of the person's home division, if there is such a person. */
  Optional<String> findHomeArea(RealmId realm, UUID personId) {
    return jdbc.sql("select home_area from people.person where realm = :realm and id = :id")
        .param("realm", realm.value())
        .param("id", personId)
        .query(String.class)
        .optional();
  }

  private List<Person> withSkills(RealmId realm, LocalDate today, List<Person> bare) {
    if (bare.isEmpty()) {
      return bare;
    }
    Map<UUID, List<Skill>> skills = new HashMap<>();
    jdbc.sql(
            """
            select person_id, skill, level, expires_on from people.skill
            where realm = :realm and person_id = any(:ids) and (expires_on is null or expires_on > :today)
            order by skill
            """)
        .param("realm", realm.value())
        .param("ids", bare.stream().map(Person::id).toArray(UUID[]::new))
        .param("today", today)
        .query(
            (ResultSet rs) -> {
              skills
                  .computeIfAbsent(rs.getObject("person_id", UUID.class), id -> new ArrayList<>())
                  .add(
                      new Skill(
                          rs.getString("skill"),
                          rs.getInt("level"),
                          rs.getObject("expires_on", LocalDate.class)));
            });
    return bare.stream()
        .map(person -> with(person, skills.getOrDefault(person.id(), List.of())))
        .toList();
  }

  private static Person with(Person person, List<Skill> skills) {
    return new Person(
        person.id(),
        person.name(),
        person.post(),
        person.organisation(),
        person.divisionId(),
        person.area(),
        skills,
        person.languages(),
        person.phone(),
        person.synthetic());
  }

  private Person person(RealmId realm, ResultSet rs) throws SQLException {
    UUID id = rs.getObject("id", UUID.class);
    return new Person(
        id,
        rs.getString("name"),
        rs.getString("title"),
        rs.getString("organisation"),
        rs.getInt("home_division_id"),
        rs.getString("home_area"),
        List.of(),
        Arrays.asList((String[]) rs.getArray("languages").getArray()),
        vault.decrypt(realm, rs.getBytes("phone"), phoneContext(id)),
        rs.getBoolean("synthetic"));
  }

  /**
   * The paths of the division and of all above it: {@code .1.2.7.} gives {@code .1.}, {@code
   * .1.2.}, {@code .1.2.7.}.
   */
  static String[] above(String area) {
    List<String> paths = new ArrayList<>();
    for (int dot = area.indexOf('.', 1); dot > 0; dot = area.indexOf('.', dot + 1)) {
      paths.add(area.substring(0, dot + 1));
    }
    return paths.toArray(String[]::new);
  }

  private byte[] phoneIndex(RealmId realm, String phone) {
    return vault.blindIndex(realm, Phones.digits(phone), "people.person.phone");
  }

  private static String phoneContext(UUID personId) {
    return "people.person.phone/" + personId;
  }
}

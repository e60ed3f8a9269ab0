package org.yanzhen.people;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.Accounts;
import org.yanzhen.access.Realms;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Areas;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/**
 * Persons, their posts and skills, and organisations, for whoever keeps them: an administrator sees
 * those at home in the own area, with their numbers.
 */
@RestController
@RequestMapping("/api/people")
class StaffController {

  private static final int LONGEST_TEXT = 40;

  /** The account somebody signs in with. */
  record StaffAccount(UUID id, String login, boolean locked) {}

  /**
   * Somebody in the list.
   *
   * @param active false for who has left
   */
  record StaffRow(
      UUID id,
      String name,
      @Nullable String post,
      @Nullable String organisation,
      String divisionName,
      boolean active,
      @Nullable StaffAccount account) {}

  /**
   * @param next give it as {@code after} for what follows; absent on the last page
   */
  record StaffPage(List<StaffRow> people, @Nullable UUID next) {}

  /**
   * A post, also one that is over.
   *
   * @param organisation its code
   * @param mayKeep false where it lies beyond the reader's area: registering the person leaves it
   *     alone
   */
  record StaffPost(
      String title,
      @Nullable String organisation,
      @Nullable String organisationName,
      int divisionId,
      String divisionName,
      boolean serving,
      LocalDate from,
      @Nullable LocalDate until,
      boolean mayKeep) {}

  /**
   * @param counts today
   */
  record StaffSkill(
      String skill,
      String name,
      int level,
      String evidence,
      String verifier,
      LocalDate verifiedOn,
      @Nullable LocalDate expiresOn,
      boolean counts) {}

  record StaffMember(
      UUID id,
      String name,
      @Nullable String phone,
      int divisionId,
      String divisionName,
      boolean active,
      boolean synthetic,
      List<String> languages,
      List<StaffPost> posts,
      List<StaffSkill> skills,
      @Nullable StaffAccount account) {}

  record SkillName(String code, String name) {}

  record SkillNames(List<SkillName> skills) {}

  /** An organisation; {@code mayKeep} where the reader may rename it. */
  record BodyRow(
      UUID id,
      String code,
      String name,
      String kind,
      int divisionId,
      String divisionName,
      boolean mayKeep) {}

  record BodyPage(List<BodyRow> bodies, @Nullable UUID next) {}

  private final StaffStore store;
  private final PeopleStore organisations;
  private final People people;
  private final Accounts accounts;
  private final Divisions divisions;
  private final SkillList skills;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  StaffController(
      StaffStore store,
      PeopleStore organisations,
      People people,
      Accounts accounts,
      Divisions divisions,
      SkillList skills,
      Realms realms,
      RealmTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.organisations = organisations;
    this.people = people;
    this.accounts = accounts;
    this.divisions = divisions;
    this.skills = skills;
    this.realms = realms;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Persons at home in the administrator's area, by name. */
  @GetMapping("/staff")
  StaffPage staff(
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable Boolean active,
      @RequestParam(required = false) @Nullable UUID after,
      @RequestParam(defaultValue = "50") int limit,
      @AuthenticationPrincipal Actor actor) {
    List<String> areas = areas(actor);
    checkLimit(limit);
    String words = words(text);
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          Person seen =
              after == null ? null : find(realm, after, areas).orElseThrow(() -> invalid("after"));
          List<StaffStore.Listed> rows =
              store.page(realm, areas, words, active, seen, today(realm), limit + 1);
          boolean more = rows.size() > limit;
          List<StaffStore.Listed> shown = more ? rows.subList(0, limit) : rows;
          List<UUID> ids = shown.stream().map(StaffStore.Listed::id).toList();
          Map<UUID, Person> known = people.findAll(realm, ids);
          Map<UUID, Accounts.OfPerson> theirs = accounts.ofPersons(realm, ids);
          return new StaffPage(
              shown.stream()
                  .flatMap(
                      row ->
                          Stream.ofNullable(known.get(row.id()))
                              .map(person -> row(person, row.active(), theirs.get(row.id()))))
                  .toList(),
              more ? ids.getLast() : null);
        });
  }

  @GetMapping("/staff/{id}")
  ResponseEntity<StaffMember> member(
      @PathVariable UUID id, @AuthenticationPrincipal Actor actor, Locale locale) {
    List<String> areas = areas(actor);
    RealmId realm = actor.realm();
    StaffMember member =
        transactions.read(
            realm,
            () -> {
              Person person =
                  find(realm, id, areas)
                      .orElseThrow(() -> new ProblemException(ProblemCode.PEOPLE_PERSON_UNKNOWN));
              LocalDate today = today(realm);
              return new StaffMember(
                  id,
                  person.name(),
                  person.phone(),
                  person.divisionId(),
                  divisionName(person.divisionId()),
                  store.find(realm, id).map(StaffStore.Listed::active).orElse(false),
                  person.synthetic(),
                  person.languages(),
                  store.posts(realm, id).stream().map(post -> post(post, actor)).toList(),
                  store.skills(realm, id).stream()
                      .map(skill -> skill(skill, today, Language.of(locale)))
                      .toList(),
                  account(accounts.ofPersons(realm, List.of(id)).get(id)));
            });
    return ResponseEntity.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").body(member);
  }

  /** What people can be asked to know, to choose from; for everybody who is signed in. */
  @GetMapping("/skills")
  SkillNames skills(@AuthenticationPrincipal Actor actor, Locale locale) {
    Language language = Language.of(locale);
    return new SkillNames(
        skills.all().keySet().stream()
            .map(code -> new SkillName(code, skillName(code, language)))
            .toList());
  }

  /** All organisations of the realm, by name: whose they are is no secret within it. */
  @GetMapping("/bodies")
  BodyPage bodies(
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable UUID after,
      @RequestParam(defaultValue = "50") int limit,
      @AuthenticationPrincipal Actor actor) {
    areas(actor);
    checkLimit(limit);
    String words = words(text);
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          Organisation seen =
              after == null
                  ? null
                  : organisations
                      .findOrganisation(realm, after)
                      .orElseThrow(() -> invalid("after"));
          List<Organisation> rows = store.organisations(realm, words, seen, limit + 1);
          boolean more = rows.size() > limit;
          List<Organisation> shown = more ? rows.subList(0, limit) : rows;
          return new BodyPage(
              shown.stream().map(body -> body(body, actor)).toList(),
              more ? shown.getLast().id() : null);
        });
  }

  private StaffRow row(Person person, boolean active, Accounts.@Nullable OfPerson account) {
    return new StaffRow(
        person.id(),
        person.name(),
        person.post(),
        person.organisation(),
        divisionName(person.divisionId()),
        active,
        account(account));
  }

  private StaffPost post(StaffStore.Post post, Actor actor) {
    return new StaffPost(
        post.title(),
        post.organisation(),
        post.organisationName(),
        post.divisionId(),
        divisionName(post.divisionId()),
        post.serving(),
        post.validFrom(),
        post.validTo(),
        actor.has(Role.ADMINISTRATOR, post.area()));
  }

  private StaffSkill skill(StaffStore.KeptSkill skill, LocalDate today, Language language) {
    return new StaffSkill(
        skill.skill(),
        skillName(skill.skill(), language),
        skill.level(),
        skill.evidence(),
        skill.verifier(),
        skill.verifiedOn(),
        skill.expiresOn(),
        new Skill(skill.skill(), skill.level(), skill.expiresOn()).countsOn(today));
  }

  private BodyRow body(Organisation body, Actor actor) {
    return new BodyRow(
        body.id(),
        body.code(),
        body.name(),
        body.kind(),
        body.divisionId(),
        divisionName(body.divisionId()),
        actor.has(Role.ADMINISTRATOR, divisions.get(body.divisionId()).path()));
  }

  private static @Nullable StaffAccount account(Accounts.@Nullable OfPerson account) {
    return account == null
        ? null
        : new StaffAccount(account.accountId(), account.login(), account.locked());
  }

  /** One that was taken off the list since is said by its code. */
  private String skillName(String code, Language language) {
    SkillList.Name name = skills.all().get(code);
    return name == null ? code : language.pick(name.zh(), name.en());
  }

  private String divisionName(int id) {
    return divisions.findArea(id).map(Areas.Area::name).orElse("");
  }

  private Optional<Person> find(RealmId realm, UUID id, List<String> areas) {
    return people
        .find(realm, id)
        .filter(person -> areas.stream().anyMatch(person.area()::startsWith));
  }

  private static List<String> areas(Actor actor) {
    List<String> areas =
        actor.grants().stream()
            .filter(grant -> grant.role() == Role.ADMINISTRATOR)
            .map(Grant::area)
            .toList();
    if (areas.isEmpty()) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    return areas;
  }

  private static @Nullable String words(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String words = text.strip();
    if (words.length() > LONGEST_TEXT) {
      throw invalid("text");
    }
    return words;
  }

  private static void checkLimit(int limit) {
    if (limit < 1 || limit > 100) {
      throw invalid("limit");
    }
  }

  private static ProblemException invalid(String field) {
    return new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, field));
  }

  private LocalDate today(RealmId realm) {
    return LocalDate.ofInstant(clock.instant(), realms.get(realm).zone());
  }
}

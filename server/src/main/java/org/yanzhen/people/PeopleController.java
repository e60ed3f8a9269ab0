package org.yanzhen.people;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.Realms;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/**
 * Groups, the roster, stand-ins and leave, for whoever plans. People's names are shown within the
 * planner's area; numbers and the cause of a leave are not shown here.
 */
@RestController
@RequestMapping("/api/people")
class PeopleController {

  private static final Set<Role> PLANNERS = Set.of(Role.DISPATCHER, Role.ADMINISTRATOR);
  private static final int LONGEST_DAYS = 92;
  private static final int MOST = 500;
  private static final int NAMED = 20;

  /** Somebody, without more than is needed to know who is meant. */
  record PersonName(UUID id, String name, @Nullable String post, @Nullable String organisation) {}

  record MemberView(PersonName person, LocalDate from, @Nullable LocalDate until, boolean now) {}

  record AreaView(int divisionId, String name) {}

  /**
   * A group.
   *
   * @param acting who answers for the lead now; absent when nobody does
   * @param onDuty who is on duty for the group now
   */
  record TeamView(
      UUID id,
      String code,
      String name,
      String remit,
      @Nullable String organisation,
      @Nullable String organisationName,
      List<String> kinds,
      List<AreaView> areas,
      PersonName lead,
      @Nullable PersonName acting,
      @Nullable PersonName onDuty,
      String fallback,
      String fallbackName,
      boolean active,
      List<MemberView> members,
      boolean mayKeep) {}

  record TeamList(List<TeamView> teams) {}

  record LanguageName(String code, String name) {}

  record Languages(List<LanguageName> languages) {}

  record PersonSpeaks(UUID personId, List<String> languages) {}

  record OrganisationView(UUID id, String code, String name, String kind) {}

  record Organisations(List<OrganisationView> organisations) {}

  record ShiftView(
      UUID dutyId,
      @Nullable String organisation,
      @Nullable UUID teamId,
      String bodyName,
      PersonName person,
      Instant startsAt,
      Instant endsAt,
      boolean away,
      @Nullable PersonName acting) {}

  /**
   * @param next give it as {@code after} for what follows; absent on the last page
   */
  record Roster(List<ShiftView> shifts, @Nullable Instant next) {}

  record Absence(
      PersonName person, LocalDate firstDay, LocalDate lastDay, @Nullable PersonName standIn) {}

  record StandIn(PersonName person, PersonName deputy, LocalDate from, @Nullable LocalDate until) {}

  /** Who is away, and who stands in; more than 500 of either are not sent. */
  record Absences(LocalDate today, List<Absence> absences, List<StandIn> standIns) {}

  record NamedPeople(List<PersonName> people) {}

  /** One's own leave, for the phone. */
  record OwnLeave(List<People.Leave> leaves, @Nullable PersonName standIn) {}

  private final Teams teams;
  private final TeamStore teamStore;
  private final DutyStore duty;
  private final PeopleStore store;
  private final People people;
  private final LanguageList languages;
  private final Divisions divisions;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  PeopleController(
      Teams teams,
      TeamStore teamStore,
      DutyStore duty,
      PeopleStore store,
      People people,
      LanguageList languages,
      Divisions divisions,
      Realms realms,
      RealmTransactions transactions,
      InstantSource clock) {
    this.teams = teams;
    this.teamStore = teamStore;
    this.duty = duty;
    this.store = store;
    this.people = people;
    this.languages = languages;
    this.divisions = divisions;
    this.realms = realms;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The groups that work somewhere in the planner's area. */
  @GetMapping("/teams")
  TeamList teams(@AuthenticationPrincipal Actor actor) {
    List<String> areas = areas(actor);
    RealmId realm = actor.realm();
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, zone(realm));
    return transactions.read(
        realm,
        () -> {
          List<Team> shown =
              teams.list(realm).stream().filter(team -> touches(team.areas(), areas)).toList();
          Map<UUID, List<TeamStore.Member>> members = teamStore.members(realm);
          Map<String, Organisation> bodies =
              store.organisations(realm).stream()
                  .collect(Collectors.toMap(Organisation::code, Function.identity()));
          Set<UUID> ids = new HashSet<>();
          for (Team team : shown) {
            ids.add(team.lead());
            members.getOrDefault(team.id(), List.of()).forEach(m -> ids.add(m.personId()));
            teams.acting(realm, team.lead(), now).ifPresent(ids::add);
            teams.onDuty(realm, team.id(), now).ifPresent(ids::add);
          }
          Map<UUID, Person> known = people.findAll(realm, ids);
          return new TeamList(
              shown.stream()
                  .map(
                      team ->
                          new TeamView(
                              team.id(),
                              team.code(),
                              team.name(),
                              team.remit(),
                              team.organisation(),
                              team.organisation() == null
                                  ? null
                                  : name(bodies, team.organisation()),
                              team.kinds(),
                              team.divisionIds().stream()
                                  .map(id -> new AreaView(id, divisions.get(id).fullName()))
                                  .toList(),
                              named(known, team.lead()),
                              teams
                                  .acting(realm, team.lead(), now)
                                  .map(id -> named(known, id))
                                  .orElse(null),
                              teams
                                  .onDuty(realm, team.id(), now)
                                  .map(id -> named(known, id))
                                  .orElse(null),
                              team.fallback(),
                              name(bodies, team.fallback()),
                              team.active(),
                              members.getOrDefault(team.id(), List.of()).stream()
                                  .map(
                                      m ->
                                          new MemberView(
                                              named(known, m.personId()),
                                              m.from(),
                                              m.until(),
                                              !m.from().isAfter(today)
                                                  && (m.until() == null
                                                      || m.until().isAfter(today))))
                                  .toList(),
                              team.areas().stream().allMatch(area -> mayPlan(actor, area))))
                  .toList());
        });
  }

  @GetMapping("/organisations")
  Organisations organisations(@AuthenticationPrincipal Actor actor) {
    // Whoever takes orders says who answers for them.
    if (actor.grants().stream().noneMatch(grant -> grant.role() == Role.CLERK)) {
      areas(actor);
    }
    return transactions.read(
        actor.realm(),
        () ->
            new Organisations(
                store.organisations(actor.realm()).stream()
                    .map(o -> new OrganisationView(o.id(), o.code(), o.name(), o.kind()))
                    .toList()));
  }

  /** Shifts that begin in the period, of bodies in the planner's area. */
  @GetMapping("/duty")
  Roster duty(
      @RequestParam LocalDate from,
      @RequestParam LocalDate until,
      @RequestParam(required = false) @Nullable Instant after,
      @AuthenticationPrincipal Actor actor) {
    List<String> areas = areas(actor);
    checkPeriod(from, until);
    RealmId realm = actor.realm();
    ZoneId zone = zone(realm);
    return transactions.read(
        realm,
        () -> {
          List<DutyStore.Shift> shifts =
              duty.list(
                  realm,
                  from.atStartOfDay(zone).toInstant(),
                  until.plusDays(1).atStartOfDay(zone).toInstant(),
                  after,
                  MOST);
          Map<UUID, Team> byTeam =
              teams.list(realm).stream().collect(Collectors.toMap(Team::id, Function.identity()));
          Map<UUID, Organisation> byId =
              store.organisations(realm).stream()
                  .collect(Collectors.toMap(Organisation::id, Function.identity()));
          Map<UUID, Person> known = personsOf(realm, shifts);
          List<ShiftView> views = new ArrayList<>();
          for (DutyStore.Shift shift : shifts) {
            Team team = shift.teamId() == null ? null : byTeam.get(shift.teamId());
            Organisation body =
                shift.organisationId() == null ? null : byId.get(shift.organisationId());
            List<String> where =
                team != null
                    ? team.areas()
                    : body == null ? List.of() : List.of(divisions.get(body.divisionId()).path());
            if (!touches(where, areas)) {
              continue;
            }
            UUID acting = teams.acting(realm, shift.personId(), shift.startsAt()).orElse(null);
            boolean away = !shift.personId().equals(acting);
            views.add(
                new ShiftView(
                    shift.id(),
                    body == null ? null : body.code(),
                    shift.teamId(),
                    team != null ? team.name() : Objects.requireNonNull(body).name(),
                    named(known, shift.personId()),
                    shift.startsAt(),
                    shift.endsAt(),
                    away,
                    away && acting != null
                        ? people.find(realm, acting).map(PeopleController::named).orElse(null)
                        : null));
          }
          return new Roster(views, shifts.size() == MOST ? shifts.getLast().startsAt() : null);
        });
  }

  @GetMapping("/absences")
  Absences absences(
      @RequestParam LocalDate from,
      @RequestParam LocalDate until,
      @AuthenticationPrincipal Actor actor) {
    List<String> areas = areas(actor);
    checkPeriod(from, until);
    RealmId realm = actor.realm();
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone(realm));
    return transactions.read(
        realm,
        () -> {
          List<PeopleStore.Leave> leaves = store.leaves(realm, areas, from, until, MOST);
          List<DutyStore.Deputy> deputies = duty.deputies(realm, today);
          Set<UUID> ids = new HashSet<>();
          leaves.forEach(leave -> ids.add(leave.personId()));
          deputies.forEach(
              deputy -> {
                ids.add(deputy.personId());
                ids.add(deputy.deputyId());
              });
          Map<UUID, Person> known = people.findAll(realm, ids);
          return new Absences(
              today,
              leaves.stream()
                  .map(
                      leave ->
                          new Absence(
                              named(known, leave.personId()),
                              leave.firstDay(),
                              leave.lastDay(),
                              duty.deputy(
                                      realm,
                                      leave.personId(),
                                      leave.firstDay().isBefore(today) ? today : leave.firstDay())
                                  .map(id -> named(known, id))
                                  .orElse(null)))
                  .toList(),
              deputies.stream()
                  .filter(
                      deputy -> {
                        Person person = known.get(deputy.personId());
                        return person != null && within(person.area(), areas);
                      })
                  .limit(MOST)
                  .map(
                      deputy ->
                          new StandIn(
                              named(known, deputy.personId()),
                              named(known, deputy.deputyId()),
                              deputy.from(),
                              deputy.until()))
                  .toList());
        });
  }

  /** People of the planner's area whose name starts with the text; at most 20. */
  @GetMapping("/named")
  NamedPeople named(@RequestParam String text, @AuthenticationPrincipal Actor actor) {
    List<String> areas = areas(actor);
    String start = text.strip();
    if (start.isEmpty() || start.length() > 40) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "text"));
    }
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          List<UUID> ids = store.named(realm, areas, start, NAMED);
          Map<UUID, Person> known = people.findAll(realm, ids);
          return new NamedPeople(ids.stream().map(id -> named(known, id)).toList());
        });
  }

  /** What is spoken here, to choose from; for everybody who is signed in. */
  @GetMapping("/languages")
  Languages languages(@AuthenticationPrincipal Actor actor, Locale locale) {
    Language language = Language.of(locale);
    return new Languages(
        languages.codes().stream()
            .map(code -> new LanguageName(code, languages.name(code, language)))
            .toList());
  }

  /** What somebody of the planner's area speaks, by code; none where nobody has asked. */
  @GetMapping("/{id}/languages")
  PersonSpeaks speaks(@PathVariable UUID id, @AuthenticationPrincipal Actor actor) {
    List<String> areas = areas(actor);
    Person person =
        people
            .find(actor.realm(), id)
            .filter(one -> within(one.area(), areas))
            .orElseThrow(() -> new ProblemException(ProblemCode.PEOPLE_PERSON_UNKNOWN));
    return new PersonSpeaks(person.id(), person.languages());
  }

  /** One's own leave and who stands in, for whoever serves. */
  @GetMapping("/me/leave")
  OwnLeave ownLeave(@AuthenticationPrincipal Actor actor) {
    UUID me = actor.personId();
    if (me == null) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    RealmId realm = actor.realm();
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone(realm));
    return transactions.read(
        realm,
        () ->
            new OwnLeave(
                people.leaves(realm, me, today),
                duty.deputy(realm, me, today)
                    .flatMap(id -> people.find(realm, id))
                    .map(PeopleController::named)
                    .orElse(null)));
  }

  private Map<UUID, Person> personsOf(RealmId realm, Collection<DutyStore.Shift> shifts) {
    return people.findAll(
        realm, shifts.stream().map(DutyStore.Shift::personId).collect(Collectors.toSet()));
  }

  private List<String> areas(Actor actor) {
    List<String> areas =
        actor.grants().stream()
            .filter(grant -> PLANNERS.contains(grant.role()))
            .map(Grant::area)
            .toList();
    if (areas.isEmpty()) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    return areas;
  }

  private static boolean mayPlan(Actor actor, String area) {
    return PLANNERS.stream().anyMatch(role -> actor.has(role, area));
  }

  private static boolean within(String area, Collection<String> areas) {
    return areas.stream().anyMatch(area::startsWith);
  }

  /** Whether one of the places lies in the planner's area, or covers it. */
  private static boolean touches(Collection<String> places, Collection<String> areas) {
    return places.stream()
        .anyMatch(
            place -> areas.stream().anyMatch(a -> place.startsWith(a) || a.startsWith(place)));
  }

  private static void checkPeriod(LocalDate from, LocalDate until) {
    Checks.asked("from", from);
    Checks.asked("until", until);
    if (until.isBefore(from) || until.isAfter(from.plusDays(LONGEST_DAYS))) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "until"));
    }
  }

  private static String name(Map<String, Organisation> bodies, String code) {
    Organisation body = bodies.get(code);
    return body == null ? code : body.name();
  }

  private static PersonName named(Map<UUID, Person> known, UUID id) {
    Person person = known.get(id);
    return person == null ? new PersonName(id, "", null, null) : named(person);
  }

  private static PersonName named(Person person) {
    return new PersonName(person.id(), person.name(), person.post(), person.organisation());
  }

  private ZoneId zone(RealmId realm) {
    return realms.get(realm).zone();
  }
}

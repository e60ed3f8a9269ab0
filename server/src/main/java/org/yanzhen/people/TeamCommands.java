package org.yanzhen.people;

import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.Role;

/** Keeping groups with their remits, the duty roster and who stands in for whom. */
@Component
class TeamCommands implements CommandRoom {

  /** A roster is written for a year at most; then somebody looks at it again. */
  private static final int LONGEST = 366;

  private static final int MOST = 60;

  record MemberFrom(UUID personId, LocalDate from, @Nullable LocalDate until) {
    MemberFrom {
      Checks.present("personId", personId);
      PeopleCommands.checkedDay("from", from);
      if (until != null && !PeopleCommands.checkedDay("until", until).isAfter(from)) {
        throw Checks.malformed("until", "not after its start");
      }
    }
  }

  /**
   * A group with its remit; sent again with the same id and code, it replaces all of it.
   *
   * @param kinds what it takes on
   * @param divisionIds where
   * @param fallback code of the body that gets what is out of its remit
   */
  record KeepTeam(
      UUID teamId,
      String code,
      String name,
      String remit,
      @Nullable String organisation,
      List<String> kinds,
      List<Integer> divisionIds,
      UUID leadId,
      String fallback,
      boolean active,
      List<MemberFrom> members) {
    KeepTeam {
      Checks.present("teamId", teamId);
      code = PeopleCommands.checkedCode("code", code);
      name = Checks.text("name", name, 60);
      remit = Checks.text("remit", remit, 500);
      organisation =
          organisation == null ? null : PeopleCommands.checkedCode("organisation", organisation);
      kinds =
          Checks.present("kinds", kinds).stream()
              .map(kind -> PeopleCommands.checkedCode("kinds", kind))
              .distinct()
              .sorted()
              .toList();
      divisionIds = Checks.present("divisionIds", divisionIds).stream().distinct().toList();
      Checks.present("leadId", leadId);
      fallback = PeopleCommands.checkedCode("fallback", fallback);
      members = List.copyOf(Checks.present("members", members));
      checkCount("kinds", kinds.size());
      checkCount("divisionIds", divisionIds.size());
      if (members.size() > 500) {
        throw Checks.malformed("members", "more than 500");
      }
    }

    private static void checkCount(String field, int count) {
      if (count == 0 || count > MOST) {
        throw Checks.malformed(field, "none, or more than " + MOST);
      }
    }
  }

  /**
   * Duty of one person at one body: on these days of the week, from this time to that. Sent again
   * with the same id, it replaces what has not begun.
   *
   * @param organisation code of the body, or
   * @param teamId the group
   * @param until the last day on which it begins
   * @param days days of the week; none for every day
   * @param ends when not after {@code starts}, it ends on the next day
   */
  record KeepDuty(
      UUID dutyId,
      @Nullable String organisation,
      @Nullable UUID teamId,
      UUID personId,
      LocalDate from,
      LocalDate until,
      Set<DayOfWeek> days,
      LocalTime starts,
      LocalTime ends) {
    KeepDuty {
      Checks.present("dutyId", dutyId);
      organisation =
          organisation == null ? null : PeopleCommands.checkedCode("organisation", organisation);
      if ((organisation == null) == (teamId == null)) {
        throw Checks.malformed("organisation", "either an organisation or a group");
      }
      Checks.present("personId", personId);
      PeopleCommands.checkedDay("from", from);
      PeopleCommands.checkedDay("until", until);
      Checks.present("starts", starts);
      Checks.present("ends", ends);
      days = Collections.unmodifiableSet(new TreeSet<>(Checks.present("days", days)));
      if (until.isBefore(from)) {
        throw Checks.malformed("until", "before it starts");
      }
      if (until.isAfter(from.plusDays(LONGEST))) {
        throw Checks.malformed("until", "more than a year");
      }
    }
  }

  record DropDuty(UUID dutyId) {
    DropDuty {
      Checks.present("dutyId", dutyId);
    }
  }

  /**
   * Who acts for a person while that person is on leave.
   *
   * @param deputyId absent for nobody any more
   * @param until the first day on which it holds no more
   */
  record KeepDeputy(
      UUID personId, @Nullable UUID deputyId, LocalDate from, @Nullable LocalDate until) {
    KeepDeputy {
      Checks.present("personId", personId);
      PeopleCommands.checkedDay("from", from);
      if (personId.equals(deputyId)) {
        throw Checks.malformed("deputyId", "the same person");
      }
      if (until != null && !PeopleCommands.checkedDay("until", until).isAfter(from)) {
        throw Checks.malformed("until", "not after its start");
      }
    }
  }

  private final TeamStore teams;
  private final DutyStore duty;
  private final PeopleStore people;
  private final Divisions divisions;
  private final Realms realms;
  private final ApplicationEventPublisher events;

  TeamCommands(
      TeamStore teams,
      DutyStore duty,
      PeopleStore people,
      Divisions divisions,
      Realms realms,
      ApplicationEventPublisher events) {
    this.teams = teams;
    this.duty = duty;
    this.people = people;
    this.divisions = divisions;
    this.realms = realms;
    this.events = events;
  }

  @Override
  public void declare(CommandTypes types) {
    Role[] planners = {Role.ADMINISTRATOR, Role.DISPATCHER};
    types
        .add("people.keep-team", KeepTeam.class, this::keepTeam, planners)
        .add("people.keep-duty", KeepDuty.class, this::keepDuty, planners)
        .add("people.drop-duty", DropDuty.class, this::dropDuty, planners)
        .add(
            "people.keep-deputy",
            KeepDeputy.class,
            this::keepDeputy,
            Role.ADMINISTRATOR,
            Role.DISPATCHER,
            Role.WORKER);
  }

  private CommandResult keepTeam(KeepTeam command, CommandContext context) {
    LocalDate today = today(context);
    List<String> areas = new ArrayList<>();
    for (Integer id : command.divisionIds()) {
      Optional<Division> division = divisions.find(id);
      if (division.isEmpty()) {
        return CommandResult.refused(ProblemCode.PLACE_DIVISION_UNKNOWN, "body.divisionIds");
      }
      areas.add(division.get().path());
    }
    // Where it worked before lies within the rights too: no taking a group over from elsewhere.
    List<String> touched = new ArrayList<>(areas);
    teams.find(context.realm(), command.teamId(), today).ifPresent(t -> touched.addAll(t.areas()));
    if (!touched.stream().allMatch(area -> mayPlan(context, area))) {
      return forbidden("people.keep-team");
    }
    Optional<Organisation> home =
        command.organisation() == null
            ? Optional.empty()
            : people.findOrganisation(context.realm(), command.organisation());
    if (command.organisation() != null && home.isEmpty()) {
      return unknownBody("body.organisation");
    }
    UUID organisationId = home.map(Organisation::id).orElse(null);
    Optional<Organisation> fallback = people.findOrganisation(context.realm(), command.fallback());
    if (fallback.isEmpty()) {
      return unknownBody("body.fallback");
    }
    if (people.findHomeArea(context.realm(), command.leadId()).isEmpty()) {
      return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.leadId");
    }
    for (int i = 0; i < command.members().size(); i++) {
      if (people.findHomeArea(context.realm(), command.members().get(i).personId()).isEmpty()) {
        return CommandResult.refused(
            ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.members[" + i + "].personId");
      }
    }
    boolean put =
        guarded(
            ProblemCode.PEOPLE_MEMBER_TWICE,
            "body.members",
            () ->
                teams.put(
                    context.realm(),
                    new Team(
                        command.teamId(),
                        command.code(),
                        command.name(),
                        command.remit(),
                        command.organisation(),
                        command.kinds(),
                        command.divisionIds(),
                        areas,
                        command.leadId(),
                        command.fallback(),
                        command.active(),
                        List.of()),
                    organisationId,
                    fallback.get().id(),
                    command.members().stream()
                        .map(m -> new TeamStore.Member(m.personId(), m.from(), m.until()))
                        .toList()));
    if (put) {
      events.publishEvent(new PeopleChanged(context.realm()));
    }
    return put
        ? CommandResult.done()
        : CommandResult.refused(
            Problem.at(ProblemCode.COMMAND_MALFORMED, "body.code")
                .with("why", "taken, or not the code it had"));
  }

  private CommandResult keepDuty(KeepDuty command, CommandContext context) {
    Optional<Body> body = body(command, context);
    if (body.isEmpty()) {
      return command.teamId() == null
          ? unknownBody("body.organisation")
          : CommandResult.refused(ProblemCode.PEOPLE_TEAM_UNKNOWN, "body.teamId");
    }
    if (!body.get().areas().stream().allMatch(area -> mayPlan(context, area))) {
      return forbidden("people.keep-duty");
    }
    if (people.findHomeArea(context.realm(), command.personId()).isEmpty()) {
      return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.personId");
    }
    Optional<UUID> before = duty.findBody(context.realm(), command.dutyId());
    if (before.isPresent() && !before.get().equals(body.get().id())) {
      return CommandResult.refused(
          Problem.at(ProblemCode.COMMAND_MALFORMED, "body.dutyId")
              .with("why", "belongs to another body"));
    }
    boolean again = before.isPresent();
    if (again) {
      duty.dropFrom(context.realm(), command.dutyId(), context.at());
    }
    int n = duty.lastOf(context.realm(), command.dutyId());
    for (DutyStore.Shift shift : shifts(command, body.get(), realms.get(context.realm()).zone())) {
      Instant starts = shift.startsAt();
      if (again && starts.isBefore(context.at())) {
        // What has begun stays as it was; the rest of a running one begins now.
        starts = context.at();
        if (!shift.endsAt().isAfter(starts)) {
          continue;
        }
      }
      n++;
      DutyStore.Shift placed =
          new DutyStore.Shift(
              shift.id(),
              n,
              shift.organisationId(),
              shift.teamId(),
              shift.personId(),
              starts,
              shift.endsAt());
      guarded(
          ProblemCode.PEOPLE_DUTY_OVERLAPS,
          "body.starts",
          () -> {
            duty.insert(context.realm(), placed);
            return true;
          });
    }
    return CommandResult.done();
  }

  record Body(UUID id, @Nullable UUID organisationId, @Nullable UUID teamId, List<String> areas) {}

  private Optional<Body> body(KeepDuty command, CommandContext context) {
    if (command.teamId() != null) {
      return teams
          .find(context.realm(), command.teamId(), today(context))
          .map(team -> new Body(team.id(), null, team.id(), team.areas()));
    }
    return people
        .findOrganisation(context.realm(), Objects.requireNonNull(command.organisation()))
        .map(
            body ->
                new Body(
                    body.id(), body.id(), null, List.of(divisions.get(body.divisionId()).path())));
  }

  /** A weekly pattern written out. A stretch at the hours a clock jumps over is left out. */
  static List<DutyStore.Shift> shifts(KeepDuty command, Body body, ZoneId zone) {
    List<DutyStore.Shift> shifts = new ArrayList<>();
    for (LocalDate day = command.from(); !day.isAfter(command.until()); day = day.plusDays(1)) {
      if (!command.days().isEmpty() && !command.days().contains(day.getDayOfWeek())) {
        continue;
      }
      boolean overnight = !command.ends().isAfter(command.starts());
      Instant starts = day.atTime(command.starts()).atZone(zone).toInstant();
      Instant ends =
          (overnight ? day.plusDays(1) : day).atTime(command.ends()).atZone(zone).toInstant();
      if (Duration.between(starts, ends).isPositive()) {
        shifts.add(
            new DutyStore.Shift(
                command.dutyId(),
                shifts.size() + 1,
                body.organisationId(),
                body.teamId(),
                command.personId(),
                starts,
                ends));
      }
    }
    return shifts;
  }

  private CommandResult dropDuty(DropDuty command, CommandContext context) {
    Optional<UUID> body = duty.findBody(context.realm(), command.dutyId());
    if (body.isEmpty()) {
      return unknownBody("body.dutyId");
    }
    List<String> areas =
        people
            .findOrganisation(context.realm(), body.get())
            .map(found -> List.of(divisions.get(found.divisionId()).path()))
            .orElseGet(
                () ->
                    teams
                        .find(context.realm(), body.get(), today(context))
                        .map(Team::areas)
                        .orElse(List.of()));
    if (areas.isEmpty() || !areas.stream().allMatch(area -> mayPlan(context, area))) {
      return forbidden("people.drop-duty");
    }
    duty.dropFrom(context.realm(), command.dutyId(), context.at());
    return CommandResult.done();
  }

  /** People name their own stand-in; who plans for an area names it for its people. */
  private CommandResult keepDeputy(KeepDeputy command, CommandContext context) {
    Optional<String> area = people.findHomeArea(context.realm(), command.personId());
    if (area.isEmpty()) {
      return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.personId");
    }
    boolean own = command.personId().equals(context.actor().personId());
    if (!own && !mayPlan(context, area.get())) {
      return forbidden("people.keep-deputy");
    }
    if (command.deputyId() == null) {
      duty.endDeputies(context.realm(), command.personId(), command.from());
      return CommandResult.done();
    }
    if (people.findHomeArea(context.realm(), command.deputyId()).isEmpty()) {
      return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.deputyId");
    }
    UUID deputy = command.deputyId();
    guarded(
        ProblemCode.PEOPLE_DEPUTY_OVERLAPS,
        "body.from",
        () -> {
          duty.putDeputy(
              context.realm(),
              new DutyStore.Deputy(command.personId(), deputy, command.from(), command.until()));
          return true;
        });
    return CommandResult.done();
  }

  /** The constraint is the guard; here it only gets its words. */
  private static <T> T guarded(ProblemCode code, String field, Supplier<T> write) {
    try {
      return write.get();
    } catch (DataIntegrityViolationException e) {
      if (e.getMostSpecificCause() instanceof SQLException cause
          && "23P01".equals(cause.getSQLState())) {
        throw new ProblemException(Problem.at(code, field));
      }
      throw e;
    }
  }

  private LocalDate today(CommandContext context) {
    return LocalDate.ofInstant(context.at(), realms.get(context.realm()).zone());
  }

  private static boolean mayPlan(CommandContext context, String area) {
    return context.actor().isSystem()
        || context.actor().has(Role.ADMINISTRATOR, area)
        || context.actor().has(Role.DISPATCHER, area);
  }

  private static CommandResult unknownBody(String field) {
    return CommandResult.refused(ProblemCode.PEOPLE_BODY_UNKNOWN, field);
  }

  private static CommandResult forbidden(String type) {
    return CommandResult.refused(Problem.of(ProblemCode.ACCESS_FORBIDDEN).with("type", type));
  }
}

package org.yanzhen.people;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.yanzhen.access.AccountClosed;
import org.yanzhen.access.Accounts;
import org.yanzhen.access.Realms;
import org.yanzhen.access.Realms.Purpose;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.people.PeopleStore.RecordedSkill;
import org.yanzhen.people.PeopleStore.RegisteredPerson;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Role;

/** Registering organisations and persons, their skills and their leave. */
@Component
class PeopleCommands implements CommandRoom {

  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{1,39}");
  private static final int FIRST_YEAR = 1950;
  private static final int LAST_YEAR = 2100;

  enum OrganisationKind {
    GOVERNMENT,
    STATION,
    COMMITTEE,
    COOPERATIVE,
    COMPANY,
    TEAM
  }

  enum LeaveReason {
    LEAVE,
    TRAINING,
    DUTY_ELSEWHERE
  }

  /** Registers an organisation; sent again with the same id and code, it corrects it. */
  record RegisterOrganisation(
      UUID organisationId, String code, String name, OrganisationKind kind, int divisionId) {
    RegisterOrganisation {
      Checks.present("organisationId", organisationId);
      code = checkedCode("code", code);
      name = Checks.text("name", name, 60);
      Checks.present("kind", kind);
    }
  }

  /**
   * Registers a person; sent again with the same id, it corrects the person, and the posts given
   * are all there are within the sender's area.
   *
   * @param divisionId home, where the person sets out from
   * @param active false for somebody who has left: kept for the records, sent nowhere, and signed
   *     in no more
   */
  record RegisterPerson(
      UUID personId,
      @Personal String name,
      @Personal @Nullable String phone,
      int divisionId,
      boolean synthetic,
      boolean active,
      List<PostHeld> posts) {
    RegisterPerson {
      Checks.present("personId", personId);
      name = Checks.text("name", name, 40);
      phone = Phones.checked("phone", phone);
      posts = List.copyOf(Checks.present("posts", posts));
      if (posts.size() > 20) {
        throw Checks.malformed("posts", "more than 20");
      }
    }
  }

  /**
   * A post.
   *
   * @param organisation code of its organisation
   * @param divisionId the division it is for; the person may live elsewhere
   * @param serving whether orders may be sent to whoever holds it
   * @param until the first day on which it is held no more
   */
  record PostHeld(
      String title,
      @Nullable String organisation,
      int divisionId,
      boolean serving,
      LocalDate from,
      @Nullable LocalDate until) {
    PostHeld {
      title = Checks.text("title", title, 40);
      organisation = organisation == null ? null : checkedCode("organisation", organisation);
      checkedDay("from", from);
      if (until != null && !checkedDay("until", until).isAfter(from)) {
        throw Checks.malformed("until", "not after its start");
      }
    }
  }

  /**
   * What a person can do from now on; a later record replaces it.
   *
   * @param evidence what shows it: a certificate, a test, years of work
   * @param verifier who looked at the evidence
   * @param expiresOn the first day on which it counts no more
   */
  record RecordSkill(
      UUID personId,
      String skill,
      int level,
      @Personal String evidence,
      @Personal String verifier,
      LocalDate verifiedOn,
      @Nullable LocalDate expiresOn) {
    RecordSkill {
      Checks.present("personId", personId);
      skill = checkedCode("skill", skill);
      if (level < 1 || level > 3) {
        throw Checks.malformed("level", "1, 2 or 3");
      }
      evidence = Checks.text("evidence", evidence, 200);
      verifier = Checks.text("verifier", verifier, 60);
      checkedDay("verifiedOn", verifiedOn);
      if (expiresOn != null && !checkedDay("expiresOn", expiresOn).isAfter(verifiedOn)) {
        throw Checks.malformed("expiresOn", "not after the day it was verified");
      }
    }
  }

  /** All that a person speaks from now on; none: not known. */
  record KeepLanguages(UUID personId, List<String> languages) {
    static final int MOST = 12;

    KeepLanguages {
      Checks.present("personId", personId);
      languages =
          List.copyOf(Checks.present("languages", languages)).stream().distinct().sorted().toList();
      if (languages.size() > MOST) {
        throw Checks.malformed("languages", "more than " + MOST);
      }
    }
  }

  /** Whole days away, both ends included; the same first day again corrects the leave. */
  record RecordLeave(UUID personId, LocalDate firstDay, LocalDate lastDay, LeaveReason reason) {
    RecordLeave {
      Checks.present("personId", personId);
      checkedDay("firstDay", firstDay);
      checkedDay("lastDay", lastDay);
      Checks.present("reason", reason);
      if (lastDay.isBefore(firstDay)) {
        throw Checks.malformed("lastDay", "before the first day");
      }
    }
  }

  /**
   * Back earlier than said, or not away at all.
   *
   * @param firstDay of the leave as it was recorded
   * @param lastDay the new last day; before {@code firstDay} it is called off
   */
  record EndLeave(UUID personId, LocalDate firstDay, LocalDate lastDay) {
    EndLeave {
      Checks.present("personId", personId);
      checkedDay("firstDay", firstDay);
      checkedDay("lastDay", lastDay);
    }
  }

  private final PeopleStore store;
  private final Divisions divisions;
  private final Realms realms;
  private final SkillList skills;
  private final LanguageList languages;
  private final Accounts accounts;
  private final ApplicationEventPublisher events;

  PeopleCommands(
      PeopleStore store,
      Divisions divisions,
      Realms realms,
      SkillList skills,
      LanguageList languages,
      Accounts accounts,
      ApplicationEventPublisher events) {
    this.store = store;
    this.divisions = divisions;
    this.realms = realms;
    this.skills = skills;
    this.languages = languages;
    this.accounts = accounts;
    this.events = events;
  }

  @Override
  public void declare(CommandTypes types) {
    types
        .add(
            "people.register-organisation",
            RegisterOrganisation.class,
            this::registerOrganisation,
            Role.ADMINISTRATOR)
        .add(
            "people.register-person",
            RegisterPerson.class,
            this::registerPerson,
            Role.ADMINISTRATOR)
        .add("people.record-skill", RecordSkill.class, this::recordSkill, Role.ADMINISTRATOR)
        .add(
            "people.keep-languages",
            KeepLanguages.class,
            this::keepLanguages,
            Role.ADMINISTRATOR,
            Role.DISPATCHER)
        .add(
            "people.record-leave",
            RecordLeave.class,
            this::recordLeave,
            Role.ADMINISTRATOR,
            Role.DISPATCHER,
            Role.WORKER)
        .add(
            "people.end-leave",
            EndLeave.class,
            this::endLeave,
            Role.ADMINISTRATOR,
            Role.DISPATCHER,
            Role.WORKER);
  }

  private CommandResult registerOrganisation(RegisterOrganisation command, CommandContext context) {
    Optional<Division> division = divisions.find(command.divisionId());
    if (division.isEmpty()) {
      return CommandResult.refused(ProblemCode.PLACE_DIVISION_UNKNOWN, "body.divisionId");
    }
    if (!mayKeep(context, division.get().path())) {
      return forbidden("people.register-organisation");
    }
    // Where it worked before must lie within the rights too: no taking it over from elsewhere.
    boolean elsewhere =
        store
            .findOrganisation(context.realm(), command.organisationId())
            .flatMap(before -> divisions.find(before.divisionId()))
            .filter(before -> !mayKeep(context, before.path()))
            .isPresent();
    if (elsewhere) {
      return forbidden("people.register-organisation");
    }
    boolean put =
        store.put(
            context.realm(),
            new Organisation(
                command.organisationId(),
                command.code(),
                command.name(),
                command.kind().name(),
                command.divisionId()));
    return put
        ? CommandResult.done()
        : CommandResult.refused(
            Problem.at(ProblemCode.PEOPLE_CODE_TAKEN, "body.code").with("code", command.code()));
  }

  private CommandResult registerPerson(RegisterPerson command, CommandContext context) {
    if (command.synthetic() && realms.get(context.realm()).purpose() == Purpose.REAL) {
      return CommandResult.refused(
          Problem.at(ProblemCode.COMMAND_MALFORMED, "body.synthetic")
              .with("why", "a real county has no made-up people"));
    }
    Optional<Division> home = divisions.find(command.divisionId());
    if (home.isEmpty()) {
      return CommandResult.refused(ProblemCode.PLACE_DIVISION_UNKNOWN, "body.divisionId");
    }
    // Whoever is registered already must lie within the rights too: no moving people in from
    // elsewhere.
    Optional<String> before = store.findHomeArea(context.realm(), command.personId());
    if (!mayKeep(context, home.get().path())
        || (before.isPresent() && !mayKeep(context, before.get()))) {
      return forbidden("people.register-person");
    }
    List<PeopleStore.Post> posts = new ArrayList<>();
    for (int i = 0; i < command.posts().size(); i++) {
      PostHeld held = command.posts().get(i);
      String field = "body.posts[" + i + "].";
      Optional<Division> division = divisions.find(held.divisionId());
      if (division.isEmpty()) {
        return CommandResult.refused(ProblemCode.PLACE_DIVISION_UNKNOWN, field + "divisionId");
      }
      if (!mayKeep(context, division.get().path())) {
        return forbidden("people.register-person");
      }
      UUID organisationId = null;
      if (held.organisation() != null) {
        Optional<Organisation> organisation =
            store.findOrganisation(context.realm(), held.organisation());
        if (organisation.isEmpty()) {
          return CommandResult.refused(ProblemCode.PEOPLE_BODY_UNKNOWN, field + "organisation");
        }
        organisationId = organisation.get().id();
      }
      posts.add(
          new PeopleStore.Post(
              held.title(),
              organisationId,
              held.divisionId(),
              division.get().path(),
              held.serving(),
              held.from(),
              held.until()));
    }
    if (!command.active() && before.isPresent()) {
      Optional<ProblemCode> stays =
          accounts.lockOf(context.actor(), command.personId(), context.at());
      if (stays.isPresent()) {
        return CommandResult.refused(stays.get(), "body.active");
      }
    }
    store.put(
        context.realm(),
        new RegisteredPerson(
            command.personId(),
            command.name(),
            command.phone(),
            command.divisionId(),
            home.get().path(),
            command.synthetic(),
            command.active()),
        posts,
        area -> mayKeep(context, area),
        context.at());
    if (!command.active() && before.isPresent()) {
      events.publishEvent(
          new PersonAway(context.realm(), command.personId(), today(context), null, context.at()));
    }
    events.publishEvent(new PeopleChanged(context.realm()));
    return CommandResult.done();
  }

  /** By whoever keeps people or sends them: a dispatcher hears it on the telephone. */
  private CommandResult keepLanguages(KeepLanguages command, CommandContext context) {
    Optional<String> area = store.findHomeArea(context.realm(), command.personId());
    if (area.isEmpty()) {
      return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.personId");
    }
    if (!mayKeep(context, area.get()) && !context.actor().has(Role.DISPATCHER, area.get())) {
      return forbidden("people.keep-languages");
    }
    for (String code : command.languages()) {
      if (!languages.contains(code)) {
        return CommandResult.refused(
            Problem.at(ProblemCode.PEOPLE_LANGUAGE_UNKNOWN, "body.languages")
                .with("language", code));
      }
    }
    store.keepLanguages(context.realm(), command.personId(), command.languages());
    events.publishEvent(new PeopleChanged(context.realm()));
    return CommandResult.done();
  }

  private CommandResult recordSkill(RecordSkill command, CommandContext context) {
    Optional<String> area = store.findHomeArea(context.realm(), command.personId());
    if (area.isEmpty()) {
      return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.personId");
    }
    if (!mayKeep(context, area.get())) {
      return forbidden("people.record-skill");
    }
    if (!skills.contains(command.skill())) {
      return CommandResult.refused(
          Problem.at(ProblemCode.PEOPLE_SKILL_UNKNOWN, "body.skill")
              .with("skill", command.skill()));
    }
    ZoneId zone = realms.get(context.realm()).zone();
    if (command.verifiedOn().isAfter(LocalDate.ofInstant(context.at(), zone))) {
      throw Checks.malformed("body.verifiedOn", "in the future");
    }
    store.put(
        context.realm(),
        new RecordedSkill(
            command.personId(),
            new Skill(command.skill(), command.level()),
            command.evidence(),
            command.verifier(),
            command.verifiedOn(),
            command.expiresOn()));
    events.publishEvent(new PeopleChanged(context.realm()));
    return CommandResult.done();
  }

  /** People record their own leave; who plans for an area records it for its people. */
  private CommandResult recordLeave(RecordLeave command, CommandContext context) {
    Optional<String> area = store.findHomeArea(context.realm(), command.personId());
    if (area.isEmpty()) {
      return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.personId");
    }
    if (!mayRecordLeave(command.personId(), area.get(), context)) {
      return forbidden("people.record-leave");
    }
    store.putLeave(
        context.realm(),
        command.personId(),
        command.firstDay(),
        command.lastDay(),
        command.reason().name());
    events.publishEvent(
        new PersonAway(
            context.realm(),
            command.personId(),
            command.firstDay(),
            command.lastDay(),
            context.at()));
    return CommandResult.done();
  }

  private CommandResult endLeave(EndLeave command, CommandContext context) {
    Optional<String> area = store.findHomeArea(context.realm(), command.personId());
    if (area.isEmpty()) {
      return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.personId");
    }
    if (!mayRecordLeave(command.personId(), area.get(), context)) {
      return forbidden("people.end-leave");
    }
    boolean ended =
        store.endLeave(
            context.realm(),
            command.personId(),
            command.firstDay(),
            command.lastDay(),
            context.at());
    if (ended) {
      events.publishEvent(new PeopleChanged(context.realm()));
    }
    return ended
        ? CommandResult.done()
        : CommandResult.refused(ProblemCode.PEOPLE_LEAVE_UNKNOWN, "body.firstDay");
  }

  private static boolean mayRecordLeave(UUID person, String area, CommandContext context) {
    return person.equals(context.actor().personId())
        || context.actor().has(Role.DISPATCHER, area)
        || mayKeep(context, area);
  }

  /** Whoever can sign in no more will answer no order. */
  @EventListener
  void accountClosed(AccountClosed closed) {
    LocalDate today = LocalDate.ofInstant(closed.at(), realms.get(closed.realm()).zone());
    events.publishEvent(
        new PersonAway(closed.realm(), closed.personId(), today, null, closed.at()));
  }

  private LocalDate today(CommandContext context) {
    return LocalDate.ofInstant(context.at(), realms.get(context.realm()).zone());
  }

  private static boolean mayKeep(CommandContext context, String area) {
    return context.actor().isSystem() || context.actor().has(Role.ADMINISTRATOR, area);
  }

  private static CommandResult forbidden(String type) {
    return CommandResult.refused(Problem.of(ProblemCode.ACCESS_FORBIDDEN).with("type", type));
  }

  /** A day of a life; what lies beyond is a slip of the keyboard. */
  static LocalDate checkedDay(String field, @Nullable LocalDate day) {
    LocalDate given = Checks.present(field, day);
    int year = given.getYear();
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw Checks.malformed(field, "not between %d and %d".formatted(FIRST_YEAR, LAST_YEAR));
    }
    return given;
  }

  static String checkedCode(String field, @Nullable String code) {
    String text = Checks.text(field, code, 40);
    if (!CODE.matcher(text).matches()) {
      throw Checks.malformed(field, "a code is small letters, digits and hyphens");
    }
    return text;
  }
}

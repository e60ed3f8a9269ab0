package org.yanzhen.catalogue;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.people.Organisation;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/**
 * The cards that are given to every household: who serves here, what for, what is promised, and the
 * number to call. Made from the record each time, so that a sheet printed today names who serves
 * today.
 */
@Service
class ServiceCards {

  /** A card holds no more than can be read at arm's length. */
  private static final int SERVICES_A_CARD = 3;

  /** A service with its promise. */
  record CardService(String name, String promise) {}

  /** One card. */
  record ServiceCard(
      UUID personId,
      String name,
      @Nullable String post,
      @Nullable String organisation,
      @Nullable String phone,
      List<String> skills,
      List<CardService> services) {}

  /**
   * @param servicePhone the realm's number, if it has one
   * @param askPath where the door asks, for the QR
   */
  record CardSheet(
      String county,
      String division,
      @Nullable String servicePhone,
      String askPath,
      List<ServiceCard> cards) {}

  private final Catalogue catalogue;
  private final SkillNames skills;
  private final KindWords words;
  private final People people;
  private final Realms realms;
  private final Divisions divisions;

  ServiceCards(
      Catalogue catalogue,
      SkillNames skills,
      KindWords words,
      People people,
      Realms realms,
      Divisions divisions) {
    this.catalogue = catalogue;
    this.skills = skills;
    this.words = words;
    this.people = people;
    this.realms = realms;
    this.divisions = divisions;
  }

  /** Of at most as many people as {@link People#serving} tells, nearest first. */
  CardSheet of(Actor actor, int divisionId, Language language) {
    RealmId realm = actor.realm();
    Realms.Realm county = realms.get(realm);
    String whole = divisions.get(county.divisionId()).path();
    Optional<Division> asked =
        divisions.find(divisionId).filter(division -> division.path().startsWith(whole));
    Division here =
        asked.orElseThrow(
            () -> new ProblemException(Problem.at(ProblemCode.PLACE_DIVISION_UNKNOWN, "division")));
    if (!actor.has(Role.ADMINISTRATOR, here.path()) && !actor.has(Role.DISPATCHER, here.path())) {
      throw new ProblemException(
          Problem.at(ProblemCode.ACCESS_FORBIDDEN, "division").with("type", "catalogue"));
    }
    List<Kind> kinds = catalogue.list(realm).stream().filter(Kind::publicAtDoor).toList();
    return new CardSheet(
        county.name(),
        here.name(),
        county.servicePhone(),
        "/ask",
        people.serving(realm, here.path()).stream()
            .map(person -> card(realm, person, kinds, language))
            .toList());
  }

  private ServiceCard card(RealmId realm, Person person, List<Kind> kinds, Language language) {
    return new ServiceCard(
        person.id(),
        person.name(),
        person.post(),
        person.organisation(),
        person.phone(),
        person.skills().stream()
            .flatMap(skill -> Optional.ofNullable(skills.all().get(skill.code())).stream())
            .map(name -> name.in(language))
            .toList(),
        kinds.stream()
            .filter(kind -> serves(realm, person, kind))
            .sorted(Comparator.comparingInt(ServiceCards::asked).reversed())
            .limit(SERVICES_A_CARD)
            .map(kind -> new CardService(kind.name().in(language), words.promise(kind, language)))
            .toList());
  }

  /** What asks the most of a person comes first: few others can do it. */
  private static int asked(Kind kind) {
    return kind.skills().stream().mapToInt(NeededSkill::level).max().orElse(0);
  }

  /** By what the person can do; a kind that asks for no skill is its own body's work. */
  private boolean serves(RealmId realm, Person person, Kind kind) {
    if (kind.skills().isEmpty()) {
      return people
          .findOrganisation(realm, kind.responsibleBody())
          .map(Organisation::name)
          .filter(name -> name.equals(person.organisation()))
          .isPresent();
    }
    return kind.skills().stream()
        .allMatch(
            needed ->
                person.skills().stream()
                    .anyMatch(
                        skill ->
                            skill.code().equals(needed.code()) && skill.level() >= needed.level()));
  }
}

package org.yanzhen.catalogue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.people.Organisation;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Level;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
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
  record CardService(String code, String name, String promise) {}

  /**
   * A picture on a card.
   *
   * @param consentedOn when the person said yes to it
   */
  record CardPortrait(UUID id, LocalDate consentedOn, PortraitStore.Consent consent) {}

  /**
   * One card.
   *
   * @param portrait absent where nobody gave one, or it was taken back
   * @param mark of what stands on it; another one is another card
   * @param askPath where the door asks for what this card promises, for the QR: services and a
   *     village, nobody's name
   */
  record ServiceCard(
      UUID personId,
      String name,
      @Nullable String post,
      @Nullable String organisation,
      @Nullable String phone,
      List<String> skills,
      List<CardService> services,
      @Nullable CardPortrait portrait,
      String mark,
      String askPath) {

    /** Everything that is printed of it. */
    CardContent content() {
      return new CardContent(
          name,
          post,
          organisation,
          phone,
          skills,
          services.stream().map(one -> one.name() + " " + one.promise()).toList(),
          portrait == null ? null : portrait.id());
    }
  }

  /** What stands on a card, as it is remembered. */
  record CardContent(
      String name,
      @Nullable String post,
      @Nullable String organisation,
      @Nullable String phone,
      List<String> skills,
      List<String> services,
      @Nullable UUID portrait) {}

  /**
   * @param servicePhone the realm's number, if it has one
   */
  record CardSheet(
      int divisionId,
      String county,
      String division,
      @Nullable String servicePhone,
      List<ServiceCard> cards) {}

  private final Catalogue catalogue;
  private final SkillNames skills;
  private final KindWords words;
  private final People people;
  private final PortraitStore portraits;
  private final Realms realms;
  private final Divisions divisions;
  private final RealmTransactions transactions;

  ServiceCards(
      Catalogue catalogue,
      SkillNames skills,
      KindWords words,
      People people,
      PortraitStore portraits,
      Realms realms,
      Divisions divisions,
      RealmTransactions transactions) {
    this.catalogue = catalogue;
    this.skills = skills;
    this.words = words;
    this.people = people;
    this.portraits = portraits;
    this.realms = realms;
    this.divisions = divisions;
    this.transactions = transactions;
  }

  /** Of at most as many people as {@link People#serving} tells, nearest first. */
  CardSheet of(Actor actor, int divisionId, Language language) {
    Realms.Realm county = realms.get(actor.realm());
    Division here = mayPrintFor(actor, divisionId);
    return new CardSheet(
        here.id(),
        county.name(),
        here.name(),
        county.servicePhone(),
        transactions.read(actor.realm(), () -> cards(actor.realm(), here, language)));
  }

  /**
   * The division, if the actor prints cards for it.
   *
   * @throws ProblemException when it is none of the realm's, or not the actor's
   */
  Division mayPrintFor(Actor actor, int divisionId) {
    String whole = divisions.get(realms.get(actor.realm()).divisionId()).path();
    Division here =
        divisions
            .find(divisionId)
            .filter(division -> division.path().startsWith(whole))
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.at(ProblemCode.PLACE_DIVISION_UNKNOWN, "division")));
    if (!actor.has(Role.ADMINISTRATOR, here.path()) && !actor.has(Role.DISPATCHER, here.path())) {
      throw new ProblemException(
          Problem.at(ProblemCode.ACCESS_FORBIDDEN, "division").with("type", "catalogue"));
    }
    return here;
  }

  /** Of everybody who serves there today. */
  List<ServiceCard> cards(RealmId realm, Division here, Language language) {
    List<Kind> kinds = catalogue.list(realm).stream().filter(Kind::publicAtDoor).toList();
    List<Person> serving = people.serving(realm, here.path());
    Map<UUID, CardPortrait> pictures =
        portraits.listNow(realm, serving.stream().map(Person::id).toList()).stream()
            .collect(
                Collectors.toMap(
                    PortraitStore.Kept::personId,
                    kept -> new CardPortrait(kept.id(), kept.consentedOn(), kept.consent())));
    return serving.stream()
        .map(person -> card(realm, person, pictures.get(person.id()), kinds, here, language))
        .toList();
  }

  private ServiceCard card(
      RealmId realm,
      Person person,
      @Nullable CardPortrait portrait,
      List<Kind> kinds,
      Division here,
      Language language) {
    List<CardService> services =
        kinds.stream()
            .filter(kind -> serves(realm, person, kind))
            .sorted(Comparator.comparingInt(ServiceCards::asked).reversed())
            .limit(SERVICES_A_CARD)
            .map(
                kind ->
                    new CardService(
                        kind.code(), kind.name().in(language), words.promise(kind, language)))
            .toList();
    ServiceCard blank =
        new ServiceCard(
            person.id(),
            person.name(),
            person.post(),
            person.organisation(),
            person.phone(),
            person.skills().stream()
                .flatMap(skill -> Optional.ofNullable(skills.all().get(skill.code())).stream())
                .map(name -> name.in(language))
                .toList(),
            services,
            portrait,
            "",
            askPath(services, here));
    return new ServiceCard(
        blank.personId(),
        blank.name(),
        blank.post(),
        blank.organisation(),
        blank.phone(),
        blank.skills(),
        blank.services(),
        blank.portrait(),
        mark(blank.content()),
        blank.askPath());
  }

  /** One service leads to its form; several to a choice that has them first. */
  private static String askPath(List<CardService> services, Division here) {
    String village = here.level() == Level.VILLAGE ? "at=" + here.id() : "";
    if (services.size() == 1) {
      return "/ask/" + services.getFirst().code() + (village.isEmpty() ? "" : "?" + village);
    }
    String codes = services.stream().map(CardService::code).collect(Collectors.joining("."));
    String asked =
        Stream.of(codes.isEmpty() ? "" : "card=" + codes, village)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("&"));
    return asked.isEmpty() ? "/ask" : "/ask?" + asked;
  }

  private static String mark(CardContent content) {
    return UUID.nameUUIDFromBytes(content.toString().getBytes(StandardCharsets.UTF_8)).toString();
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

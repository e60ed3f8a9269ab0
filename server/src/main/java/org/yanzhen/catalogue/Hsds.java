package org.yanzhen.catalogue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.HsdsViews.HsdsAttribute;
import org.yanzhen.catalogue.HsdsViews.HsdsCapacity;
import org.yanzhen.catalogue.HsdsViews.HsdsLanguage;
import org.yanzhen.catalogue.HsdsViews.HsdsOrganization;
import org.yanzhen.catalogue.HsdsViews.HsdsPhone;
import org.yanzhen.catalogue.HsdsViews.HsdsRequiredDocument;
import org.yanzhen.catalogue.HsdsViews.HsdsSchedule;
import org.yanzhen.catalogue.HsdsViews.HsdsService;
import org.yanzhen.catalogue.HsdsViews.HsdsServiceArea;
import org.yanzhen.catalogue.HsdsViews.HsdsTaxonomyTerm;
import org.yanzhen.catalogue.HsdsViews.HsdsUnit;
import org.yanzhen.catalogue.Outlook.KindOutlook;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;

/**
 * Says the service list as directories elsewhere read it (HSDS). Made from the record each time;
 * what the record does not hold, such as fees, is not said.
 *
 * <p>Ids belong to a realm and a code for ever, whatever version is in force, so that a directory
 * finds again what it has read before.
 */
@Service
class Hsds {

  static final String VERSION = "3.1";

  private final Catalogue catalogue;
  private final KindWords words;
  private final Outlook outlook;
  private final InstantSource clock;

  Hsds(Catalogue catalogue, KindWords words, Outlook outlook, InstantSource clock) {
    this.catalogue = catalogue;
    this.words = words;
    this.outlook = outlook;
    this.clock = clock;
  }

  /**
   * What somebody looks for.
   *
   * @param search words of the name or the description
   * @param organization absent for all
   * @param modifiedAfter only what was adopted at this time or later
   */
  record Wanted(
      @Nullable String search, @Nullable UUID organization, @Nullable Instant modifiedAfter) {}

  /**
   * @param door where somebody asks for a kind: an address that ends where the code begins
   * @param full with all that belongs to each
   */
  List<HsdsService> services(
      Realms.Realm realm, Wanted wanted, String door, boolean full, Language language) {
    String search = wanted.search() == null ? "" : wanted.search().strip().toLowerCase(Locale.ROOT);
    return open(realm).stream()
        .filter(
            version ->
                said(version.kind(), language).toLowerCase(Locale.ROOT).contains(search)
                    && (wanted.organization() == null
                        || wanted.organization().equals(bodyId(realm.id(), version.kind())))
                    && (wanted.modifiedAfter() == null
                        || !version.at().isBefore(wanted.modifiedAfter())))
        .map(version -> service(realm, version, door, full, language))
        .toList();
  }

  Optional<HsdsService> service(Realms.Realm realm, UUID id, String door, Language language) {
    return open(realm).stream()
        .filter(version -> id.equals(serviceId(realm.id(), version.kind())))
        .findAny()
        .map(version -> service(realm, version, door, true, language));
  }

  /** Those that answer for what is listed, in the order of the list. */
  List<HsdsOrganization> organizations(
      Realms.Realm realm, @Nullable String search, Language language) {
    String wanted = search == null ? "" : search.strip().toLowerCase(Locale.ROOT);
    return open(realm).stream()
        .map(KindVersion::kind)
        .map(Kind::responsibleBody)
        .distinct()
        .map(body -> organization(realm, kindsOf(realm, body), null, language))
        .filter(body -> body.name().toLowerCase(Locale.ROOT).contains(wanted))
        .toList();
  }

  Optional<HsdsOrganization> organization(
      Realms.Realm realm, UUID id, String door, Language language) {
    return open(realm).stream()
        .map(KindVersion::kind)
        .filter(kind -> id.equals(bodyId(realm.id(), kind)))
        .findFirst()
        .map(
            kind -> {
              List<KindVersion> kinds = kindsOf(realm, kind.responsibleBody());
              return organization(
                  realm,
                  kinds,
                  kinds.stream()
                      .map(version -> service(realm, version, door, false, language))
                      .toList(),
                  language);
            });
  }

  private List<KindVersion> open(Realms.Realm realm) {
    return catalogue.listVersions(realm.id()).stream()
        .filter(version -> version.kind().publicAtDoor() && !version.kind().withdrawn())
        .toList();
  }

  private List<KindVersion> kindsOf(Realms.Realm realm, String body) {
    return open(realm).stream()
        .filter(version -> version.kind().responsibleBody().equals(body))
        .toList();
  }

  private static String said(Kind kind, Language language) {
    return kind.name().in(language) + "\n" + kind.summary().in(language);
  }

  private HsdsService service(
      Realms.Realm realm, KindVersion version, String door, boolean full, Language language) {
    Kind kind = version.kind();
    UUID id = serviceId(realm.id(), kind);
    KindOutlook expected = outlook.of(realm.id(), kind, null, language);
    return new HsdsService(
        id,
        kind.name().in(language),
        language.pick(kind.name().en(), kind.name().zh()),
        kind.summary().in(language),
        door + kind.code(),
        "active",
        words.process(kind, realm.servicePhone(), language),
        expected.full(),
        expected.waiting(),
        words.whoMayAsk(kind, language),
        age(kind, Condition::min),
        age(kind, Condition::max),
        version.at(),
        organization(realm, kindsOf(realm, kind.responsibleBody()), null, language),
        full ? phones(realm, id, language) : null,
        full ? schedules(kind, id, language) : null,
        full ? List.of(new HsdsServiceArea(part(id, "area"), realm.name())) : null,
        full
            ? List.of(
                new HsdsLanguage(part(id, "language"), words.word("hsds.chinese", language), "zh"))
            : null,
        full ? documents(kind, id, language) : null,
        full ? capacities(expected, id, language) : null,
        full ? attributes(kind, id, language) : null);
  }

  /** A limit of age for everybody who asks; one of some situations alone is only said in words. */
  private static @Nullable Integer age(Kind kind, Function<Condition, @Nullable Integer> bound) {
    return kind.conditions().stream()
        .filter(
            condition ->
                condition.type() == ConditionType.BIRTH && condition.situations().isEmpty())
        .flatMap(condition -> Stream.ofNullable(bound.apply(condition)))
        .findFirst()
        .orElse(null);
  }

  /** By its name in the realm; where the realm does not have it, as the kind calls it. */
  private HsdsOrganization organization(
      Realms.Realm realm,
      List<KindVersion> kinds,
      @Nullable List<HsdsService> services,
      Language language) {
    Kind first = kinds.getFirst().kind();
    UUID id = bodyId(realm.id(), first);
    return new HsdsOrganization(
        id,
        catalogue.findBody(realm.id(), first).orElseGet(() -> first.responsible().in(language)),
        kinds.stream()
            .map(version -> version.kind().responsible().in(language))
            .distinct()
            .collect(Collectors.joining(language.pick("；", "; "))),
        services == null ? null : phones(realm, id, language),
        services);
  }

  private List<HsdsPhone> phones(Realms.Realm realm, UUID of, Language language) {
    String phone = realm.servicePhone();
    return phone == null
        ? List.of()
        : List.of(
            new HsdsPhone(part(of, "phone"), phone, "voice", words.word("hsds.phone", language)));
  }

  private List<HsdsSchedule> schedules(Kind kind, UUID id, Language language) {
    String season = words.season(kind.season(), language);
    return List.of(
        new HsdsSchedule(
            part(id, "schedule"),
            season == null
                ? words.word("hsds.all-year", language)
                : words.word("hsds.season", language, season)));
  }

  private List<HsdsRequiredDocument> documents(Kind kind, UUID id, Language language) {
    return words.view(kind, language).papers().stream()
        .map(
            paper ->
                new HsdsRequiredDocument(
                    part(id, "paper/" + paper.code()),
                    Stream.of(
                            paper.name(),
                            paper.original() ? words.word("hsds.original", language) : null,
                            paper.when())
                        .filter(word -> word != null)
                        .collect(Collectors.joining(language.pick("；", "; ")))))
        .toList();
  }

  /** None where nobody has said how many there are. */
  private List<HsdsCapacity> capacities(KindOutlook expected, UUID id, Language language) {
    Integer places = expected.places();
    Integer free = expected.free();
    UUID unit = Ids.named("hsds/unit/order-a-week");
    return places == null || free == null
        ? List.of()
        : List.of(
            new HsdsCapacity(
                part(id, "capacity"),
                new HsdsUnit(unit, words.word("hsds.unit", language)),
                free,
                places,
                expected.full(),
                clock.instant()));
  }

  /** What it is called here, and what those who do it must be able to do. */
  private List<HsdsAttribute> attributes(Kind kind, UUID id, Language language) {
    return Stream.concat(
            Stream.of(
                attribute(
                    id,
                    "kind",
                    kind.code(),
                    kind.name().in(language),
                    kind.summary().in(language),
                    language)),
            kind.skills().stream()
                .map(
                    skill ->
                        attribute(
                            id,
                            "skill",
                            skill.code(),
                            skill.name().in(language),
                            words.word("level." + skill.level(), language),
                            language)))
        .toList();
  }

  private static HsdsAttribute attribute(
      UUID id, String taxonomy, String code, String name, String meaning, Language language) {
    return new HsdsAttribute(
        part(id, taxonomy + "/" + code),
        id,
        taxonomy,
        "service",
        code,
        new HsdsTaxonomyTerm(
            Ids.named("hsds/term/" + taxonomy + "/" + code),
            code,
            name,
            meaning,
            "yanzhen:" + taxonomy,
            language.pick("zh", "en")));
  }

  static UUID serviceId(RealmId realm, Kind kind) {
    return Ids.named("hsds/service/" + realm.value() + "/" + kind.code());
  }

  private static UUID bodyId(RealmId realm, Kind kind) {
    return Ids.named("hsds/organization/" + realm.value() + "/" + kind.responsibleBody());
  }

  private static UUID part(UUID of, String name) {
    return Ids.named("hsds/" + of + "/" + name);
  }
}

package org.yanzhen.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Accounts;
import org.yanzhen.access.Realms;
import org.yanzhen.people.Organisation;
import org.yanzhen.people.People;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;
import tools.jackson.databind.JsonNode;

/** The service list as the administrator of a realm keeps it. */
@Service
class KindDesk {

  private static final int VERSIONS_A_PAGE = 30;

  /**
   * A kind in the list.
   *
   * @param since when this version was adopted
   * @param by who adopted it; absent when it came from a pack
   * @param bodyKnown whether the responsible body is an organisation of the realm
   */
  record KindLine(
      String code,
      int version,
      String icon,
      String name,
      String responsible,
      List<DispatchMode> modes,
      PrivacyClass privacy,
      boolean publicAtDoor,
      boolean withdrawn,
      Instant since,
      @Nullable String by,
      boolean bodyKnown) {}

  /** One version in the history. */
  record VersionLine(
      int version, Instant at, @Nullable String by, boolean withdrawn, int changes) {}

  /**
   * A version to read or edit.
   *
   * @param newest the version that is in force
   * @param pack the same as a pack
   * @param preview as whoever asks sees it
   * @param changes what this version says differently from the one before it
   */
  record KindSheet(
      Kind kind,
      int newest,
      Instant since,
      @Nullable String by,
      String pack,
      KindView preview,
      List<KindChange> changes) {}

  /**
   * @param before the version to ask the next page with; absent on the last
   */
  record VersionPage(List<VersionLine> items, @Nullable Integer before) {}

  /**
   * What somebody is writing: a kind, or a pack.
   *
   * @param kind as JSON; read strictly
   */
  record Draft(@Nullable JsonNode kind, @Nullable String pack) {
    Draft {
      if ((kind == null) == (pack == null)) {
        throw Checks.malformed("kind", "either a kind or a pack");
      }
      pack = Checks.optionalText("pack", pack, 60_000);
    }
  }

  /** A slip in a pack. */
  record PackSlip(int line, String message) {}

  /**
   * @param kind absent when the pack has slips
   * @param newest the version it would follow; 0 for a new kind
   * @param changes against the version in force
   */
  record Checked(
      @Nullable Kind kind,
      @Nullable String pack,
      @Nullable KindView preview,
      int newest,
      List<KindChange> changes,
      List<PackSlip> slips) {}

  /**
   * What a form offers to choose from.
   *
   * @param limits what the promises of a new kind begin with
   */
  record KindChoices(
      List<Named> skills,
      List<Named> bodies,
      List<Named> kinds,
      long workingDayMinutes,
      Map<Urgency, Map<ClockName, Limit>> limits) {}

  record Named(String code, Text name) {}

  private final KindStore store;
  private final Catalogue catalogue;
  private final KindChanges changes;
  private final KindJson json;
  private final Adoption adoption;
  private final ClockDefaults defaults;
  private final SkillNames skills;
  private final People people;
  private final Accounts accounts;
  private final Realms realms;
  private final Divisions divisions;
  private final RealmTransactions transactions;
  private final Duration workingDay;

  KindDesk(
      KindStore store,
      Catalogue catalogue,
      KindChanges changes,
      KindJson json,
      Adoption adoption,
      ClockDefaults defaults,
      SkillNames skills,
      People people,
      Accounts accounts,
      Realms realms,
      Divisions divisions,
      RealmTransactions transactions,
      WorkCalendar calendar) {
    this.store = store;
    this.catalogue = catalogue;
    this.changes = changes;
    this.json = json;
    this.adoption = adoption;
    this.defaults = defaults;
    this.skills = skills;
    this.people = people;
    this.accounts = accounts;
    this.realms = realms;
    this.divisions = divisions;
    this.transactions = transactions;
    this.workingDay = calendar.workingDay();
  }

  List<KindLine> list(Actor actor, Language language) {
    mustKeepTheList(actor);
    RealmId realm = actor.realm();
    return catalogue.listVersions(realm).stream()
        .map(
            version -> {
              Kind kind = version.kind();
              return new KindLine(
                  kind.code(),
                  kind.version(),
                  kind.icon(),
                  kind.name().in(language),
                  kind.responsible().in(language),
                  kind.modes(),
                  kind.privacy(),
                  kind.publicAtDoor(),
                  kind.withdrawn(),
                  version.at(),
                  name(realm, version),
                  adoption.hasBody(realm, kind));
            })
        .toList();
  }

  /**
   * @param version absent for the newest
   */
  KindSheet sheet(Actor actor, String code, @Nullable Integer version, Language language) {
    mustKeepTheList(actor);
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          KindVersion newest = store.findNewest(realm, code).orElseThrow(() -> unknown(code));
          KindVersion shown =
              version == null
                  ? newest
                  : store.findVersion(realm, code, version).orElseThrow(() -> unknown(code));
          Kind kind = shown.kind();
          Optional<Kind> before = store.find(realm, code, kind.version() - 1);
          return new KindSheet(
              kind,
              newest.kind().version(),
              shown.at(),
              name(realm, shown),
              PackWriter.write(kind, workingDay),
              catalogue.view(kind, language),
              before.isEmpty() ? List.of() : changes.between(before, kind, language));
        });
  }

  VersionPage versions(Actor actor, String code, @Nullable Integer before, Language language) {
    mustKeepTheList(actor);
    RealmId realm = actor.realm();
    // One more than is shown: the change of the last line is against it.
    List<KindVersion> read =
        transactions.read(
            realm,
            () ->
                store.listVersions(
                    realm, code, before == null ? Integer.MAX_VALUE : before, VERSIONS_A_PAGE + 1));
    List<VersionLine> lines =
        java.util.stream.IntStream.range(0, Math.min(read.size(), VERSIONS_A_PAGE))
            .mapToObj(n -> line(realm, read, n, language))
            .toList();
    return new VersionPage(lines, read.size() > VERSIONS_A_PAGE ? lines.getLast().version() : null);
  }

  private VersionLine line(RealmId realm, List<KindVersion> read, int n, Language language) {
    KindVersion version = read.get(n);
    int told =
        n + 1 < read.size()
            ? changes.between(Optional.of(read.get(n + 1).kind()), version.kind(), language).size()
            : 0;
    return new VersionLine(
        version.kind().version(),
        version.at(),
        name(realm, version),
        version.kind().withdrawn(),
        told);
  }

  /** Reads a draft, says what it would change, and changes nothing. */
  Checked check(Actor actor, Draft draft, Language language) {
    mustKeepTheList(actor);
    RealmId realm = actor.realm();
    Kind kind;
    if (draft.kind() != null) {
      kind = json.read(draft.kind());
    } else {
      PackReader reader =
          PackReader.ofOne(workingDay, skills.all().keySet(), catalogue.list(realm));
      reader.read("pack", draft.pack() == null ? "" : draft.pack());
      try {
        List<Kind> read = reader.kinds();
        if (read.isEmpty()) {
          return slipped(List.of(new PackSlip(1, "no kind; the first line is \"pack: kind\"")));
        }
        kind = read.getFirst();
      } catch (BadPackException e) {
        return slipped(
            e.problems().stream()
                .map(problem -> new PackSlip(problem.line(), problem.message()))
                .toList());
      }
    }
    adoption
        .against(realm, kind)
        .ifPresent(
            problem -> {
              throw new ProblemException(problem);
            });
    Optional<Kind> newest = catalogue.find(realm, kind.code());
    Kind next = kind.withVersion(newest.map(Kind::version).orElse(0) + 1);
    return new Checked(
        next,
        PackWriter.write(next, workingDay),
        catalogue.view(next, language),
        newest.map(Kind::version).orElse(0),
        changes.between(newest, next, language),
        List.of());
  }

  private static Checked slipped(List<PackSlip> slips) {
    return new Checked(null, null, null, 0, List.of(), slips);
  }

  KindChoices choices(Actor actor) {
    mustKeepTheList(actor);
    RealmId realm = actor.realm();
    return new KindChoices(
        skills.all().entrySet().stream()
            .map(skill -> new Named(skill.getKey(), skill.getValue()))
            .toList(),
        people.listOrganisations(realm).stream().map(KindDesk::named).toList(),
        catalogue.list(realm).stream()
            .filter(kind -> kind.parts().isEmpty())
            .map(kind -> new Named(kind.code(), kind.name()))
            .toList(),
        workingDay.toMinutes(),
        defaults.limits());
  }

  private static Named named(Organisation body) {
    return new Named(body.code(), new Text(body.name(), body.name()));
  }

  private @Nullable String name(RealmId realm, KindVersion version) {
    return version.accountId() == null
        ? null
        : accounts.findName(realm, version.accountId()).orElse(null);
  }

  /** Kinds hold for the whole realm, so only who administers all of it keeps the list. */
  private void mustKeepTheList(Actor actor) {
    if (!actor.has(
        Role.ADMINISTRATOR, divisions.get(realms.get(actor.realm()).divisionId()).path())) {
      throw new ProblemException(
          Problem.of(ProblemCode.ACCESS_FORBIDDEN).with("type", "catalogue"));
    }
  }

  private static ProblemException unknown(String code) {
    return new ProblemException(Problem.of(ProblemCode.CATALOGUE_KIND_UNKNOWN).with("kind", code));
  }
}

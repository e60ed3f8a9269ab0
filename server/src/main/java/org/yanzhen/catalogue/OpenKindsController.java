package org.yanzhen.catalogue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Demand.Waited;
import org.yanzhen.catalogue.Outlook.KindOutlook;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/** The service list as open data: what may be asked for at the door, in both languages. */
@RestController
@RequestMapping("/api/open")
class OpenKindsController {

  private static final CacheControl SHORT =
      CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();
  private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

  /**
   * @param hotline the county's service number; absent when it has none
   */
  record OpenList(String county, @Nullable String hotline, List<OpenKind> kinds) {}

  /**
   * A kind that can be asked for.
   *
   * @param since when this version was adopted
   * @param limits by urgency all four clocks
   * @param conditions who may ask, with the clauses that say so
   * @param placesAWeek how many orders a week its body can take; absent where nobody has said
   * @param usuallyFrom when this week's places are taken: the day from which there usually is one
   * @param waited how long half of those who asked in the last 90 days waited; absent where it
   *     would be about few
   */
  record OpenKind(
      String code,
      int version,
      Instant since,
      Text name,
      Text summary,
      Text responsible,
      String responsibleBody,
      PrivacyClass privacy,
      List<DispatchMode> modes,
      List<NeededSkill> skills,
      Map<Urgency, Map<ClockName, Limit>> limits,
      List<KindField> fields,
      List<Paper> papers,
      List<Condition> conditions,
      List<MonthSpan> season,
      List<RatingDimension> ratings,
      @Nullable Integer placesAWeek,
      @Nullable LocalDate usuallyFrom,
      @Nullable Waited waited) {}

  private final Catalogue catalogue;
  private final KindWords words;
  private final Outlook outlook;
  private final Realms realms;

  OpenKindsController(Catalogue catalogue, KindWords words, Outlook outlook, Realms realms) {
    this.catalogue = catalogue;
    this.words = words;
    this.outlook = outlook;
    this.realms = realms;
  }

  @GetMapping("/kinds")
  @Nullable ResponseEntity<OpenList> openKinds(WebRequest request) {
    Realms.Realm home = home();
    List<KindVersion> kinds = open(home);
    if (request.checkNotModified(tag(home, kinds))) {
      return null;
    }
    return ResponseEntity.ok()
        .cacheControl(SHORT)
        .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .body(
            new OpenList(
                home.name(),
                home.servicePhone(),
                kinds.stream().map(version -> entry(home, version)).toList()));
  }

  @GetMapping(value = "/kinds.csv", produces = "text/csv;charset=UTF-8")
  @Nullable ResponseEntity<String> openKindsCsv(WebRequest request) {
    Realms.Realm home = home();
    List<KindVersion> kinds = open(home);
    if (request.checkNotModified(tag(home, kinds))) {
      return null;
    }
    return ResponseEntity.ok()
        .cacheControl(SHORT)
        .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"kinds.csv\"")
        .contentType(CSV)
        .body(KindsCsv.write(kinds, words, home.servicePhone(), Language.ZH));
  }

  private OpenKind entry(Realms.Realm home, KindVersion version) {
    Kind kind = version.kind();
    KindOutlook expected = outlook.of(home.id(), kind, null, Language.ZH);
    return new OpenKind(
        kind.code(),
        kind.version(),
        version.at(),
        kind.name(),
        kind.summary(),
        kind.responsible(),
        kind.responsibleBody(),
        kind.privacy(),
        kind.modes(),
        kind.skills(),
        kind.limits(),
        kind.fields(),
        kind.papers(),
        kind.conditions(),
        kind.season(),
        kind.ratings(),
        kind.placesAWeek(),
        expected.from(),
        expected.waited());
  }

  private List<KindVersion> open(Realms.Realm home) {
    return catalogue.listVersions(home.id()).stream()
        .filter(version -> version.kind().publicAtDoor() && !version.kind().withdrawn())
        .toList();
  }

  /** A version never changes, so the versions say whether the list did, with what is expected. */
  private String tag(Realms.Realm home, List<KindVersion> kinds) {
    StringBuilder all = new StringBuilder(home.name()).append(home.servicePhone());
    for (KindVersion version : kinds) {
      Kind kind = version.kind();
      KindOutlook expected = outlook.of(home.id(), kind, null, Language.ZH);
      all.append(kind.code()).append(kind.version()).append(version.at());
      all.append(expected.from()).append(expected.waited());
    }
    return "\"" + Integer.toHexString(all.toString().hashCode()) + "-" + kinds.size() + "\"";
  }

  private Realms.Realm home() {
    return realms.home().orElseThrow(() -> new ProblemException(ProblemCode.SERVICE_BUSY));
  }
}

package org.yanzhen.door;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.Outlook;
import org.yanzhen.catalogue.Outlook.KindOutlook;
import org.yanzhen.door.DoorViews.KindEntry;
import org.yanzhen.door.DoorViews.KindGroup;
import org.yanzhen.door.DoorViews.KindsPage;
import org.yanzhen.door.DoorViews.ListPage;
import org.yanzhen.door.DoorViews.ProblemEntry;
import org.yanzhen.door.DoorViews.ProblemsPage;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.Problems;

/** Pages that are the same for everybody. */
@Controller
class HomeController {

  private final Pages pages;
  private final Catalogue catalogue;
  private final Outlook outlook;
  private final Problems problems;
  private final InstantSource clock;

  HomeController(
      Pages pages, Catalogue catalogue, Outlook outlook, Problems problems, InstantSource clock) {
    this.pages = pages;
    this.catalogue = catalogue;
    this.outlook = outlook;
    this.problems = problems;
    this.clock = clock;
  }

  @GetMapping("/")
  ResponseEntity<String> home(Face face) {
    return pages.open(face, "home", new KindsPage(List.of(), kinds(face), ""));
  }

  /**
   * @param card codes of the kinds that stand on a printed card, with dots between
   * @param at the village it was printed for
   */
  @GetMapping("/ask")
  ResponseEntity<String> ask(
      @RequestParam(required = false) @Nullable String card,
      @RequestParam(required = false) @Nullable String at,
      Face face) {
    List<String> codes = card == null ? List.of() : Arrays.asList(card.split("\\.", -1));
    List<KindEntry> all = kinds(face);
    List<KindEntry> first = all.stream().filter(kind -> codes.contains(kind.code())).toList();
    Integer village = Parameters.number(at);
    return pages.open(
        face,
        "kinds",
        new KindsPage(
            first,
            all.stream().filter(kind -> !first.contains(kind)).toList(),
            village == null ? "" : "?at=" + village));
  }

  @GetMapping("/list")
  ResponseEntity<String> list(Face face) {
    Times times = new Times(face, face.realm().zone(), clock.instant());
    Map<String, KindOutlook> expected =
        open(face).stream()
            .collect(
                Collectors.toMap(
                    Kind::code,
                    kind -> outlook.of(face.realm().id(), kind, null, face.language())));
    return pages.open(
        face, "list", new ListPage(groups(face), expected, times.inFull(times.now())));
  }

  @GetMapping("/problems")
  ResponseEntity<String> problems(Face face) {
    return pages.open(
        face,
        "problems",
        new ProblemsPage(
            Arrays.stream(ProblemCode.values()).map(code -> entry(code, face)).toList()));
  }

  @GetMapping("/problems/{code}")
  ResponseEntity<String> problem(@PathVariable String code, Face face) {
    ProblemEntry entry =
        Arrays.stream(ProblemCode.values())
            .filter(known -> known.code().equals(code))
            .findAny()
            .map(known -> entry(known, face))
            .orElseThrow(() -> new ProblemException(ProblemCode.REQUEST_NOT_FOUND));
    return pages.open(face, "problem", entry);
  }

  /** By who answers for them, in the order of the list. */
  private List<KindGroup> groups(Face face) {
    Map<String, List<Kind>> byBody =
        open(face).stream()
            .collect(
                Collectors.groupingBy(
                    Kind::responsibleBody, LinkedHashMap::new, Collectors.toList()));
    return byBody.values().stream()
        .map(
            kinds ->
                new KindGroup(
                    catalogue
                        .findBody(face.realm().id(), kinds.getFirst())
                        .orElseGet(() -> kinds.getFirst().responsible().in(face.language())),
                    kinds.stream().map(kind -> catalogue.view(kind, face.language())).toList()))
        .toList();
  }

  private List<KindEntry> kinds(Face face) {
    return open(face).stream().map(kind -> entry(kind, face)).toList();
  }

  private List<Kind> open(Face face) {
    return catalogue.list(face.realm().id()).stream().filter(Kind::publicAtDoor).toList();
  }

  static KindEntry entry(Kind kind, Face face) {
    return new KindEntry(
        kind.code(),
        kind.icon(),
        kind.name().in(face.language()),
        kind.summary().in(face.language()));
  }

  private ProblemEntry entry(ProblemCode code, Face face) {
    return new ProblemEntry(
        code.code(),
        problems.title(code, face.language()),
        problems.pattern(code, face.language()),
        code.status());
  }
}

package org.yanzhen.door;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Demand;
import org.yanzhen.catalogue.Demand.Waited;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.Outlook;
import org.yanzhen.catalogue.Outlook.KindOutlook;
import org.yanzhen.door.DoorViews.KindEntry;
import org.yanzhen.door.DoorViews.KindGroup;
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
  private final Demand demand;
  private final Problems problems;
  private final InstantSource clock;

  HomeController(
      Pages pages,
      Catalogue catalogue,
      Outlook outlook,
      Demand demand,
      Problems problems,
      InstantSource clock) {
    this.pages = pages;
    this.catalogue = catalogue;
    this.outlook = outlook;
    this.demand = demand;
    this.problems = problems;
    this.clock = clock;
  }

  @GetMapping("/")
  ResponseEntity<String> home(Face face) {
    return pages.open(face, "home", KindsShown.atHome(kinds(face)));
  }

  /**
   * @param card codes of the kinds that stand on a printed card, with dots between
   * @param at the village it was printed for
   * @param q words to look for
   * @param after the kind after which to go on
   */
  @GetMapping("/ask")
  ResponseEntity<String> ask(
      @RequestParam(required = false) @Nullable String card,
      @RequestParam(required = false) @Nullable String at,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String after,
      Face face) {
    List<KindEntry> all = kinds(face);
    Set<String> onCard =
        card == null ? Set.of() : new HashSet<>(Arrays.asList(card.split("\\.", -1)));
    String words = Parameters.plain(q);
    return pages.open(
        face,
        "kinds",
        KindsShown.page(
            all,
            new KindsShown.Asked(
                all.stream()
                    .map(KindEntry::code)
                    .filter(onCard::contains)
                    .collect(Collectors.toCollection(LinkedHashSet::new)),
                Parameters.number(at),
                words.isEmpty() ? null : words,
                after)));
  }

  /**
   * @param whole all of it, to be printed; else page by page
   */
  @GetMapping("/list")
  ResponseEntity<String> list(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String whole,
      Face face) {
    Times times = new Times(face, face.realm().zone(), clock.instant());
    List<Kind> all = byBody(open(face));
    KindsShown.Slice<Kind> shown =
        whole == null
            ? KindsShown.slice(all, Kind::code, after)
            : new KindsShown.Slice<>(all, null);
    Map<String, KindOutlook> expected =
        shown.items().stream()
            .collect(
                Collectors.toMap(
                    Kind::code,
                    kind -> outlook.of(face.realm().id(), kind, null, face.language())));
    return pages.open(
        face,
        "list",
        new ListPage(
            groups(shown.items(), face),
            expected,
            times.inFull(times.now()),
            shown.last() == null ? null : "/list?after=" + shown.last(),
            shown.items().size() < all.size()));
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
  private static List<Kind> byBody(List<Kind> kinds) {
    return groupedByBody(kinds).values().stream().flatMap(List::stream).toList();
  }

  private static Map<String, List<Kind>> groupedByBody(List<Kind> kinds) {
    return kinds.stream()
        .collect(
            Collectors.groupingBy(Kind::responsibleBody, LinkedHashMap::new, Collectors.toList()));
  }

  private List<KindGroup> groups(List<Kind> shown, Face face) {
    return groupedByBody(shown).values().stream()
        .map(
            kinds ->
                new KindGroup(
                    catalogue
                        .findBody(face.realm().id(), kinds.getFirst())
                        .orElseGet(() -> kinds.getFirst().responsible().in(face.language())),
                    kinds.stream().map(kind -> catalogue.view(kind, face.language())).toList()))
        .toList();
  }

  /**
   * What was asked for most comes first, as far as it is public how much that was; else the list
   * stays as it is.
   */
  private List<KindEntry> kinds(Face face) {
    Map<String, Waited> asked = demand.waiting(face.realm().id()).byKind();
    return open(face).stream()
        .sorted(Comparator.comparingLong((Kind kind) -> often(asked.get(kind.code()))).reversed())
        .map(kind -> entry(kind, face))
        .toList();
  }

  private static long often(@Nullable Waited asked) {
    return asked == null ? 0 : asked.of();
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

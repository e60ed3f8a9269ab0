package org.yanzhen.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.Realms;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.people.Team;
import org.yanzhen.people.Teams;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Level;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/**
 * Who got what: work given out and taken on, beside an equal share of it. Sorted by place and name,
 * never by figure: it is there to spread work, not to rank people, and counts no use of any app.
 */
@RestController
@RequestMapping("/api/dispatch/fairness")
class FairnessController {

  private static final int LONGEST_DAYS = 366;
  private static final int PAGE = 20;
  private static final Set<Role> SEES = Set.of(Role.DISPATCHER, Role.ADMINISTRATOR);

  /**
   * One person in the period.
   *
   * @param equalShare what would have come to this person, had every offer gone to all who could
   *     take it alike
   * @param declinedFor how often turned down or given back, by reason
   */
  record FairnessLine(
      UUID personId,
      String name,
      @Nullable String post,
      String place,
      int offered,
      double equalShare,
      int accepted,
      int claimed,
      int declined,
      int lapsed,
      int released,
      int recalled,
      int solved,
      int minutes,
      Map<String, Integer> declinedFor) {}

  /**
   * @param offers all offers of the period: the denominator of every share
   */
  record FairnessReport(LocalDate from, LocalDate until, int offers, List<FairnessLine> lines) {}

  record FairnessOrder(OrderCard order, Instant at, @Nullable String reason) {}

  record FairnessOrders(List<FairnessOrder> items, @Nullable String next) {}

  private final FairnessStore store;
  private final People people;
  private final Teams teams;
  private final OrderReads orders;
  private final Divisions divisions;
  private final Realms realms;
  private final RealmTransactions transactions;

  FairnessController(
      FairnessStore store,
      People people,
      Teams teams,
      OrderReads orders,
      Divisions divisions,
      Realms realms,
      RealmTransactions transactions) {
    this.store = store;
    this.people = people;
    this.teams = teams;
    this.orders = orders;
    this.divisions = divisions;
    this.realms = realms;
    this.transactions = transactions;
  }

  /**
   * @param until the last day
   * @param division only orders below it
   * @param team only people who are in it today
   */
  @GetMapping
  FairnessReport report(
      @RequestParam LocalDate from,
      @RequestParam LocalDate until,
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam(required = false) @Nullable UUID team,
      @AuthenticationPrincipal Actor actor) {
    return transactions.read(
        actor.realm(), () -> lines(actor, span(actor, from, until, division), from, until, team));
  }

  @GetMapping(path = "/csv", produces = "text/csv")
  ResponseEntity<byte[]> csv(
      @RequestParam LocalDate from,
      @RequestParam LocalDate until,
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam(required = false) @Nullable UUID team,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    FairnessReport report = report(from, until, division, team, actor);
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename("fairness-%s-%s.csv".formatted(from, until))
                .build()
                .toString())
        .body(Sheet.of(report, Language.of(locale)).getBytes(StandardCharsets.UTF_8));
  }

  /** The orders behind one figure of one person. */
  @GetMapping("/{person}/orders")
  FairnessOrders behind(
      @PathVariable UUID person,
      @RequestParam String what,
      @RequestParam LocalDate from,
      @RequestParam LocalDate until,
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam(required = false) @Nullable String after,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    Set<String> known =
        Arrays.stream(AnswerStore.What.values()).map(Enum::name).collect(Collectors.toSet());
    known.add("OFFERED");
    if (!known.contains(what)) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "what"));
    }
    PageKey key = after == null ? null : PageKey.parse(after);
    return transactions.read(
        actor.realm(),
        () -> {
          FairnessStore.Span span = span(actor, from, until, division);
          List<FairnessStore.Entry> entries = store.orders(span, person, what, key, PAGE + 1);
          boolean more = entries.size() > PAGE;
          List<FairnessStore.Entry> shown = more ? entries.subList(0, PAGE) : entries;
          List<FairnessOrder> items = new ArrayList<>();
          for (FairnessStore.Entry entry : shown) {
            orders
                .findCard(actor, entry.orderId(), Language.of(locale))
                .ifPresent(card -> items.add(new FairnessOrder(card, entry.at(), entry.reason())));
          }
          return new FairnessOrders(
              items,
              more ? new PageKey(shown.getLast().at(), shown.getLast().orderId()).token() : null);
        });
  }

  private FairnessReport lines(
      Actor actor,
      FairnessStore.Span span,
      LocalDate from,
      LocalDate until,
      @Nullable UUID teamId) {
    List<FairnessStore.Figures> figures = store.figures(span);
    Map<UUID, Map<String, Integer>> reasons = store.reasons(span);
    Set<UUID> ids =
        figures.stream().map(FairnessStore.Figures::personId).collect(Collectors.toSet());
    if (teamId != null) {
      Team team =
          teams
              .find(actor.realm(), teamId)
              .orElseThrow(() -> new ProblemException(ProblemCode.PEOPLE_TEAM_UNKNOWN));
      Set<UUID> members = new HashSet<>(team.members());
      members.add(team.lead());
      ids.retainAll(members);
    }
    Map<UUID, Person> known = people.findAll(actor.realm(), ids);
    List<FairnessLine> lines = new ArrayList<>();
    for (FairnessStore.Figures one : figures) {
      Person person = known.get(one.personId());
      if (person == null) {
        continue;
      }
      lines.add(
          new FairnessLine(
              one.personId(),
              person.name(),
              person.post(),
              township(person),
              one.offered(),
              Math.round(one.equalShare() * 10) / 10.0,
              one.accepted(),
              one.claimed(),
              one.declined(),
              one.lapsed(),
              one.released(),
              one.recalled(),
              one.solved(),
              one.minutes(),
              reasons.getOrDefault(one.personId(), Map.of())));
    }
    lines.sort(
        Comparator.comparing(FairnessLine::place)
            .thenComparing(FairnessLine::name)
            .thenComparing(FairnessLine::personId));
    return new FairnessReport(
        from, until, figures.stream().mapToInt(FairnessStore.Figures::offered).sum(), lines);
  }

  private String township(Person person) {
    Optional<Division> at = divisions.find(person.divisionId());
    while (at.isPresent() && at.get().level() == Level.VILLAGE && at.get().parentId() != null) {
      at = divisions.find(at.get().parentId());
    }
    return at.map(Division::name).orElse("");
  }

  private FairnessStore.Span span(
      Actor actor, LocalDate from, LocalDate until, @Nullable Integer division) {
    Checks.asked("from", from);
    Checks.asked("until", until);
    if (until.isBefore(from) || until.isAfter(from.plusDays(LONGEST_DAYS))) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "until"));
    }
    List<String> areas =
        actor.grants().stream()
            .filter(grant -> SEES.contains(grant.role()))
            .map(Grant::area)
            .distinct()
            .toList();
    if (areas.isEmpty()) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    if (division != null) {
      String path =
          divisions
              .find(division)
              .map(Division::path)
              .orElseThrow(
                  () -> new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "division")));
      areas =
          areas.stream()
              .filter(area -> area.startsWith(path) || path.startsWith(area))
              .map(area -> area.startsWith(path) ? area : path)
              .distinct()
              .toList();
    }
    ZoneId zone = realms.get(actor.realm()).zone();
    return new FairnessStore.Span(
        actor.realm(),
        from.atStartOfDay(zone).toInstant(),
        until.plusDays(1).atStartOfDay(zone).toInstant(),
        areas);
  }

  /** The report as a sheet that Chinese offices can open: a mark of its encoding, no formulas. */
  static final class Sheet {

    private Sheet() {}

    static String of(FairnessReport report, Language language) {
      StringBuilder sheet = new StringBuilder("\uFEFF");
      row(
          sheet,
          List.of(
              language.pick("乡镇", "Township"),
              language.pick("姓名", "Name"),
              language.pick("岗位", "Post"),
              language.pick("派给", "Offered"),
              language.pick("平均应得", "Equal share"),
              language.pick("接了", "Accepted"),
              language.pick("自己认领", "Claimed"),
              language.pick("没接", "Declined"),
              language.pick("没回音", "Lapsed"),
              language.pick("接后退回", "Released"),
              language.pick("被收回", "Recalled"),
              language.pick("办成", "Solved"),
              language.pick("单程路上约（分钟）", "Minutes on the way, one way")));
      for (FairnessLine line : report.lines()) {
        row(
            sheet,
            List.of(
                line.place(),
                line.name(),
                line.post() == null ? "" : line.post(),
                String.valueOf(line.offered()),
                String.valueOf(line.equalShare()),
                String.valueOf(line.accepted()),
                String.valueOf(line.claimed()),
                String.valueOf(line.declined()),
                String.valueOf(line.lapsed()),
                String.valueOf(line.released()),
                String.valueOf(line.recalled()),
                String.valueOf(line.solved()),
                String.valueOf(line.minutes())));
      }
      return sheet.toString();
    }

    private static void row(StringBuilder sheet, List<String> cells) {
      sheet.append(cells.stream().map(Sheet::cell).collect(Collectors.joining(","))).append("\r\n");
    }

    static String cell(String text) {
      // What looks like a formula is kept from being one.
      String plain = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
      return plain.matches("(?s).*[\",\\r\\n].*") ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
    }
  }
}

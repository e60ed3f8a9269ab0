package org.yanzhen.hall;

import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.Realms;
import org.yanzhen.hall.HallController.IntakePage;
import org.yanzhen.order.PostCounts;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmTransactions;

/** The messages behind the rate of those read in time, for whoever reads the post. */
@RestController
class PostController {

  private final PostFigures figures;
  private final IntakeStore store;
  private final IntakeRights rights;
  private final Divisions divisions;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  PostController(
      PostFigures figures,
      IntakeStore store,
      IntakeRights rights,
      Divisions divisions,
      Realms realms,
      RealmTransactions transactions,
      InstantSource clock) {
    this.figures = figures;
    this.store = store;
    this.rights = rights;
    this.divisions = divisions;
    this.realms = realms;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Exactly the messages a figure counted, newest first. {@code from} and {@code to} as the figures
   * have them; {@code part}: all, kept or missed; {@code key}: the line's.
   */
  @GetMapping("/api/intake/counted")
  IntakePage counted(
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam String from,
      @RequestParam String to,
      @RequestParam(defaultValue = "division") String by,
      @RequestParam(required = false) @Nullable String key,
      @RequestParam(defaultValue = "all") String part,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor) {
    if (!rights.mayHandle(actor)) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    if (limit < 1 || limit > 100) {
      throw invalid("limit");
    }
    Realms.Realm realm = realms.get(actor.realm());
    ZoneId zone = realm.zone();
    Division home = divisions.get(realm.divisionId());
    Division root =
        division == null
            ? home
            : divisions
                .find(division)
                .filter(found -> found.path().startsWith(home.path()))
                .orElseThrow(() -> invalid("division"));
    PostCounts.Asked asked =
        new PostCounts.Asked(
            actor.realm(),
            root.path(),
            day("from", from).atStartOfDay(zone).toInstant(),
            day("to", to).plusDays(1).atStartOfDay(zone).toInstant(),
            clock.instant(),
            one(PostCounts.Line.values(), "by", by));
    PostFigures.Part wanted = one(PostFigures.Part.values(), "part", part);
    PageKey last = after == null ? null : PageKey.parse(after);
    return transactions.read(
        actor.realm(),
        () -> {
          List<PageKey> found = figures.behind(asked, wanted, key, last, limit + 1);
          boolean more = found.size() > limit;
          List<PageKey> shown = more ? found.subList(0, limit) : found;
          return new IntakePage(
              shown.stream().flatMap(row -> store.find(actor.realm(), row.id()).stream()).toList(),
              more ? shown.getLast().token() : null);
        });
  }

  private static <E extends Enum<E>> E one(E[] all, String field, String code) {
    return Arrays.stream(all)
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(code))
        .findAny()
        .orElseThrow(() -> invalid(field));
  }

  private static LocalDate day(String field, String text) {
    try {
      return Checks.asked(field, LocalDate.parse(text));
    } catch (DateTimeException e) {
      throw invalid(field);
    }
  }

  private static ProblemException invalid(String field) {
    return new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, field));
  }
}

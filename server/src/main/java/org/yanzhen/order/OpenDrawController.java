package org.yanzhen.order;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.Realms;
import org.yanzhen.order.CallbackDraws.Draw;
import org.yanzhen.order.CallbackDraws.DrawnOrder;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;

/**
 * Draws for everybody, without signing in: ids, rates and seeds, nobody's data. Before the calls
 * are made only that there was a draw, among how many, and the hashes that hold it fast.
 */
@RestController
@RequestMapping("/api/open/draws")
class OpenDrawController {

  private static final int DAYS = 60;
  private static final int ORDERS = 500;

  /**
   * @param rule how a value is reckoned
   * @param next give it as {@code before} for older ones
   */
  record DrawList(String rule, List<Draw> draws, @Nullable LocalDate next) {}

  /**
   * @param next give it as {@code after} for the rest
   */
  record DrawDay(String rule, Draw draw, List<DrawnOrder> orders, @Nullable UUID next) {}

  private static final String RULE =
      "commitment = sha256(seed); value = sha256(seed + orderId) mod 10000, both as text in lower case;"
          + " sampled if value < rate; population = sha256 of the lines 'orderId rate' in the order of ids;"
          + " seed, sampled and orders are shown when the calls are made";

  private final CallbackDraws draws;
  private final Realms realms;

  OpenDrawController(CallbackDraws draws, Realms realms) {
    this.draws = draws;
    this.realms = realms;
  }

  @GetMapping
  DrawList list(@RequestParam(required = false) @Nullable String before) {
    List<Draw> found = draws.list(home(), before == null ? null : day("before", before), DAYS + 1);
    List<Draw> shown = found.size() > DAYS ? found.subList(0, DAYS) : found;
    return new DrawList(RULE, shown, found.size() > DAYS ? shown.getLast().day() : null);
  }

  @GetMapping("/{day}")
  DrawDay one(@PathVariable String day, @RequestParam(required = false) @Nullable UUID after) {
    LocalDate date = day("day", day);
    Draw draw =
        draws
            .find(home(), date)
            .orElseThrow(() -> new ProblemException(ProblemCode.REQUEST_NOT_FOUND));
    List<DrawnOrder> found = draws.drawn(home(), date, after, ORDERS + 1);
    List<DrawnOrder> shown = found.size() > ORDERS ? found.subList(0, ORDERS) : found;
    return new DrawDay(RULE, draw, shown, found.size() > ORDERS ? shown.getLast().orderId() : null);
  }

  private RealmId home() {
    return realms
        .home()
        .orElseThrow(() -> new ProblemException(ProblemCode.REQUEST_NOT_FOUND))
        .id();
  }

  private static LocalDate day(String field, String text) {
    try {
      return Checks.asked(field, LocalDate.parse(text));
    } catch (DateTimeException e) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, field));
    }
  }
}

package org.yanzhen.door;

import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.yanzhen.door.DoorViews.DrawEntry;
import org.yanzhen.door.DoorViews.DrawPage;
import org.yanzhen.door.DoorViews.DrawsPage;
import org.yanzhen.door.DoorViews.LotEntry;
import org.yanzhen.order.CallbackDraws;
import org.yanzhen.order.CallbackDraws.Draw;
import org.yanzhen.order.CallbackDraws.DrawnOrder;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;

/** Who is called back is drawn by lot, and anybody can reckon the lots again. */
@Controller
@RequestMapping("/draws")
class DrawController {

  private static final int DAYS = 30;
  private static final int ORDERS = 100;

  private final Pages pages;
  private final CallbackDraws draws;
  private final InstantSource clock;

  DrawController(Pages pages, CallbackDraws draws, InstantSource clock) {
    this.pages = pages;
    this.draws = draws;
    this.clock = clock;
  }

  @GetMapping
  ResponseEntity<String> list(@RequestParam(required = false) @Nullable String before, Face face) {
    List<Draw> found = draws.list(face.realm().id(), before == null ? null : day(before), DAYS + 1);
    List<Draw> shown = found.size() > DAYS ? found.subList(0, DAYS) : found;
    return pages.open(
        face,
        "draws",
        new DrawsPage(
            shown.stream().map(draw -> entry(draw, face)).toList(),
            found.size() > DAYS ? shown.getLast().day().toString() : null));
  }

  @GetMapping("/{day}")
  ResponseEntity<String> one(
      @PathVariable String day, @RequestParam(required = false) @Nullable UUID after, Face face) {
    RealmId realm = face.realm().id();
    LocalDate date = day(day);
    Draw draw =
        draws
            .find(realm, date)
            .orElseThrow(() -> new ProblemException(ProblemCode.REQUEST_NOT_FOUND));
    List<DrawnOrder> found = draws.drawn(realm, date, after, ORDERS + 1);
    List<DrawnOrder> shown = found.size() > ORDERS ? found.subList(0, ORDERS) : found;
    Times times = new Times(face, face.realm().zone(), clock.instant());
    return pages.open(
        face,
        "draw",
        new DrawPage(
            entry(draw, face),
            times.inFull(draw.committedAt()),
            draw.population(),
            draw.seed(),
            shown.stream().map(lot -> lot(lot, face)).toList(),
            found.size() > ORDERS ? shown.getLast().orderId().toString() : null));
  }

  private DrawEntry entry(Draw draw, Face face) {
    Times times = new Times(face, face.realm().zone(), clock.instant());
    boolean over = draw.day().isBefore(LocalDate.ofInstant(clock.instant(), face.realm().zone()));
    String result =
        draw.sampled() != null
            ? face.say("draw.result", draw.orders(), draw.sampled())
            : draw.drawnAt() != null
                ? face.say("draw.calling", draw.orders())
                : face.say(over ? "draw.missed" : "draw.coming");
    return new DrawEntry(
        draw.day().toString(),
        times.day(draw.day().atStartOfDay(face.realm().zone()).toInstant()),
        result,
        draw.commitment());
  }

  private static LotEntry lot(DrawnOrder lot, Face face) {
    return new LotEntry(
        lot.orderId().toString(),
        face.say(lot.sampled() ? "draw.lot.in" : "draw.lot.out", lot.value(), lot.rate()));
  }

  private static LocalDate day(String text) {
    try {
      return Checks.asked("day", LocalDate.parse(text));
    } catch (DateTimeException | ProblemException e) {
      throw new ProblemException(ProblemCode.REQUEST_NOT_FOUND);
    }
  }
}

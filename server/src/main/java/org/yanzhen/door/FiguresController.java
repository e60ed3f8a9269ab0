package org.yanzhen.door;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.yanzhen.door.PublicViews.FigureLine;
import org.yanzhen.door.PublicViews.FigureSheet;
import org.yanzhen.door.PublicViews.FiguresPage;
import org.yanzhen.door.PublicViews.RateEntry;
import org.yanzhen.door.PublicViews.WayEntry;
import org.yanzhen.order.PublicFigures;
import org.yanzhen.order.PublicFigures.Cell;
import org.yanzhen.order.PublicFigures.Line;
import org.yanzhen.order.PublicFigures.Rate;
import org.yanzhen.order.PublicFigures.Table;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/** How orders were answered and promises kept, for everybody. */
@Controller
class FiguresController {

  private final Pages pages;
  private final PublicFigures figures;
  private final InstantSource clock;

  FiguresController(Pages pages, PublicFigures figures, InstantSource clock) {
    this.pages = pages;
    this.figures = figures;
    this.clock = clock;
  }

  @GetMapping("/figures")
  ResponseEntity<String> figures(
      @RequestParam(required = false) @Nullable String year,
      @RequestParam(required = false) @Nullable String quarter,
      Face face) {
    Table table = figures.table(face.realm().id(), number(year), number(quarter), face.language());
    Integer q = table.quarter();
    String time =
        q == null
            ? face.say("figures.year", table.year())
            : face.say("figures.quarter", table.year(), q);
    return pages.open(
        face,
        "figures",
        new FiguresPage(
            face.say("figures.of", time),
            face.say(
                "figures.as-of",
                new Times(face, face.realm().zone(), clock.instant()).inFull(table.asOf())),
            table.years().stream()
                .map(
                    each ->
                        new WayEntry(
                            "/figures?year=" + each,
                            face.say("figures.year", each),
                            each == table.year() && q == null))
                .toList(),
            IntStream.rangeClosed(1, 4)
                .mapToObj(
                    each ->
                        new WayEntry(
                            "/figures?year=" + table.year() + "&quarter=" + each,
                            face.say("figures.quarter", table.year(), each),
                            q != null && q == each))
                .toList(),
            List.of(
                kept(table, face),
                keptByKind(table, face),
                byQuarter(table, face),
                byTownship(table, face)),
            table.rates().stream()
                .map(
                    rate ->
                        new RateEntry(
                            rate.name(), rate.numerator(), rate.denominator(), weight(rate, face)))
                .toList(),
            composite(table, face),
            face.say("figures.few", table.showFrom())));
  }

  /** The clocks: how many promised times were kept, and how many were not. */
  private static FigureSheet kept(Table table, Face face) {
    List<FigureLine> lines = new ArrayList<>();
    for (int i = 0; i < table.rates().size(); i++) {
      if (table.rates().get(i).clock()) {
        Cell cell = table.whole().rates().get(i);
        lines.add(
            new FigureLine(
                table.rates().get(i).name(),
                cell.shown()
                    ? List.of(
                        Long.toString(cell.of()),
                        Long.toString(cell.n()),
                        Long.toString(cell.of() - cell.n()))
                    : List.of(
                        face.say("figures.hidden"),
                        face.say("figures.hidden"),
                        face.say("figures.hidden"))));
      }
    }
    return new FigureSheet(
        face.say("figures.kept.title"),
        List.of(
            face.say("figures.kept.promise"),
            face.say("figures.kept.of"),
            face.say("figures.kept.kept"),
            face.say("figures.kept.late")),
        lines);
  }

  /** The same of each kind: of so many that fell due so many were kept. */
  private static FigureSheet keptByKind(Table table, Face face) {
    List<String> head =
        new ArrayList<>(List.of(face.say("figures.by-kind.first"), face.say("figures.asked")));
    table.rates().stream().filter(Rate::clock).map(Rate::name).forEach(head::add);
    List<FigureLine> lines = new ArrayList<>();
    for (Line kind : table.kinds()) {
      List<String> cells = new ArrayList<>();
      cells.add(
          kind.asked().shown() ? Long.toString(kind.asked().n()) : face.say("figures.hidden"));
      for (int i = 0; i < table.rates().size(); i++) {
        if (table.rates().get(i).clock()) {
          cells.add(keptWords(kind.rates().get(i), face));
        }
      }
      String name = kind.name().isEmpty() ? face.say("figures.by-kind.rest") : kind.name();
      lines.add(new FigureLine(name, cells));
    }
    return new FigureSheet(face.say("figures.by-kind"), head, lines);
  }

  private static String keptWords(Cell cell, Face face) {
    if (!cell.shown()) {
      return face.say("figures.hidden");
    }
    return cell.of() == 0
        ? face.say("figures.nothing-due")
        : face.say("figures.kept.share", cell.of(), cell.n(), cell.of() - cell.n());
  }

  private static @Nullable String weight(Rate rate, Face face) {
    Integer weight = rate.weight();
    return weight == null ? null : face.say("figures.weight", weight);
  }

  /** How the rates that weigh are put together, in words. */
  private static String composite(Table table, Face face) {
    List<String> parts = new ArrayList<>();
    for (Rate rate : table.rates()) {
      Integer weight = rate.weight();
      if (weight != null) {
        parts.add(face.say("figures.composite.part", rate.name(), weight));
      }
    }
    return face.say("figures.composite", String.join(face.say("figures.composite.and"), parts));
  }

  private static FigureSheet byQuarter(Table table, Face face) {
    List<FigureLine> lines = new ArrayList<>();
    for (int i = 0; i < table.quarters().size(); i++) {
      lines.add(
          line(face.say("figures.quarter.short", i + 1), table, table.quarters().get(i), face));
    }
    return new FigureSheet(
        face.say("figures.by-quarter", table.year()),
        head("figures.by-quarter.first", table, face),
        lines);
  }

  private static FigureSheet byTownship(Table table, Face face) {
    List<FigureLine> lines = new ArrayList<>();
    lines.add(line(face.say("figures.whole"), table, table.whole(), face));
    for (Line township : table.townships()) {
      String name = township.name().isEmpty() ? face.say("figures.none") : township.name();
      lines.add(line(name, table, township, face));
    }
    return new FigureSheet(
        face.say("figures.by-township"), head("figures.by-township.first", table, face), lines);
  }

  private static List<String> head(String first, Table table, Face face) {
    List<String> head = new ArrayList<>(List.of(face.say(first), face.say("figures.asked")));
    table.rates().stream().filter(rate -> !rate.clock()).map(Rate::name).forEach(head::add);
    return head;
  }

  private static FigureLine line(String name, Table table, Line line, Face face) {
    List<String> cells = new ArrayList<>();
    Cell asked = line.asked();
    cells.add(asked.shown() ? Long.toString(asked.n()) : face.say("figures.hidden"));
    for (int i = 0; i < table.rates().size(); i++) {
      if (!table.rates().get(i).clock()) {
        cells.add(words(line.rates().get(i), face));
      }
    }
    return new FigureLine(name, cells);
  }

  private static String words(Cell cell, Face face) {
    if (!cell.shown()) {
      return face.say("figures.hidden");
    }
    return cell.percent() == null
        ? face.say("figures.nothing-due")
        : face.say("figures.share", cell.percent(), cell.n(), cell.of());
  }

  private static @Nullable Integer number(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Integer number = Parameters.number(text);
    if (number == null) {
      throw new ProblemException(ProblemCode.REQUEST_NOT_FOUND);
    }
    return number;
  }
}

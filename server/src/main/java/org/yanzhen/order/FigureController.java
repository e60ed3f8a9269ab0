package org.yanzhen.order;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.order.FigureViews.Figures;
import org.yanzhen.order.FigureViews.Needs;
import org.yanzhen.order.FigureViews.Results;
import org.yanzhen.order.FigureViews.Returns;
import org.yanzhen.order.FiguresStore.By;
import org.yanzhen.order.OrderViews.OrderPage;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/**
 * Figures for a desk: by division, kind, body, team, track or tier; a period is {@code 2026-11},
 * {@code 2026-Q4}, {@code 2026} or {@code 2026-11-01..2026-11-10}.
 */
@RestController
@RequestMapping("/api/figures")
class FigureController {

  private final FigureReads reads;

  FigureController(FigureReads reads) {
    this.reads = reads;
  }

  @GetMapping
  Figures figures(
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam(required = false) @Nullable String period,
      @RequestParam(defaultValue = "division") String by,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    return reads.figures(actor, division, period, by(by), Language.of(locale));
  }

  /** {@code public}, of a year or a quarter only, leaves out what tells about few orders. */
  @GetMapping("/csv")
  ResponseEntity<byte[]> csv(
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam(required = false) @Nullable String period,
      @RequestParam(defaultValue = "division") String by,
      @RequestParam(name = "public", defaultValue = "false") boolean inPublic,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    Language language = Language.of(locale);
    Figures figures = reads.figures(actor, division, period, by(by), language);
    String name = "yanzhen-%s-%s-%s.csv".formatted(figures.by(), figures.from(), figures.to());
    PublicSheet shown = inPublic ? reads.inPublic(actor, division, period, by(by)) : null;
    return sheet(name, FigureTable.csv(figures, shown, language));
  }

  private static ResponseEntity<byte[]> sheet(String name, String csv) {
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(csv.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The orders behind a figure. {@code part}: placed, solved, silent, withdrawn, merged, ended (the
   * two together), unsolved, ungraded, raised, handed-down, a measure's code, alone or with {@code
   * .kept} or {@code .missed}, or {@code result:kind:code}; {@code key}: the line's; {@code kind}:
   * of that kind only. Of satisfaction, ungraded and bad-grade, orders that the reader served are
   * left out.
   */
  @GetMapping("/orders")
  OrderPage orders(
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam(required = false) @Nullable String period,
      @RequestParam(defaultValue = "division") String by,
      @RequestParam(required = false) @Nullable String key,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(defaultValue = "placed") String part,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    return reads.behind(
        actor,
        division,
        period,
        by(by),
        key,
        kind,
        part,
        after == null ? null : PageKey.parse(after),
        limit(limit),
        Language.of(locale));
  }

  @GetMapping("/returns")
  Returns returns(
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam(required = false) @Nullable String period,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    return reads.returns(actor, division, period, Language.of(locale));
  }

  @GetMapping("/results")
  Results results(
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam(required = false) @Nullable String period,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    return reads.results(actor, division, period, Language.of(locale));
  }

  @GetMapping("/results/csv")
  ResponseEntity<byte[]> resultsCsv(
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam(required = false) @Nullable String period,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    Language language = Language.of(locale);
    Results results = reads.results(actor, division, period, language);
    String name = "yanzhen-results-%s-%s.csv".formatted(results.from(), results.to());
    return sheet(name, FigureTable.csv(results, language));
  }

  /** The orders behind a line of the returns: give back what the line says. */
  @GetMapping("/returns/orders")
  OrderPage returned(
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam(required = false) @Nullable String period,
      @RequestParam String kind,
      @RequestParam(required = false) @Nullable String body,
      @RequestParam String action,
      @RequestParam String reason,
      @RequestParam(required = false) @Nullable String toBody,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    Action step = Action.of(action).orElseThrow(() -> invalid("action"));
    return reads.behindReturns(
        actor,
        division,
        period,
        new FiguresStore.ReturnLine(kind, body, step.name(), reason, toBody),
        after == null ? null : PageKey.parse(after),
        limit(limit),
        Language.of(locale));
  }

  /** A suggestion for the list of who answers for what; nothing follows from it by itself. */
  @GetMapping("/routed")
  FigureViews.Routed routed(
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam(required = false) @Nullable String period,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    return reads.routed(actor, division, period, Language.of(locale));
  }

  /** The orders behind a line of it. */
  @GetMapping("/routed/orders")
  OrderPage behindRouted(
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam(required = false) @Nullable String period,
      @RequestParam String kind,
      @RequestParam(defaultValue = "") String place,
      @RequestParam(required = false) @Nullable String body,
      @RequestParam String acceptedBy,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    return reads.behindRouted(
        actor,
        division,
        period,
        new FiguresStore.Routed(kind, place, body, acceptedBy, 0),
        after == null ? null : PageKey.parse(after),
        limit(limit),
        Language.of(locale));
  }

  @GetMapping("/needs")
  Needs needs(
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam(required = false) @Nullable String period,
      @RequestParam(defaultValue = "body") String by,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    return reads.needs(actor, division, period, by(by), Language.of(locale));
  }

  private static int limit(int asked) {
    if (asked < 1 || asked > 100) {
      throw invalid("limit");
    }
    return asked;
  }

  private static By by(String code) {
    return Arrays.stream(By.values())
        .filter(by -> FigureReads.code(by).equals(code))
        .findAny()
        .orElseThrow(() -> invalid("by"));
  }

  private static ProblemException invalid(String field) {
    return new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, field));
  }
}

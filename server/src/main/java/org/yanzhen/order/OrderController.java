package org.yanzhen.order;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.yanzhen.order.OrderViews.OrderDetail;
import org.yanzhen.order.OrderViews.OrderPage;
import org.yanzhen.order.OrderViews.Questions;
import org.yanzhen.order.WorklistQuery.Track;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/** Reading orders over HTTP. */
@RestController
@RequestMapping("/api/orders")
class OrderController {

  record Counts(Map<String, Integer> counts) {}

  private final OrderReads reads;
  private final OrderStream stream;
  private final Divisions divisions;

  OrderController(OrderReads reads, OrderStream stream, Divisions divisions) {
    this.reads = reads;
    this.stream = stream;
    this.divisions = divisions;
  }

  /**
   * {@code year}: of the closed list, those that ended in it; {@code track}: {@code everyday},
   * {@code campaign}, or a campaign's id.
   */
  @GetMapping
  OrderPage page(
      @RequestParam(defaultValue = "all-open") String filter,
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam(required = false) @Nullable Integer year,
      @RequestParam(required = false) @Nullable String track,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    WorklistFilter named = WorklistFilter.of(filter).orElseThrow(() -> invalid("filter"));
    if (limit < 1 || limit > 100) {
      throw invalid("limit");
    }
    // Only what is over ended in a year.
    if (year != null && (named != WorklistFilter.CLOSED || year < 2000 || year > 2100)) {
      throw invalid("year");
    }
    String within =
        division == null
            ? null
            : divisions.find(division).map(Division::path).orElseThrow(() -> invalid("division"));
    return reads.page(
        actor,
        named,
        Checks.optionalText("text", text, 60),
        within,
        after == null ? null : PageKey.parse(after),
        limit,
        reads.narrowed(actor.realm(), year, track == null ? null : track(track)),
        Language.of(locale));
  }

  private static Track track(String code) {
    return switch (code) {
      case "everyday" -> Track.EVERYDAY;
      case "campaign" -> Track.CAMPAIGN;
      default -> {
        try {
          yield new Track(false, UUID.fromString(code));
        } catch (IllegalArgumentException e) {
          throw invalid("track");
        }
      }
    };
  }

  @GetMapping("/counts")
  Counts counts(@AuthenticationPrincipal Actor actor) {
    return new Counts(reads.counts(actor));
  }

  @GetMapping("/{id}")
  OrderDetail get(@PathVariable UUID id, @AuthenticationPrincipal Actor actor, Locale locale) {
    return reads.get(actor, id, Language.of(locale));
  }

  /** What its kind asks, with the answers as they were written; for those who may change them. */
  @GetMapping("/{id}/questions")
  Questions questions(@PathVariable UUID id, @AuthenticationPrincipal Actor actor, Locale locale) {
    return reads.questions(actor, id, Language.of(locale));
  }

  @GetMapping("/{id}/attachments/{attachmentId}")
  ResponseEntity<Resource> attachment(
      @PathVariable UUID id,
      @PathVariable UUID attachmentId,
      @AuthenticationPrincipal Actor actor) {
    return reads.attachment(actor, id, attachmentId).response();
  }

  @GetMapping(path = "/changes", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter changes(@AuthenticationPrincipal Actor actor) {
    return stream.listen(actor);
  }

  private static ProblemException invalid(String field) {
    return new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, field));
  }
}

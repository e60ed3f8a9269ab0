package org.yanzhen.plan;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.plan.PlanViews.Changes;
import org.yanzhen.plan.PlanViews.DayView;
import org.yanzhen.plan.PlanViews.DraftView;
import org.yanzhen.plan.PlanViews.MyDay;
import org.yanzhen.plan.PlanViews.TryView;
import org.yanzhen.plan.PlanViews.WhoView;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import tools.jackson.databind.json.JsonMapper;

/** Days over HTTP. */
@RestController
@RequestMapping("/api/plans")
class PlanController {

  /** Where an order is held over somebody's day. */
  record Trying(LocalDate day, UUID orderId, UUID toPersonId, int index) {
    Trying {
      Checks.present("day", day);
      Checks.present("orderId", orderId);
      Checks.present("toPersonId", toPersonId);
      if (!Checks.isOfOurTime(day)) {
        throw Checks.malformed("day", "not of our time");
      }
      if (index < 0 || index > 500) {
        throw Checks.malformed("index", "0 to 500");
      }
    }
  }

  private static final int MOST_ROWS = 500;

  private final PlanReads reads;
  private final JsonMapper mapper;

  PlanController(PlanReads reads, JsonMapper mapper) {
    this.reads = reads;
    this.mapper = mapper;
  }

  /**
   * @param day today when absent
   * @param division the reader's own area when absent
   * @param team only who is in this group
   * @param name only whose name has this in it
   * @param draft whoever this proposal changes is shown too
   * @param person this one is shown too
   * @param after from an answer's {@code next}: further rows, and nothing else
   * @param limit all when absent
   */
  @GetMapping
  DayView day(
      @RequestParam(required = false) @Nullable LocalDate day,
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam(required = false) @Nullable UUID team,
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable UUID draft,
      @RequestParam(required = false) @Nullable UUID person,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable Integer limit,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    if (limit != null && (limit < 1 || limit > MOST_ROWS)) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "limit"));
    }
    if (name != null && name.length() > 40) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "name"));
    }
    return reads.day(
        actor,
        checked(day),
        division,
        new PlanReads.Rows(
            team, name, draft, person, after == null ? null : RowKey.parse(after), limit),
        Language.of(locale));
  }

  /** Asked again and again by telephones: what has not changed is not sent again. */
  @GetMapping("/mine")
  ResponseEntity<MyDay> mine(
      @RequestParam(required = false) @Nullable LocalDate day,
      @RequestHeader(value = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    MyDay mine = reads.mine(actor, checked(day), Language.of(locale));
    String tag = "W/\"" + mark(mine) + "\"";
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(tag.equals(known) ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
            .eTag(tag)
            .cacheControl(CacheControl.noCache().cachePrivate());
    return tag.equals(known) ? answer.build() : answer.body(mine);
  }

  private String mark(MyDay mine) {
    MyDay timeless =
        new MyDay(
            mine.day(),
            mine.zone(),
            Instant.EPOCH,
            mine.version(),
            mine.away(),
            mine.works(),
            mine.note(),
            mine.shift(),
            mine.pause(),
            mine.homeName(),
            mine.home(),
            mine.travelMinutes(),
            mine.homeMinutes(),
            mine.returnsAt(),
            mine.visits(),
            mine.unplanned());
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(mapper.writeValueAsBytes(timeless));
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @GetMapping("/drafts/{id}")
  DraftView draft(@PathVariable UUID id, @AuthenticationPrincipal Actor actor, Locale locale) {
    return reads.draft(actor, id, Language.of(locale));
  }

  /** Who could still take an order, and when. */
  @GetMapping("/orders/{order}/who")
  WhoView who(
      @PathVariable UUID order,
      @RequestParam(required = false) @Nullable LocalDate day,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    return reads.who(actor, order, checked(day), Language.of(locale));
  }

  /** What would come of it; changes nothing. */
  @PostMapping("/try")
  TryView tryOut(@RequestBody Trying trying, @AuthenticationPrincipal Actor actor, Locale locale) {
    return reads.tryOut(
        actor,
        trying.day(),
        trying.orderId(),
        trying.toPersonId(),
        trying.index(),
        Language.of(locale));
  }

  @GetMapping("/changes")
  Changes changes(
      @RequestParam(required = false) @Nullable LocalDate day,
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    if (limit < 1 || limit > 100) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "limit"));
    }
    return reads.changes(
        actor,
        checked(day),
        division,
        after == null ? null : PageKey.parse(after),
        limit,
        Language.of(locale));
  }

  private static @Nullable LocalDate checked(@Nullable LocalDate day) {
    return day == null ? null : Checks.asked("day", day);
  }
}

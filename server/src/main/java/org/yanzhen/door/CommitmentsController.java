package org.yanzhen.door;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.yanzhen.command.MediaKind;
import org.yanzhen.command.StoredFile;
import org.yanzhen.commitment.CommitmentViews.CommitmentCard;
import org.yanzhen.commitment.CommitmentViews.CommitmentChange;
import org.yanzhen.commitment.CommitmentViews.CommitmentDetail;
import org.yanzhen.commitment.CommitmentViews.CommitmentFigure;
import org.yanzhen.commitment.CommitmentViews.CommitmentList;
import org.yanzhen.commitment.CommitmentViews.CommitmentMilestone;
import org.yanzhen.commitment.CommitmentViews.CommitmentStep;
import org.yanzhen.commitment.CommitmentViews.ListRef;
import org.yanzhen.commitment.Commitments;
import org.yanzhen.commitment.Standing;
import org.yanzhen.door.DoorViews.PictureEntry;
import org.yanzhen.door.PublicViews.CommitmentEntry;
import org.yanzhen.door.PublicViews.CommitmentPage;
import org.yanzhen.door.PublicViews.CommitmentsPage;
import org.yanzhen.door.PublicViews.MilestoneEntry;
import org.yanzhen.door.PublicViews.StepEntry;
import org.yanzhen.door.PublicViews.WayEntry;
import org.yanzhen.order.PromiseOrders;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/** What was promised for the year, how it stands, and every change of it. */
@Controller
@RequestMapping("/commitments")
class CommitmentsController {

  /** What a poor line carries at once. */
  private static final int A_PAGE = 6;

  /** Milestones of one promise in the list, those that matter now; all are a link away. */
  private static final int MILESTONES = 3;

  /** Bytes of a long history on one page; the rest is a link away. */
  private static final int HISTORY = 14_000;

  private final Pages pages;
  private final Commitments commitments;
  private final PromiseOrders orders;
  private final InstantSource clock;

  CommitmentsController(
      Pages pages, Commitments commitments, PromiseOrders orders, InstantSource clock) {
    this.pages = pages;
    this.commitments = commitments;
    this.orders = orders;
    this.clock = clock;
  }

  @GetMapping
  ResponseEntity<String> list(
      @RequestParam(required = false) @Nullable String year,
      @RequestParam(required = false) @Nullable String division,
      @RequestParam(required = false) @Nullable String from,
      Face face) {
    CommitmentList list =
        commitments.open(face.realm().id(), number(year), number(division), face.language());
    Integer asked = number(from);
    int first = Math.min(asked == null ? 0 : asked, list.items().size());
    int last = Math.min(first + A_PAGE, list.items().size());
    String here = "year=%d&division=%d".formatted(list.year(), list.divisionId());
    return pages.open(
        face,
        "commitments",
        new CommitmentsPage(
            face.say("commitments.of", list.divisionName(), list.year()),
            list.of() == 0
                ? face.say("commitments.none-due")
                : face.say("commitments.kept", list.of(), list.kept(), list.of() - list.kept()),
            list.items().subList(first, last).stream()
                .map(card -> entry(card, MILESTONES, face))
                .toList(),
            list.lists().stream().map(other -> way(other, list, face)).toList(),
            last < list.items().size() ? "/commitments?" + here + "&from=" + last : null,
            "/api/open/commitments.csv?" + here,
            printed(face)));
  }

  @GetMapping("/{id}")
  ResponseEntity<String> one(
      @PathVariable UUID id, @RequestParam(required = false) @Nullable String before, Face face) {
    CommitmentDetail found =
        commitments
            .findOpen(face.realm().id(), id, face.language())
            .orElseThrow(() -> new ProblemException(ProblemCode.REQUEST_NOT_FOUND));
    Integer from = number(before);
    List<CommitmentStep> asked =
        found.thread().stream().filter(step -> from == null || step.version() < from).toList();
    List<CommitmentStep> shown = upTo(HISTORY, asked);
    return pages.open(
        face,
        "commitment",
        new CommitmentPage(
            entry(found.card(), Integer.MAX_VALUE, face),
            orders(orders.count(face.realm().id(), id), face),
            "/commitments?year=%d&division=%d".formatted(found.year(), found.divisionId()),
            face.say("commitments.of", found.divisionName(), found.year()),
            shown.stream().map(step -> step(id, step, face)).toList(),
            shown.size() < asked.size()
                ? "/commitments/%s?before=%d".formatted(id, shown.getLast().version())
                : null,
            printed(face)));
  }

  @GetMapping("/{id}/pictures/{picture}")
  ResponseEntity<Resource> picture(
      @PathVariable UUID id,
      @PathVariable UUID picture,
      @RequestParam(defaultValue = "full") String size,
      Face face) {
    StoredFile file =
        commitments
            .findPicture(face.realm().id(), id, picture)
            .filter(found -> found.kind() == MediaKind.PICTURE)
            .orElseThrow(() -> new ProblemException(ProblemCode.REQUEST_NOT_FOUND));
    return size.equals("small")
        ? file.response(new ByteArrayResource(DoorPictures.small(file.path())))
        : file.response();
  }

  /** As many as a poor line carries, the newest in any case. */
  private static List<CommitmentStep> upTo(int bytes, List<CommitmentStep> steps) {
    int size = 0;
    for (int i = 0; i < steps.size(); i++) {
      CommitmentStep step = steps.get(i);
      size += 300 + 300 * step.pictures().size();
      size += bytes(step.text()) + bytes(step.milestoneTitle());
      for (CommitmentChange change : step.changes()) {
        size += 120 + bytes(change.of()) + bytes(change.before()) + bytes(change.after());
      }
      if (i > 0 && size > bytes) {
        return steps.subList(0, i);
      }
    }
    return steps;
  }

  private static int bytes(@Nullable String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static CommitmentEntry entry(CommitmentCard card, int most, Face face) {
    Standing standing = card.standing();
    boolean isAll = most >= card.milestones().size();
    // What comes next and what is late says more than what is long done; given up is given up.
    List<CommitmentMilestone> shown =
        isAll
            ? card.milestones()
            : card.milestones().stream()
                .sorted(Comparator.comparing(one -> one.reachedOn() != null))
                .limit(standing == Standing.GIVEN_UP ? 0 : most)
                .toList();
    return new CommitmentEntry(
        "/commitments/" + card.id(),
        standing.name(),
        switch (standing) {
          case DRAFT, PLANNED -> "clock";
          case ON_THE_WAY -> "refresh-cw";
          case LATE -> "triangle-alert";
          case DONE -> "circle-check";
          case GIVEN_UP -> "circle-x";
        },
        switch (standing) {
          case DRAFT, PLANNED, GIVEN_UP -> "quiet";
          case ON_THE_WAY -> "info";
          case LATE -> "attention";
          case DONE -> "good";
        },
        face.say("commitments.standing." + standing),
        card.title(),
        card.brings(),
        face.say("commitments.who", card.bodyName(), card.owner()),
        card.figures().stream().map(figure -> figure(figure, face)).toList(),
        shown.stream().map(one -> milestone(one, face)).toList(),
        isAll ? null : face.say("commitments.rest", card.milestones().size()),
        card.reason());
  }

  private static String figure(CommitmentFigure figure, Face face) {
    BigDecimal reached = figure.reached();
    String promised = figure.promised().toPlainString();
    return reached == null
        ? face.say("commitments.figure", figure.name(), promised, figure.unit())
        : face.say(
            "commitments.figure.reached",
            figure.name(),
            promised,
            figure.unit(),
            reached.toPlainString());
  }

  /** Numbers only: whose orders they are is nobody's business here. */
  private static @Nullable String orders(PromiseOrders.Count count, Face face) {
    if (count.few()) {
      return face.say("commitments.orders.few", count.showFrom());
    }
    return count.orders() == 0
        ? null
        : face.say("commitments.orders.count", count.orders(), count.solved());
  }

  private static MilestoneEntry milestone(CommitmentMilestone one, Face face) {
    LocalDate reached = one.reachedOn();
    LocalDate putDown = one.putDownOn();
    String words =
        reached == null
            ? face.say(
                one.late() ? "commitments.milestone.late" : "commitments.milestone.due",
                date(one.firstDue(), face))
            : face.say(
                reached.isAfter(one.firstDue())
                    ? "commitments.milestone.reached-late"
                    : "commitments.milestone.reached",
                date(reached, face),
                date(one.firstDue(), face));
    return new MilestoneEntry(
        one.title(),
        reached != null ? "good" : one.late() ? "attention" : "quiet",
        reached == null || putDown == null || putDown.equals(reached)
            ? words
            : face.say("commitments.milestone.put-down", words, date(putDown, face)),
        one.due().equals(one.firstDue()) || reached != null
            ? null
            : face.say("commitments.milestone.moved", date(one.due(), face)));
  }

  private static StepEntry step(UUID id, CommitmentStep step, Face face) {
    String milestone = step.milestoneTitle();
    String what =
        milestone == null
            ? face.say("commitments.step." + step.action())
            : face.say("commitments.step." + step.action() + ".of", milestone);
    LocalDate reachedOn = step.reachedOn();
    LocalDate putDownOn = LocalDate.ofInstant(step.at(), face.realm().zone());
    if (reachedOn != null && !reachedOn.equals(putDownOn)) {
      what = face.say("commitments.step.reached-on", what, date(reachedOn, face));
    }
    return new StepEntry(
        date(putDownOn, face),
        what,
        step.text(),
        step.changes().stream().map(change -> change(change, face)).toList(),
        step.pictures().stream()
            .map(
                picture ->
                    new PictureEntry("/commitments/%s/pictures/%s".formatted(id, picture), null))
            .toList());
  }

  private static String change(CommitmentChange change, Face face) {
    boolean isDay = change.what().equals("DUE") || change.what().equals("NEW_MILESTONE");
    String before = change.before();
    String after = isDay ? date(LocalDate.parse(change.after()), face) : change.after();
    String of = change.of() == null ? "" : change.of();
    String key = "commitments.change." + change.what();
    return before == null
        ? face.say(key, of, after)
        : face.say(key, of, isDay ? date(LocalDate.parse(before), face) : before, after);
  }

  private static WayEntry way(ListRef other, CommitmentList shown, Face face) {
    return new WayEntry(
        "/commitments?year=%d&division=%d".formatted(other.year(), other.divisionId()),
        face.say("commitments.other", other.divisionName(), other.year()),
        other.year() == shown.year() && other.divisionId() == shown.divisionId());
  }

  private String printed(Face face) {
    return new Times(face, face.realm().zone(), clock.instant()).inFull(clock.instant());
  }

  /** Days as they are for good: nothing here is read only today. */
  private static String date(LocalDate day, Face face) {
    return DateTimeFormatter.ofPattern(face.say("time.date-year"), face.language().locale())
        .format(day);
  }

  /** A year, a place or a line; anything else leads nowhere. */
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

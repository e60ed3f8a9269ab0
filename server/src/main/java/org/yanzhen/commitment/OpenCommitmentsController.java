package org.yanzhen.commitment;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.Realms;
import org.yanzhen.commitment.CommitmentViews.CommitmentCard;
import org.yanzhen.commitment.CommitmentViews.CommitmentList;
import org.yanzhen.commitment.CommitmentViews.CommitmentMilestone;
import org.yanzhen.shared.Csv;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;

/** The yearly promises as open data. */
@RestController
@RequestMapping("/api/open")
class OpenCommitmentsController {

  private static final CacheControl SHORT =
      CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();
  private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

  private static final List<String> HEAD =
      List.of(
          "id",
          "standing",
          "title",
          "brings",
          "body",
          "owner",
          "published",
          "milestone",
          "due",
          "first_promised",
          "reached",
          "figures",
          "put_down");

  private final Commitments commitments;
  private final Realms realms;

  OpenCommitmentsController(Commitments commitments, Realms realms) {
    this.commitments = commitments;
    this.realms = realms;
  }

  /**
   * @param division absent for the county's own list
   * @param lang {@code en} where somebody wrote English, else Chinese
   */
  @GetMapping("/commitments")
  ResponseEntity<CommitmentList> openCommitments(
      @RequestParam(required = false) @Nullable Integer year,
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam(defaultValue = "zh") String lang) {
    return shared().body(commitments.open(home(), year, division, language(lang)));
  }

  /** A line for each milestone. */
  @GetMapping(value = "/commitments.csv", produces = "text/csv;charset=UTF-8")
  ResponseEntity<String> openCommitmentsCsv(
      @RequestParam(required = false) @Nullable Integer year,
      @RequestParam(required = false) @Nullable Integer division,
      @RequestParam(defaultValue = "zh") String lang) {
    CommitmentList list = commitments.open(home(), year, division, language(lang));
    return shared()
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"commitments.csv\"")
        .contentType(CSV)
        .body(
            Csv.of(
                Stream.concat(
                    Stream.of(HEAD),
                    list.items().stream()
                        .flatMap(card -> card.milestones().stream().map(one -> row(card, one))))));
  }

  private static ResponseEntity.BodyBuilder shared() {
    return ResponseEntity.ok()
        .cacheControl(SHORT)
        .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
  }

  private static List<String> row(CommitmentCard card, CommitmentMilestone milestone) {
    List<String> row = new ArrayList<>();
    row.add(card.id().toString());
    row.add(card.standing().name());
    row.add(card.title());
    row.add(card.brings());
    row.add(card.bodyName());
    row.add(card.owner());
    row.add(day(card.publishedOn()));
    row.add(milestone.title());
    row.add(day(milestone.due()));
    row.add(day(milestone.firstDue()));
    row.add(day(milestone.reachedOn()));
    row.add(
        card.figures().stream()
            .map(
                one ->
                    "%s %s/%s %s"
                        .formatted(
                            one.name(), amount(one.reached()), amount(one.promised()), one.unit()))
            .collect(Collectors.joining("；")));
    row.add(day(milestone.putDownOn()));
    return row;
  }

  private static String amount(@Nullable BigDecimal amount) {
    return amount == null ? "" : amount.toPlainString();
  }

  private static String day(@Nullable LocalDate day) {
    return day == null ? "" : day.toString();
  }

  private static Language language(String lang) {
    return lang.equals("en") ? Language.EN : Language.ZH;
  }

  private RealmId home() {
    return realms.home().orElseThrow(() -> new ProblemException(ProblemCode.SERVICE_BUSY)).id();
  }
}

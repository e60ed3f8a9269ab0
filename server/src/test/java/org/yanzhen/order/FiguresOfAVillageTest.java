package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.order.FigureViews.FigureRow;
import org.yanzhen.order.FigureViews.Tally;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Csv;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

@YanzhenTest
class FiguresOfAVillageTest {

  private static int nextVillage = 60;

  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired Divisions divisions;
  @Autowired TestClock clock;
  @Autowired FigureReads reads;

  private Division village;
  private Instant asked;
  private Instant until;

  @BeforeEach
  void aVillageOfItsOwn() {
    county.emptyHands("worker1", "worker2");
    village =
        divisions
            .villagesBelow(divisions.findByCode("431224").orElseThrow().id())
            .get(nextVillage++);
    asked = clock.instant();
    until = asked;
  }

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void theThreeRatesAreCountedFromWhatHappened() {
    UUID good = placed();
    UUID poor = placed();
    UUID nobodyCame = placed();
    solved(good, 5);
    solved(poor, 2);
    clock.advance(Duration.ofDays(30));

    assertThat(share("response")).isEqualTo("2/3");
    assertThat(share("resolution")).isEqualTo("2/3");
    assertThat(share("satisfaction")).isEqualTo("1/2");
    assertThat(behind("resolution.missed")).containsExactly(nobodyCame);
    assertThat(behind("satisfaction.kept")).containsExactly(good);
    assertThat(total().get("composite").asDouble()).isEqualTo(60.8);
  }

  @Test
  void theRatedDoNotReadTheirVerdictInWhatStandsBehindANumber() {
    UUID graded = placed();
    UUID ungraded = placed();
    UUID other = placed();
    UUID intoGraded = placed();
    merge(intoGraded, graded);
    solved(graded, 2);
    solved(ungraded, null);
    done(county.dispatcher().command("dispatch.open", Map.of("orderId", other)));
    done(county.as("worker2").command("dispatch.claim", Map.of("orderId", other)));
    done(county.as("worker2").command("order.start", Map.of("orderId", other)));
    done(county.as("worker2").command("order.report", Map.of("orderId", other, "text", "好了")));
    done(
        county
            .clerk()
            .command("order.solve", Map.of("orderId", other, "channel", "CALL", "rating", 1)));
    clock.advance(Duration.ofDays(30));

    assertThat(behind("satisfaction.missed")).contains(graded, other);
    assertThat(behindAs("worker1", "satisfaction.missed")).containsExactly(other);
    assertThat(behindAs("worker1", "satisfaction")).containsExactly(other);
    assertThat(behindAs("worker1", "satisfaction.kept")).isEmpty();
    assertThat(behindAs("worker1", "ungraded")).isEmpty();
    assertThat(behindAs("worker2", "ungraded")).containsExactly(ungraded);
    assertThat(behindAs("worker1", "solved")).as("what is no verdict").contains(graded, ungraded);
  }

  /** Somebody who serves and also sits at the desk of the county. */
  private List<UUID> behindAs(String login, String part) {
    UUID person =
        Sql.owner()
            .sql("select person_id from access.account where login = :login")
            .param("login", login)
            .query(UUID.class)
            .single();
    Division home = divisions.findByCode("431224").orElseThrow();
    Actor both =
        new Actor(
            new RealmId(1),
            Origin.DESK,
            Ids.next(),
            person,
            Set.of(new Grant(Role.DISPATCHER, home.id(), home.path())),
            null,
            null);
    String from = asked.minus(Duration.ofDays(1)).toString().substring(0, 10);
    String to = until.plus(Duration.ofDays(1)).toString().substring(0, 10);
    return reads
        .behind(
            both,
            village.id(),
            from + ".." + to,
            FiguresStore.By.KIND,
            null,
            null,
            part,
            null,
            100,
            Language.ZH)
        .items()
        .stream()
        .map(OrderViews.OrderCard::id)
        .toList();
  }

  @Test
  void thatSomebodyWasDrawnSaysOnlyTheCallBack() {
    UUID order = placed();
    begun(order);
    done(county.as("worker1").command("order.report", Map.of("orderId", order, "text", "好了")));
    for (String type : List.of("order.solve", "order.reopen")) {
      Answer answer =
          county
              .clerk()
              .command(type, Map.of("orderId", order, "channel", "SAMPLE", "text", "说是抽中的"));
      assertThat(answer.code()).isEqualTo("command.malformed");
      assertThat(answer.text("field")).isEqualTo("body.channel");
    }
    assertThat(county.clerk().get("/api/orders/" + order).text("card.state")).isEqualTo("REPORTED");
  }

  @Test
  void whatIsNotDueYetIsNotCounted() {
    solved(placed(), 5);
    placed();

    assertThat(share("resolution")).isEqualTo("0/0");
    assertThat(total().get("placed").asInt()).isEqualTo(2);
    assertThat(total().path("composite").isNumber()).isFalse();
  }

  @Test
  void aWithdrawnOrderStaysInTheDenominator() {
    UUID order = placed();
    done(county.clerk().command("order.cancel", Map.of("orderId", order, "reason", "不要了")));
    clock.advance(Duration.ofDays(30));

    assertThat(share("response")).isEqualTo("0/1");
    assertThat(share("resolution")).isEqualTo("0/1");
    assertThat(total().get("withdrawn").asInt()).isEqualTo(1);
  }

  @Test
  void aReopenedOrderIsUnsolvedUntilItIsSolvedAgainAndItsGradeNoLongerStands() {
    UUID order = placed();
    solved(order, 5);
    done(
        county
            .clerk()
            .command("order.reopen", Map.of("orderId", order, "channel", "CALL", "text", "又坏了")));
    clock.advance(Duration.ofDays(20));
    assertThat(share("resolution")).isEqualTo("0/1");
    assertThat(share("satisfaction")).isEqualTo("0/1");

    solved(order, null);
    assertThat(share("resolution")).isEqualTo("1/1");
    assertThat(share("satisfaction")).isEqualTo("0/1");
    assertThat(share("resolve-clock")).isEqualTo("0/1");
  }

  @Test
  void mergedItStaysInTheDenominatorAndFailsWithTheOrderItWentInto() {
    UUID first = placed();
    merge(placed(), first);
    clock.advance(Duration.ofDays(30));

    assertThat(share("response")).isEqualTo("0/2");
    assertThat(share("resolution")).isEqualTo("0/2");
    assertThat(total().get("merged").asInt()).isEqualTo(1);
  }

  @Test
  void mergedItTakesTheResponseTheEndAndTheGradeOfTheOrderItWentInto() {
    UUID first = placed();
    UUID second = placed();
    merge(second, first);
    clock.advance(Duration.ofMinutes(5));
    solved(first, 5);
    clock.advance(Duration.ofDays(30));

    for (String rate :
        List.of("response", "resolution", "satisfaction", "sign-clock", "contact-clock")) {
      assertThat(share(rate)).as(rate).isEqualTo("2/2");
    }
    assertThat(behind("resolution.kept")).containsExactlyInAnyOrder(first, second);
  }

  /** Three that would fail, put to one that is served: not one rate is better for it. */
  @Test
  void mergingWhatWouldFailRaisesNoRate() {
    UUID poor = placed();
    UUID broken = placed();
    clock.advance(Duration.ofDays(20));
    UUID served = placed();
    merge(broken, served);
    UUID failing = placed();
    merge(poor, failing);
    solved(served, 5);
    clock.advance(Duration.ofDays(30));
    until = clock.instant();

    // Alone they would have stood at one of four, too; the served one even takes over the promise
    // that was broken when the other was put to it.
    assertThat(share("resolution")).isEqualTo("1/4");
    assertThat(share("response")).isEqualTo("0/4");
    assertThat(share("sign-clock")).isEqualTo("0/4");
    assertThat(share("satisfaction")).isEqualTo("1/1");
  }

  @Test
  void beingPutToAnOrderWhoseRequesterWasContactedBeforeIsNoContact() {
    UUID first = placed();
    begun(first);
    clock.advance(Duration.ofMinutes(5));
    merge(placed(), first);
    clock.advance(Duration.ofDays(30));

    assertThat(share("response")).isEqualTo("1/2");
    assertThat(share("contact-clock")).isEqualTo("1/2");
  }

  @Test
  void whoeverChoseToGoOnWithAnOrderUnderWayTakesItsResponse() {
    UUID first = placed();
    begun(first);
    clock.advance(Duration.ofMinutes(5));
    Map<String, Object> body = new HashMap<>(county.request());
    body.put("orderId", Ids.next());
    body.put("divisionId", village.id());
    body.put("joins", first);
    done(county.clerk().command("order.place", body));
    clock.advance(Duration.ofDays(30));

    assertThat(share("response")).isEqualTo("2/2");
  }

  @Test
  void aMergeUndoneLeavesNothingBehind() {
    UUID first = placed();
    UUID second = placed();
    merge(second, first);
    done(county.clerk().command("order.unmerge", Map.of("orderId", second, "text", "不是一盏灯")));
    solved(first, 5);
    clock.advance(Duration.ofDays(30));

    assertThat(share("response")).isEqualTo("1/2");
    assertThat(share("resolution")).isEqualTo("1/2");
    assertThat(share("satisfaction")).isEqualTo("1/1");
    assertThat(behind("resolution.missed")).containsExactly(second);
  }

  /** So an end is never handed on twice. */
  @Test
  void mergesMakeNoChains() {
    UUID last = placed();
    UUID middle = placed();
    UUID first = placed();
    merge(middle, last);

    assertThat(tryMerge(first, middle).code()).isEqualTo("order.merge-target");
    assertThat(tryMerge(last, first).code()).isEqualTo("order.merge-target");
  }

  @Test
  void mergedTooLateItStaysAPromiseNotKept() {
    UUID forgotten = placed();
    clock.advance(Duration.ofDays(20));
    UUID fresh = placed();
    merge(forgotten, fresh);

    assertThat(share("response")).isEqualTo("0/1");
    assertThat(share("resolution")).isEqualTo("0/1");
    assertThat(behind("resolution.missed")).containsExactly(forgotten);
  }

  @Test
  void aPausePutsOffNoPromiseOfTheRates() {
    UUID order = placed();
    done(
        county
            .dispatcher()
            .command(
                "order.suspend",
                Map.of(
                    "orderId",
                    order,
                    "reason",
                    "SEASON",
                    "until",
                    clock.instant().plus(Duration.ofDays(25)).toString(),
                    "text",
                    "过了雨季再修")));
    clock.advance(Duration.ofDays(20));

    assertThat(share("resolution")).isEqualTo("0/1");
  }

  @Test
  void aTransferIsCountedWithTheBodyItLeft() {
    UUID order = placed();
    done(
        county
            .dispatcher()
            .command(
                "order.transfer",
                Map.of("orderId", order, "body", "service-hall", "reason", "NOT_OURS")));

    JsonNode row =
        county.dispatcher().get("/api/figures/returns?" + scope()).body().get("rows").get(0);

    assertThat(row.get("action").asString()).isEqualTo("order.transfer");
    assertThat(row.get("body").asString()).isEqualTo("public-works");
    assertThat(row.get("toName").asString()).isNotEmpty();
    assertThat(row.get("reason").asString()).isEqualTo("NOT_OURS");
  }

  @Test
  void givingItBackMakesNoNewPromiseOfContact() {
    UUID order = placed();
    done(county.dispatcher().command("dispatch.open", Map.of("orderId", order)));
    done(county.as("worker1").command("dispatch.claim", Map.of("orderId", order)));
    done(county.as("worker1").command("order.release", Map.of("orderId", order, "reason", "BUSY")));
    clock.advance(Duration.ofDays(10));
    done(county.as("worker1").command("dispatch.claim", Map.of("orderId", order)));
    done(county.as("worker1").command("order.start", Map.of("orderId", order)));

    assertThat(share("response")).isEqualTo("0/1");
    assertThat(share("contact-clock")).isEqualTo("0/1");
  }

  @Test
  void returnsAreCountedByKindBodyAndReason() {
    UUID order = placed();
    done(county.dispatcher().command("dispatch.open", Map.of("orderId", order)));
    done(county.as("worker1").command("dispatch.claim", Map.of("orderId", order)));
    done(county.as("worker1").command("order.release", Map.of("orderId", order, "reason", "FAR")));

    JsonNode rows = county.dispatcher().get("/api/figures/returns?" + scope()).body().get("rows");

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).get("action").asString()).isEqualTo("order.release");
    assertThat(rows.get(0).get("reason").asString()).isEqualTo("FAR");
    assertThat(rows.get(0).get("body").asString()).isEqualTo("public-works");
    assertThat(rows.get(0).get("count").asInt()).isEqualTo(1);
  }

  @Test
  void aLineOfTheReturnsOpensToItsOrdersEachOnce() {
    UUID order = placed();
    UUID other = placed();
    for (UUID each : List.of(order, other)) {
      done(county.dispatcher().command("dispatch.open", Map.of("orderId", each)));
    }
    for (int i = 0; i < 2; i++) {
      done(county.as("worker1").command("dispatch.claim", Map.of("orderId", order)));
      done(
          county.as("worker1").command("order.release", Map.of("orderId", order, "reason", "FAR")));
    }
    done(county.as("worker1").command("dispatch.claim", Map.of("orderId", other)));
    done(county.as("worker1").command("order.release", Map.of("orderId", other, "reason", "BUSY")));

    String line = "kind=public-facility&body=public-works&action=order.release&reason=";
    assertThat(returned(line + "FAR")).containsExactly(order);
    assertThat(returned(line + "BUSY")).containsExactly(other);
    assertThat(returned(line + "SKILL")).isEmpty();
    assertThat(
            county
                .dispatcher()
                .get("/api/figures/returns/orders?kind=k&action=order.none&reason=FAR")
                .text("field"))
        .isEqualTo("action");
  }

  private List<UUID> returned(String line) {
    List<UUID> ids = new ArrayList<>();
    county
        .dispatcher()
        .get("/api/figures/returns/orders?" + line + "&" + scope())
        .body()
        .get("items")
        .forEach(item -> ids.add(UUID.fromString(item.get("id").asString())));
    return ids;
  }

  @Test
  void whoSaidNotOursAndWhoTookItIsASuggestionThatOpensToItsOrders() {
    UUID order = placed();
    UUID nobodys = placed();
    for (UUID each : List.of(order, nobodys)) {
      done(
          county
              .dispatcher()
              .command(
                  "order.transfer",
                  Map.of("orderId", each, "body", "service-hall", "reason", "NOT_OURS")));
    }
    begun(order);

    JsonNode rows = county.dispatcher().get("/api/figures/routed?" + scope()).body().get("rows");

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).get("body").asString()).isEqualTo("public-works");
    assertThat(rows.get(0).get("acceptedBy").asString()).isEqualTo("service-hall");
    assertThat(rows.get(0).get("count").asInt()).isEqualTo(1);
    assertThat(
            county
                .dispatcher()
                .get(
                    "/api/figures/routed/orders?kind=public-facility&body=public-works&acceptedBy=service-hall&"
                        + scope())
                .body()
                .get("items"))
        .extracting(card -> card.get("id").asString())
        .containsExactly(order.toString());
  }

  @Test
  void whoUsuallyTookSuchOrdersIsSaidBesideATransferWithItsFigure() {
    for (int i = 0; i < 2; i++) {
      UUID taken = placed();
      done(
          county
              .dispatcher()
              .command(
                  "order.transfer",
                  Map.of("orderId", taken, "body", "service-hall", "reason", "NOT_OURS")));
      begun(taken);
    }
    UUID next = placed();
    clock.advance(Duration.ofMinutes(1));

    JsonNode usual = county.dispatcher().get("/api/orders/" + next + "/usual-takers").body();

    assertThat(usual.get("takers").get(0).get("body").asString()).isEqualTo("service-hall");
    assertThat(usual.get("takers").get(0).get("orders").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(usual.get("of").asInt())
        .isGreaterThanOrEqualTo(usual.get("takers").get(0).get("orders").asInt());
    // Suggested only: the order is still whose it was.
    assertThat(county.clerk().get("/api/orders/" + next).text("card.responsibleBody"))
        .isEqualTo("public-works");
    assertThat(county.as("worker1").get("/api/orders/" + next + "/usual-takers").code())
        .isEqualTo("order.not-found");
  }

  @Test
  void aLineOfTheNeedLedgerOpensToItsOrders() {
    UUID withdrawn = placed();
    UUID open = placed();
    done(county.clerk().command("order.cancel", Map.of("orderId", withdrawn, "reason", "不要了")));

    String line = "&by=body&key=public-works&kind=public-facility";
    assertThat(behind("ended" + line)).containsExactly(withdrawn);
    assertThat(behind("unsolved" + line)).containsExactly(open);
    assertThat(behind("unsolved&by=body&key=public-works&kind=home-visit")).isEmpty();
  }

  @Test
  void theNeedLedgerCountsByMonthBodyAndKind() {
    solved(placed(), 4);
    placed();

    JsonNode rows = county.dispatcher().get("/api/figures/needs?" + scope()).body().get("rows");

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).get("key").asString()).isEqualTo("public-works");
    assertThat(rows.get(0).get("placed").asInt()).isEqualTo(2);
    assertThat(rows.get(0).get("solved").asInt()).isEqualTo(1);
    assertThat(rows.get(0).get("unsolved").asInt()).isEqualTo(1);
  }

  @Test
  void everyNumberLeadsToExactlyItsOrdersPageByPage() {
    List<UUID> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(placed());
    }
    Set<UUID> seen = new java.util.HashSet<>();
    String after = "";
    do {
      JsonNode page =
          county
              .dispatcher()
              .get(
                  "/api/figures/orders?limit=2&part=placed&by=kind&key=public-facility&"
                      + scope()
                      + after)
              .body();
      page.get("items").forEach(item -> seen.add(UUID.fromString(item.get("id").asString())));
      assertThat(page.get("items").size()).isLessThanOrEqualTo(2);
      JsonNode next = page.get("next");
      after = next == null || next.isNull() ? null : "&after=" + next.asString();
    } while (after != null);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void figuresEndWhereTheViewersAreaEnds() {
    UUID order = placed();
    Api elsewhere = neighbour.clerkOfAnotherTownshipIn(county, order);

    assertThat(elsewhere.get("/api/figures?" + scope()).code()).isEqualTo("access.forbidden");
    assertThat(elsewhere.get("/api/figures/orders?" + scope()).code())
        .isEqualTo("access.forbidden");
    assertThat(elsewhere.get("/api/figures").isDone()).isTrue();
    assertThat(county.as("worker1").get("/api/figures").code()).isEqualTo("access.forbidden");
    assertThat(county.dispatcher().get("/api/figures?period=2026-13").code())
        .isEqualTo("request.invalid");
    assertThat(county.dispatcher().get("/api/figures/orders?part=1=1").code())
        .isEqualTo("request.invalid");
  }

  @Test
  void inPublicALineAboutFewOrdersIsHiddenAndCannotBeReckoned() {
    assertThat(shown(0, quarter(line("a", 40), line("b", 3), line("c", 12))).lines())
        .containsExactlyInAnyOrder("a", PublicSheet.TOTAL);
    assertThat(shown(0, quarter(line("a", 40), line("c", 12))).lines())
        .containsExactlyInAnyOrder("a", "c", PublicSheet.TOTAL);
  }

  @Test
  void inPublicAQuarterAboutFewIsNotToldByTheYearEither() {
    List<List<FigureRow>> year =
        List.of(
            List.of(line("a", 40), line("b", 2)),
            List.of(line("a", 40), line("b", 9)),
            List.of(line("a", 40), line("b", 30)),
            List.of(line("a", 40), line("b", 30)));
    assertThat(shown(4, year).lines()).contains("b");
    assertThat(shown(0, year).lines()).doesNotContain("b");
    assertThat(shown(1, year).lines())
        .as("else the first is the year less three")
        .doesNotContain("b");
    assertThat(shown(2, year).lines()).contains("b");
  }

  @Test
  void aSheetForThePublicIsOfAQuarterOrAYear() {
    Api desk = county.dispatcher();
    String of = "/api/figures/csv?public=true&division=" + village.id() + "&period=";
    String quarter = of + asked.atZone(java.time.ZoneOffset.UTC).getYear() + "-Q1";

    assertThat(desk.get(of + "2026-11").code()).isEqualTo("figures.public-span");
    assertThat(desk.get(of + "2026-11-01..2026-11-10").code()).isEqualTo("figures.public-span");
    assertThat(desk.get(quarter).status()).isEqualTo(200);
    assertThat(desk.get(of + "2026").status()).isEqualTo(200);
  }

  @Test
  void inPublicAShareOfFewOrdersIsHiddenAlsoTheOneBefore() {
    List<FigureRow> rows = List.of(share("a", 20, 30), share("b", 2, 30), share("c", 40, 2));
    FigureViews.MeasureView rate = new FigureViews.MeasureView("response", "R", "n", "of", 30);
    LocalDate day = LocalDate.parse("2026-11-24");
    FigureViews.Figures figures =
        new FigureViews.Figures(
            1,
            "金中村",
            day,
            day,
            day,
            day,
            clock.instant(),
            "kind",
            5,
            List.of(rate),
            rows,
            share("", 62, 62));

    PublicSheet inPublic =
        new PublicSheet(
            shown(0, quarter(rows)),
            shown(0, quarter(rows.stream().map(FiguresOfAVillageTest::before).toList())));
    List<String> lines = FigureTable.csv(figures, inPublic, Language.EN).lines().toList();
    List<String> open = FigureTable.csv(figures, null, Language.EN).lines().toList();

    assertThat(lines.get(2))
        .isEqualTo("b,40,0,0,0,0,0,0,0,fewer than 5,fewer than 5,fewer than 5,50.0,fewer than 5");
    assertThat(lines.get(1)).as("else b is the total without a and c").contains("fewer than 5");
    assertThat(lines.get(3)).isEqualTo("c,40,0,0,0,0,0,0,0,50.0,20,40,fewer than 5,77.0");
    assertThat(open.get(2)).isEqualTo("b,40,0,0,0,0,0,0,0,50.0,1,2,50.0,77.0");
  }

  @Test
  void aDraftWasAskedForOnTheDayItWasTakenDown() {
    Map<String, Object> body = new HashMap<>(county.request());
    UUID order = Ids.next();
    body.put("orderId", order);
    Instant takenDown = clock.instant();
    done(county.clerk().command("order.draft", body));
    clock.advance(Duration.ofDays(9));
    done(county.clerk().command("order.submit", Map.of("orderId", order)));

    Instant asked =
        Sql.owner()
            .sql("select asked_at from orders.outcome where realm = 1 and order_id = :order")
            .param("order", order)
            .query(java.time.OffsetDateTime.class)
            .single()
            .toInstant();
    assertThat(asked).isBefore(takenDown.plus(Duration.ofDays(1)));
  }

  @Test
  void aCellThatBeginsLikeAFormulaIsText() {
    assertThat(Csv.cell("=HYPERLINK(\"x\")")).isEqualTo("\"'=HYPERLINK(\"\"x\"\")\"");
    assertThat(Csv.cell("-1")).isEqualTo("'-1");
    assertThat(Csv.cell("金中村")).isEqualTo("金中村");
  }

  private static List<List<FigureRow>> quarter(FigureRow... rows) {
    return quarter(List.of(rows));
  }

  /** The only one of its year in which anything was asked for. */
  private static List<List<FigureRow>> quarter(List<FigureRow> rows) {
    return List.of(rows, List.of(), List.of(), List.of());
  }

  private static FigureRow before(FigureRow row) {
    return new FigureRow(row.key(), row.name(), row.before(), row.before());
  }

  private static PublicSheet.Shown shown(int column, List<List<FigureRow>> quarters) {
    List<Map<String, Tally>> lines =
        quarters.stream()
            .map(rows -> rows.stream().collect(Collectors.toMap(FigureRow::key, FigureRow::now)))
            .toList();
    List<Tally> totals = lines.stream().map(quarter -> sum(quarter.values())).toList();
    return PublicSheet.shown(lines, totals, column, 5);
  }

  private static Tally sum(Collection<Tally> all) {
    long placed = all.stream().mapToLong(Tally::placed).sum();
    long of =
        all.stream()
            .flatMap(one -> one.shares().values().stream())
            .mapToLong(FigureViews.Share::of)
            .sum();
    return new Tally(
        placed,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        Map.of("response", new FigureViews.Share(0, of, null)),
        null,
        false);
  }

  private static FigureRow line(String key, long placed) {
    Map<String, FigureViews.Share> shares =
        Map.of("response", new FigureViews.Share(0, placed, 0.0));
    Tally tally = new Tally(placed, 0, 0, 0, 0, 0, 0, 0, 0, 0, shares, null, placed < 5);
    return new FigureRow(key, key, tally, tally);
  }

  private static FigureRow share(String key, long of, long before) {
    return new FigureRow(key, key, tally(of), tally(before));
  }

  private static Tally tally(long of) {
    Map<String, FigureViews.Share> shares =
        Map.of("response", new FigureViews.Share(of / 2, of, 50.0));
    return new Tally(40, 0, 0, 0, 0, 0, 0, 0, 0, 0, shares, 77.0, false);
  }

  private String scope() {
    String from = asked.minus(Duration.ofDays(1)).toString().substring(0, 10);
    String to = until.plus(Duration.ofDays(1)).toString().substring(0, 10);
    return "division=%d&period=%s..%s".formatted(village.id(), from, to);
  }

  private JsonNode total() {
    Answer answer = county.dispatcher().get("/api/figures?by=kind&" + scope());
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    return answer.body().get("total").get("now");
  }

  private String share(String measure) {
    JsonNode share = total().get("shares").get(measure);
    return share.get("n").asInt() + "/" + share.get("of").asInt();
  }

  private List<UUID> behind(String part) {
    List<UUID> ids = new ArrayList<>();
    county
        .dispatcher()
        .get("/api/figures/orders?part=" + part + "&" + scope())
        .body()
        .get("items")
        .forEach(item -> ids.add(UUID.fromString(item.get("id").asString())));
    return ids;
  }

  private UUID placed() {
    Map<String, Object> body = new HashMap<>(county.request());
    body.put("orderId", Ids.next());
    body.put("divisionId", village.id());
    done(county.clerk().command("order.place", body));
    return (UUID) body.get("orderId");
  }

  private void merge(UUID order, UUID into) {
    done(tryMerge(order, into));
  }

  private Answer tryMerge(UUID order, UUID into) {
    return county
        .dispatcher()
        .command("order.merge", Map.of("orderId", order, "into", into, "reason", "同一盏灯"));
  }

  private void begun(UUID order) {
    done(county.dispatcher().command("dispatch.open", Map.of("orderId", order)));
    done(county.as("worker1").command("dispatch.claim", Map.of("orderId", order)));
    done(county.as("worker1").command("order.start", Map.of("orderId", order)));
  }

  private void solved(UUID order, Integer grade) {
    begun(order);
    done(county.as("worker1").command("order.report", Map.of("orderId", order, "text", "好了")));
    Map<String, Object> word = new HashMap<>(Map.of("orderId", order, "channel", "CALL"));
    if (grade != null) {
      word.put("rating", grade);
    }
    done(county.clerk().command("order.solve", word));
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}

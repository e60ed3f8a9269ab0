package org.yanzhen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yanzhen.command.Gate;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.YanzhenTest;

/**
 * Every address and every command, with every role of a neighbouring county: nothing of ours is
 * seen or moved. A case counts only because the same request is first shown to work for its owner.
 */
@YanzhenTest
class LeakTest {

  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired Gate gate;
  @Autowired RequestMappingHandlerMapping mappings;

  private UUID order;
  private UUID item;
  private UUID call;
  private UUID callBack;
  private UUID onFile;
  private UUID graded;
  private UUID badGrade;

  @BeforeEach
  void ourOwnRows() {
    neighbour.open();
    order = county.placed();
    item = Ids.next();
    Answer received =
        county
            .clerk()
            .command(
                "hall.receive",
                Map.of(
                    "itemId",
                    item,
                    "source",
                    "leak-test",
                    "sourceId",
                    item.toString(),
                    "subject",
                    "泄漏检查",
                    "text",
                    "泄漏检查的来信",
                    "placedAt",
                    "2026-01-01T00:00:00Z"));
    assertThat(received.isDone()).isTrue();
    call = Ids.next();
    callBack = Ids.next();
    Api clerk = county.clerk();
    assertThat(
            clerk.command("hall.take-call", Map.of("callId", call, "from", "13800000000")).isDone())
        .isTrue();
    assertThat(
            clerk
                .command("hall.promise-call-back", Map.of("callBackId", callBack, "orderId", order))
                .isDone())
        .isTrue();
    onFile = keptOnFile();
    graded = gradedBadly();
    badGrade =
        UUID.fromString(
            county.dispatcher().get("/api/bad-grades?order=" + graded).text("items.0.id"));
  }

  /** A copy of whoever asked for our order, seen face to face. */
  private UUID keptOnFile() {
    UUID paper = Ids.next();
    UUID kept = Ids.next();
    Map<String, Object> copy =
        Map.of("paperId", paper, "label", "身份证复印件", "original", false, "count", 1);
    done(
        "clerk",
        "hall.check-identity",
        Map.of("checkId", Ids.next(), "orderId", order, "how", "IDENTITY_CARD", "place", "WINDOW"));
    done(
        "clerk",
        "hall.take-papers",
        Map.of("orderId", order, "slipId", Ids.next(), "papers", List.of(copy)));
    done(
        "clerk",
        "hall.keep-on-file",
        Map.of(
            "onFileId",
            kept,
            "orderId",
            order,
            "paperId",
            paper,
            "sort",
            "id-card",
            "until",
            LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(30).toString()));
    return kept;
  }

  private UUID gradedBadly() {
    UUID bad = county.open();
    done("worker1", "dispatch.claim", Map.of("orderId", bad));
    done("worker1", "order.start", Map.of("orderId", bad));
    done("worker1", "order.report", Map.of("orderId", bad, "text", "换好了"));
    done("clerk", "order.solve", Map.of("orderId", bad, "channel", "CALL", "rating", 1));
    return bad;
  }

  private void done(String login, String type, Map<String, ?> body) {
    Answer answer = county.as(login).command(type, body);
    assertThat(answer.isDone()).as("%s: %s", type, answer).isTrue();
  }

  @Test
  void noAddressShowsARowOfAnotherCounty() {
    String number = county.clerk().get("/api/orders/" + order).text("card.number");
    List<String> addresses =
        List.of(
            "/api/orders/" + order,
            "/api/orders/" + order + "/candidates",
            "/api/orders/" + order + "/questions",
            "/api/orders/" + order + "/messages",
            "/api/plans/orders/" + order + "/who",
            "/api/figures/orders?part=placed&limit=100",
            "/api/orders?text=" + number,
            "/api/intake/" + item,
            "/api/hall/calls",
            "/api/hall/calls/" + call,
            "/api/hall/call-backs?limit=100",
            "/api/hall/orders/" + order + "/on-file",
            "/api/bad-grades?order=" + graded,
            "/api/intake?text=%E6%B3%84%E6%BC%8F%E6%A3%80%E6%9F%A5");
    for (String address : addresses) {
      boolean visibleToOwner =
          List.of(county.clerk(), county.dispatcher()).stream()
              .map(owner -> owner.get(address))
              .anyMatch(answer -> answer.isDone() && mentionsOurs(answer, number));
      assertThat(visibleToOwner).as("the owner sees %s", address).isTrue();
      for (Api stranger : neighbour.everyRole()) {
        Answer answer = stranger.get(address);
        assertThat(answer.isDone() && mentionsOurs(answer, number))
            .as("%s: %s", address, answer)
            .isFalse();
      }
    }
  }

  @Test
  void everyAddressIsWalkedAndNoneAnswersWithoutASession() {
    Set<String> open =
        Set.of(
            "/api/about",
            "/api/session",
            "/api/openapi.json",
            "/api/open/draws",
            "/api/open/draws/{day}",
            "/api/open/kinds",
            "/api/open/kinds.csv",
            "/api/open/hsds",
            "/api/open/hsds/",
            "/api/open/hsds/services",
            "/api/open/hsds/services/{id}",
            "/api/open/hsds/organizations",
            "/api/open/hsds/organizations/{id}",
            "/api/open/commitments",
            "/api/open/commitments.csv");
    Set<String> walked = new TreeSet<>();
    mappings
        .getHandlerMethods()
        .keySet()
        .forEach(
            mapping -> {
              if (mapping.getPathPatternsCondition() == null) {
                return;
              }
              mapping.getPathPatternsCondition().getPatternValues().stream()
                  .filter(pattern -> pattern.startsWith("/api/") && !open.contains(pattern))
                  .forEach(
                      pattern -> {
                        walked.add(pattern);
                        String address = pattern.replaceAll("\\{[^}]+}", order.toString());
                        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
                          Answer answer =
                              county
                                  .nobody()
                                  .send(
                                      method,
                                      address,
                                      method.equals("GET") ? null : "{}",
                                      Map.of());
                          assertThat(answer.status()).as("%s %s", method, address).isIn(401, 403);
                        }
                      });
            });
    assertThat(walked).hasSizeGreaterThan(12);
  }

  @Test
  void noCommandOfAnotherCountyMovesOurOrder() {
    String before = county.clerk().get("/api/orders/" + order).text("card.version");
    List<String> tried = new ArrayList<>();
    gate.types()
        .list()
        .forEach(
            type -> {
              Map<String, Object> body = bodyAbout(type.body());
              if (body.isEmpty()) {
                return;
              }
              tried.add(type.name());
              for (Api stranger : neighbour.everyRole()) {
                Answer answer = stranger.command(type.name(), body);
                assertThat(answer.isDone()).as("%s: %s", type.name(), answer).isFalse();
              }
            });
    assertThat(tried)
        .contains(
            "notice.cancel",
            "notice.told",
            "notice.prefer",
            "order.note",
            "order.answer",
            "order.cancel",
            "dispatch.offer",
            "hall.confirm",
            "hall.dismiss",
            "hall.withdraw-on-file",
            "order.answer-bad-grade");
    assertThat(county.clerk().get("/api/orders/" + order).text("card.version")).isEqualTo(before);
    assertThat(county.clerk().get("/api/intake/" + item).text("state")).isEqualTo("NEW");
    assertThat(county.dispatcher().get("/api/bad-grades?order=" + graded).text("items.0.state"))
        .isEqualTo("OPEN");
    assertThat(
            county.clerk().get("/api/hall/orders/" + order + "/on-file").text("papers.0.withdrawn"))
        .isEqualTo("false");
  }

  @Test
  void withinACountyAClerkOfAnotherVillageDoesNotSeeOrMoveIt() {
    Api villageClerk = neighbour.clerkOfAnotherTownshipIn(county, order);

    assertThat(county.clerk().get("/api/orders/" + order).isDone()).isTrue();
    assertThat(villageClerk.get("/api/orders/" + order).code()).isEqualTo("order.not-found");
    assertThat(villageClerk.get("/api/intake/" + item).code()).isEqualTo("access.forbidden");
    assertThat(villageClerk.command("hall.dismiss", Map.of("itemId", item, "reason", "越界")).code())
        .isEqualTo("access.forbidden");
    assertThat(villageClerk.command("order.note", Map.of("orderId", order, "text", "越界")).isDone())
        .isFalse();
    assertThat(
            villageClerk.command("order.cancel", Map.of("orderId", order, "reason", "越界")).isDone())
        .isFalse();
  }

  @Test
  void whoServesSeesOnlyWhatIsTheirs() {
    Api worker = county.as("worker1");

    assertThat(county.clerk().get("/api/orders/" + order).isDone()).isTrue();
    assertThat(worker.get("/api/orders/" + order).code()).isEqualTo("order.not-found");
    assertThat(worker.get("/api/orders").body().get("items")).isEmpty();
    assertThat(worker.get("/api/intake").code()).isEqualTo("access.forbidden");
    assertThat(worker.get("/api/orders/" + order + "/candidates").code())
        .isEqualTo("order.not-found");
  }

  private UUID message() {
    return UUID.fromString(county.clerk().get("/api/orders/" + order + "/messages").text("0.id"));
  }

  private boolean mentionsOurs(Answer answer, String number) {
    String text = String.valueOf(answer.body());
    return text.contains(order.toString())
        || text.contains(item.toString())
        || text.contains(call.toString())
        || text.contains(callBack.toString())
        || text.contains(onFile.toString())
        || text.contains(badGrade.toString())
        || text.contains(number)
        || (text.contains("\"ranked\"") && !text.contains("\"ranked\":[]"));
  }

  /** The fields of a command that name a row, filled with ours; the rest plausible. */
  private Map<String, Object> bodyAbout(Class<? extends Record> type) {
    Map<String, Object> body = new java.util.HashMap<>();
    for (var component : type.getRecordComponents()) {
      switch (component.getName()) {
        case "messageId" -> body.put("messageId", message());
        case "orderId" ->
            body.put("orderId", type.getSimpleName().equals("Confirm") ? Ids.next() : order);
        case "itemId" -> body.put("itemId", item);
        case "callId" -> body.put("callId", call);
        case "callBackId" -> body.put("callBackId", callBack);
        case "onFileId" -> body.put("onFileId", onFile);
        case "badGradeId" -> body.put("badGradeId", badGrade);
        case "finding" -> body.put("finding", "NOT_VERIFIED");
        case "outcome" ->
            body.put("outcome", type.getSimpleName().equals("End") ? "DROPPED" : "NO_ANSWER");
        case "dialect" -> body.put("dialect", false);
        case "personId" -> body.put("personId", Ids.next());
        case "reason" -> body.put("reason", component.getType().isEnum() ? "BUSY" : "越界");
        case "text" -> body.put("text", "越界");
        case "fields" -> body.put("fields", Map.of("facility", "road"));
        case "channel" -> body.put("channel", "CALL");
        case "kind" -> body.put("kind", "public-facility");
        case "divisionId" -> body.put("divisionId", county.village().id());
        case "version" -> body.put("version", 1);
        case "by" -> body.put("by", "CALL");
        case "language" -> body.put("language", "ZH");
        case "consent" -> body.put("consent", "NOTHING");
        default -> {}
      }
    }
    boolean names =
        body.get("orderId") == order
            || body.get("itemId") == item
            || body.get("callId") == call
            || body.get("callBackId") == callBack
            || body.get("badGradeId") == badGrade
            || body.containsKey("messageId");
    // Asking for a new order, or taking a message in, is about no row of ours.
    boolean makesNew =
        Set.of("Placement", "Receive", "Ring", "Promise").contains(type.getSimpleName());
    return names && !makesNew ? body : Map.of();
  }
}

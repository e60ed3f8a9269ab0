package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.json.JsonMapper;

@YanzhenTest
class ProxyFilingTest {

  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired Authorities authorities;
  @Autowired Gate gate;
  @Autowired JsonMapper mapper;
  @Autowired TestClock clock;

  private UUID order;

  @BeforeEach
  void anOrder() {
    order = county.placed();
  }

  @Test
  void aPaperIsWithUsUntilItIsGivenBack() {
    UUID paper = take("户口簿", true, 1);
    assertThat(folder().text("originalsWithUs")).isEqualTo("true");
    assertThat(give(paper, 1).isDone()).isTrue();
    Answer folder = folder();
    assertThat(folder.text("originalsWithUs")).isEqualTo("false");
    assertThat(folder.text("papers.0.withUs")).isEqualTo("0");
    assertThat(folder.body().get("moves")).hasSize(2);
  }

  @Test
  void noMoreIsGivenBackThanWasTaken() throws Exception {
    UUID paper = take("照片", false, 2);
    assertThat(give(paper, 3).code()).isEqualTo("hall.paper-not-here");
    List<Answer> answers = OperatorTakingACallTest.both(() -> give(paper, 2), () -> give(paper, 2));
    assertThat(answers.stream().filter(Answer::isDone)).hasSize(1);
    assertThat(answers.stream().map(Answer::code)).contains("hall.paper-not-here");
    assertThat(give(Ids.next(), 1).code()).isEqualTo("hall.paper-unknown");
  }

  @Test
  void aWrongEntryIsUndoneOnceAndStaysVisible() {
    take("身份证", true, 1);
    String move = folder().text("moves.0.id");
    assertThat(reverse(move).isDone()).isTrue();
    assertThat(reverse(move).code()).isEqualTo("hall.paper-reversed");
    Answer folder = folder();
    assertThat(folder.text("originalsWithUs")).isEqualTo("false");
    assertThat(folder.text("moves.0.reversed")).isEqualTo("true");
    assertThat(folder.text("moves.1.kind")).isEqualTo("REVERSAL");
  }

  @Test
  void whatWentBackCannotBeUndoneFromTheTaking() {
    UUID paper = take("身份证", true, 1);
    give(paper, 1);
    assertThat(reverse(folder().text("moves.0.id")).code()).isEqualTo("hall.paper-not-here");
  }

  @Test
  void theDeskDoesNotEndAnOrderWhileOriginalsLieHere() {
    reported();
    UUID paper = take("户口簿", true, 1);
    assertThat(solve().code()).isEqualTo("hall.papers-with-us");
    assertThat(state()).isEqualTo("REPORTED");
    give(paper, 1);
    assertThat(solve().isDone()).isTrue();
  }

  @Test
  void aReasonLetsOriginalsStayUntilTheNextIsTaken() {
    reported();
    take("户口簿", true, 1);
    county.clerk().command("hall.keep-papers", Map.of("orderId", order, "reason", "等县里盖章"));
    take("身份证", true, 1);
    assertThat(solve().code()).isEqualTo("hall.papers-with-us");
    county.clerk().command("hall.keep-papers", Map.of("orderId", order, "reason", "一并等盖章"));
    assertThat(solve().isDone()).isTrue();
    assertThat(folder().text("keptBecause")).isEqualTo("一并等盖章");
  }

  @Test
  void copiesHoldNothingUpAndNeitherDoesTheRequestersOwnWord() throws Exception {
    reported();
    take("身份证复印件", false, 1);
    take("户口簿", true, 1);
    HttpResponse<String> answer = post(path() + "/solved", "rating=5");
    assertThat(answer.statusCode()).isIn(200, 303);
    assertThat(state()).isEqualTo("SOLVED");
  }

  @Test
  void theDeskNeitherCancelsNorMergesAnOrderWhileOriginalsLieHere() {
    UUID paper = take("户口簿", true, 1);
    Map<String, Object> cancel = Map.of("orderId", order, "reason", "不办了");
    Map<String, Object> merge = Map.of("orderId", order, "into", county.placed(), "reason", "同一件事");
    assertThat(county.clerk().command("order.cancel", cancel).code())
        .isEqualTo("hall.papers-with-us");
    assertThat(county.dispatcher().command("order.merge", merge).code())
        .isEqualTo("hall.papers-with-us");
    assertThat(state()).isEqualTo("WAITING");
    give(paper, 1);
    assertThat(county.clerk().command("order.cancel", cancel).isDone()).isTrue();
  }

  @Test
  void theRequesterMayWithdrawAlthoughOriginalsLieHere() throws Exception {
    take("户口簿", true, 1);
    post(path() + "/withdraw", "words=%E4%B8%8D%E5%8A%9E%E4%BA%86");
    assertThat(state()).isEqualTo("CANCELLED");
  }

  @Test
  void whatDesksWriteToEachOtherIsNotOnTheReceipt() throws Exception {
    Map<String, Object> merge =
        Map.of("orderId", order, "into", county.placed(), "reason", "这家总来，并了算了");
    assertThat(county.dispatcher().command("order.merge", merge).isDone()).isTrue();
    assertThat(get(path()).body()).doesNotContain("并了算了").contains("并在一起办");
  }

  @Test
  void silenceEndsNoOrderWhileOriginalsLieHere() {
    UUID paper = take("户口簿", true, 1);
    reported();
    clock.advance(Duration.ofDays(30));
    try {
      assertThat(expire().problem().code()).isEqualTo(ProblemCode.HALL_PAPERS_WITH_US);
      give(paper, 1);
      assertThat(expire().isDone()).isTrue();
      assertThat(state()).isEqualTo("SOLVED");
    } finally {
      clock.reset();
    }
  }

  private Outcome expire() {
    return gate.submit(
        Envelope.of(Ids.next(), "order.expire", mapper.valueToTree(Map.of("orderId", order))),
        Actor.system(new RealmId(1), Origin.JOB));
  }

  @Test
  void papersOfAnotherTownshipAreNeitherSeenNorMoved() {
    UUID paper = take("户口簿", true, 1);
    Api elsewhere = neighbour.clerkOfAnotherTownshipIn(county, order);
    assertThat(elsewhere.get("/api/hall/orders/" + order + "/folder").code())
        .isEqualTo("order.not-found");
    assertThat(give(elsewhere, paper, 1).code()).isEqualTo("order.not-found");
    assertThat(authority(elsewhere, Ids.next(), "SPOKEN").code()).isEqualTo("order.not-found");
  }

  @Test
  void thePrincipalIsWhoIsTold() {
    assertThat(authorities.findPrincipal(new RealmId(1), order)).isEmpty();
    assertThat(authority(county.clerk(), Ids.next(), "SPOKEN").isDone()).isTrue();
    Authorities.Principal principal =
        authorities.findPrincipal(new RealmId(1), order).orElseThrow();
    assertThat(principal.name()).isEqualTo("舒大娘");
    assertThat(principal.phone()).isEqualTo("13800000001");
  }

  @Test
  void oneAuthorityIsInForceAtATimeAndAPowerOfAttorneyHasItsNumber() {
    authority(county.clerk(), Ids.next(), "SPOKEN");
    assertThat(authority(county.clerk(), Ids.next(), "PAPER_SEEN").code())
        .isEqualTo("hall.authority-exists");
    assertThat(authority(county.clerk(), Ids.next(), "POWER_OF_ATTORNEY").code())
        .isEqualTo("command.malformed");
  }

  @Test
  void afterTheHandOverTheProxysReceiptOnlyReadsAndThePrincipalsActs() throws Exception {
    reported();
    String proxys = path();
    UUID authority = Ids.next();
    authority(county.clerk(), authority, "PAPER_SEEN");
    handOver(authority, true);

    assertThat(path()).isNotEqualTo(proxys);
    HttpResponse<String> read = get(proxys);
    assertThat(read.statusCode()).isEqualTo(200);
    // The old page gives nobody the new key.
    assertThat(read.body()).doesNotContain(path());
    post(proxys + "/solved", "rating=5");
    assertThat(state()).isEqualTo("REPORTED");
    post(path() + "/solved", "rating=5");
    assertThat(state()).isEqualTo("SOLVED");
  }

  @Test
  void aProxyWhoLosesTheReceiptSeesNothingMore() throws Exception {
    String proxys = path();
    UUID authority = Ids.next();
    authority(county.clerk(), authority, "SPOKEN");
    Answer withdrawn =
        county
            .clerk()
            .command(
                "hall.withdraw-authority", Map.of("authorityId", authority, "proxyReads", false));
    assertThat(withdrawn.isDone()).isTrue();
    assertThat(get(proxys).statusCode()).isEqualTo(404);
    assertThat(get(path()).statusCode()).isEqualTo(200);
    assertThat(authorities.findPrincipal(new RealmId(1), order)).isEmpty();
    assertThat(handOver(authority, true).code()).isEqualTo("hall.authority-over");
  }

  @Test
  void afterItsLastDayTheProxysReceiptOpensNothingUntilItIsRenewed() throws Exception {
    reported();
    String proxys = path();
    UUID authority = Ids.next();
    authority(county.clerk(), authority, "SPOKEN");
    lastDayWasYesterday(authority);

    HttpResponse<String> read = get(proxys);
    assertThat(read.statusCode()).isEqualTo(403);
    assertThat(read.body())
        .containsPattern("委托已经到期|authority has run out")
        .doesNotContain(number());
    assertThat(post(proxys + "/solved", "rating=5").statusCode()).isEqualTo(403);
    assertThat(state()).isEqualTo("REPORTED");

    assertThat(authority(county.clerk(), Ids.next(), "PAPER_SEEN").isDone()).isTrue();
    assertThat(get(proxys).statusCode()).isEqualTo(200);
  }

  @Test
  void thePrincipalsReceiptOutlastsTheProxysTime() throws Exception {
    county
        .clerk()
        .command(
            "hall.hand-out-receipt",
            Map.of(
                "orderId",
                order,
                "handOutId",
                Ids.next(),
                "toWhom",
                "PRINCIPAL",
                "medium",
                "PAPER"));
    UUID authority = Ids.next();
    authority(county.clerk(), authority, "SPOKEN");
    lastDayWasYesterday(authority);

    assertThat(get(path()).statusCode()).isEqualTo(200);
  }

  private String number() {
    return county.clerk().get("/api/orders/" + order).text("card.number");
  }

  private static void lastDayWasYesterday(UUID authority) {
    Sql.owner()
        .sql("update hall.authority set until = current_date - 2 where realm = 1 and id = :id")
        .param("id", authority)
        .update();
  }

  @Test
  void whoGaveWhomTheReceiptIsKept() {
    county
        .clerk()
        .command(
            "hall.hand-out-receipt",
            Map.of(
                "orderId", order, "handOutId", Ids.next(), "toWhom", "PROXY", "medium", "PAPER"));
    UUID authority = Ids.next();
    authority(county.clerk(), authority, "SPOKEN");
    handOver(authority, false);
    Answer folder = folder();
    assertThat(folder.text("handOuts.0.toWhom")).isEqualTo("PROXY");
    assertThat(folder.text("handOuts.0.inForce")).isEqualTo("false");
    assertThat(folder.text("handOuts.1.toWhom")).isEqualTo("PRINCIPAL");
    assertThat(folder.text("handOuts.1.inForce")).isEqualTo("true");
    assertThat(folder.text("handOuts.1.by")).isNotEmpty();
  }

  @Test
  void namesOfAnAuthorityAreNotReadableInTheDatabase() {
    UUID authority = Ids.next();
    authority(county.clerk(), authority, "SPOKEN");
    // Bytes with bytes: written out as text, letters beyond ASCII would never be found.
    assertThat(
            Sql.owner()
                .sql(
                    """
                    select position(convert_to('舒大娘', 'UTF8') in principal_name) from hall.authority_words
                    where authority_id = :id and principal_name is not null
                    """)
                .param("id", authority)
                .query(Integer.class)
                .single())
        .isZero();
  }

  private UUID take(String label, boolean original, int count) {
    UUID paper = Ids.next();
    Answer answer =
        county
            .clerk()
            .command(
                "hall.take-papers",
                Map.of(
                    "orderId", order,
                    "slipId", Ids.next(),
                    "papers",
                        List.of(
                            Map.of(
                                "paperId",
                                paper,
                                "label",
                                label,
                                "original",
                                original,
                                "count",
                                count))));
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
    return paper;
  }

  private Answer give(UUID paper, int count) {
    return give(county.clerk(), paper, count);
  }

  private Answer give(Api who, UUID paper, int count) {
    return who.command(
        "hall.give-papers",
        Map.of(
            "orderId",
            order,
            "slipId",
            Ids.next(),
            "toWhom",
            "REQUESTER",
            "papers",
            List.of(Map.of("paperId", paper, "count", count))));
  }

  private Answer reverse(String move) {
    return county.clerk().command("hall.reverse-paper", Map.of("orderId", order, "moveId", move));
  }

  private Answer authority(Api who, UUID id, String shown) {
    Map<String, Object> body = new HashMap<>();
    body.put("authorityId", id);
    body.put("orderId", order);
    body.put("shown", shown);
    body.put("proxyName", "舒小梅");
    body.put("principalName", "舒大娘");
    body.put("principalPhone", "13800000001");
    return who.command("hall.record-authority", body);
  }

  private Answer handOver(UUID authority, boolean reads) {
    return county
        .clerk()
        .command(
            "hall.hand-over-authority",
            Map.of("authorityId", authority, "proxyReads", reads, "medium", "PAPER"));
  }

  private Answer solve() {
    return county.clerk().command("order.solve", Map.of("orderId", order, "channel", "WINDOW"));
  }

  private void reported() {
    Api worker = county.as("worker1");
    county.dispatcher().command("dispatch.open", Map.of("orderId", order));
    worker.command("dispatch.claim", Map.of("orderId", order));
    worker.command("order.start", Map.of("orderId", order));
    assertThat(worker.command("order.report", Map.of("orderId", order, "text", "好了")).isDone())
        .isTrue();
  }

  private Answer folder() {
    return county.clerk().get("/api/hall/orders/" + order + "/folder");
  }

  private String state() {
    return county.clerk().get("/api/orders/" + order).text("card.state");
  }

  private String path() {
    UUID handOut = Ids.next();
    county
        .clerk()
        .command(
            "hall.hand-out-receipt",
            Map.of(
                "orderId", order, "handOutId", handOut, "toWhom", "REQUESTER", "medium", "PAPER"));
    return county
        .clerk()
        .get("/api/hall/orders/" + order + "/hand-outs/" + handOut)
        .text("doorPath");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(county.address() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String form) throws Exception {
    String id = Ids.next().toString();
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(county.address() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form + "&command=" + id))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}

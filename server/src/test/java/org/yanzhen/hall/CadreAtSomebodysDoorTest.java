package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.place.Division;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Ids;
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
import tools.jackson.databind.json.JsonMapper;

/** Papers and authority, noted by whoever is on a visit. */
@YanzhenTest
class CadreAtSomebodysDoorTest {

  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired Gate gate;
  @Autowired JsonMapper mapper;
  @Autowired TestClock clock;

  /** Nobody else's: what is erased is all of one number. */
  private final String phone = "137" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);

  private Api cadre;
  private Api colleague;
  private UUID order;

  @BeforeEach
  void takenDownOnAVisit() {
    cadre = county.as("worker2");
    colleague = county.as("worker1");
    Map<String, Object> request = county.request();
    request.put("source", "FIELD");
    request.put("requesterPhone", phone);
    order = (UUID) request.get("orderId");
    assertThat(cadre.command("order.place", request).isDone()).isTrue();
  }

  @Test
  void whoTookItDownTakesPapersAndCarriesThem() {
    UUID paper = take(cadre, true);
    Answer seen = county.clerk().get(folder());
    assertThat(seen.text("papers.0.hand.place")).isEqualTo("FIELD");
    assertThat(seen.text("papers.0.hand.by")).isNotEmpty();
    assertThat(seen.text("papers.0.hand.mine")).isEqualTo("false");
    assertThat(cadre.get(folder()).text("papers.0.hand.mine")).isEqualTo("true");
    assertThat(give(cadre, paper).isDone()).isTrue();
    assertThat(cadre.get(folder()).text("papers.0.withUs")).isEqualTo("0");
  }

  @Test
  void whoHasNothingToDoWithItSeesAndNotesNothing() {
    take(cadre, true);
    assertThat(colleague.get(folder()).code()).isEqualTo("order.not-found");
    assertThat(takeAnswer(colleague, Ids.next(), true).code()).isEqualTo("order.not-found");
    assertThat(authority(colleague, Ids.next(), Map.of()).code()).isEqualTo("order.not-found");
  }

  @Test
  void whoHasItInHandNotesPapersButNotWhoSpeaksForWhom() {
    inHandOf(colleague);
    assertThat(takeAnswer(colleague, Ids.next(), false).isDone()).isTrue();
    assertThat(colleague.get(folder()).text("notesAuthority")).isEqualTo("false");
    assertThat(authority(colleague, Ids.next(), Map.of()).code())
        .isEqualTo("hall.authority-not-yours");
    UUID noted = Ids.next();
    assertThat(authority(cadre, noted, Map.of()).isDone()).isTrue();
    assertThat(handOver(colleague, noted).code()).isEqualTo("hall.authority-not-yours");
    assertThat(handOver(cadre, noted).isDone()).isTrue();
  }

  @Test
  void whoTookItDownAndDoesItThemselvesHandsNothingOver() {
    UUID noted = Ids.next();
    assertThat(authority(cadre, noted, Map.of()).isDone()).isTrue();
    inHandOf(cadre);
    assertThat(handOver(cadre, noted).code()).isEqualTo("hall.authority-not-yours");
    assertThat(handOver(county.clerk(), noted).isDone()).isTrue();
  }

  @Test
  void whoEverServedItHandsNothingOverEither() {
    UUID noted = Ids.next();
    assertThat(authority(cadre, noted, Map.of()).isDone()).isTrue();
    inHandOf(cadre);
    assertThat(cadre.command("order.start", Map.of("orderId", order)).isDone()).isTrue();
    assertThat(cadre.command("order.report", Map.of("orderId", order, "text", "修好了")).isDone())
        .isTrue();
    Map<String, Object> again = Map.of("orderId", order, "channel", "CALL", "text", "没修好");
    assertThat(county.clerk().command("order.reopen", again).isDone()).isTrue();
    assertThat(cadre.get(folder()).text("notesAuthority")).isEqualTo("false");
    assertThat(handOver(cadre, noted).code()).isEqualTo("hall.authority-not-yours");
  }

  @Test
  void whoHadToGiveItUpHandsNothingOverEither() {
    UUID noted = Ids.next();
    assertThat(authority(cadre, noted, Map.of()).isDone()).isTrue();
    assertThat(cadre.get(folder()).text("notesAuthority")).isEqualTo("true");
    inHandOf(cadre);
    recalled();
    assertThat(cadre.get(folder()).text("notesAuthority")).isEqualTo("false");
    assertThat(handOver(cadre, noted).code()).isEqualTo("hall.authority-not-yours");
  }

  @Test
  void whoNoLongerHasItGivesBackWhatTheyCarryAndTakesNoMore() {
    inHandOf(colleague);
    UUID paper = take(colleague, true);
    assertThat(colleague.get(folder()).text("takes")).isEqualTo("true");
    recalled();
    UUID desks = Ids.next();
    assertThat(takeAnswer(county.clerk(), desks, true).isDone()).isTrue();

    Answer seen = colleague.get(folder());
    assertThat(seen.isDone()).as(seen.toString()).isTrue();
    assertThat(seen.text("notesAuthority")).isEqualTo("false");
    assertThat(seen.text("takes")).isEqualTo("false");
    assertThat(cadre.get(folder()).text("takes")).isEqualTo("true");
    assertThat(county.clerk().get(folder()).text("takes")).isEqualTo("true");
    assertThat(onTheWay(colleague)).contains(order.toString());
    assertThat(takeAnswer(colleague, Ids.next(), false).code()).isEqualTo("order.not-allowed");
    assertThat(hold(colleague, desks).code()).isEqualTo("hall.paper-elsewhere");
    assertThat(hold(colleague, paper).isDone()).isTrue();
    assertThat(give(colleague, paper).isDone()).isTrue();
    assertThat(colleague.get(folder()).code()).isEqualTo("order.not-found");
    assertThat(onTheWay(colleague)).doesNotContain(order.toString());
  }

  @Test
  void whatLiesAtTheDeskIsNotUndoneOnAVisit() {
    UUID paper = take(cadre, true);
    String own = cadre.get(folder()).text("moves.0.id");
    assertThat(hold(county.clerk(), paper).isDone()).isTrue();
    assertThat(reverse(cadre, own).code()).isEqualTo("hall.paper-elsewhere");
    assertThat(county.clerk().get(folder()).text("papers.0.withUs")).isEqualTo("1");
    assertThat(hold(cadre, paper).isDone()).isTrue();
    assertThat(reverse(cadre, own).isDone()).isTrue();
  }

  @Test
  void onlyWhoHasAPaperGivesItBack() {
    UUID paper = take(cadre, true);
    assertThat(give(county.clerk(), paper).code()).isEqualTo("hall.paper-elsewhere");
    assertThat(hold(county.clerk(), paper).isDone()).isTrue();
    assertThat(county.clerk().get(folder()).text("papers.0.hand.place")).isEqualTo("DESK");
    assertThat(give(cadre, paper).code()).isEqualTo("hall.paper-elsewhere");
    assertThat(hold(cadre, paper).isDone()).isTrue();
    assertThat(give(cadre, paper).isDone()).isTrue();
    assertThat(hold(county.clerk(), paper).code()).isEqualTo("hall.paper-not-here");
    assertThat(hold(county.clerk(), Ids.next()).code()).isEqualTo("hall.paper-unknown");
  }

  @Test
  void onAVisitEverybodyUndoesTheirOwnEntriesOnly() {
    takeAnswer(county.clerk(), Ids.next(), true);
    String desks = county.clerk().get(folder()).text("moves.0.id");
    assertThat(reverse(cadre, desks).code()).isEqualTo("hall.paper-unknown");
    take(cadre, false);
    String own = cadre.get(folder()).text("moves.1.id");
    assertThat(reverse(cadre, own).isDone()).isTrue();
  }

  @Test
  void whatIsOverIsTheirsOnlyWhileTheyCarrySomethingOfIt() {
    UUID copy = take(cadre, false);
    Map<String, Object> cancel = Map.of("orderId", order, "reason", "不办了");
    assertThat(county.clerk().command("order.cancel", cancel).isDone()).isTrue();
    assertThat(cadre.get(folder()).isDone()).isTrue();
    assertThat(give(cadre, copy).isDone()).isTrue();
    assertThat(cadre.get(folder()).code()).isEqualTo("order.not-found");
  }

  @Test
  void anAuthoritySaysWhatTheProxyIsAndShowsItsPicture() throws IOException {
    UUID photo = Ids.next();
    assertThat(cadre.upload(photo, jpeg(), "x.jpg").isDone()).isTrue();
    UUID noted = Ids.next();
    Map<String, Object> more =
        Map.of("relation", "CHILD", "shown", "POWER_OF_ATTORNEY", "attachments", List.of(photo));
    assertThat(authority(cadre, noted, more).isDone()).isTrue();
    Answer seen = county.clerk().get(folder());
    assertThat(seen.text("authorities.0.relation")).isEqualTo("CHILD");
    assertThat(seen.text("authorities.0.photos.0.id")).isEqualTo(photo.toString());
    String picture = "/api/hall/orders/" + order + "/authorities/" + noted + "/photos/" + photo;
    assertThat(county.clerk().download(picture).statusCode()).isEqualTo(200);
    assertThat(cadre.download(picture).statusCode()).as("who recorded it").isEqualTo(200);
    assertThat(colleague.get(picture).code()).isEqualTo("attachment.not-found");
    inHandOf(colleague);
    assertThat(colleague.get(picture).code()).as("does the work").isEqualTo("attachment.not-found");
    assertThat(colleague.get(folder()).body().at("/authorities/0/photos")).isEmpty();
    assertThat(cadre.get(folder()).body().at("/authorities/0/photos")).hasSize(1);
    assertThat(authority(county.clerk(), Ids.next(), Map.of("attachments", List.of(photo))).code())
        .as("somebody else's picture")
        .isEqualTo("attachment.not-found");
  }

  @Test
  void thePictureOfAnAuthorityGoesWithItsWords() throws IOException {
    UUID photo = Ids.next();
    assertThat(cadre.upload(photo, jpeg(), "x.jpg").isDone()).isTrue();
    authority(cadre, Ids.next(), Map.of("attachments", List.of(photo)));
    Map<String, Object> cancel = Map.of("orderId", order, "reason", "不办了");
    assertThat(county.clerk().command("order.cancel", cancel).isDone()).isTrue();
    String number = county.clerk().get("/api/orders/" + order).text("card.number");
    Api admin = county.as("admin");
    assertThat(admin.command("personal.look", Map.of("number", number, "reason", "本人来要求")).isDone())
        .isTrue();
    assertThat(
            admin
                .command("personal.erase", Map.of("number", number, "orders", 1, "reason", "本人来要求"))
                .isDone())
        .isTrue();
    assertThat(county.clerk().get(folder()).body().at("/authorities/0/photos")).isEmpty();
    assertThat(
            Sql.owner()
                .sql("select count(*) from hall.authority_photo where photo_id = :id")
                .param("id", photo)
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void theFoldersOnTheWayAreThoseOfOnesOwnVisits() {
    assertThat(onTheWay(cadre)).doesNotContain(order.toString());
    UUID paper = take(cadre, true);
    assertThat(onTheWay(cadre)).contains(order.toString());
    assertThat(onTheWay(colleague)).doesNotContain(order.toString());
    hold(county.clerk(), paper);
    assertThat(onTheWay(cadre)).doesNotContain(order.toString());
    authority(cadre, Ids.next(), Map.of());
    assertThat(onTheWay(cadre)).contains(order.toString());
    inHandOf(colleague);
    assertThat(onTheWay(colleague)).contains(order.toString());
  }

  @Test
  void whatThePhoneHeardEarlierKeepsItsHour() {
    Instant visited = clock.instant().minus(Duration.ofHours(5));
    Map<String, Object> body = taking(Ids.next(), true);
    Envelope kept =
        new Envelope(
            Ids.next(),
            "hall.take-papers",
            mapper.valueToTree(body),
            null,
            Ids.next(),
            1L,
            visited,
            null);
    assertThat(gate.submit(kept, onThePhone("worker2")).isDone()).isTrue();
    assertThat(county.clerk().get(folder()).text("moves.0.recordedAt"))
        .startsWith(visited.toString().substring(0, 19));
  }

  @Test
  void theNumberOnTheSlipLeadsTheDeskToItsOrder() {
    take(cadre, true);
    String slip = cadre.get(folder()).text("moves.0.slipId").replace("-", "");
    String code = slip.substring(24, 28) + "-" + slip.substring(28);
    assertThat(county.clerk().get("/api/hall/slips/" + code).text("orderId"))
        .isEqualTo(order.toString());
    assertThat(colleague.get("/api/hall/slips/" + code).code()).isEqualTo("order.not-found");
    assertThat(county.clerk().get("/api/hall/slips/0000-000x").code()).isEqualTo("order.not-found");
    neighbour.open();
    for (Api stranger : neighbour.everyRole()) {
      assertThat(stranger.get("/api/hall/slips/" + code).isDone()).isFalse();
    }
  }

  @Test
  void theDesksWordsAreNotForWhoIsOnAVisit() {
    authority(county.clerk(), Ids.next(), Map.of("document", "委字 7 号"));
    county
        .clerk()
        .command(
            "hall.hand-out-receipt",
            Map.of(
                "orderId", order, "handOutId", Ids.next(), "toWhom", "PROXY", "medium", "PAPER"));
    JsonNode seen = cadre.get(folder()).body();
    assertThat(seen.get("handOuts")).isEmpty();
    assertThat(String.valueOf(seen)).doesNotContain("委字");
    assertThat(
            cadre
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
                        "SCREEN"))
                .code())
        .isEqualTo("access.forbidden");
  }

  private List<String> onTheWay(Api who) {
    return who.get("/api/hall/folders-on-the-way")
        .body()
        .get("items")
        .valueStream()
        .map(item -> item.get("orderId").asString())
        .toList();
  }

  private Actor onThePhone(String login) {
    Division village = county.village();
    UUID account =
        Sql.owner()
            .sql("select id from access.account where realm = 1 and login = :login")
            .param("login", login)
            .query(UUID.class)
            .single();
    return new Actor(
        new RealmId(1),
        Origin.FIELD,
        account,
        null,
        Set.of(new Grant(Role.WORKER, village.id(), village.path())),
        null,
        null);
  }

  private void inHandOf(Api worker) {
    assertThat(county.dispatcher().command("dispatch.open", Map.of("orderId", order)).isDone())
        .isTrue();
    assertThat(worker.command("dispatch.claim", Map.of("orderId", order)).isDone()).isTrue();
  }

  private void recalled() {
    Map<String, Object> body = Map.of("orderId", order, "reason", "住院了");
    assertThat(county.dispatcher().command("dispatch.recall", body).isDone()).isTrue();
  }

  private UUID take(Api who, boolean original) {
    UUID paper = Ids.next();
    assertThat(takeAnswer(who, paper, original).isDone()).isTrue();
    return paper;
  }

  private Answer takeAnswer(Api who, UUID paper, boolean original) {
    return who.command("hall.take-papers", taking(paper, original));
  }

  private Map<String, Object> taking(UUID paper, boolean original) {
    return Map.of(
        "orderId",
        order,
        "slipId",
        Ids.next(),
        "papers",
        List.of(Map.of("paperId", paper, "label", "户口簿", "original", original, "count", 1)));
  }

  private Answer give(Api who, UUID paper) {
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
            List.of(Map.of("paperId", paper, "count", 1))));
  }

  private Answer hold(Api who, UUID paper) {
    return who.command("hall.hold-papers", Map.of("orderId", order, "papers", List.of(paper)));
  }

  private Answer reverse(Api who, String move) {
    return who.command("hall.reverse-paper", Map.of("orderId", order, "moveId", move));
  }

  private Answer authority(Api who, UUID id, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>();
    body.put("authorityId", id);
    body.put("orderId", order);
    body.put("shown", "SPOKEN");
    body.put("proxyName", "向小禾");
    body.put("principalName", "舒大娘");
    body.putAll(more);
    return who.command("hall.record-authority", body);
  }

  private static Answer handOver(Api who, UUID authority) {
    return who.command(
        "hall.hand-over-authority",
        Map.of("authorityId", authority, "proxyReads", true, "medium", "PAPER"));
  }

  private static byte[] jpeg() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
    return bytes.toByteArray();
  }

  private String folder() {
    return "/api/hall/orders/" + order + "/folder";
  }
}

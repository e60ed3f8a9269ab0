package org.yanzhen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.Traces;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever somebody sends that cannot be right, over HTTP: a stable code, the field by its name,
 * and nothing half-written. Each test is one line of the list of bad input; wrong files for the
 * import stand in {@code ImportingWrongFilesTest}, slips in packs in {@code PackReaderTest}.
 */
@YanzhenTest
class BadInputTest {

  private static final String SCRIPT = "<script>alert(1)</script>'; drop table orders.orders; --";

  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired Catalogue catalogue;
  @Autowired Divisions divisions;
  @Autowired TestClock clock;
  @Autowired JsonMapper mapper;
  @Autowired Argon2PasswordEncoder passwords;

  @Value("${yanzhen.files}")
  Path files;

  @Test
  void anUnknownKind() {
    refusedPlacement(Map.of("kind", "no-such-kind"), "catalogue.kind-unknown", "body.kind");
  }

  @Test
  void missingContent() {
    refusedPlacement(Map.of("text", ""), "order.text-missing", "body.text");
    refusedPlacement(Map.of("text", " \u3000\n"), "order.text-missing", "body.text");
  }

  @Test
  void aMissingPersonAndOneWhoIsNotThere() {
    UUID order = county.open();
    Map<String, Object> nobody = new HashMap<>(Map.of("orderId", order));
    refused("dispatch.offer", nobody, "command.malformed", "body.personId");
    UUID stranger = Ids.next();
    nobody.put("personId", stranger);
    refused("dispatch.offer", nobody, "people.person-unknown", "body.personId");

    assertThat(Traces.of(stranger)).isEmpty();
    // One who is there, in the next county.
    neighbour.open();
    UUID theirs = Ids.next();
    Map<String, Object> person =
        Map.of(
            "personId",
            theirs,
            "name",
            "邻县的人",
            "divisionId",
            divisions.findByCode("431230").orElseThrow().id(),
            "synthetic",
            true,
            "active",
            true,
            "posts",
            List.of());
    Answer registered =
        county.as("neighbour-ADMINISTRATOR").command("people.register-person", person);
    assertThat(registered.isDone()).as("%s", registered).isTrue();
    nobody.put("personId", theirs);
    refused("dispatch.offer", nobody, "people.person-unknown", "body.personId");
    assertThat(state(order)).isEqualTo("OPEN");
  }

  @Test
  void aMissingDeadlineAndOneThatIsOver() {
    UUID order = county.placed();
    Map<String, Object> body = new HashMap<>();
    body.put("orderId", order);
    body.put("reason", "WEATHER");
    body.put("text", "等天晴");
    long before = version(order);
    refused("order.suspend", body, "command.malformed", "body.until");
    body.put("until", clock.instant().minus(Duration.ofDays(1)));
    Answer over = county.dispatcher().command("order.suspend", body);

    assertThat(over.code()).isEqualTo("order.suspend-until");
    assertThat(version(order)).isEqualTo(before);
  }

  @Test
  void aDivisionThatIsNotOursOrNotThere() {
    for (Object elsewhere : List.of(999_999_999, -1)) {
      refusedPlacement(
          Map.of("divisionId", elsewhere), "place.division-unknown", "body.divisionId");
    }
    // One that is there, with its villages, and is another county's.
    neighbour.open();
    Division next = divisions.findByCode("431230").orElseThrow();
    for (Division theirs : List.of(next, divisions.villagesBelow(next.id()).getFirst())) {
      refusedPlacement(
          Map.of("divisionId", theirs.id()), "place.division-unknown", "body.divisionId");
    }
    refusedPlacement(Map.of("divisionId", "桥头村"), "command.malformed", "body.divisionId");
  }

  @Test
  void anotherRealmsOrderAndAnotherRealmsPerson() {
    neighbour.open();
    UUID order = county.placed();
    long before = version(order);
    for (Api other : neighbour.everyRole()) {
      assertThat(other.get("/api/orders/" + order).code()).isEqualTo("order.not-found");
      Answer answer = other.command("order.note", Map.of("orderId", order, "text", "看看"));
      // Whoever could write a note hears that there is no such order, as of any that was never
      // placed.
      assertThat(answer.code())
          .isEqualTo(other == neighbour.administrator() ? "access.forbidden" : "order.not-found");
    }
    assertThat(version(order)).isEqualTo(before);
  }

  @Test
  void malformedJson() {
    for (String json : List.of("{\"id\":", "", "null", "[]", "{\"id\":1e999}", "\u0000", "<a/>")) {
      Answer answer = county.clerk().send("POST", "/api/commands", json, Map.of());
      assertThat(answer.status()).as(json).isEqualTo(400);
      assertThat(answer.code()).as(json).isEqualTo("command.malformed");
    }
    String deep = "{\"body\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
    assertThat(county.clerk().send("POST", "/api/commands", deep, Map.of()).code())
        .isEqualTo("command.malformed");
  }

  @Test
  void tenMegabytesOfText() {
    refusedPlacement(Map.of("text", "x".repeat(10 << 20)), "command.too-large", null);
    refusedPlacement(Map.of("text", "长".repeat(10_001)), "command.malformed", "body.text");
  }

  @Test
  void scriptAndSqlInAText() {
    Map<String, Object> request = county.request();
    request.put("text", SCRIPT);
    request.put("requesterName", SCRIPT.substring(0, 20));
    Answer answer = county.clerk().command("order.place", request);

    assertThat(answer.isDone()).as("%s", answer).isTrue();
    var read = county.clerk().download("/api/orders/" + request.get("orderId"));
    assertThat(new String(read.body(), StandardCharsets.UTF_8))
        .contains("drop table orders.orders");
    assertThat(read.headers().firstValue("content-type").orElse("")).startsWith("application/json");
    assertThat(read.headers().firstValue("x-content-type-options")).contains("nosniff");
    for (String face : List.of("/", "/desk/", "/field/")) {
      String policy =
          county
              .nobody()
              .download(face)
              .headers()
              .firstValue("content-security-policy")
              .orElse("none");
      assertThat(policy)
          .as(face)
          .contains("default-src 'self'")
          .doesNotContain("script-src", "unsafe-eval");
      assertThat(policy.replaceAll("style-src[^;]*", "")).as(face).doesNotContain("unsafe-inline");
    }
    assertThat(county.clerk().get("/api/orders?q=%27%20or%201%3D1%20--%20%3Cscript%3E").status())
        .isLessThan(500);
  }

  /** At the desk and in the field Vue shows words as words, unless somebody asks it not to. */
  @Test
  void noPageOfTheAppsShowsAnythingAsMarkupButTheCodeToScan() throws IOException {
    Path web = Path.of(System.getProperty("basedir", ".")).resolve("../web");
    List<Path> pages;
    try (Stream<Path> all = Files.walk(web.resolve("desk/src"))) {
      pages = new ArrayList<>(all.filter(file -> file.toString().endsWith(".vue")).toList());
    }
    try (Stream<Path> all = Files.walk(web.resolve("field/src"))) {
      all.filter(file -> file.toString().endsWith(".vue")).forEach(pages::add);
    }
    assertThat(pages).hasSizeGreaterThan(50);
    for (Path page : pages) {
      assertThat(
              Files.readString(page)
                  .replace("v-html=\"code\"", "")
                  .replace("v-html=\"codeOf(card.askPath)\"", ""))
          .as(page.toString())
          .doesNotContain("v-html", "innerHTML");
    }
  }

  @Test
  void aPictureThatIsAScriptAndASoundThatIsNone() {
    for (byte[] liar :
        List.of(
            latin("\u0089PNG\r\n\u001a\n<script>alert(1)</script>"),
            latin("RIFF\u0024\u0000\u0000\u0000WAVE<script>"),
            latin("OggS\u0000\u0002<html>"),
            latin("#!/bin/sh\nrm -rf /\n"))) {
      UUID id = Ids.next();
      Answer answer = county.clerk().upload(id, liar, "lamp.png");
      assertThat(answer.status()).isEqualTo(415);
      assertThat(answer.code()).isEqualTo("attachment.type");
      assertThat(Traces.of(id)).isEmpty();
      assertThat(filesOf(id)).isEmpty();
    }
  }

  @Test
  void aClockThatIsTwoYearsWrongLosesNoWorkAndIsNotBelieved() {
    for (Duration wrong : List.of(Duration.ofDays(-730), Duration.ofDays(730))) {
      UUID order = county.placed();
      Instant now = clock.instant();
      Answer answer =
          county
              .clerk()
              .command(
                  Ids.next(),
                  "order.note",
                  Map.of("orderId", order, "text", "他家在桥头"),
                  Map.of("recordedAt", now.plus(wrong)));

      assertThat(answer.isDone()).as("%s", answer).isTrue();
      String read =
          new String(
              county.clerk().download("/api/orders/" + order).body(), StandardCharsets.UTF_8);
      assertThat(read).contains("他家在桥头");
      assertThat(read).doesNotContain(now.plus(wrong).toString().substring(0, 10));
    }
  }

  @Test
  void aTimeThatNoClockShows() {
    for (Object time : List.of("1970-01-01T00:00:00Z", "2101-01-01T00:00:00Z", "昨天")) {
      Map<String, Object> request = county.request();
      Answer answer =
          county.clerk().command(Ids.next(), "order.place", request, Map.of("recordedAt", time));
      assertThat(answer.code()).isEqualTo("command.malformed");
      assertThat(Traces.of((UUID) request.get("orderId"))).isEmpty();
    }
  }

  @Test
  void theTokenOfACadreWhoLeft() {
    UUID id = Ids.next();
    String login = "left-" + id.toString().substring(24);
    Answer added =
        county
            .as("admin")
            .command(
                "access.add-account",
                Map.of(
                    "accountId",
                    id,
                    "login",
                    login,
                    "name",
                    "田里",
                    "passwordHash",
                    passwords.encode(County.PASSWORD),
                    "grants",
                    List.of(Map.of("role", "CLERK", "divisionId", county.village().id()))));
    assertThat(added.isDone()).as("%s", added).isTrue();
    Api cadre = Api.signIn(county.address(), login, County.PASSWORD);
    assertThat(cadre.get("/api/session").isDone()).isTrue();
    assertThat(county.as("admin").command("access.close-account", Map.of("accountId", id)).isDone())
        .isTrue();

    Map<String, Object> request = county.request();
    UUID upload = Ids.next();
    for (Answer answer :
        List.of(
            cadre.get("/api/orders"),
            cadre.command("order.place", request),
            cadre.upload(upload, latin("x"), "x.png"))) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.code()).isEqualTo("access.not-signed-in");
    }
    assertThat(Traces.of((UUID) request.get("orderId"))).isEmpty();
    assertThat(filesOf(upload)).isEmpty();
  }

  @Test
  void aReplayedCommand() {
    UUID order = county.placed();
    UUID id = Ids.next();
    Map<String, Object> note = Map.of("orderId", order, "text", "他家在桥头");
    Answer first = county.clerk().command(id, "order.note", note);
    long after = version(order);
    Answer again = county.clerk().command(id, "order.note", note);
    Answer stolen = county.dispatcher().command(id, "order.note", note);
    Answer changed =
        county.clerk().command(id, "order.note", Map.of("orderId", order, "text", "换了话"));

    assertThat(first.isDone()).isTrue();
    assertThat(again.body().get("replayed").asBoolean()).isTrue();
    assertThat(stolen.code()).isEqualTo("command.id-reused");
    assertThat(changed.code()).isEqualTo("command.id-reused");
    assertThat(version(order)).isEqualTo(after);
  }

  @Test
  void pathTricks() {
    for (String path :
        List.of(
            "/api/attachments/..%2f..%2fetc%2fpasswd/state",
            "/api/orders/..%2f..%2fsession",
            "/desk/..%2f..%2f..%2fetc%2fpasswd",
            "/desk/%2e%2e/%2e%2e/etc/passwd",
            "/field/..%5c..%5cwindows")) {
      var answer = county.clerk().download(path);
      assertThat(answer.statusCode()).as(path).isBetween(400, 404);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("root:");
    }
    UUID id = Ids.next();
    Answer upload = county.clerk().upload(id, latin("%PDF-1.7 no"), "..%2F..%2F" + id + "%00.pdf");
    assertThat(upload.code()).isEqualTo("attachment.type");
    assertThat(filesOf(id)).isEmpty();
  }

  @Test
  void aKindWhoseStagesFollowEachOtherInACircle() {
    String code = "circle-" + Ids.next().toString().substring(24);
    ObjectNode kind =
        mapper.valueToTree(catalogue.find(new RealmId(1), "public-facility").orElseThrow());
    kind.put("code", code);
    ArrayNode stages = kind.putArray("stages");
    stages.add(stage("look", "ask"));
    stages.add(stage("ask", "look"));
    Answer answer =
        county
            .as("admin")
            .command("catalogue.adopt-kind", Map.of("kind", mapper.treeToValue(kind, Map.class)));

    assertThat(answer.code()).isEqualTo("catalogue.stage-cycle");
    assertThat(answer.text("field")).contains("stages.look.follows");
    assertThat(catalogue.find(new RealmId(1), code)).isEmpty();
  }

  private ObjectNode stage(String code, String follows) {
    ObjectNode stage = mapper.createObjectNode();
    stage.put("code", code).put("follows", follows).put("after", "PT168H");
    stage.putObject("name").put("zh", "回看").put("en", "Look again");
    stage.putObject("task").put("zh", "看一看").put("en", "Look");
    return stage;
  }

  /** A request with these changes is refused, and its order is nowhere. */
  private void refusedPlacement(Map<String, ?> changes, String code, String field) {
    Map<String, Object> request = county.request();
    request.putAll(changes);
    refused("order.place", request, code, field);
    assertThat(Traces.of((UUID) request.get("orderId"))).isEmpty();
  }

  private void refused(String type, Map<String, ?> body, String code, String field) {
    Api who = type.startsWith("order.place") ? county.clerk() : county.dispatcher();
    UUID id = Ids.next();
    Answer answer = who.command(id, type, body);
    assertThat(answer.code()).as("%s %s", type, answer).isEqualTo(code);
    if (field != null) {
      assertThat(answer.text("field")).isEqualTo(field);
    }
    assertThat(done(id)).isZero();
  }

  private static int done(UUID command) {
    return Sql.owner()
        .sql("select count(*) from command.command where id = :id and problem is null")
        .param("id", command)
        .query(Integer.class)
        .single();
  }

  private String state(UUID order) {
    return county.dispatcher().get("/api/orders/" + order).text("card.state");
  }

  private static long version(UUID order) {
    return Sql.owner()
        .sql("select version from orders.orders where realm = 1 and id = :id")
        .param("id", order)
        .query(Long.class)
        .single();
  }

  private List<Path> filesOf(UUID id) {
    if (!Files.isDirectory(files)) {
      return new ArrayList<>();
    }
    try (Stream<Path> all = Files.walk(files)) {
      return all.filter(path -> path.toString().contains(id.toString())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}

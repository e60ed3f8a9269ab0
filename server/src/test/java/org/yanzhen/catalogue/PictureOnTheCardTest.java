package org.yanzhen.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** A person says yes to a picture on their card, and later no. */
@YanzhenTest
class PictureOnTheCardTest {

  @Autowired County county;

  private final List<UUID> made = new ArrayList<>();

  /** Nobody of these is left to be chosen by other tests. */
  @AfterEach
  void gone() {
    made.forEach(person -> register(person, false));
  }

  @Test
  void aPictureIsOnTheCardWhileThePersonAgreesAndCardsThatAreOutAreListed() {
    UUID person = registered();
    note(person);
    assertThat(stale(person)).isEmpty();

    UUID portrait = kept(person);
    assertThat(card(person).at("/portrait/id").asString()).isEqualTo(portrait.toString());
    assertThat(card(person).at("/portrait/consentedOn").asString()).isEqualTo("2024-05-06");
    JsonNode first = stale(person).orElseThrow().at("/lines/0");
    assertThat(first.get("what").asString()).isEqualTo("PORTRAIT");
    note(person);
    assertThat(stale(person)).isEmpty();

    HttpResponse<byte[]> face = see(county.dispatcher(), portrait);
    assertThat(face.statusCode()).isEqualTo(200);
    assertThat(face.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(face.headers().firstValue("Cache-Control")).hasValue("no-store");

    Map<String, Object> withdraw = Map.of("personId", person);
    assertThat(county.dispatcher().command("catalogue.withdraw-portrait", withdraw).isDone())
        .isTrue();
    assertThat(card(person).has("portrait") && !card(person).get("portrait").isNull()).isFalse();
    JsonNode gone = stale(person).orElseThrow().at("/lines/0");
    assertThat(gone.get("what").asString()).isEqualTo("PORTRAIT");
    assertThat(gone.get("before").asString()).isEqualTo(portrait.toString());
    assertThat(see(county.dispatcher(), portrait).statusCode()).isEqualTo(404);
    assertThat(county.dispatcher().command("catalogue.withdraw-portrait", withdraw).code())
        .isEqualTo("catalogue.portrait-unknown");
    assertThat(
            Sql.owner()
                .sql(
                    """
                    select p.ended_why || ' ' || (a.named_at is null) from catalogue.portrait p
                    join command.attachment a on a.realm = p.realm and a.id = p.attachment_id where p.id = :id
                    """)
                .param("id", portrait)
                .query(String.class)
                .single())
        .as("the proof stays, the bytes are nobody's any more")
        .isEqualTo("WITHDRAWN true");
  }

  @Test
  void anotherPictureTakesThePlaceOfTheFirst() {
    UUID person = registered();
    UUID first = kept(person);
    note(person);
    UUID second = kept(person);
    assertThat(card(person).at("/portrait/id").asString()).isEqualTo(second.toString());
    assertThat(see(county.dispatcher(), first).statusCode()).isEqualTo(404);
    JsonNode line = stale(person).orElseThrow().at("/lines/0");
    assertThat(line.get("before").asString()).isEqualTo(first.toString());
    assertThat(line.get("now").asString()).isEqualTo(second.toString());
  }

  @Test
  void onlyTheAdministratorUploadsAndOnlyWhoeverPrintsSees() {
    UUID person = registered();
    UUID portrait = kept(person);
    assertThat(see(county.nobody(), portrait).statusCode()).isEqualTo(401);
    assertThat(see(county.clerk(), portrait).statusCode()).isEqualTo(403);
    assertThat(see(county.as("worker1"), portrait).statusCode()).isEqualTo(403);
    assertThat(
            county
                .clerk()
                .command("catalogue.withdraw-portrait", Map.of("personId", person))
                .code())
        .isEqualTo("access.forbidden");
    Api dispatcher = county.dispatcher();
    UUID theirs = uploaded(dispatcher);
    assertThat(keep(dispatcher, Ids.next(), person, theirs, "2024-05-06").code())
        .isEqualTo("access.forbidden");
    assertThat(keep(county.as("admin"), Ids.next(), person, theirs, "2024-05-06").code())
        .as("somebody else's upload")
        .isEqualTo("attachment.not-found");
    assertThat(county.nobody().download("/api/attachments/" + portrait).statusCode())
        .isNotEqualTo(200);
  }

  @Test
  void aFileThatIsNoPictureADayToComeAndAPictureNamedElsewhereAreRefused() {
    UUID person = registered();
    Api admin = county.as("admin");
    UUID file = Ids.next();
    Answer pdf =
        admin.upload(
            file,
            "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
            "a.pdf");
    assertThat(pdf.status()).isIn(200, 422, 415, 400);
    assertThat(keep(admin, Ids.next(), person, file, "2024-05-06").isDone()).isFalse();

    UUID picture = uploaded(admin);
    Answer future = keep(admin, Ids.next(), person, picture, "2090-01-01");
    assertThat(future.text("field")).isEqualTo("body.consentedOn");
    UUID portrait = Ids.next();
    assertThat(keep(admin, portrait, person, picture, "2024-05-06").isDone()).isTrue();
    assertThat(keep(admin, Ids.next(), person, picture, "2024-05-06").code())
        .as("one upload is one picture")
        .isEqualTo("attachment.not-found");
    assertThat(keep(admin, portrait, person, uploaded(admin), "2024-05-06").code())
        .isEqualTo("catalogue.portrait-exists");
  }

  private String name(UUID person) {
    return "像上人" + person.toString().substring(30);
  }

  private UUID registered() {
    UUID person = Ids.next();
    made.add(person);
    register(person, true);
    return person;
  }

  private void register(UUID person, boolean active) {
    Map<String, Object> held = new HashMap<>();
    held.put("title", "农技员");
    held.put("organisation", "agri-centre");
    held.put("divisionId", county.village().id());
    held.put("serving", true);
    held.put("from", "2024-01-01");
    Map<String, Object> body = new HashMap<>();
    body.put("personId", person);
    body.put("name", name(person));
    body.put("phone", "13900007777");
    body.put("divisionId", county.village().id());
    body.put("synthetic", true);
    body.put("active", active);
    body.put("posts", List.of(held));
    Answer answer = county.as("admin").command("people.register-person", body);
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
  }

  private UUID kept(UUID person) {
    UUID portrait = Ids.next();
    Answer answer =
        keep(county.as("admin"), portrait, person, uploaded(county.as("admin")), "2024-05-06");
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
    return portrait;
  }

  private static Answer keep(Api api, UUID portrait, UUID person, UUID attachment, String on) {
    return api.command(
        "catalogue.keep-portrait",
        Map.of(
            "portraitId",
            portrait,
            "personId",
            person,
            "attachmentId",
            attachment,
            "consentedOn",
            on,
            "consent",
            "PAPER"));
  }

  private static UUID uploaded(Api api) {
    UUID id = Ids.next();
    Answer answer = api.upload(id, face("jpeg"), "face.jpg");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return id;
  }

  /** A made-up face. */
  private static byte[] face(String format) {
    BufferedImage image = new BufferedImage(300, 380, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(new Color(0xd8e3e8));
    pen.fillRect(0, 0, 300, 380);
    pen.setColor(new Color(ThreadLocalRandom.current().nextInt(0x8a6a50, 0x8a6aff)));
    pen.fillOval(80, 70, 140, 180);
    pen.fillRect(50, 280, 200, 100);
    pen.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private HttpResponse<byte[]> see(Api api, UUID portrait) {
    return api.download(
        "/api/catalogue/cards/portraits/" + portrait + "?division=" + county.village().id());
  }

  private JsonNode card(UUID person) {
    return county
        .dispatcher()
        .get("/api/catalogue/cards?division=" + county.village().id())
        .body()
        .get("cards")
        .valueStream()
        .filter(card -> card.get("personId").asString().equals(person.toString()))
        .findAny()
        .orElseThrow();
  }

  private void note(UUID person) {
    Answer answer =
        county
            .dispatcher()
            .command(
                "catalogue.note-printed-cards",
                Map.of(
                    "divisionId",
                    county.village().id(),
                    "language",
                    "EN",
                    "cards",
                    List.of(
                        Map.of("personId", person, "mark", card(person).get("mark").asString()))));
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
  }

  private Optional<JsonNode> stale(UUID person) {
    return county
        .dispatcher()
        .get("/api/catalogue/cards/stale?division=" + county.village().id())
        .body()
        .get("items")
        .valueStream()
        .filter(card -> card.get("personId").asString().equals(person.toString()))
        .findAny();
  }
}

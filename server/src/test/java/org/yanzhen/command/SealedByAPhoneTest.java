package org.yanzhen.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.util.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.WideKind;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.json.JsonMapper;

@YanzhenTest
class SealedByAPhoneTest {

  @Autowired County county;
  @Autowired JsonMapper mapper;
  @Autowired Catalogue catalogue;
  @Autowired InstantSource clock;

  @Test
  void entriesAreCarriedOutInTheOrderOfTheLogWhateverOrderTheyCameIn() throws Exception {
    UUID order = county.open();
    UUID device = Ids.next();
    Api worker = county.as("worker2");
    Map<String, Object> claim =
        entry(worker, device, 1, "dispatch.claim", Map.of("orderId", order));
    Map<String, Object> start = entry(worker, device, 2, "order.start", Map.of("orderId", order));
    Map<String, Object> report =
        entry(worker, device, 3, "order.report", Map.of("orderId", order, "text", "在村里没有信号时办好的"));

    Answer answer =
        worker.post("/api/commands/sealed", Map.of("entries", List.of(report, claim, start)));
    Answer again =
        worker.post("/api/commands/sealed", Map.of("entries", List.of(report, claim, start)));

    assertThat(answer.body().get("outcomes"))
        .extracting(outcome -> outcome.get("status").asString())
        .containsOnly("done");
    assertThat(again.body().get("outcomes"))
        .extracting(outcome -> outcome.get("replayed").asBoolean())
        .containsOnly(true);
    assertThat(county.clerk().get("/api/orders/" + order).text("card.state")).isEqualTo("REPORTED");
  }

  @Test
  void anEntryMovedToAnotherPlaceOfTheLogDoesNotOpen() throws Exception {
    UUID order = county.open();
    UUID device = Ids.next();
    Api worker = county.as("worker2");
    Map<String, Object> moved =
        new HashMap<>(entry(worker, device, 1, "dispatch.claim", Map.of("orderId", order)));
    moved.put("seq", 2);

    Answer answer = worker.post("/api/commands/sealed", Map.of("entries", List.of(moved)));

    assertThat(answer.text("outcomes.0.problem.code")).isEqualTo("command.seal-broken");
  }

  @Test
  void anEntryDoesNotOpenUnderAnotherAccount() throws Exception {
    Map<String, Object> taken =
        entry(
            county.as("worker2"),
            Ids.next(),
            1,
            "dispatch.claim",
            Map.of("orderId", county.open()));

    Answer answer =
        county.as("worker3").post("/api/commands/sealed", Map.of("entries", List.of(taken)));

    assertThat(answer.text("outcomes.0.problem.code")).isEqualTo("command.seal-broken");
  }

  @Test
  void onlyThePhonesLogMayNameWhatIsStillOnItsWay() throws Exception {
    WideKind.adopt(county, catalogue, clock);
    Api worker = county.as("worker2");
    Map<String, Object> order = new HashMap<>(county.request());
    order.put("kind", WideKind.CODE);
    order.put("source", "FIELD");
    order.put("divisionId", worker.get("/api/session").body().get("divisionId").asInt());
    order.put("fields", Map.of("said", Ids.next().toString()));
    String said =
        mapper.writeValueAsString(Map.of("id", Ids.next(), "type", "order.place", "body", order));

    Answer claimed = worker.send("POST", "/api/commands", said, Map.of("X-Yanzhen-Face", "field"));
    assertThat(claimed.code()).isEqualTo("attachment.not-found");

    order.put("orderId", Ids.next());
    Answer logged =
        worker.post(
            "/api/commands/sealed",
            Map.of("entries", List.of(entry(worker, Ids.next(), 1, "order.place", order))));
    assertThat(logged.text("outcomes.0.status")).as("%s", logged).isEqualTo("done");
  }

  @Test
  void nobodyTakesAPlaceInAnothersLog() throws Exception {
    UUID order = county.open();
    UUID device = Ids.next();
    Map<String, Object> refused =
        entry(county.as("worker3"), device, 1, "dispatch.claim", Map.of("orderId", Ids.next()));
    Map<String, Object> own =
        entry(county.as("worker2"), device, 1, "dispatch.claim", Map.of("orderId", order));
    county.as("worker3").post("/api/commands/sealed", Map.of("entries", List.of(refused)));

    Answer answer =
        county.as("worker2").post("/api/commands/sealed", Map.of("entries", List.of(own)));

    assertThat(answer.text("outcomes.0.status")).isEqualTo("done");
  }

  private Map<String, Object> entry(
      Api who, UUID device, long seq, String type, Map<String, ?> body) throws Exception {
    var key = who.get("/api/session").body().get("sealingKey");
    String account = who.get("/api/session").text("accountId");
    int realm = who.get("/api/session").body().get("realm").asInt();
    HpkePublicKey publicKey =
        HpkePublicKey.create(
            HpkeParameters.builder()
                .setKemId(HpkeParameters.KemId.DHKEM_P256_HKDF_SHA256)
                .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                .setVariant(HpkeParameters.Variant.NO_PREFIX)
                .build(),
            Bytes.copyFrom(Base64.getDecoder().decode(key.get("publicKey").asString())),
            null);
    HybridEncrypt seal =
        KeysetHandle.newBuilder()
            .addEntry(KeysetHandle.importKey(publicKey).withRandomId().makePrimary())
            .build()
            .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class);
    UUID id = Ids.next();
    byte[] envelope =
        mapper.writeValueAsBytes(
            Map.of(
                "id",
                id,
                "type",
                type,
                "body",
                body,
                "device",
                device,
                "seq",
                seq,
                "recordedAt",
                "2026-11-20T08:00:00Z"));
    byte[] sealed =
        seal.encrypt(
            envelope,
            "yanzhen/command/1/%d/%s/%s/%d"
                .formatted(realm, account, device, seq)
                .getBytes(StandardCharsets.UTF_8));
    return Map.of(
        "id",
        id,
        "device",
        device,
        "seq",
        seq,
        "kid",
        key.get("kid").asString(),
        "sealed",
        Base64.getEncoder().encodeToString(sealed));
  }
}

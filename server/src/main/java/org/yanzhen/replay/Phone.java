package org.yanzhen.replay;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.util.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.yanzhen.access.ApiClient.Account;
import org.yanzhen.access.ApiClient.SealedEntry;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.OutcomeView;
import org.yanzhen.shared.Ids;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The phone of somebody who serves: its own log with its own numbers, and a network that comes and
 * goes.
 */
final class Phone {

  /** How a stretch of the log reaches the house. */
  enum Network {
    /** At once, entry by entry. */
    GOOD,
    /** All of it later, in one piece. */
    LATE,
    /** The answer is lost, so all of it is sent again. */
    TWICE,
    /** Sealed, the entries in any order. */
    SEALED
  }

  private final Account owner;
  private final JsonMapper mapper;
  private final Random random;
  private final UUID device = Ids.next();
  private final AtomicLong seq = new AtomicLong();
  private final HybridEncrypt seal;

  Phone(Account owner, JsonMapper mapper, long seed) {
    this.owner = owner;
    this.mapper = mapper;
    this.random = new Random(seed ^ Company.personOf(owner).hashCode());
    this.seal = sealing(owner.session().required("sealingKey"));
  }

  Account owner() {
    return owner;
  }

  /** Writes an entry into the log, as of a moment; it is not sent yet. */
  Envelope write(String type, Map<String, ?> body, Instant at) {
    return new Envelope(
        Ids.next(), type, mapper.valueToTree(body), null, device, seq.incrementAndGet(), at, null);
  }

  /** Sends entries in their order; answers in the order of the entries. */
  List<OutcomeView> send(List<Envelope> entries, Network network) {
    return switch (network) {
      case GOOD, LATE -> owner.submitAll(entries);
      case TWICE -> {
        List<OutcomeView> lost = owner.submitAll(entries);
        List<OutcomeView> again = owner.submitAll(entries);
        for (int i = 0; i < entries.size(); i++) {
          if (!again.get(i).replayed() || again.get(i).status() != lost.get(i).status()) {
            throw new IllegalStateException(
                "sent twice, answered differently: " + entries.get(i).id());
          }
        }
        yield again;
      }
      case SEALED -> {
        List<SealedEntry> sealed = new ArrayList<>();
        for (Envelope entry : entries) {
          sealed.add(seal(entry));
        }
        synchronized (random) {
          Collections.shuffle(sealed, random);
        }
        // The house carries them out in the order of the log.
        yield owner.submitSealed(sealed);
      }
    };
  }

  private SealedEntry seal(Envelope entry) {
    JsonNode session = owner.session();
    long place = Objects.requireNonNull(entry.seq());
    String info =
        "yanzhen/command/1/%s/%s/%s/%d"
            .formatted(
                session.required("realm").asInt(),
                session.required("accountId").asString(),
                device,
                place);
    try {
      byte[] cipher =
          seal.encrypt(mapper.writeValueAsBytes(entry), info.getBytes(StandardCharsets.UTF_8));
      return new SealedEntry(
          entry.id(),
          device,
          place,
          session.required("sealingKey").required("kid").asString(),
          Base64.getEncoder().encodeToString(cipher));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @AccessesPartialKey
  private static HybridEncrypt sealing(JsonNode key) {
    try {
      HpkePublicKey publicKey =
          HpkePublicKey.create(
              HpkeParameters.builder()
                  .setKemId(HpkeParameters.KemId.DHKEM_P256_HKDF_SHA256)
                  .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                  .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                  .setVariant(HpkeParameters.Variant.NO_PREFIX)
                  .build(),
              Bytes.copyFrom(Base64.getDecoder().decode(key.required("publicKey").asString())),
              null);
      return KeysetHandle.newBuilder()
          .addEntry(KeysetHandle.importKey(publicKey).withRandomId().makePrimary())
          .build()
          .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.yanzhen.access;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.prf.HmacPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Vault;

/**
 * Custody of keys: each realm has its own, wrapped by the installation's master key, which lies in
 * the keys folder and never in the database. A stolen dump without that folder shows no phone
 * number.
 */
@Service
class RealmKeys implements Vault {

  static final String SUITE = "DHKEM_P256_HKDF_SHA256/HKDF_SHA256/AES_256_GCM";

  /**
   * The key phones seal their commands to.
   *
   * @param publicKey Base64 of the uncompressed P-256 point
   */
  public record SealingKey(String kid, String suite, String publicKey) {}

  private record Keys(Aead aead, PrfSet prf, HybridDecrypt hybrid, SealingKey sealing) {}

  private final JdbcClient jdbc;
  private final RealmTransactions transactions;
  private final Aead master;
  private final Map<RealmId, Keys> cache = new ConcurrentHashMap<>();

  RealmKeys(JdbcClient jdbc, RealmTransactions transactions, @Value("${yanzhen.keys}") Path folder)
      throws GeneralSecurityException {
    AeadConfig.register();
    HybridConfig.register();
    PrfConfig.register();
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.master = masterKey(folder);
  }

  /** Makes the realm's keys, inside the transaction that opens it. */
  void create(RealmId realm) {
    try {
      insert(realm, "aead", KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
      insert(
          realm,
          "prf",
          KeysetHandle.generateNew(
              HmacPrfParameters.builder()
                  .setKeySizeBytes(32)
                  .setHashType(HmacPrfParameters.HashType.SHA256)
                  .build()));
      insert(
          realm,
          "hpke",
          KeysetHandle.generateNew(
              HpkeParameters.builder()
                  .setKemId(HpkeParameters.KemId.DHKEM_P256_HKDF_SHA256)
                  .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                  .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                  .setVariant(HpkeParameters.Variant.NO_PREFIX)
                  .build()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  SealingKey sealingKey(RealmId realm) {
    return keys(realm).sealing();
  }

  @Override
  public byte @Nullable [] encrypt(RealmId realm, @Nullable String plain, String context) {
    if (plain == null) {
      return null;
    }
    try {
      return keys(realm).aead().encrypt(utf8(plain), utf8(context));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public @Nullable String decrypt(RealmId realm, byte @Nullable [] cipher, String context) {
    if (cipher == null) {
      return null;
    }
    try {
      return new String(keys(realm).aead().decrypt(cipher, utf8(context)), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new SecurityException("not encrypted by this realm for " + context, e);
    }
  }

  @Override
  public byte[] blindIndex(RealmId realm, String plain, String context) {
    return sign(realm, utf8(plain), "blind/" + context);
  }

  @Override
  public byte[] sign(RealmId realm, byte[] value, String context) {
    byte[] name = utf8(context);
    byte[] input = new byte[name.length + 1 + value.length];
    System.arraycopy(name, 0, input, 0, name.length);
    System.arraycopy(value, 0, input, name.length + 1, value.length);
    try {
      return keys(realm).prf().computePrimary(input, 32);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] open(RealmId realm, byte[] sealed, String info) {
    try {
      return keys(realm).hybrid().decrypt(sealed, utf8(info));
    } catch (GeneralSecurityException e) {
      throw new SecurityException("not sealed to this realm for " + info, e);
    }
  }

  private Keys keys(RealmId realm) {
    Keys known = cache.get(realm);
    if (known != null) {
      return known;
    }
    Keys loaded = transactions.read(realm, () -> load(realm));
    // Keys that are just being made may still roll back.
    RealmTransactions.afterCommit(() -> cache.put(realm, loaded));
    return loaded;
  }

  @AccessesPartialKey // the public point goes to every phone
  private Keys load(RealmId realm) {
    try {
      KeysetHandle hpke = keyset(realm, "hpke");
      HpkePublicKey publicKey = (HpkePublicKey) hpke.getPublicKeysetHandle().getPrimary().getKey();
      byte[] point = publicKey.getPublicKeyBytes().toByteArray();
      String kid =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(AccountStore.sha256(point))
              .substring(0, 12);
      return new Keys(
          keyset(realm, "aead").getPrimitive(RegistryConfiguration.get(), Aead.class),
          keyset(realm, "prf").getPrimitive(RegistryConfiguration.get(), PrfSet.class),
          hpke.getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class),
          new SealingKey(kid, SUITE, Base64.getEncoder().encodeToString(point)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the keys of realm " + realm + " do not open with this installation's master key", e);
    }
  }

  private KeysetHandle keyset(RealmId realm, String purpose) throws GeneralSecurityException {
    byte[] wrapped =
        jdbc.sql("select wrapped from access.realm_key where realm = :realm and purpose = :purpose")
            .param("realm", realm.value())
            .param("purpose", purpose)
            .query((rs, n) -> rs.getBytes("wrapped"))
            .optional()
            .orElseThrow(() -> new IllegalStateException("realm " + realm + " has no keys"));
    return TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, master, utf8(realm + "/" + purpose));
  }

  private void insert(RealmId realm, String purpose, KeysetHandle keyset)
      throws GeneralSecurityException {
    jdbc.sql(
            "insert into access.realm_key (realm, purpose, wrapped) values (:realm, :purpose, :wrapped)")
        .param("realm", realm.value())
        .param("purpose", purpose)
        .param(
            "wrapped",
            TinkProtoKeysetFormat.serializeEncryptedKeyset(
                keyset, master, utf8(realm + "/" + purpose)))
        .update();
  }

  private static Aead masterKey(Path folder) throws GeneralSecurityException {
    Path file = folder.resolve("master.json");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(folder);
        makeMasterKey(file);
      }
      return TinkJsonProtoKeysetFormat.parseKeyset(
              Files.readString(file), InsecureSecretKeyAccess.get())
          .getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whole and on disk before any realm's keys are wrapped with it: a power cut between the two
   * would leave a county whose names and numbers nobody can ever read.
   */
  private static void makeMasterKey(Path file) throws GeneralSecurityException, IOException {
    KeysetHandle fresh = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
    Path half = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(half);
    try (FileChannel channel =
        FileChannel.open(
            half,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes =
          ByteBuffer.wrap(
              utf8(
                  TinkJsonProtoKeysetFormat.serializeKeyset(fresh, InsecureSecretKeyAccess.get())));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    // A new name is safe only once its folder is, and so is the folder's own.
    Path keys = Objects.requireNonNull(file.toAbsolutePath().getParent());
    for (Path folder : List.of(keys, Objects.requireNonNull(keys.getParent()))) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

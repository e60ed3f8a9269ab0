package org.yanzhen.shared;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The realm's keys at work. An interface because keys are kept by {@code access}, above rooms that
 * need them.
 *
 * <p>Every method throws {@link IllegalStateException} when the realm has no keys, and {@link
 * SecurityException} when a ciphertext was not made by this realm for this context.
 */
public interface Vault {

  /**
   * Encrypts text; {@code context} (table, column, row) is bound in, so a value cannot be moved to
   * another row.
   */
  byte @Nullable [] encrypt(RealmId realm, @Nullable String plain, String context);

  @Nullable String decrypt(RealmId realm, byte @Nullable [] cipher, String context);

  /** A keyed hash to look an encrypted value up by equality. */
  byte[] blindIndex(RealmId realm, String plain, String context);

  /** A keyed hash that proves this realm made the value, e.g. the token of a receipt. */
  byte[] sign(RealmId realm, byte[] value, String context);

  /**
   * The id that always belongs to this name in this realm, and that nobody outside can reckon: an
   * id the system gives is not to be taken by somebody else first, nor guessed to learn whether it
   * is there (RFC 9562, version 8).
   */
  default UUID id(RealmId realm, String name) {
    ByteBuffer bits = ByteBuffer.wrap(sign(realm, name.getBytes(StandardCharsets.UTF_8), "id"));
    long high = (bits.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
    long low = (bits.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /**
   * Opens what a phone sealed to the realm's public key (HPKE, RFC 9180, base mode); {@code info}
   * as the phone gave it.
   */
  byte[] open(RealmId realm, byte[] sealed, String info);
}

package org.yanzhen.shared;

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
   * Opens what a phone sealed to the realm's public key (HPKE, RFC 9180, base mode); {@code info}
   * as the phone gave it.
   */
  byte[] open(RealmId realm, byte[] sealed, String info);
}

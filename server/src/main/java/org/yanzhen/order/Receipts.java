package org.yanzhen.order;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;

/**
 * The token on a receipt: the order's id and a keyed hash of it. Whoever holds the paper, the QR or
 * the link is the requester; nothing is stored, and nobody can make one without the realm's key.
 */
@Service
public class Receipts {

  private static final int MAC_BYTES = 12;

  /** What a token opens. */
  public record Receipt(RealmId realm, UUID orderId) {}

  private final Vault vault;

  Receipts(Vault vault) {
    this.vault = vault;
  }

  /** The path of the order's page at the door, e.g. {@code /o/1.AZq…}. */
  public String path(RealmId realm, UUID orderId) {
    return "/o/" + realm + "." + token(realm, orderId);
  }

  public Optional<Receipt> read(String realmAndToken) {
    int dot = realmAndToken.indexOf('.');
    if (dot < 1 || realmAndToken.length() > 60) {
      return Optional.empty();
    }
    try {
      RealmId realm = new RealmId(Integer.parseInt(realmAndToken.substring(0, dot)));
      byte[] bytes = Base64.getUrlDecoder().decode(realmAndToken.substring(dot + 1));
      if (bytes.length != 16 + MAC_BYTES) {
        return Optional.empty();
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      UUID orderId = new UUID(buffer.getLong(), buffer.getLong());
      boolean ours =
          MessageDigest.isEqual(Arrays.copyOfRange(bytes, 16, bytes.length), mac(realm, orderId));
      return ours ? Optional.of(new Receipt(realm, orderId)) : Optional.empty();
    } catch (IllegalArgumentException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  private String token(RealmId realm, UUID orderId) {
    ByteBuffer buffer = ByteBuffer.allocate(16 + MAC_BYTES);
    buffer.put(bytes(orderId)).put(mac(realm, orderId));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
  }

  private byte[] mac(RealmId realm, UUID orderId) {
    return Arrays.copyOf(vault.sign(realm, bytes(orderId), "orders.receipt"), MAC_BYTES);
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}

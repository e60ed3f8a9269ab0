package org.yanzhen.order;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;

/**
 * The token on a receipt: the order's id and a keyed hash of it. Whoever holds the paper, the QR or
 * the link is the requester; no token is stored, and nobody can make one without the realm's key.
 *
 * <p>When the matter passes from a proxy to the principal, receipts are made in a new generation,
 * named in the token; those of older ones still read, or open nothing.
 */
@Service
public class Receipts {

  private static final int MAC_BYTES = 12;

  /**
   * What a token opens.
   *
   * @param path the page of this very token
   * @param acts whether its holder is the requester; else it may only be read
   */
  public record Receipt(RealmId realm, UUID orderId, String path, boolean acts) {}

  private final Vault vault;
  private final ReceiptHolders holders;

  Receipts(Vault vault, ReceiptHolders holders) {
    this.vault = vault;
    this.holders = holders;
  }

  /** The path of the order's page at the door, e.g. {@code /o/1.AZq…}. */
  public String path(RealmId realm, UUID orderId) {
    return "/o/" + realm + "." + token(realm, orderId, holders.generation(realm, orderId));
  }

  /**
   * Empty for what is no receipt.
   *
   * @throws ProblemException order.receipt-over, when its holder was a proxy whose time is over
   */
  public Optional<Receipt> read(String realmAndToken) {
    int dot = realmAndToken.indexOf('.');
    if (dot < 1 || realmAndToken.length() > 60) {
      return Optional.empty();
    }
    try {
      RealmId realm = new RealmId(Integer.parseInt(realmAndToken.substring(0, dot)));
      byte[] bytes = Base64.getUrlDecoder().decode(realmAndToken.substring(dot + 1));
      int generation = bytes.length == 16 + MAC_BYTES + 1 ? bytes[16 + MAC_BYTES] : 0;
      if (generation < 0 || bytes.length != length(generation)) {
        return Optional.empty();
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      UUID orderId = new UUID(buffer.getLong(), buffer.getLong());
      boolean ours =
          MessageDigest.isEqual(
              Arrays.copyOfRange(bytes, 16, 16 + MAC_BYTES), mac(realm, orderId, generation));
      return ours ? open(realm, orderId, generation, "/o/" + realmAndToken) : Optional.empty();
    } catch (IllegalArgumentException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  private Optional<Receipt> open(RealmId realm, UUID orderId, int generation, String path) {
    return switch (holders.holding(realm, orderId, generation)) {
      case ACTS -> Optional.of(new Receipt(realm, orderId, path, true));
      case READS -> Optional.of(new Receipt(realm, orderId, path, false));
      case NOTHING -> Optional.empty();
      case OVER -> throw new ProblemException(ProblemCode.ORDER_RECEIPT_OVER);
    };
  }

  private String token(RealmId realm, UUID orderId, int generation) {
    ByteBuffer buffer = ByteBuffer.allocate(length(generation));
    buffer.put(bytes(orderId)).put(mac(realm, orderId, generation));
    if (generation > 0) {
      buffer.put((byte) generation);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
  }

  /** The first generation is not named: receipts printed before there was another stay good. */
  private static int length(int generation) {
    return 16 + MAC_BYTES + (generation > 0 ? 1 : 0);
  }

  private byte[] mac(RealmId realm, UUID orderId, int generation) {
    byte[] signed = bytes(orderId);
    if (generation > 0) {
      signed = Arrays.copyOf(signed, signed.length + 1);
      signed[signed.length - 1] = (byte) generation;
    }
    return Arrays.copyOf(vault.sign(realm, signed, "orders.receipt"), MAC_BYTES);
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}

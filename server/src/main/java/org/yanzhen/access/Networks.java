package org.yanzhen.access;

import org.jspecify.annotations.Nullable;

/**
 * Addresses made coarse: enough to see where a command came from, too little to name a household.
 */
public final class Networks {

  private Networks() {}

  /** IPv4 to /24, IPv6 to /48; null for what is neither. */
  public static @Nullable String coarse(@Nullable String address) {
    if (address == null) {
      return null;
    }
    int lastDot = address.lastIndexOf('.');
    if (lastDot > 0 && address.indexOf(':') < 0) {
      return address.substring(0, lastDot) + ".0/24";
    }
    if (address.indexOf(':') < 0) {
      return null;
    }
    try {
      byte[] bytes = java.net.InetAddress.ofLiteral(address).getAddress();
      if (bytes.length != 16) {
        return null;
      }
      return "%x:%x:%x::/48"
          .formatted(
              ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff),
              ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff),
              ((bytes[4] & 0xff) << 8) | (bytes[5] & 0xff));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

package org.yanzhen.door;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Addresses of the door's own files, with a mark of their content: so a phone may keep them for
 * good.
 */
@Component
class Assets {

  private final Map<String, String> addresses = new ConcurrentHashMap<>();

  String address(String name) {
    return addresses.computeIfAbsent(name, Assets::marked);
  }

  private static String marked(String name) {
    CRC32 sum = new CRC32();
    try {
      sum.update(new ClassPathResource("static/door/" + name).getContentAsByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "/door/" + name + "?v=" + Long.toHexString(sum.getValue());
  }
}

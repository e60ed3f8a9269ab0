package org.yanzhen.door;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Where a printed code leads. A request says itself under which name it came, and whoever makes it
 * may say anything; so a county that prints codes sets its own address, and without one a drawing
 * is only for whoever asked for it.
 */
@Component
class Addresses {

  private final String base;

  Addresses(@Value("${yanzhen.address:}") String base) {
    if (!base.isEmpty() && !base.matches("https?://[A-Za-z0-9.\\-]+(:[0-9]{1,5})?")) {
      throw new IllegalArgumentException(
          "YANZHEN_ADDRESS is like https://yanzhen.example.cn, not " + base);
    }
    this.base = base;
  }

  /** The full address of a path of ours. */
  String of(HttpServletRequest request, String path) {
    return base.isEmpty()
        ? ServletUriComponentsBuilder.fromRequestUri(request)
            .replacePath(path)
            .build()
            .toUriString()
        : base + path;
  }
}

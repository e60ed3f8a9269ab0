package org.yanzhen.door;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.springframework.stereotype.Component;

/** Icons as inline SVG: no request of their own, and they take the colour of their text. */
@Component
class Icons {

  /** Kinds bring their icon's name as data; a name we do not have shows as a list. */
  private static final String FALLBACK = "clipboard-list";

  private final Map<String, String> markup = new HashMap<>();

  Icons() {
    Properties properties = new Properties();
    try (var in =
        new InputStreamReader(
            Objects.requireNonNull(Icons.class.getResourceAsStream("/door/icons.properties")),
            StandardCharsets.UTF_8)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    properties
        .stringPropertyNames()
        .forEach(name -> markup.put(name, properties.getProperty(name)));
  }

  /** Always beside a word, so it is hidden from a screen reader. */
  String svg(String name) {
    String shape = markup.getOrDefault(name, markup.getOrDefault(FALLBACK, ""));
    return "<svg class=\"i\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">" + shape + "</svg>";
  }
}

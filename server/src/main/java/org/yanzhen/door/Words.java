package org.yanzhen.door;

import java.nio.charset.StandardCharsets;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;
import org.yanzhen.shared.Language;

/** The door's texts. */
@Component
class Words {

  private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

  Words() {
    texts.setBasename("i18n/door");
    texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
    texts.setFallbackToSystemLocale(false);
  }

  /**
   * Replaces {@code {0}}, {@code {1}}…; nothing else is special, so a text may hold any apostrophe.
   */
  String say(Language language, String key, Object... values) {
    String text = texts.getMessage(key, null, language.locale());
    for (int i = 0; i < values.length; i++) {
      text = text.replace("{" + i + "}", values[i].toString());
    }
    return text;
  }

  boolean has(Language language, String key) {
    return texts.getMessage(key, null, null, language.locale()) != null;
  }
}

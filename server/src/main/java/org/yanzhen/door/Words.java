package org.yanzhen.door;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;
import org.yanzhen.shared.Language;

/** The door's texts. */
@Component
class Words {

  private static final Pattern PLACE = Pattern.compile("\\{(\\d{1,2})}");

  private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

  Words() {
    texts.setBasename("i18n/door");
    texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
    texts.setFallbackToSystemLocale(false);
  }

  /**
   * Replaces {@code {0}}, {@code {1}}…; nothing else is special, so a text may hold any apostrophe,
   * and what somebody wrote may hold any brackets.
   */
  String say(Language language, String key, Object... values) {
    return filled(texts.getMessage(key, null, language.locale()), values);
  }

  /** In one pass: a value that looks like a place to fill in is left as it is. */
  static String filled(String text, Object... values) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place -> {
              int n = Integer.parseInt(place.group(1));
              return Matcher.quoteReplacement(
                  n < values.length ? values[n].toString() : place.group());
            });
  }

  boolean has(Language language, String key) {
    return texts.getMessage(key, null, null, language.locale()) != null;
  }
}

package org.yanzhen.commitment;

import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;

/** Words in Chinese, and in English where somebody wrote them. */
public record Phrase(String zh, @Nullable String en) {

  public String in(Language language) {
    return language == Language.EN && en != null ? en : zh;
  }

  static Phrase checked(String field, @Nullable Phrase phrase, int maxLength) {
    Phrase there = Checks.present(field, phrase);
    return new Phrase(
        Checks.text(field + ".zh", there.zh(), maxLength),
        // The same in English takes about three times the letters.
        Checks.optionalText(field + ".en", there.en(), 3 * maxLength));
  }
}

package org.yanzhen.catalogue;

import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;

/** Words in both languages. */
public record Text(String zh, String en) {
  public Text {
    zh = Checks.text("zh", zh, 500);
    en = Checks.text("en", en, 500);
  }

  public String in(Language language) {
    return language.pick(zh, en);
  }
}

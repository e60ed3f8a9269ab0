package org.yanzhen.people;

import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.yanzhen.shared.Language;

/**
 * The languages people speak here, sign language among them: those that are shipped and, in the
 * county's own folder, those of every {@code pack: languages}. In which language messages are
 * written is another thing ({@link Language}).
 */
@Component
public final class LanguageList {

  private final Map<String, NamedCodes.Words> names;

  LanguageList(@Value("${yanzhen.packs:}") String folder) {
    this.names = NamedCodes.read("languages", "language", folder);
  }

  /** In the order of the list. */
  public Set<String> codes() {
    return names.keySet();
  }

  public boolean contains(String code) {
    return names.containsKey(code);
  }

  /** One that was taken off the list since is said by its code. */
  public String name(String code, Language language) {
    NamedCodes.Words words = names.get(code);
    return words == null ? code : language.pick(words.zh(), words.en());
  }
}

package org.yanzhen.hall;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which passages of one text stand in another too. */
final class TriagePassages {

  /**
   * A stretch of a text.
   *
   * @param from first character
   * @param to the one after the last
   */
  record Passage(int from, int to) {}

  /** Shorter ones are common words, not a common passage. */
  private static final int SHORTEST = 4;

  private static final int READ = 4_000;

  private TriagePassages() {}

  /** In the order of the text; where two overlap they are one. */
  static List<Passage> common(String text, String other) {
    String one = text.substring(0, Math.min(READ, text.length()));
    String two = other.substring(0, Math.min(READ, other.length()));
    Set<String> pieces = new HashSet<>();
    for (int i = 0; i + SHORTEST <= two.length(); i++) {
      pieces.add(two.substring(i, i + SHORTEST));
    }
    List<Passage> passages = new ArrayList<>();
    int from = -1;
    int to = -1;
    for (int i = 0; i + SHORTEST <= one.length(); i++) {
      String piece = one.substring(i, i + SHORTEST);
      if (!pieces.contains(piece) || piece.chars().noneMatch(Character::isLetter)) {
        continue;
      }
      if (i > to) {
        if (from >= 0) {
          passages.add(new Passage(from, to));
        }
        from = i;
      }
      to = i + SHORTEST;
    }
    if (from >= 0) {
      passages.add(new Passage(from, to));
    }
    return passages;
  }
}

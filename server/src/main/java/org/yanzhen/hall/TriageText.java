package org.yanzhen.hall;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A text as pairs of neighbouring characters: what Chinese words are found by without a dictionary.
 */
final class TriageText {

  /** Who writes longer has said what it is about by then. */
  private static final int READ = 2_000;

  /** The subject says in few words what the text says in many. */
  static final int SUBJECT_COUNTS = 3;

  private TriageText() {}

  /** The pairs with how often they stand there, in the order of their first appearance. */
  static Map<String, Integer> pairs(String subject, String text) {
    Map<String, Integer> pairs = new LinkedHashMap<>();
    add(pairs, subject, SUBJECT_COUNTS);
    add(pairs, text, 1);
    return pairs;
  }

  private static void add(Map<String, Integer> pairs, String text, int times) {
    String read = plain(text);
    for (int i = 0; i + 1 < read.length(); i++) {
      if (isPair(read, i)) {
        pairs.merge(read.substring(i, i + 2), times, Integer::sum);
      }
    }
  }

  static boolean isPair(String text, int at) {
    return Character.isLetterOrDigit(text.charAt(at))
        && Character.isLetterOrDigit(text.charAt(at + 1));
  }

  /** Small letters, the wide forms of letters and digits as the usual ones; of the same length. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder(Math.min(text.length(), READ));
    for (int i = 0; i < text.length() && i < READ; i++) {
      char c = text.charAt(i);
      plain.append(Character.toLowerCase(c >= '！' && c <= '～' ? (char) (c - 0xFEE0) : c));
    }
    return plain.toString();
  }
}

package org.yanzhen.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yanzhen.shared.Checks;

/**
 * Cuts words into the lines of an LED screen. A screen has room for so many Chinese characters; two
 * Latin letters or figures take the room of one. Numbers and Latin words stay whole, and no line
 * begins with a comma or ends with an opening bracket.
 */
final class LedLines {

  static final int NARROWEST = 4;
  static final int WIDEST = 40;

  private static final String OPENING = "【（《“「";
  private static final Pattern PIECE =
      Pattern.compile(
          "["
              + OPENING
              + "]*(?:[\\x21-\\x7E]+|[^\\x20-\\x7E"
              + OPENING
              + "])[，。、；：！？）】》”」]*| +|["
              + OPENING
              + "]+");

  private LedLines() {}

  static List<String> cut(String text, int width) {
    if (width < NARROWEST || width > WIDEST) {
      throw Checks.malformed("width", NARROWEST + " to " + WIDEST);
    }
    int room = 2 * width;
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    Matcher pieces = PIECE.matcher(text.strip());
    while (pieces.find()) {
      String piece = pieces.group();
      if (cells(line) + cells(piece.stripTrailing()) > room && !line.isEmpty()) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
      }
      if (line.isEmpty()) {
        piece = piece.stripLeading();
      }
      // What has no room on a whole line is cut all the same.
      while (cells(piece) > room) {
        int end = 0;
        while (cells(piece.substring(0, end + 1)) <= room) {
          end++;
        }
        lines.add(piece.substring(0, end));
        piece = piece.substring(end);
      }
      line.append(piece);
    }
    if (!line.toString().isBlank()) {
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /** Half widths: what the controller keeps in one byte takes one, everything else two. */
  static int cells(CharSequence text) {
    return text.chars().map(c -> c < 0x80 ? 1 : 2).sum();
  }
}

package org.yanzhen.bench.assign;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is printed, and kept for the report. */
final class Lines {
  private final List<String> printed = new ArrayList<>();

  void print(String format, Object... values) {
    String line = String.format(Locale.ROOT, format, values);
    printed.add(line);
    System.out.println(line);
  }

  String text() {
    return String.join("\n", printed);
  }
}

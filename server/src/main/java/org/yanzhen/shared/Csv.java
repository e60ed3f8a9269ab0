package org.yanzhen.shared;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables that Chinese offices' spreadsheets open, and in which nothing is run. */
public final class Csv {

  /** Without it such a program reads the bytes as GBK. */
  public static final String MARK = "\uFEFF";

  private Csv() {}

  public static String of(Stream<List<String>> rows) {
    return rows.map(row -> row.stream().map(Csv::cell).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\r\n", MARK, "\r\n"));
  }

  /** What begins like a formula is text. */
  public static String cell(String text) {
    String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}

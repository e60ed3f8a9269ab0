package org.yanzhen.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL does for a page of a list, as it says itself in its log. */
final class Plans {

  /** Of so many pages the fullest is shown. */
  private static final int PAGES = 8;

  /** As {@code auto_explain} writes it: every line but the first begins with a tab. */
  private static final Pattern LOGGED =
      Pattern.compile("(?m)^.*LOG: +duration: ([0-9.]+) ms +plan:\\R((?:\\t.*\\R)+)");

  /**
   * A page of 20 and one more, within what the clerk may see, as {@code WorklistQuery} writes it:
   * the timers, the parts of one, what somebody has in hand are looked for in other words.
   */
  private static final Pattern PAGE =
      Pattern.compile(
          "(?m)^ from .*\\barea like any\\(.* order by next_due(?: desc)?, id(?: desc)? limit 21$");

  private static final Pattern ROWS = Pattern.compile("\\(actual time=\\S+ rows=([0-9]+)");

  /** One statement of a page. */
  private record Statement(String milliseconds, String plan) {

    boolean isPage() {
      return plan.startsWith("Query Text: select id, number,") && PAGE.matcher(plan).find();
    }

    boolean isIndexOfWords() {
      return plan.contains("from orders.with_words(");
    }

    int rows() {
      Matcher rows = ROWS.matcher(plan);
      return rows.find() ? Integer.parseInt(rows.group(1)) : 0;
    }

    /** By what only {@code WorklistQuery} and {@code WorklistStore} write so. */
    String what() {
      if (isIndexOfWords()) {
        return "ids by the index of words";
      }
      if (plan.contains(" offset 0) as one ")) {
        return "the list walked, the words looked for in what comes";
      }
      if (Pattern.compile("\\bid = any\\(\\$[0-9]+\\)").matcher(plan).find()) {
        return "the rows of the ids that the index of words named";
      }
      return plan.contains(" ilike ")
          ? "those with the words among the next rows of the list"
          : "the list";
    }
  }

  /**
   * A page and the statement whose rows it is.
   *
   * @param rows of the page, and the one more that tells whether there is another
   */
  record Page(int rows, String text) {}

  private final Server server;
  private final String token;

  Plans(Server server, String token) {
    this.server = server;
    this.token = token;
  }

  /** From now on the serving role's new connections tell their plans to the database's log. */
  static void explain(Database database, boolean on) {
    List<String> statements = new ArrayList<>();
    Map<String, String> settings =
        Map.of(
            "session_preload_libraries", "auto_explain",
            "auto_explain.log_min_duration", "0",
            "auto_explain.log_analyze", "on",
            "auto_explain.log_buffers", "on",
            "auto_explain.log_timing", "on",
            // Thousands of ids are among them.
            "auto_explain.log_parameter_max_length", "400");
    statements.add("load 'auto_explain'");
    settings.forEach(
        (name, value) ->
            statements.add(
                on
                    ? "alter role yanzhen_app set %s = '%s'".formatted(name, value)
                    : "alter role yanzhen_app reset %s".formatted(name)));
    database.executeAsSuperuser(statements);
  }

  /** Of some pages of the list the fullest, of equally full ones the last; never an empty one. */
  String of(List<String> addresses) {
    List<String> drawn = new ArrayList<>(addresses);
    Collections.shuffle(drawn, new Random(1));
    Page fullest = null;
    for (String address : drawn.subList(0, Math.min(PAGES, drawn.size()))) {
      Page page = page(address);
      if (page != null && page.rows() > 0 && (fullest == null || page.rows() >= fullest.rows())) {
        fullest = page;
      }
    }
    return fullest == null ? "None of the pages had rows.\n" : fullest.text();
  }

  private @Nullable Page page(String address) {
    Path log = server.databaseLog();
    try {
      long before = Files.size(log);
      String answer = server.get(address, token);
      settle(log);
      byte[] all = Files.readAllBytes(log);
      String fresh =
          new String(all, (int) before, (int) (all.length - before), StandardCharsets.UTF_8);
      return read(address, Lists.rows(answer) + (answer.contains("\"next\":\"") ? 1 : 0), fresh);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its lines come through a pipe: until nothing more does. */
  private static void settle(Path log) throws IOException {
    long size = -1;
    for (int looked = 0; looked < 20 && size != Files.size(log); looked++) {
      size = Files.size(log);
      Shell.pause(100);
    }
  }

  /**
   * The page's own statement. With words there may be several, each looking further than the one
   * before: the last of them gave the rows.
   *
   * @param rows those of the page, and the one more
   * @param log what the database wrote meanwhile
   */
  static @Nullable Page read(String address, int rows, String log) {
    List<Statement> statements = new ArrayList<>();
    Matcher logged = LOGGED.matcher(log);
    while (logged.find()) {
      Statement statement =
          new Statement(logged.group(1), logged.group(2).replaceAll("(?m)^\\t", ""));
      if (statement.isPage() || statement.isIndexOfWords()) {
        statements.add(statement);
      }
    }
    if (statements.isEmpty()
        || !statements.getLast().isPage()
        || statements.getLast().rows() != rows) {
      return null;
    }
    StringBuilder text = new StringBuilder(address).append("\n\n");
    for (int i = 0; i < statements.size(); i++) {
      Statement one = statements.get(i);
      text.append(
          "%d. %s: %s ms, %d rows%s%n"
              .formatted(
                  i + 1,
                  one.what(),
                  one.milliseconds(),
                  one.rows(),
                  i == statements.size() - 1 ? "; these are the page, and this is its plan" : ""));
    }
    return new Page(rows, text.append('\n').append(statements.getLast().plan()).toString());
  }
}

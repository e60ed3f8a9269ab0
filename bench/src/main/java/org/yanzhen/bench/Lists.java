package org.yanzhen.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The desk's lists: addresses of pages all over them, and what PostgreSQL does for one. */
final class Lists {

  private static final List<String> WORDS =
      List.of(
          "路灯", "水渠", "桥头", "晒谷场", "稻田有虫", "柑橘叶子", "停了", "电线", "两家争地界", "卫生室旁路面", "004711", "反水");

  private static final Pattern PLAN =
      Pattern.compile("(?m)^.*LOG: +duration: [0-9.]+ ms +plan:\\R((?:\\t.*\\R)+)");

  private final Server server;
  private final Database database;
  private final String token;

  Lists(Server server, Database database, String token) {
    this.server = server;
    this.database = database;
    this.token = token;
  }

  /** Every named list of this server, with addresses of pages at drawn places of it. */
  Map<String, List<String>> addresses() {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    List<String> open = keys("state not in ('SOLVED', 'CANCELLED', 'DRAFT')", 200);
    List<String> closed = keys("state in ('SOLVED', 'CANCELLED')", 200);
    Matcher names =
        Pattern.compile("\"([a-z-]+)\":[0-9]+").matcher(server.get("/api/orders/counts", token));
    while (names.find()) {
      String filter = names.group(1);
      boolean finished = filter.equals("closed");
      lists.put(
          finished ? "closed, at any day of ten years" : filter,
          (finished ? closed : open)
              .stream()
                  .map(key -> "/api/orders?filter=%s&limit=20&after=%s".formatted(filter, key))
                  .toList());
    }
    lists.put(
        "all-open with words",
        WORDS.stream()
            .map(word -> "/api/orders?filter=all-open&limit=20&text=" + encoded(word))
            .toList());
    lists.put(
        "closed of a year with words",
        WORDS.stream()
            .map(
                word ->
                    "/api/orders?filter=closed&limit=20&text=" + encoded(word) + year(closed, word))
            .toList());
    return lists;
  }

  /** From the end of a year on, newest first. */
  private static String year(List<String> closed, String word) {
    return "&after=" + closed.get(Math.floorMod(word.hashCode(), closed.size()));
  }

  private List<String> keys(String where, int count) {
    return database
        .rows(
            """
            select to_char(next_due at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '/' || id
            from (select next_due, id from orders.orders tablesample system (20) where realm = 1 and %s order by random() limit %d) as drawn
            """
                .formatted(where, count))
        .stream()
        .map(Lists::key)
        .toList();
  }

  private static String key(String place) {
    String[] parts = place.split("/", 2);
    // As the server writes it.
    String text = Instant.parse(parts[0]) + "/" + parts[1];
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String word) {
    return URLEncoder.encode(word, StandardCharsets.UTF_8);
  }

  static Path write(Path file, List<String> lines) {
    try {
      return Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
            "auto_explain.log_timing", "on");
    statements.add("load 'auto_explain'");
    settings.forEach(
        (name, value) ->
            statements.add(
                on
                    ? "alter role yanzhen_app set %s = '%s'".formatted(name, value)
                    : "alter role yanzhen_app reset %s".formatted(name)));
    database.executeAsSuperuser(statements);
  }

  /** The plan of the list's own statement, as the server sent it; the last of a few pages. */
  String plan(List<String> addresses) {
    Path log = server.databaseLog();
    try {
      long before = Files.size(log);
      for (int i = 0; i < Math.min(6, addresses.size()); i++) {
        server.get(addresses.get(i), token);
      }
      // Its lines are written before the answer is sent, through a pipe.
      Shell.pause(300);
      byte[] all = Files.readAllBytes(log);
      String fresh =
          new String(all, (int) before, (int) (all.length - before), StandardCharsets.UTF_8);
      String last = "no plan was found";
      Matcher plans = PLAN.matcher(fresh);
      while (plans.find()) {
        String plan = plans.group(1);
        // Other statements look at orders, too: the timers', the parts of one.
        if (plan.contains("from orders.orders") && plan.contains("order by next_due")) {
          last = plan;
        }
      }
      return last.replaceAll("(?m)^\\t", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

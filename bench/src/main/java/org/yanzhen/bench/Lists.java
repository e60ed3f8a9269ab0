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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The desk's lists: addresses of pages all over them. */
final class Lists {

  private static final List<String> WORDS =
      List.of(
          "路灯", "水渠", "桥头", "晒谷场", "稻田有虫", "柑橘叶子", "停了", "电线", "两家争地界", "卫生室旁路面", "004711", "反水");

  /** Rows of a page. */
  private static final int LIMIT = 20;

  private static final String OPEN =
      "state in ('WAITING', 'OFFERED', 'OPEN', 'ACCEPTED', 'WORKING', 'REPORTED', 'SUSPENDED')";

  private static final String CLOSED = "state in ('SOLVED', 'CANCELLED', 'MERGED')";

  /** Which orders each list of the server has; the server's own {@code WorklistFilter} says so. */
  private static final Map<String, String> ROWS =
      Map.ofEntries(
          Map.entry("all-open", OPEN),
          Map.entry("unassigned", "state = 'WAITING'"),
          Map.entry("offered", "state = 'OFFERED'"),
          Map.entry("open", "state = 'OPEN'"),
          Map.entry("working", "state in ('ACCEPTED', 'WORKING')"),
          Map.entry("reported", "state = 'REPORTED'"),
          Map.entry(
              "overdue",
              "state in ('DRAFT', 'WAITING', 'OFFERED', 'OPEN', 'ACCEPTED', 'WORKING', 'REPORTED') and next_due < now()"),
          Map.entry("raised", OPEN + " and raised"),
          Map.entry("contested", "state = 'ACCEPTED' and contested_by is not null"),
          Map.entry("suspended", "state = 'SUSPENDED'"),
          Map.entry("draft", "state = 'DRAFT'"),
          Map.entry("closed", CLOSED));

  /** Pages drawn of a list. */
  private static final int DRAWN = 200;

  /** The desk looks back so far, this year among them. */
  private static final int YEARS = 8;

  /** Pages of a word in a year, the first among them. */
  private static final int OF_A_WORD = 4;

  private final Server server;
  private final Database database;
  private final String token;

  Lists(Server server, Database database, String token) {
    this.server = server;
    this.database = database;
    this.token = token;
  }

  /**
   * Every named list of this server, with addresses of pages at drawn places of it: after such a
   * place a page is full. A list that is too short for that has its first page.
   */
  Map<String, List<String>> addresses() {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    Matcher names =
        Pattern.compile("\"([a-z-]+)\":[0-9]+").matcher(server.get("/api/orders/counts", token));
    while (names.find()) {
      String filter = names.group(1);
      lists.put(
          filter.equals("closed") ? "closed, at any day of ten years" : filter, pages(filter));
    }
    List<Integer> years = years();
    lists.put(
        "closed of a year",
        years.stream().flatMap(year -> ofYear(year, "", "", DRAWN / YEARS).stream()).toList());
    lists.put(
        "all-open with words", WORDS.stream().map(word -> first("all-open") + text(word)).toList());
    List<String> ofYears = new ArrayList<>();
    for (int i = 0; i < WORDS.size(); i++) {
      for (int year : List.of(years.get(i % YEARS), years.get((i + YEARS / 2) % YEARS))) {
        String word = WORDS.get(i);
        List<String> pages = ofYear(year, text(word), " and " + has(word), OF_A_WORD);
        ofYears.addAll(pages);
        // A rare word weighs as much as a frequent one.
        ofYears.addAll(Collections.nCopies(OF_A_WORD - pages.size(), pages.getFirst()));
      }
    }
    lists.put("closed of a year with words", ofYears);
    return lists;
  }

  /** One of the server's lists, at drawn places of it. */
  List<String> pages(String filter) {
    String rows = ROWS.get(filter);
    if (rows == null) {
      throw new IllegalStateException("Lists.ROWS does not say what is in the list " + filter);
    }
    List<String> keys = keys(rows, filter.equals("closed"), DRAWN);
    return keys.isEmpty()
        ? List.of(first(filter))
        : keys.stream().map(key -> first(filter) + "&after=" + key).toList();
  }

  /** The first page of what ended in a year, and pages at drawn places of it. */
  private List<String> ofYear(int year, String more, String moreRows, int count) {
    String rows =
        CLOSED
            + " and next_due >= %s and next_due < %s".formatted(begins(year), begins(year + 1))
            + moreRows;
    String address = first("closed") + "&year=" + year + more;
    return Stream.concat(
            Stream.of(address),
            keys(rows, true, count - 1).stream().map(key -> address + "&after=" + key))
        .toList();
  }

  /** As the county counts its days. */
  private static String begins(int year) {
    return "make_timestamptz(%d, 1, 1, 0, 0, 0, (select zone from access.realm where id = 1))"
        .formatted(year);
  }

  /** This one first. */
  private List<Integer> years() {
    int now =
        Integer.parseInt(
            database.value(
                "select extract(year from now() at time zone zone)::int from access.realm where id = 1"));
    return IntStream.range(0, YEARS).mapToObj(back -> now - back).toList();
  }

  private static String first(String filter) {
    return "/api/orders?filter=%s&limit=%d".formatted(filter, LIMIT);
  }

  private static String text(String word) {
    return "&text=" + URLEncoder.encode(word, StandardCharsets.UTF_8);
  }

  private static String has(String word) {
    return "(number || ' ' || title || ' ' || coalesce(text, '') || ' ' || coalesce(place, '')) ilike '%"
        + word
        + "%'";
  }

  /** How many rows a page has, on average of some. */
  double rows(List<String> addresses) {
    List<String> some = new ArrayList<>(addresses);
    Collections.shuffle(some, new Random(1));
    return some.stream()
        .limit(LIMIT)
        .mapToInt(address -> rows(server.get(address, token)))
        .average()
        .orElse(0);
  }

  /** How many rows an answer has: each has its receipt number. */
  static int rows(String answer) {
    return (int) Pattern.compile("\"number\":\"").matcher(answer).results().count();
  }

  /** Drawn rows of a list that have a page of others behind them in its order. */
  private List<String> keys(String rows, boolean newestFirst, int count) {
    String backwards = newestFirst ? "order by next_due, id" : "order by next_due desc, id desc";
    return database
        .rows(
            """
            with list as materialized (select next_due, id from orders.orders where realm = 1 and %s)
            select to_char(next_due at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '/' || id from list
            where (next_due, id) %s (select next_due, id from list %s offset %d limit 1)
            order by random() limit %d
            """
                .formatted(rows, newestFirst ? ">" : "<", backwards, LIMIT - 1, count))
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

  static Path write(Path file, List<String> lines) {
    try {
      return Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

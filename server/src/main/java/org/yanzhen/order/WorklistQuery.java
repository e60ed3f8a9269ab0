package org.yanzhen.order;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.RealmId;

/**
 * One page of a worklist: a named filter, within the viewer's areas, perhaps with words, after a
 * key.
 *
 * @param areas paths of the subtrees the viewer may see; empty sees nothing
 * @param text words to find; two Chinese characters are enough
 * @param after the key of the last row seen, or null for the first page
 * @param narrowed to what of the list
 */
record WorklistQuery(
    RealmId realm,
    WorklistFilter filter,
    Collection<String> areas,
    @Nullable String text,
    @Nullable PageKey after,
    int limit,
    Instant now,
    Narrowed narrowed) {

  /**
   * A part of a list.
   *
   * @param endedFrom of finished orders: those that ended from then on
   * @param endedBefore of finished orders: those that ended before
   * @param track null: every track
   */
  record Narrowed(
      @Nullable Instant endedFrom, @Nullable Instant endedBefore, @Nullable Track track) {
    static final Narrowed NOT = new Narrowed(null, null, null);
  }

  /**
   * Which track.
   *
   * @param campaign of a campaign's orders: of which one; absent: of any
   */
  record Track(boolean everyday, @Nullable UUID campaign) {
    static final Track EVERYDAY = new Track(true, null);
    static final Track CAMPAIGN = new Track(false, null);
  }

  WorklistQuery(
      RealmId realm,
      WorklistFilter filter,
      Collection<String> areas,
      @Nullable String text,
      @Nullable PageKey after,
      int limit,
      Instant now) {
    this(realm, filter, areas, text, after, limit, now, Narrowed.NOT);
  }

  /**
   * @param from the table, or those of its rows that are looked at
   */
  record Sql(String from, String where, Map<String, Object> params) {

    Sql(String where, Map<String, Object> params) {
      this("orders.orders", where, params);
    }
  }

  /**
   * What a row of the list meets.
   *
   * @param words the words among it, or null
   */
  private record Conditions(String list, @Nullable String words, Map<String, Object> params) {
    String where() {
      return words == null ? list : list + " and " + words;
    }
  }

  /** Together they are nearly all of {@code orders_open_worklist}, which is read in its order. */
  private static final Set<OrderState> OPEN_INDEX =
      EnumSet.of(
          OrderState.WAITING,
          OrderState.OFFERED,
          OrderState.OPEN,
          OrderState.ACCEPTED,
          OrderState.WORKING,
          OrderState.REPORTED);

  /** What PostgreSQL can hold and no order reaches. */
  private static final OffsetDateTime BEGINNING = OffsetDateTime.of(1900, 1, 1, 0, 0, 0, 0, UTC);

  private static final OffsetDateTime END = OffsetDateTime.of(9000, 1, 1, 0, 0, 0, 0, UTC);

  /** A whole receipt number: one order, found by its key. */
  private static final Pattern NUMBER = Pattern.compile("\\d{6}-\\d{6}");

  /** Whether an index finds the words: a single character stands in too many orders. */
  boolean hasWords() {
    return text != null && text.length() > 1 && !isNumber(text);
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  boolean isFinished() {
    return filter.states().stream().noneMatch(OrderState.UNFINISHED::contains);
  }

  /** No row that is still to come in the list lies before it. */
  OffsetDateTime since() {
    OffsetDateTime from =
        Objects.requireNonNullElse(OrderStore.utc(narrowed.endedFrom()), BEGINNING);
    return after == null || isNewestFirst() || after.utc().isBefore(from) ? from : after.utc();
  }

  /** No row that is still to come in the list lies behind it. */
  OffsetDateTime until() {
    OffsetDateTime to = Objects.requireNonNullElse(OrderStore.utc(narrowed.endedBefore()), END);
    return after == null || !isNewestFirst() || after.utc().isAfter(to) ? to : after.utc();
  }

  String[] prefixes() {
    return areas.stream().map(area -> area + "%").toArray(String[]::new);
  }

  /**
   * @param among ids of the orders that may hold the words; null where they are so many that
   *     walking the list in its order finds a page sooner
   */
  Sql page(@Nullable List<UUID> among) {
    Conditions base = conditions();
    if (among == null && base.words() != null) {
      return walked(base);
    }
    Map<String, Object> params = new HashMap<>(base.params());
    String inOrder = after(params) + inOrder(limit);
    String where = base.where();
    if (among != null) {
      params.put("among", among.toArray(UUID[]::new));
      return new Sql("%s and %s and id = any(:among)%s".formatted(where, isIn(), inOrder), params);
    }
    if (isInOneIndex()) {
      return new Sql("%s and %s%s".formatted(where, isIn(), inOrder), params);
    }
    return new Sql(
        "realm = :realm and id = any(array(%s))%s"
            .formatted(eachState(where, inOrder, limit), inOrder(limit)),
        params);
  }

  /**
   * The first rows of the list with the words, looked for one by one. PostgreSQL takes words for
   * rarer than they are, and would rather read and sort every row of the list than walk it: so the
   * rows come in their order ({@code offset 0} keeps the words out), and the words are looked for
   * in what comes.
   */
  private Sql walked(Conditions base) {
    Map<String, Object> params = new HashMap<>(base.params());
    String order = isNewestFirst() ? " order by next_due desc, id desc" : " order by next_due, id";
    String walk =
        "(select * from (select * from orders.orders where %s and %%s%s%s offset 0) as one where %s limit %d)"
            .formatted(base.list(), after(params), order, base.words(), limit);
    if (isInOneIndex()) {
      return new Sql(
          walk.formatted(isIn()) + " as next", "true" + order + " limit " + limit, params);
    }
    String each =
        filter.states().stream()
            .map(state -> walk.formatted("state = '" + state.name() + "'"))
            .collect(Collectors.joining(" union all ", "(", ") as next"));
    return new Sql(each, "true" + order + " limit " + limit, params);
  }

  /**
   * Those with the words among the next rows of the realm's list, whoever may see them. A full page
   * of them is the page; and how many there are tells how frequent the words are, sooner than any
   * index can.
   *
   * @param rows how many rows are looked at
   */
  Sql amongNext(int rows) {
    Conditions base = conditions();
    Map<String, Object> params = new HashMap<>(base.params());
    String inOrder = after(params) + inOrder(rows);
    String whoever = String.join(" and ", list(new HashMap<>()));
    // The rows are bounded before the words: otherwise the list would be walked until a page is
    // full.
    if (isInOneIndex()) {
      return new Sql(
          "(select * from orders.orders where %s and %s%s) as next"
              .formatted(whoever, isIn(), inOrder),
          base.where() + inOrder(limit),
          params);
    }
    return new Sql(
        "%s and id = any(array(%s))%s"
            .formatted(base.where(), eachState(whoever, inOrder, rows), inOrder(limit)),
        params);
  }

  private boolean isInOneIndex() {
    return filter.states().size() == 1 || filter.states().containsAll(OPEN_INDEX);
  }

  /**
   * No index holds several states in one order, and sorting them reads them all: a page of each
   * state is read in its order, and the first of these are the page.
   */
  private String eachState(String where, String inOrder, int rows) {
    return filter.states().stream()
        .map(
            state ->
                "(select id, next_due from orders.orders where %s and state = '%s'%s)"
                    .formatted(where, state.name(), inOrder))
        .collect(
            Collectors.joining(" union all ", "select id from (", ") as each" + inOrder(rows)));
  }

  private String after(Map<String, Object> params) {
    if (after == null) {
      return "";
    }
    params.put("due", after.utc());
    params.put("after", after.id());
    return " and (next_due, id) " + (isNewestFirst() ? "<" : ">") + " (:due, :after)";
  }

  private String inOrder(int rows) {
    return (isNewestFirst() ? " order by next_due desc, id desc" : " order by next_due, id")
        + " limit "
        + rows;
  }

  private boolean isNewestFirst() {
    return filter == WorklistFilter.CLOSED;
  }

  /** For counting, never beyond the limit: a count is a help, not a figure. */
  Sql counted() {
    Conditions base = conditions();
    Map<String, Object> params = new HashMap<>(base.params());
    params.put("limit", limit);
    return new Sql("%s and %s limit :limit".formatted(base.where(), isIn()), params);
  }

  /** What the list is made of, whoever looks at it: its index is walked by these alone. */
  private List<String> list(Map<String, Object> params) {
    List<String> conditions = new ArrayList<>();
    conditions.add("realm = :realm");
    params.put("realm", realm.value());
    if (filter == WorklistFilter.OVERDUE) {
      conditions.add("next_due < :now");
      params.put("now", OrderStore.utc(now));
    }
    if (filter == WorklistFilter.RAISED) {
      conditions.add("raised");
    }
    if (filter == WorklistFilter.CONTESTED) {
      conditions.add("contested_by is not null");
    }
    // A finished order stands in the list by the day it ended.
    if (narrowed.endedFrom() != null) {
      conditions.add("next_due >= :endedFrom");
      params.put("endedFrom", OrderStore.utc(narrowed.endedFrom()));
    }
    if (narrowed.endedBefore() != null) {
      conditions.add("next_due < :endedBefore");
      params.put("endedBefore", OrderStore.utc(narrowed.endedBefore()));
    }
    Track track = narrowed.track();
    if (track != null) {
      conditions.add(track.everyday() ? "campaign is null" : "campaign is not null");
      if (track.campaign() != null) {
        conditions.add("campaign = :campaign");
        params.put("campaign", track.campaign());
      }
    }
    return conditions;
  }

  private Conditions conditions() {
    Map<String, Object> params = new HashMap<>();
    List<String> conditions = list(params);
    String words = null;
    conditions.add("area like any(:areas)");
    params.put("areas", prefixes());
    if (text != null && isNumber(text)) {
      conditions.add("number = :number");
      params.put("number", text);
    } else if (text != null) {
      words =
          "(number || ' ' || title || ' ' || coalesce(text, '') || ' ' || coalesce(place, '')) ilike :pattern";
      params.put(
          "pattern",
          "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
    }
    return new Conditions(String.join(" and ", conditions), words, params);
  }

  /**
   * Written out, not as parameters: the partial index over unfinished orders is chosen by these
   * words.
   */
  private String isIn() {
    return "state in (%s)"
        .formatted(
            filter.states().stream()
                .map(state -> "'" + state.name() + "'")
                .collect(Collectors.joining(", ")));
  }
}

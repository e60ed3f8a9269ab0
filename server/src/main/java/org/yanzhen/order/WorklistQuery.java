package org.yanzhen.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
 */
record WorklistQuery(
    RealmId realm,
    WorklistFilter filter,
    Collection<String> areas,
    @Nullable String text,
    @Nullable PageKey after,
    int limit,
    Instant now) {

  record Sql(String where, Map<String, Object> params) {}

  /** Whether an index finds the words: a single character stands in too many orders. */
  boolean hasWords() {
    return text != null && text.length() > 1;
  }

  boolean isFinished() {
    return filter.states().stream().noneMatch(OrderState.UNFINISHED::contains);
  }

  String[] prefixes() {
    return areas.stream().map(area -> area + "%").toArray(String[]::new);
  }

  /**
   * @param among ids of the orders that may hold the words; null where they are so many that
   *     walking the list in its order finds a page sooner
   */
  Sql page(@Nullable List<UUID> among) {
    boolean newestFirst = filter == WorklistFilter.CLOSED;
    Sql base = conditions();
    String key =
        after == null ? "" : " and (next_due, id) " + (newestFirst ? "<" : ">") + " (:due, :after)";
    Map<String, Object> params = new HashMap<>(base.params());
    if (after != null) {
      params.put("due", after.utc());
      params.put("after", after.id());
    }
    params.put("limit", limit);
    if (among != null) {
      key = " and id = any(:among)" + key;
      params.put("among", among.toArray(UUID[]::new));
    }
    String order = newestFirst ? " order by next_due desc, id desc" : " order by next_due, id";
    return new Sql(base.where() + key + order + " limit :limit", params);
  }

  /** For counting, never beyond the limit: a count is a help, not a figure. */
  Sql counted() {
    Sql base = conditions();
    Map<String, Object> params = new HashMap<>(base.params());
    params.put("limit", limit);
    return new Sql(base.where() + " limit :limit", params);
  }

  private Sql conditions() {
    List<String> conditions = new ArrayList<>();
    Map<String, Object> params = new HashMap<>();
    conditions.add("realm = :realm");
    params.put("realm", realm.value());
    // Written out, not as parameters: the partial index over unfinished orders is chosen by these
    // words.
    conditions.add(
        "state in (%s)"
            .formatted(
                filter.states().stream()
                    .map(state -> "'" + state.name() + "'")
                    .collect(Collectors.joining(", "))));
    conditions.add("area like any(:areas)");
    params.put("areas", prefixes());
    if (filter == WorklistFilter.OVERDUE) {
      conditions.add("next_due < :now");
      params.put("now", OrderStore.utc(now));
    }
    if (text != null) {
      conditions.add(
          "(number || ' ' || title || ' ' || coalesce(text, '') || ' ' || coalesce(place, '')) ilike :pattern");
      params.put(
          "pattern",
          "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
    }
    return new Sql(String.join(" and ", conditions), params);
  }
}

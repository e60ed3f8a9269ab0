package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.json.JsonMapper;

@YanzhenTest
class WorklistTest {

  @Autowired County county;
  @Autowired RealmTransactions transactions;
  @Autowired JdbcClient jdbc;
  @Autowired JsonMapper mapper;

  @Test
  void pagesByKeyShowEveryOrderOnce() {
    String word = "页" + System.nanoTime();
    for (int i = 0; i < 7; i++) {
      place(word);
    }
    List<String> seen = new ArrayList<>();
    String after = "";
    do {
      Answer page = county.clerk().get("/api/orders?limit=3&text=" + encode(word) + after);
      page.body().get("items").forEach(card -> seen.add(card.get("number").asString()));
      after = page.text("next") == null ? null : "&after=" + page.text("next");
    } while (after != null);

    assertThat(seen).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void twoChineseCharactersFindAnOrder() {
    UUID order = place("黄龙桥的护栏断了");

    Answer found = county.clerk().get("/api/orders?text=" + encode("黄龙"));

    assertThat(found.body().get("items"))
        .extracting(card -> card.get("id").asString())
        .contains(order.toString());
  }

  @Test
  void aWholeNumberFindsItsOrderAndNoOther() {
    UUID order = place("晒谷场边的沟满了");
    String number = county.clerk().get("/api/orders/" + order).body().at("/card/number").asString();

    Answer found = county.clerk().get("/api/orders?text=" + encode(number));
    Answer closed = county.clerk().get("/api/orders?filter=closed&text=" + encode(number));

    assertThat(found.body().get("items"))
        .extracting(card -> card.get("id").asString())
        .containsExactly(order.toString());
    assertThat(closed.body().get("items")).isEmpty();
  }

  @Test
  void everyFilterAnswersAndItsCountAgreesWithItsFirstPage() {
    county.open();
    Answer counts = county.dispatcher().get("/api/orders/counts");
    assertThat(counts.status()).isEqualTo(200);
    for (WorklistFilter filter : WorklistFilter.values()) {
      Answer page = county.dispatcher().get("/api/orders?limit=100&filter=" + filter.code());
      int listed = page.body().get("items").size();
      int counted = counts.body().get("counts").get(filter.code()).asInt();
      assertThat(listed).as(filter.code()).isEqualTo(Math.min(100, counted));
    }
  }

  @Test
  void whatIsAskedWronglyIsNamed() {
    assertThat(county.clerk().get("/api/orders?filter=none").text("field")).isEqualTo("filter");
    assertThat(county.clerk().get("/api/orders?limit=0").text("field")).isEqualTo("limit");
    assertThat(county.clerk().get("/api/orders?after=rubbish").text("field")).isEqualTo("after");
    assertThat(county.clerk().get("/api/orders?division=99999999").text("field"))
        .isEqualTo("division");
  }

  @Test
  void twoCharactersAreFoundThroughTheIndexNotByReadingEverything() {
    // A realm of its own with rows enough that the planner has a choice; gone again with the
    // transaction.
    String plan =
        Sql.inRolledBackTransaction(
            sql -> {
              sql.sql(
                      """
                      insert into orders.orders (realm, id, number, state, version, kind, kind_version, urgency, source,
                        division_id, area, title, text, responsible_body, created_at, updated_at, resolve_due, next_due)
                      select 99, gen_random_uuid(), 'n' || i, 'WAITING', 1, 'k', 1, 'NORMAL', 'CALL', 7, '.1.2.7.',
                        md5(i::text), case when i % 5000 = 0 then '黄龙桥' else md5((i * 7)::text) end, 'b', now(), now(), now(), now()
                      from generate_series(1, 20000) as i
                      """)
                  .update();
              sql.sql("analyze orders.orders").update();
              return String.join(
                  "\n",
                  sql.sql(
                          """
                          explain select id from orders.orders
                          where realm = 99 and state not in ('SOLVED', 'CANCELLED', 'MERGED')
                            and yanzhen.bigrams((number || ' ' || title || ' ' || coalesce(text, '') || ' ' || coalesce(place, '')))
                                @> yanzhen.bigrams('黄龙')
                          limit 2001
                          """)
                      .query(String.class)
                      .list());
            });
    // The statement of orders.with_words, which asks as the owner.
    assertThat(plan).contains("orders_words_open");
  }

  /**
   * Frequent words are found among the next rows, less frequent ones by walking on, rare ones
   * through the index; whichever way, the pages are the list less what lacks the words.
   */
  @Test
  void howeverFrequentTheWordsThePagesAreTheListWithThem() {
    Sql.inRolledBackTransaction(
        sql -> {
          sql.sql("set local yanzhen.realm = '98'").update();
          sql.sql(
                  """
                  insert into orders.orders (realm, id, number, state, version, kind, kind_version, urgency, source,
                    division_id, area, title, text, responsible_body, assignee, created_at, updated_at, resolve_started, resolve_due, next_due,
                    raised, contested_by, contest_until)
                  select 98, gen_random_uuid(), 'n' || i, state, 1, 'k', 1, 'NORMAL', 'CALL', 7,
                    case when i % 3 = 0 then '.1.3.8.' else '.1.2.7.' end,
                    case when i % 2 = 0 then '常见' else '' end || case when i % 60 = 0 then '偶尔' else '' end,
                    case when i % 1500 = 0 then '罕见' else '' end, 'b',
                    case when state = 'ACCEPTED' then gen_random_uuid() end, at, at, at, at, at, i % 5 < 2,
                    case when state = 'ACCEPTED' and i % 5 > 2 then gen_random_uuid() end,
                    case when state = 'ACCEPTED' and i % 5 > 2 then at end
                  from (
                    select i, (array['WAITING', 'ACCEPTED', 'SOLVED', 'CANCELLED'])[1 + i / 7 % 4] as state,
                      timestamptz '2026-01-01' + (i * 7919 % 5000) * interval '1 minute' as at
                    from generate_series(1, 12000) as i) as drawn
                  """)
              .update();
          WorklistStore store = new WorklistStore(sql, new OrderRowMapper(mapper));
          for (WorklistFilter filter : WorklistFilter.values()) {
            for (String words : List.of("常见", "偶尔", "罕见", "没有")) {
              assertThat(walked(store, filter, words))
                  .as(filter + " " + words)
                  .isEqualTo(naive(sql, filter, words));
            }
          }
          return null;
        });
  }

  @Test
  void theClosedListOfAYearHoldsThoseThatEndedInItPageByPage() {
    Sql.inRolledBackTransaction(
        sql -> {
          sql.sql("set local yanzhen.realm = '97'").update();
          sql.sql(
                  """
                  insert into orders.orders (realm, id, number, state, version, kind, kind_version, urgency, source,
                    division_id, area, title, text, responsible_body, created_at, updated_at, resolve_started, resolve_due,
                    next_due)
                  select 97, gen_random_uuid(), 'n' || i, (array['SOLVED', 'CANCELLED'])[1 + i % 2], 1, 'k', 1, 'NORMAL',
                    'CALL', 7, '.1.2.7.', 't', 't', 'b', at, at, at, at, at
                  from (select i, timestamptz '2024-01-01' + i * interval '3 hours' as at from generate_series(1, 9000) as i) d
                  """)
              .update();
          sql.sql("analyze orders.orders").update();
          WorklistStore store = new WorklistStore(sql, new OrderRowMapper(mapper));
          Instant from = Instant.parse("2024-12-31T16:00:00Z");
          Instant before = Instant.parse("2025-12-31T16:00:00Z");
          WorklistQuery.Narrowed year = new WorklistQuery.Narrowed(from, before, null);
          List<Instant> ended = new ArrayList<>();
          PageKey after = null;
          List<OrderRow> page;
          do {
            WorklistQuery query = closed(after, year);
            page = store.page(query);
            page.forEach(row -> ended.add(row.updatedAt()));
            after =
                page.isEmpty()
                    ? null
                    : new PageKey(page.getLast().updatedAt(), page.getLast().order().id());
          } while (!page.isEmpty());

          assertThat(ended)
              .hasSize(365 * 8)
              .isSortedAccordingTo(java.util.Comparator.reverseOrder())
              .allMatch(at -> !at.isBefore(from) && at.isBefore(before));
          WorklistQuery.Sql first = closed(null, year).page(null);
          String plan =
              String.join(
                  "\n",
                  sql.sql(
                          "explain select id from %s where %s"
                              .formatted(first.from(), first.where()))
                      .params(first.params())
                      .query(String.class)
                      .list());
          assertThat(plan).contains("orders_worklist").doesNotContain("Seq Scan");
          return null;
        });
  }

  private static WorklistQuery closed(PageKey after, WorklistQuery.Narrowed narrowed) {
    return new WorklistQuery(
        new RealmId(97),
        WorklistFilter.CLOSED,
        List.of(".1.2."),
        null,
        after,
        400,
        Instant.parse("2026-01-02T00:00:00Z"),
        narrowed);
  }

  @Test
  void aYearIsOfTheClosedListAndATrackIsNamed() {
    assertThat(county.clerk().get("/api/orders?filter=closed&year=2026").isDone()).isTrue();
    assertThat(county.clerk().get("/api/orders?year=2026").text("field")).isEqualTo("year");
    assertThat(county.clerk().get("/api/orders?filter=closed&year=26").text("field"))
        .isEqualTo("year");
    assertThat(county.clerk().get("/api/orders?track=both").text("field")).isEqualTo("track");
  }

  private static List<UUID> walked(WorklistStore store, WorklistFilter filter, String words) {
    List<UUID> seen = new ArrayList<>();
    PageKey after = null;
    while (true) {
      List<OrderRow> page =
          store.page(
              new WorklistQuery(
                  new RealmId(98),
                  filter,
                  List.of(".1.2."),
                  words,
                  after,
                  50,
                  Instant.parse("2026-01-02T00:00:00Z")));
      page.forEach(row -> seen.add(row.order().id()));
      if (page.size() < 50) {
        return seen;
      }
      after = new PageKey(page.getLast().updatedAt(), page.getLast().order().id());
    }
  }

  private static List<UUID> naive(JdbcClient sql, WorklistFilter filter, String words) {
    String direction = filter == WorklistFilter.CLOSED ? "desc" : "asc";
    return sql.sql(
            """
            select id from orders.orders
            where realm = 98 and state = any(:states) and area like '.1.2.%%' and title || coalesce(text, '') like :words %s
            order by next_due %s, id %s
            """
                .formatted(
                    switch (filter) {
                      case OVERDUE -> "and next_due < '2026-01-02T00:00:00Z'";
                      case RAISED -> "and raised";
                      case CONTESTED -> "and contested_by is not null";
                      default -> "";
                    },
                    direction,
                    direction))
        .param("states", filter.states().stream().map(Enum::name).toArray(String[]::new))
        .param("words", "%" + words + "%")
        .query(UUID.class)
        .list();
  }

  @Test
  void theFunctionThatFindsWordsSeesOneRealmOnly() {
    UUID order = place("镜子桥边的石墩松了");
    RealmId other = new RealmId(77_777);

    List<UUID> here = withWords(new RealmId(1), "镜子桥", "infinity");
    List<UUID> elsewhere = withWords(other, "镜子桥", "infinity");

    assertThat(here).contains(order);
    assertThat(elsewhere).isEmpty();
    assertThat(withWords(new RealmId(1), "镜子桥", "2001-01-01")).isEmpty();
  }

  private List<UUID> withWords(RealmId realm, String words, String until) {
    return transactions.read(
        realm,
        () ->
            jdbc.sql(
                    """
                    select * from orders.with_words(:words, false, array['.%'], '-infinity', :until::timestamptz, 100)
                    """)
                .param("words", words)
                .param("until", until)
                .query(UUID.class)
                .list());
  }

  @Test
  void aPageOfSeveralStatesReadsAPageOfEachAndNoMore() {
    WorklistQuery closed =
        new WorklistQuery(
            new RealmId(1), WorklistFilter.CLOSED, List.of("."), null, null, 20, Instant.EPOCH);
    WorklistQuery.Sql page = closed.page(null);

    String plan =
        Sql.inRolledBackTransaction(
            sql -> {
              // A handful of rows is read and sorted sooner than found; what is asked is what many
              // are.
              sql.sql("set local enable_seqscan = off").update();
              sql.sql("set local enable_sort = off").update();
              return String.join(
                  "\n",
                  sql.sql("explain select * from orders.orders where " + page.where())
                      .params(page.params())
                      .query(String.class)
                      .list());
            });

    for (String state : List.of("SOLVED", "CANCELLED", "MERGED")) {
      assertThat(plan).containsPattern("orders_worklist[\\s\\S]*state = '" + state + "'");
    }
    assertThat(plan).doesNotContain("state = ANY");
  }

  private UUID place(String text) {
    Map<String, Object> request = county.request();
    request.put("text", text);
    assertThat(county.clerk().command("order.place", request).isDone()).isTrue();
    return (UUID) request.get("orderId");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

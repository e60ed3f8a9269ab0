package org.yanzhen.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Fills the county with made-up orders: ten years of them, the last four in a hundred of the last
 * twenty days and still open, in the villages of the county, with Chinese words of our own. Of the
 * open ones three in a hundred are suspended, four were raised and one is contested, so that these
 * lists have pages, too.
 *
 * <p>Which columns there are is read from the catalogue: one this file has no words for gets its
 * default. Every order has its first history row; the open ones and one in twenty of the others
 * have all of them. None has a row in {@code orders.timer}: nothing of it ends or is raised by
 * itself while it is measured.
 */
final class Filling {

  private static final String[] WHERE = {
    "村口", "学校门口", "桥头", "三组", "老井边", "文化广场", "渠首", "晒谷场", "卫生室旁", "上寨", "下湾", "岔路口"
  };
  private static final String[] WHAT = {
    "路灯坏了", "水渠堵了", "路面塌了", "自来水停了", "垃圾没人清", "下水道反水", "稻田有虫", "柑橘叶子发黄", "电线垂下来", "护栏断了", "办低保缺材料",
    "农机坏在田里", "果苗要检疫", "土壤想化验", "两家争地界"
  };
  private static final String[] SINCE = {"昨天起", "三天了", "一个星期了", "下雨以后", "从上个月起", "今天早上"};
  private static final String[] SO = {
    "老人孩子出门不方便。",
    "再不修稻子要淹坏了。",
    "晚上看不见路。",
    "家里有病人要用水。",
    "怕再下雨会更糟。",
    "请来人看一下怎么办。",
    "打过一次电话还没人来。",
    "摩托车过不去。"
  };

  /** Steps an order has behind it that went straight on, by state. */
  private static final Map<String, List<String>> STEPS =
      Map.of(
          "DRAFT", List.of("DRAFT>DRAFT"),
          "WAITING", List.of("PLACE>WAITING"),
          "OFFERED", List.of("PLACE>WAITING", "OFFER>OFFERED"),
          "OPEN", List.of("PLACE>WAITING", "PUBLISH>OPEN"),
          "ACCEPTED", List.of("PLACE>WAITING", "OFFER>OFFERED", "ACCEPT>ACCEPTED"),
          "WORKING", List.of("PLACE>WAITING", "OFFER>OFFERED", "ACCEPT>ACCEPTED", "START>WORKING"),
          "REPORTED",
              List.of(
                  "PLACE>WAITING",
                  "OFFER>OFFERED",
                  "ACCEPT>ACCEPTED",
                  "START>WORKING",
                  "REPORT>REPORTED"),
          "SOLVED",
              List.of(
                  "PLACE>WAITING",
                  "OFFER>OFFERED",
                  "ACCEPT>ACCEPTED",
                  "START>WORKING",
                  "REPORT>REPORTED",
                  "SOLVE>SOLVED"),
          "CANCELLED", List.of("PLACE>WAITING", "CANCEL>CANCELLED"));

  /** What an order may be suspended from. */
  private static final Set<String> MAY_PAUSE = Set.of("WAITING", "ACCEPTED", "WORKING");

  /** Every way there is, with its steps; named as {@link #way} names it in SQL. */
  private static final Map<String, List<String>> WAYS = ways();

  /** Somebody else would take it over: only what is accepted and not begun. */
  private static final String CONTESTED =
      "o.state = 'ACCEPTED' and abs(hashint8(o.i * 43)) % 10 = 0";

  /** What tells a made-up order of the filling from one the load has placed. */
  static final String MADE_UP = "text like '%编号%'";

  private final Database database;

  Filling(Database database) {
    this.database = database;
  }

  /** Orders number {@code from} to {@code to} of {@code to}; indexes are made again afterwards. */
  void orders(long from, long to) {
    List<String> indexes =
        database.rows(
            """
            select pg_get_indexdef(i.indexrelid) from pg_index i
            left join pg_constraint c on c.conindid = i.indexrelid
            where i.indrelid = 'orders.orders'::regclass and c.oid is null
            """);
    List<String> statements = new ArrayList<>();
    statements.add("set maintenance_work_mem = '512MB'");
    statements.add("set synchronous_commit = off");
    statements.add("set work_mem = '64MB'");
    boolean bulk = to - from > 20_000;
    if (bulk) {
      database
          .rows(
              """
              select i.indexrelid::regclass::text from pg_index i
              left join pg_constraint c on c.conindid = i.indexrelid
              where i.indrelid = 'orders.orders'::regclass and c.oid is null
              """)
          .forEach(index -> statements.add("drop index " + index));
    }
    statements.add(
        """
        create temp table village as
          select row_number() over (order by d.id) - 1 as n, d.id, d.path from place.division d
          where d.level = 'VILLAGE' and d.path like
            (select h.path || '%' from access.realm r join place.division h on h.id = r.division_id where r.id = 1)
        """);
    statements.add(
        """
        create temp table worker as
          select row_number() over (order by person_id) - 1 as n, person_id from (
            select distinct person_id from people.post
            where realm = 1 and serving and person_id not in (select person from bench.crew)) as serving
        """);
    statements.add(insertOrders(from, to));
    if (bulk) {
      statements.addAll(indexes);
    }
    statements.add(
        """
        insert into orders.history (realm, order_id, version, command_id, action, from_state, to_state, at, role, facts)
        select o.realm, o.id, s.version, uuidv7(), s.action, s.from_state, s.to_state,
               o.created_at + (o.updated_at - o.created_at) * (s.version - 1) / greatest(o.version - 1, 1),
               'CLERK', '{"started": {}}'
        from orders.orders o
        join (values %s) as s (way, version, action, from_state, to_state) on s.way = %s
        where o.realm = 1 and o.text like '%%编号%%'
          and (s.version = 1 or o.state not in ('SOLVED', 'CANCELLED') or right(o.number, 1) = '0' and right(o.number, 2) < '50')
        on conflict do nothing
        """
            .formatted(
                steps(), way("coalesce(o.suspended_from, o.state)", "o.contested_by is not null")));
    statements.add("vacuum (analyze) orders.orders");
    statements.add("analyze orders.history");
    database.execute(statements);
  }

  /**
   * Columns of the table this file has words for, in the order of the catalogue. The newest order
   * is a day old: a number has its day, and today's are the server's own.
   */
  private String insertOrders(long from, long to) {
    Map<String, String> known = columns(to);
    List<String> there =
        database.rows(
            """
            select column_name::text from information_schema.columns
            where table_schema = 'orders' and table_name = 'orders' order by ordinal_position
            """);
    List<String> named = there.stream().filter(known::containsKey).toList();
    return """
        insert into orders.orders (%s)
        select %s
        from (
          select i, stands,
            case when stands in (%5$s) and open and abs(hashint8(i * 37)) %% 1000 < 55 then 'SUSPENDED' else stands end as state,
            stands <> 'DRAFT' and open and abs(hashint8(i * 41)) %% 1000 < 42 as raised,
            case when open then now() - ((%3$d - i) %% 28800) * interval '1 minute' - interval '1 day'
                 else now() - interval '20 days' - interval '3632 days' * ((%3$d - i)::float8 / %3$d) end as at
          from (
            select i, i > %3$d * 0.96 as open,
              case when i > %3$d * 0.96
                then (array['WAITING','WAITING','WAITING','WAITING','WAITING','OFFERED','OFFERED','OPEN','OPEN','ACCEPTED','ACCEPTED','WORKING','WORKING','WORKING','WORKING','REPORTED','REPORTED','REPORTED','REPORTED','DRAFT'])[1 + abs(hashint8(i)) %% 20]
                else (case when abs(hashint8(i)) %% 100 < 92 then 'SOLVED' else 'CANCELLED' end) end as stands
            from generate_series(%4$d::bigint, %3$d::bigint) as i
          ) as drawn
        ) as o
        join village v on v.n = abs(hashint8(o.i * 7 + 3)) %% (select count(*) from village)
        join worker w on w.n = abs(hashint8(o.i * 11 + 5)) %% (select count(*) from worker)
        """
        .formatted(
            String.join(", ", named),
            named.stream().map(known::get).collect(Collectors.joining(", ")),
            to,
            from,
            MAY_PAUSE.stream().map(state -> "'" + state + "'").collect(Collectors.joining(", ")));
  }

  private static Map<String, String> columns(long to) {
    String hours = "(1 + abs(hashint8(o.i * 13)) % 240) * interval '1 hour'";
    String open = "o.state not in ('SOLVED', 'CANCELLED')";
    // What it stands as, or goes on with after a suspension.
    String served = "o.stands in ('ACCEPTED', 'WORKING', 'REPORTED', 'SOLVED')";
    String moved = "least(now(), o.at + %s)".formatted(hours);
    String resumes =
        "now() + interval '1 day' + abs(hashint8(o.i * 47)) % 86400 * interval '1 minute'";
    Map<String, String> sql = new LinkedHashMap<>();
    sql.put("realm", "1");
    sql.put("id", "uuidv7(o.at - now())");
    // As the house draws them: the day and six digits; here each once in a million.
    sql.put(
        "number", "to_char(o.at, 'YYMMDD') || '-' || lpad((o.i * 7919 % 1000000)::text, 6, '0')");
    sql.put("state", "o.state");
    sql.put(
        "version",
        "case %s %s end"
            .formatted(
                way("o.stands", CONTESTED),
                WAYS.entrySet().stream()
                    .map(one -> "when '%s' then %d".formatted(one.getKey(), one.getValue().size()))
                    .collect(Collectors.joining(" "))));
    sql.put("kind", "'public-facility'");
    sql.put("kind_version", "1");
    sql.put(
        "urgency", "case when abs(hashint8(o.i * 17)) % 100 < 8 then 'URGENT' else 'NORMAL' end");
    sql.put("source", "(array['DOOR','CALL','CALL','WINDOW','FIELD'])[1 + abs(hashint8(o.i)) % 5]");
    sql.put("division_id", "v.id");
    sql.put("area", "v.path");
    sql.put("place", pick(WHERE, 19));
    sql.put("title", "left(%s || %s, 30)".formatted(pick(WHERE, 19), pick(WHAT, 23)));
    sql.put(
        "text",
        "%s || %s || '，' || %s || '，' || %s || '编号' || o.i"
            .formatted(pick(WHERE, 19), pick(WHAT, 23), pick(SINCE, 29), pick(SO, 31)));
    sql.put("fields", "'{\"facility\": \"road\"}'");
    sql.put("asked_by", "'测**'");
    sql.put("responsible_body", "'public-works'");
    sql.put("assignee", "case when %s then w.person_id end".formatted(served));
    sql.put("offered_to", "case when o.state = 'OFFERED' then w.person_id end");
    sql.put(
        "lease_until",
        "case o.state when 'OFFERED' then now() + interval '4 hours' when 'SUSPENDED' then %s end"
            .formatted(resumes));
    sql.put("suspended_from", "case when o.state = 'SUSPENDED' then o.stands end");
    // As the server writes it; a pause that lasts has no end.
    sql.put(
        "pauses",
        """
        case when o.state = 'SUSPENDED'
          then jsonb_build_array(jsonb_build_object('from', to_char(%s at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'to', null))
          else '[]'::jsonb end
        """
            .formatted(moved));
    sql.put("raised", "o.raised");
    sql.put("tier_since", "case when o.raised then %s end".formatted(moved));
    // The next in the list of those who serve: never whoever has it.
    sql.put(
        "contested_by",
        """
        case when %s then
          (select other.person_id from worker other where other.n = (w.n + 1) %% (select count(*) from worker)) end
        """
            .formatted(CONTESTED));
    sql.put(
        "contest_until", "case when %s then now() + interval '4 hours' end".formatted(CONTESTED));
    sql.put("rating", "case when o.state = 'SOLVED' then 3 + (abs(hashint8(o.i)) % 3)::int end");
    sql.put("created_at", "o.at");
    sql.put("updated_at", moved);
    sql.put("solved_at", "case when o.state = 'SOLVED' then %s end".formatted(moved));
    sql.put("sign_started", "o.at");
    sql.put("sign_due", "o.at + interval '4 hours'");
    sql.put("sign_met", "case when %s then o.at + interval '3 hours' end".formatted(served));
    sql.put("resolve_started", "o.at");
    sql.put("resolve_due", "o.at + interval '10 days'");
    sql.put(
        "next_due",
        "case when o.state = 'SUSPENDED' then %s when %s then o.at + %s else %s end"
            .formatted(resumes, open, hours, moved));
    return sql;
  }

  private static String pick(String[] words, int salt) {
    return "(array[%s])[1 + abs(hashint8(o.i * %d)) %% %d]"
        .formatted(
            IntStream.range(0, words.length)
                .mapToObj(i -> "'" + words[i] + "'")
                .collect(Collectors.joining(",")),
            salt,
            words.length);
  }

  private static Map<String, List<String>> ways() {
    Map<String, List<String>> ways = new LinkedHashMap<>();
    STEPS.forEach(
        (state, steps) -> {
          put(ways, state, "", steps);
          if (!Set.of("DRAFT", "SOLVED", "CANCELLED").contains(state)) {
            List<String> raised = new ArrayList<>(steps);
            raised.add(1, "RAISE>WAITING");
            put(ways, state, " raised", raised);
          }
        });
    return ways;
  }

  private static void put(
      Map<String, List<String>> ways, String state, String raised, List<String> steps) {
    ways.put(state + raised, steps);
    if (MAY_PAUSE.contains(state)) {
      ways.put(state + " suspended" + raised, and(steps, "SUSPEND>SUSPENDED"));
    }
    if (state.equals("ACCEPTED")) {
      ways.put(state + raised + " contested", and(steps, "CONTEST>ACCEPTED"));
    }
  }

  private static List<String> and(List<String> steps, String last) {
    return Stream.concat(steps.stream(), Stream.of(last)).toList();
  }

  /**
   * The name of an order's way, in SQL over {@code o}.
   *
   * @param stands what it stands as, or goes on with after a suspension
   */
  private static String way(String stands, String contested) {
    return "concat_ws(' ', %s, case when o.state = 'SUSPENDED' then 'suspended' end, case when o.raised then 'raised' end, case when %s then 'contested' end)"
        .formatted(stands, contested);
  }

  private static String steps() {
    List<String> rows = new ArrayList<>();
    WAYS.forEach(
        (way, steps) -> {
          String before = null;
          for (int i = 0; i < steps.size(); i++) {
            String[] step = steps.get(i).split(">", 2);
            rows.add(
                "('%s', %d, '%s', %s, '%s')"
                    .formatted(
                        way,
                        i + 1,
                        step[0],
                        before == null ? "null" : "'" + before + "'",
                        step[1]));
            before = step[1];
          }
        });
    return String.join(", ", rows);
  }
}

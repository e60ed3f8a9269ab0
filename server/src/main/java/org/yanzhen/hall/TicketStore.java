package org.yanzhen.hall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;
import tools.jackson.databind.json.JsonMapper;

/** Halls, windows and the tickets of a day. */
@Repository
class TicketStore {

  record Ticket(
      UUID id,
      UUID siteId,
      LocalDate day,
      String letter,
      int number,
      String service,
      TicketStanding standing,
      TicketState state,
      Instant drawnAt,
      Instant since,
      @Nullable Instant bookedFor,
      @Nullable Instant calledAt,
      int calls,
      @Nullable Instant saidAt,
      @Nullable String window,
      @Nullable Instant doneAt,
      int handedOver,
      @Nullable UUID orderId,
      boolean atDoor) {

    /** As it is printed and called, e.g. {@code A007}. */
    String label() {
      return "%s%03d".formatted(letter, number);
    }
  }

  /** Waits of a day, from the drawing to the first call. */
  record Waits(
      int drawn, int served, int noShows, @Nullable Duration median, @Nullable Duration longest) {}

  private static final String COLUMNS =
      """
      id, site_id, day, letter, number, service, standing, state, drawn_at, since, booked_for, called_at, calls,
      said_at, window_code, done_at, handed_over, order_id, at_door\
      """;
  private static final int TRIES = 30;

  private final JdbcClient jdbc;
  private final JsonMapper mapper;

  TicketStore(JdbcClient jdbc, JsonMapper mapper) {
    this.jdbc = jdbc;
    this.mapper = mapper;
  }

  void setSite(RealmId realm, Site site) {
    jdbc.sql(
            """
            insert into hall.site (realm, id, division_id, area, name, windows)
            values (:realm, :id, :division, :area, :name, :windows::jsonb)
            on conflict (realm, id) do update set name = excluded.name, windows = excluded.windows
            """)
        .param("realm", realm.value())
        .param("id", site.id())
        .param("division", site.divisionId())
        .param("area", site.area())
        .param("name", site.name())
        .param("windows", mapper.writeValueAsString(site.windows()))
        .update();
  }

  Optional<Site> findSite(RealmId realm, UUID id) {
    return jdbc.sql(
            "select id, division_id, area, name, windows::text as windows from hall.site where"
                + " realm = :realm and id = :id")
        .param("realm", realm.value())
        .param("id", id)
        .query((rs, n) -> site(rs))
        .optional();
  }

  /** A county has a few dozen at most. */
  List<Site> sites(RealmId realm) {
    return jdbc.sql(
            """
            select id, division_id, area, name, windows::text as windows from hall.site
            where realm = :realm order by area, name limit 500
            """)
        .param("realm", realm.value())
        .query((rs, n) -> site(rs))
        .list();
  }

  private Site site(ResultSet rs) throws SQLException {
    return new Site(
        rs.getObject("id", UUID.class),
        rs.getInt("division_id"),
        rs.getString("area"),
        rs.getString("name"),
        Arrays.asList(mapper.readValue(rs.getString("windows"), Site.HallWindow[].class)));
  }

  /**
   * Gives the next free number, or the one that stood on the paper. Empty when the paper's number
   * is taken or the day's numbers are used up.
   */
  Optional<Ticket> draw(RealmId realm, Ticket ticket, boolean onPaper, int paperFrom) {
    for (int tried = 0; tried < TRIES; tried++) {
      int number = onPaper ? ticket.number() : nextNumber(realm, ticket, paperFrom);
      if (number < 1 || (!onPaper && number >= paperFrom)) {
        return Optional.empty();
      }
      if (insert(realm, ticket, number, onPaper)) {
        return find(realm, ticket.id());
      }
      if (onPaper) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private int nextNumber(RealmId realm, Ticket ticket, int paperFrom) {
    return jdbc.sql(
            """
            select coalesce(max(number), 0) + 1 from hall.ticket
            where realm = :realm and site_id = :site and day = :day and letter = :letter and number < :paper
            """)
        .param("realm", realm.value())
        .param("site", ticket.siteId())
        .param("day", ticket.day())
        .param("letter", ticket.letter())
        .param("paper", paperFrom)
        .query(Integer.class)
        .single();
  }

  private boolean insert(RealmId realm, Ticket ticket, int number, boolean onPaper) {
    return jdbc.sql(
                """
                insert into hall.ticket
                  (realm, id, site_id, day, letter, number, service, standing, state, drawn_at, since, booked_for, on_paper, at_door)
                values
                  (:realm, :id, :site, :day, :letter, :number, :service, :standing, :state, :drawn, :since, :booked, :paper, :door)
                on conflict (realm, site_id, day, letter, number) do nothing
                """)
            .param("realm", realm.value())
            .param("id", ticket.id())
            .param("site", ticket.siteId())
            .param("day", ticket.day())
            .param("letter", ticket.letter())
            .param("number", number)
            .param("service", ticket.service())
            .param("standing", ticket.standing().name())
            .param("state", ticket.state().name())
            .param("drawn", utc(ticket.drawnAt()))
            .param("since", utc(ticket.since()))
            .param("booked", ticket.bookedFor() == null ? null : utc(ticket.bookedFor()))
            .param("paper", onPaper)
            .param("door", ticket.atDoor())
            .update()
        == 1;
  }

  /**
   * One call at a time in a hall, and one number given at the door; whoever draws one at the desk
   * meanwhile does not wait.
   */
  void lockSite(RealmId realm, UUID site) {
    jdbc.sql("select 1 from hall.site where realm = :realm and id = :id for no key update")
        .param("realm", realm.value())
        .param("id", site)
        .query(Integer.class)
        .optional();
  }

  Optional<Ticket> find(RealmId realm, UUID id) {
    return select(realm, id, "");
  }

  Optional<Ticket> lock(RealmId realm, UUID id) {
    return select(realm, id, " for update");
  }

  private Optional<Ticket> select(RealmId realm, UUID id, String lock) {
    return jdbc.sql(
            "select %s from hall.ticket where realm = :realm and id = :id%s"
                .formatted(COLUMNS, lock))
        .param("realm", realm.value())
        .param("id", id)
        .query((rs, n) -> ticket(rs))
        .optional();
  }

  List<Ticket> waiting(RealmId realm, UUID site, LocalDate day) {
    return list(realm, site, day, "state = 'WAITING' order by since, id limit 400");
  }

  List<Ticket> booked(RealmId realm, UUID site, LocalDate day) {
    return list(realm, site, day, "state = 'BOOKED' order by booked_for, id limit 200");
  }

  List<Ticket> noShows(RealmId realm, UUID site, LocalDate day) {
    return list(
        realm,
        site,
        day,
        "state = 'NO_SHOW' and called_at is not null order by called_at desc limit 30");
  }

  /** Called and still at their window. */
  List<Ticket> called(RealmId realm, UUID site, LocalDate day) {
    return list(
        realm,
        site,
        day,
        "state = 'CALLED' and called_at is not null order by called_at desc limit 100");
  }

  /** The standings of those called last for these services, the newest first. */
  List<TicketStanding> lastCalled(
      RealmId realm, UUID site, LocalDate day, List<String> services, int limit) {
    return jdbc.sql(
            """
            select standing from hall.ticket
            where realm = :realm and site_id = :site and day = :day and called_at is not null
              and service = any(:services)
            order by called_at desc limit :limit
            """)
        .param("realm", realm.value())
        .param("site", site)
        .param("day", day)
        .param("services", services.toArray(String[]::new))
        .param("limit", limit)
        .query((rs, n) -> TicketStanding.valueOf(rs.getString("standing")))
        .list();
  }

  /** False when another window was quicker. */
  boolean call(RealmId realm, UUID id, String window, @Nullable UUID account, Instant at) {
    return jdbc.sql(
                """
                update hall.ticket
                set state = 'CALLED', called_at = :at, said_at = :at, calls = 1, window_code = :window, account_id = :account
                where realm = :realm and id = :id and state = 'WAITING'
                """)
            .param("realm", realm.value())
            .param("id", id)
            .param("window", window)
            .param("account", account)
            .param("at", utc(at))
            .update()
        == 1;
  }

  void recall(RealmId realm, UUID id, Instant at) {
    update(realm, id, "calls = calls + 1, said_at = :at", Map.of("at", utc(at)));
  }

  void noShow(RealmId realm, UUID id) {
    update(realm, id, "state = 'NO_SHOW'", Map.of());
  }

  void arrive(RealmId realm, UUID id, Instant since) {
    update(realm, id, "state = 'WAITING', since = :since", Map.of("since", utc(since)));
  }

  void handOver(RealmId realm, UUID id, String service) {
    update(
        realm,
        id,
        "state = 'WAITING', service = :service, window_code = null, handed_over = handed_over + 1",
        Map.of("service", service));
  }

  void finish(RealmId realm, UUID id, @Nullable UUID orderId, Instant at) {
    Map<String, Object> params = new HashMap<>();
    params.put("order", orderId);
    params.put("done", utc(at));
    update(realm, id, "state = 'DONE', done_at = :done, order_id = :order", params);
  }

  private void update(RealmId realm, UUID id, String set, Map<String, Object> params) {
    jdbc.sql("update hall.ticket set %s where realm = :realm and id = :id".formatted(set))
        .params(params)
        .param("realm", realm.value())
        .param("id", id)
        .update();
  }

  Waits waits(RealmId realm, UUID site, LocalDate day) {
    return jdbc.sql(
            """
            select count(*) as drawn, count(*) filter (where state = 'DONE') as served,
              count(*) filter (where state = 'NO_SHOW') as no_shows,
              percentile_cont(0.5) within group (order by extract(epoch from greatest(called_at, since) - since))
                filter (where called_at is not null) as median,
              max(extract(epoch from greatest(called_at, since) - since)) filter (where called_at is not null) as longest
            from hall.ticket where realm = :realm and site_id = :site and day = :day and state <> 'BOOKED'
            """)
        .param("realm", realm.value())
        .param("site", site)
        .param("day", day)
        .query(
            (rs, n) ->
                new Waits(
                    rs.getInt("drawn"),
                    rs.getInt("served"),
                    rs.getInt("no_shows"),
                    seconds(rs, "median"),
                    seconds(rs, "longest")))
        .single();
  }

  /** How long one takes at a window, by service, in the middle of today's; from three on. */
  Map<String, Duration> serving(RealmId realm, UUID site, LocalDate day) {
    Map<String, Duration> minutes = new HashMap<>();
    jdbc.sql(
            """
            select service, percentile_cont(0.5) within group (order by extract(epoch from done_at - called_at)) as median
            from hall.ticket
            where realm = :realm and site_id = :site and day = :day and state = 'DONE' and called_at is not null
            group by service having count(*) >= 3
            """)
        .param("realm", realm.value())
        .param("site", site)
        .param("day", day)
        .query(
            rs -> {
              Duration median = seconds(rs, "median");
              if (median != null) {
                minutes.put(rs.getString("service"), median);
              }
            });
    return minutes;
  }

  /** When each window called last. */
  Map<String, Instant> lastCalls(RealmId realm, UUID site, LocalDate day) {
    Map<String, Instant> last = new HashMap<>();
    jdbc.sql(
            """
            select window_code, max(called_at) as at from hall.ticket
            where realm = :realm and site_id = :site and day = :day and called_at is not null
              and window_code is not null
            group by window_code
            """)
        .param("realm", realm.value())
        .param("site", site)
        .param("day", day)
        .query(
            rs -> {
              Instant at = instant(rs, "at");
              if (at != null) {
                last.put(rs.getString("window_code"), at);
              }
            });
    return last;
  }

  /** Who was called last, the newest first. */
  List<TurnForecast.Gone> gone(RealmId realm, UUID site, LocalDate day, int limit) {
    return jdbc.sql(
            """
            select service, standing from hall.ticket
            where realm = :realm and site_id = :site and day = :day and called_at is not null
            order by called_at desc limit :limit
            """)
        .param("realm", realm.value())
        .param("site", site)
        .param("day", day)
        .param("limit", limit)
        .query(
            (rs, n) ->
                new TurnForecast.Gone(
                    rs.getString("service"), TicketStanding.valueOf(rs.getString("standing"))))
        .list();
  }

  /** How many of those who wait took their number at the door. */
  int waitingFromDoor(RealmId realm, UUID site, LocalDate day) {
    return jdbc.sql(
            """
            select count(*) from hall.ticket
            where realm = :realm and site_id = :site and day = :day and state = 'WAITING' and at_door
            """)
        .param("realm", realm.value())
        .param("site", site)
        .param("day", day)
        .query(Integer.class)
        .single();
  }

  private List<Ticket> list(RealmId realm, UUID site, LocalDate day, String rest) {
    return jdbc.sql(
            "select %s from hall.ticket where realm = :realm and site_id = :site and day = :day and %s"
                .formatted(COLUMNS, rest))
        .param("realm", realm.value())
        .param("site", site)
        .param("day", day)
        .query((rs, n) -> ticket(rs))
        .list();
  }

  private static Ticket ticket(ResultSet rs) throws SQLException {
    return new Ticket(
        rs.getObject("id", UUID.class),
        rs.getObject("site_id", UUID.class),
        rs.getObject("day", LocalDate.class),
        rs.getString("letter"),
        rs.getInt("number"),
        rs.getString("service"),
        TicketStanding.valueOf(rs.getString("standing")),
        TicketState.valueOf(rs.getString("state")),
        rs.getObject("drawn_at", OffsetDateTime.class).toInstant(),
        rs.getObject("since", OffsetDateTime.class).toInstant(),
        instant(rs, "booked_for"),
        instant(rs, "called_at"),
        rs.getInt("calls"),
        instant(rs, "said_at"),
        rs.getString("window_code"),
        instant(rs, "done_at"),
        rs.getInt("handed_over"),
        rs.getObject("order_id", UUID.class),
        rs.getBoolean("at_door"));
  }

  private static @Nullable Duration seconds(ResultSet rs, String column) throws SQLException {
    double seconds = rs.getDouble(column);
    return rs.wasNull() ? null : Duration.ofSeconds(Math.round(seconds));
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

package org.yanzhen.order;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.Urgency;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** An order's row as it lies in the table, and the order made of it. */
@Component
class OrderRowMapper implements RowMapper<OrderRow> {

  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<List<Pause>> PAUSES = new TypeReference<>() {};

  /** What a query names, for its rows to be mapped here. */
  static final String COLUMNS =
      """
      id, number, state, version, kind, kind_version, urgency, source, division_id, area, place, title, text,
      nullif(fields, '{}') as fields, nullif(attachments, '{}') as attachments, asked_by, responsible_body, assignee, offered_to, returned_by, claimed, lease_until, hops,
      reopened, rating, from_intake, created_at, updated_at, solved_at, transfers, level, suspended_from,
      nullif(pauses, '[]') as pauses, nullif(open_parts, '{}') as open_parts, part_of, merged_into, joined, stage, follows, together,
      sign_started, sign_due, sign_met, contact_started, contact_due, contact_met,
      resolve_started, resolve_due, resolve_met, verify_started, verify_due, verify_met,
      tier, tier_since, raised, campaign, contested_by, contest_until, language, language_needed,
      nullif(contest_answered, '{}') as contest_answered
      """;

  private final JsonMapper mapper;

  OrderRowMapper(JsonMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public OrderRow mapRow(ResultSet rs, int n) throws SQLException {
    EnumMap<ClockName, Clock> clocks = new EnumMap<>(ClockName.class);
    for (ClockName name : ClockName.values()) {
      String column = name.name().toLowerCase(Locale.ROOT);
      Instant due = optionalTime(rs, column + "_due");
      if (due != null) {
        Clock clock = Clock.running(name, time(rs, column + "_started"), due);
        Instant met = optionalTime(rs, column + "_met");
        clocks.put(name, met == null ? clock : clock.met(met));
      }
    }
    String suspendedFrom = rs.getString("suspended_from");
    Order order =
        new Order(
            rs.getObject("id", UUID.class),
            OrderState.valueOf(rs.getString("state")),
            rs.getInt("version"),
            rs.getString("kind"),
            rs.getInt("kind_version"),
            Urgency.valueOf(rs.getString("urgency")),
            rs.getString("area"),
            rs.getString("text") != null,
            rs.getString("responsible_body"),
            rs.getObject("assignee", UUID.class),
            rs.getObject("offered_to", UUID.class),
            rs.getObject("returned_by", UUID.class),
            rs.getBoolean("claimed"),
            optionalTime(rs, "lease_until"),
            rs.getInt("hops"),
            rs.getInt("reopened"),
            rs.getInt("transfers"),
            rs.getInt("level"),
            suspendedFrom == null ? null : OrderState.valueOf(suspendedFrom),
            pauses(rs.getString("pauses")),
            Set.copyOf(uuids(rs.getArray("open_parts"))),
            rs.getObject("merged_into", UUID.class),
            clocks,
            optionalTime(rs, "solved_at"),
            Tier.valueOf(rs.getString("tier")),
            optionalTime(rs, "tier_since"),
            rs.getBoolean("raised"),
            rs.getObject("campaign", UUID.class),
            new Contest(
                rs.getObject("contested_by", UUID.class),
                optionalTime(rs, "contest_until"),
                Set.copyOf(uuids(rs.getArray("contest_answered")))));
    return new OrderRow(
        order,
        rs.getString("number"),
        Source.valueOf(rs.getString("source")),
        rs.getInt("division_id"),
        rs.getString("place"),
        rs.getString("title"),
        rs.getString("text"),
        texts(rs.getString("fields")),
        uuids(rs.getArray("attachments")),
        rs.getString("asked_by"),
        rs.getObject("rating", Integer.class),
        rs.getObject("from_intake", UUID.class),
        new Lineage(
            rs.getObject("part_of", UUID.class),
            rs.getObject("follows", UUID.class),
            rs.getString("stage"),
            rs.getBoolean("together")),
        spoken(rs),
        rs.getInt("joined"),
        time(rs, "created_at"),
        time(rs, "updated_at"));
  }

  static @Nullable Spoken spoken(ResultSet rs) throws SQLException {
    String language = rs.getString("language");
    return language == null ? null : new Spoken(language, rs.getBoolean("language_needed"));
  }

  // Nearly every order has none of them, and a list reads twenty: what is empty is not sent at all.
  private List<Pause> pauses(@Nullable String json) {
    return json == null ? List.of() : mapper.readValue(json, PAUSES);
  }

  private Map<String, String> texts(@Nullable String json) {
    return json == null ? Map.of() : mapper.readValue(json, TEXTS);
  }

  static List<UUID> uuids(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : Arrays.asList((UUID[]) array.getArray());
  }

  static Instant time(ResultSet rs, String column) throws SQLException {
    return rs.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant optionalTime(ResultSet rs, String column) throws SQLException {
    OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}

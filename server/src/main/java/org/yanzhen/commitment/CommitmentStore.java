package org.yanzhen.commitment;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.command.CommandContext;
import org.yanzhen.shared.RealmId;
import tools.jackson.databind.json.JsonMapper;

/** Promises, their history and its words. */
@Repository
class CommitmentStore {

  /** What was done to a promise. */
  enum Action {
    DRAFT,
    PUBLISH,
    CORRECT,
    REPORT,
    REACH,
    TAKE_BACK,
    FINISH,
    GIVE_UP,
    DISCARD
  }

  /**
   * What one step says.
   *
   * @param reachedOn the day a milestone was reached
   * @param content the promise after it, where the step changed it
   */
  record Step(
      Action action,
      @Nullable Integer milestone,
      @Nullable LocalDate reachedOn,
      @Nullable String text,
      @Nullable Promise content,
      List<UUID> pictures) {

    static Step of(Action action, @Nullable String text) {
      return new Step(action, null, null, text, null, List.of());
    }

    static Step reached(int milestone, LocalDate day, String text, List<UUID> pictures) {
      return new Step(Action.REACH, milestone, day, text, null, pictures);
    }
  }

  /** A step that was taken. */
  record Entry(int version, Instant at, @Nullable UUID accountId, Step step) {}

  /** A division with a list in a year. */
  record ListOf(int year, int divisionId) {}

  private static final String COLUMNS =
      """
      id, year, division_id, area, state, version, content, progress, created_at, updated_at, published_on
      """;

  private final JdbcClient jdbc;
  private final JsonMapper mapper;

  CommitmentStore(JdbcClient jdbc, JsonMapper mapper) {
    this.jdbc = jdbc;
    this.mapper = mapper;
  }

  Optional<Commitment> find(RealmId realm, UUID id) {
    return one(realm, id, "");
  }

  Optional<Commitment> lock(RealmId realm, UUID id) {
    return one(realm, id, " for update");
  }

  private Optional<Commitment> one(RealmId realm, UUID id, String lock) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from commitment.commitment where realm = :realm and id = :id"
                + lock)
        .param("realm", realm.value())
        .param("id", id)
        .query(this::commitment)
        .optional();
  }

  /** A division's list of a year, as it was written; at most {@code limit}. */
  List<Commitment> list(RealmId realm, int year, int divisionId, boolean onlyPublic, int limit) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + """
                  from commitment.commitment
                  where realm = :realm and year = :year and division_id = :division
                    and state <> 'DISCARDED' and (published_on is not null or not :public)
                  order by created_at, id limit :limit
                  """)
        .param("realm", realm.value())
        .param("year", year)
        .param("division", divisionId)
        .param("public", onlyPublic)
        .param("limit", limit)
        .query(this::commitment)
        .list();
  }

  /** Public ones of the divisions, neither done nor given up; the newest year first. */
  List<Commitment> running(RealmId realm, List<Integer> divisions, int limit) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + """
                  from commitment.commitment
                  where realm = :realm and division_id = any(:divisions) and published_on is not null
                    and state = 'PUBLISHED'
                  order by year desc, created_at, id limit :limit
                  """)
        .param("realm", realm.value())
        .param("divisions", divisions.toArray(Integer[]::new))
        .param("limit", limit)
        .query(this::commitment)
        .list();
  }

  /** Where and for which years there are public lists. */
  List<ListOf> lists(RealmId realm) {
    return jdbc.sql(
            """
            select distinct year, division_id from commitment.commitment
            where realm = :realm and published_on is not null order by year desc, division_id
            """)
        .param("realm", realm.value())
        .query((rs, n) -> new ListOf(rs.getInt("year"), rs.getInt("division_id")))
        .list();
  }

  void insert(RealmId realm, Commitment now) {
    jdbc.sql(
            """
            insert into commitment.commitment
              (realm, id, year, division_id, area, state, version, content, progress, created_at, updated_at, published_on)
            values (:realm, :id, :year, :division, :area, :state, :version, :content::jsonb, :progress::jsonb, :created,
              :updated, :published)
            """)
        .params(params(realm, now))
        .update();
  }

  void update(RealmId realm, Commitment now) {
    jdbc.sql(
            """
            update commitment.commitment set year = :year, division_id = :division, area = :area, state = :state,
              version = :version, content = :content::jsonb, progress = :progress::jsonb, created_at = :created,
              updated_at = :updated, published_on = :published
            where realm = :realm and id = :id
            """)
        .params(params(realm, now))
        .update();
  }

  private java.util.Map<String, Object> params(RealmId realm, Commitment now) {
    java.util.Map<String, Object> params = new java.util.HashMap<>();
    params.put("realm", realm.value());
    params.put("id", now.id());
    params.put("year", now.year());
    params.put("division", now.divisionId());
    params.put("area", now.area());
    params.put("state", now.state().name());
    params.put("version", now.version());
    params.put("content", mapper.writeValueAsString(now.promise()));
    params.put("progress", mapper.writeValueAsString(now.progress()));
    params.put("created", now.createdAt().atOffset(ZoneOffset.UTC));
    params.put("updated", now.updatedAt().atOffset(ZoneOffset.UTC));
    params.put("published", now.publishedOn());
    return params;
  }

  void insertStep(RealmId realm, Commitment now, Step step, CommandContext context) {
    jdbc.sql(
            """
            insert into commitment.history
              (realm, commitment_id, version, command_id, action, at, account_id, milestone, reached_on, pictures)
            values (:realm, :id, :version, :command, :action, :at, :account, :milestone, :reachedOn, :pictures)
            """)
        .param("realm", realm.value())
        .param("id", now.id())
        .param("version", now.version())
        .param("command", context.commandId())
        .param("action", step.action().name())
        .param("at", context.at().atOffset(ZoneOffset.UTC))
        .param("account", context.actor().accountId())
        .param("milestone", step.milestone())
        .param("reachedOn", step.reachedOn())
        .param("pictures", step.pictures().toArray(UUID[]::new))
        .update();
    if (step.text() != null || step.content() != null) {
      jdbc.sql(
              """
              insert into commitment.words (realm, commitment_id, version, text, content)
              values (:realm, :id, :version, :text, :content::jsonb)
              """)
          .param("realm", realm.value())
          .param("id", now.id())
          .param("version", now.version())
          .param("text", step.text())
          .param(
              "content", step.content() == null ? null : mapper.writeValueAsString(step.content()))
          .update();
    }
  }

  /** All steps, the first one first. */
  List<Entry> history(RealmId realm, UUID id) {
    return jdbc.sql(
            """
            select h.version, h.action, h.at, h.account_id, h.milestone, h.reached_on, h.pictures, w.text, w.content
            from commitment.history h
            left join commitment.words w
              on w.realm = h.realm and w.commitment_id = h.commitment_id and w.version = h.version
            where h.realm = :realm and h.commitment_id = :id order by h.version
            """)
        .param("realm", realm.value())
        .param("id", id)
        .query(
            (rs, n) ->
                new Entry(
                    rs.getInt("version"),
                    rs.getObject("at", OffsetDateTime.class).toInstant(),
                    rs.getObject("account_id", UUID.class),
                    new Step(
                        Action.valueOf(rs.getString("action")),
                        rs.getObject("milestone", Integer.class),
                        rs.getObject("reached_on", LocalDate.class),
                        rs.getString("text"),
                        promise(rs.getString("content")),
                        uuids(rs.getArray("pictures")))))
        .list();
  }

  private static List<UUID> uuids(Array array) throws SQLException {
    return Arrays.stream((Object[]) array.getArray()).map(UUID.class::cast).toList();
  }

  private @Nullable Promise promise(@Nullable String content) {
    return content == null ? null : mapper.readValue(content, Promise.class);
  }

  private Commitment commitment(ResultSet rs, int row) throws SQLException {
    return new Commitment(
        rs.getObject("id", UUID.class),
        rs.getInt("year"),
        rs.getInt("division_id"),
        rs.getString("area"),
        CommitmentState.valueOf(rs.getString("state")),
        rs.getInt("version"),
        mapper.readValue(rs.getString("content"), Promise.class),
        mapper.readValue(rs.getString("progress"), Commitment.Progress.class),
        rs.getObject("created_at", OffsetDateTime.class).toInstant(),
        rs.getObject("updated_at", OffsetDateTime.class).toInstant(),
        rs.getObject("published_on", LocalDate.class));
  }
}

package org.yanzhen.order;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.CommandContext;
import org.yanzhen.order.OrderReads.Beside;
import org.yanzhen.order.OrderReads.InPlay;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;
import org.yanzhen.shared.Writes;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Orders, their history, words, contacts and timers. */
@Repository
class OrderStore {

  /**
   * @param principalName for whom somebody else asked
   */
  record Contact(
      @Nullable String name,
      @Nullable String phone,
      @Nullable String principalName,
      @Nullable String principalPhone) {

    static final Contact NONE = new Contact(null, null, null, null);
  }

  record HistoryRow(
      OrderEvent event,
      @Nullable UUID accountId,
      @Nullable String role,
      @Nullable Instant recordedAt,
      @Nullable String text,
      List<UUID> attachments,
      @Nullable String onBehalfOf) {}

  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<List<Pause>> PAUSES = new TypeReference<>() {};

  private static final String COLUMNS =
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

  private static final String IN_PLAY =
      """
      select id, state, kind, kind_version, division_id, area, urgency, returned_by, resolve_due, responsible_body,
             version, coalesce(assignee, offered_to) as person, language, language_needed
      from orders.orders
      where realm = :realm and state in ('WAITING', 'OPEN', 'OFFERED', 'ACCEPTED', 'WORKING')
      """;

  private final JdbcClient jdbc;
  private final Writes writes;
  private final JsonMapper mapper;
  private final Vault vault;

  OrderStore(JdbcClient jdbc, Writes writes, JsonMapper mapper, Vault vault) {
    this.jdbc = jdbc;
    this.writes = writes;
    this.mapper = mapper;
    this.vault = vault;
  }

  /** False when the id or the number is taken. */
  boolean insert(
      RealmId realm, OrderRow row, @Nullable Instant escalateAt, CommandContext context) {
    Order order = row.order();
    return jdbc.sql(
                """
                insert into orders.orders
                  (realm, id, number, state, version, kind, kind_version, urgency, source, division_id, area, place,
                   title, text, fields, attachments, asked_by, responsible_body, from_intake, created_by,
                   created_at, updated_at, sign_started, sign_due, resolve_started, resolve_due, next_due,
                   part_of, merged_into, stage, follows, together, escalate_at, tier, tier_since, campaign,
                   language, language_needed)
                values
                  (:realm, :id, :number, :state, 1, :kind, :kindVersion, :urgency, :source, :division, :area, :place,
                   :title, :text, :fields::jsonb, :attachments, :askedBy, :body, :fromIntake, :createdBy,
                   :at, :at, :signStarted, :signDue, :resolveStarted, :resolveDue, :nextDue,
                   :partOf, :mergedInto, :stage, :follows, :together, :escalateAt, :tier, :at, :campaign,
                   :language, :needed)
                on conflict do nothing
                """)
            .param("realm", realm.value())
            .param("id", order.id())
            .param("number", row.number())
            .param("state", order.state().name())
            .param("kind", order.kind())
            .param("kindVersion", order.kindVersion())
            .param("urgency", order.urgency().name())
            .param("source", row.source().name())
            .param("division", row.divisionId())
            .param("area", order.area())
            .param("place", row.place())
            .param("title", row.title())
            .param("text", row.text())
            .param("fields", mapper.writeValueAsString(row.fields()))
            .param("attachments", row.attachments().toArray(UUID[]::new))
            .param("askedBy", row.askedBy())
            .param("body", order.responsibleBody())
            .param("fromIntake", row.fromIntake())
            .param("createdBy", context.actor().accountId())
            .param("at", utc(row.createdAt()))
            .param(
                "signStarted", utc(order.clock(ClockName.SIGN).map(Clock::startedAt).orElse(null)))
            .param("signDue", utc(order.clock(ClockName.SIGN).map(Clock::dueAt).orElse(null)))
            .param(
                "resolveStarted",
                utc(order.clock(ClockName.RESOLVE).map(Clock::startedAt).orElse(null)))
            .param("resolveDue", utc(order.clock(ClockName.RESOLVE).map(Clock::dueAt).orElse(null)))
            .param("nextDue", utc(nextDue(order, row.createdAt())))
            .param("partOf", row.lineage().partOf())
            .param("mergedInto", order.mergedInto())
            .param("stage", row.lineage().stage())
            .param("follows", row.lineage().follows())
            .param("together", row.lineage().together())
            .param("escalateAt", utc(escalateAt))
            .param("tier", order.tier().name())
            .param("campaign", order.campaign())
            .param("language", row.spoken() == null ? null : row.spoken().language())
            .param("needed", row.spoken() != null && row.spoken().needed())
            .update()
        == 1;
  }

  void insertContact(RealmId realm, UUID orderId, Contact contact) {
    if (contact.equals(Contact.NONE)) {
      return;
    }
    String phone = contact.phone();
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("realm", realm.value());
    params.put("id", orderId);
    params.put("name", encrypted(realm, contact.name(), "name", orderId));
    params.put("phone", encrypted(realm, phone, "phone", orderId));
    params.put(
        "index", phone == null ? null : vault.blindIndex(realm, phone, "orders.contact.phone"));
    params.put(
        "principalName", encrypted(realm, contact.principalName(), "principal_name", orderId));
    params.put(
        "principalPhone", encrypted(realm, contact.principalPhone(), "principal_phone", orderId));
    writes.later(
        """
            insert into orders.contact (realm, order_id, name, phone, phone_index, principal_name, principal_phone)
            values (:realm, :id, :name, :phone, :index, :principalName, :principalPhone)
            """,
        params);
  }

  private byte @Nullable [] encrypted(
      RealmId realm, @Nullable String text, String column, UUID orderId) {
    return vault.encrypt(realm, text, "orders.contact." + column + "/" + orderId);
  }

  private @Nullable String decrypted(RealmId realm, ResultSet rs, String column, UUID orderId)
      throws SQLException {
    return vault.decrypt(realm, rs.getBytes(column), "orders.contact." + column + "/" + orderId);
  }

  Contact contact(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select name, phone, principal_name, principal_phone from orders.contact
            where realm = :realm and order_id = :id
            """)
        .param("realm", realm.value())
        .param("id", orderId)
        .query(
            (rs, n) ->
                new Contact(
                    decrypted(realm, rs, "name", orderId),
                    decrypted(realm, rs, "phone", orderId),
                    decrypted(realm, rs, "principal_name", orderId),
                    decrypted(realm, rs, "principal_phone", orderId)))
        .optional()
        .orElse(Contact.NONE);
  }

  /** How many others ask for the same; kept beside the order, not part of its history. */
  void addJoined(RealmId realm, UUID orderId, int more) {
    jdbc.sql(
            """
            update orders.orders set joined = joined + :more where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", orderId)
        .param("more", more)
        .update();
  }

  record Joined(UUID orderId, String area) {}

  /** The orders of the same matter that go on with this one. */
  List<Joined> joinedTo(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select id as order_id, area from orders.orders
            where realm = :realm and merged_into = :order order by id
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(Joined.class)
        .list();
  }

  /** Parts of a joint order. */
  List<OrderRow> partsOf(RealmId realm, UUID leadId) {
    return jdbc.sql(
            "select %s from orders.orders where realm = :realm and part_of = :lead order by created_at, id limit 50"
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("lead", leadId)
        .query((rs, n) -> row(rs))
        .list();
  }

  /**
   * The other of two orders that are served at the same moment, by each of them. A part that ended
   * otherwise or is waited for no longer is beside nothing.
   */
  Map<UUID, Beside> besides(RealmId realm, Collection<UUID> ids) {
    Map<UUID, Beside> besides = new HashMap<>();
    jdbc.sql(
            """
            select s.id as second, s.state as second_state, s.assignee as second_assignee, s.offered_to as second_offered,
                   l.id as lead, l.state as lead_state, l.assignee as lead_assignee, l.offered_to as lead_offered
            from orders.orders s
            join orders.orders l on l.realm = s.realm and l.id = s.part_of
            where s.realm = :realm and s.together and (s.part_of = any(:ids) or s.id = any(:ids))
              and s.state = any(:served) and (s.id = any(l.open_parts) or s.state = 'SOLVED')
            """)
        .param("realm", realm.value())
        .param("ids", ids.toArray(UUID[]::new))
        .param("served", SERVED_TOGETHER)
        .query(
            rs -> {
              UUID second = rs.getObject("second", UUID.class);
              UUID lead = rs.getObject("lead", UUID.class);
              besides.put(lead, beside(rs, second, "second"));
              besides.put(second, beside(rs, lead, "lead"));
            });
    return besides;
  }

  private static final String[] SERVED_TOGETHER = {
    "WAITING", "OPEN", "OFFERED", "ACCEPTED", "WORKING", "REPORTED", "SOLVED"
  };

  private static Beside beside(ResultSet rs, UUID id, String side) throws SQLException {
    OrderState state = OrderState.valueOf(rs.getString(side + "_state"));
    return new Beside(
        id,
        state,
        rs.getObject(
            state == OrderState.OFFERED ? side + "_offered" : side + "_assignee", UUID.class));
  }

  void planFollowUp(RealmId realm, UUID orderId, String stage, Instant dueAt) {
    jdbc.sql(
            """
            insert into orders.follow_up (realm, order_id, stage, due_at)
            select :realm, :order, :stage, :due
            where not exists (
              select from orders.orders where realm = :realm and follows = :order and stage = :stage)
            on conflict (realm, order_id, stage) do update set due_at = excluded.due_at
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("stage", stage)
        .param("due", utc(dueAt))
        .update();
  }

  /** Not planned anew: what was dropped or placed meanwhile stays so. */
  void putOffFollowUp(RealmId realm, UUID orderId, String stage, Instant until) {
    jdbc.sql(
            """
            update orders.follow_up set due_at = :until
            where realm = :realm and order_id = :order and stage = :stage
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("stage", stage)
        .param("until", utc(until))
        .update();
  }

  Optional<UUID> servedBefore(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select first.assignee from orders.orders o
            join orders.orders first on first.realm = o.realm and first.id = o.follows
            where o.realm = :realm and o.id = :id and first.assignee is not null
            """)
        .param("realm", realm.value())
        .param("id", orderId)
        .query(UUID.class)
        .optional();
  }

  void dropFollowUps(RealmId realm, UUID orderId) {
    jdbc.sql("delete from orders.follow_up where realm = :realm and order_id = :order")
        .param("realm", realm.value())
        .param("order", orderId)
        .update();
  }

  /** False when somebody else took it. */
  boolean takeFollowUp(RealmId realm, UUID orderId, String stage) {
    return jdbc.sql(
                """
                delete from orders.follow_up where realm = :realm and order_id = :order and stage = :stage
                """)
            .param("realm", realm.value())
            .param("order", orderId)
            .param("stage", stage)
            .update()
        == 1;
  }

  record FollowUp(UUID orderId, String stage) {}

  record Planned(String stage, Instant dueAt) {}

  /** Stages that will come after the order. */
  List<Planned> followUpsOf(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select stage, due_at from orders.follow_up
            where realm = :realm and order_id = :order order by due_at, stage
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query((rs, n) -> new Planned(rs.getString("stage"), time(rs, "due_at")))
        .list();
  }

  List<FollowUp> followUpsDue(RealmId realm, Instant now) {
    return jdbc.sql(
            """
            select order_id, stage from orders.follow_up
            where realm = :realm and due_at <= :now order by due_at limit 200
            """)
        .param("realm", realm.value())
        .param("now", utc(now))
        .query(FollowUp.class)
        .list();
  }

  /** Orders whose broken promise is to be raised. */
  List<Timer> toEscalate(RealmId realm, Instant now) {
    return jdbc.sql(
            """
            select id as order_id, version from orders.orders
            where realm = :realm and escalate_at <= :now order by escalate_at limit 200
            """)
        .param("realm", realm.value())
        .param("now", utc(now))
        .query(Timer.class)
        .list();
  }

  /** One that cannot be raised now is tried again later, and stands in nobody's way. */
  void putOffEscalation(RealmId realm, UUID orderId, Instant until) {
    jdbc.sql("update orders.orders set escalate_at = :until where realm = :realm and id = :id")
        .param("realm", realm.value())
        .param("id", orderId)
        .param("until", utc(until))
        .update();
  }

  /** How many orders came from this number since then. */
  /** The orders asked for from this number, the newest first. */
  List<OrderRow> byPhone(RealmId realm, String phone, int limit) {
    return jdbc.sql(
            """
            select %s from orders.orders
            where realm = :realm and id in (
              select order_id from orders.contact where realm = :realm and phone_index = :index)
            order by created_at desc, id desc limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("index", vault.blindIndex(realm, phone, "orders.contact.phone"))
        .param("limit", limit)
        .query((rs, n) -> row(rs))
        .list();
  }

  /** Unfinished orders of the kind in the village which others may join, the newest first. */
  List<OrderRow> openLike(RealmId realm, String kind, int divisionId, int limit) {
    return jdbc.sql(
            """
            select %s from orders.orders
            where realm = :realm and division_id = :division and kind = :kind and part_of is null
              and state in ('WAITING', 'OFFERED', 'OPEN', 'ACCEPTED', 'WORKING', 'SUSPENDED')
            order by created_at desc, id desc limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("division", divisionId)
        .param("kind", kind)
        .param("limit", limit)
        .query((rs, n) -> row(rs))
        .list();
  }

  int countFromDoor(RealmId realm, int divisionId, Instant since) {
    return jdbc.sql(
            """
            select count(*) from (
              select from orders.orders
              where realm = :realm and division_id = :division and created_at >= :since and source = 'DOOR' limit 1000)
              as recent
            """)
        .param("realm", realm.value())
        .param("division", divisionId)
        .param("since", utc(since))
        .query(Integer.class)
        .single();
  }

  Optional<UUID> findByNumber(RealmId realm, String number) {
    return jdbc.sql("select id from orders.orders where realm = :realm and number = :number")
        .param("realm", realm.value())
        .param("number", number)
        .query(UUID.class)
        .optional();
  }

  /** The row, locked against every other change until the transaction ends. */
  Optional<OrderRow> lock(RealmId realm, UUID id) {
    return select(realm, id, " for update");
  }

  Optional<OrderRow> find(RealmId realm, UUID id) {
    return select(realm, id, "");
  }

  private Optional<OrderRow> select(RealmId realm, UUID id, String lock) {
    return jdbc.sql(
            "select %s from orders.orders where realm = :realm and id = :id%s"
                .formatted(COLUMNS, lock))
        .param("realm", realm.value())
        .param("id", id)
        .query((rs, n) -> row(rs))
        .optional();
  }

  List<OrderRow> findAll(RealmId realm, Collection<UUID> ids) {
    return jdbc.sql(
            "select %s from orders.orders where realm = :realm and id = any(:ids)"
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("ids", ids.toArray(UUID[]::new))
        .query((rs, n) -> row(rs))
        .list();
  }

  /** Beyond so many orders with the words, the next page is found sooner by walking the list. */
  private static final int MANY = 2_000;

  /** Where words are looked for first, before any index is asked. */
  private static final int NEXT = 400;

  /** So many of {@link #NEXT} have the words: walking on finds the rest of the page soon. */
  private static final int FREQUENT = 4;

  /** A page of a worklist, see {@link WorklistQuery}. */
  List<OrderRow> page(WorklistQuery query) {
    if (!query.hasWords()) {
      return rows(query.page(null));
    }
    // Frequent words stand in thousands of orders, and the index names them in no order at all.
    List<OrderRow> near = rows(query.amongNext(NEXT));
    if (near.size() >= query.limit()) {
      return near;
    }
    if (near.size() >= FREQUENT) {
      return rows(query.page(null));
    }
    List<UUID> found = withWords(query);
    return rows(query.page(found.size() > MANY ? null : found));
  }

  private List<OrderRow> rows(WorklistQuery.Sql sql) {
    return jdbc.sql("select %s from %s where %s".formatted(COLUMNS, sql.from(), sql.where()))
        .params(sql.params())
        .query((rs, n) -> row(rs))
        .list();
  }

  private List<UUID> withWords(WorklistQuery query) {
    return jdbc.sql("select * from orders.with_words(:words, :finished, :areas, :most)")
        .param("words", query.text())
        .param("finished", query.isFinished())
        .param("areas", query.prefixes())
        .param("most", MANY + 1)
        .query(UUID.class)
        .list();
  }

  int count(WorklistQuery.Sql sql) {
    return jdbc.sql(
            "select count(*) from (select from orders.orders where %s) as counted"
                .formatted(sql.where()))
        .params(sql.params())
        .query(Integer.class)
        .single();
  }

  void update(RealmId realm, Order order, OrderEvent event, @Nullable Instant escalateAt) {
    Map<String, Object> params = new HashMap<>();
    params.put("realm", realm.value());
    params.put("id", order.id());
    params.put("state", order.state().name());
    params.put("version", order.version());
    params.put("assignee", order.assignee());
    params.put("offeredTo", order.offeredTo());
    params.put("returnedBy", order.returnedBy());
    params.put("claimed", order.claimed());
    params.put("lease", utc(order.leaseUntil()));
    params.put("hops", order.hops());
    params.put("reopened", order.reopened());
    params.put("rating", event.facts().rating());
    params.put("urgency", order.urgency().name());
    params.put("body", order.responsibleBody());
    params.put("transfers", order.transfers());
    params.put("level", order.level());
    params.put(
        "suspendedFrom", order.suspendedFrom() == null ? null : order.suspendedFrom().name());
    params.put("pauses", mapper.writeValueAsString(order.pauses()));
    params.put("openParts", order.openParts().stream().sorted().toArray(UUID[]::new));
    params.put("mergedInto", order.mergedInto());
    params.put("escalateAt", utc(escalateAt));
    params.put("tier", order.tier().name());
    params.put("tierSince", utc(order.tierSince()));
    params.put("raised", order.raised());
    params.put("campaign", order.campaign());
    params.put("contestedBy", order.contest().by());
    params.put("contestUntil", utc(order.contest().until()));
    params.put(
        "contestAnswered", order.contest().answered().stream().sorted().toArray(UUID[]::new));
    params.put("at", utc(event.at()));
    params.put("solvedAt", utc(order.solvedAt()));
    params.put("nextDue", utc(nextDue(order, event.at())));
    StringBuilder clocks = new StringBuilder();
    for (ClockName name : ClockName.values()) {
      String column = name.name().toLowerCase(Locale.ROOT);
      Optional<Clock> clock = order.clock(name);
      clocks.append(
          ", %1$s_started = :%1$sStarted, %1$s_due = :%1$sDue, %1$s_met = :%1$sMet"
              .formatted(column));
      params.put(column + "Started", utc(clock.map(Clock::startedAt).orElse(null)));
      params.put(column + "Due", utc(clock.map(Clock::dueAt).orElse(null)));
      params.put(column + "Met", utc(clock.map(Clock::metAt).orElse(null)));
    }
    int updated =
        jdbc.sql(
                """
                update orders.orders
                set state = :state, version = :version, assignee = :assignee, offered_to = :offeredTo,
                    returned_by = :returnedBy, claimed = :claimed, lease_until = :lease, hops = :hops,
                    reopened = :reopened, rating = coalesce(:rating, rating), updated_at = :at, solved_at = :solvedAt,
                    urgency = :urgency, responsible_body = :body, transfers = :transfers, level = :level,
                    suspended_from = :suspendedFrom, pauses = :pauses::jsonb, open_parts = :openParts,
                    merged_into = :mergedInto, escalate_at = :escalateAt, tier = :tier, tier_since = :tierSince,
                    raised = :raised, campaign = :campaign, next_due = :nextDue,
                    contested_by = :contestedBy, contest_until = :contestUntil,
                    contest_answered = :contestAnswered %s
                where realm = :realm and id = :id and version = :version - 1
                """
                    .formatted(clocks))
            .params(params)
            .update();
    if (updated != 1) {
      throw new IllegalStateException("order " + order.id() + " moved under its lock");
    }
  }

  void addPictures(RealmId realm, UUID orderId, List<UUID> attachments) {
    if (!attachments.isEmpty()) {
      jdbc.sql(
              """
              update orders.orders set attachments = attachments || :more where realm = :realm and id = :id
              """)
          .param("realm", realm.value())
          .param("id", orderId)
          .param("more", attachments.toArray(UUID[]::new))
          .update();
    }
  }

  void insertHistory(
      RealmId realm,
      UUID orderId,
      int version,
      String action,
      @Nullable OrderState from,
      OrderState to,
      Facts facts,
      @Nullable String role,
      @Nullable String text,
      List<UUID> attachments,
      CommandContext context) {
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("realm", realm.value());
    params.put("order", orderId);
    params.put("version", version);
    params.put("command", context.commandId());
    params.put("action", action);
    params.put("from", from == null ? null : from.name());
    params.put("to", to.name());
    params.put("at", utc(context.at()));
    params.put("recordedAt", utc(context.recordedAt()));
    params.put("account", context.actor().accountId());
    params.put("role", role);
    params.put("facts", mapper.writeValueAsString(facts));
    writes.later(
        """
            insert into orders.history
              (realm, order_id, version, command_id, action, from_state, to_state, at, recorded_at, account_id, role, facts)
            values
              (:realm, :order, :version, :command, :action, :from, :to, :at, :recordedAt, :account, :role, :facts::jsonb)
            """,
        params);
    String behalf = context.onBehalfOf() == null ? null : context.onBehalfOf().name();
    if (text != null || !attachments.isEmpty() || behalf != null) {
      Map<String, @Nullable Object> words = new HashMap<>();
      words.put("realm", realm.value());
      words.put("order", orderId);
      words.put("version", version);
      words.put("text", text);
      words.put("attachments", attachments.toArray(UUID[]::new));
      words.put("behalf", behalf);
      writes.later(
          """
              insert into orders.words (realm, order_id, version, text, attachments, on_behalf_of)
              values (:realm, :order, :version, :text, :attachments, :behalf)
              """,
          words);
    }
  }

  /** The thread, oldest first; the first entry's action is PLACE or DRAFT and has no event. */
  List<HistoryRow> history(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select h.version, h.action, h.from_state, h.to_state, h.at, h.recorded_at, h.account_id, h.role, h.facts,
                   w.text, w.attachments, w.on_behalf_of
            from orders.history h
            left join orders.words w on w.realm = h.realm and w.order_id = h.order_id and w.version = h.version
            where h.realm = :realm and h.order_id = :order order by h.version
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(
            (rs, n) -> {
              Facts facts = mapper.readValue(rs.getString("facts"), Facts.class);
              String from = rs.getString("from_state");
              String action = rs.getString("action");
              OrderState to = OrderState.valueOf(rs.getString("to_state"));
              return new HistoryRow(
                  new OrderEvent(
                      rs.getInt("version"),
                      action.equals(PLACED) || action.equals(DRAFTED)
                          ? Action.SUBMIT
                          : Action.valueOf(action),
                      from == null ? OrderState.DRAFT : OrderState.valueOf(from),
                      to,
                      time(rs, "at"),
                      facts),
                  rs.getObject("account_id", UUID.class),
                  rs.getString("role"),
                  optionalTime(rs, "recorded_at"),
                  rs.getString("text"),
                  uuids(rs.getArray("attachments")),
                  rs.getString("on_behalf_of"));
            })
        .list();
  }

  /** By whose account it was placed. */
  Optional<UUID> placedBy(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select account_id from orders.history
            where realm = :realm and order_id = :order and version = 1 and account_id is not null
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(UUID.class)
        .optional();
  }

  /**
   * Of an entry of the history that names a person: it was offered to them or taken by them. Who
   * would have taken it over is named too, and never had it.
   */
  static final String HAD_IT = "action not in ('CONTEST', 'KEEP', 'DROP_CONTEST')";

  /** Whether the order was ever offered to this person or taken by them. */
  boolean everHad(RealmId realm, UUID orderId, UUID person) {
    return jdbc.sql(
            """
            select exists (
              select from orders.history
              where realm = :realm and order_id = :order and facts ->> 'person' = :person and %s)
            """
                .formatted(HAD_IT))
        .param("realm", realm.value())
        .param("order", orderId)
        .param("person", person.toString())
        .query(Boolean.class)
        .single();
  }

  /** Whether the body that answers for it got it by the hop limit, and so may not pass it on. */
  boolean isTakenForGood(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select coalesce((
              select facts ->> 'reason' = :limit from orders.history
              where realm = :realm and order_id = :order and action = 'TRANSFER'
              order by version desc limit 1), false)
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("limit", Orders.HOP_LIMIT)
        .query(Boolean.class)
        .single();
  }

  /** How often the requester has spoken on the order. */
  int countByRequester(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select count(*) from orders.history
            where realm = :realm and order_id = :order and role = 'REQUESTER'
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(Integer.class)
        .single();
  }

  static final String PLACED = "PLACE";
  static final String DRAFTED = "DRAFT";

  void setTimer(RealmId realm, UUID orderId, int version, @Nullable Instant dueAt) {
    if (dueAt == null) {
      writes.later(
          "delete from orders.timer where realm = :realm and order_id = :order",
          Map.of("realm", realm.value(), "order", orderId));
      return;
    }
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("realm", realm.value());
    params.put("order", orderId);
    params.put("version", version);
    params.put("due", utc(dueAt));
    writes.later(
        """
            insert into orders.timer (realm, order_id, version, due_at) values (:realm, :order, :version, :due)
            on conflict (realm, order_id) do update set version = excluded.version, due_at = excluded.due_at
            """,
        params);
  }

  /** Uploads that came with a step, not with the asking. */
  List<UUID> sentWithSteps(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select unnest(attachments) from orders.words where realm = :realm and order_id = :order
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(UUID.class)
        .list();
  }

  /**
   * One that cannot be acted on now is tried again later; one that was set anew meanwhile stays.
   */
  void putOffTimer(RealmId realm, UUID orderId, int version, Instant until) {
    jdbc.sql(
            """
            update orders.timer set due_at = :until
            where realm = :realm and order_id = :order and version = :version
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("version", version)
        .param("until", utc(until))
        .update();
  }

  record Timer(UUID orderId, int version) {}

  List<Timer> due(RealmId realm, Instant now) {
    return jdbc.sql(
            """
            select order_id, version from orders.timer
            where realm = :realm and due_at <= :now order by due_at limit 200
            """)
        .param("realm", realm.value())
        .param("now", utc(now))
        .query(Timer.class)
        .list();
  }

  /** Unfinished orders each of these people has in hand. */
  Map<UUID, Integer> load(RealmId realm, Collection<UUID> people) {
    Map<UUID, Integer> load = new HashMap<>();
    jdbc.sql(
            """
            select coalesce(assignee, offered_to) as person, count(*) as n from orders.orders
            where realm = :realm and state in ('OFFERED', 'ACCEPTED', 'WORKING')
              and (assignee = any(:people) or offered_to = any(:people))
            group by 1
            """)
        .param("realm", realm.value())
        .param("people", people.toArray(UUID[]::new))
        .query(
            rs -> {
              load.put(rs.getObject("person", UUID.class), rs.getInt("n"));
            });
    return load;
  }

  /** Orders somebody may be sent to, or is sent to already, with whoever that is. */
  List<InPlay> inPlay(RealmId realm, int most) {
    return jdbc.sql(IN_PLAY + " limit :most")
        .param("realm", realm.value())
        .param("most", most)
        .query((rs, n) -> inPlay(rs))
        .list();
  }

  Optional<InPlay> findInPlay(RealmId realm, UUID id) {
    return jdbc.sql(IN_PLAY + " and id = :id")
        .param("realm", realm.value())
        .param("id", id)
        .query((rs, n) -> inPlay(rs))
        .optional();
  }

  private static InPlay inPlay(ResultSet rs) throws SQLException {
    OffsetDateTime due = rs.getObject("resolve_due", OffsetDateTime.class);
    return new InPlay(
        new OrderFacts(
            rs.getObject("id", UUID.class),
            OrderState.valueOf(rs.getString("state")),
            rs.getString("kind"),
            rs.getInt("kind_version"),
            rs.getInt("division_id"),
            rs.getString("area"),
            Urgency.valueOf(rs.getString("urgency")),
            rs.getObject("returned_by", UUID.class),
            due == null ? null : due.toInstant(),
            rs.getString("responsible_body"),
            rs.getInt("version"),
            spoken(rs)),
        rs.getObject("person", UUID.class));
  }

  /** How many solved orders each of these people has served in the division. */
  Map<UUID, Integer> served(RealmId realm, int divisionId, Collection<UUID> people) {
    Map<UUID, Integer> served = new HashMap<>();
    jdbc.sql(
            """
            select assignee, count(*) as n from orders.orders
            where realm = :realm and assignee = any(:people) and state = 'SOLVED' and division_id = :division
            group by 1
            """)
        .param("realm", realm.value())
        .param("people", people.toArray(UUID[]::new))
        .param("division", divisionId)
        .query(
            rs -> {
              served.put(rs.getObject("assignee", UUID.class), rs.getInt("n"));
            });
    return served;
  }

  List<OrderRow> inHandOf(RealmId realm, UUID person, int limit) {
    return jdbc.sql(
            """
            select %s from orders.orders
            where realm = :realm and (offered_to = :person or assignee = :person)
              and state in ('OFFERED', 'ACCEPTED', 'WORKING', 'REPORTED', 'SUSPENDED')
            order by next_due, id limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("person", person)
        .param("limit", limit)
        .query((rs, n) -> row(rs))
        .list();
  }

  /** What these people are asked for, have accepted or work on; the most pressing first. */
  List<OrderRow> inHandsOf(RealmId realm, Collection<UUID> persons, int limit) {
    return jdbc.sql(
            """
            select %s from orders.orders
            where realm = :realm and (offered_to = any(:persons) or assignee = any(:persons))
              and state in ('OFFERED', 'ACCEPTED', 'WORKING')
            order by next_due, id limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("persons", persons.stream().distinct().toArray(UUID[]::new))
        .param("limit", limit)
        .query((rs, n) -> row(rs))
        .list();
  }

  /** What nobody has yet in an area; the most pressing first. */
  List<OrderRow> waitingIn(RealmId realm, String area, int limit) {
    return jdbc.sql(
            """
            select %s from orders.orders
            where realm = :realm and state in ('WAITING', 'OPEN')
              and area ~>=~ :area and area ~<~ :areaEnd
            order by next_due, id limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("area", area)
        .param("areaEnd", area.substring(0, area.length() - 1) + "/")
        .param("limit", limit)
        .query((rs, n) -> row(rs))
        .list();
  }

  List<OrderRow> finishedBy(RealmId realm, UUID person, int limit) {
    return jdbc.sql(
            """
            select %s from orders.orders
            where realm = :realm and assignee = :person and state in ('SOLVED', 'CANCELLED', 'MERGED')
            order by updated_at desc limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("person", person)
        .param("limit", limit)
        .query((rs, n) -> row(rs))
        .list();
  }

  /** Open orders of these divisions asked for since then, the latest first. */
  List<OrderRow> openIn(RealmId realm, Collection<Integer> divisions, Instant since, int limit) {
    return jdbc.sql(
            """
            select %s from orders.orders
            where realm = :realm and division_id = any(:divisions) and created_at >= :since and state = any(:open)
            order by created_at desc limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("divisions", divisions.toArray(Integer[]::new))
        .param("since", utc(since))
        .param("open", OrderState.UNFINISHED.stream().map(Enum::name).toArray(String[]::new))
        .param("limit", limit)
        .query((rs, n) -> row(rs))
        .list();
  }

  /** Open orders of the realm whose promise is furthest off: mostly those asked for last. */
  List<OrderRow> openLatest(RealmId realm, Instant since, int limit) {
    return jdbc.sql(
            """
            select %s from orders.orders
            where realm = :realm and state in ('WAITING', 'OFFERED', 'OPEN', 'ACCEPTED', 'WORKING', 'REPORTED')
              and created_at >= :since
            order by next_due desc, id desc limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("since", utc(since))
        .param("limit", limit)
        .query((rs, n) -> row(rs))
        .list();
  }

  List<OrderRow> onBoard(RealmId realm, Collection<String> areas, int limit) {
    String[] prefixes = areas.stream().map(area -> area + "%").toArray(String[]::new);
    return jdbc.sql(
            """
            select %s from orders.orders
            where realm = :realm and state = 'OPEN' and area like any(:areas)
            order by next_due, id limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("areas", prefixes)
        .param("limit", limit)
        .query((rs, n) -> row(rs))
        .list();
  }

  /** Among so many that somebody has taken, of a whole realm, those of a village are looked for. */
  private static final int TAKEN_LOOKED_AT = 5_000;

  /** What others have taken of these kinds and not begun; the most pressing first. */
  List<OrderRow> takenByOthers(
      RealmId realm, UUID person, Collection<String> areas, Collection<String> kinds, int limit) {
    String[] prefixes = areas.stream().map(area -> area + "%").toArray(String[]::new);
    return jdbc.sql(
            """
            select %s from (
              select * from orders.orders where realm = :realm and state = 'ACCEPTED'
              order by next_due, id limit :looked) as taken
            where assignee <> :person and kind = any(:kinds) and area like any(:areas)
            order by next_due, id limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("looked", TAKEN_LOOKED_AT)
        .param("person", person)
        .param("kinds", kinds.toArray(String[]::new))
        .param("areas", prefixes)
        .param("limit", limit)
        .query((rs, n) -> row(rs))
        .list();
  }

  /** Finished orders sort by the day they ended. */
  private static Instant nextDue(Order order, Instant at) {
    if (!OrderState.UNFINISHED.contains(order.state())) {
      return at;
    }
    if (order.state() == OrderState.SUSPENDED && order.leaseUntil() != null) {
      return order.leaseUntil();
    }
    return order.nextClock().map(Clock::dueAt).orElse(at);
  }

  private OrderRow row(ResultSet rs) throws SQLException {
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

  private static @Nullable Spoken spoken(ResultSet rs) throws SQLException {
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

  private static List<UUID> uuids(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : Arrays.asList((UUID[]) array.getArray());
  }

  static Instant time(ResultSet rs, String column) throws SQLException {
    return rs.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant optionalTime(ResultSet rs, String column) throws SQLException {
    OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}

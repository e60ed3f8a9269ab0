package org.yanzhen.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/** Accounts, grants, sessions, and the directory that maps a log-in to its realm. */
@Repository
class AccountStore {

  record Account(
      UUID id,
      String login,
      String name,
      String passwordHash,
      @Nullable UUID personId,
      boolean locked) {}

  /** As an administrator's list shows it. */
  record Kept(
      UUID id,
      String login,
      String name,
      @Nullable UUID personId,
      Instant createdAt,
      @Nullable Instant lockedAt,
      boolean passwordNeeded) {}

  record Session(UUID accountId, Instant lastUsedAt, Instant expiresAt) {}

  private static final String SELECT =
      """
      select id, login, name, password_hash, person_id, locked_at is not null as locked
      from access.account
      where realm = :realm and active and login is not null and\s""";

  private static final String HOLDING_ALL =
      """
      select a.id from access.account a
      where a.realm = :realm and a.active and a.locked_at is null and a.login is not null
        and a.id in (
          select g.account_id from access.grant g
          where g.realm = :realm and g.role = 'ADMINISTRATOR' and starts_with(:area, g.area))
      order by a.id""";

  private final JdbcClient jdbc;

  AccountStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Answers why not, where it could not: the log-in (in whatever realm), the id or the person is
   * taken.
   */
  Optional<ProblemCode> insert(
      RealmId realm,
      UUID id,
      String login,
      String name,
      String passwordHash,
      @Nullable UUID personId,
      List<Grant> grants,
      Instant at) {
    int entered =
        jdbc.sql(
                """
                insert into access.directory (login_hash, realm) values (:hash, :realm)
                on conflict (login_hash) do nothing
                """)
            .param("hash", loginHash(login))
            .param("realm", realm.value())
            .update();
    if (entered == 0) {
      return Optional.of(ProblemCode.ACCESS_LOGIN_TAKEN);
    }
    int added =
        jdbc.sql(
                """
                insert into access.account (realm, id, login, login_hash, name, password_hash, person_id, created_at)
                values (:realm, :id, :login, :loginHash, :name, :passwordHash, :person, :at)
                on conflict do nothing
                """)
            .param("realm", realm.value())
            .param("id", id)
            .param("login", login)
            .param("loginHash", loginHash(login))
            .param("name", name)
            .param("passwordHash", passwordHash)
            .param("person", personId)
            .param("at", utc(at))
            .update();
    if (added == 0) {
      return Optional.of(
          findName(realm, id).isPresent()
              ? ProblemCode.ACCESS_ACCOUNT_EXISTS
              : ProblemCode.ACCESS_PERSON_HAS_ACCOUNT);
    }
    grants.forEach(grant -> insert(realm, id, grant));
    return Optional.empty();
  }

  private void insert(RealmId realm, UUID account, Grant grant) {
    jdbc.sql(
            """
            insert into access.grant (realm, account_id, role, division_id, area)
            values (:realm, :account, :role, :division, :area)
            """)
        .param("realm", realm.value())
        .param("account", account)
        .param("role", grant.role().name())
        .param("division", grant.divisionId())
        .param("area", grant.area())
        .update();
  }

  /** These instead of all it had. */
  void setGrants(RealmId realm, UUID account, List<Grant> grants) {
    jdbc.sql("delete from access.grant where realm = :realm and account_id = :account")
        .param("realm", realm.value())
        .param("account", account)
        .update();
    grants.forEach(grant -> insert(realm, account, grant));
  }

  /** Since when it is locked stays, if it is already. */
  void lock(RealmId realm, UUID id, Instant at) {
    jdbc.sql(
            """
            update access.account set locked_at = coalesce(locked_at, :at)
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("at", utc(at))
        .update();
    closeSessions(realm, id);
  }

  void unlock(RealmId realm, UUID id) {
    jdbc.sql("update access.account set locked_at = null where realm = :realm and id = :id")
        .param("realm", realm.value())
        .param("id", id)
        .update();
  }

  /**
   * Accounts by which somebody can keep the whole area. First they are locked, so that two who take
   * each other's rights away wait for one another; then they are read as they are by now.
   */
  List<UUID> administrators(RealmId realm, String area) {
    administrators(HOLDING_ALL + " for update", realm, area);
    return administrators(HOLDING_ALL, realm, area);
  }

  private List<UUID> administrators(String sql, RealmId realm, String area) {
    return jdbc.sql(sql).param("realm", realm.value()).param("area", area).query(UUID.class).list();
  }

  void close(RealmId realm, UUID id) {
    jdbc.sql("update access.account set active = false where realm = :realm and id = :id")
        .param("realm", realm.value())
        .param("id", id)
        .update();
    closeSessions(realm, id);
  }

  void setPassword(RealmId realm, UUID id, String passwordHash) {
    jdbc.sql("update access.account set password_hash = :hash where realm = :realm and id = :id")
        .param("realm", realm.value())
        .param("id", id)
        .param("hash", passwordHash)
        .update();
    closeSessions(realm, id);
  }

  private void closeSessions(RealmId realm, UUID accountId) {
    jdbc.sql("delete from access.session where realm = :realm and account_id = :account")
        .param("realm", realm.value())
        .param("account", accountId)
        .update();
  }

  Optional<String> findName(RealmId realm, UUID id) {
    return jdbc.sql("select name from access.account where realm = :realm and id = :id")
        .param("realm", realm.value())
        .param("id", id)
        .query(String.class)
        .optional();
  }

  /** The realm a log-in belongs to; needs no realm of its own. */
  Optional<RealmId> findRealm(String login) {
    return jdbc.sql("select realm from access.directory where login_hash = :hash")
        .param("hash", loginHash(login))
        .query((rs, n) -> new RealmId(rs.getInt("realm")))
        .optional();
  }

  /** The locked ones among them. */
  Optional<Account> findByLogin(RealmId realm, String login) {
    return jdbc.sql(SELECT + "login_hash = :hash")
        .param("realm", realm.value())
        .param("hash", loginHash(login))
        .query(Account.class)
        .optional();
  }

  /** An account somebody signs in to. */
  Optional<Account> find(RealmId realm, UUID id) {
    return findKept(realm, id).filter(account -> !account.locked());
  }

  /** As {@link #findKept}; nobody else changes the account until the end of the transaction. */
  Optional<Account> lockKept(RealmId realm, UUID id) {
    return kept(realm, id, " for update");
  }

  /** The same, also while it is locked. */
  Optional<Account> findKept(RealmId realm, UUID id) {
    return kept(realm, id, "");
  }

  private Optional<Account> kept(RealmId realm, UUID id, String locked) {
    return jdbc.sql(SELECT + "id = :id" + locked)
        .param("realm", realm.value())
        .param("id", id)
        .query(Account.class)
        .optional();
  }

  /**
   * Accounts whose rights all lie in these areas, by log-in.
   *
   * @param withoutRights whether those that may do nothing are among them
   * @param text part of the log-in or the name
   * @param after the log-in of the last row seen
   */
  List<Kept> page(
      RealmId realm,
      Collection<String> areas,
      boolean withoutRights,
      @Nullable String text,
      @Nullable String after,
      int limit) {
    return jdbc.sql(
            """
            select a.id, a.login, a.name, a.person_id, a.created_at, a.locked_at,
              a.password_hash = :nobody as password_needed
            from access.account a
            where a.realm = :realm and a.active and a.login is not null
              and (:text::text is null or strpos(lower(a.login), lower(:text::text)) > 0
                or strpos(a.name, :text) > 0)
              and (:withoutRights or exists (
                select from access.grant g where g.realm = a.realm and g.account_id = a.id))
              and not exists (
                select from access.grant g
                where g.realm = a.realm and g.account_id = a.id
                  and not exists (
                    select from unnest(:areas::text[]) own where starts_with(g.area, own)))
            """
                + (after == null ? "" : "  and a.login ~>~ :after\n")
                + "order by a.login using ~<~ limit :limit")
        .param("realm", realm.value())
        .param("areas", areas.toArray(String[]::new))
        .param("withoutRights", withoutRights)
        .param("nobody", Sessions.HASH_OF_NOBODY)
        .param("text", text)
        .param("after", after)
        .param("limit", limit)
        .query(
            (rs, n) ->
                new Kept(
                    rs.getObject("id", UUID.class),
                    rs.getString("login"),
                    rs.getString("name"),
                    rs.getObject("person_id", UUID.class),
                    rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                    instant(rs.getObject("locked_at", OffsetDateTime.class)),
                    rs.getBoolean("password_needed")))
        .list();
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
    return at == null ? null : at.toInstant();
  }

  List<Accounts.OfPerson> ofPersons(RealmId realm, Collection<UUID> persons) {
    return jdbc.sql(
            """
            select id as account_id, person_id, login, locked_at is not null as locked
            from access.account
            where realm = :realm and active and person_id = any(:persons) and login is not null
            """)
        .param("realm", realm.value())
        .param("persons", persons.toArray(UUID[]::new))
        .query(Accounts.OfPerson.class)
        .list();
  }

  List<Accounts.Holder> holding(RealmId realm, Role role, String area, int limit) {
    return jdbc.sql(
            """
            select a.id, a.person_id, a.name, max(g.area) as area
            from access.grant g join access.account a on a.realm = g.realm and a.id = g.account_id
            where g.realm = :realm and g.role = :role and a.active and a.locked_at is null
              and starts_with(:area, g.area)
            group by a.id, a.person_id, a.name
            order by length(max(g.area)) desc, a.id limit :limit
            """)
        .param("realm", realm.value())
        .param("role", role.name())
        .param("area", area)
        .param("limit", limit)
        .query(
            (rs, n) ->
                new Accounts.Holder(
                    rs.getObject("id", UUID.class),
                    rs.getObject("person_id", UUID.class),
                    rs.getString("name"),
                    rs.getString("area")))
        .list();
  }

  Optional<UUID> findByPerson(RealmId realm, UUID personId) {
    return jdbc.sql(
            """
            select id from access.account
            where realm = :realm and person_id = :person and active and locked_at is null
            """)
        .param("realm", realm.value())
        .param("person", personId)
        .query(UUID.class)
        .optional();
  }

  Set<Grant> grants(RealmId realm, UUID accountId) {
    return grants(realm, List.of(accountId)).getOrDefault(accountId, Set.of());
  }

  /** Those without rights are missing from the answer. */
  Map<UUID, Set<Grant>> grants(RealmId realm, Collection<UUID> accounts) {
    Map<UUID, Set<Grant>> grants = new HashMap<>();
    jdbc.sql(
            """
            select account_id, role, division_id, area from access.grant
            where realm = :realm and account_id = any(:accounts)
            """)
        .param("realm", realm.value())
        .param("accounts", accounts.toArray(UUID[]::new))
        .query(
            (ResultSet rs) -> {
              grants
                  .computeIfAbsent(rs.getObject("account_id", UUID.class), id -> new HashSet<>())
                  .add(
                      new Grant(
                          Role.valueOf(rs.getString("role")),
                          rs.getInt("division_id"),
                          rs.getString("area")));
            });
    return grants;
  }

  /**
   * False when the account was closed or given another password since it was read; the lock makes
   * either wait for the session it must end.
   */
  boolean hasSessionSince(RealmId realm, UUID accountId, Instant since) {
    return jdbc.sql(
            """
            select exists (
              select from access.session
              where realm = :realm and account_id = :account and created_at >= :since)
            """)
        .param("realm", realm.value())
        .param("account", accountId)
        .param("since", utc(since))
        .query(Boolean.class)
        .single();
  }

  boolean openSession(
      RealmId realm,
      byte[] tokenHash,
      Account account,
      @Nullable UUID device,
      @Nullable String network,
      Instant at,
      Instant expiresAt) {
    return jdbc.sql(
                """
                insert into access.session
                  (realm, token_hash, account_id, device, network, created_at, last_used_at, expires_at)
                select realm, :hash, id, :device::uuid, :network::text, :at, :at, :expires
                from access.account
                where realm = :realm and id = :account and active and locked_at is null
                  and password_hash = :passwordHash
                for share
                """)
            .param("realm", realm.value())
            .param("hash", tokenHash)
            .param("account", account.id())
            .param("passwordHash", account.passwordHash())
            .param("device", device)
            .param("network", network)
            .param("at", utc(at))
            .param("expires", utc(expiresAt))
            .update()
        == 1;
  }

  Optional<Session> findSession(RealmId realm, byte[] tokenHash) {
    return jdbc.sql(
            """
            select account_id, last_used_at, expires_at from access.session
            where realm = :realm and token_hash = :hash
            """)
        .param("realm", realm.value())
        .param("hash", tokenHash)
        .query(
            (rs, n) ->
                new Session(
                    rs.getObject("account_id", UUID.class),
                    rs.getObject("last_used_at", OffsetDateTime.class).toInstant(),
                    rs.getObject("expires_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  void touchSession(RealmId realm, byte[] tokenHash, Instant at, Instant expiresAt) {
    jdbc.sql(
            """
            update access.session set last_used_at = :at, expires_at = :expires
            where realm = :realm and token_hash = :hash
            """)
        .param("realm", realm.value())
        .param("hash", tokenHash)
        .param("at", utc(at))
        .param("expires", utc(expiresAt))
        .update();
  }

  void closeSession(RealmId realm, byte[] tokenHash) {
    jdbc.sql("delete from access.session where realm = :realm and token_hash = :hash")
        .param("realm", realm.value())
        .param("hash", tokenHash)
        .update();
  }

  void deleteExpiredSessions(RealmId realm, Instant at) {
    jdbc.sql("delete from access.session where realm = :realm and expires_at < :at")
        .param("realm", realm.value())
        .param("at", utc(at))
        .update();
  }

  static byte[] loginHash(String login) {
    return sha256(login.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

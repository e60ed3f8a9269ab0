package org.yanzhen.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/** Accounts, grants, sessions, and the directory that maps a log-in to its realm. */
@Repository
class AccountStore {

  record Account(
      UUID id, String login, String name, String passwordHash, @Nullable UUID personId) {}

  record Session(UUID accountId, Instant lastUsedAt, Instant expiresAt) {}

  private final JdbcClient jdbc;

  AccountStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** False when the log-in is taken, in whatever realm. */
  boolean insert(
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
      return false;
    }
    jdbc.sql(
            """
            insert into access.account (realm, id, login, login_hash, name, password_hash, person_id, created_at)
            values (:realm, :id, :login, :loginHash, :name, :passwordHash, :person, :at)
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
    for (Grant grant : grants) {
      jdbc.sql(
              """
              insert into access.grant (realm, account_id, role, division_id, area)
              values (:realm, :account, :role, :division, :area)
              """)
          .param("realm", realm.value())
          .param("account", id)
          .param("role", grant.role().name())
          .param("division", grant.divisionId())
          .param("area", grant.area())
          .update();
    }
    return true;
  }

  /** The realm a log-in belongs to; needs no realm of its own. */
  Optional<RealmId> findRealm(String login) {
    return jdbc.sql("select realm from access.directory where login_hash = :hash")
        .param("hash", loginHash(login))
        .query((rs, n) -> new RealmId(rs.getInt("realm")))
        .optional();
  }

  Optional<Account> findByLogin(RealmId realm, String login) {
    return jdbc.sql(
            """
            select id, login, name, password_hash, person_id from access.account
            where realm = :realm and login_hash = :hash and active
            """)
        .param("realm", realm.value())
        .param("hash", loginHash(login))
        .query(Account.class)
        .optional();
  }

  Optional<Account> find(RealmId realm, UUID id) {
    return jdbc.sql(
            """
            select id, login, name, password_hash, person_id from access.account
            where realm = :realm and id = :id and active
            """)
        .param("realm", realm.value())
        .param("id", id)
        .query(Account.class)
        .optional();
  }

  Optional<UUID> findByPerson(RealmId realm, UUID personId) {
    return jdbc.sql(
            "select id from access.account where realm = :realm and person_id = :person and active")
        .param("realm", realm.value())
        .param("person", personId)
        .query(UUID.class)
        .optional();
  }

  Set<Grant> grants(RealmId realm, UUID accountId) {
    return new HashSet<>(
        jdbc.sql(
                """
                select role, division_id, area from access.grant
                where realm = :realm and account_id = :account
                """)
            .param("realm", realm.value())
            .param("account", accountId)
            .query(
                (rs, n) ->
                    new Grant(
                        Role.valueOf(rs.getString("role")),
                        rs.getInt("division_id"),
                        rs.getString("area")))
            .list());
  }

  void openSession(
      RealmId realm,
      byte[] tokenHash,
      UUID accountId,
      @Nullable UUID device,
      @Nullable String network,
      Instant at,
      Instant expiresAt) {
    jdbc.sql(
            """
            insert into access.session
              (realm, token_hash, account_id, device, network, created_at, last_used_at, expires_at)
            values (:realm, :hash, :account, :device, :network, :at, :at, :expires)
            """)
        .param("realm", realm.value())
        .param("hash", tokenHash)
        .param("account", accountId)
        .param("device", device)
        .param("network", network)
        .param("at", utc(at))
        .param("expires", utc(expiresAt))
        .update();
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

  int deleteExpired(RealmId realm, Instant at) {
    return jdbc.sql("delete from access.session where realm = :realm and expires_at < :at")
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

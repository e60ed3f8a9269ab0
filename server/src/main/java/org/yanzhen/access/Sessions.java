package org.yanzhen.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Service;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/**
 * Signing in and staying signed in. A session is a row with a hashed token; the token carries its
 * realm, so the row is found under row-level security. Reading does not write: the last use is
 * noted every quarter of an hour at most.
 */
@Service
class Sessions {

  private static final Duration LIFE = Duration.ofDays(30);
  private static final Duration TOUCH_EVERY = Duration.ofMinutes(15);
  private static final Duration CACHED_FOR = Duration.ofSeconds(10);
  private static final int TRIES = 10;
  private static final Duration TRIES_WITHIN = Duration.ofMinutes(10);

  /** Who a token belongs to. */
  record SignedIn(RealmId realm, UUID accountId, @Nullable UUID personId, Set<Grant> grants) {}

  private final AccountStore store;
  private final RealmTransactions transactions;
  private final InstantSource clock;
  private final Argon2PasswordEncoder passwords;
  private final SecureRandom random = new SecureRandom();
  private final String hashOfNobody;
  private final Cache<String, SignedIn> cache =
      Caffeine.newBuilder().expireAfterWrite(CACHED_FOR).maximumSize(20_000).build();
  private final Cache<String, Integer> failures =
      Caffeine.newBuilder().expireAfterWrite(TRIES_WITHIN).maximumSize(100_000).build();

  Sessions(
      AccountStore store,
      RealmTransactions transactions,
      InstantSource clock,
      Argon2PasswordEncoder passwords) {
    this.store = store;
    this.transactions = transactions;
    this.clock = clock;
    this.passwords = passwords;
    this.hashOfNobody = java.util.Objects.requireNonNull(passwords.encode("nobody"));
  }

  /**
   * Opens a session.
   *
   * @return the token, to be kept by the caller only
   * @throws ProblemException access.bad-credentials (the same for an unknown log-in),
   *     access.too-many-tries
   */
  String signIn(String login, String password, @Nullable UUID device, @Nullable String network) {
    // By name and by network together: a stranger cannot lock somebody out, nor try one name from
    // one place for ever.
    String tries =
        Base64.getEncoder().encodeToString(AccountStore.loginHash(login)) + "/" + network;
    int failed = failures.get(tries, key -> 0);
    if (failed >= TRIES) {
      throw new ProblemException(
          Problem.of(ProblemCode.ACCESS_TOO_MANY_TRIES).with("minutes", TRIES_WITHIN.toMinutes()));
    }
    Optional<RealmId> realm = store.findRealm(login);
    Optional<AccountStore.Account> account =
        realm.flatMap(r -> transactions.read(r, () -> store.findByLogin(r, login)));
    // Hash in any case, so that the time taken does not tell whether the log-in exists.
    boolean matches =
        passwords.matches(
            password, account.map(AccountStore.Account::passwordHash).orElse(hashOfNobody));
    if (realm.isEmpty() || account.isEmpty() || !matches) {
      failures.put(tries, failed + 1);
      throw new ProblemException(ProblemCode.ACCESS_BAD_CREDENTIALS);
    }
    failures.invalidate(tries);
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    String token =
        realm.get() + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Instant now = clock.instant();
    transactions.write(
        realm.get(),
        () -> {
          store.openSession(
              realm.get(), hash(token), account.get().id(), device, network, now, now.plus(LIFE));
          return token;
        });
    return token;
  }

  Optional<SignedIn> find(String token) {
    SignedIn cached = cache.getIfPresent(token);
    if (cached != null) {
      return Optional.of(cached);
    }
    Optional<RealmId> realm = realmOf(token);
    if (realm.isEmpty()) {
      return Optional.empty();
    }
    Optional<SignedIn> found = transactions.read(realm.get(), () -> load(realm.get(), token));
    found.ifPresent(signedIn -> cache.put(token, signedIn));
    return found;
  }

  private Optional<SignedIn> load(RealmId realm, String token) {
    byte[] hash = hash(token);
    Instant now = clock.instant();
    Optional<AccountStore.Session> session =
        store.findSession(realm, hash).filter(s -> s.expiresAt().isAfter(now));
    if (session.isEmpty()) {
      return Optional.empty();
    }
    return store
        .find(realm, session.get().accountId())
        .map(
            account ->
                new SignedIn(
                    realm, account.id(), account.personId(), store.grants(realm, account.id())));
  }

  /**
   * Notes the use of a session, at most every quarter of an hour; called apart from the request's
   * own reading.
   */
  void touch(String token) {
    realmOf(token)
        .ifPresent(
            realm -> {
              Instant now = clock.instant();
              boolean due =
                  transactions
                      .read(realm, () -> store.findSession(realm, hash(token)))
                      .filter(s -> s.lastUsedAt().plus(TOUCH_EVERY).isBefore(now))
                      .isPresent();
              if (due) {
                transactions.write(
                    realm,
                    () -> {
                      store.touchSession(realm, hash(token), now, now.plus(LIFE));
                      return true;
                    });
              }
            });
  }

  void signOut(String token) {
    cache.invalidate(token);
    realmOf(token)
        .ifPresent(
            realm ->
                transactions.write(
                    realm,
                    () -> {
                      store.closeSession(realm, hash(token));
                      return true;
                    }));
  }

  private static byte[] hash(String token) {
    return AccountStore.sha256(token.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<RealmId> realmOf(String token) {
    int dot = token.indexOf('.');
    if (dot < 1 || dot > 5 || token.length() > 100) {
      return Optional.empty();
    }
    try {
      return Optional.of(new RealmId(Integer.parseInt(token.substring(0, dot))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

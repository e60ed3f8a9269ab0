package org.yanzhen.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
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
  private static final int TRIES_OF_A_NETWORK = 100;

  /**
   * Of one name from one network, with the right password: each costs as much as a wrong one.
   * Nobody signs in as often; a hall whose clerks share a name may.
   */
  static final int SIGN_INS = 100;

  /** Whoever changes the own password has just said the old one. */
  static final Duration JUST_NOW = Duration.ofMinutes(5);

  private static final Duration TRIES_WITHIN = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Who a token belongs to. */
  record SignedIn(RealmId realm, UUID accountId, @Nullable UUID personId, Set<Grant> grants) {}

  /**
   * What the password for an unknown log-in is compared with, or for one whose password was taken
   * away: drawn at random, the hash of nothing. With the same costs as everybody's, so that it
   * takes as long; written here, because making one takes a good part of a start.
   */
  static final String HASH_OF_NOBODY =
      "$argon2id$v=19$m=16384,t=2,p=1$jKbBboeW1v6so1UlfelIvA$FmAS7UC/wWzJ+iQsJgzIwJOt+36ur+9DRqaFxFTh1sI";

  private final AccountStore store;
  private final RealmTransactions transactions;
  private final InstantSource clock;
  private final Argon2PasswordEncoder passwords;
  private final ApplicationEventPublisher events;
  private final SecureRandom random = new SecureRandom();
  private final Cache<String, SignedIn> cache =
      Caffeine.newBuilder().expireAfterWrite(CACHED_FOR).maximumSize(20_000).build();
  private final AtomicLong ended = new AtomicLong();

  /** Counted from the first try of ten minutes, so that trying on does not prolong them. */
  private final Cache<String, Integer> failures =
      Caffeine.newBuilder()
          .expireAfter(Expiry.<String, Integer>creating((key, count) -> TRIES_WITHIN))
          .maximumSize(100_000)
          .build();

  /** Half of the processors at most compare passwords: the rest of the house stays awake. */
  private final Semaphore hashing =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  Sessions(
      AccountStore store,
      RealmTransactions transactions,
      InstantSource clock,
      Argon2PasswordEncoder passwords,
      ApplicationEventPublisher events) {
    this.store = store;
    this.transactions = transactions;
    this.clock = clock;
    this.passwords = passwords;
    this.events = events;
  }

  /**
   * The account was locked or closed, or has another password or other rights: what is known of its
   * sessions is forgotten with the commit, and open pages hear no more.
   */
  void changed(RealmId realm, UUID accountId, Instant at) {
    events.publishEvent(new SessionsEnded(realm, accountId, at));
    RealmTransactions.afterCommit(() -> forget(realm, accountId));
  }

  /**
   * Opens a session.
   *
   * @return the token, to be kept by the caller only
   * @throws ProblemException access.bad-credentials (the same for an unknown log-in),
   *     access.account-locked, access.too-many-tries
   */
  String signIn(String login, String password, @Nullable UUID device, @Nullable String network) {
    // By name and by network together: a stranger cannot lock somebody out, nor try one name from
    // one place for ever.
    String tries =
        Base64.getEncoder().encodeToString(AccountStore.loginHash(login)) + "/" + network;
    String all = "/" + network;
    // Counted before it is known to fail: what is tried at the same time counts as well.
    count(tries, TRIES);
    count(all, TRIES_OF_A_NETWORK);
    String right = "right/" + tries;
    if (failures.asMap().getOrDefault(right, 0) >= SIGN_INS) {
      throw tooMany();
    }
    Optional<RealmId> realm = store.findRealm(login);
    Optional<AccountStore.Account> account =
        realm.flatMap(r -> transactions.read(r, () -> store.findByLogin(r, login)));
    // Hash in any case, so that the time taken does not tell whether the log-in exists.
    String kept = account.map(AccountStore.Account::passwordHash).orElse(HASH_OF_NOBODY);
    boolean matches = matches(password, kept) && !kept.equals(HASH_OF_NOBODY);
    if (realm.isEmpty() || account.isEmpty() || !matches) {
      throw new ProblemException(ProblemCode.ACCESS_BAD_CREDENTIALS);
    }
    // Only whoever knows the password learns it.
    if (account.get().locked()) {
      throw new ProblemException(ProblemCode.ACCESS_ACCOUNT_LOCKED);
    }
    failures.invalidate(tries);
    failures.asMap().merge(right, 1, Integer::sum);
    failures.asMap().computeIfPresent(all, (key, count) -> count - 1);
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    String token =
        realm.get() + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Instant now = clock.instant();
    boolean opened =
        transactions.write(
            realm.get(),
            () ->
                store.openSession(
                    realm.get(), hash(token), account.get(), device, network, now, now.plus(LIFE)));
    if (!opened) {
      throw new ProblemException(ProblemCode.ACCESS_BAD_CREDENTIALS);
    }
    return token;
  }

  private void count(String key, int most) {
    if (failures.asMap().merge(key, 1, Integer::sum) > most) {
      throw tooMany();
    }
  }

  private static ProblemException tooMany() {
    return new ProblemException(
        Problem.of(ProblemCode.ACCESS_TOO_MANY_TRIES).with("minutes", TRIES_WITHIN.toMinutes()));
  }

  private boolean matches(String password, String hash) {
    return hashing(() -> passwords.matches(password, hash));
  }

  /** What is kept of a new password. */
  String hashOf(String password) {
    return hashing(() -> Objects.requireNonNull(passwords.encode(password)));
  }

  /** One at a time a permit: each hash takes its memory and a carrier to itself. */
  private <T> T hashing(Supplier<T> work) {
    try {
      if (!hashing.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ProblemException(ProblemCode.SERVICE_BUSY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(ProblemCode.SERVICE_BUSY);
    }
    try {
      return work.get();
    } finally {
      hashing.release();
    }
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
    long before = ended.get();
    Optional<SignedIn> found = transactions.read(realm.get(), () -> load(realm.get(), token));
    found.ifPresent(signedIn -> cache.put(token, signedIn));
    if (ended.get() != before) {
      // Something ended while this was read, perhaps this.
      cache.invalidate(token);
    }
    return found;
  }

  /** Forgets an account's sessions; their rows are gone already. */
  private void forget(RealmId realm, UUID accountId) {
    ended.incrementAndGet();
    cache
        .asMap()
        .values()
        .removeIf(
            signedIn -> signedIn.realm().equals(realm) && signedIn.accountId().equals(accountId));
  }

  /** Whether somebody said the account's password within the last minutes; inside a command. */
  boolean hasJustSignedIn(RealmId realm, UUID accountId, Instant now) {
    return store.hasSessionSince(realm, accountId, now.minus(JUST_NOW));
  }

  void deleteExpired(RealmId realm) {
    Instant now = clock.instant();
    transactions.write(
        realm,
        () -> {
          store.deleteExpiredSessions(realm, now);
          return true;
        });
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
    realmOf(token)
        .ifPresent(
            realm ->
                transactions.write(
                    realm,
                    () -> {
                      store.closeSession(realm, hash(token));
                      return true;
                    }));
    ended.incrementAndGet();
    cache.invalidate(token);
  }

  private static byte[] hash(String token) {
    return AccountStore.sha256(token.getBytes(StandardCharsets.UTF_8));
  }

  static Optional<RealmId> realmOf(String token) {
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

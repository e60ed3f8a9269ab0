package org.yanzhen.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/**
 * Other systems at the one address that is open to them and what lies below it. A token carries its
 * realm and 256 drawn bits; it is shown once and kept as a hash. It is no session: it opens the
 * inbox and nothing else.
 */
@Service
public class ConnectedSystems {

  /** Where a token counts, and where no session does. */
  static final String INBOX = "/api/send-in";

  private static final Duration TOUCH_EVERY = Duration.ofMinutes(15);
  private static final Duration CACHED_FOR = Duration.ofSeconds(10);

  /**
   * A new token, to be shown once.
   *
   * @param hash what is kept of it, in hexadecimal
   */
  public record NewToken(String token, String hash) {}

  private record Known(RealmId realm, ConnectedSystem system) {}

  private final ConnectedSystemStore store;
  private final RealmTransactions transactions;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Cache<String, Known> cache =
      Caffeine.newBuilder().expireAfterWrite(CACHED_FOR).maximumSize(1_000).build();
  private final AtomicLong changes = new AtomicLong();

  ConnectedSystems(
      ConnectedSystemStore store, RealmTransactions transactions, InstantSource clock) {
    this.store = store;
    this.transactions = transactions;
    this.clock = clock;
  }

  public NewToken newToken(RealmId realm) {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    String token = realm + ".s" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    return new NewToken(token, HexFormat.of().formatHex(hash(token)));
  }

  public Optional<ConnectedSystem> find(RealmId realm, UUID id) {
    return transactions.read(realm, () -> store.find(realm, id));
  }

  /** Those that an administrator may end, newest first, the ended ones among them. */
  public List<ConnectedSystem> page(Actor administrator, @Nullable PageKey after, int limit) {
    Set<String> areas =
        administrator.grants().stream()
            .filter(grant -> grant.role() == Role.ADMINISTRATOR)
            .map(Grant::area)
            .collect(Collectors.toSet());
    return transactions.read(
        administrator.realm(), () -> store.page(administrator.realm(), areas, after, limit));
  }

  /** Whoever holds the token, with the one right to send for its division. */
  Optional<Actor> actor(String token, @Nullable String network) {
    return known(token)
        .map(
            known -> {
              touch(known);
              ConnectedSystem system = known.system();
              return new Actor(
                  known.realm(),
                  Origin.API,
                  system.id(),
                  null,
                  Set.of(new Grant(Role.CONNECTED, system.divisionId(), system.area())),
                  null,
                  network);
            });
  }

  private Optional<Known> known(String token) {
    Known cached = cache.getIfPresent(token);
    if (cached != null) {
      return Optional.of(cached);
    }
    Optional<RealmId> realm = Sessions.realmOf(token);
    if (realm.isEmpty()) {
      return Optional.empty();
    }
    long before = changes.get();
    Optional<Known> found =
        transactions
            .read(realm.get(), () -> store.findByToken(realm.get(), hash(token)))
            .map(system -> new Known(realm.get(), system));
    found.ifPresent(known -> cache.put(token, known));
    if (changes.get() != before) {
      // Something ended while this was read, perhaps this.
      cache.invalidate(token);
    }
    return found;
  }

  /** At most every quarter of an hour: coming in does not write a row a request. */
  private void touch(Known known) {
    Instant now = clock.instant();
    Instant last = known.system().lastUsedAt();
    if (last == null || last.plus(TOUCH_EVERY).isBefore(now)) {
      cache.asMap().values().remove(known);
      transactions.write(
          known.realm(),
          () -> {
            store.touch(known.realm(), known.system().id(), now);
            return true;
          });
    }
  }

  /** What is known of tokens is forgotten; call when one has changed. */
  void forget(RealmId realm, UUID id) {
    changes.incrementAndGet();
    cache
        .asMap()
        .values()
        .removeIf(known -> known.realm().equals(realm) && known.system().id().equals(id));
  }

  private static byte[] hash(String token) {
    return AccountStore.sha256(token.getBytes(StandardCharsets.UTF_8));
  }
}

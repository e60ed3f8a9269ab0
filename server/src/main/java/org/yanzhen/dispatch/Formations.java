package org.yanzhen.dispatch;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.order.Action;
import org.yanzhen.order.OrderMoved;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.OrdersInHand;
import org.yanzhen.order.OrdersInHand.InPlay;
import org.yanzhen.people.PeopleChanged;
import org.yanzhen.people.PersonAway;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/**
 * Keeps one {@link Formation} for each realm in step with the database.
 *
 * <p>An event only says which order to look at again, after its commit: what is remembered is
 * always read, never told, so that events twice, late or in another sequence do no harm. When
 * people change, the day changes, the checker finds something or enough time has passed, all of it
 * is read anew beside the one in use. Whoever asks never waits: without a memory, or while it is
 * busy, nothing is known of the others, and the candidates stand by their own terms.
 *
 * <p>It may cost no more than it is worth: so many orders and no more are held, so many are looked
 * at again in a second, and what could not be read is left alone for a while.
 */
@Service
class Formations {

  private static final Logger LOG = LoggerFactory.getLogger(Formations.class);
  private static final Duration TICK = Duration.ofSeconds(5);
  private static final Duration OLDEST = Duration.ofMinutes(10);
  private static final Duration BETWEEN_CHECKS = Duration.ofMinutes(1);
  private static final Duration BETWEEN_REBUILDS = Duration.ofSeconds(20);
  private static final long PATIENCE_MILLIS = 5;

  /**
   * Of one realm; up to 4 kB each, twice while they are read anew: 160 MB of the 512 that a small
   * machine gives. Beyond, there is no memory, and the desk says so.
   */
  static final int MOST = 20_000;

  /** Reading anew may take a tenth of the time. */
  private static final int PAUSE_PER_WORK = 10;

  /** What an event names is looked at soon, and together with what comes in the meantime. */
  private static final Duration SOON = Duration.ofMillis(250);

  private static final int LOOKED_AT_ONCE = 25;
  private static final int SAMPLE = 20;

  /** One realm's memory and what is to be looked at again. */
  private static final class Keeper {
    final ReentrantLock lock = new ReentrantLock();
    final Set<UUID> orders = ConcurrentHashMap.newKeySet();
    final Set<String> areas = ConcurrentHashMap.newKeySet();
    volatile @Nullable Formation formation;
    volatile boolean stale = true;
    final AtomicBoolean soon = new AtomicBoolean();
    Instant builtAt = Instant.MIN;
    Instant restedAt = Instant.MIN;
    volatile boolean tooMany;
    Instant checkedAt = Instant.MIN;
    LocalDate day = LocalDate.MIN;
    Duration took = Duration.ZERO;
    int sampled;

    Duration pause() {
      Duration earned = took.multipliedBy(PAUSE_PER_WORK);
      return earned.compareTo(BETWEEN_REBUILDS) > 0 ? earned : BETWEEN_REBUILDS;
    }
  }

  private final Weighings weighings;
  private final OrdersInHand orders;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final InstantSource clock;
  private final boolean byItself;
  private final Map<RealmId, Keeper> keepers = new ConcurrentHashMap<>();
  private final ScheduledExecutorService soon =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("dispatch-formation").daemon().factory());

  Formations(
      Weighings weighings,
      OrdersInHand orders,
      Realms realms,
      RealmTransactions transactions,
      InstantSource clock,
      @Value("${yanzhen.formation:true}") boolean byItself) {
    this.weighings = weighings;
    this.orders = orders;
    this.realms = realms;
    this.transactions = transactions;
    this.clock = clock;
    this.byItself = byItself;
  }

  /** What others lose by each person's going; nothing for anybody when the memory is not ready. */
  Map<UUID, Opportunity> opportunities(RealmId realm, UUID order, Map<UUID, Integer> costs) {
    return costs.isEmpty()
        ? Map.of()
        : ask(realm, formation -> formation.opportunities(order, costs)).orElse(Map.of());
  }

  /** Whether the best for all is to leave the order for now, though somebody could go. */
  boolean isLeft(RealmId realm, UUID order) {
    return ask(realm, formation -> formation.isLeft(order)).orElse(false);
  }

  /** Whether more is in play than is weighed together; the desk says so. */
  boolean isTooMany(RealmId realm) {
    Keeper keeper = keepers.get(realm);
    return keeper != null && keeper.tooMany;
  }

  /** Asks the memory, if it is there and not busy. */
  <T> Optional<T> ask(RealmId realm, Function<Formation, T> question) {
    Keeper keeper = keepers.get(realm);
    if (keeper == null || keeper.formation == null) {
      return Optional.empty();
    }
    try {
      if (!keeper.lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      Formation formation = keeper.formation;
      return formation == null ? Optional.empty() : Optional.of(question.apply(formation));
    } catch (RuntimeException e) {
      // A memory that cannot answer is thrown away; the question has its answer without it.
      LOG.error("the formation of realm {} is read anew", realm, e);
      keeper.formation = null;
      keeper.stale = true;
      return Optional.empty();
    } finally {
      keeper.lock.unlock();
    }
  }

  @EventListener
  void hear(OrderMoved moved) {
    RealmTransactions.afterCommit(
        () -> {
          Keeper keeper = keeper(moved.realm());
          keeper.orders.add(moved.orderId());
          if (moved.action() == Action.SOLVE || moved.action() == Action.REOPEN) {
            // Who has solved something there knows the place.
            keeper.areas.add(moved.area());
          }
          soon(moved.realm());
        });
  }

  @EventListener
  void hear(PeopleChanged changed) {
    RealmTransactions.afterCommit(() -> keeper(changed.realm()).stale = true);
  }

  @EventListener
  void hear(PersonAway away) {
    RealmTransactions.afterCommit(() -> keeper(away.realm()).stale = true);
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    if (byItself) {
      soon.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void soon(RealmId realm) {
    Keeper keeper = keeper(realm);
    if (!byItself || !keeper.soon.compareAndSet(false, true)) {
      return;
    }
    try {
      soon.schedule(
          () -> {
            keeper.soon.set(false);
            safely(realm, () -> catchUp(realm, LOOKED_AT_ONCE));
            if (keeper.formation != null && !keeper.orders.isEmpty()) {
              soon(realm);
            }
          },
          SOON.toMillis(),
          TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("the house is closing: {}", e.getMessage());
    }
  }

  private void tick() {
    realms.list().forEach(realm -> safely(realm.id(), () -> keep(realm.id())));
  }

  private void safely(RealmId realm, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("the formation of realm {} could not be kept", realm, e);
      rest(keeper(realm));
    }
  }

  /** No memory for a while: what failed or is too much is not tried again and again. */
  private void rest(Keeper keeper) {
    keeper.lock.lock();
    try {
      keeper.formation = null;
    } finally {
      keeper.lock.unlock();
    }
    keeper.orders.clear();
    keeper.areas.clear();
    keeper.restedAt = clock.instant();
  }

  private Keeper keeper(RealmId realm) {
    return keepers.computeIfAbsent(realm, id -> new Keeper());
  }

  /** One look: read anew if need be, else what has moved, and now and then the checker. */
  synchronized void keep(RealmId realm) {
    Keeper keeper = keeper(realm);
    Instant now = clock.instant();
    boolean due =
        keeper.formation == null
            || keeper.stale
            || !today(realm, now).equals(keeper.day)
            || isOver(keeper.builtAt, OLDEST, now);
    if (keeper.formation == null && !isOver(keeper.restedAt, OLDEST, now)) {
      return;
    }
    boolean rested = keeper.formation == null || isOver(keeper.builtAt, keeper.pause(), now);
    if (due && rested) {
      rebuild(realm);
      return;
    }
    catchUp(realm, LOOKED_AT_ONCE);
    if (isOver(keeper.checkedAt, BETWEEN_CHECKS, now)) {
      keeper.checkedAt = now;
      check(realm);
    }
  }

  /**
   * Whether so much time has passed. A stamp of the future is one from before the clock was put
   * back: nobody waits until it is reached again.
   */
  static boolean isOver(Instant since, Duration interval, Instant now) {
    return now.isBefore(since) || now.isAfter(since.plus(interval));
  }

  private LocalDate today(RealmId realm, Instant now) {
    return LocalDate.ofInstant(now, realms.get(realm).zone());
  }

  /** Reads everything anew beside the one in use, and puts it in its place. */
  synchronized void rebuild(RealmId realm) {
    Keeper keeper = keeper(realm);
    // What moves from here on is looked at again afterwards.
    keeper.orders.clear();
    keeper.areas.clear();
    keeper.stale = false;
    Instant now = clock.instant();
    long began = System.nanoTime();
    Optional<Formation> read = transactions.read(realm, () -> read(realm));
    if (read.isEmpty()) {
      LOG.info(
          "Realm {} has more than {} orders in play: they are not weighed together.", realm, MOST);
      rest(keeper);
      keeper.tooMany = true;
      return;
    }
    keeper.tooMany = false;
    Formation formation = read.get();
    keeper.lock.lock();
    try {
      keeper.formation = formation;
    } finally {
      keeper.lock.unlock();
    }
    keeper.took = Duration.ofNanos(System.nanoTime() - began);
    keeper.builtAt = now;
    keeper.day = today(realm, now);
    catchUp(realm);
  }

  private Optional<Formation> read(RealmId realm) {
    List<InPlay> inPlay = orders.inPlay(realm, MOST + 1);
    if (inPlay.size() > MOST) {
      return Optional.empty();
    }
    Weighing weighing = weighings.now(realm);
    weighing.readBesides(
        inPlay.stream().map(InPlay::facts).filter(Formations::waits).map(OrderFacts::id).toList());
    Formation formation = new Formation(weighing.policy());
    for (InPlay order : inPlay) {
      entry(weighing, order).ifPresent(entry -> formation.put(order.facts().id(), entry));
    }
    formation.settle();
    return Optional.of(formation);
  }

  private static Optional<Formation.Entry> entry(Weighing weighing, InPlay order) {
    OrderFacts facts = order.facts();
    if (waits(facts)) {
      return Optional.of(
          Formation.Waiting.of(
              facts, weighing.kind(facts), weighing.policy(), weighing.matters(facts)));
    }
    return Optional.ofNullable(order.person()).map(Formation.InHand::new);
  }

  private static boolean waits(OrderFacts order) {
    return order.state() == OrderState.WAITING || order.state() == OrderState.OPEN;
  }

  /** Looks again at all that has moved. */
  synchronized void catchUp(RealmId realm) {
    catchUp(realm, Integer.MAX_VALUE);
  }

  /** Looks again at so much of what has moved; the rest next time. */
  private synchronized void catchUp(RealmId realm, int most) {
    Keeper keeper = keeper(realm);
    if (keeper.formation == null) {
      // All of it is read when there is a memory again.
      keeper.orders.clear();
      keeper.areas.clear();
      return;
    }
    Set<UUID> again = taken(keeper.orders, most);
    Set<String> areas = taken(keeper.areas, most);
    if (!areas.isEmpty()) {
      ask(realm, formation -> areas.stream().flatMap(a -> formation.waitingIn(a).stream()).toList())
          .ifPresentOrElse(
              others -> (again.size() < most ? again : keeper.orders).addAll(others),
              () -> keeper.areas.addAll(areas));
    }
    lookAt(realm, keeper, again);
  }

  private void lookAt(RealmId realm, Keeper keeper, Set<UUID> again) {
    if (again.isEmpty()) {
      return;
    }
    Map<UUID, Optional<Formation.Entry>> fresh =
        transactions.read(
            realm,
            () -> {
              Weighing weighing = weighings.now(realm);
              weighing.readBesides(again);
              Map<UUID, Optional<Formation.Entry>> read = new HashMap<>();
              for (UUID id : again) {
                read.put(id, orders.findInPlay(realm, id).flatMap(order -> entry(weighing, order)));
              }
              return read;
            });
    keeper.lock.lock();
    try {
      Formation formation = keeper.formation;
      if (formation != null) {
        fresh.forEach(
            (id, entry) ->
                entry.ifPresentOrElse(known -> formation.put(id, known), () -> formation.drop(id)));
        formation.settle();
      }
    } finally {
      keeper.lock.unlock();
    }
  }

  /** As before the first look. */
  synchronized void forget(RealmId realm) {
    keepers.remove(realm);
  }

  private static <T> Set<T> taken(Set<T> from, int most) {
    Set<T> taken = from.stream().limit(most).collect(Collectors.toCollection(HashSet::new));
    from.removeAll(taken);
    return taken;
  }

  /** A sample is read again, and the independent checker looks at all of it. */
  List<String> check(RealmId realm) {
    Keeper keeper = keeper(realm);
    List<UUID> known =
        ask(realm, formation -> (List<UUID>) new ArrayList<>(formation.entries().keySet()))
            .orElse(List.of());
    Set<UUID> sample = new HashSet<>();
    for (int i = 0; i < Math.min(SAMPLE, known.size()); i++) {
      sample.add(known.get(Math.floorMod(keeper.sampled++, known.size())));
    }
    lookAt(realm, keeper, sample);
    List<String> findings = ask(realm, Formation::findings).orElse(List.of());
    if (!findings.isEmpty()) {
      LOG.error("the formation of realm {} is not the best: {}", realm, findings.getFirst());
      keeper.stale = true;
    }
    return findings;
  }

  @PreDestroy
  void close() {
    soon.shutdownNow();
  }
}

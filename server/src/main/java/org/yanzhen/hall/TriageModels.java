package org.yanzhen.hall;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.hall.TriageModel.Lesson;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Rounds;

/**
 * What each realm's messages have taught, in memory. It is made anew from the messages themselves:
 * at the first question after a start from the word lists alone (milliseconds), then by the job
 * from what people have confirmed. Nothing of it is kept in the database, so nothing can go stale
 * there.
 */
@Component
class TriageModels {

  /**
   * What is known in a realm.
   *
   * @param kinds empty while fewer than two kinds are known
   * @param confirmed how many messages a person had decided on
   * @param confirmedByKind the same by kind
   * @param at when the words were counted
   * @param taughtAt when it was learnt what they mean, which is the dear part
   * @param learnt false while only the word lists are known
   */
  record Knowledge(
      Optional<TriageModel> kinds,
      Optional<TriageModel> bodies,
      TriageVector.Frequencies frequencies,
      int confirmed,
      Map<String, Integer> confirmedByKind,
      Instant at,
      Instant taughtAt,
      boolean learnt) {

    Knowledge counted(TriageVector.Frequencies anew, Instant now) {
      return new Knowledge(kinds, bodies, anew, confirmed, confirmedByKind, now, taughtAt, learnt);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(TriageModels.class);

  /** The latest messages are enough, and bound memory and time. */
  private static final int MOST_LESSONS = 4_000;

  private static final int MOST_PRECEDENTS = 1_500;
  private static final int MOST_COUNTED = 6_000;

  /**
   * A word of a list and a message sorted by another office count less than one a person decided.
   */
  private static final float WORD = 0.5f;

  private static final float PRECEDENT = 0.6f;

  /** Learning anew is worth it after so many decisions, or after a tenth of all. */
  static final int NEW_DECISIONS = 10;

  /** With so many decisions a model is good enough to wait for the next hour. */
  static final int MATURE = 200;

  private static final Duration MATURE_WAITS = Duration.ofHours(1);
  private static final int NEW_MESSAGES = 50;
  private static final int MARKED_AT_ONCE = 100;
  private static final Duration AT_LEAST_DAILY = Duration.ofHours(24);
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(15);

  private final TriageStore store;
  private final TriageWords words;
  private final Catalogue catalogue;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final InstantSource clock;
  private final Map<RealmId, ReentrantLock> learning = new ConcurrentHashMap<>();
  private final Cache<RealmId, Knowledge> known =
      Caffeine.newBuilder().maximumSize(20).expireAfterAccess(Duration.ofHours(6)).build();

  TriageModels(
      TriageStore store,
      TriageWords words,
      Catalogue catalogue,
      Realms realms,
      RealmTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.words = words;
    this.catalogue = catalogue;
    this.realms = realms;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Never waits for messages to be read: until they have been, the word lists answer. The job runs
   * on one node only; the others look after themselves when they are asked.
   */
  Knowledge of(RealmId realm) {
    Knowledge now = known.get(realm, this::fromWords);
    boolean old = Duration.between(now.at(), clock.instant()).compareTo(LOOK_AGAIN) > 0;
    if ((!now.learnt() || old) && !lock(realm).isLocked()) {
      Thread.ofPlatform().daemon().name("triage-learn").start(() -> learnIfDue(realm));
    }
    return now;
  }

  /**
   * The job: learns anew in every realm in which enough was decided since, and chooses the marks by
   * which messages are found again.
   */
  void catchUp() {
    Rounds.each("learning", realms.list(), Realms.Realm::id, realm -> learnIfDue(realm.id()));
    Rounds.each(
        "marking messages", realms.list(), Realms.Realm::id, realm -> chooseMarks(realm.id()));
  }

  /** A batch a transaction, so that nobody waits for it. */
  void chooseMarks(RealmId realm) {
    TriageVector.Frequencies frequencies = of(realm).frequencies();
    int known = Math.max(1, frequencies.all());
    int fewer = Math.max(1, known / 2);
    for (boolean more = true; more; ) {
      more =
          transactions.write(
              realm,
              () -> {
                List<TriageStore.Unmarked> batch = store.toMark(realm, fewer, MARKED_AT_ONCE);
                batch.forEach(
                    item ->
                        store.mark(
                            realm,
                            item.id(),
                            TriageVector.marks(item.subject(), item.text(), frequencies),
                            known));
                return batch.size() == MARKED_AT_ONCE;
              });
    }
  }

  /**
   * One realm in trouble does not hold up the others. Once at a time: whoever comes while it is
   * being learnt has nothing to add.
   */
  private void learnIfDue(RealmId realm) {
    ReentrantLock lock = lock(realm);
    if (!lock.tryLock()) {
      return;
    }
    try {
      Knowledge now = known.getIfPresent(realm);
      if (now == null || !now.learnt() || hasMoreToTeach(realm, now)) {
        learn(realm);
      } else if (hasMoreToCount(realm, now)) {
        known.put(realm, now.counted(count(realm), clock.instant()));
      }
    } catch (RuntimeException e) {
      LOG.error("learning from the messages of realm {} failed", realm, e);
    } finally {
      lock.unlock();
    }
  }

  private boolean hasMoreToTeach(RealmId realm, Knowledge now) {
    Duration since = Duration.between(now.taughtAt(), clock.instant());
    if (now.confirmed() >= MATURE && since.compareTo(MATURE_WAITS) < 0) {
      return false;
    }
    int needed = Math.max(NEW_DECISIONS, now.confirmed() / 10);
    int decided =
        transactions.read(realm, () -> store.confirmedSince(realm, now.taughtAt(), needed));
    return decided >= needed || (decided > 0 && since.compareTo(AT_LEAST_DAILY) > 0);
  }

  /** Counting is cheap; without a new decision there is nothing to learn from it. */
  private boolean hasMoreToCount(RealmId realm, Knowledge now) {
    // What is rare is another matter when half of all messages are new.
    int grown = Math.clamp(now.frequencies().all() / 2, NEW_MESSAGES, MOST_COUNTED / 2);
    return transactions.read(realm, () -> store.unmarked(realm, grown)) >= grown
        || Duration.between(now.at(), clock.instant()).compareTo(AT_LEAST_DAILY) > 0;
  }

  /** Learns in any case, after whoever is at it. */
  void learn(RealmId realm) {
    ReentrantLock lock = lock(realm);
    lock.lock();
    try {
      Instant at = clock.instant();
      List<TriageStore.Known> confirmed =
          transactions.read(realm, () -> store.confirmed(realm, MOST_LESSONS));
      List<TriageStore.Known> precedents =
          transactions.read(realm, () -> store.historical(realm, MOST_PRECEDENTS));
      known.put(realm, knowledge(realm, confirmed, precedents, count(realm), at, true));
      LOG.info(
          "Realm {}: suggestions learnt from {} confirmed and {} answered messages.",
          realm,
          confirmed.size(),
          precedents.size());
    } finally {
      lock.unlock();
    }
  }

  private ReentrantLock lock(RealmId realm) {
    return learning.computeIfAbsent(realm, one -> new ReentrantLock());
  }

  private TriageVector.Frequencies count(RealmId realm) {
    TriageVector.Frequencies frequencies = new TriageVector.Frequencies();
    transactions.read(
        realm,
        () -> {
          store.latest(realm, MOST_COUNTED, frequencies::add);
          return true;
        });
    return frequencies;
  }

  private Knowledge fromWords(RealmId realm) {
    return knowledge(
        realm, List.of(), List.of(), new TriageVector.Frequencies(), clock.instant(), false);
  }

  private Knowledge knowledge(
      RealmId realm,
      List<TriageStore.Known> confirmed,
      List<TriageStore.Known> precedents,
      TriageVector.Frequencies frequencies,
      Instant at,
      boolean learnt) {
    Map<String, Kind> offered = new HashMap<>();
    catalogue.list(realm).forEach(kind -> offered.put(kind.code(), kind));
    List<Lesson> kinds = new ArrayList<>();
    List<Lesson> bodies = new ArrayList<>();
    Map<String, Integer> byKind = new HashMap<>();
    words
        .wordsByKind()
        .forEach((kind, list) -> list.forEach(word -> add(kinds, bodies, offered, kind, word)));
    for (Kind kind : offered.values()) {
      add(kinds, bodies, offered, kind.code(), kind.name().zh());
      add(kinds, bodies, offered, kind.code(), kind.summary().zh());
    }
    for (TriageStore.Known one : precedents) {
      Kind kind = words.kindOf(one.category()).map(offered::get).orElse(null);
      if (kind != null) {
        kinds.add(new Lesson(one.subject(), one.text(), kind.code(), PRECEDENT));
        bodies.add(new Lesson(one.subject(), one.text(), kind.responsibleBody(), PRECEDENT));
      }
    }
    for (TriageStore.Known one : confirmed) {
      if (one.kind() != null && offered.containsKey(one.kind())) {
        kinds.add(new Lesson(one.subject(), one.text(), one.kind(), 1));
        byKind.merge(one.kind(), 1, Integer::sum);
      }
      if (one.body() != null) {
        bodies.add(new Lesson(one.subject(), one.text(), one.body(), 1));
      }
    }
    return new Knowledge(
        TriageModel.learn(kinds),
        TriageModel.learn(bodies),
        frequencies,
        confirmed.size(),
        byKind,
        at,
        at,
        learnt);
  }

  private static void add(
      List<Lesson> kinds,
      List<Lesson> bodies,
      Map<String, Kind> offered,
      String code,
      String word) {
    Kind kind = offered.get(code);
    if (kind != null) {
      kinds.add(new Lesson(word, "", code, WORD));
      bodies.add(new Lesson(word, "", kind.responsibleBody(), WORD));
    }
  }
}

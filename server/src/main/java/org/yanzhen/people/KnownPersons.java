package org.yanzhen.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/**
 * Persons as they were read a moment ago. A page of orders names the same few again and again, and
 * each would be read with its post and skills and its number decrypted every time.
 *
 * <p>What changes a person through this process forgets all persons of the realm, with the commit;
 * another process on the same database is behind by no more than some seconds. Rules are not asked
 * here: only reads are ({@link People#findAll}).
 */
@Component
class KnownPersons {

  private static final Duration KNOWN_FOR = Duration.ofSeconds(10);

  /**
   * @param generation how often the realm's persons had changed before the row was read: what a
   *     slow reader puts here after a change is never found again
   */
  private record Key(RealmId realm, UUID id, LocalDate day, int generation) {}

  private final Cache<Key, Person> known =
      Caffeine.newBuilder().expireAfterWrite(KNOWN_FOR).maximumSize(20_000).build();
  private final Map<RealmId, Integer> generations = new ConcurrentHashMap<>();

  /** Those that are there; the others are asked for with one call. */
  Map<UUID, Person> get(
      RealmId realm,
      Collection<UUID> ids,
      LocalDate day,
      Function<Collection<UUID>, List<Person>> read) {
    int generation = generations.getOrDefault(realm, 0);
    Map<UUID, Person> persons = new HashMap<>();
    List<UUID> unknown = new ArrayList<>();
    for (UUID id : ids) {
      Person person = known.getIfPresent(new Key(realm, id, day, generation));
      if (person == null) {
        unknown.add(id);
      } else {
        persons.put(id, person);
      }
    }
    if (!unknown.isEmpty()) {
      for (Person person : read.apply(unknown)) {
        known.put(new Key(realm, person.id(), day, generation), person);
        persons.put(person.id(), person);
      }
    }
    return persons;
  }

  /** Called inside the transaction that changes a person, a post, a skill or an organisation. */
  void changed(RealmId realm) {
    RealmTransactions.afterCommit(() -> generations.merge(realm, 1, Integer::sum));
  }
}

package org.yanzhen.people;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.yanzhen.access.Realms;
import org.yanzhen.shared.Persons;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** Persons and organisations as other rooms see them. */
@Service
public class People implements Persons {

  private static final int MAX_SERVING = 500;

  private final PeopleStore store;
  private final RealmTransactions transactions;
  private final Realms realms;
  private final InstantSource clock;
  private final KnownPersons known;

  People(
      PeopleStore store,
      RealmTransactions transactions,
      Realms realms,
      InstantSource clock,
      KnownPersons known) {
    this.store = store;
    this.known = known;
    this.transactions = transactions;
    this.realms = realms;
    this.clock = clock;
  }

  public Optional<Person> find(RealmId realm, UUID id) {
    return Optional.ofNullable(findAll(realm, List.of(id)).get(id));
  }

  /**
   * Unknown ids are missing from the answer. Inside a transaction that writes, they are read from
   * the database; in one that only reads, they may be as old as {@link KnownPersons} says.
   */
  public Map<UUID, Person> findAll(RealmId realm, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    LocalDate today = today(realm);
    return transactions.read(
        realm,
        () ->
            TransactionSynchronizationManager.isCurrentTransactionReadOnly()
                ? known.get(realm, ids, today, unknown -> store.list(realm, unknown, today))
                : store.list(realm, ids, today).stream()
                    .collect(Collectors.toMap(Person::id, Function.identity())));
  }

  /** Active persons with this number, however it is written. */
  public List<Person> findByPhone(RealmId realm, String phone) {
    return transactions.read(realm, () -> store.listByPhone(realm, phone, today(realm)));
  }

  /**
   * Active persons with a serving post today whose posting or home lies in the area or covers it;
   * at most 500, those who live nearest to the ground first.
   *
   * @param area path of a division
   */
  public List<Person> serving(RealmId realm, String area) {
    return transactions.read(realm, () -> store.serving(realm, area, today(realm), MAX_SERVING));
  }

  /** Whether the person is on leave on that day of the realm's calendar. */
  public boolean isAway(RealmId realm, UUID person, Instant at) {
    return away(realm, List.of(person), at).getOrDefault(person, false);
  }

  /** As {@link #isAway} for many; every person asked for is in the answer. */
  public Map<UUID, Boolean> away(RealmId realm, Collection<UUID> persons, Instant at) {
    if (persons.isEmpty()) {
      return Map.of();
    }
    LocalDate day = LocalDate.ofInstant(at, zone(realm));
    Set<UUID> away = transactions.read(realm, () -> store.away(realm, persons, day));
    return persons.stream()
        .distinct()
        .collect(Collectors.toMap(Function.identity(), away::contains));
  }

  /**
   * Somebody's leave that has not ended before the day, the next first.
   *
   * @param from first day asked for
   */
  public List<Leave> leaves(RealmId realm, UUID person, LocalDate from) {
    return transactions.read(realm, () -> store.leavesOf(realm, person, from)).stream()
        .map(leave -> new Leave(leave.firstDay(), leave.lastDay(), leave.reason()))
        .toList();
  }

  /** The leave of these people that touches the days; who has none is missing from the answer. */
  public Map<UUID, List<Leave>> leaves(
      RealmId realm, Collection<UUID> persons, LocalDate first, LocalDate last) {
    return persons.isEmpty()
        ? Map.of()
        : transactions.read(realm, () -> store.leavesOf(realm, persons, first, last)).stream()
            .collect(
                Collectors.groupingBy(
                    PeopleStore.Leave::personId,
                    Collectors.mapping(
                        leave -> new Leave(leave.firstDay(), leave.lastDay(), leave.reason()),
                        Collectors.toList())));
  }

  /** Whole days away, both ends included. */
  public record Leave(LocalDate firstDay, LocalDate lastDay, String reason) {}

  /** Whether the person is there at all: known, active and not on leave. */
  public boolean isPresent(RealmId realm, UUID person, Instant at) {
    LocalDate day = LocalDate.ofInstant(at, zone(realm));
    return transactions.read(realm, () -> store.present(realm, person, day));
  }

  public Optional<Organisation> findOrganisation(RealmId realm, String code) {
    return transactions.read(realm, () -> store.findOrganisation(realm, code));
  }

  /** All there are, by name; a county has some hundreds. */
  public List<Organisation> listOrganisations(RealmId realm) {
    return transactions.read(realm, () -> store.organisations(realm));
  }

  @Override
  public Optional<String> findArea(RealmId realm, UUID personId) {
    return transactions.read(realm, () -> store.findHomeArea(realm, personId));
  }

  private LocalDate today(RealmId realm) {
    return LocalDate.ofInstant(clock.instant(), zone(realm));
  }

  private ZoneId zone(RealmId realm) {
    return realms.get(realm).zone();
  }
}

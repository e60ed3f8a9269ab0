package org.yanzhen.people;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** Groups, who is on duty and who stands in for whom, as other rooms ask for it. */
@Service
public class Teams {

  /** A stand-in may be away as well; further than this nobody is found by asking on. */
  private static final int STAND_INS = 3;

  private final TeamStore teams;
  private final DutyStore duty;
  private final PeopleStore people;
  private final RealmTransactions transactions;
  private final Realms realms;
  private final InstantSource clock;

  Teams(
      TeamStore teams,
      DutyStore duty,
      PeopleStore people,
      RealmTransactions transactions,
      Realms realms,
      InstantSource clock) {
    this.teams = teams;
    this.duty = duty;
    this.people = people;
    this.transactions = transactions;
    this.realms = realms;
    this.clock = clock;
  }

  /** Every group of the realm by name, those that are dissolved last. */
  public List<Team> list(RealmId realm) {
    return transactions.read(realm, () -> teams.list(realm, day(realm, clock.instant())));
  }

  public Optional<Team> find(RealmId realm, UUID id) {
    return transactions.read(realm, () -> teams.find(realm, id, day(realm, clock.instant())));
  }

  /**
   * The groups whose remit fits, the one with the narrowest area first: a township's own group
   * before the county's.
   */
  public List<Team> fitting(RealmId realm, String kind, String area) {
    return list(realm).stream()
        .filter(team -> team.hasInRemit(kind, area))
        .sorted(
            Comparator.comparingInt((Team team) -> -narrowest(team, area))
                .thenComparing(Team::code))
        .toList();
  }

  private static int narrowest(Team team, String area) {
    return team.areas().stream().filter(area::startsWith).mapToInt(String::length).max().orElse(0);
  }

  /**
   * Who is on duty there at that moment, present or not.
   *
   * @param organisation code of the body
   */
  public Optional<UUID> onDuty(RealmId realm, String organisation, Instant at) {
    return transactions.read(
        realm,
        () ->
            people
                .findOrganisation(realm, organisation)
                .flatMap(body -> duty.onDuty(realm, body.id(), at)));
  }

  /** As {@link #onDuty}, for a group. */
  public Optional<UUID> onDuty(RealmId realm, UUID team, Instant at) {
    return transactions.read(realm, () -> duty.onDuty(realm, team, at));
  }

  /** A stretch of somebody's duty. */
  public record OnDuty(UUID personId, Instant from, Instant until) {}

  /** When these people are on duty in the period, present or not; in order. */
  public List<OnDuty> duties(RealmId realm, Collection<UUID> persons, Instant from, Instant until) {
    return persons.isEmpty()
        ? List.of()
        : transactions.read(realm, () -> duty.of(realm, persons, from, until)).stream()
            .map(shift -> new OnDuty(shift.personId(), shift.startsAt(), shift.endsAt()))
            .toList();
  }

  /**
   * Who acts in the person's place at that moment: the person themself while present, else the
   * stand-in, or the stand-in's; empty when all of them are away or nobody is named.
   */
  public Optional<UUID> acting(RealmId realm, UUID person, Instant at) {
    LocalDate day = day(realm, at);
    return transactions.read(
        realm,
        () -> {
          Set<UUID> asked = new HashSet<>();
          UUID now = person;
          for (int i = 0; i <= STAND_INS && asked.add(now); i++) {
            if (people.present(realm, now, day)) {
              return Optional.of(now);
            }
            Optional<UUID> deputy = duty.deputy(realm, now, day);
            if (deputy.isEmpty()) {
              return Optional.empty();
            }
            now = deputy.get();
          }
          return Optional.empty();
        });
  }

  /** Those who hold a serving post at the body that day. */
  public Set<UUID> postedAt(RealmId realm, String organisation, Instant at) {
    LocalDate day = day(realm, at);
    return transactions.read(realm, () -> people.postedAt(realm, organisation, day));
  }

  private LocalDate day(RealmId realm, Instant at) {
    return LocalDate.ofInstant(at, realms.get(realm).zone());
  }
}

package org.yanzhen.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.DispatchMode;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.PrivacyClass;
import org.yanzhen.dispatch.Matter.Served;
import org.yanzhen.dispatch.Matter.Tongue;
import org.yanzhen.dispatch.TimeTaken.Stretch;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.order.OrdersInHand;
import org.yanzhen.order.Spoken;
import org.yanzhen.people.Person;
import org.yanzhen.people.Team;
import org.yanzhen.place.TravelEstimate;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;

/**
 * Reads what rules and terms look at, each fact once however many orders are weighed together; as
 * of one moment. Not for longer than one piece of work: nothing in it is ever read anew.
 */
final class Weighing {

  private record InDivision(int division, UUID person) {}

  private record Way(int to, int from) {}

  private record Remit(String kind, String area) {}

  private final Weighings rooms;
  private final RealmId realm;
  private final Instant now;
  private final Policy policy;
  private final LocalDate day;
  private final boolean planned;
  private final List<Stretch> working = new ArrayList<>();
  private final Map<UUID, List<Stretch>> taken = new HashMap<>();
  private final Set<UUID> timeKnown = new HashSet<>();
  private final Map<String, Duration> lengths = new HashMap<>();
  private final Map<String, List<Person>> serving = new HashMap<>();
  private final Map<UUID, Boolean> away = new HashMap<>();
  private final Map<UUID, Integer> load = new HashMap<>();
  private final Map<InDivision, Served> served = new HashMap<>();
  private final Map<Way, Optional<TravelEstimate>> ways = new HashMap<>();
  private final Map<Remit, Optional<Set<UUID>>> remits = new HashMap<>();
  private final Map<String, Set<UUID>> posted = new HashMap<>();
  private final Map<UUID, Optional<OrdersInHand.Beside>> others = new HashMap<>();

  /**
   * @param planned whether whoever asks plans the day {@code now} lies in, and so knows better who
   *     has time
   */
  Weighing(Weighings rooms, RealmId realm, Instant now, Policy policy, boolean planned) {
    this.rooms = rooms;
    this.realm = realm;
    this.now = now;
    this.policy = policy;
    this.planned = planned;
    this.day = LocalDate.ofInstant(now, rooms.zone(realm));
  }

  RealmId realm() {
    return realm;
  }

  Instant now() {
    return now;
  }

  Policy policy() {
    return policy;
  }

  Kind kind(OrderFacts order) {
    return rooms.catalogue().get(realm, order.kind(), order.kindVersion());
  }

  /** The order beside everybody who serves in its area. */
  List<Matter> matters(OrderFacts order) {
    return matters(
        order, serving.computeIfAbsent(order.area(), area -> rooms.people().serving(realm, area)));
  }

  List<Matter> matters(OrderFacts order, List<Person> persons) {
    List<UUID> ids = persons.stream().map(Person::id).toList();
    Kind kind = kind(order);
    readPersons(ids);
    readServed(order.divisionId(), ids);
    readWays(order.divisionId(), persons.stream().map(Person::divisionId).distinct().toList());
    Optional<Set<UUID>> remit =
        remits.computeIfAbsent(
            new Remit(kind.code() + "/" + kind.version(), order.area()),
            asked -> remit(order, kind));
    Set<UUID> ofBody = kind.privacy() == PrivacyClass.RESTRICTED ? ofBodies(order, kind) : Set.of();
    UUID other = other(order.id());
    Instant deadline = deadline(order);
    LocalDate due = deadline == null ? null : LocalDate.ofInstant(deadline, rooms.zone(realm));
    Set<UUID> noTime = deadline == null ? Set.of() : withoutTime(kind, ids, deadline);
    Tongue tongue = tongue(order);
    return persons.stream()
        .map(
            person ->
                new Matter(
                    order,
                    kind,
                    person,
                    away.getOrDefault(person.id(), false),
                    load.getOrDefault(person.id(), 0),
                    Objects.requireNonNull(
                        served.get(new InDivision(order.divisionId(), person.id()))),
                    way(order.divisionId(), person.divisionId()),
                    remit.isEmpty() || remit.get().contains(person.id()),
                    ofBody.contains(person.id()),
                    policy,
                    now,
                    day,
                    due,
                    person.id().equals(other),
                    noTime.contains(person.id()),
                    tongue,
                    null))
        .toList();
  }

  /**
   * Whoever may be sent to a confidential matter: people of the body that answers for the order,
   * and of the one that such matters are for. An order that was passed on stays theirs to serve
   * (decision 103): the body of last resort often has nobody who can.
   */
  private Set<UUID> ofBodies(OrderFacts order, Kind kind) {
    Set<UUID> people = new HashSet<>(posted(kind.responsibleBody()));
    String answering = order.responsibleBody();
    if (answering != null) {
      people.addAll(posted(answering));
    }
    return people;
  }

  private Set<UUID> posted(String body) {
    return posted.computeIfAbsent(body, code -> rooms.teams().postedAt(realm, code, now));
  }

  private @Nullable Tongue tongue(OrderFacts order) {
    Spoken spoken = order.spoken();
    return spoken == null
        ? null
        : new Tongue(
            spoken.language(),
            spoken.needed(),
            rooms.languages().name(spoken.language(), Language.ZH),
            rooms.languages().name(spoken.language(), Language.EN));
  }

  /** Who goes or is asked to go with the other of two orders that are served at one moment. */
  private @Nullable UUID other(UUID order) {
    return beside(order).map(OrdersInHand.Beside::person).orElse(null);
  }

  /** The other of two orders that are served at one moment. */
  Optional<OrdersInHand.Beside> beside(UUID order) {
    readBesides(List.of(order));
    return Objects.requireNonNull(others.get(order));
  }

  /** Before many are weighed: what would be read for each of these orders is read at once. */
  void readBesides(Collection<UUID> orders) {
    List<UUID> missing = orders.stream().filter(id -> !others.containsKey(id)).toList();
    if (!missing.isEmpty()) {
      Map<UUID, OrdersInHand.Beside> found = rooms.orders().besides(realm, missing);
      missing.forEach(id -> others.put(id, Optional.ofNullable(found.get(id))));
    }
  }

  /** A deadline that is over holds nobody back. */
  private @Nullable Instant deadline(OrderFacts order) {
    Instant due = order.resolveDue();
    return planned || due == null || !due.isAfter(now) ? null : due;
  }

  /** Whose days are taken until then. */
  private Set<UUID> withoutTime(Kind kind, List<UUID> ids, Instant deadline) {
    if (deadline.isAfter(now.plus(TimeTaken.AHEAD))) {
      return Set.of();
    }
    List<UUID> missing = ids.stream().filter(timeKnown::add).toList();
    if (!missing.isEmpty()) {
      TimeTaken.Days days = rooms.time().read(realm, missing, now);
      taken.putAll(days.taken());
      working.clear();
      working.addAll(days.working());
    }
    Duration length =
        lengths.computeIfAbsent(kind.code(), code -> rooms.time().length(realm, code, now));
    return ids.stream()
        .filter(id -> TimeLeft.isNone(working, taken.getOrDefault(id, List.of()), deadline, length))
        .collect(Collectors.toSet());
  }

  private @Nullable TravelEstimate way(int to, int from) {
    return Objects.requireNonNull(ways.get(new Way(to, from))).orElse(null);
  }

  private void readPersons(Collection<UUID> ids) {
    List<UUID> missing = ids.stream().filter(id -> !away.containsKey(id)).toList();
    if (!missing.isEmpty()) {
      away.putAll(rooms.people().away(realm, missing, now));
      load.putAll(rooms.orders().load(realm, missing));
    }
  }

  private void readServed(int division, Collection<UUID> ids) {
    List<UUID> missing =
        ids.stream().filter(id -> !served.containsKey(new InDivision(division, id))).toList();
    if (!missing.isEmpty()) {
      Map<UUID, OrdersInHand.Served> found = rooms.orders().served(realm, division, missing);
      missing.forEach(id -> served.put(new InDivision(division, id), served(found.get(id))));
    }
  }

  private Served served(OrdersInHand.@Nullable Served found) {
    if (found == null) {
      return Served.NOTHING;
    }
    Instant last = found.last();
    return new Served(
        found.orders(), last == null ? null : LocalDate.ofInstant(last, rooms.zone(realm)));
  }

  private void readWays(int to, Collection<Integer> from) {
    List<Integer> missing =
        from.stream().filter(start -> !ways.containsKey(new Way(to, start))).toList();
    if (!missing.isEmpty()) {
      Map<Integer, TravelEstimate> found = rooms.travel().to(realm, to, missing);
      missing.forEach(start -> ways.put(new Way(to, start), Optional.ofNullable(found.get(start))));
    }
  }

  /**
   * Who is in a group that has the order in its remit; empty when no group has, or when the kind
   * goes to groups only if a dispatcher so chooses.
   */
  private Optional<Set<UUID>> remit(OrderFacts order, Kind kind) {
    if (kind.modes().getFirst() != DispatchMode.GROUP) {
      return Optional.empty();
    }
    List<Team> fitting = rooms.teams().fitting(realm, order.kind(), order.area());
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    Set<UUID> members = new HashSet<>();
    for (Team team : fitting) {
      members.addAll(team.members());
      members.add(team.lead());
    }
    return Optional.of(members);
  }
}

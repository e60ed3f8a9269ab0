package org.yanzhen.hall;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.hall.TriageStore.Said;
import org.yanzhen.hall.TriageViews.Mention;
import org.yanzhen.hall.TriageViews.Topic;
import org.yanzhen.hall.TriageViews.Topics;
import org.yanzhen.hall.TriageViews.Week;
import org.yanzhen.hall.TriageViews.Where;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Level;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/**
 * What is said more often than usual. The definition, which the page prints: a pair of characters
 * is a topic when at least {@link #FEWEST} messages of the week have it, from at least two people,
 * and that is {@link #SURPRISE} standard deviations above what the eight weeks before lead to
 * expect ((their messages with it + 1) ÷ 8, scaled to how many messages came this week when there
 * are more). Pairs that stand in mostly the same messages are one topic.
 */
@Service
class TriageTopics {

  static final int WEEKS = 9;
  static final int FEWEST = 3;
  static final double SURPRISE = 3;

  private static final int MOST_READ = 8_000;
  private static final int MOST_TOPICS = 12;
  private static final int MOST_MENTIONS = 30;
  private static final int MOST_WORDS = 4;
  private static final double SAME_MESSAGES = 0.5;
  private static final int MOST_CANDIDATES = 400;

  private record Key(RealmId realm, LocalDate to, @Nullable Integer division) {}

  private record Rising(String pair, BitSet messages, double surprise, double usual) {}

  private final TriageStore store;
  private final Realms realms;
  private final Divisions divisions;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  /** Many look at the same page; a topic is not of the minute. */
  private final Cache<Key, Topics> known =
      Caffeine.newBuilder().maximumSize(100).expireAfterWrite(Duration.ofMinutes(5)).build();

  TriageTopics(
      TriageStore store,
      Realms realms,
      Divisions divisions,
      RealmTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.realms = realms;
    this.divisions = divisions;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * @param day the last day of the week looked at; today when null
   * @param divisionId only what was said of there
   */
  Topics of(RealmId realm, @Nullable LocalDate day, @Nullable Integer divisionId) {
    ZoneId zone = realms.get(realm).zone();
    LocalDate last =
        day == null ? clock.instant().atZone(zone).toLocalDate() : Checks.asked("day", day);
    LocalDate to = last.plusDays(1);
    return known.get(new Key(realm, to, divisionId), key -> count(key, zone));
  }

  private Topics count(Key key, ZoneId zone) {
    LocalDate from = key.to().minusWeeks(WEEKS);
    List<Said> read =
        transactions.read(
            key.realm(),
            () -> store.said(key.realm(), start(from, zone), start(key.to(), zone), MOST_READ));
    Places places = new Places(key.realm());
    Division within = key.division() == null ? null : divisions.find(key.division()).orElse(null);
    List<Said> said =
        within == null ? read : read.stream().filter(one -> places.isWithin(one, within)).toList();
    Instant week = start(key.to().minusWeeks(1), zone);
    int now = (int) said.stream().filter(one -> !one.placedAt().isBefore(week)).count();
    // The latest come first, so this week's are the first ones.
    List<Said> thisWeek = said.subList(0, now);
    List<Said> before = said.subList(now, said.size());
    List<Topic> topics = topics(rising(thisWeek, before), said, now, from, zone, places);
    return new Topics(
        key.to().minusWeeks(1),
        key.to(),
        now,
        Math.round(before.size() * 10.0 / (WEEKS - 1)) / 10.0,
        said.size(),
        read.size() < MOST_READ,
        topics);
  }

  private static List<Rising> rising(List<Said> thisWeek, List<Said> before) {
    Map<String, BitSet> now = new HashMap<>();
    for (int i = 0; i < thisWeek.size(); i++) {
      for (String pair : pairs(thisWeek.get(i))) {
        now.computeIfAbsent(pair, p -> new BitSet()).set(i);
      }
    }
    now.values().removeIf(messages -> messages.cardinality() < FEWEST);
    Map<String, Integer> past = new HashMap<>();
    for (Said one : before) {
      for (String pair : pairs(one)) {
        if (now.containsKey(pair)) {
          past.merge(pair, 1, Integer::sum);
        }
      }
    }
    // A week with more messages has more of every word; one with fewer proves nothing by that.
    double busier = Math.max(1, thisWeek.size() * (WEEKS - 1.0) / Math.max(1, before.size()));
    double scale = before.size() < WEEKS - 1 ? 1 : busier;
    List<Rising> rising = new ArrayList<>();
    now.forEach(
        (pair, messages) -> {
          double usual = scale * (past.getOrDefault(pair, 0) + 1.0) / (WEEKS - 1);
          double surprise = (messages.cardinality() - usual) / Math.sqrt(usual);
          if (surprise >= SURPRISE && people(messages, thisWeek) > 1) {
            rising.add(new Rising(pair, messages, surprise, usual));
          }
        });
    rising.sort(
        Comparator.comparingDouble(Rising::surprise).reversed().thenComparing(Rising::pair));
    return rising.subList(0, Math.min(MOST_CANDIDATES, rising.size()));
  }

  /** Who is not named counts as somebody of their own. */
  private static int people(BitSet messages, List<Said> said) {
    return (int)
        messages.stream()
            .mapToObj(
                i ->
                    Objects.requireNonNullElse(
                        said.get(i).requester(), said.get(i).id().toString()))
            .distinct()
            .count();
  }

  private List<Topic> topics(
      List<Rising> rising, List<Said> said, int now, LocalDate from, ZoneId zone, Places places) {
    List<List<Rising>> clusters = new ArrayList<>();
    for (Rising one : rising) {
      clusters.stream()
          .filter(
              cluster -> overlap(cluster.getFirst().messages(), one.messages()) >= SAME_MESSAGES)
          .findFirst()
          .ifPresentOrElse(
              cluster -> cluster.add(one),
              () -> {
                if (clusters.size() < MOST_TOPICS) {
                  clusters.add(new ArrayList<>(List.of(one)));
                }
              });
    }
    return clusters.stream().map(cluster -> topic(cluster, said, now, from, zone, places)).toList();
  }

  private static double overlap(BitSet one, BitSet other) {
    BitSet both = (BitSet) one.clone();
    both.and(other);
    return (double) both.cardinality() / Math.min(one.cardinality(), other.cardinality());
  }

  private Topic topic(
      List<Rising> cluster, List<Said> said, int now, LocalDate from, ZoneId zone, Places places) {
    Rising lead = cluster.getFirst();
    List<Said> behind = lead.messages().stream().mapToObj(said::get).toList();
    TreeMap<LocalDate, Integer> weeks = new TreeMap<>();
    for (int i = 0; i < WEEKS; i++) {
      weeks.put(from.plusWeeks(i), 0);
    }
    for (int i = 0; i < said.size(); i++) {
      if (i < now ? lead.messages().get(i) : has(said.get(i), lead.pair())) {
        LocalDate day = said.get(i).placedAt().atZone(zone).toLocalDate();
        weeks.merge(Objects.requireNonNullElse(weeks.floorKey(day), from), 1, Integer::sum);
      }
    }
    int messages = lead.messages().cardinality();
    return new Topic(
        words(cluster, behind),
        messages,
        Math.round(lead.usual() * 10) / 10.0,
        Math.round(messages / lead.usual() * 10) / 10.0,
        people(lead.messages(), said),
        weeks.entrySet().stream().map(week -> new Week(week.getKey(), week.getValue())).toList(),
        places.of(behind),
        behind.stream()
            .limit(MOST_MENTIONS)
            .map(one -> new Mention(one.id(), one.subject(), one.placedAt(), one.state().name()))
            .toList());
  }

  /** The topic's pairs joined where they stand side by side in one of its messages. */
  private static List<String> words(List<Rising> cluster, List<Said> behind) {
    Map<String, Double> pairs = new HashMap<>();
    cluster.forEach(rising -> pairs.put(rising.pair(), rising.surprise()));
    Map<String, Integer> joined = new LinkedHashMap<>();
    for (Said one : behind) {
      for (String text : List.of(one.subject(), one.text())) {
        joined(TriageText.plain(text), pairs.keySet())
            .forEach(word -> joined.merge(word, 1, Integer::sum));
      }
    }
    List<String> chosen = new ArrayList<>();
    joined.entrySet().stream()
        .filter(word -> word.getValue() > 1)
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<String, Integer> word) ->
                        word.getValue() * (word.getKey().length() - 1))
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .forEach(
            word -> {
              boolean said = chosen.stream().anyMatch(c -> c.contains(word) || word.contains(c));
              if (!said && chosen.size() < MOST_WORDS) {
                chosen.add(word);
              }
            });
    return chosen.isEmpty() ? List.of(cluster.getFirst().pair()) : chosen;
  }

  private static List<String> joined(String text, Set<String> pairs) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at + 1 < text.length()) {
      int end = at;
      while (end + 1 < text.length()
          && end - at < 9
          && pairs.contains(text.substring(end, end + 2))) {
        end++;
      }
      if (end > at) {
        words.add(text.substring(at, end + 1));
        at = end + 1;
      } else {
        at++;
      }
    }
    return words;
  }

  private static Set<String> pairs(Said one) {
    return TriageText.pairs(one.subject(), one.text()).keySet();
  }

  private static boolean has(Said one, String pair) {
    return TriageText.plain(one.subject()).contains(pair)
        || TriageText.plain(one.text()).contains(pair);
  }

  private static Instant start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  /** Where a message is about: the place a person confirmed, else a township it names. */
  private final class Places {
    private final List<Division> townships;

    Places(RealmId realm) {
      Division home = divisions.get(realms.get(realm).divisionId());
      townships = home.level() == Level.COUNTY ? divisions.children(home.id()) : List.of();
    }

    boolean isWithin(Said one, Division within) {
      Division place = place(one);
      return place != null && place.path().startsWith(within.path());
    }

    private @Nullable Division place(Said one) {
      if (one.divisionId() != null) {
        return divisions.find(one.divisionId()).orElse(null);
      }
      return townships.stream()
          .filter(
              township ->
                  one.subject().contains(township.name()) || one.text().contains(township.name()))
          .findFirst()
          .orElse(null);
    }

    List<Where> of(List<Said> said) {
      Map<Integer, Integer> counts = new LinkedHashMap<>();
      int nowhere = 0;
      for (Said one : said) {
        Division place = place(one);
        Integer township =
            place == null
                ? null
                : place.level() == Level.VILLAGE ? place.parentId() : Integer.valueOf(place.id());
        if (township == null) {
          nowhere++;
        } else {
          counts.merge(township, 1, Integer::sum);
        }
      }
      List<Where> where = new ArrayList<>();
      counts.entrySet().stream()
          .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
          .forEach(
              entry ->
                  where.add(
                      new Where(
                          entry.getKey(), divisions.get(entry.getKey()).name(), entry.getValue())));
      if (nowhere > 0) {
        where.add(new Where(null, null, nowhere));
      }
      return where;
    }
  }
}

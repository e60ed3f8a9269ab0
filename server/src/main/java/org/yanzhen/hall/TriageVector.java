package org.yanzhen.hall;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A text as the weights of its pairs, for comparing it with others.
 *
 * @param pairs hashes, ascending
 * @param weights of the same length; the sum of their squares is 1
 */
record TriageVector(int[] pairs, float[] weights) {

  /**
   * In how many of the realm's messages a pair stands. Counted by hash in a table of fixed size: a
   * county's messages may grow, this does not.
   */
  static final class Frequencies {
    private static final int SLOTS = 1 << 17;

    /** Among a handful of messages those that are alike would make their own words usual. */
    private static final int FEWEST = 200;

    private final int[] texts = new int[SLOTS];
    private int all;

    void add(String subject, String text) {
      all++;
      TriageText.pairs(subject, text).keySet().forEach(pair -> texts[slot(hash(pair))]++);
    }

    int of(int hash) {
      return texts[slot(hash)];
    }

    int all() {
      return all;
    }

    double rarity(int hash) {
      return Math.log((Math.max(all, FEWEST) + 2.0) / (of(hash) + 0.5));
    }

    private static int slot(int hash) {
      return hash & (SLOTS - 1);
    }
  }

  private static final int MARKS = 40;

  /** Chosen by their hash alone, so that a text keeps them whatever becomes rare or usual. */
  private static final int STEADY_MARKS = 8;

  /**
   * Of the others, so many may be pairs nobody has written before; the next message may repeat
   * them.
   */
  private static final int NEW_MARKS = 10;

  static TriageVector of(String subject, String text, Frequencies frequencies) {
    Map<String, Integer> counts = TriageText.pairs(subject, text);
    List<Weighted> list = new ArrayList<>(counts.size());
    counts.forEach(
        (pair, count) -> {
          int hash = hash(pair);
          list.add(
              new Weighted(hash, (1 + Math.log(count)) * Math.max(0.05, frequencies.rarity(hash))));
        });
    list.sort(Comparator.comparingInt(Weighted::hash));
    double square = list.stream().mapToDouble(one -> one.weight() * one.weight()).sum();
    int[] pairs = new int[list.size()];
    float[] weights = new float[list.size()];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = list.get(i).hash();
      weights[i] = (float) (list.get(i).weight() / Math.sqrt(square));
    }
    return new TriageVector(pairs, weights);
  }

  private record Weighted(int hash, double weight) {}

  /** The cosine: 1 for the same text, 0 for nothing in common. */
  double likeness(TriageVector other) {
    double sum = 0;
    int i = 0;
    int j = 0;
    while (i < pairs.length && j < other.pairs.length) {
      int order = Integer.compare(pairs[i], other.pairs[j]);
      if (order == 0) {
        sum += weights[i++] * other.weights[j++];
      } else if (order < 0) {
        i++;
      } else {
        j++;
      }
    }
    return sum;
  }

  /**
   * The hashes under which a text is found again: the rarest of its pairs. Among equally rare ones
   * the hash decides, so that two texts that share much choose the same ones.
   */
  static int[] marks(String subject, String text, Frequencies frequencies) {
    int[] hashes =
        TriageText.pairs(subject, text).keySet().stream()
            .mapToInt(TriageVector::hash)
            .distinct()
            .toArray();
    Set<Integer> marks = new LinkedHashSet<>();
    Arrays.stream(hashes).sorted().limit(STEADY_MARKS).forEach(marks::add);
    int[] seen = Arrays.stream(hashes).filter(hash -> frequencies.of(hash) > 0).toArray();
    Arrays.stream(hashes)
        .filter(hash -> frequencies.of(hash) == 0)
        .sorted()
        .limit(Math.max(NEW_MARKS, MARKS - STEADY_MARKS - seen.length))
        .forEach(marks::add);
    Arrays.stream(seen)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingInt(hash -> step(frequencies.of(hash)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(Math.max(0, MARKS - marks.size()))
        .forEach(marks::add);
    return marks.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Coarse, so that a pair that becomes a little less rare keeps its rank. */
  private static int step(int texts) {
    return 32 - Integer.numberOfLeadingZeros(texts);
  }

  static int hash(String pair) {
    int mixed = pair.charAt(0) * 0x9E3779B1 + pair.charAt(1) * 0x85EBCA6B;
    mixed ^= mixed >>> 15;
    mixed *= 0x2C1B3C6D;
    mixed ^= mixed >>> 12;
    mixed *= 0x297A2D39;
    return mixed ^ (mixed >>> 15);
  }
}

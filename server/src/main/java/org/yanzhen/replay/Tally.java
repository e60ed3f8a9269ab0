package org.yanzhen.replay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.yanzhen.access.ApiClient;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.OutcomeView;

/** Every command that was answered: how many, with what, and some of them kept to be sent again. */
final class Tally {

  /** A command and its first answer. */
  record Sent(ApiClient.Account by, Envelope envelope, OutcomeView outcome) {}

  static final int SAMPLE = 50;

  private final Set<UUID> acknowledged = new HashSet<>();
  private final Map<String, Integer> done = new TreeMap<>();
  private final Map<String, Integer> refused = new TreeMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<Sent> sample = new ArrayList<>();
  private final SplittableRandom random;

  Tally(long seed) {
    this.random = new SplittableRandom(seed);
  }

  synchronized void add(ApiClient.Account by, Envelope envelope, OutcomeView outcome) {
    if (!acknowledged.add(envelope.id())) {
      throw new IllegalStateException("sent twice: " + envelope.id());
    }
    if (outcome.problem() == null) {
      done.merge(envelope.type(), 1, Integer::sum);
    } else {
      refused.merge(outcome.problem().code(), 1, Integer::sum);
    }
    // Every command has the same chance to be in the sample, however many there will be.
    if (sample.size() < SAMPLE) {
      sample.add(new Sent(by, envelope, outcome));
    } else {
      int place = random.nextInt(acknowledged.size());
      if (place < SAMPLE) {
        sample.set(place, new Sent(by, envelope, outcome));
      }
    }
  }

  /** Something worth a number in the summary. */
  synchronized void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  synchronized Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  synchronized Map<String, Integer> done() {
    return new TreeMap<>(done);
  }

  synchronized int acknowledged() {
    return acknowledged.size();
  }

  synchronized int done(String type) {
    return done.getOrDefault(type, 0);
  }

  synchronized Map<String, Integer> refused() {
    return new TreeMap<>(refused);
  }

  synchronized List<Sent> sample() {
    return List.copyOf(sample);
  }
}

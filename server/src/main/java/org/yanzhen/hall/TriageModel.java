package org.yanzhen.hall;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Excuse;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * What texts are about, learnt from texts of which it is known: a logistic regression over pairs of
 * characters, so that each guess can be taken apart into what each pair added to it.
 *
 * <p>Bounded: at most {@link #MOST_PAIRS} pairs are kept, those that stand in the most texts.
 */
final class TriageModel {

  /**
   * A text of which it is known what it is about.
   *
   * @param weight how much it counts; a word of a list less than a message somebody has read
   */
  record Lesson(String subject, String text, String label, float weight) {}

  /**
   * What a text may be about.
   *
   * @param share of all that could be said, between 0 and 1
   * @param pull what each pair added for this label against the others, only where it spoke for it
   */
  record Guess(String label, double share, Map<String, Double> pull) {}

  private static final int MOST_PAIRS = 30_000;
  private static final int ROUNDS = 30;
  private static final double STEP = 0.5;
  private static final long SEED = 1;

  private static final LabelFactory LABELS = new LabelFactory();

  // Kept, because a logger nobody holds forgets its level.
  private static final Logger QUIET = Logger.getLogger("org.tribuo");

  static {
    QUIET.setLevel(Level.WARNING);
  }

  private final LinearSGDModel model;
  private final Map<String, Float> rarity;
  private final int labels;

  private TriageModel(LinearSGDModel model, Map<String, Float> rarity, int labels) {
    this.model = model;
    this.rarity = rarity;
    this.labels = labels;
  }

  /** Empty when the lessons do not know two things apart. */
  static Optional<TriageModel> learn(List<Lesson> lessons) {
    Set<String> labels = new HashSet<>();
    Map<String, Integer> texts = new HashMap<>();
    for (Lesson lesson : lessons) {
      labels.add(lesson.label());
      // A word on a list has been chosen; it need not stand in a second text to count.
      int worth = lesson.weight() < 1 ? 2 : 1;
      TriageText.pairs(lesson.subject(), lesson.text())
          .keySet()
          .forEach(pair -> texts.merge(pair, worth, Integer::sum));
    }
    if (labels.size() < 2) {
      return Optional.empty();
    }
    Map<String, Float> rarity = rarity(texts, lessons.size());
    MutableDataset<Label> data =
        new MutableDataset<>(new SimpleDataSourceProvenance("lessons", LABELS), LABELS);
    for (Lesson lesson : lessons) {
      example(lesson.subject(), lesson.text(), rarity, new Label(lesson.label()))
          .ifPresent(
              example -> {
                example.setWeight(lesson.weight());
                data.add(example);
              });
    }
    if (data.getOutputInfo().size() < 2) {
      return Optional.empty();
    }
    LinearSGDTrainer trainer =
        new LinearSGDTrainer(
            new LogMulticlass(), new AdaGrad(STEP), ROUNDS, Integer.MAX_VALUE, 1, SEED);
    return Optional.of(new TriageModel(trainer.train(data), rarity, labels.size()));
  }

  /** All that it can be, the likeliest first; empty when no pair of it was ever seen. */
  List<Guess> guess(String subject, String text) {
    return example(subject, text, rarity, LabelFactory.UNKNOWN_LABEL)
        .map(this::guess)
        .orElse(List.of());
  }

  private List<Guess> guess(ArrayExample<Label> example) {
    Excuse<Label> excuse = model.getExcuse(example).orElseThrow();
    Prediction<Label> prediction = excuse.getPrediction();
    Map<String, List<Pair<String, Double>>> scores = excuse.getScores();
    Map<String, Double> usual = new HashMap<>();
    scores
        .values()
        .forEach(
            label ->
                label.forEach(
                    score ->
                        usual.merge(score.getA(), score.getB() / labels, Double::sum)));
    return prediction.getOutputScores().values().stream()
        .map(
            label ->
                new Guess(
                    label.getLabel(),
                    label.getScore(),
                    pull(scores.getOrDefault(label.getLabel(), List.of()), usual)))
        .sorted(Comparator.comparingDouble(Guess::share).reversed())
        .toList();
  }

  private static Map<String, Double> pull(
      List<Pair<String, Double>> scores, Map<String, Double> usual) {
    Map<String, Double> pull = new HashMap<>();
    for (Pair<String, Double> score : scores) {
      double more = score.getB() - usual.getOrDefault(score.getA(), 0.0);
      // The bias is no word of the text.
      if (more > 0 && score.getA().length() == 2) {
        pull.put(score.getA(), more);
      }
    }
    return pull;
  }

  private static Map<String, Float> rarity(Map<String, Integer> texts, int all) {
    Map<String, Float> rarity = new HashMap<>();
    texts.entrySet().stream()
        .filter(entry -> entry.getValue() > 1)
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_PAIRS)
        .forEach(
            entry -> {
              double rare = Math.log((all + 1.0) / (entry.getValue() + 0.5));
              if (rare > 0) {
                rarity.put(entry.getKey(), (float) rare);
              }
            });
    return rarity;
  }

  private static Optional<ArrayExample<Label>> example(
      String subject, String text, Map<String, Float> rarity, Label label) {
    List<String> names = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    double square = 0;
    for (Map.Entry<String, Integer> pair : TriageText.pairs(subject, text).entrySet()) {
      Float rare = rarity.get(pair.getKey());
      if (rare != null) {
        double value = (1 + Math.log(pair.getValue())) * rare;
        names.add(pair.getKey());
        values.add(value);
        square += value * value;
      }
    }
    if (names.isEmpty()) {
      return Optional.empty();
    }
    double length = Math.sqrt(square);
    double[] scaled =
        values.stream().mapToDouble(value -> Objects.requireNonNull(value) / length).toArray();
    return Optional.of(new ArrayExample<>(label, names.toArray(new String[0]), scaled));
  }
}

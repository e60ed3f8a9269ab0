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
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
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
 * characters and over how many words of each label's list stand in the text, so that each guess can
 * be taken apart into what each pair and each word added to it.
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

  /** A lesson that counts less than a message and is no longer than this is a word of a list. */
  private static final int LONGEST_WORD = 8;

  /** Before the name of a label: how many words of its list stand in the text. */
  private static final String LIST = "\u0000";

  private static final double LIST_COUNTS = 0.3;

  private static final LabelFactory LABELS = new LabelFactory();

  // Kept, because a logger nobody holds forgets its level.
  private static final Logger QUIET = Logger.getLogger("org.tribuo");

  static {
    QUIET.setLevel(Level.WARNING);
  }

  private final LinearSGDModel model;
  private final Map<String, Float> rarity;
  private final Map<String, Set<String>> lists;
  private final int labels;

  private TriageModel(
      LinearSGDModel model, Map<String, Float> rarity, Map<String, Set<String>> lists, int labels) {
    this.model = model;
    this.rarity = rarity;
    this.lists = lists;
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
    Map<String, Set<String>> lists = lists(lessons);
    MutableDataset<Label> data =
        new MutableDataset<>(new SimpleDataSourceProvenance("lessons", LABELS), LABELS);
    for (Lesson lesson : lessons) {
      Map<String, Set<String>> said = said(lesson.subject(), lesson.text(), lists);
      example(lesson.subject(), lesson.text(), rarity, said, new Label(lesson.label()))
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
    return Optional.of(new TriageModel(trainer.train(data), rarity, lists, labels.size()));
  }

  /** All that it can be, the likeliest first; empty when no pair of it was ever seen. */
  List<Guess> guess(String subject, String text) {
    Map<String, Set<String>> said = said(subject, text, lists);
    return example(subject, text, rarity, said, LabelFactory.UNKNOWN_LABEL)
        .map(example -> guess(example, said))
        .orElse(List.of());
  }

  private List<Guess> guess(ArrayExample<Label> example, Map<String, Set<String>> said) {
    Excuse<Label> excuse = model.getExcuse(example).orElseThrow();
    Prediction<Label> prediction = excuse.getPrediction();
    Map<String, List<Pair<String, Double>>> scores = excuse.getScores();
    Map<String, Double> usual = new HashMap<>();
    scores
        .values()
        .forEach(
            label ->
                label.forEach(
                    score -> usual.merge(score.getA(), score.getB() / labels, Double::sum)));
    return prediction.getOutputScores().values().stream()
        .map(
            label ->
                new Guess(
                    label.getLabel(),
                    label.getScore(),
                    pull(scores.getOrDefault(label.getLabel(), List.of()), usual, said)))
        .sorted(Comparator.comparingDouble(Guess::share).reversed())
        .toList();
  }

  private static Map<String, Double> pull(
      List<Pair<String, Double>> scores, Map<String, Double> usual, Map<String, Set<String>> said) {
    Map<String, Double> pull = new HashMap<>();
    for (Pair<String, Double> score : scores) {
      double more = score.getB() - usual.getOrDefault(score.getA(), 0.0);
      if (more <= 0) {
        continue;
      }
      if (score.getA().startsWith(LIST)) {
        share(pull, more, said.getOrDefault(score.getA(), Set.of()));
      } else if (score.getA().length() == 2) {
        // The bias is no word of the text.
        pull.merge(score.getA(), more, Double::sum);
      }
    }
    return pull;
  }

  /** What a list added was added by its words that stand there, by each pair of them alike. */
  private static void share(Map<String, Double> pull, double more, Set<String> words) {
    Set<String> pairs = new HashSet<>();
    words.forEach(word -> pairs.addAll(TriageText.pairs(word, "").keySet()));
    pairs.forEach(pair -> pull.merge(pair, more / pairs.size(), Double::sum));
  }

  /** The words of each label's list, in the form texts are read in. */
  private static Map<String, Set<String>> lists(List<Lesson> lessons) {
    Map<String, Set<String>> lists = new TreeMap<>();
    for (Lesson lesson : lessons) {
      if (lesson.weight() < 1) {
        for (String word : List.of(lesson.subject(), lesson.text())) {
          if (word.length() > 1 && word.length() <= LONGEST_WORD) {
            lists
                .computeIfAbsent(LIST + lesson.label(), label -> new HashSet<>())
                .add(TriageText.plain(word));
          }
        }
      }
    }
    return lists;
  }

  private static Map<String, Set<String>> said(
      String subject, String text, Map<String, Set<String>> lists) {
    String read = TriageText.plain(subject) + "\n" + TriageText.plain(text);
    Map<String, Set<String>> said = new TreeMap<>();
    lists.forEach(
        (label, words) -> {
          Set<String> there = words.stream().filter(read::contains).collect(Collectors.toSet());
          if (!there.isEmpty()) {
            said.put(label, there);
          }
        });
    return said;
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
      String subject,
      String text,
      Map<String, Float> rarity,
      Map<String, Set<String>> said,
      Label label) {
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
    values.replaceAll(value -> value / length);
    said.forEach(
        (list, words) -> {
          int hits = 0;
          for (String word : words) {
            hits += subject.contains(word) ? TriageText.SUBJECT_COUNTS : 1;
          }
          names.add(list);
          values.add(LIST_COUNTS * Math.log1p(hits));
        });
    double[] scaled = values.stream().mapToDouble(value -> Objects.requireNonNull(value)).toArray();
    return Optional.of(new ArrayExample<>(label, names.toArray(new String[0]), scaled));
  }
}

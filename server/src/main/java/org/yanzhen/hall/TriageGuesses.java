package org.yanzhen.hall;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.yanzhen.hall.TriageModel.Guess;
import org.yanzhen.hall.TriageViews.Suggested;
import org.yanzhen.hall.TriageViews.Sureness;

/** A model's guesses about one text, as a person may read them: with the words that led there. */
final class TriageGuesses {

  static final double LIKELY = 0.6;
  static final double UNSURE = 0.3;

  /** A second suggestion that is much weaker than the first only costs reading. */
  private static final double BESIDE_THE_FIRST = 0.15;

  private static final int MOST_KINDS = 3;
  private static final int MOST_WORDS = 5;
  private static final int MOST_PAIRS = 14;
  private static final int LONGEST = 8;

  /** Below so many confirmed messages of its own no suggestion is called likely. */
  private static final int ENOUGH_CONFIRMED = 5;

  private final String subject;
  private final String text;

  TriageGuesses(String subject, String text) {
    this.subject = subject;
    this.text = text;
  }

  /**
   * @param name in the reader's language; empty for what is no longer offered
   * @param confirmed how many messages people confirmed as this
   */
  List<Suggested> likely(
      Optional<TriageModel> model,
      Function<String, Optional<String>> name,
      ToIntFunction<String> confirmed) {
    List<Suggested> likely = new ArrayList<>();
    for (Guess guess : model.map(m -> m.guess(subject, text)).orElse(List.of())) {
      double enough = likely.isEmpty() ? UNSURE : BESIDE_THE_FIRST;
      if (guess.share() < enough || likely.size() == MOST_KINDS) {
        break;
      }
      List<String> words = words(guess.pull());
      Optional<String> spoken = name.apply(guess.label());
      // What no word of the message led to is a habit of the county, not a suggestion.
      if (spoken.isEmpty() || words.isEmpty()) {
        continue;
      }
      int from = confirmed.applyAsInt(guess.label());
      boolean sure = guess.share() >= LIKELY && from >= ENOUGH_CONFIRMED;
      likely.add(
          new Suggested(
              guess.label(), spoken.get(), sure ? Sureness.LIKELY : Sureness.UNSURE, words, from));
    }
    return likely;
  }

  /** The words that speak loudest, whatever for. */
  List<String> telling(Optional<TriageModel> model) {
    return model
        .map(m -> m.guess(subject, text))
        .flatMap(guesses -> guesses.stream().findFirst())
        .map(guess -> words(guess.pull()))
        .orElse(List.of());
  }

  /**
   * The pairs that pulled most, joined where they stand side by side: that is how they read as
   * words.
   */
  private List<String> words(Map<String, Double> pull) {
    Set<String> strongest =
        pull.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .limit(MOST_PAIRS)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    Map<String, Double> words = new LinkedHashMap<>();
    collect(words, subject, strongest, pull);
    collect(words, text, strongest, pull);
    return words.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .limit(MOST_WORDS)
        .toList();
  }

  private static void collect(
      Map<String, Double> words, String text, Set<String> strongest, Map<String, Double> pull) {
    String plain = TriageText.plain(text);
    int at = 0;
    while (at + 1 < plain.length()) {
      int end = at;
      double sum = 0;
      while (end + 1 < plain.length()
          && end - at < LONGEST - 1
          && strongest.contains(plain.substring(end, end + 2))) {
        sum += pull.getOrDefault(plain.substring(end, end + 2), 0.0);
        end++;
      }
      if (end > at) {
        words.merge(text.substring(at, end + 1), sum, Math::max);
        at = end + 1;
      } else {
        at++;
      }
    }
  }
}

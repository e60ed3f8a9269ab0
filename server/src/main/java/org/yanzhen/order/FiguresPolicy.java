package org.yanzhen.order;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.shared.PolicyPack;

/** The policy behind published figures and drawn call-backs: {@code packs/figures.yaml}. */
@Component
class FiguresPolicy {

  /** All of them: everything is drawn. */
  static final int ALL = 10_000;

  private final Map<Measure, Integer> weights;
  private final int satisfiedFrom;
  private final int showFrom;
  private final int drawFromHour;
  private final int drawShownAfterDays;
  private final Map<Urgency, Integer> byUrgency;
  private final Map<String, Integer> byKind;
  private final Map<Source, Integer> bySource;

  @Autowired
  FiguresPolicy(@Value("${yanzhen.packs:}") String folder) {
    this(PolicyPack.find(folder, "figures", "packs/figures.yaml").load());
  }

  FiguresPolicy(Map<String, Object> pack) {
    weights = numbers(map(pack, "weights"), code -> Measure.of(code).orElseThrow());
    satisfiedFrom = number(pack, "satisfied-from");
    showFrom = number(pack, "show-from");
    Map<String, Object> draws = map(pack, "draws");
    drawFromHour = number(draws, "from-hour");
    drawShownAfterDays = number(draws, "shown-after-days");
    byUrgency = numbers(map(draws, "urgency"), Urgency::valueOf);
    byKind = numbers(map(draws, "kind"), kind -> kind);
    bySource = numbers(map(draws, "source"), Source::valueOf);
    if (weights.values().stream().mapToInt(weight -> weight).sum() != 100) {
      throw new IllegalStateException("figures.yaml: the weights are not 100 together");
    }
    if (drawShownAfterDays < 1) {
      throw new IllegalStateException("figures.yaml: draws.shown-after-days is not 1 or more");
    }
    if (byUrgency.size() != Urgency.values().length) {
      throw new IllegalStateException("figures.yaml: draws.urgency lacks an urgency");
    }
  }

  Map<Measure, Integer> weights() {
    return weights;
  }

  int satisfiedFrom() {
    return satisfiedFrom;
  }

  int showFrom() {
    return showFrom;
  }

  int drawFromHour() {
    return drawFromHour;
  }

  /** So long the list stays with those who call; by then it is shown, called or not. */
  int drawShownAfterDays() {
    return drawShownAfterDays;
  }

  /** How many of 10,000 such orders are drawn: the strictest of what applies. */
  int drawRate(Urgency urgency, String kind, Source source) {
    return Math.max(
        byUrgency.getOrDefault(urgency, ALL),
        Math.max(byKind.getOrDefault(kind, 0), bySource.getOrDefault(source, 0)));
  }

  @SuppressWarnings("unchecked") // the form is the file's; what does not fit throws and is named
  private static Map<String, Object> map(Map<String, Object> pack, String key) {
    if (pack.get(key) instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IllegalStateException("figures.yaml: " + key + " is missing");
  }

  private static int number(Map<String, Object> pack, String key) {
    if (pack.get(key) instanceof Integer number) {
      return number;
    }
    throw new IllegalStateException("figures.yaml: " + key + " is no number");
  }

  private static <K> Map<K, Integer> numbers(Map<String, Object> map, Function<String, K> key) {
    Map<K, Integer> numbers = new HashMap<>();
    for (String name : map.keySet()) {
      int number = number(map, name);
      if (number < 0 || number > ALL) {
        throw new IllegalStateException("figures.yaml: " + name + " is not 0 to 10,000");
      }
      numbers.put(key.apply(name), number);
    }
    return Map.copyOf(numbers);
  }
}

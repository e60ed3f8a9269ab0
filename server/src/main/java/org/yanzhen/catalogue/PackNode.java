package org.yanzhen.catalogue;

import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yanzhen.shared.ProblemException;

/**
 * A piece of a pack that knows its file and line.
 *
 * <p>Reading goes on after a problem, so that a county sees all of them at once: an accessor that
 * finds one notes it and answers with some value of the type. Whatever was built from a file with
 * problems is thrown away.
 */
final class PackNode {

  private static final Pattern LIMIT =
      Pattern.compile("([1-9][0-9]{0,4}) (working )?(minute|hour|day)s?");

  private final String file;
  private final Node node;
  private final List<PackProblem> problems;

  PackNode(String file, Node node, List<PackProblem> problems) {
    this.file = file;
    this.node = node;
    this.problems = problems;
    if (node.getAnchor() != null) {
      problem("anchors and aliases are not read; write it out");
    }
  }

  int line() {
    return node.getStartMark().getLine() + 1;
  }

  void problem(String message) {
    problems.add(new PackProblem(file, line(), message));
  }

  /**
   * The values by key, in the order of the file; keys that are missing, unknown or double are
   * problems.
   */
  Map<String, PackNode> keys(Set<String> required, Set<String> optional) {
    Map<String, PackNode> values = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      problem("expected keys and values: " + sorted(required));
      return values;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      PackNode key = new PackNode(file, tuple.getKeyNode(), problems);
      String name = key.text();
      if (!required.contains(name) && !optional.contains(name)) {
        key.problem(
            "unknown key \"" + name + "\"; known are " + sorted(required) + " " + sorted(optional));
      } else if (values.put(name, new PackNode(file, tuple.getValueNode(), problems)) != null) {
        key.problem("\"" + name + "\" stands twice");
      }
    }
    for (String name : required) {
      if (!values.containsKey(name)) {
        problem("\"" + name + "\" is missing");
      }
    }
    return values;
  }

  /** The text under a key, if there is one; says nothing about the rest. */
  Optional<String> peek(String key) {
    return node instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .filter(tuple -> scalar(tuple.getKeyNode()).filter(key::equals).isPresent())
            .flatMap(tuple -> scalar(tuple.getValueNode()).stream())
            .findFirst()
        : Optional.empty();
  }

  /** The keys that stand below a key; says nothing about the rest. */
  Set<String> peekKeys(String key) {
    return node instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .filter(tuple -> scalar(tuple.getKeyNode()).filter(key::equals).isPresent())
            .filter(tuple -> tuple.getValueNode() instanceof MappingNode)
            .flatMap(tuple -> ((MappingNode) tuple.getValueNode()).getValue().stream())
            .flatMap(tuple -> scalar(tuple.getKeyNode()).stream())
            .collect(Collectors.toSet())
        : Set.of();
  }

  /** The text, if it is one; says nothing if it is not. */
  Optional<String> peekText() {
    return scalar(node);
  }

  private static Optional<String> scalar(Node node) {
    return node instanceof ScalarNode scalar && !scalar.getValue().isBlank()
        ? Optional.of(scalar.getValue().strip())
        : Optional.empty();
  }

  List<PackNode> list() {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(item -> new PackNode(file, item, problems)).toList();
    }
    problem("expected a list");
    return List.of();
  }

  String text() {
    Optional<String> text = scalar(node);
    if (text.isEmpty()) {
      problem("expected a text");
    }
    return text.orElse("");
  }

  boolean yes() {
    String text = text();
    if (!text.equals("true") && !text.equals("false")) {
      problem("expected true or false, not \"" + text + "\"");
    }
    return text.equals("true");
  }

  int number() {
    String text = text();
    if (text.matches("[0-9]{1,6}")) {
      return Integer.parseInt(text);
    }
    problem("expected a whole number, not \"" + text + "\"");
    return 1;
  }

  LocalDate date() {
    String text = text();
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      problem("expected a day as 2026-05-01, not \"" + text + "\"");
      return LocalDate.EPOCH;
    }
  }

  <E extends Enum<E>> E oneOf(Class<E> type) {
    E[] known = type.getEnumConstants();
    String text = text();
    return Arrays.stream(known)
        .filter(constant -> constant.name().equals(text))
        .findAny()
        .orElseGet(
            () -> {
              problem("\"" + text + "\" is none of " + Arrays.toString(known));
              return known[0];
            });
  }

  /**
   * A time such as {@code 4 working hours}, {@code 5 working days}, {@code 90 minutes}, {@code 7
   * days}.
   */
  Limit limit(Duration workingDay) {
    String text = text();
    Matcher matcher = LIMIT.matcher(text);
    if (!matcher.matches()) {
      problem(
          "\""
              + text
              + "\" is no time; write 4 working hours, 5 working days, 90 minutes or 7 days");
      return new Limit(Duration.ofDays(1), false);
    }
    long count = Long.parseLong(matcher.group(1));
    boolean working = matcher.group(2) != null;
    Duration unit =
        switch (matcher.group(3)) {
          case "minute" -> Duration.ofMinutes(1);
          case "hour" -> Duration.ofHours(1);
          default -> working ? workingDay : Duration.ofDays(1);
        };
    Duration duration = unit.multipliedBy(count);
    if (duration.compareTo(Duration.ofDays(366)) > 0) {
      problem("\"" + text + "\" is longer than a year");
      return new Limit(Duration.ofDays(1), working);
    }
    return new Limit(duration, working);
  }

  /** As {@link #limit}, of time that runs day and night. */
  Duration time() {
    Limit limit = limit(Duration.ofDays(1));
    if (limit.workingTime()) {
      problem("this time runs day and night; write it without \"working\"");
    }
    return limit.duration();
  }

  /** Builds a value that checks itself; what it refuses becomes a problem of this line. */
  <T> T build(Supplier<T> value, T otherwise) {
    try {
      return value.get();
    } catch (ProblemException e) {
      problem(
          e.problem().field() + ": " + e.problem().params().getOrDefault("why", "not possible"));
      return otherwise;
    }
  }

  private static String sorted(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", ", "(", ")"));
  }
}

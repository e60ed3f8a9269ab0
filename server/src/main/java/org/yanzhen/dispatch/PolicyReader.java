package org.yanzhen.dispatch;

import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yanzhen.catalogue.DispatchMode;
import org.yanzhen.catalogue.Limit;
import org.yanzhen.catalogue.Urgency;

/** Reads a policy pack; every slip is named with its file and line, all of them at once. */
final class PolicyReader {

  /** A pack that says something impossible; then nothing starts. */
  static final class BadPolicyException extends RuntimeException {
    BadPolicyException(List<String> problems) {
      super(String.join("\n", problems));
    }
  }

  /** These can act by themselves; an offer and a batch need somebody who chooses. */
  private static final Set<DispatchMode> CAN_BE_AUTOMATIC =
      EnumSet.of(DispatchMode.DUTY, DispatchMode.BOARD, DispatchMode.GROUP, DispatchMode.ROTA);

  private static final Set<String> POLICY =
      Set.of("from", "automatic", "full", "too-far-minutes", "rota-tries", "prices");

  /** A county's own file may be older than these. */
  private static final Set<String> MAY_BE_MISSING = Set.of("unserved", "contest", "planned-daily");

  /** "4 working hours" counts on the work calendar, "15 minutes" day and night. */
  private static final Pattern TIME =
      Pattern.compile("([1-9][0-9]{0,3}) (working )?(minute|hour)s?");

  private static final Set<String> UNSERVED = Set.of("normal", "urgent", "danger");
  private static final Set<String> PRICES =
      Set.of(
          "spare-level",
          "load-step",
          "knows-the-place",
          "knows-at-most",
          "tight",
          "had-it",
          "unknown-minutes",
          "hours-each");

  private final String file;
  private final List<String> problems = new ArrayList<>();

  private PolicyReader(String file) {
    this.file = file;
  }

  /**
   * The policies by their first day.
   *
   * @throws BadPolicyException when anything is wrong
   */
  static List<Policy> read(String file, String yaml) {
    PolicyReader reader = new PolicyReader(file);
    List<Policy> policies = reader.policies(yaml);
    if (!reader.problems.isEmpty()) {
      throw new BadPolicyException(reader.problems);
    }
    return policies;
  }

  private List<Policy> policies(String yaml) {
    Node root;
    try {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      root = new Yaml(options).compose(new StringReader(yaml));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problems.add("%s:%d: %s".formatted(file, line, e.getProblem()));
      return List.of();
    } catch (YAMLException e) {
      problems.add("%s:1: %s".formatted(file, e.getMessage()));
      return List.of();
    }
    if (root == null) {
      problems.add(file + ":1: is empty");
      return List.of();
    }
    Node list = keys(root, Set.of("pack", "policies")).get("policies");
    if (!(list instanceof SequenceNode sequence)) {
      if (list != null) {
        problem(list, "expected a list of policies");
      }
      return List.of();
    }
    List<Policy> policies = new ArrayList<>();
    Set<LocalDate> days = new HashSet<>();
    for (Node node : sequence.getValue()) {
      Policy policy = policy(node);
      if (!days.add(policy.from())) {
        problem(node, "two policies begin on " + policy.from());
      }
      policies.add(policy);
    }
    if (policies.isEmpty()) {
      problem(sequence, "no policy at all");
    }
    policies.sort(Comparator.comparing(Policy::from));
    return policies;
  }

  private Policy policy(Node node) {
    Map<String, Node> keys = keys(node, POLICY, MAY_BE_MISSING);
    Map<String, Node> prices =
        keys.containsKey("prices")
            ? keys(keys.get("prices"), PRICES, Set.of("interpreter"))
            : Map.of();
    return new Policy(
        day(keys.get("from")),
        modes(keys.get("automatic")),
        number(keys.get("full"), 1, 1_000),
        number(keys.get("too-far-minutes"), 1, 1_440),
        number(keys.get("rota-tries"), 1, 100),
        new Policy.Prices(
            number(prices.get("spare-level"), 0, 1_000),
            number(prices.get("load-step"), 0, 1_000),
            number(prices.get("knows-the-place"), 0, 1_000),
            number(prices.get("knows-at-most"), 0, 100),
            number(prices.get("tight"), 0, 1_000),
            number(prices.get("had-it"), 0, 1_000),
            number(prices.get("unknown-minutes"), 0, 1_440),
            prices.containsKey("interpreter")
                ? number(prices.get("interpreter"), 0, 1_000)
                : Policy.Prices.USUAL_INTERPRETER,
            Duration.ofHours(number(prices.get("hours-each"), 1, 240))),
        unserved(keys.get("unserved")),
        contest(keys.get("contest")),
        time(keys.get("planned-daily")));
  }

  private Map<Urgency, Integer> unserved(@Nullable Node node) {
    if (node == null) {
      return Policy.USUAL_UNSERVED;
    }
    Map<String, Node> keys = keys(node, UNSERVED);
    return Map.of(
        Urgency.NORMAL, number(keys.get("normal"), 1, 100_000),
        Urgency.URGENT, number(keys.get("urgent"), 1, 100_000),
        Urgency.DANGER, number(keys.get("danger"), 1, 100_000));
  }

  private Map<Urgency, Limit> contest(@Nullable Node node) {
    if (node == null) {
      return Policy.USUAL_CONTEST;
    }
    Map<String, Node> keys = keys(node, UNSERVED);
    return Map.of(
        Urgency.NORMAL, limit(keys.get("normal")),
        Urgency.URGENT, limit(keys.get("urgent")),
        Urgency.DANGER, limit(keys.get("danger")));
  }

  private Limit limit(@Nullable Node node) {
    Matcher time = TIME.matcher(node == null ? "" : text(node));
    if (time.matches()) {
      long count = Long.parseLong(time.group(1));
      return new Limit(
          time.group(3).equals("hour") ? Duration.ofHours(count) : Duration.ofMinutes(count),
          time.group(2) != null);
    }
    if (node != null) {
      problem(node, "\"" + text(node) + "\" is no time such as 4 working hours, or 15 minutes");
    }
    return new Limit(Duration.ofHours(1), false);
  }

  private @Nullable LocalTime time(@Nullable Node node) {
    if (node == null || text(node).equals("never")) {
      return null;
    }
    try {
      return LocalTime.parse(text(node));
    } catch (DateTimeException e) {
      problem(node, "\"" + text(node) + "\" is no time of day; write \"07:30\", or never");
      return null;
    }
  }

  private Map<String, Node> keys(@Nullable Node node, Set<String> known) {
    return keys(node, known, Set.of());
  }

  private Map<String, Node> keys(@Nullable Node node, Set<String> needed, Set<String> optional) {
    Set<String> known = new TreeSet<>(needed);
    known.addAll(optional);
    Map<String, Node> values = new HashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      if (node != null) {
        problem(node, "expected keys and values: " + new TreeSet<>(known));
      }
      return values;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
      if (!known.contains(name)) {
        problem(
            tuple.getKeyNode(), "unknown key \"" + name + "\"; known are " + new TreeSet<>(known));
      } else if (values.put(name, tuple.getValueNode()) != null) {
        problem(tuple.getKeyNode(), "\"" + name + "\" stands twice");
      }
    }
    new TreeSet<>(needed)
        .stream()
            .filter(name -> !values.containsKey(name))
            .forEach(name -> problem(node, "\"" + name + "\" is missing"));
    return values;
  }

  private LocalDate day(@Nullable Node node) {
    try {
      if (node instanceof ScalarNode scalar) {
        return LocalDate.parse(scalar.getValue());
      }
    } catch (DateTimeException e) {
      problem(node, "\"" + text(node) + "\" is no day; write 2026-01-31");
      return LocalDate.EPOCH;
    }
    if (node != null) {
      problem(node, "expected a day");
    }
    return LocalDate.EPOCH;
  }

  private Set<DispatchMode> modes(@Nullable Node node) {
    Set<DispatchMode> modes = EnumSet.noneOf(DispatchMode.class);
    if (!(node instanceof SequenceNode sequence)) {
      if (node != null) {
        problem(node, "expected a list of modes");
      }
      return modes;
    }
    for (Node item : sequence.getValue()) {
      String name = text(item);
      CAN_BE_AUTOMATIC.stream()
          .filter(mode -> mode.name().equals(name))
          .findAny()
          .ifPresentOrElse(
              modes::add, () -> problem(item, "\"" + name + "\" is none of " + CAN_BE_AUTOMATIC));
    }
    return modes;
  }

  private int number(@Nullable Node node, int least, int most) {
    if (node == null) {
      return least;
    }
    String text = text(node);
    if (text.matches("[0-9]{1,6}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    problem(node, "\"%s\" is no whole number from %d to %d".formatted(text, least, most));
    return least;
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private void problem(Node node, String message) {
    problems.add("%s:%d: %s".formatted(file, node.getStartMark().getLine() + 1, message));
  }
}

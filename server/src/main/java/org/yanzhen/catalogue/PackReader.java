package org.yanzhen.catalogue;

import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads kinds from packs: each file starts with what it is ({@code pack: kind}), and what is not
 * for this room is left alone. Collects every problem of every file; there are kinds only when
 * there are no problems.
 */
final class PackReader {

  private static final Text NO_TEXT = new Text("?", "?");
  private static final Set<String> OTHER_PACKS = Set.of("calendar", "skills");
  private static final Set<String> REQUIRED =
      Set.of(
          "pack",
          "code",
          "icon",
          "name",
          "summary",
          "responsible",
          "responsible-body",
          "public-at-door",
          "modes",
          "skills",
          "clocks",
          "lease",
          "reopen-within",
          "fields",
          "papers");
  private static final Set<String> URGENCIES = names(Urgency.values(), Enum::name);
  private static final Set<String> CLOCKS =
      names(ClockName.values(), clock -> clock.name().toLowerCase(Locale.ROOT));

  private final Duration workingDay;
  private final List<PackProblem> problems = new ArrayList<>();
  private final Map<String, Kind> kinds = new LinkedHashMap<>();
  private final Map<String, String> placeOfCode = new HashMap<>();
  private final Set<String> knownSkills = new HashSet<>();
  private final List<PackNode> neededSkills = new ArrayList<>();

  /**
   * @param workingDay how long "1 working day" is
   */
  PackReader(Duration workingDay) {
    this.workingDay = workingDay;
  }

  /**
   * Kinds of the next files may replace those read so far: a county's own folder comes after what
   * is shipped.
   */
  void nextFolder() {
    placeOfCode.clear();
  }

  void read(String file, String yaml) {
    int before = problems.size();
    Optional<PackNode> root = compose(file, yaml);
    if (root.isEmpty()) {
      return;
    }
    Optional<String> pack = root.get().peek("pack");
    if (pack.isPresent() && OTHER_PACKS.contains(pack.get())) {
      knownSkills.addAll(root.get().peekKeys("skills"));
      return;
    }
    if (pack.isPresent() && !pack.get().equals("kind")) {
      root.get().problem("\"pack: " + pack.get() + "\" is none of calendar, kind, skills");
      return;
    }
    Map<String, PackNode> keys = root.get().keys(REQUIRED, Set.of());
    if (!keys.keySet().containsAll(REQUIRED)) {
      // What is there is still looked at, for its own problems.
      REQUIRED.stream().filter(keys::containsKey).forEach(key -> part(key, get(keys, key)));
      return;
    }
    Optional<Kind> kind = kind(root.get(), keys);
    PackNode code = get(keys, "code");
    code.peekText()
        .ifPresent(
            text -> {
              String other = placeOfCode.put(text, file + ":" + code.line());
              if (other != null) {
                code.problem("the kind \"" + text + "\" stands in " + other + " already");
              }
            });
    if (problems.size() == before) {
      kind.ifPresent(read -> kinds.put(read.code(), read));
    }
  }

  /**
   * @throws BadPackException when any file had any problem
   */
  List<Kind> kinds() {
    // Asked at the end: the list of skills may be read after the kinds that need them.
    if (!knownSkills.isEmpty()) {
      neededSkills.stream()
          .filter(code -> code.peekText().filter(knownSkills::contains).isEmpty())
          .forEach(
              code ->
                  code.problem(
                      "the skill \"" + code.peekText().orElse("") + "\" is not in skills.yaml"));
      neededSkills.clear();
    }
    if (!problems.isEmpty()) {
      throw new BadPackException(problems);
    }
    return List.copyOf(kinds.values());
  }

  private Optional<PackNode> compose(String file, String yaml) {
    try {
      Node node = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
      if (node == null) {
        problems.add(new PackProblem(file, 1, "the file is empty"));
        return Optional.empty();
      }
      return Optional.of(new PackNode(file, node, problems));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problems.add(new PackProblem(file, line, "not YAML: " + e.getProblem()));
    } catch (YAMLException e) {
      problems.add(new PackProblem(file, 1, "not YAML: " + e.getMessage()));
    }
    return Optional.empty();
  }

  /** Reads one part alone, to note its problems. */
  private void part(String key, PackNode node) {
    switch (key) {
      case "name", "summary", "responsible" -> text(node);
      case "public-at-door" -> node.yes();
      case "modes" -> modes(node);
      case "skills" -> node.list().forEach(this::skill);
      case "clocks" -> limits(node);
      case "lease", "reopen-within" -> node.time();
      case "fields" -> node.list().forEach(this::field);
      case "papers" -> node.list().forEach(this::text);
      default -> node.text();
    }
  }

  private Optional<Kind> kind(PackNode root, Map<String, PackNode> keys) {
    int before = problems.size();
    String code = get(keys, "code").text();
    String icon = get(keys, "icon").text();
    Text name = text(get(keys, "name"));
    Text summary = text(get(keys, "summary"));
    Text responsible = text(get(keys, "responsible"));
    String responsibleBody = get(keys, "responsible-body").text();
    boolean publicAtDoor = get(keys, "public-at-door").yes();
    Set<DispatchMode> modes = modes(get(keys, "modes"));
    List<NeededSkill> skills =
        get(keys, "skills").list().stream().map(this::skill).flatMap(Optional::stream).toList();
    Map<Urgency, Map<ClockName, Limit>> limits = limits(get(keys, "clocks"));
    Duration lease = get(keys, "lease").time();
    Duration reopenWithin = get(keys, "reopen-within").time();
    List<KindField> fields =
        get(keys, "fields").list().stream().map(this::field).flatMap(Optional::stream).toList();
    List<Text> papers = get(keys, "papers").list().stream().map(this::text).toList();
    if (problems.size() > before) {
      return Optional.empty();
    }
    return root.build(
        () ->
            Optional.of(
                new Kind(
                    code,
                    0,
                    icon,
                    name,
                    summary,
                    responsible,
                    responsibleBody,
                    modes,
                    skills,
                    limits,
                    lease,
                    reopenWithin,
                    fields,
                    papers,
                    publicAtDoor)),
        Optional.empty());
  }

  private Text text(PackNode node) {
    Map<String, PackNode> keys = node.keys(Set.of("zh", "en"), Set.of());
    if (keys.size() < 2) {
      return NO_TEXT;
    }
    String zh = get(keys, "zh").text();
    String en = get(keys, "en").text();
    return zh.isEmpty() || en.isEmpty() ? NO_TEXT : node.build(() -> new Text(zh, en), NO_TEXT);
  }

  private Set<DispatchMode> modes(PackNode node) {
    List<DispatchMode> modes =
        node.list().stream().map(mode -> mode.oneOf(DispatchMode.class)).toList();
    if (modes.isEmpty()) {
      node.problem("at least one mode is needed");
    }
    return Set.copyOf(modes);
  }

  private Optional<NeededSkill> skill(PackNode node) {
    Map<String, PackNode> keys = node.keys(Set.of("code", "level", "name"), Set.of());
    if (keys.size() < 3) {
      return Optional.empty();
    }
    neededSkills.add(get(keys, "code"));
    String code = get(keys, "code").text();
    int level = get(keys, "level").number();
    Text name = text(get(keys, "name"));
    return node.build(() -> Optional.of(new NeededSkill(code, level, name)), Optional.empty());
  }

  private Map<Urgency, Map<ClockName, Limit>> limits(PackNode node) {
    Map<Urgency, Map<ClockName, Limit>> limits = new EnumMap<>(Urgency.class);
    node.keys(URGENCIES, Set.of())
        .forEach(
            (urgency, row) -> {
              Map<ClockName, Limit> clocks = new EnumMap<>(ClockName.class);
              row.keys(CLOCKS, Set.of())
                  .forEach(
                      (clock, limit) ->
                          clocks.put(
                              ClockName.valueOf(clock.toUpperCase(Locale.ROOT)),
                              limit.limit(workingDay)));
              limits.put(Urgency.valueOf(urgency), clocks);
            });
    return limits;
  }

  private Optional<KindField> field(PackNode node) {
    Set<String> required = Set.of("code", "type", "required", "label");
    Map<String, PackNode> keys = node.keys(required, Set.of("choices", "hint"));
    if (!keys.keySet().containsAll(required)) {
      return Optional.empty();
    }
    String code = get(keys, "code").text();
    FieldType type = get(keys, "type").oneOf(FieldType.class);
    boolean mandatory = get(keys, "required").yes();
    Text label = text(get(keys, "label"));
    PackNode choicesNode = keys.get("choices");
    List<Choice> choices =
        choicesNode == null
            ? List.of()
            : choicesNode.list().stream().map(this::choice).flatMap(Optional::stream).toList();
    PackNode hintNode = keys.get("hint");
    Text hint = hintNode == null ? null : text(hintNode);
    return node.build(
        () -> Optional.of(new KindField(code, type, label, mandatory, choices, hint)),
        Optional.empty());
  }

  private Optional<Choice> choice(PackNode node) {
    Map<String, PackNode> keys = node.keys(Set.of("code", "label"), Set.of());
    if (keys.size() < 2) {
      return Optional.empty();
    }
    String code = get(keys, "code").text();
    Text label = text(get(keys, "label"));
    return node.build(() -> Optional.of(new Choice(code, label)), Optional.empty());
  }

  private static PackNode get(Map<String, PackNode> keys, String name) {
    PackNode node = keys.get(name);
    if (node == null) {
      throw new IllegalArgumentException("not read: " + name);
    }
    return node;
  }

  private static <E> Set<String> names(E[] values, Function<E, String> name) {
    return Arrays.stream(values).map(name).collect(Collectors.toUnmodifiableSet());
  }
}

package org.yanzhen.catalogue;

import java.io.StringReader;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

  /** What the promises of a new kind begin with. */
  static final String CLOCK_DEFAULTS = "clock-defaults";

  private static final Set<String> OTHER_PACKS =
      Set.of(
          "calendar",
          CLOCK_DEFAULTS,
          "day-plan",
          "dispatch-policy",
          "figures",
          "messages",
          "hall",
          "languages",
          "order-policy",
          "papers",
          "skills",
          "intake-words",
          "board-categories");
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
          "papers",
          "privacy");
  private static final Set<String> OPTIONAL =
      Set.of(
          "season",
          "stages",
          "parts",
          "ratings",
          "results",
          "withdrawn",
          "conditions",
          "places-a-week");
  private static final Pattern MONTHS = Pattern.compile("([0-9]{1,2})(?:\\.\\.([0-9]{1,2}))?");
  private static final Set<String> URGENCIES = names(Urgency.values(), Enum::name);
  private static final Set<String> CLOCKS =
      names(ClockName.values(), clock -> clock.name().toLowerCase(Locale.ROOT));

  private final Duration workingDay;
  private final List<PackProblem> problems = new ArrayList<>();
  private final Map<String, Kind> kinds = new LinkedHashMap<>();
  private final Map<String, String> placeOfCode = new HashMap<>();
  private final Set<String> knownSkills = new HashSet<>();
  private final List<PackNode> neededSkills = new ArrayList<>();
  private final Map<String, Kind> others = new HashMap<>();
  private final Set<String> seenCodes = new HashSet<>();
  private final List<PackNode> neededKinds = new ArrayList<>();
  private final List<PackNode> neededInstead = new ArrayList<>();

  /** Code of the kind that is being read. */
  private String reading = "";

  private final List<PackNode> neededStages = new ArrayList<>();

  /**
   * @param workingDay how long "1 working day" is
   */
  PackReader(Duration workingDay) {
    this.workingDay = workingDay;
  }

  /** A reader for one pack that stands beside kinds a realm has already. */
  static PackReader ofOne(Duration workingDay, Set<String> skills, List<Kind> others) {
    PackReader reader = new PackReader(workingDay);
    reader.knownSkills.addAll(skills);
    others.forEach(kind -> reader.others.put(kind.code(), kind));
    return reader;
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
      root.get()
          .problem(
              "\"pack: "
                  + pack.get()
                  + "\" is none of the packs there are: kind, "
                  + String.join(", ", OTHER_PACKS.stream().sorted().toList()));
      return;
    }
    Map<String, PackNode> keys = root.get().keys(REQUIRED, OPTIONAL);
    if (!keys.keySet().containsAll(REQUIRED)) {
      // What is there is still looked at, for its own problems.
      keys.forEach(this::look);
      return;
    }
    Optional<Kind> kind = kind(root.get(), keys);
    PackNode code = get(keys, "code");
    code.peekText()
        .ifPresent(
            text -> {
              seenCodes.add(text);
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
  /**
   * The four clocks of each urgency, of a pack that holds nothing else.
   *
   * @throws BadPackException when it has a problem, with its line
   */
  Map<Urgency, Map<ClockName, Limit>> clocks(String file, String yaml) {
    Map<Urgency, Map<ClockName, Limit>> clocks =
        compose(file, yaml)
            .map(root -> limits(get(root.keys(Set.of("pack", "clocks"), Set.of()), "clocks")))
            .orElseGet(Map::of);
    if (!problems.isEmpty()) {
      throw new BadPackException(problems);
    }
    return clocks;
  }

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
    for (PackNode part : neededKinds) {
      Kind named = part.peekText().map(this::known).orElse(null);
      // A kind with problems of its own is not missing.
      boolean seen = part.peekText().filter(seenCodes::contains).isPresent();
      if (named == null && !seen) {
        part.problem("no pack has the kind \"" + part.peekText().orElse("") + "\"");
      } else if (named != null && !named.parts().isEmpty()) {
        part.problem("the kind \"" + named.code() + "\" has parts itself");
      }
    }
    neededKinds.clear();
    for (PackNode instead : neededInstead) {
      String code = instead.peekText().orElse("");
      if (known(code) == null && !seenCodes.contains(code)) {
        instead.problem("no pack has the kind \"" + code + "\"");
      }
    }
    neededInstead.clear();
    if (!problems.isEmpty()) {
      throw new BadPackException(problems);
    }
    // Those without parts first: a part's kind is there before what names it.
    return kinds.values().stream()
        .sorted(Comparator.comparing(kind -> !kind.parts().isEmpty()))
        .toList();
  }

  private @Nullable Kind known(String code) {
    Kind read = kinds.get(code);
    return read == null ? others.get(code) : read;
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
  private void look(String key, PackNode node) {
    switch (key) {
      case "name", "summary", "responsible" -> text(node);
      case "public-at-door", "withdrawn" -> node.yes();
      case "modes" -> modes(node);
      case "skills" -> node.list().forEach(this::skill);
      case "clocks" -> limits(node);
      case "lease", "reopen-within" -> node.time();
      case "fields" -> node.list().forEach(this::field);
      case "results" -> node.list().forEach(this::result);
      case "papers" -> node.list().forEach(this::paper);
      case "conditions" -> node.list().forEach(this::condition);
      case "places-a-week" -> node.number();
      case "season" -> node.list().forEach(this::months);
      case "stages" -> stages(node);
      case "parts" -> node.list().forEach(this::part);
      case "ratings" -> node.list().forEach(this::rating);
      case "privacy" -> node.oneOf(PrivacyClass.class);
      default -> node.text();
    }
  }

  private Optional<Kind> kind(PackNode root, Map<String, PackNode> keys) {
    int before = problems.size();
    neededStages.clear();
    String code = get(keys, "code").text();
    reading = code;
    String icon = get(keys, "icon").text();
    Text name = text(get(keys, "name"));
    Text summary = text(get(keys, "summary"));
    Text responsible = text(get(keys, "responsible"));
    String responsibleBody = get(keys, "responsible-body").text();
    boolean publicAtDoor = get(keys, "public-at-door").yes();
    List<DispatchMode> modes = modes(get(keys, "modes"));
    List<NeededSkill> skills = all(get(keys, "skills"), this::skill);
    Map<Urgency, Map<ClockName, Limit>> limits = limits(get(keys, "clocks"));
    Duration lease = get(keys, "lease").time();
    Duration reopenWithin = get(keys, "reopen-within").time();
    List<KindField> fields = all(get(keys, "fields"), this::field);
    List<KindField> results = optional(keys, "results", this::result);
    List<Paper> papers = all(get(keys, "papers"), this::paper);
    List<Condition> conditions = optional(keys, "conditions", this::condition);
    List<MonthSpan> season = optional(keys, "season", this::months);
    PackNode stagesNode = keys.get("stages");
    List<Stage> stages = stagesNode == null ? List.of() : stages(stagesNode);
    neededStages.stream()
        .filter(stage -> stages.stream().noneMatch(one -> one.code().equals(stage.text())))
        .forEach(stage -> stage.problem("no stage has the code \"" + stage.text() + "\""));
    List<Part> parts = optional(keys, "parts", this::part);
    List<RatingDimension> ratings = optional(keys, "ratings", this::rating);
    Integer placesAWeek = optionalNumber(keys, "places-a-week");
    PrivacyClass privacy = get(keys, "privacy").oneOf(PrivacyClass.class);
    boolean withdrawn = keys.containsKey("withdrawn") && get(keys, "withdrawn").yes();
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
                    results,
                    papers,
                    conditions,
                    season,
                    stages,
                    parts,
                    ratings,
                    placesAWeek,
                    privacy,
                    publicAtDoor,
                    withdrawn)),
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

  private List<DispatchMode> modes(PackNode node) {
    List<DispatchMode> modes =
        node.list().stream().map(mode -> mode.oneOf(DispatchMode.class)).toList();
    if (modes.isEmpty()) {
      node.problem("at least one mode is needed");
    }
    // In the order of the file: the first means something.
    return modes;
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
    return field(node, Set.of("choices", "hint"));
  }

  /** A question of what came of it; it may belong to a stage. */
  private Optional<KindField> result(PackNode node) {
    return field(node, Set.of("choices", "hint", "stage"));
  }

  private Optional<KindField> field(PackNode node, Set<String> optional) {
    Set<String> required = Set.of("code", "type", "required", "label");
    Map<String, PackNode> keys = node.keys(required, optional);
    if (!keys.keySet().containsAll(required)) {
      return Optional.empty();
    }
    String code = get(keys, "code").text();
    FieldType type = get(keys, "type").oneOf(FieldType.class);
    boolean mandatory = get(keys, "required").yes();
    Text label = text(get(keys, "label"));
    PackNode choicesNode = keys.get("choices");
    List<Choice> choices = choicesNode == null ? List.of() : all(choicesNode, this::choice);
    PackNode hintNode = keys.get("hint");
    Text hint = hintNode == null ? null : text(hintNode);
    PackNode stageNode = keys.get("stage");
    if (stageNode != null) {
      neededStages.add(stageNode);
    }
    String stage = stageNode == null ? null : stageNode.text();
    return node.build(
        () -> Optional.of(new KindField(code, type, label, mandatory, choices, hint, stage)),
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

  private Optional<Paper> paper(PackNode node) {
    Map<String, PackNode> keys =
        node.keys(Set.of("code", "name"), Set.of("situations", "original"));
    if (!keys.containsKey("code") || !keys.containsKey("name")) {
      return Optional.empty();
    }
    String code = get(keys, "code").text();
    Text name = text(get(keys, "name"));
    List<String> situations =
        optional(keys, "situations", situation -> Optional.of(situation.text()));
    boolean original = keys.containsKey("original") && get(keys, "original").yes();
    return node.build(
        () -> Optional.of(new Paper(code, name, situations, original)), Optional.empty());
  }

  private Optional<Condition> condition(PackNode node) {
    Set<String> required = Set.of("code", "type", "question", "otherwise", "clause");
    Map<String, PackNode> keys =
        node.keys(required, Set.of("choices", "qualifying", "min", "max", "situations", "instead"));
    if (!keys.keySet().containsAll(required)) {
      return Optional.empty();
    }
    String code = get(keys, "code").text();
    ConditionType type = get(keys, "type").oneOf(ConditionType.class);
    Text question = text(get(keys, "question"));
    List<Choice> choices = optional(keys, "choices", this::choice);
    List<String> qualifying = optional(keys, "qualifying", one -> Optional.of(one.text()));
    Integer min = optionalNumber(keys, "min");
    Integer max = optionalNumber(keys, "max");
    List<String> situations =
        optional(keys, "situations", situation -> Optional.of(situation.text()));
    Text otherwise = text(get(keys, "otherwise"));
    Optional<Clause> clause = clause(get(keys, "clause"));
    PackNode insteadNode = keys.get("instead");
    if (insteadNode != null) {
      neededInstead.add(insteadNode);
    }
    String instead = insteadNode == null ? null : insteadNode.text();
    if (clause.isEmpty()) {
      return Optional.empty();
    }
    return node.build(
        () ->
            Optional.of(
                new Condition(
                    code,
                    type,
                    question,
                    choices,
                    qualifying,
                    min,
                    max,
                    situations,
                    otherwise,
                    clause.get(),
                    instead)),
        Optional.empty());
  }

  private Optional<Clause> clause(PackNode node) {
    Map<String, PackNode> keys =
        node.keys(Set.of("law", "date"), Set.of("number", "article", "example"));
    if (!keys.containsKey("law") || !keys.containsKey("date")) {
      return Optional.empty();
    }
    Text law = text(get(keys, "law"));
    PackNode numberNode = keys.get("number");
    Text number = numberNode == null ? null : text(numberNode);
    PackNode articleNode = keys.get("article");
    Text article = articleNode == null ? null : text(articleNode);
    LocalDate date = get(keys, "date").date();
    boolean example = keys.containsKey("example") && get(keys, "example").yes();
    return node.build(
        () -> Optional.of(new Clause(law, number, article, date, example)), Optional.empty());
  }

  private static @Nullable Integer optionalNumber(Map<String, PackNode> keys, String name) {
    PackNode node = keys.get(name);
    return node == null ? null : node.number();
  }

  /** Months as {@code 4} or {@code 11..2}. */
  private Optional<MonthSpan> months(PackNode node) {
    Matcher matcher = MONTHS.matcher(node.text());
    if (!matcher.matches()) {
      node.problem("write months as 4 or 11..2");
      return Optional.empty();
    }
    int from = Integer.parseInt(matcher.group(1));
    int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
    return node.build(() -> Optional.of(new MonthSpan(from, to)), Optional.empty());
  }

  /** The stages; one that follows nothing known, or in the end itself, is refused in its line. */
  private List<Stage> stages(PackNode node) {
    List<Stage> stages = new ArrayList<>();
    Map<String, String> follows = new HashMap<>();
    Map<String, PackNode> places = new LinkedHashMap<>();
    for (PackNode item : node.list()) {
      Map<String, PackNode> keys =
          item.keys(Set.of("code", "name", "task", "after"), Set.of("follows"));
      if (!keys.keySet().containsAll(Set.of("code", "name", "task", "after"))) {
        continue;
      }
      String code = get(keys, "code").text();
      PackNode before = keys.get("follows");
      if (before != null) {
        follows.put(code, before.text());
        places.put(code, before);
      }
      Text name = text(get(keys, "name"));
      Text task = text(get(keys, "task"));
      Duration after = get(keys, "after").time();
      item.build(
              () -> Optional.of(new Stage(code, name, task, follows.get(code), after)),
              Optional.<Stage>empty())
          .ifPresent(stages::add);
    }
    Set<String> codes = stages.stream().map(Stage::code).collect(Collectors.toSet());
    places.forEach(
        (code, place) -> {
          if (!codes.contains(follows.get(code))) {
            place.problem("no stage has the code \"" + follows.get(code) + "\"");
          } else if (Kind.isInCircle(code, follows)) {
            place.problem("the stages follow each other in a circle: " + circle(code, follows));
          }
        });
    return stages;
  }

  private static String circle(String start, Map<String, String> follows) {
    StringBuilder words = new StringBuilder(start);
    String at = follows.get(start);
    while (at != null && !at.equals(start)) {
      words.append(" after ").append(at);
      at = follows.get(at);
    }
    return words.append(" after ").append(start).toString();
  }

  private Optional<Part> part(PackNode node) {
    Map<String, PackNode> keys =
        node.keys(Set.of("code", "name", "kind", "task"), Set.of("together"));
    boolean together = keys.containsKey("together") && get(keys, "together").yes();
    if (keys.size() < (keys.containsKey("together") ? 5 : 4)) {
      return Optional.empty();
    }
    String code = get(keys, "code").text();
    String kind = get(keys, "kind").text();
    // A second person for the same: of the kind itself, and without parts.
    if (!together || !kind.equals(reading)) {
      neededKinds.add(get(keys, "kind"));
    }
    Text name = text(get(keys, "name"));
    Text task = text(get(keys, "task"));
    return node.build(
        () -> Optional.of(new Part(code, name, kind, task, together)), Optional.empty());
  }

  private Optional<RatingDimension> rating(PackNode node) {
    Map<String, PackNode> keys = node.keys(Set.of("code", "label"), Set.of());
    if (keys.size() < 2) {
      return Optional.empty();
    }
    String code = get(keys, "code").text();
    Text label = text(get(keys, "label"));
    return node.build(() -> Optional.of(new RatingDimension(code, label)), Optional.empty());
  }

  private static <T> List<T> all(PackNode node, Function<PackNode, Optional<T>> reader) {
    return node.list().stream().map(reader).flatMap(Optional::stream).toList();
  }

  private static <T> List<T> optional(
      Map<String, PackNode> keys, String name, Function<PackNode, Optional<T>> reader) {
    PackNode node = keys.get(name);
    return node == null ? List.of() : all(node, reader);
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

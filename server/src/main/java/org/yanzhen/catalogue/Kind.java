package org.yanzhen.catalogue;

import java.time.Duration;
import java.time.Month;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/**
 * What can be asked, in one version.
 *
 * @param icon a name of the Lucide family
 * @param responsible who answers for it, in words
 * @param responsibleBody who answers for it, as the code of an organisation
 * @param modes how its orders may find their person; the first by itself, where it can
 * @param limits for every urgency all four clocks
 * @param lease silence after which an offer or a claim returns
 * @param reopenWithin time after "solved" within which the one who asked may open it again
 * @param results what is asked of whoever reports an order done: figures, advice, how it ended
 * @param papers what to bring, by situation
 * @param conditions who may ask, with the clauses that say so; advice, nobody is refused for it
 * @param season the months it belongs to; advice, nobody is refused for it
 * @param stages later steps, each an order of its own
 * @param parts shares of a joint order
 * @param ratings what is rated beside the whole
 * @param placesAWeek how many orders a week the responsible body can take; absent where nobody has
 *     said. Nobody is refused for it
 * @param publicAtDoor whether villagers may ask for it themselves
 * @param withdrawn whether no new order of it is taken; those there are live on
 */
public record Kind(
    String code,
    int version,
    String icon,
    Text name,
    Text summary,
    Text responsible,
    String responsibleBody,
    List<DispatchMode> modes,
    List<NeededSkill> skills,
    Map<Urgency, Map<ClockName, Limit>> limits,
    Duration lease,
    Duration reopenWithin,
    List<KindField> fields,
    List<KindField> results,
    List<Paper> papers,
    List<Condition> conditions,
    List<MonthSpan> season,
    List<Stage> stages,
    List<Part> parts,
    List<RatingDimension> ratings,
    @Nullable Integer placesAWeek,
    PrivacyClass privacy,
    boolean publicAtDoor,
    boolean withdrawn) {

  private static final Duration LONGEST = Duration.ofDays(366);

  private static final int MOST_PLACES = 100_000;

  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{1,39}");

  public Kind {
    code = checkedCode("code", code);
    if (version < 0) {
      throw Checks.malformed("version", "is negative");
    }
    icon = checkedCode("icon", icon);
    Checks.present("name", name);
    Checks.present("summary", summary);
    Checks.present("responsible", responsible);
    responsibleBody = checkedCode("responsibleBody", responsibleBody);
    modes = inOrder(Checks.present("modes", modes));
    skills = List.copyOf(Checks.present("skills", skills));
    checkDistinct("skills", skills.stream().map(NeededSkill::code).toList());
    limits = complete(Checks.present("limits", limits));
    checkPositive("lease", lease);
    checkPositive("reopenWithin", reopenWithin);
    fields = List.copyOf(Checks.present("fields", fields));
    checkDistinct("fields", fields.stream().map(KindField::code).toList());
    results = List.copyOf(Checks.present("results", results));
    checkDistinct("results", results.stream().map(KindField::code).toList());
    papers = List.copyOf(Checks.present("papers", papers));
    conditions = List.copyOf(Checks.present("conditions", conditions));
    season = List.copyOf(Checks.present("season", season));
    stages = List.copyOf(Checks.present("stages", stages));
    parts = List.copyOf(Checks.present("parts", parts));
    ratings = List.copyOf(Checks.present("ratings", ratings));
    Checks.present("privacy", privacy);
    if (placesAWeek != null && (placesAWeek < 1 || placesAWeek > MOST_PLACES)) {
      throw Checks.malformed("placesAWeek", "1 to " + MOST_PLACES);
    }
    checkPapers(papers, fields);
    checkConditions(conditions, fields);
    checkStages(stages);
    checkResults(fields, results, stages);
    checkParts(parts);
    checkDistinct("ratings", ratings.stream().map(RatingDimension::code).toList());
    if (privacy == PrivacyClass.RESTRICTED && modes.contains(DispatchMode.BOARD)) {
      throw Checks.malformed("modes", "what is restricted is not for the board");
    }
  }

  /** The limit of one clock. */
  public Limit limit(Urgency urgency, ClockName clock) {
    Map<ClockName, Limit> clocks = limits.get(urgency);
    Limit limit = clocks == null ? null : clocks.get(clock);
    if (limit == null) {
      throw new IllegalStateException("every kind has every limit");
    }
    return limit;
  }

  /** The papers these answers ask for. */
  public List<Paper> papersFor(Map<String, String> answers) {
    return papers.stream().filter(paper -> paper.isNeeded(answers)).toList();
  }

  /** The questions of the form on whose answers it depends which conditions count. */
  public List<KindField> fieldsOfConditions() {
    return fields.stream()
        .filter(
            field ->
                conditions.stream()
                    .flatMap(condition -> condition.situations().stream())
                    .anyMatch(situation -> Paper.fieldOf(situation).equals(field.code())))
        .toList();
  }

  /** Whether it is the time of year for it; a kind without a season is always in season. */
  public boolean isInSeason(Month month) {
    return season.isEmpty() || season.stream().anyMatch(span -> span.contains(month));
  }

  public Optional<Stage> stage(String wanted) {
    return stages.stream().filter(stage -> stage.code().equals(wanted)).findAny();
  }

  /** The stages that begin when the given one has ended; with null those that follow the order. */
  public List<Stage> stagesAfter(@Nullable String ended) {
    return stages.stream().filter(stage -> Objects.equals(stage.follows(), ended)).toList();
  }

  /** What is asked of whoever reports the order itself (null) or a stage that followed it. */
  public List<KindField> resultsOf(@Nullable String stage) {
    return results.stream().filter(result -> Objects.equals(result.stage(), stage)).toList();
  }

  Kind withVersion(int other) {
    return copy(other, withdrawn);
  }

  Kind withWithdrawn(boolean gone) {
    return copy(version, gone);
  }

  private Kind copy(int version, boolean withdrawn) {
    return new Kind(
        code,
        version,
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
        withdrawn);
  }

  /** Whether both say the same, whatever their versions. */
  boolean hasContentOf(Kind other) {
    return equals(other.withVersion(version));
  }

  /** Each once, in the order given: the first is what happens to a new order. */
  private static List<DispatchMode> inOrder(List<DispatchMode> modes) {
    if (modes.isEmpty()) {
      throw Checks.malformed("modes", "none");
    }
    return modes.stream().distinct().toList();
  }

  private static Map<Urgency, Map<ClockName, Limit>> complete(
      Map<Urgency, Map<ClockName, Limit>> limits) {
    Map<Urgency, Map<ClockName, Limit>> all = new EnumMap<>(Urgency.class);
    for (Urgency urgency : Urgency.values()) {
      Map<ClockName, Limit> given = Checks.present("limits." + urgency, limits.get(urgency));
      Map<ClockName, Limit> clocks = new EnumMap<>(ClockName.class);
      for (ClockName clock : ClockName.values()) {
        clocks.put(clock, Checks.present("limits." + urgency + "." + clock, given.get(clock)));
      }
      all.put(urgency, Collections.unmodifiableMap(clocks));
    }
    return Collections.unmodifiableMap(all);
  }

  private static void checkPapers(List<Paper> papers, List<KindField> fields) {
    checkDistinct("papers", papers.stream().map(Paper::code).toList());
    for (Paper paper : papers) {
      for (String situation : paper.situations()) {
        if (fields.stream().noneMatch(field -> field.choice(situation).isPresent())) {
          throw Checks.malformed(
              "papers." + paper.code() + ".situations", "no choice of a field is " + situation);
        }
      }
    }
  }

  private static void checkConditions(List<Condition> conditions, List<KindField> fields) {
    checkDistinct("conditions", conditions.stream().map(Condition::code).toList());
    for (Condition condition : conditions) {
      for (String situation : condition.situations()) {
        if (fields.stream().noneMatch(field -> field.choice(situation).isPresent())) {
          throw Checks.malformed(
              "conditions." + condition.code() + ".situations",
              "no choice of a field is " + situation);
        }
      }
    }
  }

  private static void checkParts(List<Part> parts) {
    checkDistinct("parts", parts.stream().map(Part::code).toList());
    if (parts.stream().filter(Part::together).count() > 1) {
      throw Checks.malformed("parts", "only one can be done together with the whole");
    }
  }

  private static void checkResults(
      List<KindField> fields, List<KindField> results, List<Stage> stages) {
    for (KindField field : fields) {
      if (field.stage() != null) {
        throw Checks.malformed(
            "fields." + field.code() + ".stage", "only a result belongs to a stage");
      }
    }
    for (KindField result : results) {
      String stage = result.stage();
      if (stage != null && stages.stream().noneMatch(one -> one.code().equals(stage))) {
        throw Checks.malformed("results." + result.code() + ".stage", "no such stage");
      }
    }
  }

  private static void checkStages(List<Stage> stages) {
    checkDistinct("stages", stages.stream().map(Stage::code).toList());
    for (Stage stage : stages) {
      String follows = stage.follows();
      if (follows != null && stages.stream().noneMatch(one -> one.code().equals(follows))) {
        throw Checks.malformed("stages." + stage.code() + ".follows", "no such stage");
      }
    }
    Map<String, String> follows = new HashMap<>();
    for (Stage stage : stages) {
      if (stage.follows() != null) {
        follows.put(stage.code(), stage.follows());
      }
    }
    for (Stage stage : stages) {
      if (isInCircle(stage.code(), follows)) {
        throw new ProblemException(
            Problem.at(ProblemCode.CATALOGUE_STAGE_CYCLE, "stages." + stage.code() + ".follows"));
      }
    }
  }

  /** Whether whoever goes back from what a stage follows comes to the stage again. */
  static boolean isInCircle(String stage, Map<String, String> follows) {
    String at = follows.get(stage);
    for (int steps = 0; at != null && steps <= follows.size(); steps++) {
      if (at.equals(stage)) {
        return true;
      }
      at = follows.get(at);
    }
    return false;
  }

  static void checkPositive(String field, @Nullable Duration duration) {
    Duration given = Checks.present(field, duration);
    if (!given.isPositive()) {
      throw Checks.malformed(field, "not positive");
    }
    if (given.compareTo(LONGEST) > 0) {
      throw Checks.malformed(field, "longer than a year");
    }
    if (given.toNanosPart() != 0 || given.toSecondsPart() != 0) {
      throw Checks.malformed(field, "in whole minutes");
    }
  }

  static String checkedCode(String field, @Nullable String code) {
    String text = Checks.text(field, code, 40);
    if (!CODE.matcher(text).matches()) {
      throw Checks.malformed(field, "a code is small letters, digits and hyphens");
    }
    return text;
  }

  static void checkDistinct(String field, Collection<String> codes) {
    if (new HashSet<>(codes).size() < codes.size()) {
      throw Checks.malformed(field, "a code stands twice");
    }
  }
}

package org.yanzhen.catalogue;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Checks;

/**
 * What can be asked, in one version.
 *
 * @param icon a name of the Lucide family
 * @param responsible who answers for it, in words
 * @param responsibleBody who answers for it, as the code of an organisation
 * @param modes how its orders may find their person
 * @param limits for every urgency all four clocks
 * @param lease silence after which an offer or a claim returns
 * @param reopenWithin time after "solved" within which the one who asked may open it again
 * @param publicAtDoor whether villagers may ask for it themselves
 */
public record Kind(
    String code,
    int version,
    String icon,
    Text name,
    Text summary,
    Text responsible,
    String responsibleBody,
    Set<DispatchMode> modes,
    List<NeededSkill> skills,
    Map<Urgency, Map<ClockName, Limit>> limits,
    Duration lease,
    Duration reopenWithin,
    List<KindField> fields,
    List<Text> papers,
    boolean publicAtDoor) {

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
    papers = List.copyOf(Checks.present("papers", papers));
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

  Kind withVersion(int other) {
    return new Kind(
        code,
        other,
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
        publicAtDoor);
  }

  /** Whether both say the same, whatever their versions. */
  boolean hasContentOf(Kind other) {
    return equals(other.withVersion(version));
  }

  /**
   * Kept in the order of the enum: equal sets have equal JSON, and so the same command stays the
   * same.
   */
  private static Set<DispatchMode> inOrder(Set<DispatchMode> modes) {
    if (modes.isEmpty()) {
      throw Checks.malformed("modes", "none");
    }
    return Collections.unmodifiableSet(EnumSet.copyOf(modes));
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

  private static void checkPositive(String field, @Nullable Duration duration) {
    if (!Checks.present(field, duration).isPositive()) {
      throw Checks.malformed(field, "not positive");
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

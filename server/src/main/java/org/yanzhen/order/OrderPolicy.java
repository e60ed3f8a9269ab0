package org.yanzhen.order;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Limit;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.shared.PolicyPack;

/** The dated policy of {@code packs/order-policy.yaml}; a slip in it stops the start. */
@Component
class OrderPolicy {

  /**
   * The policy of some days.
   *
   * @param hopLimit after so many hops, there and back or on to another body, the fallback body
   *     gets it for good
   * @param ladder how long after a broken promise each next one up is told
   * @param longestPause longer than this nothing is only put off
   * @param notesOfRequester how often whoever asked may write on their order
   * @param fromDoorAnHour how many orders of a village the door takes in an hour
   * @param levels where what is asked for is to be solved
   * @param badGrades which grades are looked into; null where none is
   */
  record Version(
      LocalDate from,
      int hopLimit,
      String fallbackBody,
      Map<Urgency, List<Duration>> ladder,
      Duration longestPause,
      int notesOfRequester,
      int fromDoorAnHour,
      Levels levels,
      @Nullable BadGrade badGrades) {

    /** How long after the broken promise the next one up is told; empty at the top. */
    Optional<Duration> next(Urgency urgency, int level) {
      List<Duration> steps = ladder.getOrDefault(urgency, List.of());
      return level < steps.size() ? Optional.of(steps.get(level)) : Optional.empty();
    }
  }

  /**
   * Which grades are looked into (差评整改).
   *
   * @param upTo this grade and those below
   * @param workingDays by when it is answered
   */
  record BadGrade(int upTo, int workingDays) {}

  /**
   * The level rule (小事不出网格，大事不出镇).
   *
   * @param kinds at which level a kind is to be solved
   * @param others the same of what is not named
   * @param stay how long an order may stay at a level before the next one takes over
   */
  record Levels(
      Map<String, Map<Urgency, Tier>> kinds,
      Map<Urgency, Tier> others,
      Map<Tier, Map<Urgency, Limit>> stay) {

    /** Before there was a rule everything was the county's. */
    static final Levels NONE = new Levels(Map.of(), Map.of(), Map.of());

    Tier first(String kind, Urgency urgency) {
      return kinds.getOrDefault(kind, others).getOrDefault(urgency, Tier.COUNTY);
    }

    /** Empty where it may stay for ever. */
    Optional<Limit> stay(Tier tier, Urgency urgency) {
      return Optional.ofNullable(stay.getOrDefault(tier, Map.of()).get(urgency));
    }
  }

  private static final String SHIPPED = "packs/order-policy.yaml";
  private static final Pattern TIME = Pattern.compile("([0-9]{1,4}) (minute|hour|day)s?");
  private static final String WORKING = "working ";

  private final List<Version> versions;

  @Autowired
  OrderPolicy(@Value("${yanzhen.packs:}") String folder) {
    this(read(PolicyPack.find(folder, "order-policy", SHIPPED)));
  }

  OrderPolicy(List<Version> versions) {
    this.versions =
        versions.stream().sorted(Comparator.comparing(Version::from).reversed()).toList();
  }

  /** The policy in force on that day. */
  Version on(LocalDate day) {
    return versions.stream()
        .filter(version -> !version.from().isAfter(day))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no order policy on " + day));
  }

  private static List<Version> read(PolicyPack pack) {
    List<Version> versions = new ArrayList<>();
    try {
      for (Object entry : list(pack.load(), "versions")) {
        versions.add(version(map(entry)));
      }
    } catch (RuntimeException e) {
      throw new IllegalStateException(pack.file() + ": " + e.getMessage(), e);
    }
    return versions;
  }

  private static Version version(Map<String, Object> entry) {
    // SnakeYAML reads a bare date as a moment in UTC.
    LocalDate from =
        entry.get("from") instanceof java.util.Date date
            ? LocalDate.ofInstant(date.toInstant(), java.time.ZoneOffset.UTC)
            : LocalDate.parse(text(entry, "from"));
    int hopLimit = atLeastOne(entry, "hop-limit");
    Map<Urgency, List<Duration>> ladder = new EnumMap<>(Urgency.class);
    Map<String, Object> escalate = map(entry.get("escalate"));
    for (Urgency urgency : Urgency.values()) {
      ladder.put(
          urgency,
          list(escalate, urgency.name()).stream()
              .map(step -> duration(String.valueOf(step)))
              .toList());
    }
    return new Version(
        from,
        hopLimit,
        text(entry, "fallback-body"),
        ladder,
        duration(text(entry, "longest-pause")),
        atLeastOne(entry, "notes-of-requester"),
        atLeastOne(entry, "from-door-an-hour"),
        entry.get("levels") == null ? Levels.NONE : levels(map(entry.get("levels"))),
        entry.get("bad-grades") == null ? null : badGrades(map(entry.get("bad-grades"))));
  }

  private static BadGrade badGrades(Map<String, Object> entry) {
    BadGrade badGrades =
        new BadGrade(atLeastOne(entry, "up-to"), atLeastOne(entry, "working-days"));
    if (badGrades.upTo() > 4) {
      throw bad("the best grade is never a bad one");
    }
    return badGrades;
  }

  private static int atLeastOne(Map<String, Object> entry, String key) {
    int number = Integer.parseInt(text(entry, key));
    if (number < 1) {
      throw bad(key + " is at least 1");
    }
    return number;
  }

  private static Levels levels(Map<String, Object> entry) {
    Map<String, Map<Urgency, Tier>> kinds = new HashMap<>();
    map(entry.get("kinds")).forEach((kind, tiers) -> kinds.put(kind, tiers(map(tiers))));
    Map<Tier, Map<Urgency, Limit>> stay = new EnumMap<>(Tier.class);
    map(entry.get("stay"))
        .forEach(
            (tier, limits) -> {
              Map<Urgency, Limit> each = new EnumMap<>(Urgency.class);
              for (Urgency urgency : Urgency.values()) {
                each.put(urgency, limit(text(map(limits), urgency.name())));
              }
              stay.put(tier(tier), each);
            });
    if (stay.containsKey(Tier.COUNTY)) {
      throw bad("nobody takes over from the county");
    }
    return new Levels(kinds, tiers(map(entry.get("others"))), stay);
  }

  private static Map<Urgency, Tier> tiers(Map<String, Object> entry) {
    Map<Urgency, Tier> tiers = new EnumMap<>(Urgency.class);
    for (Urgency urgency : Urgency.values()) {
      tiers.put(urgency, tier(text(entry, urgency.name())));
    }
    return tiers;
  }

  private static Tier tier(String name) {
    for (Tier tier : Tier.values()) {
      if (tier.name().equals(name)) {
        return tier;
      }
    }
    throw bad("\"" + name + "\" is no level");
  }

  /** Day and night, or {@code 16 working hours}. */
  private static Limit limit(String text) {
    boolean working = text.contains(WORKING);
    if (working && text.contains("day")) {
      throw bad("\"" + text + "\": write working time in hours");
    }
    Duration time = duration(text.replace(WORKING, ""));
    if (time.isZero()) {
      throw bad("\"" + text + "\" is no time to stay");
    }
    return new Limit(time, working);
  }

  private static Duration duration(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw bad("\"" + text + "\" is no time such as 4 hours");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "minute" -> Duration.ofMinutes(count);
      case "hour" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private static String text(Map<String, Object> map, String key) {
    Object value = map.get(key);
    if (value == null) {
      throw bad("\"" + key + "\" is missing");
    }
    return String.valueOf(value);
  }

  private static List<?> list(Map<String, Object> map, String key) {
    if (map.get(key) instanceof List<?> list && !list.isEmpty()) {
      return list;
    }
    throw bad("\"" + key + "\" is no list");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw bad("expected keys and values");
  }

  private static IllegalStateException bad(String why) {
    return new IllegalStateException(why);
  }
}

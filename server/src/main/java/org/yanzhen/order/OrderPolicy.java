package org.yanzhen.order;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.shared.PolicyPack;

/** The dated policy of {@code packs/order-policy.yaml}; a slip in it stops the start. */
@Component
class OrderPolicy {

  /**
   * The policy of some days.
   *
   * @param hopLimit after so many times there and back the fallback body gets it
   * @param ladder how long after a broken promise each next one up is told
   * @param longestPause longer than this nothing is only put off
   * @param notesOfRequester how often whoever asked may write on their order
   * @param fromDoorAnHour how many orders of a village the door takes in an hour
   */
  record Version(
      LocalDate from,
      int hopLimit,
      String fallbackBody,
      Map<Urgency, List<Duration>> ladder,
      Duration longestPause,
      int notesOfRequester,
      int fromDoorAnHour) {

    /** How long after the broken promise the next one up is told; empty at the top. */
    Optional<Duration> next(Urgency urgency, int level) {
      List<Duration> steps = ladder.getOrDefault(urgency, List.of());
      return level < steps.size() ? Optional.of(steps.get(level)) : Optional.empty();
    }
  }

  private static final String SHIPPED = "packs/order-policy.yaml";
  private static final Pattern TIME = Pattern.compile("([0-9]{1,4}) (minute|hour|day)s?");

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
        atLeastOne(entry, "from-door-an-hour"));
  }

  private static int atLeastOne(Map<String, Object> entry, String key) {
    int number = Integer.parseInt(text(entry, key));
    if (number < 1) {
      throw bad(key + " is at least 1");
    }
    return number;
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

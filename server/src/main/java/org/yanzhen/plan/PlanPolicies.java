package org.yanzhen.plan;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.shared.PolicyPack;

/**
 * The policies in force by day: those of the county's own folder where it has such a file, else
 * those that are shipped.
 */
@Component
class PlanPolicies {

  /** A file that says something impossible; then nothing starts. */
  static final class BadPolicyException extends RuntimeException {
    BadPolicyException(String file, String problem) {
      super(file + ": " + problem);
    }
  }

  private final List<PlanPolicy> policies;

  PlanPolicies(@Value("${yanzhen.packs:}") String folder) {
    PolicyPack pack = PolicyPack.find(folder, "day-plan", "packs/day-plan.yaml");
    this.policies = read(pack.file(), pack.yaml());
  }

  /** The last whose day has come; before all days, the first. */
  PlanPolicy at(LocalDate day) {
    return policies.stream()
        .filter(policy -> !policy.from().isAfter(day))
        .reduce((before, later) -> later)
        .orElse(policies.getFirst());
  }

  /**
   * @throws BadPolicyException when anything is wrong
   */
  static List<PlanPolicy> read(String file, String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Object root;
    try {
      root = new Yaml(new SafeConstructor(options)).load(yaml);
    } catch (YAMLException e) {
      throw new BadPolicyException(file, String.valueOf(e.getMessage()));
    }
    Section pack = new Section(file, "", root);
    pack.onlyKnows("pack", "policies");
    List<PlanPolicy> policies = new ArrayList<>();
    int n = 0;
    for (Object entry : pack.list("policies")) {
      policies.add(policy(new Section(file, "policies[" + n++ + "].", entry)));
    }
    if (policies.isEmpty()) {
      throw new BadPolicyException(file, "no policy at all");
    }
    policies.sort(Comparator.comparing(PlanPolicy::from));
    return policies;
  }

  private static PlanPolicy policy(Section all) {
    all.onlyKnows(
        "from",
        "hours",
        "duty-hours",
        "overtime-minutes",
        "pause",
        "unknown-minutes",
        "usual-minutes",
        "minutes",
        "appointments",
        "budget-seconds",
        "most-people",
        "most-orders",
        "gap-minutes",
        "days-ahead",
        "around-minutes",
        "prices");
    Section pause = all.section("pause");
    Section prices = all.section("prices");
    Map<String, Integer> minutes = new HashMap<>();
    Section each = all.section("minutes");
    each.keys().forEach(kind -> minutes.put(kind, each.number(kind, 1, 12 * 60)));
    Map<String, PlanPolicy.Appointment> appointments = new HashMap<>();
    Section kinds = all.section("appointments");
    for (String kind : kinds.keys()) {
      appointments.put(kind, appointment(kinds.section(kind)));
    }
    PlanPolicy policy =
        new PlanPolicy(
            all.day("from"),
            all.part("hours"),
            all.part("duty-hours"),
            all.number("overtime-minutes", 0, 12 * 60),
            new PlanPolicy.Pause(pause.number("minutes", 0, 6 * 60), pause.part("begins")),
            all.number("unknown-minutes", 1, 24 * 60),
            all.number("usual-minutes", 1, 12 * 60),
            minutes,
            appointments,
            Duration.ofSeconds(all.number("budget-seconds", 1, 600)),
            all.number("most-people", 1, 500),
            all.number("most-orders", 1, 5_000),
            all.number("gap-minutes", 1, 24 * 60),
            all.number("days-ahead", 1, 14),
            all.numbers("around-minutes", 0, 24 * 60),
            new PlanPolicy.Prices(
                prices.number("moved-visit", 0, 1_000),
                prices.byUrgency("late-minute", 0, 1_000),
                prices.number("accepted-out", 1, 10_000_000),
                prices.byUrgency("waiting-out", 1, 10_000_000)));
    PlanPolicy.Part begins = policy.pause().begins();
    if (begins.from() < policy.hours().from()
        || begins.until() + policy.pause().minutes() > policy.hours().until()) {
      throw all.wrong("pause", "does not fit into the hours");
    }
    return policy;
  }

  private static PlanPolicy.Appointment appointment(Section one) {
    one.onlyKnows("day", "time", "times");
    Map<String, PlanPolicy.Part> times = new HashMap<>();
    if (one.has("times")) {
      Section choices = one.section("times");
      choices.keys().forEach(choice -> times.put(choice, choices.part(choice)));
    }
    return new PlanPolicy.Appointment(
        one.text("day"), one.has("time") ? one.text("time") : null, times);
  }

  /** Keys and values that know where they stand. */
  private static final class Section {
    private final String file;
    private final String path;
    private final Map<?, ?> values;

    Section(String file, String path, @Nullable Object node) {
      this.file = file;
      this.path = path;
      if (!(node instanceof Map<?, ?> map)) {
        throw new BadPolicyException(file, path + " expected keys and values");
      }
      this.values = map;
    }

    void onlyKnows(String... known) {
      for (String key : keys()) {
        if (!List.of(known).contains(key)) {
          throw wrong(key, "is unknown; known are " + List.of(known));
        }
      }
    }

    List<String> keys() {
      return values.keySet().stream().map(String::valueOf).sorted().toList();
    }

    boolean has(String key) {
      return values.get(key) != null;
    }

    Section section(String key) {
      return new Section(file, path + key + ".", needed(key));
    }

    List<?> list(String key) {
      if (needed(key) instanceof List<?> list) {
        return list;
      }
      throw wrong(key, "expected a list");
    }

    String text(String key) {
      return needed(key).toString();
    }

    int number(String key, int least, int most) {
      return number(key, needed(key), least, most);
    }

    List<Integer> numbers(String key, int least, int most) {
      List<Integer> numbers =
          list(key).stream().map(one -> number(key, one, least, most)).sorted().toList();
      if (numbers.isEmpty()) {
        throw wrong(key, "is empty");
      }
      return numbers;
    }

    private int number(String key, @Nullable Object value, int least, int most) {
      if (value instanceof Integer number && number >= least && number <= most) {
        return number;
      }
      throw wrong(key, "is no whole number from " + least + " to " + most);
    }

    Map<Urgency, Integer> byUrgency(String key, int least, int most) {
      Section each = section(key);
      Map<Urgency, Integer> values = new EnumMap<>(Urgency.class);
      for (Urgency urgency : Urgency.values()) {
        values.put(urgency, each.number(urgency.name().toLowerCase(Locale.ROOT), least, most));
      }
      return values;
    }

    LocalDate day(String key) {
      Object value = needed(key);
      if (value instanceof Date date) {
        return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
      }
      try {
        return LocalDate.parse(value.toString());
      } catch (DateTimeException e) {
        throw wrong(key, "is no day; write 2026-01-31");
      }
    }

    PlanPolicy.Part part(String key) {
      String[] ends = text(key).split("-", -1);
      try {
        PlanPolicy.Part part =
            PlanPolicy.Part.of(LocalTime.parse(ends[0]), LocalTime.parse(ends[ends.length - 1]));
        if (ends.length == 2 && part.from() < part.until()) {
          return part;
        }
      } catch (DateTimeException e) {
        // Said below, as for any other slip.
      }
      throw wrong(key, "is no part of a day; write \"08:00-18:00\"");
    }

    private Object needed(String key) {
      Object value = values.get(key);
      if (value == null) {
        throw wrong(key, "is missing");
      }
      return value;
    }

    BadPolicyException wrong(String key, String problem) {
      return new BadPolicyException(file, path + key + " " + problem);
    }
  }
}

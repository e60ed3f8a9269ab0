package org.yanzhen.notice;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.shared.Language;

/**
 * The words and the ways, as data: {@code packs/messages.yaml}, and over it the county's own file
 * of that name. Whatever is wrong in it stops the start, with every fault named at once.
 */
@Component
class MessagePack {

  /** Who is told when an order climbs. */
  enum Receiver {
    DISPATCHERS,
    /** Who leads the group in whose remit it is, or acts for them. */
    GROUP_LEADS,
    LEADS,
    ADMINISTRATORS
  }

  /** What an SMS from outside can mean. */
  enum Answer {
    SOLVED,
    NOT_SOLVED,
    STOP,
    START
  }

  static final String FILE = "messages.yaml";

  /** What a text may speak of; {@link MessageTexts} has a value for each. */
  static final Set<String> PLACEHOLDERS =
      Set.of(
          "matter", "task", "number", "code", "kind", "place", "who", "body", "next", "due",
          "reason", "until", "lease", "answer", "level", "hops", "holder", "other");

  private static final List<String> PARTS =
      List.of(
          "matter",
          "matter-private",
          "task",
          "task-private",
          "sign",
          "contact",
          "resolve",
          "verify",
          "none",
          "answer-sms",
          "answer-hand",
          "lease",
          "somebody",
          "us",
          "consent");
  private static final Set<String> KEYS =
      Set.of(
          "pack",
          "version",
          "quiet-hours",
          "routes",
          "calls",
          "remind-after",
          "lease-warning",
          "texts-a-day",
          "escalation",
          "nobody",
          "answers",
          "parts",
          "reasons",
          "texts");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]*)}");
  private static final Pattern TIME = Pattern.compile("([0-9]{1,4}) (minute|hour|day)s?");

  private final int version;
  private final QuietHours night;
  private final Map<Boolean, Map<Urgency, Route>> routes;
  private final Route visitorRoute;
  private final int callAttempts;
  private final Duration callAgain;
  private final Duration remindAfter;
  private final Duration leaseWarning;
  private final int textsADay;
  private final Map<Integer, List<Receiver>> escalation;
  private final List<Receiver> toldOfNobody;
  private final Duration callLease;
  private final Map<String, Answer> answers;
  private final Map<String, Map<Language, String>> parts;
  private final Map<String, Map<Language, String>> reasons;
  private final Map<Template, Map<Language, String>> texts;

  @Autowired
  MessagePack(@Value("${yanzhen.packs:}") String folder) {
    this(read(folder));
  }

  MessagePack(Map<String, Object> pack) {
    Reader reader = new Reader();
    pack.keySet().stream()
        .filter(key -> !KEYS.contains(key))
        .forEach(key -> reader.fault("unknown key " + key));
    this.version = reader.number(pack.get("version"), "version");
    Map<String, Object> quiet = reader.map(pack.get("quiet-hours"), "quiet-hours");
    this.night =
        new QuietHours(
            reader.clock(quiet.get("from"), "quiet-hours.from"),
            reader.clock(quiet.get("to"), "quiet-hours.to"));
    if (night.from().equals(night.to())) {
      reader.fault("quiet-hours end when they begin");
    }
    Map<String, Object> ways = reader.map(pack.get("routes"), "routes");
    this.routes =
        Map.of(
            false, reader.routes(ways.get("requester"), "routes.requester"),
            true, reader.routes(ways.get("staff"), "routes.staff"));
    this.visitorRoute = reader.route(ways.get("visitor"), "routes.visitor");
    Map<String, Object> calls = reader.map(pack.get("calls"), "calls");
    this.callAttempts = reader.number(calls.get("attempts"), "calls.attempts");
    this.callAgain = reader.time(calls.get("again"), "calls.again");
    this.callLease = reader.time(calls.get("lease"), "calls.lease");
    this.remindAfter = reader.time(pack.get("remind-after"), "remind-after");
    this.leaseWarning = reader.time(pack.get("lease-warning"), "lease-warning");
    this.textsADay = reader.number(pack.get("texts-a-day"), "texts-a-day");
    this.escalation = reader.escalation(pack.get("escalation"));
    this.toldOfNobody =
        List.copyOf(
            reader.constants(Receiver.class, reader.list(pack.get("nobody"), "nobody"), "nobody"));
    this.answers = reader.answers(pack.get("answers"));
    this.parts = reader.words(pack.get("parts"), "parts", true);
    PARTS.stream()
        .filter(part -> !parts.containsKey(part))
        .forEach(part -> reader.fault("parts." + part + " is missing"));
    this.reasons = reader.words(pack.get("reasons"), "reasons", false);
    if (!reasons.containsKey("OTHER")) {
      reader.fault("reasons.OTHER is missing");
    }
    this.texts = new EnumMap<>(Template.class);
    Map<String, Map<Language, String>> given = reader.words(pack.get("texts"), "texts", false);
    for (Template template : Template.values()) {
      Map<Language, String> words = given.remove(template.name());
      if (words == null) {
        reader.fault("texts." + template + " is missing");
      } else {
        texts.put(template, words);
      }
    }
    given.keySet().forEach(name -> reader.fault("texts." + name + " is told by nobody"));
    reader.check();
  }

  int version() {
    return version;
  }

  QuietHours night() {
    return night;
  }

  Route route(boolean staff, Urgency urgency) {
    return Objects.requireNonNull(Objects.requireNonNull(routes.get(staff)).get(urgency));
  }

  /** To whoever waits for a window: soon, or not at all. */
  Route visitorRoute() {
    return visitorRoute;
  }

  int callAttempts() {
    return callAttempts;
  }

  Duration callAgain() {
    return callAgain;
  }

  /** So long somebody who took a call has it. */
  Duration callLease() {
    return callLease;
  }

  /** Who hears that nobody could be asked. */
  List<Receiver> toldOfNobody() {
    return toldOfNobody;
  }

  /** So many texts to one telephone in 24 hours. */
  int textsADay() {
    return textsADay;
  }

  Duration remindAfter() {
    return remindAfter;
  }

  Duration leaseWarning() {
    return leaseWarning;
  }

  /** The receivers of that level; above the highest, those of the highest. */
  List<Receiver> receivers(int level) {
    return escalation.entrySet().stream()
        .filter(entry -> entry.getKey() <= level)
        .reduce((lower, higher) -> higher)
        .map(Map.Entry::getValue)
        .orElse(List.of());
  }

  /** What a single word of an answer means, however it is written. */
  Optional<Answer> answer(String word) {
    return Optional.ofNullable(answers.get(word.strip().toUpperCase(Locale.ROOT)));
  }

  String text(Template template, Language language, Map<String, String> values) {
    return fill(Objects.requireNonNull(texts.get(template)), language, values);
  }

  String part(String name, Language language, Map<String, String> values) {
    return fill(Objects.requireNonNull(parts.get(name), name), language, values);
  }

  /** In plain words; a code nobody wrote words for is said in general. */
  String reason(@Nullable String code, Language language) {
    Map<Language, String> words = code == null ? null : reasons.get(code);
    return fill(
        words == null ? Objects.requireNonNull(reasons.get("OTHER")) : words, language, Map.of());
  }

  private static String fill(
      Map<Language, String> words, Language language, Map<String, String> values) {
    Matcher matcher = PLACEHOLDER.matcher(Objects.requireNonNull(words.get(language)));
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(
          text, Matcher.quoteReplacement(values.getOrDefault(matcher.group(1), "")));
    }
    return matcher.appendTail(text).toString().strip();
  }

  private static Map<String, Object> read(String folder) {
    Map<String, Object> pack;
    try (InputStream shipped = MessagePack.class.getResourceAsStream("/packs/" + FILE)) {
      pack = load(Objects.requireNonNull(shipped, FILE));
      Path own = folder.isBlank() ? null : Path.of(folder, FILE);
      if (own != null && Files.isRegularFile(own)) {
        try (InputStream file = Files.newInputStream(own)) {
          overlay(pack, load(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pack;
  }

  static Map<String, Object> load(InputStream file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return new Yaml(new SafeConstructor(options)).load(file);
  }

  @SuppressWarnings("unchecked") // the form is the file's; what does not fit is named by the reader
  private static void overlay(Map<String, Object> below, Map<String, Object> above) {
    above.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> && below.get(key) instanceof Map<?, ?> deeper) {
            overlay((Map<String, Object>) deeper, (Map<String, Object>) value);
          } else {
            below.put(key, value);
          }
        });
  }

  /** Takes the file apart and remembers every fault. */
  private static final class Reader {

    private final List<String> faults = new ArrayList<>();

    void fault(String what) {
      faults.add(what);
    }

    void check() {
      if (!faults.isEmpty()) {
        throw new IllegalStateException(FILE + ": " + String.join("; ", faults));
      }
    }

    Map<String, Object> map(@Nullable Object node, String at) {
      Map<String, Object> map = new LinkedHashMap<>();
      if (node instanceof Map<?, ?> given) {
        given.forEach((key, value) -> map.put(String.valueOf(key), value));
      } else {
        fault(at + " is missing");
      }
      return map;
    }

    int number(@Nullable Object node, String at) {
      if (node instanceof Integer number && number > 0) {
        return number;
      }
      fault(at + " is no number");
      return 1;
    }

    LocalTime clock(@Nullable Object node, String at) {
      try {
        return LocalTime.parse(String.valueOf(node));
      } catch (java.time.DateTimeException e) {
        fault(at + " is no time of day");
        return LocalTime.MIDNIGHT;
      }
    }

    Duration time(@Nullable Object node, String at) {
      Matcher matcher = TIME.matcher(String.valueOf(node));
      if (!matcher.matches()) {
        fault(at + " is no time such as \"2 hours\"");
        return Duration.ofHours(1);
      }
      long count = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "minute" -> Duration.ofMinutes(count);
        case "hour" -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    }

    List<?> list(@Nullable Object node, String at) {
      if (node instanceof List<?> list) {
        return list;
      }
      fault(at + " is no list");
      return List.of();
    }

    <E extends Enum<E>> List<E> constants(Class<E> type, List<?> names, String at) {
      List<E> found = new ArrayList<>();
      for (Object name : names) {
        try {
          found.add(Enum.valueOf(type, String.valueOf(name)));
        } catch (IllegalArgumentException e) {
          fault(at + " knows no " + name);
        }
      }
      return found;
    }

    Map<Urgency, Route> routes(@Nullable Object node, String at) {
      Map<String, Object> given = map(node, at);
      Map<Urgency, Route> routes = new EnumMap<>(Urgency.class);
      for (Urgency urgency : Urgency.values()) {
        routes.put(urgency, route(given.get(urgency.name()), at + "." + urgency));
      }
      return routes;
    }

    Route route(@Nullable Object node, String at) {
      List<Route.Step> steps = new ArrayList<>();
      for (Object way : list(node, at)) {
        String[] words = String.valueOf(way).split(" ", 2);
        List<Channel> channel = constants(Channel.class, List.of(words[0]), at);
        if (!channel.isEmpty()) {
          steps.add(
              new Route.Step(channel.getFirst(), words.length == 1 ? null : time(words[1], at)));
        }
      }
      if (steps.isEmpty()) {
        fault(at + " leads nowhere");
      }
      return new Route(steps);
    }

    Map<Integer, List<Receiver>> escalation(@Nullable Object node) {
      Map<Integer, List<Receiver>> levels = new TreeMap<>();
      map(node, "escalation")
          .forEach(
              (level, receivers) -> {
                if (!level.matches("[1-9]")) {
                  fault("escalation." + level + " is no level");
                } else {
                  levels.put(
                      Integer.valueOf(level),
                      constants(
                          Receiver.class,
                          list(receivers, "escalation." + level),
                          "escalation." + level));
                }
              });
      return levels;
    }

    Map<String, Answer> answers(@Nullable Object node) {
      Map<String, Object> given = map(node, "answers");
      Map<String, Answer> answers = new HashMap<>();
      for (Answer answer : Answer.values()) {
        String key = answer.name().toLowerCase(Locale.ROOT).replace('_', '-');
        for (Object word : list(given.get(key), "answers." + key)) {
          String said = String.valueOf(word).strip().toUpperCase(Locale.ROOT);
          if (answers.put(said, answer) != null) {
            fault("answers: \"" + word + "\" stands twice");
          }
        }
      }
      return answers;
    }

    Map<String, Map<Language, String>> words(@Nullable Object node, String at, boolean mayBeEmpty) {
      Map<String, Map<Language, String>> words = new HashMap<>();
      map(node, at)
          .forEach(
              (name, value) -> {
                Map<String, Object> given = map(value, at + "." + name);
                Map<Language, String> both = new EnumMap<>(Language.class);
                for (Language language : Language.values()) {
                  String key = language == Language.ZH ? "zh" : "en";
                  Object text = given.get(key);
                  if (!(text instanceof String said) || (said.isBlank() && !mayBeEmpty)) {
                    fault(at + "." + name + "." + key + " is missing");
                    both.put(language, "");
                  } else {
                    both.put(language, said);
                    checkPlaceholders(said, at + "." + name + "." + key);
                  }
                }
                words.put(name, both);
              });
      return words;
    }

    private void checkPlaceholders(String text, String at) {
      Matcher matcher = PLACEHOLDER.matcher(text);
      while (matcher.find()) {
        if (!PLACEHOLDERS.contains(matcher.group(1))) {
          fault(at + " speaks of an unknown {" + matcher.group(1) + "}");
        }
      }
    }
  }
}

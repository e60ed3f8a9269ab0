package org.yanzhen.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.order.Action;
import org.yanzhen.order.Channel;
import org.yanzhen.order.OrderState;
import org.yanzhen.shared.Role;
import org.yanzhen.support.Printed;

/** Whatever the door says, it can say in both languages. */
class DoorWordsTest {

  private static final Pattern LITERAL = Pattern.compile("say\\(\"([a-z][\\w.-]+)\"");
  private static final Pattern HOLE = Pattern.compile("\\{\\d}");

  private final Properties chinese = read("door.properties");
  private final Properties english = read("door_en.properties");

  @Test
  void bothLanguagesSayTheSameThings() {
    assertThat(english.stringPropertyNames()).isEqualTo(chinese.stringPropertyNames());
  }

  @Test
  void whatSomebodyWroteIsNotFilledInAgain() {
    assertThat(Words.filled("{0}：{1}", "看{1}和$1", "路灯\\坏了")).isEqualTo("看{1}和$1：路灯\\坏了");
    assertThat(Words.filled("{1} {0} {1}", "a", "b")).isEqualTo("b a b");
    assertThat(Words.filled("don't {0} {2}", "x")).isEqualTo("don't x {2}");
  }

  /** The later of two is what is said, so the first lies in wait for whoever mends it. */
  @Test
  void nothingIsSaidTwice() throws IOException {
    Path folder = Printed.root().resolve("server/src/main/resources/i18n");
    for (String file : List.of("door.properties", "door_en.properties")) {
      List<String> keys =
          Files.readAllLines(folder.resolve(file)).stream()
              .filter(line -> line.matches("[a-z][^ ]*=.*"))
              .map(line -> line.substring(0, line.indexOf('=')))
              .toList();
      assertThat(keys).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    }
  }

  @Test
  void bothLanguagesNameTheSameFacts() {
    assertThat(chinese.stringPropertyNames())
        .allSatisfy(
            key ->
                assertThat(holes(english.getProperty(key)))
                    .as(key)
                    .isEqualTo(holes(chinese.getProperty(key))));
  }

  @Test
  void whatTemplatesAndCodeSayIsThere() throws IOException {
    Path main = Printed.root().resolve("server/src/main");
    Set<String> said = new TreeSet<>();
    try (Stream<Path> files =
        Stream.concat(
            Files.walk(main.resolve("jte")), Files.walk(main.resolve("java/org/yanzhen/door")))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher matcher = LITERAL.matcher(Files.readString(file));
        while (matcher.find()) {
          String key = matcher.group(1);
          // What ends in a dot is finished by a value; those are checked below.
          if (!key.endsWith(".")) {
            said.add(key);
          }
        }
      }
    }
    assertThat(said).hasSizeGreaterThan(100);
    assertThat(chinese.stringPropertyNames()).containsAll(said);
  }

  @Test
  void everyStateClockUrgencyRoleAndChannelHasItsWord() {
    for (OrderState state : OrderState.values()) {
      assertThat(chinese.stringPropertyNames()).contains("state." + state, "next." + state);
    }
    for (ClockName clock : ClockName.values()) {
      assertThat(chinese.stringPropertyNames()).contains("clock." + clock);
    }
    for (Urgency urgency : Urgency.values()) {
      assertThat(chinese.stringPropertyNames()).contains("urgency." + urgency);
    }
    for (Role role : Role.values()) {
      assertThat(chinese.stringPropertyNames()).contains("role." + role);
    }
    for (Channel channel : Channel.values()) {
      assertThat(chinese.stringPropertyNames()).contains("channel." + channel);
    }
  }

  @Test
  void everyStepOfAnOrderHasItsLineInTheThread() {
    for (Action action : Action.values()) {
      String line = "thread." + action.commandType();
      boolean byReader =
          chinese.containsKey(line + ".mine") && chinese.containsKey(line + ".for-me");
      assertThat(chinese.containsKey(line) || byReader).as(line).isTrue();
    }
  }

  private static Set<String> holes(String text) {
    Set<String> holes = new TreeSet<>();
    Matcher matcher = HOLE.matcher(text == null ? "" : text);
    while (matcher.find()) {
      holes.add(matcher.group());
    }
    return holes;
  }

  private static Properties read(String name) {
    Properties properties = new Properties();
    try (var in =
        new InputStreamReader(
            DoorWordsTest.class.getResourceAsStream("/i18n/" + name), StandardCharsets.UTF_8)) {
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return properties;
  }
}

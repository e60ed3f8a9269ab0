package org.yanzhen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that says where each rule lives points at nothing that is gone. */
class RulesPageTest {

  private static final Path SERVER = Path.of(System.getProperty("basedir", "."));
  private static final Path PAGE = SERVER.resolve("../docs/rules.md");

  @Test
  void everyTestItNamesIsThere() throws IOException {
    List<MatchResult> named = named("`(\\w+Test)#(\\w+)`");
    assertThat(named).isNotEmpty();
    for (MatchResult test : named) {
      assertThat(source(test.group(1)))
          .as("%s#%s", test.group(1), test.group(2))
          .contains("void " + test.group(2) + "(");
    }
  }

  @Test
  void everyPlaceItNamesIsThere() throws IOException {
    for (MatchResult type : named("`([a-z]+/[A-Z]\\w+)`")) {
      assertThat(SERVER.resolve("src/main/java/org/yanzhen/" + type.group(1) + ".java")).exists();
    }
    for (MatchResult pack : named("`(packs/[\\w-]+\\.yaml)`")) {
      assertThat(SERVER.resolve("src/main/resources/" + pack.group(1))).exists();
    }
  }

  /** Of two rows for one rule, one is forgotten when the rule moves. */
  @Test
  void noRuleStandsTwice() throws IOException {
    assertThat(
            Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| rule |"))
                .map(line -> line.split(" \\| ")[0]))
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }

  private static String source(String test) throws IOException {
    try (Stream<Path> files = Files.walk(SERVER.resolve("src/test/java"))) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().equals(test + ".java")).toList();
      assertThat(found).as(test).hasSize(1);
      return Files.readString(found.getFirst());
    }
  }

  private static List<MatchResult> named(String pattern) throws IOException {
    String page = Files.readString(PAGE);
    return Pattern.compile(pattern).matcher(page).results().toList();
  }
}

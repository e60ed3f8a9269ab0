package org.yanzhen.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files of the repository that are printed from the code. A test fails when one is stale; run with
 * {@code -Dyanzhen.print=true} to print them anew.
 */
public final class Printed {

  private Printed() {}

  /** Compares {@code content} with the file, named from the root of the repository. */
  public static void assertUpToDate(String file, String content) {
    Path path = root().resolve(file);
    try {
      if (Boolean.getBoolean("yanzhen.print")) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        return;
      }
      assertThat(path).as("print it with: ./yanzhen test -Dyanzhen.print=true").exists();
      assertThat(Files.readString(path))
          .as("%s is stale; print it with: ./yanzhen test -Dyanzhen.print=true", file)
          .isEqualTo(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The root of the repository, wherever the tests run. */
  public static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("yanzhen")) ? here : here.getParent();
  }
}

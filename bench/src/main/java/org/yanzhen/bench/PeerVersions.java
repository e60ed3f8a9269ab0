package org.yanzhen.bench;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which releases of the peers a figure was measured against, from the names of their jars. */
public final class PeerVersions {
  private static final Map<String, String> NAMES =
      Map.of(
          "ortools-java", "OR-Tools",
          "timefold-solver-core", "Timefold Community",
          "jsprit-core", "jsprit");

  private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[^/]*)\\.jar");

  private PeerVersions() {}

  /** {@code OR-Tools 9.15, …}, of those that are on the class path. */
  public static String present() {
    return of(List.of(System.getProperty("java.class.path", "").split(File.pathSeparator, -1)));
  }

  static String of(List<String> classPath) {
    Map<String, String> versions = new TreeMap<>();
    for (String entry : classPath) {
      Matcher jar = JAR.matcher(entry.substring(entry.lastIndexOf('/') + 1));
      if (jar.matches()) {
        Optional.ofNullable(NAMES.get(jar.group(1)))
            .ifPresent(name -> versions.put(name, jar.group(2)));
      }
    }
    return versions.isEmpty()
        ? "unknown"
        : versions.entrySet().stream()
            .map(version -> version.getKey() + " " + version.getValue())
            .collect(Collectors.joining(", "));
  }
}

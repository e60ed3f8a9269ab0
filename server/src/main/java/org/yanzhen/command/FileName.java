package org.yanzhen.command;

import java.text.Normalizer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The name a file had where it came from. It is shown and offered for saving, and leads nowhere:
 * bytes lie under their hash.
 */
final class FileName {

  private static final int LONGEST = 80;
  private static final Map<String, String> ENDINGS =
      Map.of(
          Document.PDF,
          ".pdf",
          Document.XLSX,
          ".xlsx",
          Document.DOCX,
          ".docx",
          "audio/webm",
          ".webm",
          "audio/ogg",
          ".ogg",
          "audio/mp4",
          ".m4a",
          "audio/mpeg",
          ".mp3",
          "audio/amr",
          ".amr",
          "audio/wav",
          ".wav",
          "image/jpeg",
          ".jpg");

  private FileName() {}

  /**
   * Without folders, control characters and signs that turn the writing; null when nothing is left.
   */
  static @Nullable String clean(@Nullable String name) {
    if (name == null) {
      return null;
    }
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    StringBuilder kept = new StringBuilder();
    Normalizer.normalize(last, Normalizer.Form.NFC)
        .codePoints()
        .filter(FileName::isShown)
        .limit(LONGEST)
        .forEach(kept::appendCodePoint);
    String clean = kept.toString().strip().replaceAll("^[.]+", "");
    return clean.isEmpty() ? null : clean;
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> "<>:\"|?*;".indexOf(c) < 0;
    };
  }

  /** With the ending of what it is, whatever it was called. */
  static String forSaving(@Nullable String name, String mediaType) {
    String ending = ENDINGS.getOrDefault(mediaType, ".bin");
    String stem = name == null ? "yanzhen" : name;
    return stem.toLowerCase(java.util.Locale.ROOT).endsWith(ending) ? stem : stem + ending;
  }
}

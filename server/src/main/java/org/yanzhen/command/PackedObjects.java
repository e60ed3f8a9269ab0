package org.yanzhen.command;

import static org.yanzhen.command.BadContentException.check;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The objects that a PDF keeps packed; only so can they hide. Each stream is unpacked once, all of
 * it, and all together within bounds: whoever sends a document chooses what looking costs.
 */
final class PackedObjects {

  /** Of one PDF: two hundred thousand objects, more than ten megabytes ever hold. */
  private static final int MAX_UNPACKED = 16 << 20;

  /**
   * How many characters are read in all to find where dictionaries end. They end close by: a real
   * file needs less than its own length, ten megabytes at most.
   */
  private static final int MAX_STEPS = 32 << 20;

  /** A letter of a name may be written by its number. */
  private static final Pattern BY_NUMBER = Pattern.compile("#([0-9A-Fa-f]{2})");

  private static final Pattern NAME = Pattern.compile("/([A-Za-z#][A-Za-z0-9#]{4,17})");

  /** Readers need the second of such a stream, and some do without the first. */
  private static final Set<String> PACKING = Set.of("ObjStm", "First");

  private final byte[] upload;
  private final String text;
  private int steps;
  private int unpacked;
  private long read;

  /**
   * @param text the same bytes, one character each
   */
  PackedObjects(byte[] upload, String text) {
    this.upload = upload;
    this.text = text;
  }

  /** A PDF's words with its names spelled out. */
  static String spelledOut(String pdf) {
    return pdf.indexOf('#') < 0
        ? pdf
        : BY_NUMBER
            .matcher(pdf)
            .replaceAll(
                m ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(m.group(1), 16))));
  }

  void forEach(Consumer<String> look) {
    Set<Integer> seen = new HashSet<>();
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      String spelled = spelledOut(name.group(1));
      if (!PACKING.contains(spelled)) {
        continue;
      }
      int end = endOfDictionary(name.end());
      int start = startOfStream(end);
      // Other dictionaries have a first of something too.
      check(start > 0 || spelled.equals("First"), "no stream");
      if (start > 0 && seen.add(start)) {
        int object = Math.max(0, text.lastIndexOf("endobj", name.start()));
        check(
            !spelledOut(text.substring(Math.max(object, name.start() - 2_000), end))
                .contains("/Predictor"),
            "packed in another way");
        String objects = unpack(start);
        check(beginsLikeObjects(objects), "packed in another way");
        look.accept(objects);
      }
    }
  }

  /** Behind the dictionary that this place is in. What stands in a string is only words. */
  private int endOfDictionary(int from) {
    int depth = 1;
    int at = from;
    while (at < text.length()) {
      check(++steps < MAX_STEPS, "too much to look through");
      char c = text.charAt(at);
      boolean twice = at + 1 < text.length() && text.charAt(at + 1) == c;
      if (c == '(') {
        at = endOfWords(at);
      } else if (c == '%') {
        at = endOfLine(at);
      } else if (c == '<' && twice) {
        depth++;
        at += 2;
      } else if (c == '>' && twice) {
        at += 2;
        if (--depth == 0) {
          return at;
        }
      } else {
        at++;
      }
    }
    return at;
  }

  private int endOfWords(int from) {
    int depth = 0;
    for (int at = from; at < text.length(); at++) {
      check(++steps < MAX_STEPS, "too much to look through");
      switch (text.charAt(at)) {
        case '\\' -> at++;
        case '(' -> depth++;
        case ')' -> depth--;
        default -> {
          // A letter of them.
        }
      }
      if (depth == 0) {
        return at + 1;
      }
    }
    return text.length();
  }

  private int endOfLine(int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      check(++steps < MAX_STEPS, "too much to look through");
      at++;
    }
    return at;
  }

  /** Where the bytes behind the dictionary begin; 0 when none follow. */
  private int startOfStream(int from) {
    int at = from;
    while (at < text.length() && (isBlank(text.charAt(at)) || text.charAt(at) == '%')) {
      check(++steps < MAX_STEPS, "too much to look through");
      at = text.charAt(at) == '%' ? endOfLine(at) : at + 1;
    }
    if (!text.startsWith("stream", at)) {
      return 0;
    }
    at += 6;
    return at + (text.startsWith("\r\n", at) ? 2 : 1);
  }

  private String unpack(int start) {
    check(start < upload.length, "no stream");
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(upload, start, upload.length - start);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int got; (got = inflater.inflate(buffer)) > 0; ) {
        unpacked += got;
        check(unpacked <= MAX_UNPACKED, "unpacks without end");
        out.write(buffer, 0, got);
      }
      read += inflater.getBytesRead();
      check(read <= upload.length, "streams within streams");
      return out.toString(StandardCharsets.ISO_8859_1);
    } catch (DataFormatException e) {
      throw new BadContentException("packed in another way");
    } finally {
      inflater.end();
    }
  }

  /** First their numbers and places. */
  private static boolean beginsLikeObjects(String objects) {
    int number = behindBlank(objects, 0);
    int gap = behindDigits(objects, number);
    int place = behindBlank(objects, gap);
    return number < gap && gap < place && place < behindDigits(objects, place);
  }

  private static int behindBlank(String objects, int from) {
    int at = from;
    boolean comment = false;
    while (at < objects.length()) {
      char c = objects.charAt(at);
      comment = comment ? c != '\n' && c != '\r' : c == '%';
      if (!comment && !isBlank(c)) {
        return at;
      }
      at++;
    }
    return at;
  }

  private static int behindDigits(String objects, int from) {
    int at = from;
    while (at < objects.length() && objects.charAt(at) >= '0' && objects.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0;
  }
}

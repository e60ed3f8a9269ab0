package org.yanzhen.hall;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of messages, as an office gets it from another system: UTF-8 with or without a byte
 * order mark, or GBK.
 *
 * <p>A row that cannot be a message is handed on with the reason and stops nothing; a file that
 * cannot be read is refused as a whole, before its first row where that can be known.
 */
public final class IntakeFile {

  /** A row of the file. */
  public sealed interface Row {
    /** Where the row begins, counted from 1; the header is line 1. */
    long line();

    /** The message's id in its source, or an empty text. */
    String id();
  }

  /**
   * A row that can be sent.
   *
   * @param reply the answer it was given, with its time, or neither
   * @param category what the source calls it, levels divided by a slash, where it says so
   */
  public record Message(
      long line,
      String id,
      @Nullable String requester,
      String subject,
      String text,
      Instant placedAt,
      @Nullable String reply,
      @Nullable Instant repliedAt,
      @Nullable String category)
      implements Row {}

  /** What may be wrong with a row. */
  public enum Fault {
    COLUMNS,
    NO_ID,
    NO_SUBJECT,
    NO_TEXT,
    PLACED_AT,
    REPLY_ALONE,
    REPLIED_AT_ALONE,
    REPLIED_AT,
    REPLY_OLDER
  }

  /** A row that cannot, and why. */
  public record Wrong(long line, String id, Fault fault, String reason) implements Row {}

  /** The file is no list of messages. */
  public static final class UnusableException extends RuntimeException {

    private final String fault;
    private final String what;

    /**
     * @param fault as it is worded under {@code value.file-…}
     * @param what the columns or the line it is about; an empty text where there is none
     */
    UnusableException(String fault, String what, String line) {
      super(line);
      this.fault = fault;
      this.what = what;
    }

    String fault() {
      return fault;
    }

    String what() {
      return what;
    }
  }

  private static final List<String> NEEDED =
      List.of("id", "requester", "subject", "placed_at", "text");
  private static final List<DateTimeFormatter> TIMES =
      List.of(
          DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
              .withResolverStyle(ResolverStyle.STRICT),
          // What a spreadsheet makes of it when the file was opened and saved.
          DateTimeFormatter.ofPattern("uuuu/M/d H:mm[:ss]", Locale.ROOT)
              .withResolverStyle(ResolverStyle.STRICT));
  private static final CSVFormat CSV = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

  private final Path path;
  private final Charset charset;
  private final List<String> header;

  private IntakeFile(Path path, Charset charset, List<String> header) {
    this.path = path;
    this.charset = charset;
    this.header = header;
  }

  /**
   * Finds out how the file is written and whether it has the columns.
   *
   * @throws UnusableException with one line that says what is wrong
   */
  public static IntakeFile open(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new UnusableException("unreadable", "", "There is no file %s.".formatted(path));
    }
    try {
      Charset charset = charset(path);
      List<String> header = header(path, charset);
      List<String> missing = NEEDED.stream().filter(name -> !header.contains(name)).toList();
      if (!missing.isEmpty()) {
        throw new UnusableException(
            "columns",
            String.join(", ", missing),
            "%s lacks the column%s %s; it has %s."
                .formatted(
                    path,
                    missing.size() == 1 ? "" : "s",
                    String.join(", ", missing),
                    String.join(", ", header)));
      }
      if (header.contains("reply") != header.contains("replied_at")) {
        throw new UnusableException(
            "reply", "", "%s has only one of the columns reply and replied_at.".formatted(path));
      }
      return new IntakeFile(path, charset, header);
    } catch (IOException | UncheckedIOException e) {
      throw new UnusableException(
          "unreadable", "", "%s cannot be read: %s".formatted(path, e.getMessage()));
    }
  }

  /**
   * Hands on one row after the other, until the file ends or the reader has had enough.
   *
   * @param zone in which the file's times are meant
   * @param reader answers whether to go on
   * @throws UnusableException when the rest of the file cannot be told into rows
   */
  public void read(ZoneId zone, Predicate<Row> reader) {
    long line = 1;
    try (CSVParser rows = CSV.parse(text(path, charset))) {
      for (CSVRecord row : rows) {
        long begins = line;
        line = rows.getCurrentLineNumber() + 1;
        boolean blank = row.size() == 1 && row.get(0).isBlank();
        if (row.getRecordNumber() > 1 && !blank && !reader.test(row(row, begins, zone))) {
          return;
        }
      }
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw new UnusableException(
          "broken",
          Long.toString(line),
          "%s cannot be read from line %d on (is a quotation mark not closed?); the rows before it are dealt with."
              .formatted(path, line));
    }
  }

  private Row row(CSVRecord row, long line, ZoneId zone) {
    String id = value(row, "id");
    if (row.size() < header.size()) {
      return new Wrong(
          line,
          id,
          Fault.COLUMNS,
          "has %d columns, the header has %d".formatted(row.size(), header.size()));
    }
    for (int i = header.size(); i < row.size(); i++) {
      if (!row.get(i).isBlank()) {
        return new Wrong(
            line,
            id,
            Fault.COLUMNS,
            "has %d columns, the header has %d".formatted(row.size(), header.size()));
      }
    }
    for (String name : List.of("id", "subject", "text")) {
      if (value(row, name).isEmpty()) {
        Fault fault = Fault.valueOf("NO_" + name.toUpperCase(Locale.ROOT));
        return new Wrong(line, id, fault, "no " + name);
      }
    }
    Instant placedAt = time(value(row, "placed_at"), zone);
    if (placedAt == null) {
      return new Wrong(
          line, id, Fault.PLACED_AT, "placed_at is no time: " + value(row, "placed_at"));
    }
    String reply = value(row, "reply");
    String repliedAt = value(row, "replied_at");
    if (reply.isEmpty() != repliedAt.isEmpty()) {
      return reply.isEmpty()
          ? new Wrong(line, id, Fault.REPLIED_AT_ALONE, "replied_at without reply")
          : new Wrong(line, id, Fault.REPLY_ALONE, "reply without replied_at");
    }
    Instant answered = repliedAt.isEmpty() ? null : time(repliedAt, zone);
    if (!repliedAt.isEmpty() && answered == null) {
      return new Wrong(line, id, Fault.REPLIED_AT, "replied_at is no time: " + repliedAt);
    }
    if (answered != null && answered.isBefore(placedAt)) {
      return new Wrong(line, id, Fault.REPLY_OLDER, "the reply is older than the message");
    }
    String requester = value(row, "requester");
    return new Message(
        line,
        id,
        requester.isEmpty() ? null : requester,
        value(row, "subject"),
        value(row, "text"),
        placedAt,
        reply.isEmpty() ? null : reply,
        answered,
        category(row));
  }

  /** One column with the levels in it, or a column for each level. */
  private @Nullable String category(CSVRecord row) {
    String whole = value(row, "category");
    String levels =
        whole.isEmpty()
            ? Stream.of("level1", "level2", "level3")
                .map(level -> value(row, level))
                .takeWhile(level -> !level.isEmpty())
                .collect(Collectors.joining("/"))
            : whole;
    return levels.isEmpty() ? null : levels;
  }

  private String value(CSVRecord row, String column) {
    int at = header.indexOf(column);
    return at < 0 || at >= row.size() ? "" : row.get(at).strip();
  }

  private static @Nullable Instant time(String text, ZoneId zone) {
    for (DateTimeFormatter format : TIMES) {
      try {
        return LocalDateTime.parse(text, format).atZone(zone).toInstant();
      } catch (DateTimeException e) {
        // Perhaps the next way of writing it.
      }
    }
    return null;
  }

  private static List<String> header(Path path, Charset charset) throws IOException {
    try (CSVParser rows = CSV.parse(text(path, charset))) {
      for (CSVRecord first : rows) {
        return first.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
      }
    } catch (IllegalStateException e) {
      throw new IOException(e.getMessage(), e);
    }
    throw new UnusableException("empty", "", "%s is empty.".formatted(path));
  }

  /**
   * The first encoding the whole file fits. GB 18030 reads every GBK text; UTF-8 is tried first, it
   * fits by chance hardly ever.
   */
  private static Charset charset(Path path) throws IOException {
    for (Charset tried : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
      if (fits(path, tried)) {
        return tried;
      }
    }
    throw new UnusableException(
        "encoding", "", "%s is not a text in UTF-8 or GBK.".formatted(path));
  }

  private static boolean fits(Path path, Charset charset) throws IOException {
    char[] some = new char[1 << 16];
    try (BufferedReader text = text(path, charset)) {
      for (int read = text.read(some); read >= 0; read = text.read(some)) {
        for (int i = 0; i < read; i++) {
          if (some[i] == 0) {
            return false;
          }
        }
      }
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static BufferedReader text(Path path, Charset charset) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(Files.newInputStream(path), 3);
    byte[] first = bytes.readNBytes(3);
    boolean mark =
        first.length == 3
            && first[0] == (byte) 0xEF
            && first[1] == (byte) 0xBB
            && first[2] == (byte) 0xBF;
    if (!mark) {
      bytes.unread(first);
    }
    return new BufferedReader(
        new InputStreamReader(
            bytes,
            charset
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }
}

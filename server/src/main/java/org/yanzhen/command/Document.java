package org.yanzhen.command;

import static org.yanzhen.command.BadContentException.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Documents that are kept as they came: PDF, and the two open office formats. They are looked
 * through for what would act by itself when opened; that is no search for viruses, which is why
 * they are only ever given out to be saved.
 */
final class Document {

  static final String PDF = "application/pdf";
  static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  static final String DOCX =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

  private static final long MAX_UNPACKED = 100L << 20;
  private static final int MAX_ENTRIES = 2_000;
  private static final List<String> ACTING_IN_PDF =
      List.of("/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/RichMedia", "/XFA");
  private static final List<String> ACTING_IN_OFFICE =
      List.of("vbaproject", "activex", "/embeddings/", "externallink", "macrosheet", "customui");

  private Document() {}

  /** Whether it begins like one. */
  static boolean isDocument(byte[] upload) {
    return Sound.begins(upload, 0, "%PDF-") || Sound.begins(upload, 0, "PK\u0003\u0004");
  }

  /** The media type; empty when it does not begin like a document. */
  static Optional<String> typeOf(byte[] upload) {
    if (Sound.begins(upload, 0, "%PDF-")) {
      checkPdf(upload);
      return Optional.of(PDF);
    }
    return Sound.begins(upload, 0, "PK\u0003\u0004")
        ? Optional.of(officeType(upload))
        : Optional.empty();
  }

  private static void checkPdf(byte[] upload) {
    String text = new String(upload, StandardCharsets.ISO_8859_1);
    int end = text.lastIndexOf("%%EOF");
    check(end > 0 && text.substring(end + 5).isBlank(), "cut short, or something hangs behind it");
    int start = text.lastIndexOf("startxref", end);
    check(start > 0, "no table");
    String offset = text.substring(start + 9, end).strip();
    check(offset.matches("[0-9]{1,9}"), "no table");
    int at = Integer.parseInt(offset);
    String table = at < start ? text.substring(at, Math.min(at + 24, start)).strip() : "";
    check(table.startsWith("xref") || table.matches("(?s)[0-9]+\\s+[0-9]+\\s+obj.*"), "no table");
    checkPassive(text);
    new PackedObjects(upload, text).forEach(Document::checkPassive);
  }

  private static void checkPassive(String pdf) {
    String plain = PackedObjects.spelledOut(pdf);
    for (String name : ACTING_IN_PDF) {
      int at = plain.indexOf(name);
      while (at >= 0) {
        int next = at + name.length();
        boolean whole = next >= plain.length() || !Character.isLetterOrDigit(plain.charAt(next));
        check(!whole, "acts by itself");
        at = plain.indexOf(name, next);
      }
    }
  }

  private static String officeType(byte[] upload) {
    Set<String> names = new HashSet<>();
    String types = "";
    long unpacked = 0;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(upload))) {
      byte[] buffer = new byte[1 << 16];
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
        String name = entry.getName().toLowerCase(Locale.ROOT);
        check(!name.contains("..") && !name.startsWith("/") && !name.contains("\\"), "a path");
        check(names.add(name) && names.size() <= MAX_ENTRIES, "too many parts");
        check(ACTING_IN_OFFICE.stream().noneMatch(name::contains), "acts by itself");
        StringBuilder content = new StringBuilder();
        for (int read; (read = zip.read(buffer)) > 0; ) {
          unpacked += read;
          check(unpacked <= MAX_UNPACKED, "unpacks without end");
          if (name.equals("[content_types].xml") && content.length() < 1 << 20) {
            content.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
          }
        }
        types = name.equals("[content_types].xml") ? content.toString() : types;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new BadContentException("not readable");
    }
    check(entriesAtTheEnd(upload) == names.size(), "something hangs before or behind it");
    check(!types.toLowerCase(Locale.ROOT).contains("macroenabled"), "acts by itself");
    if (names.contains("xl/workbook.xml") && types.contains("spreadsheetml.sheet.main+xml")) {
      return XLSX;
    }
    check(
        names.contains("word/document.xml") && types.contains("wordprocessingml.document.main+xml"),
        "not an office document");
    return DOCX;
  }

  /** How many parts the list at the very end of the archive names; without a comment behind it. */
  private static int entriesAtTheEnd(byte[] upload) {
    int at = upload.length - 22;
    check(at > 0 && Sound.begins(upload, at, "PK\u0005\u0006"), "cut short");
    return ByteBuffer.wrap(upload).order(ByteOrder.LITTLE_ENDIAN).getShort(at + 10) & 0xffff;
  }
}

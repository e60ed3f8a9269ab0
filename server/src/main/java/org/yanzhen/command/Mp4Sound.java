package org.yanzhen.command;

import static org.yanzhen.command.BadContentException.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * AAC, AMR or Opus in MP4 (m4a, 3gp): box after box to the end, only tracks of sound. What tells
 * where and with what it was recorded is made a free box of the same length, so that no offset
 * moves.
 */
final class Mp4Sound {

  private static final Set<String> BRANDS =
      Set.of(
          "M4A ", "mp41", "mp42", "isom", "iso2", "iso4", "iso5", "iso6", "dash", "3gp4", "3gp5",
          "3gp6", "3gpp");
  private static final Set<String> CODECS = Set.of("mp4a", "Opus", "samr", "sawb");
  private static final Set<String> TOP =
      Set.of("ftyp", "moov", "mdat", "moof", "mfra", "sidx", "styp", "wide");
  private static final Set<String> FOLDERS =
      Set.of("moov", "trak", "mdia", "minf", "stbl", "moof", "traf", "mvex", "edts", "dinf");
  private static final Set<String> WORDS = Set.of("udta", "meta", "uuid", "free", "skip");

  private final byte[] bytes;
  private final ByteBuffer in;
  private boolean sound;
  private boolean film;
  private boolean movie;
  private long data;
  private @Nullable Integer seconds;

  private Mp4Sound(byte[] upload) {
    this.bytes = upload.clone();
    this.in = ByteBuffer.wrap(bytes);
  }

  static Sound read(byte[] upload) {
    check(BRANDS.contains(new String(upload, 8, 4, StandardCharsets.ISO_8859_1)), "another brand");
    Mp4Sound mp4 = new Mp4Sound(upload);
    mp4.boxes(0, upload.length, 0);
    check(mp4.movie && mp4.sound && !mp4.film && mp4.data > 0, "no voice");
    return new Sound("audio/mp4", mp4.bytes, mp4.seconds);
  }

  private void boxes(int from, int end, int depth) {
    check(depth < 10, "too deep");
    int at = from;
    while (at < end) {
      check(at + 8 <= end, "cut short");
      long size = Integer.toUnsignedLong(in.getInt(at));
      String type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
      int start = at + 8;
      if (size == 1) {
        size = in.getLong(start);
        start += 8;
      } else if (size == 0 && depth == 0 && type.equals("mdat")) {
        size = end - at;
      }
      check(size >= start - at && size <= end - at, "cut short");
      int to = at + (int) size;
      box(type, at, start, to, depth);
      at = to;
    }
  }

  private void box(String type, int at, int start, int end, int depth) {
    if (WORDS.contains(type)) {
      System.arraycopy("free".getBytes(StandardCharsets.US_ASCII), 0, bytes, at + 4, 4);
      Arrays.fill(bytes, start, end, (byte) 0);
      return;
    }
    check(depth > 0 || TOP.contains(type), "an unknown box");
    switch (type) {
      case "moov" -> movie = true;
      case "mdat" -> data += end - start;
      case "mvhd" -> seconds = seconds(start);
      case "hdlr" -> {
        boolean voice = Sound.begins(bytes, start + 8, "soun");
        sound |= voice;
        film |= !voice;
        // Behind the handler stands a name in words.
        Arrays.fill(bytes, Math.min(end, start + 24), end, (byte) 0);
      }
      case "stsd" ->
          check(
              CODECS.contains(new String(bytes, start + 12, 4, StandardCharsets.ISO_8859_1)),
              "another codec");
      default -> {
        // Tables of numbers.
      }
    }
    if (FOLDERS.contains(type)) {
      boxes(start, end, depth + 1);
    }
  }

  private @Nullable Integer seconds(int start) {
    boolean wide = bytes[start] == 1;
    long scale = Integer.toUnsignedLong(in.getInt(start + (wide ? 20 : 12)));
    long length = wide ? in.getLong(start + 24) : Integer.toUnsignedLong(in.getInt(start + 16));
    return scale == 0 || length <= 0 || length / scale > 86_400 ? null : (int) (length / scale);
  }
}

package org.yanzhen.command;

import static org.yanzhen.command.BadContentException.check;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Opus in Ogg (RFC 3533, 7845): every page with its checksum, one stream; the comments are written
 * empty and the pages numbered anew.
 */
final class OggSound {

  private static final int HEAD = 27;
  private static final int SAMPLES_A_SECOND = 48_000;
  private static final int[] CRC = table();

  private OggSound() {}

  /** A page with its bytes; the last packet in it may go on in the next. */
  private record Page(ByteBuffer bytes, boolean endsPacket) {

    int payload() {
      return bytes.get(26) & 0xff;
    }

    byte[] content() {
      byte[] content = new byte[bytes.limit() - HEAD - payload()];
      bytes.get(HEAD + payload(), content);
      return content;
    }
  }

  static Sound read(byte[] in) {
    List<Page> pages = pages(in);
    check(pages.size() >= 3, "no sound");
    byte[] head = pages.getFirst().content();
    check((pages.getFirst().bytes().get(5) & 2) != 0, "begins in the middle");
    check(Sound.begins(head, 0, "OpusHead") && head.length >= 19, "not Opus");
    check(Sound.begins(pages.get(1).content(), 0, "OpusTags"), "no comments");
    int sound = 1;
    while (!pages.get(sound).endsPacket()) {
      sound++;
    }
    sound++;
    check(sound < pages.size(), "no sound");
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    int serial = pages.getFirst().bytes().getInt(14);
    int number = 0;
    write(out, pages.getFirst().bytes(), number++);
    write(out, comments(serial), number++);
    for (Page page : pages.subList(sound, pages.size())) {
      write(out, page.bytes(), number++);
    }
    int skipped = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getShort(10) & 0xffff;
    long samples = pages.getLast().bytes().getLong(6) - skipped;
    long seconds = Math.clamp(samples / SAMPLES_A_SECOND, 0, Integer.MAX_VALUE);
    return new Sound("audio/ogg", out.toByteArray(), (int) seconds);
  }

  private static List<Page> pages(byte[] in) {
    List<Page> pages = new ArrayList<>();
    int at = 0;
    while (at < in.length) {
      check(Sound.begins(in, at, "OggS") && in.length >= at + HEAD, "no page");
      int segments = in[at + 26] & 0xff;
      check(segments > 0 && in[at + 4] == 0, "no page");
      int length = HEAD + segments;
      for (int i = 0; i < segments; i++) {
        length += in[at + HEAD + i] & 0xff;
      }
      check(at + length <= in.length, "cut short");
      ByteBuffer page = ByteBuffer.wrap(in, at, length).slice().order(ByteOrder.LITTLE_ENDIAN);
      check(page.getInt(22) == crc(page), "damaged");
      check(
          pages.isEmpty() || page.getInt(14) == pages.getFirst().bytes().getInt(14),
          "more than one stream");
      pages.add(new Page(page, (in[at + HEAD + segments - 1] & 0xff) < 255));
      at += length;
    }
    return pages;
  }

  private static ByteBuffer comments(int serial) {
    ByteBuffer page = ByteBuffer.allocate(HEAD + 1 + 16).order(ByteOrder.LITTLE_ENDIAN);
    page.put("OggS".getBytes(StandardCharsets.US_ASCII)).putShort((short) 0).putLong(0);
    page.putInt(serial).putInt(0).putInt(0).put((byte) 1).put((byte) 16);
    page.put("OpusTags".getBytes(StandardCharsets.US_ASCII)).putInt(0).putInt(0);
    return page.flip();
  }

  private static void write(ByteArrayOutputStream out, ByteBuffer page, int number) {
    byte[] bytes = new byte[page.limit()];
    page.get(0, bytes);
    ByteBuffer copy = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    copy.putInt(18, number);
    copy.putInt(22, crc(copy));
    out.writeBytes(bytes);
  }

  /** Over the page as if its own checksum were zero. */
  private static int crc(ByteBuffer page) {
    int crc = 0;
    for (int i = 0; i < page.limit(); i++) {
      int value = i >= 22 && i < 26 ? 0 : page.get(i) & 0xff;
      crc = crc << 8 ^ CRC[(crc >>> 24 ^ value) & 0xff];
    }
    return crc;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int value = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        value = value < 0 ? value << 1 ^ 0x04c11db7 : value << 1;
      }
      table[i] = value;
    }
    return table;
  }
}

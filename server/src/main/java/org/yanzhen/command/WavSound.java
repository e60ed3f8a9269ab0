package org.yanzhen.command;

import static org.yanzhen.command.BadContentException.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** WAV: only its format and its samples are kept. */
final class WavSound {

  /** PCM, float, A-law, µ-law, and the longer way to say one of them. */
  private static final Set<Integer> FORMATS = Set.of(1, 3, 6, 7, 0xfffe);

  private WavSound() {}

  static Sound read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    check(Sound.begins(bytes, 8, "WAVE"), "no WAV");
    check(Integer.toUnsignedLong(in.getInt(4)) == bytes.length - 8L, "another length");
    ByteBuffer format = null;
    ByteBuffer data = null;
    long at = 12;
    while (at < bytes.length) {
      check(at + 8 <= bytes.length, "cut short");
      int start = (int) at + 8;
      long size = Integer.toUnsignedLong(in.getInt((int) at + 4));
      check(start + size <= bytes.length, "cut short");
      ByteBuffer part = in.slice(start, (int) size).order(ByteOrder.LITTLE_ENDIAN);
      String id = new String(bytes, (int) at, 4, StandardCharsets.ISO_8859_1);
      if (id.equals("fmt ")) {
        check(format == null && data == null, "two formats");
        format = part;
      } else if (id.equals("data")) {
        check(data == null, "two sounds");
        data = part;
      }
      at = start + size + (size & 1);
    }
    check(format != null && data != null && data.remaining() > 0, "no sound");
    if (format == null || data == null) {
      throw new BadContentException("no sound");
    }
    return new Sound("audio/wav", write(format, data), seconds(format, data));
  }

  private static int seconds(ByteBuffer format, ByteBuffer data) {
    check(format.remaining() >= 16 && format.remaining() <= 64, "no format");
    int channels = format.getShort(2);
    int rate = format.getInt(4);
    int bytesASecond = format.getInt(8);
    check(FORMATS.contains(format.getShort(0) & 0xffff), "another format");
    check(channels >= 1 && channels <= 8 && rate >= 4_000 && rate <= 192_000, "no format");
    check(bytesASecond >= 1_000, "no format");
    return data.remaining() / bytesASecond;
  }

  private static byte[] write(ByteBuffer format, ByteBuffer data) {
    int even = data.remaining() + (data.remaining() & 1);
    int evenFormat = format.remaining() + (format.remaining() & 1);
    ByteBuffer out = ByteBuffer.allocate(28 + evenFormat + even).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(20 + evenFormat + even).put(ascii("WAVE"));
    out.put(ascii("fmt ")).putInt(format.remaining()).put(format.duplicate());
    out.position(20 + evenFormat);
    out.put(ascii("data")).putInt(data.remaining()).put(data.duplicate());
    return out.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

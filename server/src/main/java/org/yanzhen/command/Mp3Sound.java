package org.yanzhen.command;

import static org.yanzhen.command.BadContentException.check;

import java.util.Arrays;

/** MPEG layer III: frame after frame to the end; the tags before and behind are left away. */
final class Mp3Sound {

  private static final int[] KBITS_1 = {
    32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] KBITS_2 = {8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
  private static final int[] RATES = {44_100, 48_000, 32_000};
  private static final int FEWEST_FRAMES = 3;

  private Mp3Sound() {}

  static Sound read(byte[] in) {
    int start = afterTag(in);
    int end = Sound.begins(in, in.length - 128, "TAG") ? in.length - 128 : in.length;
    int at = start;
    int frames = 0;
    int version = -1;
    double seconds = 0;
    while (at < end) {
      check(at + 4 <= end && (in[at] & 0xff) == 0xff && (in[at + 1] & 0xe0) == 0xe0, "no frame");
      int kind = in[at + 1] >> 3 & 3;
      check(kind != 1 && (in[at + 1] >> 1 & 3) == 1, "not layer III");
      check(version < 0 || version == kind, "changes on the way");
      version = kind;
      int bitrate = in[at + 2] >> 4 & 15;
      int rateCode = in[at + 2] >> 2 & 3;
      check(bitrate > 0 && bitrate < 15 && rateCode < 3, "no such rate");
      boolean first = kind == 3;
      int rate = RATES[rateCode] >> (first ? 0 : kind == 2 ? 1 : 2);
      int kbits = (first ? KBITS_1 : KBITS_2)[bitrate - 1];
      at += (first ? 144 : 72) * kbits * 1_000 / rate + (in[at + 2] >> 1 & 1);
      seconds += (first ? 1_152.0 : 576.0) / rate;
      frames++;
    }
    check(at == end && frames >= FEWEST_FRAMES, "cut short");
    return new Sound("audio/mpeg", Arrays.copyOfRange(in, start, end), (int) seconds);
  }

  /** ID3v2 holds titles, pictures and places; its length is written in seven bits a byte. */
  private static int afterTag(byte[] in) {
    if (!Sound.begins(in, 0, "ID3")) {
      return 0;
    }
    check(in.length > 10 && ((in[6] | in[7] | in[8] | in[9]) & 0x80) == 0, "no tag");
    int length = in[6] << 21 | in[7] << 14 | in[8] << 7 | in[9];
    int footer = (in[5] & 0x10) != 0 ? 10 : 0;
    check(10 + length + footer < in.length, "only a tag");
    return 10 + length + footer;
  }
}

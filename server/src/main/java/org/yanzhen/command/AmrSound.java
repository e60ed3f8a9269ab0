package org.yanzhen.command;

import static org.yanzhen.command.BadContentException.check;

/** AMR as phones record it (RFC 4867, single channel): a line, then frames of 20 ms each. */
final class AmrSound {

  private static final int[] NARROW = {12, 13, 15, 17, 19, 20, 26, 31, 5};
  private static final int[] WIDE = {17, 23, 32, 36, 40, 46, 50, 58, 60, 5};
  private static final int FRAMES_A_SECOND = 50;

  private AmrSound() {}

  static Sound read(byte[] in) {
    boolean narrow = Sound.begins(in, 0, "#!AMR\n");
    check(narrow || Sound.begins(in, 0, "#!AMR-WB\n"), "no AMR");
    int[] sizes = narrow ? NARROW : WIDE;
    int at = narrow ? 6 : 9;
    int frames = 0;
    while (at < in.length) {
      int head = in[at] & 0xff;
      check((head & 0x83) == 0, "no frame");
      int type = head >> 3 & 0x0f;
      check(type < sizes.length || type >= 14, "no such frame");
      at += 1 + (type < sizes.length ? sizes[type] : 0);
      frames++;
    }
    check(at == in.length && frames > 0, "cut short");
    return new Sound("audio/amr", in, frames / FRAMES_A_SECOND);
  }
}

package org.yanzhen.command;

import static org.yanzhen.command.BadContentException.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Opus or Vorbis in WebM, as browsers record it: sizes may be unknown, elements may not. Tags and
 * attached files are overwritten with emptiness of the same length.
 */
final class WebmSound {

  private static final int EBML = 0x1A45DFA3;
  private static final int DOC_TYPE = 0x4282;
  private static final int SEGMENT = 0x18538067;
  private static final int INFO = 0x1549A966;
  private static final int SCALE = 0x2AD7B1;
  private static final int DURATION = 0x4489;
  private static final int TRACKS = 0x1654AE6B;
  private static final int TRACK = 0xAE;
  private static final int TRACK_TYPE = 0x83;
  private static final int CODEC = 0x86;
  private static final int CLUSTER = 0x1F43B675;
  private static final int TIME = 0xE7;
  private static final int BLOCK = 0xA3;
  private static final int BLOCK_GROUP = 0xA0;
  private static final int VOID = 0xEC;

  /** Tables to find one's way, and fillings. */
  private static final Set<Integer> HARMLESS = Set.of(0x114D9B74, 0x1C53BB6B, VOID, 0xBF);

  /** Tags, attachments, chapters. */
  private static final Set<Integer> WORDS = Set.of(0x1254C367, 0x1941A469, 0x1043A770);

  private static final Set<Integer> IN_CLUSTER = Set.of(0xAB, 0xA7, VOID, 0xBF, 0x5854);
  private static final long UNKNOWN = -1;
  private static final long MILLIS_IN_NANOS = 1_000_000;

  private final byte[] bytes;
  private final ByteBuffer in;
  private int tracks;
  private int blocks;
  private long scale = MILLIS_IN_NANOS;
  private double length;
  private long latest;

  /** An element: where its content begins and ends, or UNKNOWN. */
  private record Element(int at, int id, int start, long size) {

    int end() {
      check(size != UNKNOWN, "no length");
      return start + (int) size;
    }
  }

  private WebmSound(byte[] bytes) {
    this.bytes = bytes.clone();
    this.in = ByteBuffer.wrap(this.bytes);
  }

  static Sound read(byte[] upload) {
    WebmSound webm = new WebmSound(upload);
    Element head = webm.element(0, upload.length);
    check(head.id() == EBML && webm.docType(head).equals("webm"), "not WebM");
    Element segment = webm.element(head.end(), upload.length);
    check(segment.id() == SEGMENT, "no segment");
    check(segment.size() == UNKNOWN || segment.end() == upload.length, "something hangs behind it");
    webm.segment(segment.start(), upload.length);
    check(webm.tracks > 0 && webm.blocks > 0, "no sound");
    double units = webm.length > 0 ? webm.length : webm.latest;
    return new Sound("audio/webm", webm.bytes, (int) (units * webm.scale / 1e9));
  }

  private String docType(Element head) {
    for (int at = head.start(); at < head.end(); ) {
      Element child = element(at, head.end());
      if (child.id() == DOC_TYPE) {
        return text(child);
      }
      at = child.end();
    }
    return "";
  }

  private void segment(int from, int end) {
    int at = from;
    while (at < end) {
      Element child = element(at, end);
      if (child.id() == CLUSTER) {
        at = cluster(child, end);
        continue;
      }
      switch (child.id()) {
        case INFO -> info(child);
        case TRACKS -> tracks(child);
        default -> {
          if (WORDS.contains(child.id()) || child.id() == VOID) {
            blank(child);
          } else {
            check(HARMLESS.contains(child.id()), "an unknown element");
          }
        }
      }
      at = child.end();
    }
  }

  /** Until its end, or until something that cannot stand in a cluster. */
  private int cluster(Element cluster, int end) {
    int to = cluster.size() == UNKNOWN ? end : cluster.end();
    long time = 0;
    int at = cluster.start();
    while (at < to) {
      Element child = element(at, to);
      boolean next = child.id() == CLUSTER || HARMLESS.contains(child.id()) && child.id() > 0xff;
      if (cluster.size() == UNKNOWN && (next || WORDS.contains(child.id()))) {
        return at;
      }
      if (child.id() == TIME) {
        time = number(child);
      } else if (child.id() == BLOCK || child.id() == BLOCK_GROUP) {
        blocks++;
        if (child.id() == BLOCK) {
          check(child.size() >= 4, "an empty block");
          latest = Math.max(latest, time + in.getShort(child.start() + 1));
        }
      } else {
        check(IN_CLUSTER.contains(child.id()), "an unknown element");
      }
      at = child.end();
    }
    return at;
  }

  private void info(Element info) {
    for (int at = info.start(); at < info.end(); ) {
      Element child = element(at, info.end());
      if (child.id() == SCALE) {
        scale = number(child);
      } else if (child.id() == DURATION) {
        length = child.size() == 4 ? in.getFloat(child.start()) : in.getDouble(child.start());
      }
      at = child.end();
    }
  }

  private void tracks(Element all) {
    for (int at = all.start(); at < all.end(); ) {
      Element track = element(at, all.end());
      if (track.id() == TRACK) {
        track(track);
      }
      at = track.end();
    }
  }

  private void track(Element track) {
    boolean audio = false;
    boolean known = false;
    for (int at = track.start(); at < track.end(); ) {
      Element child = element(at, track.end());
      audio |= child.id() == TRACK_TYPE && number(child) == 2;
      known |= child.id() == CODEC && Set.of("A_OPUS", "A_VORBIS").contains(text(child));
      at = child.end();
    }
    check(audio && known, "a track that is no voice");
    tracks++;
  }

  private void blank(Element element) {
    int width = element.start() - element.at() - 1;
    check(width >= 1 && width <= 8, "no length");
    bytes[element.at()] = (byte) VOID;
    for (int i = 0; i < width; i++) {
      bytes[element.start() - 1 - i] = (byte) (i < 8 ? element.size() >>> 8 * i : 0);
    }
    bytes[element.at() + 1] |= (byte) (0x80 >> width - 1);
    Arrays.fill(bytes, element.start(), element.end(), (byte) 0);
  }

  private Element element(int at, int end) {
    int first = in.get(at) & 0xff;
    int idWidth = Integer.numberOfLeadingZeros(first) - 23;
    check(first != 0 && idWidth <= 4, "no element");
    int id = 0;
    for (int i = 0; i < idWidth; i++) {
      id = id << 8 | in.get(at + i) & 0xff;
    }
    int sizeAt = at + idWidth;
    int lead = in.get(sizeAt) & 0xff;
    check(lead != 0, "no length");
    int width = Integer.numberOfLeadingZeros(lead) - 23;
    long size = lead & (0xff >> width);
    boolean ones = size == (0xff >> width);
    for (int i = 1; i < width; i++) {
      int next = in.get(sizeAt + i) & 0xff;
      ones &= next == 0xff;
      size = size << 8 | next;
    }
    int start = sizeAt + width;
    check(ones || size <= end - start, "cut short");
    return new Element(at, id, start, ones ? UNKNOWN : size);
  }

  private long number(Element element) {
    check(element.size() >= 0 && element.size() <= 8, "no number");
    long value = 0;
    for (int i = 0; i < element.size(); i++) {
      value = value << 8 | in.get(element.start() + i) & 0xff;
    }
    return value;
  }

  private String text(Element element) {
    check(element.size() >= 0 && element.size() < 100, "no text");
    return new String(bytes, element.start(), (int) element.size(), StandardCharsets.US_ASCII)
        .replace("\0", "");
  }
}

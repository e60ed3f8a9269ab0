package org.yanzhen.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The smallest voices and documents that are whole, made up for tests. */
public final class Recordings {

  private Recordings() {}

  /** One second of silence. */
  public static byte[] wav() {
    ByteBuffer wav = ByteBuffer.allocate(44 + 8_000 + 8 + 6).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(ascii("RIFF")).putInt(36 + 8_000 + 14).put(ascii("WAVEfmt ")).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(8_000).putInt(8_000);
    wav.putShort((short) 1).putShort((short) 8);
    wav.put(ascii("LIST")).putInt(6).put(ascii("secret"));
    wav.put(ascii("data")).putInt(8_000);
    return wav.array();
  }

  /** Two seconds as a phone records them. */
  public static byte[] amr() {
    ByteArrayOutputStream amr = new ByteArrayOutputStream();
    amr.writeBytes(ascii("#!AMR\n"));
    for (int i = 0; i < 100; i++) {
      amr.write(0x3c);
      amr.writeBytes(new byte[31]);
    }
    return amr.toByteArray();
  }

  public static byte[] mp3() {
    ByteArrayOutputStream mp3 = new ByteArrayOutputStream();
    mp3.writeBytes(ascii("ID3"));
    mp3.writeBytes(new byte[] {3, 0, 0, 0, 0, 0, 6});
    mp3.writeBytes(ascii("secret"));
    for (int i = 0; i < 5; i++) {
      // MPEG 1 layer III, 32 kbit/s, 32 kHz: 144 bytes.
      mp3.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfb, 0x18, 0});
      mp3.writeBytes(new byte[140]);
    }
    mp3.writeBytes(ascii("TAG"));
    mp3.writeBytes(new byte[125]);
    return mp3.toByteArray();
  }

  public static byte[] ogg() {
    ByteBuffer head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
    head.put(ascii("OpusHead")).put((byte) 1).put((byte) 1).putShort((short) 312);
    head.putInt(48_000);
    ByteBuffer tags = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
    tags.put(ascii("OpusTags"))
        .putInt(6)
        .put(ascii("secret"))
        .putInt(1)
        .putInt(4)
        .put(ascii("A=BC"));
    ByteArrayOutputStream ogg = new ByteArrayOutputStream();
    ogg.writeBytes(page(0, 2, 0, head.array()));
    ogg.writeBytes(page(1, 0, 0, tags.array()));
    ogg.writeBytes(page(2, 4, 3 * 48_000 + 312, new byte[200]));
    return ogg.toByteArray();
  }

  private static byte[] page(int number, int flags, long granule, byte[] packet) {
    ByteBuffer page = ByteBuffer.allocate(28 + packet.length).order(ByteOrder.LITTLE_ENDIAN);
    page.put(ascii("OggS")).put((byte) 0).put((byte) flags).putLong(granule).putInt(7);
    page.putInt(number).putInt(0).put((byte) 1).put((byte) packet.length).put(packet);
    int crc = 0;
    for (byte b : page.array()) {
      crc ^= (b & 0xff) << 24;
      for (int i = 0; i < 8; i++) {
        crc = crc < 0 ? crc << 1 ^ 0x04c11db7 : crc << 1;
      }
    }
    return page.putInt(22, crc).array();
  }

  public static byte[] m4a() {
    byte[] voice = box("hdlr", new byte[8], ascii("soun"), new byte[12], ascii("secret name"));
    byte[] codec =
        box(
            "stsd",
            new byte[4],
            ByteBuffer.allocate(4).putInt(1).array(),
            box("mp4a", new byte[28]));
    byte[] media = box("mdia", voice, box("minf", box("stbl", codec)));
    byte[] length = ByteBuffer.allocate(100).putInt(12, 1_000).putInt(16, 4_200).array();
    byte[] movie =
        box("moov", box("mvhd", length), box("trak", media), box("udta", ascii("secret place")));
    return join(box("ftyp", ascii("M4A "), new byte[4]), movie, box("mdat", new byte[64]));
  }

  /** As a browser records it: the segment and the cluster do not know their lengths. */
  public static byte[] webm() {
    byte[] track = element(0xAE, element(0x83, new byte[] {2}), element(0x86, ascii("A_OPUS")));
    byte[] unknown = {1, -1, -1, -1, -1, -1, -1, -1};
    return join(
        element(0x1A45DFA3, element(0x4282, ascii("webm"))),
        id(0x18538067),
        unknown,
        element(0x1549A966, element(0x2AD7B1, new byte[] {0x0f, 0x42, 0x40})),
        element(0x1654AE6B, track),
        element(0x1254C367, ascii("secret words")),
        id(0x1F43B675),
        unknown,
        element(0xE7, new byte[] {0x0f, (byte) 0xa0}),
        element(0xA3, new byte[] {(byte) 0x81, 0, 10, (byte) 0x80, 1, 2, 3, 4}));
  }

  public static byte[] pdf(String content) {
    String body = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + content + "\n";
    return ascii(
        body
            + "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R >>\nstartxref\n"
            + body.length()
            + "\n%%EOF\n");
  }

  public static byte[] pdf() {
    return pdf("% an application");
  }

  public static byte[] xlsx(String... more) {
    return zip(
        "[Content_Types].xml",
        "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>",
        "xl/workbook.xml",
        more);
  }

  public static byte[] docx() {
    return zip(
        "[Content_Types].xml",
        "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>",
        "word/document.xml");
  }

  public static byte[] zip(String name, String content, String second, String... more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry(second));
      zip.write(ascii("<x/>"));
      for (String each : more) {
        zip.putNextEntry(new ZipEntry(each));
        zip.write(ascii("<x/>"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] box(String type, byte[]... parts) {
    byte[] content = join(parts);
    return join(ByteBuffer.allocate(4).putInt(8 + content.length).array(), ascii(type), content);
  }

  private static byte[] element(int id, byte[]... parts) {
    byte[] content = join(parts);
    return join(id(id), new byte[] {(byte) (0x80 | content.length)}, content);
  }

  private static byte[] id(int id) {
    int width = id >>> 24 != 0 ? 4 : id >>> 16 != 0 ? 3 : id >>> 8 != 0 ? 2 : 1;
    byte[] bytes = new byte[width];
    for (int i = 0; i < width; i++) {
      bytes[i] = (byte) (id >>> 8 * (width - 1 - i));
    }
    return bytes;
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}

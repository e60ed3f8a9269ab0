package org.yanzhen.door;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;
import org.yanzhen.command.Attachments;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.ProblemException;

/** Pictures that come with a form, and their small copies for a poor line. */
@Component
class DoorPictures {

  static final int AT_MOST = 3;
  private static final int MAX_BYTES = 8 * 1024 * 1024;
  private static final int PIECE = 256 * 1024;
  private static final int SMALL_EDGE = 160;

  /**
   * A picture as it came.
   *
   * @param usable whether it is worth keeping: the right kind of file and not too large
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way; never compared
  record Picture(UUID id, byte[] bytes, boolean usable) {}

  private final Attachments attachments;

  DoorPictures(Attachments attachments) {
    this.attachments = attachments;
  }

  /**
   * Reads the pictures of a form. Their ids are made from the form's id and their place in it, so that the same form
   * sent twice names the same pictures.
   */
  List<Picture> take(UUID form, @Nullable List<MultipartFile> files) {
    List<Picture> taken = new ArrayList<>();
    for (MultipartFile file : files == null ? List.<MultipartFile>of() : files) {
      if (file.isEmpty()) {
        continue;
      }
      UUID id = Ids.named("door/picture/" + form + "/" + taken.size());
      boolean fits = taken.size() < AT_MOST && file.getSize() <= MAX_BYTES;
      byte[] bytes = fits ? bytes(file) : new byte[0];
      taken.add(new Picture(id, bytes, isPicture(bytes)));
    }
    return taken;
  }

  /** Keeps what can be kept; answers how many could not. */
  int keep(Actor holder, List<Picture> taken) {
    int missed = 0;
    for (Picture picture : taken) {
      if (!picture.usable() || !isKept(holder, picture)) {
        missed++;
      }
    }
    return missed;
  }

  private boolean isKept(Actor holder, Picture picture) {
    byte[] bytes = picture.bytes();
    try {
      for (int offset = 0; offset < bytes.length; offset += PIECE) {
        byte[] piece = Arrays.copyOfRange(bytes, offset, Math.min(bytes.length, offset + PIECE));
        attachments.put(holder, picture.id(), offset, bytes.length, false, piece);
      }
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  /** A copy small enough to stand on a page; empty when the file is no picture after all. */
  static byte[] small(Path file) {
    try {
      BufferedImage picture = ImageIO.read(file.toFile());
      if (picture == null) {
        return new byte[0];
      }
      double scale =
          Math.min(1.0, (double) SMALL_EDGE / Math.max(picture.getWidth(), picture.getHeight()));
      int width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
      int height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
      BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = small.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(picture, 0, 0, width, height, null);
      graphics.dispose();
      ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
      ImageIO.write(small, "jpeg", jpeg);
      return jpeg.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By its first bytes; the name and type a browser gives prove nothing. */
  private static boolean isPicture(byte[] bytes) {
    boolean jpeg =
        bytes.length > 3 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xd8 && bytes[2] == (byte) 0xff;
    boolean png =
        bytes.length > 4 && bytes[0] == (byte) 0x89 && bytes[1] == 'P' && bytes[2] == 'N' && bytes[3] == 'G';
    return jpeg || png;
  }

  private static byte[] bytes(MultipartFile file) {
    try {
      return file.getBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

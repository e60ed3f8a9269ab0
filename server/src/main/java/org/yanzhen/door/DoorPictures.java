package org.yanzhen.door;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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

  static final String PHOTOS = "photos";
  static final int AT_MOST = 3;
  private static final int MAX_BYTES = 8 * 1024 * 1024;
  private static final int PIECE = 256 * 1024;
  private static final int SMALL_EDGE = 160;
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

  /**
   * A picture as it came.
   *
   * @param usable whether it is worth keeping: the right kind of file and not too large
   */
  record Picture(UUID id, MultipartFile file, boolean usable) {}

  private final Attachments attachments;

  DoorPictures(Attachments attachments) {
    this.attachments = attachments;
  }

  /**
   * Reads the pictures of a form. Their ids are made from the form's id and their place in it, so
   * that the same form sent twice names the same pictures.
   */
  List<Picture> take(UUID form, @Nullable List<MultipartFile> files) {
    List<Picture> taken = new ArrayList<>();
    for (MultipartFile file : files == null ? List.<MultipartFile>of() : files) {
      if (file.isEmpty()) {
        continue;
      }
      UUID id = Ids.named("door/picture/" + form + "/" + taken.size());
      boolean usable = taken.size() < AT_MOST && file.getSize() <= MAX_BYTES && isPicture(file);
      taken.add(new Picture(id, file, usable));
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

  /** Piece by piece: three large photographs need not be in memory at once. */
  private boolean isKept(Actor holder, Picture picture) {
    int total = (int) picture.file().getSize();
    try (InputStream bytes = picture.file().getInputStream()) {
      for (int offset = 0; offset < total; offset += PIECE) {
        attachments.put(holder, picture.id(), offset, total, false, bytes.readNBytes(PIECE));
      }
      return true;
    } catch (ProblemException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
  private static boolean isPicture(MultipartFile file) {
    byte[] start;
    try (InputStream bytes = file.getInputStream()) {
      start = bytes.readNBytes(4);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.equals(start, PNG)
        || Arrays.equals(start, 0, Math.min(3, start.length), JPEG, 0, 3);
  }
}

package org.yanzhen.command;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/**
 * Makes an upload harmless: it is decoded as a picture and drawn anew as JPEG, so that neither its
 * metadata (place, device, owner) nor anything hidden in the file survives.
 */
final class Pictures {

  private static final int MAX_EDGE = 1_600;

  /** A photograph of 50 megapixels; decoded it is never whole in memory, but it takes its time. */
  private static final long MAX_DECODED_BYTES = 150_000_000L;

  @SuppressWarnings("ArrayRecordComponent") // bytes on their way to disk
  record Picture(byte[] jpeg, int width, int height) {}

  private Pictures() {}

  /** Whether it begins like something {@link #clean} may draw. */
  static boolean isPicture(byte[] upload) {
    return Sound.begins(upload, 0, "\u00ff\u00d8\u00ff")
        || Sound.begins(upload, 0, "\u0089PNG\r\n\u001a\n");
  }

  /** Empty when the bytes are not a JPEG or PNG picture of a sane size. */
  static Optional<Picture> clean(byte[] upload) {
    try {
      return decode(upload);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return Optional.empty();
    }
  }

  private static Optional<Picture> decode(byte[] upload) throws IOException {
    try (ImageInputStream input =
        ImageIO.createImageInputStream(new ByteArrayInputStream(upload))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        boolean jpeg = reader.getFormatName().equalsIgnoreCase("jpeg");
        if (!jpeg && !reader.getFormatName().equalsIgnoreCase("png")) {
          return Optional.empty();
        }
        reader.setInput(input, true, true);
        // The size is read before the pixels: a small file may claim a huge picture.
        if (decodedBytes(reader) > MAX_DECODED_BYTES) {
          return Optional.empty();
        }
        // Rows and columns that would be scaled away are not even kept while reading.
        int step = Math.max(1, Math.max(reader.getWidth(0), reader.getHeight(0)) / MAX_EDGE);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        return Optional.of(draw(reader.read(0, param), jpeg ? orientation(upload) : 1));
      } finally {
        reader.dispose();
      }
    }
  }

  private static long decodedBytes(ImageReader reader) throws IOException {
    ImageTypeSpecifier type = reader.getRawImageType(0);
    int bits = type == null ? 32 : type.getColorModel().getPixelSize();
    return (long) reader.getWidth(0) * reader.getHeight(0) * Math.max(1, (bits + 7) / 8);
  }

  private static Picture draw(BufferedImage source, int orientation) throws IOException {
    boolean turned = orientation >= 5;
    int width = turned ? source.getHeight() : source.getWidth();
    int height = turned ? source.getWidth() : source.getHeight();
    double scale = Math.min(1.0, (double) MAX_EDGE / Math.max(width, height));
    int outWidth = Math.max(1, (int) Math.round(width * scale));
    int outHeight = Math.max(1, (int) Math.round(height * scale));
    BufferedImage out = new BufferedImage(outWidth, outHeight, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = out.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, outWidth, outHeight);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    AffineTransform transform = AffineTransform.getScaleInstance(scale, scale);
    transform.concatenate(upright(orientation, source.getWidth(), source.getHeight()));
    graphics.drawImage(source, transform, null);
    graphics.dispose();
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(out, "jpeg", jpeg);
    return new Picture(jpeg.toByteArray(), outWidth, outHeight);
  }

  /** EXIF orientation 1 to 8 as a transform of the stored pixels. */
  private static AffineTransform upright(int orientation, int w, int h) {
    return switch (orientation) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
      default -> new AffineTransform();
    };
  }

  private static int orientation(byte[] upload) {
    try {
      ExifIFD0Directory exif =
          // Only what a camera writes; other parts of a file may be compressed without end.
          JpegMetadataReader.readMetadata(
                  new ByteArrayInputStream(upload), List.of(new ExifReader()))
              .getFirstDirectoryOfType(ExifIFD0Directory.class);
      return exif != null && exif.containsTag(ExifIFD0Directory.TAG_ORIENTATION)
          ? exif.getInt(ExifIFD0Directory.TAG_ORIENTATION)
          : 1;
    } catch (JpegProcessingException | IOException | MetadataException e) {
      return 1;
    }
  }
}

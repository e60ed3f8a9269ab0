package org.yanzhen.door;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws the SVG of a page's QR code as a camera would see it, and reads it. */
final class DrawnQr {

  private static final int SCALE = 6;
  private static final Pattern SIZE =
      Pattern.compile("class=\"qr\" viewBox=\"0 -.5 (\\d+) (\\d+)\"");
  private static final Pattern PATH = Pattern.compile("stroke=\"#000\" d=\"([^\"]+)\"");
  private static final Pattern STROKE = Pattern.compile("M(\\d+) (\\d+)h(\\d+)");

  private DrawnQr() {}

  static String read(String html) {
    int size = Integer.parseInt(group(SIZE, html));
    int edge = size * SCALE;
    int[] pixels = new int[edge * edge];
    Arrays.fill(pixels, 0xffffff);
    Matcher stroke = STROKE.matcher(group(PATH, html));
    while (stroke.find()) {
      int x = Integer.parseInt(stroke.group(1));
      int y = Integer.parseInt(stroke.group(2));
      int length = Integer.parseInt(stroke.group(3));
      for (int row = y * SCALE; row < (y + 1) * SCALE; row++) {
        Arrays.fill(pixels, row * edge + x * SCALE, row * edge + (x + length) * SCALE, 0);
      }
    }
    try {
      return new MultiFormatReader()
          .decode(
              new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(edge, edge, pixels))),
              Map.of(DecodeHintType.POSSIBLE_FORMATS, List.of(BarcodeFormat.QR_CODE)))
          .getText();
    } catch (NotFoundException e) {
      throw new AssertionError("no QR code can be read", e);
    }
  }

  private static String group(Pattern pattern, String html) {
    Matcher matcher = pattern.matcher(html);
    if (!matcher.find()) {
      throw new AssertionError("no " + pattern);
    }
    return matcher.group(1);
  }
}

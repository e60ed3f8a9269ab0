package org.yanzhen.door;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/** A QR code as SVG: one path of horizontal strokes, small on the wire and sharp on paper. */
final class QrCode {

  /** The quiet zone the standard asks for. */
  private static final int MARGIN = 4;

  private QrCode() {}

  /** Black on white whatever the theme: many scanners cannot read it the other way round. */
  static String svg(String text, String label) {
    BitMatrix modules = modules(text);
    int size = modules.getWidth();
    StringBuilder path = new StringBuilder(4_096);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int start = x;
        while (x < size && modules.get(x, y)) {
          x++;
        }
        if (x > start) {
          path.append('M').append(start).append(' ').append(y).append('h').append(x - start);
        }
      }
    }
    return """
        <svg class="qr" viewBox="0 -.5 %d %d" shape-rendering="crispEdges" role="img" aria-label="%s">\
        <path fill="#fff" d="M0-.5h%dv%dH0z"/><path stroke="#000" d="%s"/></svg>"""
        .formatted(size, size, escaped(label), size, size, path);
  }

  private static BitMatrix modules(String text) {
    try {
      return new QRCodeWriter()
          .encode(
              text,
              BarcodeFormat.QR_CODE,
              0,
              0,
              Map.of(
                  EncodeHintType.ERROR_CORRECTION,
                  ErrorCorrectionLevel.M,
                  EncodeHintType.MARGIN,
                  MARGIN));
    } catch (WriterException e) {
      throw new IllegalArgumentException("too long for a QR code: " + text.length(), e);
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
  }
}

package org.yanzhen.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QrCodeTest {

  @Test
  void aScannerReadsWhatWasDrawn() {
    String address = "https://xupu.example.cn/o/1.AaIAMvqOftyulWWPi0Cjd6mlKWdg9z8Fkkx2kg";
    assertThat(DrawnQr.read(QrCode.svg(address, "这张单的二维码"))).isEqualTo(address);
  }

  @Test
  void itIsLightEnoughForAPageOnAPoorLine() {
    String address =
        "https://a-rather-long-name-of-a-county.gov.example.cn/o/99999.AaIAMvqOftyulWWPi0Cjd6mlKWdg9z8Fkkx2kg";
    assertThat(QrCode.svg(address, "").length()).isLessThan(6_000);
  }

  @Test
  void itsLabelCannotEndTheAttribute() {
    assertThat(QrCode.svg("x", "\"><script>")).doesNotContain("<script>");
  }
}

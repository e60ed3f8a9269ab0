package org.yanzhen.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** A printed code leads where the county says, not where a request says it came from. */
class AddressesTest {

  @Test
  void theCountysOwnAddressStandsOnWhatIsPrinted() {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/qr/ask.svg");
    request.setServerName("evil.example");

    assertThat(new Addresses("https://yanzhen.example.cn").of(request, "/ask"))
        .isEqualTo("https://yanzhen.example.cn/ask");
    assertThat(new Addresses("").of(request, "/ask")).isEqualTo("http://evil.example/ask");
  }

  @Test
  void anAddressThatIsNoneStopsTheStart() {
    assertThatThrownBy(() -> new Addresses("yanzhen.example.cn/x"))
        .hasMessageContaining("YANZHEN_ADDRESS");
  }
}

package org.yanzhen.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.yanzhen.support.County;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

/** A proxy on the same machine ends TLS and says for whom it asks. */
@YanzhenTest
class BehindAProxyTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Autowired County county;
  @Autowired TestClock clock;

  @Value("${server.tomcat.remoteip.internal-proxies}")
  String proxies;

  private final String somebody = address();

  /** The door counts by the minute. */
  @BeforeEach
  void inAMinuteOfItsOwn() {
    clock.advance(Duration.ofMinutes(ThreadLocalRandom.current().nextInt(10_000, 20_000)));
  }

  @AfterEach
  void today() {
    clock.reset();
  }

  @Test
  void theCookieOfASessionOverTlsIsSecure() throws Exception {
    assertThat(cookie(Map.of("X-Forwarded-For", somebody, "X-Forwarded-Proto", "https")))
        .contains("; Secure");
    assertThat(cookie(Map.of("X-Forwarded-For", somebody, "X-Forwarded-Proto", "http")))
        .doesNotContain("; Secure");
    assertThat(cookie(Map.of())).doesNotContain("; Secure");
  }

  @Test
  void eachClientIsCountedInItsOwnNetwork() throws Exception {
    String another = address();
    knockUntilTooFast(somebody);

    assertThat(knock(another)).isEqualTo(404);
  }

  @Test
  void whatAClientSaysOfItselfIsNotBelieved() throws Exception {
    knockUntilTooFast(somebody);

    // The proxy adds whom it sees at the end; what stands before came from the client.
    assertThat(knock(address() + ", " + somebody)).isEqualTo(429);
    assertThat(knock("127.0.0.1, " + somebody)).isEqualTo(429);
  }

  @Test
  void anotherMachineIsNoProxyOfOurs() {
    Pattern ours = Pattern.compile(proxies);

    for (String address : new String[] {"127.0.0.1", "127.3.2.1", "::1", "0:0:0:0:0:0:0:1"}) {
      assertThat(address).matches(ours);
    }
    for (String address :
        new String[] {
          "10.0.0.1", "192.168.1.1", "172.16.0.1", "100.64.0.1", "fe80::1", "1270.0.1"
        }) {
      assertThat(address).doesNotMatch(ours);
    }
  }

  @Test
  void aCodeToScanLeadsToTheNameItWasAskedUnderNotToOneThatAHeaderSays() throws Exception {
    HttpResponse<String> page =
        send(
            request("/find").GET(),
            Map.of(
                "X-Forwarded-For", somebody,
                "X-Forwarded-Proto", "https",
                "X-Forwarded-Host", "elsewhere.example.org"));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).doesNotContain("elsewhere.example.org");
  }

  private void knockUntilTooFast(String from) throws Exception {
    int status = 0;
    for (int n = 0; n < 20 && status != 429; n++) {
      status = knock(from);
    }
    assertThat(status).isEqualTo(429);
  }

  private int knock(String from) throws Exception {
    return send(
            request("/find")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString("number=261130-000000&phone=13800000000")),
            Map.of("X-Forwarded-For", from, "X-Forwarded-Proto", "https"))
        .statusCode();
  }

  private String cookie(Map<String, String> headers) throws Exception {
    String body = "{\"login\":\"clerk\",\"password\":\"%s\"}".formatted(County.PASSWORD);
    return send(
            request("/api/session")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)),
            headers)
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(county.address() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, Map<String, String> headers)
      throws IOException, InterruptedException {
    headers.forEach(request::header);
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Of documentation, each in a network of its own. */
  private static String address() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "198.%d.%d.7".formatted(random.nextInt(18, 20), random.nextInt(1, 255));
  }
}

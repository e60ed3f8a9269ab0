package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class CadreReportingWhatCameOfItTest {

  private static final String PIN = "135790";

  @Autowired County county;

  @BeforeEach
  void handsAreFree() {
    county.emptyHands("worker2", "worker3");
  }

  @Test
  void withoutSignalWhatWasNotAskedIsFilledInAndTheReportSaysWhatCameOfIt() {
    UUID order = working();
    try (Browsers browsers = new Browsers()) {
      BrowserContext phone = browsers.phone();
      Page page = signedIn(phone);
      open(page, order);
      assertThat(page.locator(test("unanswered"))).isVisible();

      phone.setOffline(true);
      page.locator(test("answer")).click();
      page.locator(test("place-field-spot")).fill("小学门口第二盏");
      page.locator(test("answer-send")).click();
      page.locator(test("report")).click();
      page.locator(test("report-text")).fill("换了三个灯泡，都亮了。");
      page.locator(test("place-field-repaired")).selectOption("mended");
      page.locator(test("place-field-cost")).fill("很多");
      page.locator(test("report-send")).click();
      assertThat(page.locator("[role=alert]").first()).isVisible();
      page.locator(test("place-field-cost")).fill("86");
      picture(page, "field-report-results");
      page.locator(test("report-send")).click();
      assertThat(page.locator(test("report-send"))).hasCount(0);
      assertThat(county.clerk().get("/api/orders/" + order).text("card.state"))
          .isEqualTo("WORKING");

      phone.setOffline(false);
      page.waitForCondition(
          () -> "REPORTED".equals(county.clerk().get("/api/orders/" + order).text("card.state")));
      Answer read = county.clerk().get("/api/orders/" + order);
      assertThat(String.valueOf(read.body().get("fields"))).contains("小学门口第二盏");
      assertThat(read.body().get("results").valueStream().map(one -> one.get("value").asString()))
          .containsExactly("Mended", "86");
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  @Test
  void whoeverLeadsAJointOrderSeesItsPartsAndSaysWhetherOneIsDone() {
    UUID lead = working();
    UUID part = Ids.next();
    done(
        "dispatcher",
        "order.add-part",
        Map.of("orderId", lead, "partId", part, "kind", "public-facility", "text", "把线路查一遍"));
    done("dispatcher", "dispatch.open", Map.of("orderId", part));
    done("worker3", "dispatch.claim", Map.of("orderId", part));
    done("worker3", "order.start", Map.of("orderId", part));
    done("worker3", "order.report", Map.of("orderId", part, "text", "线路查过了"));
    try (Browsers browsers = new Browsers()) {
      Page page = signedIn(browsers.phone());
      open(page, lead);
      picture(page, "field-parts");
      page.locator(test("parts")).locator("a").first().click();
      page.locator(test("solve")).click();

      page.waitForCondition(
          () -> "SOLVED".equals(county.clerk().get("/api/orders/" + part).text("card.state")));
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  private UUID working() {
    UUID order = county.open();
    done("worker2", "dispatch.claim", Map.of("orderId", order));
    done("worker2", "order.start", Map.of("orderId", order));
    return order;
  }

  private void done(String login, String type, Map<String, ?> body) {
    Answer answer = county.as(login).command(type, body);
    assertThat(answer.isDone()).as("%s %s", type, answer).isTrue();
  }

  private void open(Page page, UUID order) {
    String number = county.clerk().get("/api/orders/" + order).text("card.number");
    page.locator(test("tab-active")).click();
    page.locator(test("order-card-" + number)).click();
    assertThat(page.locator(test("report"))).isVisible();
  }

  private Page signedIn(BrowserContext phone) {
    Page page = phone.newPage();
    page.navigate(county.address() + "/field/");
    page.locator(test("login")).fill("worker2");
    page.locator(test("password")).fill(County.PASSWORD);
    page.locator(test("sign-in")).click();
    page.locator(test("pin")).pressSequentially(PIN);
    page.locator(test("pin")).pressSequentially(PIN);
    assertThat(page.locator(test("tab-active"))).isVisible();
    return page;
  }
}

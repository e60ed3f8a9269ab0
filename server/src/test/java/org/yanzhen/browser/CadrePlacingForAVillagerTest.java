package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.support.Api;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

@YanzhenTest
class CadrePlacingForAVillagerTest {

  private static final String PIN = "135790";

  @Autowired County county;

  @Test
  void anOrderWithASignatureIsTakenDownWithoutSignalAndHasItsNumberWithIt() {
    try (Browsers browsers = new Browsers()) {
      BrowserContext phone = browsers.phone();
      Page page = signedIn(phone);
      page.locator(test("place-order")).click();
      assertThat(page.locator(test("place-kind-find"))).isVisible();

      phone.setOffline(true);
      page.locator(test("place-kind-equipment-slot")).click();
      // What was known of its week when there was signal, and of when that is.
      assertThat(page.locator(test("place-outlook"))).containsText("周");
      assertThat(page.locator(test("place-as-of"))).containsText("的情况");
      picture(page, "phone-outlook");
      page.locator(test("place-send")).click();
      assertThat(page.locator("[role=alert]").first()).isVisible();
      page.locator(test("place-text")).fill("晚稻要收，田在坝上，机器进得去。");
      page.locator(test("place-field-what")).selectOption("harvester");
      page.locator(test("place-field-amount")).fill("12");
      page.locator(test("place-field-from")).fill("2026-12-01");
      signs(page, page.locator(test("place-field-consent-pad")));
      page.locator(test("place-field-consent-take")).click();
      page.locator(test("place-village")).fill("村");
      page.locator(test("place-village-option")).first().click();
      page.locator(test("place-name")).fill("向小禾");
      picture(page, "field-place");
      page.locator(test("place-send")).click();
      assertThat(page.locator(test("place-receipt"))).isVisible();
      assertThat(page.locator(test("place-number"))).isHidden();

      phone.setOffline(false);
      assertThat(page.locator(test("place-number"))).isVisible();
      String number = page.locator(test("place-number")).innerText().strip();
      picture(page, "field-placed");

      Api clerk = county.clerk();
      String id = clerk.get("/api/orders?text=" + number).text("items.0.id");
      JsonNode order = clerk.get("/api/orders/" + id).body();
      assertThat(order.at("/card/source").asString()).isEqualTo("FIELD");
      assertThat(order.at("/card/askedBy").asString()).startsWith("向");
      assertThat(order.get("attachments").toString() + order.get("fields")).contains("PICTURE");
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  private Page signedIn(BrowserContext phone) {
    Page page = phone.newPage();
    page.navigate(county.address() + "/field/");
    page.locator(test("login")).fill("worker1");
    page.locator(test("password")).fill(County.PASSWORD);
    page.locator(test("sign-in")).click();
    page.locator(test("pin")).pressSequentially(PIN);
    page.locator(test("pin")).pressSequentially(PIN);
    return page;
  }

  private static void signs(Page page, Locator pad) {
    pad.scrollIntoViewIfNeeded();
    BoundingBox box = pad.boundingBox();
    page.mouse().move(box.x + 30, box.y + 40);
    page.mouse().down();
    for (int i = 0; i < 40; i++) {
      page.mouse().move(box.x + 30 + i * 5, box.y + 60 + 30 * Math.sin(i / 4.0));
    }
    page.mouse().up();
  }
}

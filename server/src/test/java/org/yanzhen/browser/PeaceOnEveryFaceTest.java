package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.support.Api;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

/**
 * How somebody wants to be told, said on the telephone, seen at the order, and set on the phone.
 */
@YanzhenTest
class PeaceOnEveryFaceTest {

  private static final String PIN = "135790";

  @Autowired County county;

  @Test
  void aClerkSaysTheWordsNotesTheAnswerAndSeesWhatWasSaidBefore() {
    String number = "135" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
    UUID order = county.placedFrom(number);
    try (Browsers browsers = new Browsers()) {
      BrowserContext context = browsers.desk();
      Page desk = context.newPage();
      desk.navigate(county.address() + "/desk/");
      desk.locator(test("login")).fill("clerk");
      desk.locator(test("password")).fill(County.PASSWORD);
      desk.locator(test("password")).press("Enter");
      assertThat(desk.locator(test("nav-calls"))).isVisible();
      desk.navigate(county.address() + "/desk/calls/new?from=" + number);
      assertThat(desk.locator(test("wish-how"))).containsText("短信");
      assertThat(desk.locator(test("wish-history"))).hasCount(0);

      desk.locator(test("wish-change")).click();
      assertThat(desk.locator(test("wish-words"))).containsText("TD");
      desk.locator(test("wish-CALL")).click();
      desk.locator("input" + test("wish-from")).fill("12:30");
      desk.locator("input" + test("wish-to")).fill("12:30");
      desk.locator(test("wish-keep")).click();
      assertThat(desk.locator(test("wish-wrong"))).isVisible();
      desk.locator("input" + test("wish-to")).fill("14:30");
      picture(desk, "wish-call-form");
      desk.locator(test("wish-keep")).click();
      assertThat(desk.locator(test("wish-own"))).containsText("12:30");

      desk.navigate(county.address() + "/desk/orders/" + order);
      assertThat(desk.locator(test("wish-how"))).containsText("只打电话");
      desk.locator(test("wish-change")).click();
      desk.locator(test("wish-TEXT_ONLY")).click();
      desk.locator(test("wish-keep")).click();
      assertThat(desk.locator(test("wish-how"))).containsText("只发短信");
      desk.locator(test("wish-history")).click();
      assertThat(desk.locator(test("wish-statement"))).hasCount(2);
      assertThat(desk.locator(test("wish-statement")).last()).containsText("只打电话");
      desk.locator(test("wish-said")).scrollIntoViewIfNeeded();
      picture(desk, "wish-order-history");
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  @Test
  void whoServesSetsTheirHoursWithoutSignal() {
    Api worker = county.as("worker1");
    try (Browsers browsers = new Browsers()) {
      BrowserContext phone = browsers.phone();
      Page page = phone.newPage();
      page.navigate(county.address() + "/field/");
      page.locator(test("login")).fill("worker1");
      page.locator(test("password")).fill(County.PASSWORD);
      page.locator(test("sign-in")).click();
      page.locator(test("pin")).pressSequentially(PIN);
      page.locator(test("pin")).pressSequentially(PIN);
      assertThat(page.locator(test("tab-board"))).isVisible();
      page.locator(test("nav-me")).click();
      page.locator(test("told")).click();
      assertThat(page.locator(test("told-form"))).isVisible();

      phone.setOffline(true);
      page.locator(test("told-CALL")).check();
      page.locator(test("told-from")).fill("22:00");
      page.locator(test("told-send")).click();
      assertThat(page.locator(test("told-wrong"))).isVisible();
      page.locator(test("told-to")).fill("08:30");
      picture(page, "wish-field");
      page.locator(test("told-send")).click();
      assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/me"));
      phone.setOffline(false);
      page.waitForCondition(() -> "22:00".equals(worker.get("/api/wish").text("ownFrom")));
      page.locator(test("told")).click();
      assertThat(page.locator(test("told-said"))).not().hasCount(0);
      assertThat(page.locator(test("told-CALL"))).isChecked();
      assertThat(browsers.complaints()).isEmpty();
    } finally {
      worker.command("notice.prefer-mine", Map.of("language", "ZH", "consent", "ANY"));
    }
  }
}

package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class ClerkOnTheTelephoneTest {

  @Autowired County county;

  @Test
  void aCallIsTakenReadBackAndPlacedAndTheWindowCallsTheNext() {
    Map<String, Object> earlier = county.request();
    earlier.put("requesterPhone", "13900001234");
    assertThat(county.clerk().command("order.place", earlier).isDone()).isTrue();
    UUID order = (UUID) earlier.get("orderId");
    county
        .clerk()
        .command("hall.promise-call-back", Map.of("callBackId", Ids.next(), "orderId", order));

    try (Browsers browsers = new Browsers()) {
      BrowserContext context = browsers.desk();
      Page desk = context.newPage();
      desk.navigate(county.address() + "/desk/");
      desk.locator(test("login")).fill("clerk");
      desk.locator(test("password")).fill(County.PASSWORD);
      desk.locator(test("password")).press("Enter");
      assertThat(desk.locator(test("nav-calls"))).isVisible();

      // The telephone system's link: the number does not stay in the address.
      desk.navigate(county.address() + "/desk/calls/new?from=13900001234");
      assertThat(desk.locator(test("call-about"))).hasCount(1);
      assertThat(desk.url()).doesNotContain("13900001234");
      desk.locator(test("call-kind-words")).fill("路灯");
      desk.locator(test("call-kind-public-facility")).click();
      desk.locator(test("call-text")).fill("桥头的路灯又不亮了");
      assertThat(desk.locator(test("call-script"))).containsText("桥头的路灯又不亮了");
      picture(desk, "hall-call");

      // Half-written words survive a reload.
      desk.reload();
      assertThat(desk.locator(test("call-text"))).hasValue("桥头的路灯又不亮了");
      // They talk about the earlier one, too; what is placed is another.
      desk.locator(test("call-about")).click();
      desk.locator(test("call-division")).fill(county.village().name());
      desk.locator(test("division-option")).first().click();
      desk.locator(test("new-field-facility")).first().click();
      desk.locator(".el-select-dropdown__item:visible").nth(2).click();
      desk.locator(test("call-place")).click();
      assertThat(desk.locator(test("call-order"))).hasCount(0);
      assertThat(desk.locator(test("call-also")).first().locator("a"))
          .hasAttribute("href", "/desk/orders/" + order);

      desk.locator(test("nav-call-backs")).click();
      assertThat(desk.locator(test("call-back")).first()).isVisible();
      picture(desk, "hall-call-backs");

      desk.locator(test("nav-windows")).click();
      desk.locator(test("draw")).click();
      assertThat(desk.locator(test("given"))).containsText("A0");
      desk.locator(test("call-next")).click();
      assertThat(desk.locator(test("at-window"))).isVisible();
      picture(desk, "hall-windows");
      String screen = desk.locator(test("windows-display")).getAttribute("href");

      Page wall = context.newPage();
      wall.setViewportSize(1920, 1080);
      wall.navigate(county.address() + screen);
      assertThat(wall.locator(".calls li")).hasCount(1);
      picture(wall, "hall-screen");
      wall.close();

      desk.navigate(county.address() + "/desk/orders/" + order);
      Locator folder = desk.locator(test("folder"));
      folder.locator(test("paper-label")).fill("户口簿");
      folder.locator(test("take-paper")).click();
      assertThat(desk.locator(test("originals"))).isVisible();
      folder.scrollIntoViewIfNeeded();
      picture(desk, "hall-folder");
      folder.locator("summary").click();
      folder.locator("details a").first().click();
      assertThat(desk.locator(test("slip"))).containsText("户口簿");
      picture(desk, "hall-slip");
      assertThat(browsers.complaints()).isEmpty();
    }
  }
}

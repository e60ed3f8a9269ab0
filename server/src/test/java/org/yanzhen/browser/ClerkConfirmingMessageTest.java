package org.yanzhen.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

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
class ClerkConfirmingMessageTest {

  @Autowired County county;

  @Test
  void aMessageBecomesAnOrderInThreeClicks() {
    UUID item = Ids.next();
    county
        .clerk()
        .command(
            "hall.receive",
            Map.of(
                "itemId",
                item,
                "source",
                "message-board",
                "sourceId",
                item.toString(),
                "subject",
                "桥头的垃圾三天没人清",
                "text",
                "桥头垃圾池满了三天，天热味道大，请安排清运。",
                "placedAt",
                "2099-12-31T00:00:00Z",
                "requester",
                "A0001"));
    try (Browsers browsers = new Browsers()) {
      Page desk = browsers.desk().newPage();
      desk.navigate(county.address() + "/desk/");
      desk.locator(test("login")).fill("clerk");
      desk.locator(test("password")).fill(County.PASSWORD);
      desk.locator(test("sign-in")).click();
      desk.locator(test("nav-intake")).click();

      desk.locator("[data-source-id=\"" + item + "\"]").click();
      desk.locator(test("intake-kind-public-facility")).click();
      picture(desk, "desk-intake");
      desk.locator(test("intake-confirm")).click();

      desk.waitForCondition(
          () -> "CONFIRMED".equals(county.clerk().get("/api/intake/" + item).text("state")));
      assertThat(browsers.complaints()).isEmpty();
    }
  }
}

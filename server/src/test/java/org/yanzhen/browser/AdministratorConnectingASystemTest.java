package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

/** Another system is let in, sends, is trusted and ended, all at the desk. */
@YanzhenTest
class AdministratorConnectingASystemTest {

  @Autowired County county;

  @Test
  void aSystemIsConnectedSendsIsTrustedAndEnded() {
    String name = "桥头水位计 " + Ids.next().toString().substring(30);
    try (Browsers browsers = new Browsers()) {
      Page desk = signedIn(browsers, "admin");
      desk.locator(test("account")).click();
      desk.locator(test("to-systems")).click();
      desk.locator(test("system-new")).click();
      desk.locator(test("system-name")).fill(name);
      desk.locator(test("system-create")).click();
      assertThat(desk.locator(test("system-token"))).isVisible();
      String token = desk.locator(test("system-token")).innerText();
      picture(desk, "desk-system-token");
      desk.locator(test("secret-seen")).click();
      assertThat(desk.locator(test("system-token"))).hasCount(0);
      Locator row = desk.locator(test("system-row")).filter(with(name));
      assertThat(row.locator(test("system-used"))).containsText("还没用过");

      Api system = Api.bearing(county.address(), token);
      Answer alert = system.post("/api/send-in", alert("b1", name));
      assertThat(alert.text("became")).isEqualTo("WAITING_FOR_A_PERSON");
      desk.reload();
      assertThat(row.locator(test("system-used"))).containsText("最近一次用");
      row.locator(test("system-trust")).click();
      desk.locator("[aria-expanded] input[aria-label], .sure input").first().click();
      desk.locator(
              ".el-select-dropdown__item:visible", new Page.LocatorOptions().setHasText("公共设施"))
          .first()
          .click();
      desk.keyboard().press("Escape");
      row.locator(test("system-trust-sure")).click();
      assertThat(row.locator(test("system-trusted"))).containsText("公共设施");
      picture(desk, "desk-systems");

      Answer order = system.post("/api/send-in", alert("b2", name));
      assertThat(order.text("became")).isEqualTo("ORDER");
      Page clerk = signedIn(browsers, "clerk");
      clerk.navigate(county.address() + "/desk/orders?text=" + order.text("number"));
      assertThat(clerk.locator(test("row-source")).first()).containsText("警报");
      picture(clerk, "desk-order-alert");
      // Others' messages fill the first page.
      clerk.navigate(
          county.address()
              + "/desk/intake?text="
              + URLEncoder.encode(name, StandardCharsets.UTF_8));
      Locator item = clerk.locator(test("intake-row")).filter(with(name));
      assertThat(item.locator(test("intake-alert"))).isVisible();
      item.click();
      assertThat(clerk.locator(test("intake-said"))).containsText(name);
      assertThat(clerk.locator(test("intake-said"))).containsText("公共设施");
      picture(clerk, "desk-intake-alert");
      clerk.locator(test("intake-confirm")).click();
      assertThat(clerk.locator(test("intake-said"))).hasCount(0);
      assertThat(system.get("/api/send-in?id=b1").text("became")).isEqualTo("ORDER");

      row.locator(test("system-end")).click();
      row.locator(test("system-end-sure")).click();
      assertThat(row.locator(test("system-ended"))).isVisible();
      assertThat(system.post("/api/send-in", alert("b3", name)).status()).isEqualTo(401);
      desk.locator(test("language")).click();
      assertThat(row.locator(test("system-ended"))).containsText("ended");
      picture(desk, "desk-systems-en");
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  @Test
  void anExchangeIsLetRingAndNoMore() {
    String name = "总机 " + Ids.next().toString().substring(30);
    try (Browsers browsers = new Browsers()) {
      Page desk = signedIn(browsers, "admin");
      desk.navigate(county.address() + "/desk/systems");
      desk.locator(test("system-new")).click();
      desk.locator(test("system-name")).fill(name);
      desk.locator(test("system-may-ring")).click();
      desk.locator(test("system-create")).click();
      Api exchange = Api.bearing(county.address(), desk.locator(test("system-token")).innerText());
      Locator row = desk.locator(test("system-row")).filter(with(name));
      assertThat(row.locator(test("system-rings"))).containsText("可以响铃");
      assertThat(exchange.post("/api/send-in/ring", Map.of("id", "1")).isDone()).isTrue();
      picture(desk, "desk-system-rings");

      row.locator(test("system-ring")).click();
      row.locator(test("system-ring-sure")).click();
      assertThat(row.locator(test("system-rings"))).hasCount(0);
      assertThat(exchange.post("/api/send-in/ring", Map.of("id", "2")).code())
          .isEqualTo("access.forbidden");
      desk.locator(test("language")).click();
      row.locator(test("system-ring")).click();
      assertThat(row.locator(test("system-ring-sure"))).containsText("Let it ring");
      row.locator(test("system-ring-sure")).click();
      assertThat(row.locator(test("system-rings"))).containsText("lets calls ring");
      assertThat(exchange.post("/api/send-in/ring", Map.of("id", "2")).isDone()).isTrue();
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  private static Locator.FilterOptions with(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Map<String, Object> alert(String id, String name) {
    return Map.of(
        "id",
        id,
        "as",
        "ALERT",
        "kind",
        "public-facility",
        "urgency",
        "URGENT",
        "subject",
        "水位超过警戒线 " + name,
        "text",
        "读数 3.2 米，超过警戒线 0.4 米。");
  }

  private Page signedIn(Browsers browsers, String login) {
    Page page = browsers.desk().newPage();
    page.navigate(county.address() + "/desk/");
    page.locator(test("login")).fill(login);
    page.locator(test("password")).fill(County.PASSWORD);
    page.locator(test("sign-in")).click();
    page.locator(test("order-list")).waitFor();
    return page;
  }
}

package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

/** A drive is opened, an order put into it and raised; the list shows both, and the year filter. */
@YanzhenTest
class DispatcherWithTwoTracksTest {

  @Autowired County county;
  @Autowired Divisions divisions;

  @Test
  void opensACampaignPutsAnOrderIntoItAndRaisesIt() {
    Division village =
        divisions.villagesBelow(divisions.findByCode("431224").orElseThrow().id()).get(230);
    Division township = divisions.get(village.parentId());
    UUID order = placed(village);
    String name = "送暖心愿行动" + order.toString().substring(30);

    try (Browsers browsers = new Browsers()) {
      BrowserContext context = browsers.desk();
      Page desk = context.newPage();
      desk.navigate(county.address() + "/desk/");
      desk.locator(test("login")).fill("dispatcher");
      desk.locator(test("password")).fill(County.PASSWORD);
      desk.locator(test("sign-in")).click();
      desk.locator(test("nav-campaigns")).click();
      desk.locator(test("campaign-new")).click();
      desk.locator("#campaign-zh").fill(name);
      desk.locator("#campaign-en").fill("Winter wishes");
      desk.locator(test("campaign-body")).click();
      desk.locator(".el-select-dropdown__item:visible").first().click();
      picture(desk, "desk-campaign-new");
      desk.locator(test("campaign-create")).click();
      assertThat(desk.locator(test("campaign-row")).filter(has(name))).isVisible();
      picture(desk, "desk-campaigns");

      desk.navigate(county.address() + "/desk/orders/" + order);
      assertThat(desk.locator(test("order-track"))).containsText("常态");
      assertThat(desk.locator(test("tier"))).containsText(village.name());
      desk.locator(test("set-track")).click();
      desk.locator(test("set-track-campaign")).click();
      desk.locator(".el-select-dropdown__item:visible").filter(has(name)).click();
      desk.locator(test("set-track-send")).click();
      assertThat(desk.locator(test("order-track"))).containsText(name);

      desk.locator(test("raise")).click();
      desk.locator(test("raise-send")).click();
      assertThat(desk.getByText("请选一个原因。")).isVisible();
      desk.locator(test("raise-reason-LACKS_MEANS")).click();
      picture(desk, "desk-raise");
      desk.locator(test("raise-send")).click();
      assertThat(desk.locator(test("tier"))).containsText(township.name());
      assertThat(desk.locator(test("entry-tier")).first()).containsText(township.name());
      picture(desk, "desk-raised");

      desk.navigate(county.address() + "/desk/orders?filter=raised");
      assertThat(desk.locator("[data-order-id=\"" + order + "\"]")).isVisible();
      desk.navigate(county.address() + "/desk/orders?filter=closed");
      assertThat(desk.locator(test("year"))).isVisible();
      picture(desk, "desk-closed-by-year");

      desk.navigate(county.address() + "/desk/campaigns");
      desk.locator(test("campaign-row")).filter(has(name)).locator(test("campaign-end")).click();
      desk.locator(test("campaign-end-sure")).click();
      assertThat(desk.locator(test("campaign-row")).filter(has(name))).containsText("提前结束");
      desk.setViewportSize(390, 844);
      picture(desk, "phone-campaigns");
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  private static Locator.FilterOptions has(String name) {
    return new Locator.FilterOptions().setHasText(name);
  }

  private UUID placed(Division village) {
    Map<String, Object> body = new HashMap<>(county.request());
    UUID order = Ids.next();
    body.put("orderId", order);
    body.put("kind", "micro-wish");
    body.put("fields", Map.of("wish", "thing"));
    body.put("divisionId", village.id());
    Answer answer = county.clerk().command("order.place", body);
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    return order;
  }
}

package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

/** What changes who answers for an order, its promises or its company, done with the mouse. */
@YanzhenTest
class DispatcherMovingAnOrderTest {

  @Autowired County county;
  @Autowired TestClock clock;

  private Browsers browsers;
  private Page desk;

  @BeforeEach
  void atTheDesk() {
    browsers = new Browsers();
    desk = browsers.desk().newPage();
    desk.navigate(county.address() + "/desk/");
    desk.locator(test("login")).fill("dispatcher");
    desk.locator(test("password")).fill(County.PASSWORD);
    desk.locator(test("sign-in")).click();
    desk.locator(test("order-list")).waitFor();
  }

  @AfterEach
  void nothingBroke() {
    assertThat(browsers.complaints()).isEmpty();
    browsers.close();
  }

  @Test
  void itIsPutOnHoldWithAReasonAndADayAndGoesOn() {
    UUID order = opened(county.placed());
    desk.locator(test("suspend")).click();
    desk.locator(test("suspend-send")).click();
    assertThat(desk.getByRole(AriaRole.ALERT).first()).isVisible();
    desk.locator(test("suspend-reason-WEATHER")).click();
    desk.locator(".el-date-editor input").fill("2099-01-05");
    desk.keyboard().press("Enter");
    desk.locator("textarea[data-test=suspend-text], [data-test=suspend-text] textarea")
        .fill("雨太大，上不了杆");
    desk.locator(test("suspend-send")).click();
    // Nobody may wait for ever: the longest pause is a rule, and it is said.
    assertThat(desk.locator(test("problem")).first()).isVisible();
    desk.locator(".el-date-editor input")
        .fill(
            LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"))
                .plusDays(5)
                .toString());
    desk.keyboard().press("Enter");
    desk.locator(test("suspend-send")).click();
    assertThat(desk.locator(test("suspended"))).isVisible();
    assertThat(state(order)).isEqualTo("SUSPENDED");
    picture(desk, "desk-suspended");

    desk.locator(test("resume")).click();
    desk.locator(test("resume-send")).click();
    assertThat(desk.locator(test("suspended"))).hasCount(0);
    assertThat(state(order)).isEqualTo("WAITING");
  }

  @Test
  void itGoesToAnotherBodyWithAReason() {
    UUID order = opened(county.placed());
    String before = county.clerk().get("/api/orders/" + order).text("card.responsibleBody");
    desk.locator(test("transfer")).click();
    desk.locator(test("transfer-body")).click();
    desk.locator(".el-select-dropdown__item:visible:not(.is-disabled)").first().click();
    desk.locator(test("transfer-reason-NOT_OURS")).click();
    desk.locator(test("transfer-send")).click();
    assertThat(desk.locator(test("thread"))).containsText("转");
    assertThat(county.clerk().get("/api/orders/" + order).text("card.responsibleBody"))
        .isNotEqualTo(before);
  }

  @Test
  void aPartIsAddedAndWaivedWithAReason() {
    UUID order = opened(county.placed());
    desk.locator(test("add-part")).click();
    desk.locator(test("part-kind")).click();
    desk.locator(".el-select-dropdown__item:visible").first().click();
    desk.locator("textarea[data-test=add-part-text], [data-test=add-part-text] textarea")
        .fill("线路也要查一下");
    desk.locator(test("add-part-send")).click();
    assertThat(desk.locator(test("parts")).locator("li")).hasCount(1);
    picture(desk, "desk-parts");
    desk.locator(test("waive")).click();
    desk.locator(test("waive-send")).click();
    assertThat(desk.locator(test("parts")).getByRole(AriaRole.ALERT)).isVisible();
    desk.locator("input[data-test=waive-reason], [data-test=waive-reason] input").fill("线路是新换的");
    desk.locator(test("waive-send")).click();
    assertThat(desk.locator(test("waive"))).hasCount(0);
    assertThat(county.clerk().get("/api/orders/" + order).text("card.openParts")).isEqualTo("0");
  }

  @Test
  void oneOfTwoAlikeGoesIntoTheOtherAndIsTakenApart() {
    UUID other = county.placed();
    String number = county.clerk().get("/api/orders/" + other).text("card.number");
    UUID order = opened(county.placed());
    desk.locator(test("merge")).click();
    desk.locator("input[data-test=merge-into], [data-test=merge-into] input").fill(number);
    desk.locator(".el-select-dropdown__item:visible", option(number)).first().click();
    desk.locator("textarea[data-test=merge-text], [data-test=merge-text] textarea").fill("同一盏灯");
    desk.locator(test("merge-send")).click();
    assertThat(desk.locator(test("merged-into"))).containsText(number);
    assertThat(state(order)).isEqualTo("MERGED");
    desk.locator(test("unmerge")).click();
    desk.locator(test("unmerge-send")).click();
    assertThat(desk.locator(test("merged-into"))).hasCount(0);
    assertThat(state(order)).isEqualTo("WAITING");
  }

  private UUID opened(UUID order) {
    desk.navigate(county.address() + "/desk/orders/" + order);
    assertThat(desk.locator(test("order-number"))).isVisible();
    return order;
  }

  private static Page.LocatorOptions option(String number) {
    return new Page.LocatorOptions().setHasText(number);
  }

  private String state(UUID order) {
    return county.clerk().get("/api/orders/" + order).text("card.state");
  }
}

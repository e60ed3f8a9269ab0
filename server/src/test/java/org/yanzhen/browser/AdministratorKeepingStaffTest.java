package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.Desk;
import org.yanzhen.support.YanzhenTest;

/** From an organisation to somebody who signs in, and back: all that an operator did with curl. */
@YanzhenTest
class AdministratorKeepingStaffTest {

  private static final String NAV_FITS =
      "() => { const nav = document.querySelector('header nav');"
          + " return nav.scrollWidth <= nav.clientWidth + 1 }";

  @Autowired County county;

  private final String mark = Ids.next().toString().substring(28);
  private final String login = "xiaohe-" + mark;

  @Test
  void anOrganisationAPersonAndAnAccountAreAddedAndTheAccountIsLocked() {
    try (Desk desk = Desk.of(county, "admin");
        Browsers others = new Browsers()) {
      desk.find("account").click();
      desk.find("to-staff").click();
      assertThat(desk.find("staff-row").first()).isVisible();
      desk.looksWhole("desk-staff");

      addOrganisation(desk);
      addPerson(desk);
      desk.find("skill-new").click();
      desk.find("skill-what").click();
      option(desk, "供水管护");
      desk.find("skill-evidence").fill("看过证书");
      desk.find("skill-verifier").fill("水管站");
      desk.looksWhole("desk-staff-skill");
      desk.find("skill-keep").click();
      assertThat(desk.find("skill-row")).containsText("能独立做");

      String password = addAccount(desk);
      assertThat(desk.find("person-to-account")).hasText(login);
      desk.looksWhole("desk-staff-person");

      Page theirs = others.desk().newPage();
      signIn(theirs, password);
      assertThat(theirs.locator(test("order-list"))).isVisible();

      desk.find("person-to-account").click();
      Locator row = desk.find("account-" + login);
      assertThat(row.locator(test("account-may"))).containsText("代办员");
      row.locator(test("account-lock")).click();
      assertThat(row.getByRole(AriaRole.FORM)).containsText("马上不能登录");
      desk.looksWhole("desk-accounts-lock");
      row.locator(test("account-sure")).click();
      assertThat(row.locator(test("account-locked"))).isVisible();
      desk.inEnglish();
      assertThat(row.locator(test("account-locked"))).containsText("locked");
      desk.looksWhole("desk-accounts-en");

      theirs.reload();
      signIn(theirs, password);
      assertThat(theirs.locator(test("problem"))).containsText("管理员把它锁了");
      assertThat(others.complaints()).isEmpty();
      onAPhone(desk);
    }
  }

  @Test
  void whatIsWrongStandsAtItsField() {
    try (Desk desk = Desk.of(county, "admin")) {
      desk.open("/staff/accounts");
      desk.find("account-new").click();
      desk.find("account-create").click();
      assertThat(desk.find("wrong-login")).hasText("还没填");
      desk.find("account-login").fill("clerk");
      desk.find("account-name").fill("重名");
      desk.find("account-create").click();
      assertThat(desk.find("wrong-login")).containsText("换一个账号名");
      desk.find("right-drop").click();
      assertThat(desk.find("wrong-grants")).isVisible();
      picture(desk.page(), "desk-account-wrong");

      desk.open("/staff/bodies");
      desk.find("body-new").click();
      desk.find("body-name").fill("又一个" + mark);
      desk.find("body-code").fill("水管站");
      desk.find("body-keep").click();
      assertThat(desk.find("wrong-code")).containsText("小写字母");
    }
  }

  @Test
  void whatTheBarHasNoRoomForStandsUnderMore() {
    try (Desk desk = Desk.of(county, "dispatcher")) {
      assertThat(desk.find("nav-more")).isHidden();
      assertThat(desk.find("nav-outbox")).isVisible();
      desk.inEnglish();
      desk.looksWhole("desk-bar-en");
      assertThat(desk.find("nav-more")).isVisible();
      assertThat((Boolean) desk.page().evaluate(NAV_FITS)).isTrue();
      // By keyboard alone.
      desk.find("nav-more").focus();
      desk.page().keyboard().press("Enter");
      assertThat(desk.find("nav-outbox")).isVisible();
      desk.looksWhole("desk-bar-more-en");
      desk.find("nav-outbox").focus();
      desk.page().keyboard().press("Enter");
      assertThat(desk.page()).hasURL(Pattern.compile(".*/desk/outbox$"));
      desk.page().setViewportSize(1000, 800);
      assertThat(desk.find("nav-more")).isVisible();
      desk.page().waitForFunction(NAV_FITS);
      desk.page().setViewportSize(2400, 900);
      assertThat(desk.find("nav-more")).isHidden();
      desk.page().setViewportSize(390, 844);
      assertThat(desk.find("nav-more")).isHidden();
    }
  }

  private void addOrganisation(Desk desk) {
    desk.find("staff-tab-bodies").click();
    desk.find("body-new").click();
    desk.find("body-name").fill("水管站" + mark);
    desk.find("body-code").fill("water-" + mark);
    desk.looksWhole("desk-body-form");
    desk.find("body-keep").click();
    desk.find("search").fill(mark);
    assertThat(desk.find("body-water-" + mark)).containsText("水管站" + mark);
  }

  private void addPerson(Desk desk) {
    desk.find("staff-tab-people").click();
    desk.find("person-new").click();
    desk.find("person-name").fill("小禾" + mark);
    desk.find("person-phone").fill("0745-0900088");
    desk.find("post-title").fill("水管员");
    desk.find("post-body").click();
    option(desk, "水管站" + mark);
    // Nobody else's order shall be sent to somebody who is only tried out.
    desk.find("post-serving").click();
    desk.looksWhole("desk-person-form");
    desk.find("person-keep").click();
    assertThat(desk.find("person-account")).isVisible();
    desk.find("staff-back").click();
    desk.find("search").fill("水管站" + mark);
    Locator row = desk.find("staff-row");
    assertThat(row).hasCount(1);
    assertThat(row).containsText("水管员 · 水管站" + mark);
    row.click();
  }

  private String addAccount(Desk desk) {
    desk.find("person-add-account").click();
    desk.find("account-login").fill(login);
    desk.find("right-role").click();
    option(desk, "代办员");
    desk.looksWhole("desk-account-form");
    desk.find("account-create").click();
    assertThat(desk.find("account-password")).isVisible();
    String password = desk.find("account-password").innerText();
    picture(desk.page(), "desk-account-password");
    desk.find("secret-seen").click();
    assertThat(desk.find("account-password")).hasCount(0);
    return password;
  }

  private void onAPhone(Desk desk) {
    desk.page().setViewportSize(390, 844);
    for (Map.Entry<String, String> page :
        List.of(
            Map.entry("people", "staff-row"),
            Map.entry("accounts", "accounts"),
            Map.entry("bodies", "bodies"),
            Map.entry("people/new", "person-form"))) {
      desk.open("/staff/" + page.getKey());
      assertThat(desk.find(page.getValue()).first()).isVisible();
      desk.looksWhole("phone-staff-" + page.getKey().replace('/', '-'));
    }
  }

  private void signIn(Page page, String password) {
    page.navigate(county.address() + "/desk/");
    page.locator(test("login")).fill(login);
    page.locator(test("password")).fill(password);
    page.locator(test("sign-in")).click();
  }

  private static void option(Desk desk, String words) {
    desk.page()
        .locator(".el-select-dropdown__item:visible")
        .filter(new Locator.FilterOptions().setHasText(words))
        .first()
        .click();
  }
}

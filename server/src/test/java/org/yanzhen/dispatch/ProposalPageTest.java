package org.yanzhen.dispatch;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.order.OrderState;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;

/** A dispatcher who has never heard of a solver gives out a morning's orders. */
@YanzhenTest
class ProposalPageTest {

  @Autowired ApplicationContext context;
  @Autowired Divisions divisions;
  @Autowired County county;

  @Test
  void whatWouldChangeIsReadTickedAndSent() {
    Scene scene = Scene.in(context, quietVillage());
    String kind = scene.kind("page", scene.body, List.of("OFFER"), Map.of(), "RESTRICTED");
    String rare =
        scene.kind("rare", scene.body, List.of("OFFER"), Map.of("electrical", 2), "RESTRICTED");
    UUID near = scene.person("舒大川");
    UUID far = scene.person("向明德", farVillage(scene.village()), scene.body);
    UUID told = scene.placed(kind);
    Scene.done(scene.offer(told, far, "先派着", true));
    UUID first = scene.placed(kind);
    UUID second = scene.placed(kind);
    scene.placed(rare);
    // Proposals of others for the township or the county would be seen here, too.
    Sql.owner().sql("delete from dispatch.proposal_line where realm = 1").update();
    Sql.owner().sql("delete from dispatch.proposal where realm = 1").update();
    String login = "page-" + scene.village().id();
    scene.account(login, "DISPATCHER", scene.village());

    try (Browsers browsers = new Browsers()) {
      BrowserContext desk = browsers.desk();
      Page page = desk.newPage();
      page.navigate(county.address() + "/desk/proposal");
      page.locator(test("login")).fill(login);
      page.locator(test("password")).fill(County.PASSWORD);
      page.locator(test("sign-in")).click();
      assertThat(page.locator(test("proposal-empty"))).isVisible();
      assertThat(page.locator(test("proposal-ask"))).containsText(scene.village().name());
      assertThat(page.locator(test("proposal-ask"))).containsText("3 单");
      // The hour of the county is not a village's to set.
      assertThat(page.locator(test("daily"))).isVisible();
      assertThat(page.locator(test("daily-change"))).hasCount(0);
      picture(page, "desk-proposal-empty");

      page.locator(test("propose")).click();
      Locator proposal = page.locator(test("proposal"));
      assertThat(proposal.locator(test("proposal-table"))).isVisible();
      assertThat(proposal.locator(test("proposal-figures"))).containsText("2 有人去");
      assertThat(proposal.locator(test("proposal-left"))).containsText("暂时没人去");
      assertThat(page.locator(test("proposal-" + told))).hasCount(0);
      picture(page, "desk-proposal");

      // The keyboard ticks one off; what is sent is what is ticked.
      page.locator(test("tick-" + second)).press("Space");
      assertThat(page.locator(test("take"))).containsText("1 单");
      page.locator("body").press("a");
      assertThat(page.locator(test("proposal-answer"))).containsText("要派 1 单");
      picture(page, "desk-proposal-confirm");
      page.keyboard().press("Enter");
      assertThat(page.locator(test("proposal-" + first))).containsText("派出去了");
      assertThat(page.locator(test("tick-" + second))).not().isChecked();
      assertThat(scene.state(first)).isEqualTo(OrderState.OFFERED);
      assertThat(scene.state(second)).isEqualTo(OrderState.WAITING);
      page.locator(test("drop")).click();
      assertThat(proposal).hasAttribute("data-state", "DROPPED");

      // At a price the told order moves, too; the words say so.
      page.locator(test("with-told")).check();
      page.locator(test("price")).fill("1");
      page.locator(test("propose")).click();
      assertThat(page.locator(test("proposal-" + told))).containsText("从 向明德 改派");
      page.locator(test("proposal-" + told)).getByText("细账").click();
      assertThat(page.locator(test("proposal-" + told))).containsText("已经告诉过别人");
      assertThat(page.locator(test("proposal-history"))).containsText("没采用");
      picture(page, "desk-proposal-moved");
      page.setViewportSize(390, 844);
      picture(page, "phone-proposal");
      page.setViewportSize(1440, 900);
      page.locator(test("language")).click();
      assertThat(page.locator(test("proposal-" + told))).containsText("instead of 向明德");
      picture(page, "desk-proposal-en");
      page.setViewportSize(390, 844);
      picture(page, "phone-proposal-en");
      page.setViewportSize(1440, 900);
      page.locator(test("take")).click();
      page.locator(test("take-yes")).click();
      assertThat(proposal).hasAttribute("data-state", "TAKEN");
      assertThat(scene.with(told)).isEqualTo(near);
      picture(page, "desk-proposal-taken");
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  @Test
  void theHourOfTheDaysProposalIsSetAtTheDesk() {
    try (Browsers browsers = new Browsers()) {
      Page page = browsers.desk().newPage();
      page.navigate(county.address() + "/desk/proposal");
      page.locator(test("login")).fill("dispatcher");
      page.locator(test("password")).fill(County.PASSWORD);
      page.locator(test("sign-in")).click();
      Locator daily = page.locator(test("daily"));
      assertThat(daily).containsText("不会自动排");

      daily.locator(test("daily-change")).click();
      daily.locator(test("daily-hour")).fill("23:59");
      picture(page, "desk-proposal-hour");
      daily.locator(test("daily-save")).click();
      assertThat(daily).containsText("每天 23:59 自动排一份");
      assertThat(daily).containsText("定的");

      daily.locator(test("daily-change")).click();
      daily.locator(test("daily-never")).click();
      assertThat(daily).containsText("不会自动排");
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  /** In another township: far enough that giving an order back is worth it. */
  private Division farVillage(Division village) {
    return divisions.children(divisions.findByCode("431224").orElseThrow().id()).stream()
        .filter(township -> !village.path().startsWith(township.path()))
        .flatMap(township -> divisions.villagesBelow(township.id()).stream().limit(1))
        .findFirst()
        .orElseThrow();
  }

  private Division quietVillage() {
    List<Division> all = divisions.villagesBelow(divisions.findByCode("431224").orElseThrow().id());
    return all.subList(100, all.size()).stream()
        .filter(
            village ->
                Sql.owner()
                        .sql("select count(*) from orders.orders where area like :path")
                        .param("path", village.path() + "%")
                        .query(Integer.class)
                        .single()
                    == 0)
        .findFirst()
        .orElseThrow();
  }
}

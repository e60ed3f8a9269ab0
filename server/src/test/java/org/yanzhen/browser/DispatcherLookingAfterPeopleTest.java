package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.dispatch.Scene;
import org.yanzhen.place.Divisions;
import org.yanzhen.support.County;
import org.yanzhen.support.Desk;
import org.yanzhen.support.YanzhenTest;

/** Who got what, and who is away. */
@YanzhenTest
class DispatcherLookingAfterPeopleTest {

  @Autowired ApplicationContext context;
  @Autowired County county;
  @Autowired Divisions divisions;

  @Test
  void aFigureOfWhoGotWhatLeadsToItsOrdersAndAllOfItToASheet() {
    Scene scene = Scene.at(context, 21);
    UUID person = scene.person("甲分到");
    UUID order = scene.accepted(kind(scene), person);
    try (Desk desk = Desk.of(county, "dispatcher")) {
      desk.find("nav-fairness").click();
      desk.find("fairness-place").fill(scene.village().name());
      desk.find("division-option")
          .filter(has(divisions.get(scene.village().parentId()).name()))
          .first()
          .click();
      desk.page().getByText("看", exactly()).click();
      assertThat(desk.find("line-" + person)).containsText("甲分到");
      Locator figures = desk.find("line-" + person).getByRole(AriaRole.BUTTON);
      assertThat(figures).hasText(new String[] {"1", "1"});

      figures.last().click();
      Locator behind = desk.find("fairness-orders");
      assertThat(behind.locator("h2")).hasText("甲分到 · 接了");
      assertThat(behind.locator("li")).containsText("已接单");
      assertThat(behind).isInViewport();
      assertThat(behind).isFocused();
      desk.looksWhole("desk-fairness");
      assertThat(
              desk.page()
                  .waitForDownload(() -> desk.find("fairness-sheet").click())
                  .suggestedFilename())
          .endsWith(".csv");
      behind.getByRole(AriaRole.LINK).click();
      assertThat(desk.find("order-detail")).isVisible();
      assertThat(desk.page().url()).endsWith("/orders/" + order);
    }
  }

  @Test
  void leaveIsNotedInEnglishAndWhatIsInHandGoesToTheStandIn() {
    Scene scene = Scene.at(context, 25);
    String mark = scene.body.substring(5);
    UUID person = scene.person("甲请假" + mark);
    UUID standIn = scene.person("乙替岗" + mark);
    UUID order = scene.offered(kind(scene), person);
    try (Desk desk = Desk.of(county, "dispatcher")) {
      desk.inEnglish();
      desk.go("nav-absence");
      choose(desk, "standin-person", "甲请假" + mark);
      choose(desk, "standin-deputy", "乙替岗" + mark);
      desk.page().getByText("Keep", exactly()).click();
      assertThat(desk.find("absence-page"))
          .containsText("乙替岗" + mark + " stands in for 甲请假" + mark);

      choose(desk, "leave-person", "甲请假" + mark);
      desk.find("record-leave").click();
      Locator row = desk.find("absences").locator("tr").filter(has("甲请假" + mark));
      assertThat(row).containsText("乙替岗" + mark);
      desk.page().waitForCondition(() -> standIn.equals(scene.with(order)));
      desk.looksWhole("desk-absence-en");

      row.getByRole(AriaRole.BUTTON).click();
      assertThat(row).hasCount(0);
      desk.open("/orders/" + order);
      assertThat(desk.find("thread")).containsText("乙替岗" + mark);
      desk.looksWhole("desk-absence-order-en");
    }
  }

  @Test
  void aPageWithLittleOnItHasNoHoles() {
    try (Desk desk = Desk.of(county, "dispatcher")) {
      desk.find("nav-proposal").click();
      assertThat(desk.find("daily")).isVisible();
      desk.looksWhole("desk-proposal");
      Object widest =
          desk.find("proposal-page")
              .evaluate(
                  """
                  (page) => [...page.children].map((part) => part.getBoundingClientRect())
                    .reduce((gap, part, n, all) => (n ? Math.max(gap, part.top - all[n - 1].bottom) : 0), 0)
                  """);
      assertThat(((Number) widest).doubleValue()).isLessThan(30);
    }
  }

  private static void choose(Desk desk, String field, String name) {
    desk.find(field).fill(name);
    desk.page().locator(".el-autocomplete-suggestion li:visible").filter(has(name)).click();
    assertThat(desk.find(field)).hasValue(name);
  }

  private static String kind(Scene scene) {
    return scene.kind("seen", scene.body, List.of("OFFER"), Map.of());
  }

  private static Locator.FilterOptions has(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }
}

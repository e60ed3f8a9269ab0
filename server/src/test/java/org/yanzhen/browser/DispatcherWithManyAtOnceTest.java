package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

/** Several orders to one person, a group that is kept, a problem that goes on a stage. */
@YanzhenTest
class DispatcherWithManyAtOnceTest {

  @Autowired County county;

  private Browsers browsers;
  private Page desk;
  private final String mark = Ids.next().toString().substring(28);

  @BeforeEach
  void atTheDesk() {
    county.emptyAllHands();
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
  void severalOrdersGoToOnePersonWithEachOrdersOwnAnswerShown() {
    List<UUID> orders = List.of(placed(), placed());
    String first =
        county
            .dispatcher()
            .get("/api/orders/" + orders.getFirst() + "/candidates")
            .text("ranked.0.person.name");

    desk.navigate(county.address() + "/desk/orders?filter=all-open&text=" + mark);
    desk.locator(test("batch")).click();
    Locator ticks = desk.locator("[data-test^=tick-]");
    assertThat(ticks).hasCount(2);
    ticks.nth(0).check();
    ticks.nth(1).check();
    pick("bulk-person", first);
    assertThat(desk.locator(test("bulk-bar")).locator("li")).hasCount(2);
    picture(desk, "desk-bulk");
    if (desk.locator(test("bulk-reason")).count() > 0) {
      desk.locator("input[data-test=bulk-reason], [data-test=bulk-reason] input").fill("同一条路，一趟办完");
    }
    desk.locator("[data-test=bulk-all], [data-test=bulk-possible]").first().click();

    assertThat(desk.locator(test("bulk-bar"))).hasCount(0);
    assertThat(orders)
        .extracting(order -> county.clerk().get("/api/orders/" + order).text("card.state"))
        .contains("OFFERED");
  }

  @Test
  void aGroupIsKeptAndDissolved() {
    desk.locator(test("nav-teams")).click();
    desk.locator(test("new-team")).click();
    Locator form = desk.locator(test("team-form"));
    form.locator("[id$='-name']").fill("试办小组" + mark);
    form.locator("[id$='-code']").fill("trial-" + mark);
    form.locator("[id$='-remit']").fill("只在一个村里试办");
    form.locator("input[type=checkbox]").first().check();
    pick("team-area", county.village().name());
    pick("team-lead", county.as("worker1").get("/api/session").text("name"));
    form.locator("[id$='-fallback']").selectOption("public-works");
    picture(desk, "desk-team-new");
    desk.locator(test("keep-team")).click();
    Locator card = desk.locator(test("team-trial-" + mark));
    assertThat(card).containsText("试办小组" + mark);

    card.locator("button").first().click();
    form.locator("label.one input[type=checkbox]").uncheck();
    desk.locator(test("keep-team")).click();
    assertThat(card).hasClass(java.util.regex.Pattern.compile(".*\\bgone\\b.*"));
  }

  @Test
  void aProblemBehindManyOrdersGoesOnAStageWithWords() {
    desk.locator(test("nav-dossiers")).click();
    desk.locator(test("dossier-new")).click();
    desk.locator("#new-dossier-title").fill("路灯总是坏" + mark);
    desk.locator(test("dossier-open")).locator("button[type=submit]").click();
    desk.locator(test("dossier")).waitFor();
    String id = desk.url().replaceAll(".*/dossiers/([0-9a-f-]+).*", "$1");
    assertThat(stage(id)).isEqualTo("OPEN");

    desk.locator("#dossier-text").fill("走了三个村，灯都是同一批");
    desk.locator(test("dossier-advance")).locator("button[type=submit]").click();
    assertThat(desk.locator(test("dossier"))).containsText("走了三个村");
    picture(desk, "desk-dossier-advanced");
    assertThat(stage(id)).isEqualTo("SURVEY");
  }

  private String stage(String dossier) {
    return county.dispatcher().get("/api/dossiers/" + dossier).text("card.stage");
  }

  /** Types into a field that suggests, and takes the first suggestion. */
  private void pick(String field, String words) {
    Locator input =
        desk.locator("input[data-test=%s], [data-test=%s] input".formatted(field, field)).first();
    input.click();
    input.fill(words);
    desk.locator(".el-autocomplete-suggestion:visible li")
        .filter(new Locator.FilterOptions().setHasText(words))
        .first()
        .click();
  }

  private UUID placed() {
    Map<String, Object> body = new HashMap<>(county.request());
    body.put("orderId", Ids.next());
    body.put("text", "路灯不亮" + mark);
    Answer answer = county.clerk().command("order.place", body);
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    return (UUID) body.get("orderId");
  }
}

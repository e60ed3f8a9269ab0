package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

/** What is suggested beside a form fills it when somebody chooses it, and decides nothing. */
@YanzhenTest
class DeskSuggestingBesideFormsTest {

  @Autowired County county;
  @Autowired Divisions divisions;

  private Browsers browsers;
  private Division village;

  @BeforeEach
  void aVillageOfItsOwn() {
    county.emptyHands("worker1");
    browsers = new Browsers();
    village = divisions.villagesBelow(divisions.findByCode("431224").orElseThrow().id()).get(233);
  }

  @AfterEach
  void nothingBroke() {
    assertThat(browsers.complaints()).isEmpty();
    browsers.close();
  }

  @Test
  void anAlikeOrderIsReadAndFillsTheForm() {
    UUID one = placed("晒谷坪边上的水管爆了，水流了一地");
    UUID other = placed("晒谷坪水管爆了，水一直流，淹了路");
    String number = county.clerk().get("/api/orders/" + other).text("card.number");
    Page desk = signedIn("dispatcher");
    desk.navigate(county.address() + "/desk/orders/" + one);
    desk.locator(test("merge")).click();
    Locator alike = desk.locator(test("alike-order")).filter(with(number));
    assertThat(alike).containsText("同一个乡镇、同一种服务");
    assertThat(alike).containsText("水一直流");
    alike.locator(test("alike-choose")).click();
    picture(desk, "desk-alike");
    desk.locator("textarea[data-test=merge-text], [data-test=merge-text] textarea").fill("同一根水管");
    assertThat(county.clerk().get("/api/orders/" + one).text("card.state")).isEqualTo("WAITING");
    desk.locator(test("merge-send")).click();
    assertThat(desk.locator(test("merged-into"))).containsText(number);
  }

  @Test
  void whoUsuallyTakesItStandsBesideTheTransferAndALineOfTheFiguresOpensTheKindWithThatBody() {
    UUID taken = placed("村部门口的路灯不亮");
    done("order.transfer", Map.of("orderId", taken, "body", "service-hall", "reason", "NOT_OURS"));
    done("dispatch.open", Map.of("orderId", taken));
    as("worker1", "dispatch.claim", Map.of("orderId", taken));
    as("worker1", "order.start", Map.of("orderId", taken));
    UUID next = placed("村部后面的路灯也不亮");

    Page desk = signedIn("dispatcher");
    desk.navigate(county.address() + "/desk/orders/" + next);
    desk.locator(test("transfer")).click();
    assertThat(desk.locator(test("usual-takers"))).isVisible();
    desk.locator(test("usual-choose")).first().click();
    picture(desk, "desk-usual-taker");
    desk.locator(test("transfer-reason-NOT_OURS")).click();
    desk.locator(test("transfer-send")).click();
    assertThat(desk.locator(test("thread"))).containsText("转");

    Page admin = signedIn("admin");
    admin.navigate(county.address() + "/desk/figures?division=" + village.parentId() + "&by=kind");
    admin.locator(test("figures-returns")).click();
    admin.locator(test("routed-leads")).first().click();
    assertThat(admin.locator(test("suggested-body"))).isVisible();
    picture(admin, "desk-suggested-body");
    admin.locator(test("adopt-kind")).click();
    assertThat(admin.locator("[data-path=\"responsibleBody\"]")).isVisible();
    picture(admin, "desk-suggested-changes");
    // Looked at, not adopted: the kind is as it was.
    assertThat(
            county
                .as("admin")
                .get("/api/catalogue/kinds/public-facility")
                .text("kind.responsibleBody"))
        .isEqualTo("public-works");
  }

  private static Locator.FilterOptions with(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private UUID placed(String text) {
    Map<String, Object> request = county.request();
    request.put("text", text);
    request.put("divisionId", village.id());
    as("clerk", "order.place", request);
    return (UUID) request.get("orderId");
  }

  private void done(String type, Map<String, ?> body) {
    as("dispatcher", type, body);
  }

  private void as(String login, String type, Map<String, ?> body) {
    Answer answer = county.as(login).command(type, body);
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
  }

  private Page signedIn(String login) {
    Page page = browsers.desk().newPage();
    page.navigate(county.address() + "/desk/");
    page.locator(test("login")).fill(login);
    page.locator(test("password")).fill(County.PASSWORD);
    page.locator(test("sign-in")).click();
    page.locator(test("order-list")).waitFor();
    return page;
  }
}

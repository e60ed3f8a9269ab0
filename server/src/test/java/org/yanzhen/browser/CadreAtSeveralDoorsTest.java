package org.yanzhen.browser;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.dispatch.Scene;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;

/** From door to door with one phone: each order begun is its own, and the same matter is one. */
@YanzhenTest
class CadreAtSeveralDoorsTest {

  private static final String PIN = "135790";
  private static final String KIND = "public-facility";

  @Autowired ApplicationContext context;
  @Autowired County county;

  private Scene scene;
  private UUID person;

  @BeforeEach
  void somebodyWhoGoesRound() {
    scene = Scene.at(context, 46);
    person = scene.person("跑村干部");
    scene.as(person);
  }

  @Test
  void threeOrdersBegunWithoutSignalAreKeptApart() {
    try (Browsers browsers = new Browsers()) {
      BrowserContext phone = browsers.phone();
      Page page = signedIn(phone);
      page.locator(test("place-order")).click();
      assertThat(page.locator(test("place-kind-find"))).isVisible();
      phone.setOffline(true);
      begin(page, "石大山", "屋后水沟堵了，一下雨就漫到院子里。");
      page.locator(test("place-order")).click();
      begin(page, "向小禾", "桥头的护栏断了一截。");
      page.locator(test("place-order")).click();
      begin(page, "舒大娘", "晒谷坪的路灯不亮。");

      Locator drafts = page.locator(test("draft"));
      assertThat(drafts).hasCount(3);
      assertThat(drafts.first()).containsText("公共设施报修");
      assertThat(drafts.first()).containsText(scene.village().name());
      assertThat(drafts.first()).containsText("舒大娘");
      picture(page, "phone-drafts");

      thrownAwayAndBroughtBack(page);

      of(page, "向小禾").locator(test("draft-open")).click();
      assertThat(page.locator(test("place-text"))).hasValue("桥头的护栏断了一截。");
      String address = page.url();
      page.locator(test("place-send")).click();
      assertThat(page.locator(test("place-receipt"))).isVisible();
      page.locator(test("place-done")).click();
      assertThat(drafts).hasCount(2);
      assertThat(of(page, "向小禾")).hasCount(0);

      phone.setOffline(false);
      whatIsThrownAwayIsGoneOnceThePageIsLeft(page);
      // Come back to by its address what was handed in is not placed twice.
      opened(page, address);
      assertThat(page.locator(test("place-receipt"))).isVisible();
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  private void whatIsThrownAwayIsGoneOnceThePageIsLeft(Page page) {
    of(page, "石大山").locator(test("draft-throw")).click();
    page.locator(test("confirm-yes")).click();
    assertThat(page.locator(test("draft-thrown"))).isVisible();
    of(page, "舒大娘").locator(test("draft-open")).click();
    assertThat(page.locator(test("place-text"))).hasValue("晒谷坪的路灯不亮。");
    // The camera may cost a small phone the whole page: it opens where it was.
    opened(page, page.url());
    assertThat(page.locator(test("place-text"))).hasValue("晒谷坪的路灯不亮。");
    opened(page, county.address() + "/field/work");
    assertThat(page.locator(test("draft"))).hasCount(1);
    assertThat(page.locator(test("draft-thrown"))).hasCount(0);
  }

  private static void opened(Page page, String address) {
    page.navigate(address);
    page.locator(test("pin")).pressSequentially(PIN);
  }

  private void thrownAwayAndBroughtBack(Page page) {
    of(page, "石大山").locator(test("draft-throw")).click();
    page.locator(test("confirm-no")).click();
    assertThat(page.locator(test("draft"))).hasCount(3);
    of(page, "石大山").locator(test("draft-throw")).click();
    page.locator(test("confirm-yes")).click();
    assertThat(page.locator(test("draft"))).hasCount(2);
    assertThat(page.locator(test("draft-thrown"))).containsText("石大山");
    // Whoever uses the keyboard is where it can be undone.
    assertThat(page.locator(test("draft-back"))).isFocused();
    picture(page, "phone-draft-thrown");
    page.keyboard().press("Enter");
    assertThat(page.locator(test("draft"))).hasCount(3);
  }

  @Test
  void theSameMatterIsJoinedAndALostNetworkLosesNothing() {
    String words = "老樟树下的抽水站漏水，水流到田里把秧都泡了，请人来修。";
    UUID open = onTheBoard(words);
    try (Browsers browsers = new Browsers()) {
      BrowserContext phone = browsers.phone();
      Page page = signedIn(phone);
      page.locator(test("place-order")).click();
      page.locator(test("place-kind-" + KIND)).click();
      page.locator(test("place-text")).fill("老樟树下抽水站漏水，流到田里，秧都泡了。");
      Locator alike = page.locator(test("alike-order"));
      assertThat(alike.first().locator(test("alike-words"))).containsText("把秧都泡了");
      assertThat(alike.first()).containsText(scene.village().name());
      alike.first().scrollIntoViewIfNeeded();
      picture(page, "phone-alike");

      page.locator(test("alike-apart")).click();
      assertThat(alike).hasCount(0);
      page.locator(test("place-clear")).click();
      page.locator(test("confirm-yes")).click();
      page.locator(test("place-kind-" + KIND)).click();
      page.locator(test("place-text")).fill("老樟树下抽水站漏水，流到田里，秧都泡了。");
      page.locator(test("place-field-facility")).selectOption("water");
      alike.first().locator(test("alike-me-too")).click();
      assertThat(page.locator(test("alike-chosen"))).containsText("抽水站");
      assertThat(page.locator(test("place-papers"))).hasCount(0);
      page.locator(test("alike-chosen")).scrollIntoViewIfNeeded();
      picture(page, "phone-alike-chosen");

      phone.setOffline(true);
      page.locator(test("place-name")).fill("武大伯");
      page.locator(test("place-send")).click();
      assertThat(page.locator(test("place-joined"))).isVisible();
      assertThat(page.locator(test("place-number"))).isHidden();
      assertThat(county.clerk().get("/api/orders/" + open).text("card.joined")).isEqualTo("0");

      phone.setOffline(false);
      String number = page.locator(test("place-number")).innerText().strip();
      picture(page, "phone-alike-placed");
      Answer joined = county.clerk().get("/api/orders/" + orderOf(number));
      assertThat(joined.text("card.state")).isEqualTo("MERGED");
      assertThat(joined.text("card.source")).isEqualTo("FIELD");
      assertThat(county.clerk().get("/api/orders/" + open).text("card.joined")).isEqualTo("1");
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  @Test
  void withoutSignalNothingIsShownAndNothingIsInTheWay() {
    String words = "大塘埂的涵洞堵死了，上面的田放不出水来。";
    onTheBoard(words);
    try (Browsers browsers = new Browsers()) {
      BrowserContext phone = browsers.phone();
      Page page = signedIn(phone);
      page.locator(test("place-order")).click();
      page.locator(test("place-kind-" + KIND)).click();
      page.locator(test("place-text")).fill(words);
      assertThat(page.locator(test("alike-order")).first()).isVisible();
      phone.setOffline(true);
      assertThat(page.locator(test("alike"))).hasCount(0);
      page.locator(test("place-field-facility")).selectOption("drain");
      page.locator(test("place-send")).click();
      assertThat(page.locator(test("place-receipt"))).isVisible();
      assertThat(page.locator(test("place-joined"))).hasCount(0);
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  @Test
  void whoGoesReadsWhichProblemTheOrderIsOfAlsoWithoutSignal() {
    UUID order =
        scene.accepted(scene.kind("rooted", scene.body, List.of("OFFER"), Map.of()), person);
    UUID dossier = Ids.next();
    done(
        county
            .dispatcher()
            .command(
                "dossier.open",
                Map.of(
                    "dossierId",
                    dossier,
                    "divisionId",
                    scene.village().parentId(),
                    "title",
                    "沿河几个村的抽水站都漏",
                    "text",
                    "先放在一起",
                    "orderIds",
                    List.of(order))));
    done(
        county
            .dispatcher()
            .command("dossier.advance", Map.of("dossierId", dossier, "to", "SURVEY")));
    String number = county.clerk().get("/api/orders/" + order).text("card.number");
    try (Browsers browsers = new Browsers()) {
      BrowserContext phone = browsers.phone();
      Page page = signedIn(phone);
      page.locator(test("tab-active")).click();
      assertThat(page.locator(test("order-card-" + number))).isVisible();
      phone.setOffline(true);
      page.locator(test("order-card-" + number)).click();
      assertThat(page.locator(test("behind"))).containsText("沿河几个村的抽水站都漏");
      assertThat(page.locator(test("behind") + " [aria-current=step]")).hasText("调研");
      assertThat(page.locator(test("behind"))).not().containsText("先放在一起");
      page.locator(test("behind")).scrollIntoViewIfNeeded();
      picture(page, "phone-behind");
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  private void begin(Page page, String name, String text) {
    page.locator(test("place-kind-" + KIND)).click();
    page.locator(test("place-text")).fill(text);
    page.locator(test("place-field-facility")).selectOption("other");
    page.locator(test("place-name")).fill(name);
    page.goBack();
    assertThat(of(page, name)).isVisible();
  }

  private static Locator of(Page page, String name) {
    return page.locator(test("draft")).filter(new Locator.FilterOptions().setHasText(name));
  }

  private UUID onTheBoard(String words) {
    Map<String, Object> body = county.request();
    body.put("kind", KIND);
    body.put("divisionId", scene.village().id());
    body.put("text", words);
    UUID order = (UUID) body.get("orderId");
    done(county.clerk().command("order.place", body));
    done(county.dispatcher().command("dispatch.open", Map.of("orderId", order)));
    return order;
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }

  private static UUID orderOf(String number) {
    return Sql.owner()
        .sql("select id from orders.orders where realm = 1 and number = :number")
        .param("number", number)
        .query(UUID.class)
        .single();
  }

  private Page signedIn(BrowserContext phone) {
    Page page = phone.newPage();
    page.navigate(county.address() + "/field/");
    page.locator(test("login")).fill("w-" + person);
    page.locator(test("password")).fill(County.PASSWORD);
    page.locator(test("sign-in")).click();
    page.locator(test("pin")).pressSequentially(PIN);
    page.locator(test("pin")).pressSequentially(PIN);
    assertThat(page.locator(test("place-order"))).isVisible();
    return page;
  }
}

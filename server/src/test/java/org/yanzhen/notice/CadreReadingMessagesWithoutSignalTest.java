package org.yanzhen.notice;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

@YanzhenTest
class CadreReadingMessagesWithoutSignalTest {

  private static final String PIN = "135790";

  @Autowired County county;
  @Autowired Delivery delivery;

  @Test
  void whatWasToldIsReadWithoutSignalAndTheServerHearsOfItLater() {
    UUID order = offeredToWorker1();
    String number =
        county.dispatcher().get("/api/orders/" + order).body().at("/card/number").asString();
    Api worker = county.as("worker1");
    while (inboxItem(worker, order).isEmpty()) {
      delivery.deliver();
    }
    try (Browsers browsers = new Browsers()) {
      BrowserContext phone = browsers.phone();
      Page page = signedIn(phone);
      assertThat(page.locator(test("inbox-count"))).isVisible();
      page.locator(test("nav-inbox")).click();
      Locator item =
          page.locator(test("inbox-item")).filter(new Locator.FilterOptions().setHasText(number));
      assertThat(item.first().locator(test("inbox-new"))).isVisible();
      picture(page, "field-inbox");

      phone.setOffline(true);
      page.locator(test("inbox-read-all")).click();
      assertThat(item.first().locator(test("inbox-new"))).hasCount(0);
      assertThat(page.locator(test("outbox-count"))).isVisible();
      page.reload();
      page.locator(test("pin")).pressSequentially(PIN);
      page.locator(test("nav-inbox")).click();
      assertThat(item.first()).isVisible();
      assertThat(item.first().locator(test("inbox-new"))).hasCount(0);
      picture(page, "field-inbox-offline");
      assertThat(inboxItem(worker, order).orElseThrow().has("readAt")).isFalse();

      phone.setOffline(false);
      assertThat(page.locator(test("outbox-count"))).isHidden();
      assertThat(inboxItem(worker, order).orElseThrow().has("readAt")).isTrue();
      item.first().click();
      assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/order/" + order));
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  private UUID offeredToWorker1() {
    Map<String, Object> request = county.request();
    assertThat(county.clerk().command("order.place", request).isDone()).isTrue();
    String person =
        Sql.owner()
            .sql("select person_id::text from access.account where realm = 1 and login = 'worker1'")
            .query(String.class)
            .single();
    Answer offered =
        county
            .dispatcher()
            .command(
                "dispatch.offer",
                Map.of(
                    "orderId", request.get("orderId"), "personId", person, "reason", "离得近，手上没事"));
    assertThat(offered.isDone()).as("%s", offered).isTrue();
    return (UUID) request.get("orderId");
  }

  private static Optional<JsonNode> inboxItem(Api worker, UUID order) {
    return StreamSupport.stream(
            worker.get("/api/inbox?limit=100").body().get("items").spliterator(), false)
        .filter(item -> item.path("orderId").asString("").equals(order.toString()))
        .findFirst();
  }

  private Page signedIn(BrowserContext phone) {
    Page page = phone.newPage();
    page.navigate(county.address() + "/field/");
    page.locator(test("login")).fill("worker1");
    page.locator(test("password")).fill(County.PASSWORD);
    page.locator(test("sign-in")).click();
    page.locator(test("pin")).pressSequentially(PIN);
    page.locator(test("pin")).pressSequentially(PIN);
    assertThat(page.locator(test("tab-board"))).isVisible();
    // The shell starts without a network once the service worker is in charge.
    page.waitForFunction(
        "() => navigator.serviceWorker.controller !== null || navigator.serviceWorker.ready.then(() => true)");
    return page;
  }
}

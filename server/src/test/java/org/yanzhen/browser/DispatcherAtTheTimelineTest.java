package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.BoundingBox;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.dispatch.Scene;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/**
 * A day is planned at the desk and adopted, a visit is moved by keys and by hand with its cost
 * shown before it is put down, and the phone has the day without signal and says what changed.
 */
@YanzhenTest
class DispatcherAtTheTimelineTest {

  private static final String PIN = "240817";
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  @Autowired County county;
  @Autowired ApplicationContext context;

  private final List<UUID> orders = new ArrayList<>();
  private final UUID duty = Ids.next();
  private Scene scene;
  private UUID me;
  private int village;
  private final ZonedDateTime began = ZonedDateTime.now(ZONE);
  private final LocalDate tomorrow = began.toLocalDate().plusDays(1);

  @BeforeEach
  void threeOrdersInOneHand() {
    // Desk and phone say "tomorrow" by their own clocks: it must not become today on the way.
    assumeThat(began.toLocalTime()).isBefore(LocalTime.of(23, 52));
    // Somebody of whose day only this test knows.
    scene = Scene.at(context, 30);
    me = scene.person("雁小满");
    scene.as(me);
    String kind = scene.kind("timeline", scene.body, List.of("OFFER"), Map.of());
    village = scene.village().id();
    for (int i = 0; i < 3; i++) {
      orders.add(scene.accepted(kind, me));
    }
    // Tomorrow may be a day off: whoever is on duty is planned for all the same.
    Map<String, Object> body = new HashMap<>();
    body.put("dutyId", duty);
    body.put("organisation", scene.body);
    body.put("personId", me);
    body.put("from", tomorrow.toString());
    body.put("until", tomorrow.toString());
    body.put("days", List.of());
    body.put("starts", "08:00");
    body.put("ends", "18:00");
    done(county.dispatcher().command("people.keep-duty", body));
  }

  @AfterEach
  void nothingIsLeft() {
    county.dispatcher().command("people.drop-duty", Map.of("dutyId", duty));
    for (UUID order : orders) {
      county.dispatcher().command("dispatch.recall", Map.of("orderId", order, "reason", "试完了"));
      county.clerk().command("order.cancel", Map.of("orderId", order, "reason", "试完了"));
    }
  }

  @Test
  void theDayIsPlannedMovedByKeysAndByHandAndOnThePhoneWithoutSignal() {
    String name = "雁小满";
    String address =
        county.address() + "/desk/plans?day=%s&division=%d".formatted(tomorrow, village);
    try (Browsers browsers = new Browsers()) {
      Page desk = browsers.desk().newPage();
      desk.navigate(county.address() + "/desk/");
      desk.locator(test("login")).fill("dispatcher");
      desk.locator(test("password")).fill(County.PASSWORD);
      desk.locator(test("sign-in")).click();
      desk.locator(test("nav-plans")).click();
      assertThat(desk.locator(test("timeline"))).isVisible();
      desk.navigate(address);
      assertThat(desk.locator(test("tray"))).isVisible();
      picture(desk, "desk-plans-before");

      desk.locator(test("plan-waiting")).uncheck();
      desk.locator(test("plan-make")).click();
      assertThat(desk.locator(test("draft-summary"))).isVisible();
      assertThat(desk.locator(test("draft-" + name))).isVisible();
      picture(desk, "desk-plans-draft");
      desk.locator(test("draft-adopt")).click();
      assertThat(desk.locator(test("draft-ask"))).isVisible();
      desk.locator(test("draft-adopt-yes")).click();
      assertThat(desk.locator(test("notice"))).containsText("采用了");
      desk.navigate(address);

      // On the map: a mark for each order of the day, joined by the way of whoever goes.
      for (UUID order : orders) {
        assertThat(desk.locator("[data-test=plan-map] [data-stop=\"" + order + "\"]")).hasCount(1);
      }
      assertThat(desk.locator("[data-test=plan-map] [data-line]").first()).isAttached();

      // By keys: one place later, with what that costs before it is put down.
      List<String> before = dayOf(name);
      assertThat(before).hasSize(3);
      block(desk, before.get(0)).focus();
      desk.keyboard().press("Enter");
      assertThat(desk.locator(test("move-card"))).isVisible();
      desk.keyboard().press("ArrowRight");
      assertThat(desk.locator(test("move-cost"))).containsText("路上");
      picture(desk, "desk-plans-keys");
      putDown(
          desk,
          () -> desk.keyboard().press("Enter"),
          () -> dayOf(name).indexOf(before.get(0)) == 1);
      assertThat(desk.locator(test("notice"))).containsText("排在" + name);
      // And back: what only changed times can be undone.
      putDown(
          desk,
          () -> desk.locator(test("undo")).click(),
          () -> dayOf(name).indexOf(before.get(0)) == 0);

      // The phone keeps the day; without signal it says as of when.
      BrowserContext phone = browsers.phone();
      Page field = signedInInTheField(phone);
      field.locator(test("nav-day")).click();
      field.locator(test("tab-tomorrow")).click();
      assertThat(field.locator(test("day-visit-3"))).isVisible();
      picture(field, "field-day");
      phone.setOffline(true);
      field.reload();
      unlock(field);
      field.locator(test("nav-day")).click();
      field.locator(test("tab-tomorrow")).click();
      assertThat(field.locator(test("day-visit-3"))).isVisible();
      assertThat(field.locator(test("day-age"))).containsText("没有网络");
      field.locator(test("sketch-map")).scrollIntoViewIfNeeded();
      picture(field, "field-day-offline");

      // By hand: over its place the cost stands at the pointer before it is let go.
      desk.navigate(address);
      BoundingBox first = block(desk, before.get(0)).boundingBox();
      BoundingBox last = block(desk, before.get(2)).boundingBox();
      desk.mouse().move(first.x + 8, first.y + first.height / 2);
      desk.mouse().down();
      desk.mouse().move(first.x + 40, first.y + first.height / 2);
      desk.mouse().move(last.x + last.width + 6, last.y + last.height / 2);
      assertThat(desk.locator(test("ghost"))).hasText(Pattern.compile("路上.*分钟.*"));
      picture(desk, "desk-plans-drag");
      putDown(desk, () -> desk.mouse().up(), () -> dayOf(name).indexOf(before.get(0)) == 2);

      // What changed reaches the phone with the network, in words, until they have been read.
      phone.setOffline(false);
      field.locator(test("day-refresh")).click();
      assertThat(field.locator(test("day-news"))).containsText("有变动");
      picture(field, "field-day-news");
      field.locator(test("day-news-seen")).click();
      assertThat(field.locator(test("day-news"))).hasCount(0);

      desk.navigate(county.address() + "/desk/orders/" + orders.getFirst());
      desk.locator(test("who-could-show")).click();
      assertThat(desk.locator(test("who-option")).first()).isVisible();
      picture(desk, "desk-who-could");

      // What is urgent is fitted in from its own page: a proposal for today, which may be dropped.
      desk.navigate(county.address() + "/desk/orders/" + urgent());
      desk.locator(test("fit-in")).click();
      assertThat(desk.locator("[data-test=draft][data-state=READY]"))
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
      assertThat(desk.locator(test("draft-summary"))).not().isEmpty();
      picture(desk, "desk-fit-in");
      desk.locator(test("draft-none")).click();
      assertThat(desk.locator(test("draft"))).hasCount(0);
      desk.navigate(address);
      desk.setViewportSize(390, 844);
      assertThat(desk.locator(test("timeline"))).isVisible();
      picture(desk, "phone-plans");
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  /** The card asks for it until it is put down, which may be at any moment. */
  private static void giveReason(Page desk, Locator reason) {
    try {
      if (reason.inputValue(new Locator.InputValueOptions().setTimeout(2_000)).isEmpty()) {
        reason.fill("跟两家说好了", new Locator.FillOptions().setTimeout(2_000));
        desk.locator(test("move-go")).click(new Locator.ClickOptions().setTimeout(2_000));
      }
    } catch (TimeoutError e) {
      assertThat(reason).hasCount(0);
    }
  }

  /** Until the server has it so; where a rule asks for a reason, one is given. */
  private static void putDown(Page desk, Runnable letGo, BooleanSupplier then) {
    letGo.run();
    Locator reason = desk.locator(test("move-reason"));
    desk.waitForCondition(
        () -> {
          if (reason.isVisible()) {
            giveReason(desk, reason);
          }
          return then.getAsBoolean();
        });
    assertThat(desk.locator(test("move-card"))).hasCount(0);
  }

  private static Locator block(Page desk, String order) {
    return desk.locator("[data-order=\"" + order + "\"]").first();
  }

  /** The orders of one person's day as the server has them. */
  private List<String> dayOf(String name) {
    Answer answer =
        county.dispatcher().get("/api/plans?day=%s&division=%d".formatted(tomorrow, village));
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    List<String> found = new ArrayList<>();
    for (JsonNode person : answer.body().get("people")) {
      if (person.get("name").asString().equals(name)) {
        person.get("visits").forEach(visit -> found.add(visit.get("orderId").asString()));
      }
    }
    return found;
  }

  private Page signedInInTheField(BrowserContext phone) {
    Page page = phone.newPage();
    page.navigate(county.address() + "/field/");
    page.locator(test("login")).fill("w-" + me);
    page.locator(test("password")).fill(County.PASSWORD);
    page.locator(test("sign-in")).click();
    unlock(page);
    unlock(page);
    assertThat(page.locator(test("nav-day"))).isVisible();
    page.waitForFunction(
        "() => navigator.serviceWorker.controller !== null || navigator.serviceWorker.ready.then(() => true)");
    return page;
  }

  private static void unlock(Page page) {
    page.locator(test("pin")).pressSequentially(PIN);
  }

  /** Waits, and presses. */
  private UUID urgent() {
    Map<String, Object> body = new HashMap<>(county.request());
    body.put("orderId", Ids.next());
    body.put("urgency", "URGENT");
    done(county.clerk().command("order.place", body));
    orders.add((UUID) body.get("orderId"));
    return orders.getLast();
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}

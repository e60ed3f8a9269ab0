package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.Locator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.dispatch.Scene;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Desk;
import org.yanzhen.support.Hour;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

/** What goes out to people and when: the outbox and its slips, the night, one's own wish. */
@YanzhenTest
class DeskTellingPeopleTest {

  @Autowired ApplicationContext context;
  @Autowired County county;
  @Autowired TestClock clock;

  @BeforeEach
  void byDay() {
    Hour.next(clock, "10:00");
    county.signInAnew();
  }

  @AfterEach
  void backToNow() {
    clock.reset();
    county.signInAnew();
  }

  @Test
  void oneIsToldByTelephoneAndForTheOtherASlipIsPrintedAndCarriedThere() {
    Scene scene = Scene.at(context, 22);
    String login = "outbox-" + scene.body;
    scene.account(login, "CLERK", scene.village());
    Api clerk = county.as(login);
    UUID called = placed(scene);
    UUID carried = placed(scene);
    held(clerk, called);
    UUID message = held(clerk, carried);
    done(clerk.command("notice.claim-call", Map.of("messageId", message)));
    done(clerk.command("notice.call", Map.of("messageId", message, "outcome", "WRONG_NUMBER")));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> "PAPER".equals(messageOf(clerk, carried).text("0.channel")));
    held(clerk, carried);

    try (Desk desk = Desk.of(county, login)) {
      desk.find("nav-outbox").click();
      Locator byTelephone = rowOf(desk, clerk, called);
      Locator onPaper = rowOf(desk, clerk, carried);
      assertThat(onPaper).containsText("号码");
      assertThat(onPaper).containsText("给向小禾");
      assertThat(onPaper.locator(test("carried-to"))).containsText(scene.village().name());
      assertThat(byTelephone.locator(test("carried-to"))).hasCount(0);
      desk.looksWhole("desk-outbox");
      int sheets =
          desk.onPaper(
              "desk-outbox-slips",
              () -> {
                assertThat(desk.page().locator(".slips article")).hasCount(1);
                assertThat(desk.page().locator(".slips .words")).containsText("已收到");
                assertThat(desk.page().locator(".slips .to")).hasText("给向小禾");
                assertThat(desk.page().locator(".slips " + test("carried-to")))
                    .containsText(scene.village().fullName());
                assertThat(desk.page().locator(".slips " + test("carried-to")))
                    .containsText("村口桥头");
                assertThat(desk.find("outbox-row").first()).isHidden();
                assertThat(desk.find("nav-outbox")).isHidden();
              });
      assertThat(sheets).isEqualTo(1);

      byTelephone.locator(test("told")).click();
      assertThat(byTelephone).hasCount(0);
      onPaper.locator(test("carried")).click();
      assertThat(onPaper).hasCount(0);
      desk.find("outbox-state-SENT").click();
      assertThat(desk.find("outbox-row")).hasCount(2);
      desk.looksWhole("desk-outbox-sent");
    }
  }

  @Test
  void theNightIsSetForTheWholeCounty() {
    Answer before = county.as("admin").get("/api/outbox/night");
    try (Desk desk = Desk.of(county, "admin")) {
      desk.find("account").click();
      desk.find("to-night").click();
      desk.find("night-from").fill("21:30");
      desk.find("night-to").fill("21:30");
      desk.find("night-keep").click();
      assertThat(desk.find("night-wrong")).isVisible();
      desk.find("night-to").fill("07:15");
      desk.find("night-keep").click();
      assertThat(desk.find("night-now")).containsText("21:30 到 07:15");
      assertThat(desk.find("night-wrong")).hasCount(0);
      desk.looksWhole("desk-night");
    } finally {
      done(
          county
              .as("admin")
              .command(
                  "notice.set-quiet-hours",
                  Map.of("from", before.text("from"), "to", before.text("to"))));
    }
  }

  @Test
  void whoSitsAtTheDeskSaysHowTheyAreToldThemselves() {
    try (Desk desk = Desk.of(county, "dispatcher")) {
      desk.find("account").click();
      desk.find("to-own-wish").click();
      desk.find("wish-change").click();
      desk.find("wish-CALL").click();
      desk.find("wish-from").fill("12:30");
      desk.find("wish-to").fill("14:00");
      desk.looksWhole("desk-own-wish-form");
      desk.find("wish-keep").click();
      assertThat(desk.find("wish-own")).containsText("12:30");
      desk.find("wish-history").click();
      assertThat(desk.find("wish-statement").first()).containsText("12:30");
      desk.looksWhole("desk-own-wish");
      desk.inEnglish();
      assertThat(desk.find("wish-own")).containsText("12:30");
      desk.looksWhole("desk-own-wish-en");
    } finally {
      done(
          county
              .dispatcher()
              .command("notice.prefer-mine", Map.of("language", "ZH", "consent", "ANY")));
    }
  }

  private UUID placed(Scene scene) {
    Map<String, Object> body = new HashMap<>(county.request());
    body.put("kind", scene.kind("told", scene.body, List.of("OFFER"), Map.of()));
    body.put("divisionId", scene.village().id());
    body.put("place", "村口桥头");
    body.put("requesterPhone", "134" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999));
    done(county.clerk().command("order.place", body));
    return (UUID) body.get("orderId");
  }

  /** The county has no provider of texts: a message comes to the desk. */
  private static UUID held(Api clerk, UUID order) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> "HELD".equals(messageOf(clerk, order).text("0.state")));
    return UUID.fromString(messageOf(clerk, order).text("0.id"));
  }

  private static Answer messageOf(Api clerk, UUID order) {
    return clerk.get("/api/orders/" + order + "/messages");
  }

  private static Locator rowOf(Desk desk, Api clerk, UUID order) {
    String number = clerk.get("/api/orders/" + order).text("card.number");
    Locator row = desk.find("outbox-row").filter(new Locator.FilterOptions().setHasText(number));
    assertThat(row).isVisible();
    return row;
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
  }
}

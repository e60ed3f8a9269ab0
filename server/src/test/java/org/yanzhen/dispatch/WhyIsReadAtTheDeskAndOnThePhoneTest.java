package org.yanzhen.dispatch;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

/**
 * Why somebody is suggested, passed over or missing is said in words: to the dispatcher before and
 * after the choice, and to the person chosen on their phone.
 */
@YanzhenTest
class WhyIsReadAtTheDeskAndOnThePhoneTest {

  private static final int FULL = 8;
  private static final String PIN = "240817";

  @Autowired ApplicationContext context;
  @Autowired Formations formations;
  @Autowired Divisions divisions;
  @Autowired County county;

  @AfterEach
  void forgetIt() {
    formations.forget(Scene.REALM);
  }

  @Test
  void whoIsPassedWhoIsChosenAndWhyNobodyCanGo() {
    Scene scene = Scene.of(context);
    String common = scene.kind("common", scene.body, List.of("OFFER"), Map.of(), "RESTRICTED");
    String rare =
        scene.kind("rare", scene.body, List.of("OFFER"), Map.of("electrical", 2), "RESTRICTED");
    String unknown =
        scene.kind(
            "unknown", scene.body, List.of("OFFER"), Map.of("storage-machinery", 3), "RESTRICTED");
    UUID expert = scene.person("近处专家");
    scene.skill(expert, "electrical", 2);
    UUID other = scene.person("远处同事", elsewhere(), scene.body);
    for (int i = 0; i < FULL - 1; i++) {
      scene.offered(common, expert);
      scene.offered(common, other);
    }
    scene.placed(rare);
    UUID order = scene.placed(common);
    UUID nobodys = scene.placed(unknown);
    scene.as(other);
    formations.rebuild(Scene.REALM);
    String number = county.clerk().get("/api/orders/" + order).text("card.number");

    try (Browsers browsers = new Browsers()) {
      Page desk = browsers.desk().newPage();
      desk.navigate(county.address() + "/desk/");
      desk.locator(test("login")).fill("dispatcher");
      desk.locator(test("password")).fill(County.PASSWORD);
      desk.locator(test("sign-in")).click();
      assertThat(desk.locator(test("order-list"))).isVisible();

      desk.navigate(county.address() + "/desk/orders/" + nobodys);
      assertThat(desk.locator(test("unserved"))).containsText("没有");
      desk.navigate(county.address() + "/desk/orders/" + order);
      assertThat(desk.locator(test("candidate-1"))).containsText("远处同事");
      assertThat(desk.locator(test("passed"))).containsText("近处专家");
      picture(desk, "desk-passed");
      desk.locator(test("offer-1")).click();

      assertThat(desk.locator(test("decision"))).containsText("远处同事");
      assertThat(desk.locator(test("decision-passed"))).containsText("近处专家");

      // The phone of whoever is asked: the same reasons, without the colleague's name.
      Page phone = browsers.phone().newPage();
      phone.navigate(county.address() + "/field/");
      phone.locator(test("login")).fill("w-" + other);
      phone.locator(test("password")).fill(County.PASSWORD);
      phone.locator(test("sign-in")).click();
      phone.locator(test("pin")).pressSequentially(PIN);
      phone.locator(test("pin")).pressSequentially(PIN);
      phone.locator(test("tab-offers")).click();
      phone.locator(test("order-card-" + number)).click();
      assertThat(phone.locator(test("why-me"))).containsText("有人离得更近");
      assertThat(phone.locator(test("why-me"))).not().containsText("近处专家");
      assertThat(phone.locator(test("why-me"))).containsText("手上 7 单");
      phone.locator(test("why-me")).scrollIntoViewIfNeeded();
      picture(phone, "field-why-me");
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  private Division elsewhere() {
    return divisions.villagesBelow(divisions.findByCode("431224118").orElseThrow().id()).getLast();
  }
}

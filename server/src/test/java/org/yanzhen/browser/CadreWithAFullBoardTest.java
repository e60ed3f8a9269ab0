package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.dispatch.Scene;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

/** More is on the board than one telephone is sent. */
@YanzhenTest
class CadreWithAFullBoardTest {

  private static final String PIN = "135790";

  /** As many as a telephone is sent, and one. */
  private static final int MANY = 61;

  @Autowired ApplicationContext context;
  @Autowired County county;

  private final List<UUID> placed = new ArrayList<>();

  @AfterEach
  void nothingIsLeftOnTheBoard() {
    placed.forEach(this::withdraw);
  }

  @Test
  void thatTheListIsNotTheWholeIsSaidOnThePhone() {
    Scene scene = Scene.at(context, 31);
    UUID person = scene.person("石多单");
    String kind = scene.kind("full-board", scene.body, List.of("BOARD"), Map.of());
    for (int i = 0; i < MANY; i++) {
      placed.add(open(scene, kind));
    }

    Answer work = scene.as(person).get("/api/field/work");
    assertThat(work.body().get("board")).hasSize(MANY - 1);
    assertThat(work.body().get("boardIsPart").asBoolean()).isTrue();
    try (Browsers browsers = new Browsers()) {
      Page page = signedIn(browsers, "w-" + person);
      page.locator(test("tab-board")).click();
      assertThat(page.locator(test("board-part"))).containsText("不止这些");
      page.locator(test("board-part")).scrollIntoViewIfNeeded();
      picture(page, "field-board-part");
      assertThat(browsers.complaints()).isEmpty();
    }

    withdraw(placed.removeLast());
    Answer whole = scene.as(person).get("/api/field/work");
    assertThat(whole.body().get("board")).hasSize(MANY - 1);
    assertThat(whole.body().get("boardIsPart").asBoolean()).isFalse();
  }

  private UUID open(Scene scene, String kind) {
    Map<String, Object> body = new HashMap<>(county.request());
    body.put("kind", kind);
    body.put("divisionId", scene.village().id());
    // Nobody is told of any of them.
    body.remove("requesterPhone");
    Scene.done(county.clerk().command("order.place", body));
    UUID order = (UUID) body.get("orderId");
    // The timer may have been quicker.
    county.dispatcher().command("dispatch.open", Map.of("orderId", order));
    return order;
  }

  private void withdraw(UUID order) {
    Scene.done(county.clerk().command("order.cancel", Map.of("orderId", order, "reason", "不用了")));
  }

  private Page signedIn(Browsers browsers, String login) {
    Page page = browsers.phone().newPage();
    page.navigate(county.address() + "/field/");
    page.locator(test("login")).fill(login);
    page.locator(test("password")).fill(County.PASSWORD);
    page.locator(test("sign-in")).click();
    page.locator(test("pin")).pressSequentially(PIN);
    page.locator(test("pin")).pressSequentially(PIN);
    assertThat(page.locator(test("tab-active"))).isVisible();
    return page;
  }
}

package org.yanzhen.hall;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.Hall;
import org.yanzhen.support.Hall.Window;
import org.yanzhen.support.Hour;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

/** The screen over the windows calls out what is new. */
@YanzhenTest
class HallScreenSpeaksTest {

  /** A device with one Chinese voice, that says at once and writes down what it said. */
  private static final String VOICE =
      """
      window.said = []
      window.SpeechSynthesisUtterance = function (text) { this.text = text }
      Object.defineProperty(window, 'speechSynthesis', { value: {
        getVoices: function () { return [{ lang: 'en-US', localService: true }, { lang: 'zh-CN', localService: true }] },
        addEventListener: function () {},
        cancel: function () {},
        speak: function (one) { window.said.push(one.text + '|' + one.voice.lang); setTimeout(one.onend, 50) },
      } })
      """;

  private static final String NO_VOICE =
      """
      Object.defineProperty(window, 'speechSynthesis', { value: {
        getVoices: function () { return [] }, addEventListener: function () {}, cancel: function () {},
        speak: function () { throw new Error('no voice') },
      } })
      """;

  @Autowired County county;
  @Autowired TestClock clock;

  private Hall hall;

  @BeforeEach
  void aHall() {
    Hour.next(clock, "09:00");
    hall =
        Hall.open(
            county,
            "便民大厅",
            new Window("1", "信息", List.of("information")),
            new Window("2", "信息", List.of("information")));
  }

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void eachCallIsSaidTwiceInOrderAndNeverAgainAfterAReload() {
    hall.drawn();
    hall.drawn();
    hall.drawn();
    UUID first = hall.called("1");
    try (Browsers browsers = new Browsers()) {
      Page screen = browsers.desk().newPage();
      screen.addInitScript(VOICE);
      screen.navigate(county.address() + "/hall/" + hall.site());
      screen.locator(test("voice")).click();
      assertThat(screen.locator(test("voice"))).hasAttribute("aria-pressed", "true");
      assertThat(screen.locator(test("voice-word"))).containsText("念两遍");

      hall.called("2");
      assertThat(screen.locator("[data-call=A002]")).isVisible();
      screen.waitForFunction("() => window.said.length === 2");
      assertThat(screen.evaluate("() => window.said"))
          .as("what was called before the voice was on is not called out")
          .isEqualTo(List.of("请 A 零 零 二 号，到 2 号窗口|zh-CN", "请 A 零 零 二 号，到 2 号窗口|zh-CN"));

      // The operator calls again: that is a call, and stands on top.
      hall.on("hall.recall-ticket", first);
      screen.waitForFunction("() => window.said.length === 4");
      assertThat(screen.evaluate("() => window.said[3]")).isEqualTo("请 A 零 零 一 号，到 1 号窗口|zh-CN");
      assertThat(screen.locator(".calls b").first()).hasText("A001");

      screen.reload();
      assertThat(screen.locator(test("voice-word"))).containsText("再按一下");
      screen.locator(test("voice")).click();
      hall.on("hall.finish-ticket", first);
      hall.called("1");
      screen.waitForFunction("() => window.said.length === 2");
      assertThat(screen.evaluate("() => window.said[0]"))
          .as("only what is new")
          .isEqualTo("请 A 零 零 三 号，到 1 号窗口|zh-CN");
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  @Test
  void aDeviceWithoutAVoiceSoundsTwoTonesAndShowsTheNumberLarge() {
    hall.drawn();
    try (Browsers browsers = new Browsers()) {
      Page screen = browsers.desk().newPage();
      screen.addInitScript(NO_VOICE);
      screen.navigate(county.address() + "/hall/" + hall.site());
      screen.locator(test("voice")).click();
      assertThat(screen.locator(test("voice-word"))).containsText("没有中文语音");
      hall.called("1");
      assertThat(screen.locator(test("now"))).isVisible();
      assertThat(screen.locator(test("now"))).containsText("A001");
      assertThat(screen.locator(test("now"))).containsText("1 号窗口");
      picture(screen, "hall-screen-no-voice");
      assertThat(screen.locator(test("now"))).isHidden();
      picture(screen, "hall-screen");
      Page phone = browsers.phone().newPage();
      phone.navigate(county.address() + "/hall/" + hall.site() + "/ticket");
      picture(phone, "hall-take");
      assertThat(browsers.complaints()).isEmpty();
    }
  }
}

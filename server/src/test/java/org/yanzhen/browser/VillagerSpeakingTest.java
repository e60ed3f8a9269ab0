package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.Recordings;
import org.yanzhen.support.RunningServer;

/**
 * An elder who does not write says it at the door and adds a photo; the desk hears and sees both;
 * the desk itself takes papers and a voice.
 */
class VillagerSpeakingTest {

  @TempDir Path folder;

  @Test
  void whatIsSaidAtTheDoorIsHeardAtTheDesk() throws Exception {
    try (Browsers browsers = new Browsers();
        RunningServer server = RunningServer.start(folder)) {
      String address = server.address();
      Page elder = browsers.phone().newPage();
      elder.navigate(address + "/?elder=1");
      elder.locator(test("ask")).first().click();
      elder.locator(test("kind-public-facility")).first().click();
      elder.locator(test("township")).first().click();
      elder.locator(test("division")).first().click();
      elder.locator(test("field-facility")).selectOption("light");
      speaks(elder, elder.locator(test("voice-record")));
      elder
          .locator(test("photos"))
          .setInputFiles(new FilePayload("lamp.jpg", "image/jpeg", jpeg()));
      elder.locator(test("voice-record")).scrollIntoViewIfNeeded();
      picture(elder, "door-voice-elder");
      elder.locator(test("submit")).click();

      assertThat(elder.locator(test("said"))).containsText("请听录音");
      assertThat(elder.locator(test("voice"))).isVisible();
      assertThat(elder.locator(".pictures img")).hasCount(1);
      elder.locator(test("voice")).scrollIntoViewIfNeeded();
      picture(elder, "door-voice-receipt");
      String number = elder.locator(test("number")).innerText().strip();

      Page desk = browsers.desk().newPage();
      desk.navigate(address + "/desk/");
      desk.locator(test("login")).fill("dispatcher");
      desk.locator(test("password")).fill(County.PASSWORD);
      desk.locator(test("sign-in")).click();
      desk.locator(test("order-row-" + number)).click();
      Locator voice = desk.locator(test("voice"));
      assertThat(voice).isVisible();
      assertThat(voice.evaluate("audio => audio.play().then(() => audio.currentTime >= 0)"))
          .isEqualTo(true);
      assertThat(desk.locator("ul.photos img")).hasCount(1);
      voice.scrollIntoViewIfNeeded();
      picture(desk, "desk-voice");

      desk.navigate(address + "/desk/new");
      desk.locator(test("new-kind-proxy-filing")).click();
      assertThat(desk.locator(test("new-papers"))).containsText("残疾人证");
      desk.locator(test("new-field-matter")).click();
      desk.locator(".el-select-dropdown__item:visible").nth(1).click();
      assertThat(desk.locator(test("new-papers"))).not().containsText("残疾人证");
      speaks(desk, desk.locator(test("new-record")));
      desk.locator(test("new-files"))
          .setInputFiles(new FilePayload("低保申请.pdf", "application/pdf", pdf()));
      assertThat(desk.locator(test("new-file"))).hasCount(2);
      picture(desk, "desk-new-files");
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  private static void speaks(Page page, Locator button) {
    button.click();
    assertThat(button).hasAttribute("aria-pressed", "true");
    page.getByText(Pattern.compile("(?<!\\d)0:0[2-9]")).first().waitFor();
    button.click();
    assertThat(button).not().hasAttribute("aria-pressed", "true");
  }

  private static byte[] pdf() {
    return Recordings.pdf();
  }

  private static byte[] jpeg() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB), "jpeg", out);
    return out.toByteArray();
  }
}

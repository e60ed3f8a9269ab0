package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

/**
 * At somebody's door, without signal: told before asking, filed by a proxy, papers against a slip.
 */
@YanzhenTest
class CadreFilingWithPapersTest {

  private static final String PIN = "135790";
  private static final String HOUSEHOLD = "户口簿";

  @Autowired County county;

  @Test
  void papersAndAuthorityTakenWithoutSignalAreSeenAtTheDesk() throws IOException {
    try (Browsers browsers = new Browsers()) {
      BrowserContext phone = browsers.phone();
      Page page = signedIn(phone);
      page.locator(test("place-order")).click();
      assertThat(page.locator(test("place-kind-find"))).isVisible();
      phone.setOffline(true);

      page.locator(test("place-kind-proxy-filing")).click();
      toldBeforeAsking(page);
      asks(page);
      filedByAProxy(page);
      takesPapers(page);
      page.locator(test("place-send")).click();

      assertThat(page.locator(test("place-receipt"))).isVisible();
      Locator folder = page.locator(test("folder"));
      assertThat(folder.locator(test("paper-" + HOUSEHOLD))).containsText("在我手里");
      assertThat(folder.locator(test("paper-" + HOUSEHOLD))).containsText("还没送出");
      assertThat(folder.locator(test("authority-line"))).containsText("向小禾替舒大娘办");
      folder.locator(test("slip-again")).click();
      assertThat(page.locator(test("slip"))).containsText(HOUSEHOLD);
      String slip = page.locator(test("slip-code")).innerText().strip();
      assertThat(page.locator(test("slip-sms")).getAttribute("href"))
          .startsWith("sms:13800000007?body=");
      picture(page, "phone-slip");
      page.locator(test("slip-close")).click();
      folder.scrollIntoViewIfNeeded();
      picture(page, "phone-folder");

      phone.setOffline(false);
      assertThat(page.locator(test("place-number"))).isVisible();
      String number = page.locator(test("place-number")).innerText().strip();
      assertThat(folder.locator(test("paper-" + HOUSEHOLD))).not().containsText("还没送出");

      String order = orderOf(number);
      atTheDesk(browsers, order, slip);

      // What the desk says it has is no longer to be given back at the door.
      page.locator(test("place-done")).click();
      page.locator(test("carried-papers")).click();
      assertThat(page.locator(test("carried"))).containsText("照片");
      picture(page, "phone-carried");
      page.locator(test("carried") + " a").filter(having(number)).first().click();
      assertThat(page.locator(test("paper-" + HOUSEHOLD))).containsText("在窗口");
      picture(page, "phone-order");
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  /** Nothing of what is answered stays: neither in the draft nor in what is sent. */
  private static void toldBeforeAsking(Page page) {
    page.locator(test("place-field-matter")).selectOption("pension");
    page.locator(test("who-may-ask") + " summary").click();
    page.locator(test("check-pension-student-yes")).check();
    assertThat(page.locator(test("check-NO"))).isVisible();
    assertThat(page.locator(test("check-reason"))).containsText("国发〔2014〕8 号");
    page.locator(test("who-may-ask")).scrollIntoViewIfNeeded();
    picture(page, "phone-check");
    page.locator(test("check-pension-student-no")).check();
    page.locator(test("check-pension-age")).fill("1960-05-10");
    page.locator(test("check-pension-employed-no")).check();
    assertThat(page.locator(test("check-YES"))).isVisible();
    assertThat(page.locator(test("papers-to-bring"))).containsText(HOUSEHOLD);
    page.locator(test("papers-to-bring")).scrollIntoViewIfNeeded();
    picture(page, "phone-told");
  }

  private static void asks(Page page) {
    page.locator(test("place-text")).fill("婆婆走不动，要参加养老保险，请帮她办。");
    page.locator(test("place-field-handover")).selectOption("collect");
    page.locator(test("place-village")).fill("村");
    page.locator(test("place-village-option")).first().click();
    page.locator(test("place-name")).fill("向小禾");
    page.locator(test("place-phone")).fill("13800000007");
  }

  private static void filedByAProxy(Page page) throws IOException {
    page.locator(test("place-proxy")).check();
    page.locator(test("place-principal")).fill("舒大娘");
    page.locator(test("place-send")).click();
    assertThat(page.locator("[data-field=relation] [role=alert]")).isVisible();
    page.locator(test("proxy-relation")).selectOption("RELATIVE");
    page.locator(test("proxy-shown-PAPER_SEEN")).check();
    page.locator(test("proxy-photo"))
        .setInputFiles(new FilePayload("note.jpg", "image/jpeg", jpeg()));
    assertThat(page.locator(".proxy .photos img")).isVisible();
    page.locator(test("proxy-relation")).scrollIntoViewIfNeeded();
    picture(page, "phone-proxy");
  }

  private static void takesPapers(Page page) {
    page.locator(test("paper-add-household-register")).click();
    page.locator(test("paper-add")).click();
    Locator other = page.locator(test("paper-row-1"));
    other.locator(test("paper-label")).fill("照片");
    other.locator(test("paper-copy")).check();
    other.locator(test("paper-more")).click();
    page.locator(test("place-papers")).scrollIntoViewIfNeeded();
    picture(page, "phone-papers");
  }

  private void atTheDesk(Browsers browsers, String order, String slip) {
    Page desk = browsers.desk().newPage();
    desk.navigate(county.address() + "/desk/");
    desk.locator(test("login")).fill("clerk");
    desk.locator(test("password")).fill(County.PASSWORD);
    desk.locator(test("sign-in")).click();
    desk.waitForURL(url -> !url.contains("sign-in"));
    desk.navigate(county.address() + "/desk/orders/" + order);
    Locator folder = desk.locator(test("folder"));
    assertThat(folder).containsText("向小禾 替 舒大娘 办");
    assertThat(folder).containsText("亲戚");
    assertThat(folder.locator(test("paper-carried"))).hasCount(2);
    assertThat(folder.locator(test("authority-photo"))).isVisible();
    folder.locator("details summary").first().click();
    assertThat(folder).containsText(slip);
    folder.scrollIntoViewIfNeeded();
    picture(desk, "phone-desk");
    folder.locator(test("hold-paper")).first().click();
    assertThat(folder.locator(test("paper-carried"))).hasCount(1);
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private String orderOf(String number) {
    Answer found = county.clerk().get("/api/orders?text=" + number);
    return found.text("items.0.id");
  }

  private Page signedIn(BrowserContext phone) {
    Page page = phone.newPage();
    page.navigate(county.address() + "/field/");
    page.locator(test("login")).fill("worker1");
    page.locator(test("password")).fill(County.PASSWORD);
    page.locator(test("sign-in")).click();
    page.locator(test("pin")).pressSequentially(PIN);
    page.locator(test("pin")).pressSequentially(PIN);
    return page;
  }

  private static byte[] jpeg() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB), "jpeg", out);
    return out.toByteArray();
  }
}

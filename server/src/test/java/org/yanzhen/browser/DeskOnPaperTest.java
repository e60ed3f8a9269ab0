package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.dispatch.Scene;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Desk;
import org.yanzhen.support.YanzhenTest;

/** What the desk hands out on paper: receipts with their strip, slips, cards with a face. */
@YanzhenTest
class DeskOnPaperTest {

  /** What of the printed cards lies outside of them, or is cut off. */
  private static final String CUT_OFF =
      """
      (sheet) => [...sheet.querySelectorAll('.card')].flatMap((card) => {
        const outer = card.getBoundingClientRect()
        return [...card.querySelectorAll(':scope > *, .who > *')]
          .filter((part) => getComputedStyle(part).display !== 'none')
          .filter((part) => {
            const inner = part.getBoundingClientRect()
            return inner.bottom > outer.bottom + 1 || inner.right > outer.right + 1 || part.scrollHeight > part.clientHeight + 1
          })
          .map((part) => `${part.tagName}.${part.className}: ${part.textContent}`)
      })
      """;

  @Autowired ApplicationContext context;
  @Autowired County county;
  @Autowired Divisions divisions;

  @Test
  void aReceiptIsHandedOutOnOneSheetWithAStripForTheWord() {
    UUID order = county.placed();
    String number = county.clerk().get("/api/orders/" + order).text("card.number");
    try (Desk desk = Desk.of(county, "clerk")) {
      desk.open("/orders/" + order + "/receipt");
      desk.find("to-REQUESTER").click();
      Locator receipt = desk.find("receipt");
      assertThat(receipt.locator(".code svg")).isVisible();
      assertThat(receipt.locator(test("word"))).isHidden();
      desk.looksWhole("desk-receipt");
      int sheets =
          desk.onPaper(
              "desk-receipt-paper",
              () -> {
                assertThat(receipt.locator(test("word"))).isVisible();
                assertThat(receipt.locator(test("word"))).containsText(number);
                assertThat(desk.find("print")).isHidden();
              });
      assertThat(sheets).isEqualTo(1);
      desk.inEnglishNextTime();
      desk.page().reload();
      desk.find("to-REQUESTER").click();
      assertThat(receipt.locator(".code svg")).isVisible();
      assertThat(desk.onPaper("desk-receipt-paper-en", () -> {})).isEqualTo(1);
      desk.looksWhole("desk-receipt-en");
    }
  }

  @Test
  void whatWasTakenInAndWhoMaySpeakForSomebodyIsGivenInWriting() {
    UUID order = county.placed();
    UUID papers = Ids.next();
    UUID authority = Ids.next();
    done(
        "clerk",
        "hall.take-papers",
        Map.of(
            "orderId",
            order,
            "slipId",
            papers,
            "papers",
            List.of(
                Map.of("paperId", Ids.next(), "label", "户口簿", "original", true, "count", 1),
                Map.of("paperId", Ids.next(), "label", "身份证复印件", "original", false, "count", 2))));
    done(
        "clerk",
        "hall.record-authority",
        Map.of(
            "authorityId",
            authority,
            "orderId",
            order,
            "proxyName",
            "向稻花",
            "principalName",
            "田阿婆",
            "shown",
            "SPOKEN"));
    try (Desk desk = Desk.of(county, "clerk")) {
      desk.open("/orders/" + order);
      desk.find("folder").locator("summary").click();
      desk.find("folder").locator("details a").first().click();
      assertThat(desk.find("slip").locator("tr")).hasCount(2);
      desk.looksWhole("desk-slip");
      assertThat(
              desk.onPaper(
                  "desk-slip-paper", () -> assertThat(desk.page().locator(".tools")).isHidden()))
          .isEqualTo(1);
      desk.inEnglishNextTime();
      desk.open("/orders/" + order + "/slips/" + authority);
      assertThat(desk.find("slip")).containsText("田阿婆");
      desk.looksWhole("desk-consent-en");
      assertThat(desk.onPaper("desk-consent-paper-en", () -> {})).isEqualTo(1);
    }
  }

  @Test
  void aCardIsPrintedWithTheFaceOfWhoeverAgreed() throws IOException {
    Scene scene = Scene.at(context, 27);
    UUID person = Ids.next();
    String name = "像上人" + person.toString().substring(32);
    register(scene, person, name, true);
    try (Desk desk = Desk.of(county, "admin")) {
      desk.find("account").click();
      desk.find("to-cards").click();
      desk.find("cards-division").fill(scene.village().name());
      desk.find("division-option")
          .filter(has(divisions.get(scene.village().parentId()).name()))
          .first()
          .click();
      Locator card = desk.find("card").filter(has(name));
      card.locator(test("portrait")).click();
      desk.find("portrait-file").setInputFiles(new FilePayload("像.jpg", "image/jpeg", face()));
      assertThat(desk.find("portrait-form").locator("img")).isVisible();
      desk.looksWhole("desk-portrait-form");
      desk.find("portrait-keep").click();
      assertThat(desk.find("portrait-form")).hasCount(0);
      assertThat(card.locator(test("card-portrait"))).isVisible();
      card.scrollIntoViewIfNeeded();
      desk.looksWhole("desk-card");
      int sheets =
          desk.onPaper(
              "desk-card-paper",
              () -> {
                assertThat(card.locator(test("card-portrait"))).isVisible();
                assertThat(card.locator(test("portrait"))).isHidden();
                assertThat((List<?>) desk.find("cards").evaluate(CUT_OFF)).isEmpty();
              });
      assertThat(sheets).isPositive();
      desk.inEnglishNextTime();
      desk.page().reload();
      assertThat(desk.find("card").first()).isVisible();
      desk.looksWhole("desk-cards-en");
      desk.onPaper(
          "desk-cards-paper-en",
          () -> assertThat((List<?>) desk.find("cards").evaluate(CUT_OFF)).isEmpty());
    } finally {
      register(scene, person, name, false);
    }
  }

  private void register(Scene scene, UUID person, String name, boolean active) {
    Map<String, Object> body = new HashMap<>();
    body.put("personId", person);
    body.put("name", name);
    body.put("phone", "13900007777");
    body.put("divisionId", scene.village().id());
    body.put("synthetic", true);
    body.put("active", active);
    body.put(
        "posts",
        List.of(
            Map.of(
                "title",
                "农技员",
                "organisation",
                "agri-centre",
                "divisionId",
                scene.village().id(),
                "serving",
                true,
                "from",
                "2024-01-01")));
    done("admin", "people.register-person", body);
  }

  /** A made-up face. */
  private static byte[] face() throws IOException {
    BufferedImage image = new BufferedImage(300, 380, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(new Color(0xd8e3e8));
    pen.fillRect(0, 0, 300, 380);
    pen.setColor(new Color(0x8a6a50));
    pen.fillOval(80, 70, 140, 180);
    pen.fillRect(50, 280, 200, 100);
    pen.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", out);
    return out.toByteArray();
  }

  private void done(String login, String type, Map<String, ?> body) {
    Answer answer = county.as(login).command(type, body);
    assertThat(answer.isDone()).as("%s: %s", type, answer).isTrue();
  }

  private static Locator.FilterOptions has(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}

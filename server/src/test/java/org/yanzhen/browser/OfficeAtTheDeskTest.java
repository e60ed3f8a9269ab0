package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Desk;
import org.yanzhen.support.YanzhenTest;

/** Pages for what comes up now and then. */
@YanzhenTest
class OfficeAtTheDeskTest {

  @Autowired County county;

  @Test
  void whatIsReadOutAndShownInAVillageIsChosenAndTakenAlong() {
    try (Desk desk = Desk.of(county, "dispatcher")) {
      desk.find("account").click();
      desk.find("to-announce").click();
      desk.find("announce-home-meal").locator("input").setChecked(true);
      assertThat(desk.find("announcement")).containsText("送餐上门");
      desk.looksWhole("desk-announce");
      assertThat(
              desk.onPaper(
                  "desk-announce-paper",
                  () -> {
                    assertThat(desk.find("announce-copy")).isHidden();
                    assertThat(desk.find("announcement").locator("h2")).isVisible();
                  }))
          .isPositive();
      desk.find("announce-led").click();
      desk.find("announce-width").locator("input").fill("8");
      desk.find("announce-width").locator("input").press("Enter");
      assertThat(desk.find("announcement").locator("p").filter(has("【送餐上门】")).first()).isVisible();
      desk.looksWhole("desk-announce-led");
      assertThat(
              desk.page()
                  .waitForDownload(() -> desk.find("announce-gbk").click())
                  .suggestedFilename())
          .endsWith(".txt");
    }
  }

  @Test
  void aFileOfMessagesIsLookedAtBeforeItIsBroughtIn() {
    String mark = String.valueOf(ThreadLocalRandom.current().nextLong(1_000_000_000L));
    String file =
        """
        id,requester,subject,placed_at,text,reply,replied_at
        1,测甲,路灯坏了 %1$s,2026-11-02 08:30:00,村口的路灯不亮,,
        2,,水渠 %1$s,2026-11-03 09:05:00,渠首堵了,已清淤,2026-11-05 10:00:00
        3,测乙,,2026-11-03 09:05:00,没写是什么事,,
        """
            .formatted(mark);
    try (Desk desk = Desk.of(county, "clerk")) {
      desk.open("/intake-file");
      desk.find("file-source").fill("热线 " + mark);
      desk.find("file-file")
          .setInputFiles(
              new FilePayload("来信.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8)));
      desk.find("file-read").click();
      assertThat(desk.find("file-wrong").locator("tbody tr")).hasCount(1);
      desk.looksWhole("desk-intake-file");
      desk.find("file-send").click();
      assertThat(desk.find("file-done")).containsText("2");
      desk.looksWhole("desk-intake-file-done");
      desk.find("file-done").locator("a").click();
      // Others' messages fill the first page.
      desk.page().locator("main input[type=search]").fill(mark);
      assertThat(desk.page().locator("main")).containsText("路灯坏了 " + mark);
    }
  }

  @Test
  void aBadGradeIsAnsweredInEnglish() {
    UUID order = gradedBadly();
    String number = county.clerk().get("/api/orders/" + order).text("card.number");
    try (Desk desk = Desk.of(county, "dispatcher")) {
      desk.inEnglish();
      desk.go("nav-bad-grades");
      Locator grade = found(desk, number);
      grade.locator(test("bad-grade-answer")).click();
      assertThat(grade.locator(test("bad-grade-done"))).isDisabled();
      grade.getByText("Not confirmed").click();
      grade.getByText("It is as they say").click();
      grade.locator(test("bad-grade-reason")).fill("去看过，灯还是一闪一闪。");
      grade.locator(test("bad-grade-put-right")).fill("换了灯头。");
      grade.scrollIntoViewIfNeeded();
      desk.looksWhole("desk-bad-grade-form-en");
      grade.locator(test("bad-grade-done")).click();
      assertThat(grade).hasCount(0);
      desk.find("bad-grades-ANSWERED").click();
      assertThat(found(desk, number)).containsText("换了灯头。");
      desk.looksWhole("desk-bad-grades-en");
    }
  }

  @Test
  void whoAsksToBeForgottenSeesWhatIsThereFirst() {
    String phone = "137" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
    UUID order = county.placedFrom(phone);
    done("clerk", "order.cancel", Map.of("orderId", order, "reason", "不要了"));
    String number = county.clerk().get("/api/orders/" + order).text("card.number");
    try (Desk desk = Desk.of(county, "admin")) {
      desk.find("account").click();
      desk.find("to-personal").click();
      desk.find("personal-number").fill(number);
      desk.find("personal-why").fill("本人带身份证来要求");
      desk.find("personal-look").click();
      assertThat(desk.find("personal-orders").locator("li")).hasCount(1);
      assertThat(desk.find("personal-entries")).containsText(phone);
      desk.looksWhole("desk-personal");
      assertThat(
              desk.page()
                  .waitForDownload(() -> desk.find("personal-zip").click())
                  .suggestedFilename())
          .endsWith(".zip");
      desk.find("personal-erase").click();
      desk.find("personal-count").fill("1");
      desk.looksWhole("desk-personal-erase");
      desk.find("personal-sure").click();
      assertThat(desk.find("personal-none")).isVisible();
      assertThat(desk.find("personal-orders")).containsText("已删");
      desk.looksWhole("desk-personal-erased");
    }
  }

  /** The most pressing stand first, so this one may be pages away. */
  private static Locator found(Desk desk, String number) {
    Locator grade = desk.find("bad-grade").filter(has(number));
    Locator more = desk.find("more-grades");
    assertThat(desk.find("bad-grade").first()).isVisible();
    while (grade.count() == 0 && more.count() > 0) {
      int before = desk.find("bad-grade").count();
      more.click();
      desk.page().waitForCondition(() -> desk.find("bad-grade").count() > before);
    }
    assertThat(grade).isVisible();
    return grade;
  }

  private UUID gradedBadly() {
    county.emptyHands("worker1");
    UUID order = county.open();
    done("worker1", "dispatch.claim", Map.of("orderId", order));
    done("worker1", "order.start", Map.of("orderId", order));
    done(
        "worker1",
        "order.report",
        Map.of("orderId", order, "text", "换好了", "results", Map.of("repaired", "mended")));
    done("clerk", "order.solve", Map.of("orderId", order, "channel", "CALL", "rating", 2));
    return order;
  }

  private void done(String login, String type, Map<String, ?> body) {
    Answer answer = county.as(login).command(type, body);
    assertThat(answer.isDone()).as("%s: %s", type, answer).isTrue();
  }

  private static Locator.FilterOptions has(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}

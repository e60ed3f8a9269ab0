package org.yanzhen.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class ClerkWithTwoAlikeTest {

  @Autowired County county;
  @Autowired TestClock clock;

  @Test
  void aClerkIsOfferedAKindComparesTwoMessagesAndIsNotAskedAgain() {
    receive("枫树湾井盖丢了", "枫树湾小学门前的井盖丢了一个，下水道敞着口，学生上学要绕行，请来补上。", false);
    UUID second = receive("枫树湾小学门前井盖丢失", "枫树湾小学门前的井盖丢了半个月，下水道敞着口，学生上学只好绕行。", false);
    receive("枫树湾补井盖", "枫树湾小学旁井盖丢了，请补上井盖。", true);
    try (Browsers browsers = new Browsers()) {
      Page desk = signedIn(browsers.desk());
      desk.navigate(county.address() + "/desk/intake");
      desk.locator(test("topics")).waitFor();
      picture(desk, "desk-intake-topics");
      desk.navigate(county.address() + "/desk/intake/" + second);
      desk.locator(test("alike-one")).first().waitFor();
      desk.locator(test("precedents")).waitFor();
      desk.locator(test("suggested-public-facility")).click();
      picture(desk, "desk-intake-triage");
      assertThat(desk.locator(test("alike-one")).count()).isEqualTo(1);

      desk.locator(test("alike-not-same")).click();
      desk.locator(test("alike-one")).waitFor(detached());
      desk.reload();
      desk.locator(test("suggestion")).waitFor();
      assertThat(desk.locator(test("alike-one")).count()).isZero();
      assertThat(county.clerk().get("/api/intake/" + second).text("state")).isEqualTo("NEW");

      desk.navigate(county.address() + "/desk/intake-trends");
      desk.locator(test("answers")).waitFor();
      picture(desk, "desk-trends");

      desk.navigate(county.address() + "/desk/new");
      desk.locator(test("new-text")).fill("村口的路灯坏了三盏，晚上看不见路。");
      desk.locator(test("suggested-public-facility")).waitFor();
      picture(desk, "desk-new-suggestion");

      Page phone = signedIn(browsers.phone());
      phone.navigate(county.address() + "/desk/intake/" + second);
      phone.locator(test("suggestion")).waitFor();
      picture(phone, "phone-intake-triage");
      phone.navigate(county.address() + "/desk/intake-trends");
      phone.locator(test("answers")).waitFor();
      picture(phone, "phone-trends");
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  private static com.microsoft.playwright.Locator.WaitForOptions detached() {
    return new com.microsoft.playwright.Locator.WaitForOptions()
        .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED);
  }

  private Page signedIn(BrowserContext context) {
    Page page = context.newPage();
    page.navigate(county.address() + "/desk/");
    page.locator(test("login")).fill("clerk");
    page.locator(test("password")).fill(County.PASSWORD);
    page.locator(test("sign-in")).click();
    page.locator(test("nav-intake")).waitFor();
    return page;
  }

  private UUID receive(String subject, String text, boolean answered) {
    UUID item = Ids.next();
    Map<String, Object> body = new HashMap<>();
    body.put("itemId", item);
    body.put("source", "message-board");
    body.put("sourceId", item.toString().substring(28));
    body.put("subject", subject);
    body.put("text", text);
    body.put("requester", "A" + item.toString().substring(32));
    Instant now = clock.instant();
    body.put("placedAt", answered ? now.minus(Duration.ofDays(400)) : now.minusSeconds(600));
    if (answered) {
      body.put("reply", "您好：您反映的井盖已经补好，共补井盖一个。");
      body.put("repliedAt", now.minus(Duration.ofDays(393)));
      body.put("historical", true);
      body.put("category", "城乡建设/城市建设和市政管理");
    }
    Answer answer = county.clerk().command("hall.receive", body);
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    return item;
  }
}

package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

/** From an empty year to a promise that everybody reads, and its first milestone. */
@YanzhenTest
class CountyPromisingAtTheDeskTest {

  @Autowired County county;
  @Autowired TestClock clock;

  @Test
  void aPromiseIsWrittenLookedAtPublishedCorrectedAndReached() throws IOException {
    int year = LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai")).getYear() + 9;
    try (Browsers browsers = new Browsers()) {
      Page desk = browsers.desk().newPage();
      desk.navigate(county.address() + "/desk/");
      desk.locator(test("login")).fill("admin");
      desk.locator(test("password")).fill(County.PASSWORD);
      desk.locator(test("sign-in")).click();
      desk.locator(test("nav-commitments")).click();
      assertThat(desk.locator(test("commitment-row")).first()).isVisible();
      picture(desk, "desk-commitments");

      desk.navigate(county.address() + "/desk/commitments?year=" + year);
      assertThat(desk.locator(test("none"))).containsText(String.valueOf(year));
      desk.locator(test("promise-new")).click();
      assertThat(desk.locator(test("keep-promise"))).isDisabled();
      desk.locator(test("title.zh")).fill("修三座便桥");
      desk.locator(test("brings.zh")).fill("过河不再绕十里路。");
      desk.locator(test("promise-body")).click();
      desk.locator(".el-select-dropdown__item:visible")
          .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("公共设施管护中心"))
          .click();
      desk.locator(test("owner.zh")).fill("分管副主任");
      desk.locator(test("milestones.0.title.zh")).fill("三座都通");
      desk.locator(test("milestones.0.due")).fill(year + "-06-30");
      desk.locator(test("add-figure")).click();
      desk.locator(test("figures.0.name.zh")).fill("便桥");
      desk.locator(test("figures.0.promised")).fill("３");
      desk.locator(test("figures.0.unit.zh")).fill("座");
      picture(desk, "desk-commitment-form");
      desk.locator(test("keep-promise")).click();
      assertThat(desk.locator(test("commitment")).locator(test("standing")))
          .hasAttribute("data-standing", "DRAFT");

      Page villager = browsers.phone().newPage();
      villager.navigate(county.address() + "/commitments?year=" + year);
      assertThat(villager.locator(test("none"))).isVisible();

      desk.locator(test("publish")).click();
      assertThat(desk.locator(test("ask"))).isVisible();
      desk.locator(test("publish-yes")).click();
      assertThat(desk.locator(test("commitment")).locator(test("standing")))
          .hasAttribute("data-standing", "PLANNED");
      villager.navigate(county.address() + "/commitments?year=" + year);
      assertThat(villager.locator("main")).containsText("修三座便桥");
      assertThat(villager.locator("main")).containsText("便桥：答应 3 座");
      picture(villager, "door-commitments");

      desk.locator(test("correct")).click();
      desk.locator(test("milestones.0.due")).fill(year + "-09-30");
      assertThat(desk.locator(test("keep-promise"))).isDisabled();
      desk.locator(test("promise-reason")).fill("汛期提前，水退了才能下桩。");
      desk.locator(test("keep-promise")).click();
      assertThat(desk.locator(test("history"))).containsText(year + "-06-30");

      desk.locator(test("reach-1")).click();
      desk.locator(test("step-text")).fill("三座都验收了，附照片。");
      desk.locator(test("step-figure-1")).fill("3");
      desk.locator(test("step-photos")).setInputFiles(new FilePayload("桥.png", "image/png", png()));
      assertThat(desk.locator(test("step-photo"))).isVisible();
      desk.locator(test("step-go")).click();
      assertThat(desk.locator(test("commitment")).locator(test("standing")))
          .hasAttribute("data-standing", "ON_THE_WAY");
      picture(desk, "desk-commitment");

      villager.locator("main section h2 a").first().click();
      assertThat(villager.locator(test("history"))).containsText("汛期提前，水退了才能下桩。");
      assertThat(villager.locator(test("history")).locator("img")).hasCount(1);
      picture(villager, "door-commitment");
      villager.navigate(county.address() + "/figures");
      assertThat(villager.locator(test("few"))).isVisible();
      picture(villager, "door-figures");

      desk.navigate(county.address() + "/desk/cards");
      assertThat(desk.locator(test("card")).first()).isVisible();
      desk.locator(test("print-cards")).click();
      assertThat(desk.locator(test("stale-none"))).isVisible();
      picture(desk, "desk-cards-stale");
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  private static byte[] png() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB), "png", png);
    return png.toByteArray();
  }
}

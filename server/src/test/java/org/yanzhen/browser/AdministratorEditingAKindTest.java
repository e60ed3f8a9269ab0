package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class AdministratorEditingAKindTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired County county;
  @Autowired Catalogue catalogue;

  @Test
  void aNewKindIsWrittenPreviewedComparedAndAdoptedThenEditedAsText() {
    try (Browsers browsers = new Browsers()) {
      Page desk = browsers.desk().newPage();
      desk.navigate(county.address() + "/desk/");
      desk.locator(test("login")).fill("admin");
      desk.locator(test("password")).fill(County.PASSWORD);
      desk.locator(test("sign-in")).click();
      desk.locator(test("nav-services")).click();
      desk.locator("[data-code=\"public-facility\"]").click();
      assertThat(desk.locator(test("kind-form"))).isVisible();
      picture(desk, "desk-services");

      desk.locator(test("new-kind")).click();
      desk.locator(test("code")).fill("own-desk");
      desk.locator(test("name.zh")).fill("修水井");
      desk.locator(test("name.en")).fill("Well repair");
      desk.locator(test("summary.zh")).fill("井坏了来修。");
      desk.locator(test("door")).uncheck();
      desk.locator(test("adopt-kind")).click();
      // The missing English is named, and nothing is adopted.
      assertThat(desk.locator(test("problem"))).containsText("summary.en");
      desk.locator(test("summary.en")).fill("A broken well is mended.");
      // The usual promises of one urgency are there again at a press; what is typed after counts.
      desk.locator(test("limit-URGENT-CONTACT")).fill("9");
      desk.locator(test("usual-URGENT")).click();
      assertThat(desk.locator(test("limit-URGENT-CONTACT"))).hasValue("4");
      desk.locator(test("limit-URGENT-CONTACT")).fill("3");
      desk.locator(test("adopt-kind")).click();
      assertThat(desk.locator(test("changes"))).containsText("修水井");
      picture(desk, "desk-services-changes");
      desk.locator(test("adopt-kind")).click();
      assertThat(desk.locator("[data-code=\"own-desk\"]")).isVisible();
      Kind adopted = catalogue.find(REALM, "own-desk").orElseThrow();
      assertThat(adopted.version()).isEqualTo(1);

      desk.locator(test("tab-preview")).click();
      assertThat(desk.locator(test("kind-preview"))).containsText("井坏了来修。");
      picture(desk, "desk-services-preview");
      desk.locator(test("tab-pack")).click();
      String pack = desk.locator(test("pack-text")).inputValue();
      desk.locator(test("pack-text")).fill(pack.replace("lease: 4 hours", "lease: soon"));
      desk.locator(test("adopt-kind")).click();
      assertThat(desk.locator(test("slips"))).containsText("soon");
      desk.locator(test("pack-text")).fill(pack.replace("lease: 4 hours", "lease: 5 hours"));
      desk.locator(test("adopt-kind")).click();
      assertThat(desk.locator("[data-path=\"lease\"]")).containsText("5");
      desk.locator(test("adopt-kind")).click();
      // Once it is adopted the editor opens anew.
      assertThat(desk.locator(test("changes"))).isHidden();
      desk.locator(test("tab-history")).click();
      assertThat(desk.locator(test("kind-history")).locator("li")).hasCount(2);
      picture(desk, "desk-services-history");

      desk.navigate(county.address() + "/desk/cards");
      assertThat(desk.locator(test("card")).first()).isVisible();
      picture(desk, "desk-cards");
      desk.navigate(county.address() + "/list");
      picture(desk, "door-list");
      desk.setViewportSize(390, 844);
      desk.navigate(county.address() + "/desk/services/own-desk");
      assertThat(desk.locator(test("kind-form"))).isVisible();
      picture(desk, "phone-services");
      assertThat(browsers.complaints()).isEmpty();
    }
  }
}

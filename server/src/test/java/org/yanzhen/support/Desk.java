package org.yanzhen.support;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Somebody signed in at the desk, at its usual size, who also looks whether a page is whole. */
public final class Desk implements AutoCloseable {

  private static final int A4_WIDTH = 794;
  private static final int A4_HEIGHT = 1123;
  private static final Pattern SHEET = Pattern.compile("/Type\\s*/Page\\b");

  /** What can be pushed sideways although nobody meant it to be. */
  private static final String WIDER_THAN_ITS_PLACE =
      """
      () => ['html', 'main', 'main *'].flatMap((where) => [...document.querySelectorAll(where)])
        .filter((one) => one === document.documentElement || /auto|scroll/.test(getComputedStyle(one).overflowX))
        .filter((one) => one.scrollWidth > one.clientWidth + 1)
        .map((one) => `${one.tagName}.${one.className}: ${one.scrollWidth} > ${one.clientWidth}`)
      """;

  private final County county;
  private final Browsers browsers = new Browsers();
  private final BrowserContext context = browsers.desk();
  private final Page page = context.newPage();

  private Desk(County county) {
    this.county = county;
  }

  public static Desk of(County county, String login) {
    Desk desk = new Desk(county);
    desk.signIn(login);
    return desk;
  }

  private void signIn(String login) {
    page.navigate(county.address() + "/desk/");
    page.locator(Browsers.test("login")).fill(login);
    page.locator(Browsers.test("password")).fill(County.PASSWORD);
    page.locator(Browsers.test("sign-in")).click();
    assertThat(page.locator(Browsers.test("account"))).isVisible();
  }

  /** Opens a page under {@code /desk}. */
  public Page open(String path) {
    page.navigate(county.address() + "/desk" + path);
    return page;
  }

  public Page page() {
    return page;
  }

  public Locator find(String test) {
    return page.locator(Browsers.test(test));
  }

  /** Opens a main page by its link, also where that stands under "more". */
  public void go(String link) {
    if (!find(link).isVisible()) {
      find("nav-more").click();
    }
    find(link).click();
  }

  public void inEnglish() {
    if (!"en".equals(page.locator("html").getAttribute("lang"))) {
      find("language").first().click();
    }
    assertThat(page.locator("html")).hasAttribute("lang", "en");
  }

  /** Where a page has no bar to switch it on: English from the next page on. */
  public void inEnglishNextTime() {
    page.evaluate("() => localStorage.setItem('yanzhen.desk.locale', 'en')");
  }

  /** Nothing of the page lies beside the screen, and none of its code complained. */
  public void looksWhole(String picture) {
    Browsers.picture(page, picture);
    assertThat((List<?>) page.evaluate(WIDER_THAN_ITS_PLACE)).as(picture).isEmpty();
    assertThat(browsers.complaints()).isEmpty();
    assertThat(browsers.consoleErrors()).isEmpty();
  }

  /**
   * Shows the page as it is on paper while it is looked at, keeps a picture of it, and counts the
   * sheets it takes.
   */
  public int onPaper(String picture, Runnable look) {
    ViewportSize size = page.viewportSize();
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    page.setViewportSize(A4_WIDTH, A4_HEIGHT);
    Browsers.picture(page, picture);
    look.run();
    byte[] pdf = page.pdf(new Page.PdfOptions().setFormat("A4").setPrintBackground(true));
    page.setViewportSize(size.width, size.height);
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    String objects = new String(pdf, StandardCharsets.ISO_8859_1);
    return (int) SHEET.matcher(objects).results().count();
  }

  @Override
  public void close() {
    browsers.close();
  }
}

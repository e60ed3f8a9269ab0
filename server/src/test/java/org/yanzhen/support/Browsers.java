package org.yanzhen.support;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's Chromium, with a context for each person: own cookies, own storage, own network. */
public final class Browsers implements AutoCloseable {

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> consoleErrors = new ArrayList<>();

  public Browsers() {
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium())
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            // A microphone that beeps, and is given to whoever asks.
                            "--use-fake-device-for-media-stream",
                            "--use-fake-ui-for-media-stream")));
  }

  /** Somebody at a phone of usual size. */
  public BrowserContext phone() {
    return context(
        new Browser.NewContextOptions()
            .setViewportSize(390, 844)
            .setIsMobile(true)
            .setHasTouch(true));
  }

  /** Somebody at a desk. */
  public BrowserContext desk() {
    return context(new Browser.NewContextOptions().setViewportSize(1440, 900));
  }

  private BrowserContext context(Browser.NewContextOptions options) {
    BrowserContext context =
        browser.newContext(options.setLocale("zh-CN").setTimezoneId("Asia/Shanghai"));
    context.setDefaultTimeout(30_000);
    context.onPage(
        page ->
            page.onPageError(
                error -> {
                  synchronized (complaints) {
                    complaints.add(page.url() + ": " + error);
                  }
                }));
    context.onConsoleMessage(
        message -> {
          // Whether somebody is signed in is asked before anybody is: that is no error of a page.
          if (message.type().equals("error") && !message.location().contains("/api/session")) {
            synchronized (consoleErrors) {
              consoleErrors.add(message.location() + ": " + message.text());
            }
          }
        });
    return context;
  }

  /** Errors no code caught, on any page. */
  public List<String> complaints() {
    synchronized (complaints) {
      return List.copyOf(complaints);
    }
  }

  /** What a page wrote on its console as an error; a refused request is one, too. */
  public List<String> consoleErrors() {
    synchronized (consoleErrors) {
      return List.copyOf(consoleErrors);
    }
  }

  /** {@code [data-test=…]}. */
  public static String test(String name) {
    return "[data-test=\"" + name + "\"]";
  }

  /** Keeps a picture of the page for people to look at. */
  public static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "pictures", name + ".png"))
            .setFullPage(false));
  }

  private static Path chromium() {
    for (String candidate :
        List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")) {
      if (Files.isExecutable(Path.of(candidate))) {
        return Path.of(candidate);
      }
    }
    throw new IllegalStateException("no Chromium found; install chromium and fonts-noto-cjk");
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}

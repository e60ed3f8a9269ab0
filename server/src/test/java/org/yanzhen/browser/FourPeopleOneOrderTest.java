package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanzhen.support.Api;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.RunningServer;

/**
 * An elder at the door, somebody at the desk, a cadre whose network is cut in the middle, a second
 * cadre who loses the race; then the server is killed hard, and every step that was acknowledged is
 * still there.
 */
class FourPeopleOneOrderTest {

  private static final String PIN = "240817";

  @TempDir Path folder;

  @Test
  void oneOrderGoesThroughEveryWallOfTheHouse() throws Exception {
    int port = freePort();
    try (Browsers browsers = new Browsers()) {
      String number;
      String receipt;
      try (RunningServer server = RunningServer.start(folder, port)) {
        String address = server.address();
        Page desk = signedInAtTheDesk(browsers, address);

        Page elder = browsers.phone().newPage();
        number = asks(elder, address);
        receipt = elder.url();

        // The desk sees it without reloading, and puts it on the board.
        desk.locator(test("arrived"))
            .or(desk.locator(test("order-row-" + number)))
            .first()
            .waitFor();
        if (desk.locator(test("arrived")).isVisible()) {
          desk.locator(test("arrived")).click();
        }
        desk.locator(test("order-row-" + number)).click();
        assertThat(desk.locator(test("candidate-1"))).isVisible();
        picture(desk, "desk-candidates");
        desk.locator(test("open-board")).click();

        // Two cadres look at the same board; the first claims it, the second is told kindly.
        BrowserContext firstPhone = browsers.phone();
        Page first = signedInInTheField(firstPhone, address, "worker1");
        Page second = signedInInTheField(browsers.phone(), address, "worker2");
        openFromTheBoard(second, number);
        openFromTheBoard(first, number);
        first.locator(test("claim")).click();
        first.locator(test("claim-plan")).fill("先断电查线，再换灯泡");
        first.locator(test("claim-send")).click();
        // The server has it before the second tries: on the desk it is no longer free.
        assertThat(desk.locator(test("thread"))).containsText("认领");
        assertThat(desk.locator(test("thread"))).containsText("先断电查线，再换灯泡");
        second.locator(test("claim")).click();
        second.locator(test("claim-send")).click();
        assertThat(
                second
                    .locator(test("needs-you"))
                    .or(second.locator(test("needs-you-link")))
                    .first())
            .isVisible();
        picture(second, "field-lost-race");

        // No signal in the hamlet: first contact, a picture, the report; even the page is reloaded.
        firstPhone.setOffline(true);
        first.locator(test("start")).click();
        first.locator(test("note")).click();
        first.locator(test("note-text")).fill("灯杆接线盒进水，已擦干");
        first
            .locator(test("photo"))
            .setInputFiles(new FilePayload("lamp.jpg", "image/jpeg", jpeg()));
        first.locator(test("note-send")).click();
        // The sheet closes when the phone has it, not before.
        assertThat(first.locator(test("note-send"))).hasCount(0);
        first.reload();
        unlock(first);
        // Back on the order where the page was reloaded.
        first.locator(test("report")).click();
        first.locator(test("report-text")).fill("换了三个灯泡，晚上已经亮了");
        first.locator(test("report-send")).click();
        assertThat(first.locator(test("report-send"))).hasCount(0);
        picture(first, "field-offline");
        Api clerk = Api.signIn(address, "clerk", County.PASSWORD);
        String id = clerk.get("/api/orders?filter=working&text=" + number).text("items.0.id");
        assertThat(clerk.get("/api/orders/" + id).text("card.state")).isEqualTo("ACCEPTED");

        firstPhone.setOffline(false);
        // The desk follows by itself.
        assertThat(desk.locator(test("thread"))).containsText("换了三个灯泡");

        // The elder says it is solved.
        elder.navigate(receipt);
        assertThat(elder.locator(test("solved"))).isVisible();
        assertThat(elder.getByText("先断电查线，再换灯泡")).isVisible();
        picture(elder, "door-reported");
        elder.locator(test("solved")).click();
        elder.locator(test("rating-5")).check();
        elder.locator(test("words")).fill("亮了，谢谢");
        elder.locator(test("send-verdict")).click();
        assertThat(elder.locator(test("state"))).containsText("已解决");
        server.killHard();
      }
      try (RunningServer again = RunningServer.start(folder, port)) {
        Api clerk = Api.signIn(again.address(), "clerk", County.PASSWORD);
        String id = clerk.get("/api/orders?filter=closed&text=" + number).text("items.0.id");
        List<String> steps = new ArrayList<>();
        clerk
            .get("/api/orders/" + id)
            .body()
            .get("thread")
            .forEach(step -> steps.add(step.get("type").asString()));
        assertThat(steps)
            .containsExactly(
                "order.place",
                "dispatch.open",
                "dispatch.claim",
                "order.start",
                "order.note",
                "order.report",
                "order.solve");
        assertThat(clerk.get("/api/orders/" + id).text("attachments.0.ready")).isEqualTo("true");
        assertThat(clerk.get("/api/orders/" + id).text("card.rating")).isEqualTo("5");
        Page elder = browsers.phone().newPage();
        elder.navigate(receipt);
        assertThat(elder.locator(test("state"))).containsText("已解决");
        assertThat(elder.locator(test("number"))).containsText(number);
      }
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  private static String asks(Page elder, String address) {
    elder.navigate(address + "/?elder=1");
    elder.locator(test("ask")).first().click();
    elder.locator(test("kind-public-facility")).first().click();
    elder.locator(test("township")).first().click();
    elder.locator(test("division")).first().click();
    elder.locator(test("text")).fill("村口三盏路灯不亮，晚上看不见路");
    elder.locator(test("field-facility")).selectOption("light");
    elder.locator(test("name")).fill("向小禾");
    elder.locator(test("phone")).fill("13800000000");
    elder.locator(test("submit")).click();
    assertThat(elder.locator(test("number"))).isVisible();
    picture(elder, "door-receipt-elder");
    return elder.locator(test("number")).innerText().strip();
  }

  private static Page signedInAtTheDesk(Browsers browsers, String address) {
    Page desk = browsers.desk().newPage();
    desk.navigate(address + "/desk/");
    desk.locator(test("login")).fill("dispatcher");
    desk.locator(test("password")).fill(County.PASSWORD);
    desk.locator(test("sign-in")).click();
    assertThat(desk.locator(test("order-list"))).isVisible();
    return desk;
  }

  private static Page signedInInTheField(BrowserContext phone, String address, String login) {
    Page page = phone.newPage();
    page.navigate(address + "/field/");
    page.locator(test("login")).fill(login);
    page.locator(test("password")).fill(County.PASSWORD);
    page.locator(test("sign-in")).click();
    unlock(page);
    unlock(page);
    assertThat(page.locator(test("tab-board"))).isVisible();
    // The shell is kept for starting without a network once the service worker is in charge.
    page.waitForFunction(
        "() => navigator.serviceWorker.controller !== null || navigator.serviceWorker.ready.then(() => true)");
    return page;
  }

  private static void unlock(Page page) {
    page.locator(test("pin")).pressSequentially(PIN);
  }

  private static void openFromTheBoard(Page page, String number) {
    page.locator(test("tab-board")).click();
    page.locator(test("order-card-" + number)).click();
    assertThat(page.locator(test("claim"))).isVisible();
  }

  private static byte[] jpeg() throws Exception {
    BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(new Color(0x1F7A4D));
    graphics.fillRect(0, 0, 320, 240);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", out);
    return out.toByteArray();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}

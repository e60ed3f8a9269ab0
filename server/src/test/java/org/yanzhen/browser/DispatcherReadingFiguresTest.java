package org.yanzhen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.support.Browsers.picture;
import static org.yanzhen.support.Browsers.test;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.Browsers;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class DispatcherReadingFiguresTest {

  @Autowired County county;
  @Autowired Divisions divisions;
  @Autowired TestClock clock;

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void aNumberLeadsToItsOrdersAndSimilarOrdersToTheirRoot() {
    Division village = untouched();
    int township = Objects.requireNonNull(village.parentId());
    String day = clock.instant().toString().substring(0, 10);
    UUID unserved = placed(village);
    for (int i = 0; i < 6; i++) {
      UUID order = placed(village);
      done(county.dispatcher().command("dispatch.open", Map.of("orderId", order)));
      done(county.as("worker1").command("dispatch.claim", Map.of("orderId", order)));
      if (i == 5) {
        done(
            county
                .as("worker1")
                .command("order.release", Map.of("orderId", order, "reason", "FAR")));
        continue;
      }
      done(county.as("worker1").command("order.start", Map.of("orderId", order)));
      done(county.as("worker1").command("order.report", Map.of("orderId", order, "text", "好了")));
      done(
          county
              .clerk()
              .command(
                  "order.solve", Map.of("orderId", order, "channel", "CALL", "rating", 5 - i % 3)));
    }
    clock.advance(Duration.ofDays(20));
    String from = java.time.LocalDate.parse(day).minusDays(1).toString();
    String to = java.time.LocalDate.parse(day).plusDays(1).toString();
    String address =
        county.address() + "/desk/figures?division=%d&period=%s..%s".formatted(township, from, to);

    try (Browsers browsers = new Browsers()) {
      BrowserContext context = browsers.desk();
      Page desk = context.newPage();
      desk.navigate(county.address() + "/desk/");
      desk.locator(test("login")).fill("dispatcher");
      desk.locator(test("password")).fill(County.PASSWORD);
      desk.locator(test("sign-in")).click();
      desk.locator(test("nav-figures")).click();
      assertThat(desk.locator(test("rate-resolution"))).isVisible();
      desk.navigate(address);
      assertThat(desk.locator(test("rate-resolution"))).containsText("71.4%");
      desk.locator(test("rate-resolution")).getByText("没做到 2 件").click();
      assertThat(desk.locator(test("behind")).locator("[data-order-id]")).hasCount(2);
      assertThat(desk.locator(test("behind")).locator("[data-order-id=\"" + unserved + "\"]"))
          .isVisible();
      picture(desk, "desk-figures");
      desk.locator(test("figures-clocks")).click();
      picture(desk, "desk-figures-clocks");
      desk.locator(test("figures-returns")).click();
      assertThat(desk.locator(test("returns"))).containsText("路太远");
      desk.locator(test("returns-open")).first().click();
      assertThat(desk.locator(test("behind")).locator("[data-order-id]")).hasCount(1);
      picture(desk, "desk-figures-returns");
      desk.locator(test("figures-needs")).click();
      assertThat(desk.locator(test("needs"))).isVisible();
      desk.locator(test("needs-open")).first().click();
      assertThat(desk.locator(test("behind")).locator("[data-order-id]")).hasCount(7);
      picture(desk, "desk-figures-needs");

      clock.reset();
      desk.navigate(county.address() + "/desk/orders/" + unserved);
      desk.locator(test("dossier-from-order")).click();
      desk.locator("#new-dossier-title").fill("路灯总坏");
      desk.locator(test("order-dossier")).scrollIntoViewIfNeeded();
      picture(desk, "desk-order-dossier");
      desk.locator(test("dossier-open")).locator("button[type=submit]").click();
      assertThat(desk.locator(test("dossier"))).containsText("路灯总坏");
      desk.locator(test("dossier-advance")).locator("button[type=submit]").click();
      assertThat(desk.locator(test("dossier"))).containsText("走到 调研");
      picture(desk, "desk-dossier");
      desk.setViewportSize(390, 844);
      picture(desk, "phone-dossier");
      desk.navigate(address);
      assertThat(desk.locator(test("rate-resolution"))).isVisible();
      picture(desk, "phone-figures");
      desk.navigate(county.address() + "/draws");
      picture(desk, "phone-draws");
      assertThat(browsers.complaints()).isEmpty();
    }
  }

  /** A village in whose township no other test has placed anything: its figures are our own. */
  private Division untouched() {
    List<Division> villages =
        divisions.villagesBelow(divisions.findByCode("431224").orElseThrow().id());
    List<Integer> used =
        Sql.owner()
            .sql(
                """
                select distinct coalesce(d.parent_id, d.id) from orders.orders o
                join place.division d on d.id = o.division_id
                where o.realm = 1 and d.level = 'VILLAGE'
                """)
            .query(Integer.class)
            .list();
    return villages.stream()
        .filter(village -> !used.contains(village.parentId()))
        .findAny()
        .orElseThrow();
  }

  private UUID placed(Division village) {
    Map<String, Object> body = new HashMap<>(county.request());
    body.put("orderId", Ids.next());
    body.put("divisionId", village.id());
    done(county.clerk().command("order.place", body));
    return (UUID) body.get("orderId");
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}

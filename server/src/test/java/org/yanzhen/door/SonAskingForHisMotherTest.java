package org.yanzhen.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.door.Visitor.Page;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.Requesters;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;

/** Somebody asks at the door for somebody else, who hears of it too. */
@YanzhenTest
class SonAskingForHisMotherTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired County county;
  @Autowired OrderReads orders;
  @Autowired Requesters requesters;

  private final int own = ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
  private final String mother = "舒大娘" + own;
  private Visitor visitor;

  @BeforeEach
  void comesIn() {
    visitor = new Visitor(county.address());
  }

  @Test
  void sheIsToldAtHerOwnNumber() {
    UUID order = order(ask(Map.of("forName", mother, "forPhone", "137 " + own)));

    assertThat(requesters.findPrincipalPhone(REALM, order)).hasValue("137" + own);
    assertThat(told(order)).contains("有人替您办事");
  }

  @Test
  void herNameIsReadableNowhereInTheDatabase() {
    UUID order = order(ask(Map.of("forName", mother, "forPhone", "137" + own)));

    assertThat(
            Sql.owner()
                .sql(
                    """
                    select position(convert_to(:name, 'UTF8') in principal_name)
                    from orders.contact where realm = 1 and order_id = :order
                    """)
                .param("name", mother)
                .param("order", order)
                .query(Integer.class)
                .single())
        .isZero();
    for (String table : new String[] {"orders.orders", "orders.history", "command.command"}) {
      assertThat(
              Sql.owner()
                  .sql("select count(*) from " + table + " t where t::text like :name")
                  .param("name", "%" + mother + "%")
                  .query(Integer.class)
                  .single())
          .as(table)
          .isZero();
    }
  }

  @Test
  void theReceiptSaysForWhomItIsAndNotTheirNumber() {
    Page receipt = ask(Map.of("forName", mother, "forPhone", "137" + own));

    assertThat(receipt.text("for-whom")).isEqualTo(mother);
    assertThat(receipt.html()).doesNotContain("137" + own);
  }

  @Test
  void aNumberThatIsNoneIsSaidAtItsInputAndAllIsKept() {
    Page refused = ask(Map.of("forName", mother, "forPhone", "12"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html()).contains("id=\"forPhone-error\" role=\"alert\"");
    assertThat(refused.form()).containsEntry("forName", mother).containsEntry("forPhone", "12");
  }

  @Test
  void whoAsksForThemselfNamesNobodyAndNobodyElseIsTold() {
    Page receipt = ask(Map.of());

    assertThat(receipt.has("for-whom")).isFalse();
    assertThat(told(order(receipt))).doesNotContain("替您办");
  }

  private Page ask(Map<String, String> forWhom) {
    Map<String, String> typed = new HashMap<>(forWhom);
    typed.put("text", "帮我妈办养老保险，她走不动。");
    typed.put("f.matter", "pension");
    typed.put("f.handover", "collect");
    typed.put("phone", "136" + own);
    return visitor.submit(visitor.open("/ask/proxy-filing?at=" + county.village().id()), typed);
  }

  private UUID order(Page receipt) {
    assertThat(receipt.path()).as(receipt.text("refused")).startsWith("/o/1.");
    return orders.findByNumber(REALM, receipt.text("number")).orElseThrow();
  }

  private String told(UUID order) {
    return county.clerk().get("/api/orders/" + order + "/messages").body().toString();
  }
}

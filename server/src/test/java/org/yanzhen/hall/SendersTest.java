package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;

/** Who a message came from, in the database. */
@YanzhenTest
class SendersTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired County county;
  @Autowired Senders senders;
  @Autowired IntakeStore store;
  @Autowired RealmTransactions transactions;

  @Test
  void aNumberIsKeptEncryptedAndANameAsTheSourceGaveIt() {
    UUID byNumber = received("139 0000-1234");
    assertThat(inTheClear(byNumber)).isNull();
    assertThat(readBack(byNumber)).isEqualTo("139 0000-1234");
    assertThat(inTheClear(received("匿名网友"))).isEqualTo("匿名网友");
  }

  @Test
  void aNumberOfAnOlderReleaseIsSealedByTheJob() {
    UUID item = received("网友");
    Sql.owner()
        .sql("update hall.intake_item set requester = '13900005678' where id = :id")
        .param("id", item)
        .update();

    while (transactions.write(REALM, () -> senders.sealOld(REALM))) {}

    assertThat(inTheClear(item)).isNull();
    assertThat(readBack(item)).isEqualTo("13900005678");
  }

  private UUID received(String requester) {
    return new Messages(county)
        .receive(
            "来信",
            "来信" + UUID.randomUUID(),
            java.time.Instant.parse("2026-03-02T02:00:00Z"),
            Map.of("requester", requester));
  }

  private String readBack(UUID item) {
    return transactions.read(REALM, () -> store.find(REALM, item)).orElseThrow().requester();
  }

  private static String inTheClear(UUID item) {
    return Sql.owner()
        .sql("select coalesce(requester, '') from hall.intake_item where id = :id")
        .param("id", item)
        .query(String.class)
        .single()
        .transform(text -> text.isEmpty() ? null : text);
  }
}

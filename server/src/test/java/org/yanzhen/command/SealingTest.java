package org.yanzhen.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;

/**
 * Somebody with the owner's rights forges; the chain names the row. Each test puts back what it
 * forged.
 */
@YanzhenTest
class SealingTest {

  private static final RealmId COUNTY = new RealmId(1);

  @Autowired County county;
  @Autowired Sealing sealing;

  @Test
  void anUntouchedChainIsWhole() {
    sealed();

    Sealing.Verdict verdict = sealing.verify(COUNTY);

    assertThat(verdict.broken()).isNull();
    assertThat(verdict.links()).isPositive();
  }

  @Test
  void aChangedRowIsNamed() {
    UUID id = sealed();
    Sql.owner()
        .sql("update command.command set origin = 'JOB' where id = :id")
        .param("id", id)
        .update();
    try {
      assertThat(sealing.verify(COUNTY).broken()).contains(id.toString()).contains("changed");
    } finally {
      Sql.owner()
          .sql("update command.command set origin = 'API' where id = :id")
          .param("id", id)
          .update();
    }
    assertThat(sealing.verify(COUNTY).broken()).isNull();
  }

  @Test
  void aRemovedRowIsNamed() {
    UUID id = sealed();
    Sql.owner()
        .sql(
            "create table if not exists public.stolen as select * from command.command where false")
        .update();
    try {
      Sql.owner()
          .sql("delete from command.personal_part where command_id = :id")
          .param("id", id)
          .update();
      Sql.owner()
          .sql(
              "with gone as (delete from command.command where id = :id returning *) insert into public.stolen select * from gone")
          .param("id", id)
          .update();
      assertThat(sealing.verify(COUNTY).broken()).contains(id.toString()).contains("removed");
    } finally {
      Sql.owner().sql("insert into command.command select * from public.stolen").update();
      Sql.owner().sql("drop table public.stolen").update();
    }
    assertThat(sealing.verify(COUNTY).broken()).isNull();
  }

  @Test
  void erasingAPersonsWordsLeavesTheChainWholeAndTheAnswerTheSame() {
    UUID id = Ids.next();
    Map<String, Object> request = county.request();
    var first = county.clerk().command(id, "order.place", request);
    sealing.seal(COUNTY);

    Sql.owner()
        .sql("delete from command.personal_part where command_id = :id")
        .param("id", id)
        .update();

    assertThat(sealing.verify(COUNTY).broken()).isNull();
    assertThat(county.clerk().command(id, "order.place", request).text("result.number"))
        .isEqualTo(first.text("result.number"));
  }

  private UUID sealed() {
    UUID id = Ids.next();
    county.clerk().command(id, "order.place", county.request());
    sealing.seal(COUNTY);
    return id;
  }
}

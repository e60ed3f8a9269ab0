package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;

/** However many ask at once, nobody gets more than a hand holds. */
@YanzhenTest
class ManyOrdersToOneHandAtOnceTest {

  private static final int FULL = 8;

  @Autowired ApplicationContext context;
  private Scene scene;
  private UUID person;

  @BeforeEach
  void onePersonOfABodyOfTheirOwn() {
    scene = Scene.at(context, 41);
    person = scene.person("一双手");
  }

  @Test
  void ofThirtyClaimsAtOnceEightSucceed() {
    String kind = scene.kind("claimed", scene.body, List.of("BOARD"), Map.of());
    Api phone = scene.as(person);
    List<Callable<Answer>> claims = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      UUID order = scene.placed(kind);
      claims.add(() -> phone.command("dispatch.claim", Map.of("orderId", order)));
    }

    List<Answer> answers = atOnce(claims);

    assertThat(answers).filteredOn(Answer::isDone).hasSize(FULL);
    assertThat(answers)
        .filteredOn(answer -> !answer.isDone())
        .allMatch(
            answer -> Set.of("dispatch.not-eligible", "service.busy").contains(answer.code()));
    assertThat(inHand()).isEqualTo(FULL);
  }

  @Test
  void claimsAndOffersAtOnceAreCountedTogether() {
    String board = scene.kind("claimed", scene.body, List.of("BOARD"), Map.of());
    String offered = scene.kind("offered", scene.body, List.of("OFFER"), Map.of(), "RESTRICTED");
    Api phone = scene.as(person);
    List<Callable<Answer>> asked = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      UUID claimed = scene.placed(board);
      asked.add(() -> phone.command("dispatch.claim", Map.of("orderId", claimed)));
      UUID order = scene.placed(offered);
      asked.add(() -> scene.offer(order, person, "就近", false));
    }

    assertThat(atOnce(asked)).filteredOn(Answer::isDone).hasSize(FULL);
    assertThat(inHand()).isEqualTo(FULL);
  }

  private static List<Answer> atOnce(List<Callable<Answer>> asked) {
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService many = Executors.newFixedThreadPool(asked.size())) {
      for (Future<Answer> one : many.invokeAll(asked)) {
        answers.add(one.get());
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return answers;
  }

  private int inHand() {
    return Sql.owner()
        .sql(
            """
            select count(*) from orders.orders
            where realm = 1 and state in ('OFFERED', 'ACCEPTED', 'WORKING') and (assignee = :person or offered_to = :person)
            """)
        .param("person", person)
        .query(Integer.class)
        .single();
  }
}

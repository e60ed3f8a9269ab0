package org.yanzhen.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import tools.jackson.databind.JsonNode;

/** An order taken to where a test begins, by whoever may be sent and has an account. */
final class Served {

  private Served() {}

  static Api offered(County county, UUID order) {
    JsonNode ranked =
        county.dispatcher().get("/api/orders/" + order + "/candidates").body().get("ranked");
    for (JsonNode candidate : ranked) {
      String person = candidate.get("person").get("id").asString();
      Optional<String> login = login(person);
      if (login.isPresent()) {
        Answer answer =
            county
                .dispatcher()
                .command(
                    "dispatch.offer",
                    Map.of("orderId", order, "personId", person, "reason", "离得近，手上没事"));
        assertThat(answer.isDone()).as("%s", answer).isTrue();
        return county.as(login.get());
      }
    }
    throw new AssertionError("nobody with an account: " + ranked);
  }

  static void reported(County county, UUID order) {
    Api worker = offered(county, order);
    for (String step : new String[] {"order.accept", "order.start", "order.report"}) {
      Answer answer = worker.command(step, Map.of("orderId", order, "text", "换了三盏灯"));
      if (!answer.isDone()) {
        answer = worker.command(step, Map.of("orderId", order));
      }
      assertThat(answer.isDone()).as("%s", answer).isTrue();
    }
  }

  private static Optional<String> login(String person) {
    return Sql.owner()
        .sql(
            "select login from access.account where realm = 1 and active and person_id = :person::uuid")
        .param("person", person)
        .query(String.class)
        .optional();
  }
}

package org.yanzhen.support;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;

/**
 * The demo county with its people, for tests that read as the rule: {@code
 * county.worker().command(…)}.
 */
@Lazy
public final class County {

  public static final String PASSWORD = "yanzhen-demo";

  /** A session lasts thirty days, also of a clock that a test has set forward. */
  private static final Duration SIGNED_IN = Duration.ofDays(29);

  private record SignedIn(Api api, Instant until) {}

  private final Environment environment;
  private final Divisions divisions;
  private final InstantSource clock;
  private final Map<String, SignedIn> signedIn = new ConcurrentHashMap<>();

  County(Environment environment, Divisions divisions, InstantSource clock) {
    this.environment = environment;
    this.divisions = divisions;
    this.clock = clock;
  }

  public String address() {
    return "http://127.0.0.1:" + environment.getProperty("local.server.port");
  }

  public Api as(String login) {
    Instant now = clock.instant();
    return signedIn
        .compute(
            login,
            (name, kept) ->
                kept != null && now.isBefore(kept.until())
                    ? kept
                    : new SignedIn(
                        Api.signIn(address(), name, PASSWORD), clock.instant().plus(SIGNED_IN)))
        .api();
  }

  /** After the clock has gone beyond the days a session lasts: everybody signs in again. */
  public void signInAnew() {
    signedIn.clear();
  }

  public Api clerk() {
    return as("clerk");
  }

  public Api dispatcher() {
    return as("dispatcher");
  }

  public Api nobody() {
    return Api.nobody(address());
  }

  /** A village of the demo county. */
  public Division village() {
    int county = divisions.findByCode("431224").orElseThrow().id();
    return divisions.villagesBelow(county).getFirst();
  }

  /** What a complete request for a road repair holds; board and offer are both open to it. */
  public Map<String, Object> request() {
    Map<String, Object> body = new HashMap<>();
    body.put("orderId", Ids.next());
    body.put("kind", "public-facility");
    body.put("text", "村口的路灯坏了三盏，晚上看不见路。");
    body.put("divisionId", village().id());
    body.put("source", "CALL");
    body.put("fields", Map.of("facility", "light"));
    body.put("requesterName", "向小禾");
    body.put("requesterPhone", "13800000000");
    return body;
  }

  /** Places an order at the desk; waiting. */
  public UUID placed() {
    return placed(request());
  }

  /** The same from a telephone of one's own, where it matters how many texts it was sent. */
  public UUID placedFrom(String phone) {
    Map<String, Object> body = request();
    body.put("requesterPhone", phone);
    return placed(body);
  }

  private UUID placed(Map<String, Object> body) {
    Answer answer = clerk().command("order.place", body);
    if (!answer.isDone()) {
      throw new IllegalStateException("not placed: " + answer);
    }
    return (UUID) body.get("orderId");
  }

  /** An order on the board. */
  public UUID open() {
    UUID order = placed();
    Answer answer = dispatcher().command("dispatch.open", Map.of("orderId", order));
    if (!answer.isDone()) {
      throw new IllegalStateException("not opened: " + answer);
    }
    return order;
  }

  /**
   * Leaves these people room for more: what other tests left in their hands is taken back and
   * withdrawn, newest first, until each has three orders at most.
   */
  public void emptyHands(String... logins) {
    for (String login : logins) {
      takeBack(login, 3);
    }
  }

  /** After much that was only tried: nobody is left with more than three orders. */
  public void emptyAllHands() {
    Sql.owner()
        .sql(
            "select login from access.account where realm = 1 and person_id is not null and active")
        .query(String.class)
        .list()
        .forEach(login -> takeBack(login, 3));
  }

  /** Whoever has little room left is left with three orders, everybody else as they are. */
  void emptyFullHands() {
    Sql.owner()
        .sql(
            """
            select distinct a.login from access.account a
            join (select coalesce(assignee, offered_to) as person from orders.orders
                  where realm = 1 and state in ('OFFERED', 'ACCEPTED', 'WORKING')
                  group by 1 having count(*) > 4) hand on hand.person = a.person_id
            where a.realm = 1 and a.active
            """)
        .query(String.class)
        .list()
        .forEach(login -> takeBack(login, 3));
  }

  private void takeBack(String login, int keep) {
    List<UUID> inHand =
        Sql.owner()
            .sql(
                """
                select o.id from orders.orders o
                join access.account a on a.realm = o.realm and a.person_id in (o.assignee, o.offered_to)
                where o.realm = 1 and a.login = :login and o.state in ('OFFERED', 'ACCEPTED', 'WORKING')
                order by o.id desc
                """)
            .param("login", login)
            .query(UUID.class)
            .list();
    inHand.stream()
        .limit(Math.max(0, inHand.size() - keep))
        .forEach(
            order -> {
              dispatcher().command("dispatch.recall", Map.of("orderId", order, "reason", "试完了"));
              clerk().command("order.cancel", Map.of("orderId", order, "reason", "试完了"));
            });
  }
}

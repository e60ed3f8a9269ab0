package org.yanzhen.hall;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;

/** Invented messages, taken in and confirmed. */
final class Messages {

  private final County county;

  Messages(County county) {
    this.county = county;
  }

  UUID receive(String subject, String text) {
    return receive(subject, text, Instant.parse("2026-03-02T02:00:00Z"), Map.of());
  }

  UUID receive(String subject, String text, Instant at, Map<String, Object> more) {
    UUID item = Ids.next();
    Map<String, Object> body = new HashMap<>();
    body.put("itemId", item);
    body.put("source", "triage-test");
    body.put("sourceId", item.toString());
    body.put("subject", subject);
    body.put("text", text);
    body.put("placedAt", at);
    body.putAll(more);
    done(county.clerk().command("hall.receive", body));
    return item;
  }

  UUID confirm(UUID item, String kind) {
    UUID order = Ids.next();
    done(
        county
            .clerk()
            .command(
                "hall.confirm",
                Map.of(
                    "itemId",
                    item,
                    "orderId",
                    order,
                    "kind",
                    kind,
                    "divisionId",
                    county.village().id())));
    return order;
  }

  private static void done(Answer answer) {
    if (!answer.isDone()) {
      throw new IllegalStateException(String.valueOf(answer));
    }
  }
}

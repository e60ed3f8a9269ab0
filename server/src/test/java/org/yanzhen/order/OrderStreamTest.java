package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.yanzhen.access.SessionsEnded;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;

class OrderStreamTest {

  private final OrderStream stream = new OrderStream();

  @AfterEach
  void close() {
    stream.close();
  }

  @Test
  void oneAccountDoesNotTakeAllTheLines() {
    Actor actor = Actor.system(new RealmId(1), Origin.API);
    for (int n = 0; n < OrderStream.OF_ONE_ACCOUNT; n++) {
      SseEmitter line = stream.listen(actor);
      assertThatCode(() -> line.send("x")).doesNotThrowAnyException();
    }
    SseEmitter oneMore = stream.listen(actor);
    assertThatThrownBy(() -> oneMore.send("x")).isInstanceOf(IllegalStateException.class);
    SseEmitter another = stream.listen(Actor.system(new RealmId(2), Origin.API));
    assertThatCode(() -> another.send("x")).doesNotThrowAnyException();
  }

  @Test
  void whoMayNotSignInAnyMoreHearsNothingMore() {
    UUID closed = UUID.randomUUID();
    SseEmitter line = stream.listen(account(1, closed));
    SseEmitter sameNumberElsewhere = stream.listen(account(2, closed));
    SseEmitter another = stream.listen(account(1, UUID.randomUUID()));

    stream.ended(new SessionsEnded(new RealmId(1), closed, Instant.EPOCH));

    assertThatThrownBy(() -> line.send("x")).isInstanceOf(IllegalStateException.class);
    assertThatCode(() -> sameNumberElsewhere.send("x")).doesNotThrowAnyException();
    assertThatCode(() -> another.send("x")).doesNotThrowAnyException();
  }

  private static Actor account(int realm, UUID id) {
    return new Actor(new RealmId(realm), Origin.DESK, id, null, Set.of(), null, null);
  }
}

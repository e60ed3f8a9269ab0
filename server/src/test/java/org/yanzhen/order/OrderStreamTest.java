package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
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
}

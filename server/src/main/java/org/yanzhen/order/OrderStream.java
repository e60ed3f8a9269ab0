package org.yanzhen.order;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;

/**
 * Tells open desks which orders moved. Only ids and states travel; a desk that wants more asks,
 * with its own rights.
 *
 * <p>Changes are queued by the committing thread and sent by one other, so a desk on a bad line
 * slows nobody down.
 */
@Component
class OrderStream {

  /** A change as it is streamed. */
  record OrderChange(UUID id, int version, OrderState state, Instant at) {}

  private record Listener(Actor actor, SseEmitter emitter) {
    boolean maySee(OrderMoved moved) {
      return actor.realm().equals(moved.realm())
          && actor.grants().stream()
              .filter(grant -> OrderReads.DESK.contains(grant.role()))
              .map(Grant::area)
              .anyMatch(moved.area()::startsWith);
    }
  }

  private static final int MAX_LISTENERS = 2_000;

  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<OrderMoved> queue = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService sender =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("order-stream").factory());

  OrderStream() {
    sender.scheduleWithFixedDelay(this::send, 200, 200, TimeUnit.MILLISECONDS);
    sender.scheduleWithFixedDelay(this::ping, 15, 15, TimeUnit.SECONDS);
  }

  SseEmitter listen(Actor actor) {
    SseEmitter emitter = new SseEmitter(0L);
    if (listeners.size() >= MAX_LISTENERS) {
      emitter.complete();
      return emitter;
    }
    Listener listener = new Listener(actor, emitter);
    listeners.add(listener);
    emitter.onCompletion(() -> listeners.remove(listener));
    emitter.onTimeout(() -> listeners.remove(listener));
    emitter.onError(e -> listeners.remove(listener));
    return emitter;
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void moved(OrderMoved moved) {
    if (!listeners.isEmpty()) {
      queue.add(moved);
    }
  }

  private void send() {
    for (OrderMoved moved = queue.poll(); moved != null; moved = queue.poll()) {
      OrderChange change =
          new OrderChange(moved.orderId(), moved.version(), moved.to(), moved.at());
      for (Listener listener : listeners) {
        if (listener.maySee(moved)) {
          send(listener, SseEmitter.event().name("order").data(change, MediaType.APPLICATION_JSON));
        }
      }
    }
  }

  private void ping() {
    listeners.forEach(listener -> send(listener, SseEmitter.event().comment("ping")));
  }

  private void send(Listener listener, SseEmitter.SseEventBuilder event) {
    try {
      listener.emitter().send(event);
    } catch (IOException | IllegalStateException e) {
      listeners.remove(listener);
    }
  }

  @PreDestroy
  void close() {
    sender.shutdownNow();
    listeners.forEach(listener -> listener.emitter().complete());
  }
}

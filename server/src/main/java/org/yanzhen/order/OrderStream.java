package org.yanzhen.order;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.yanzhen.access.SessionsEnded;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.RealmId;

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

  /** One open desk; its own thread writes to it, so a bad line slows nobody else down. */
  private static final class Listener {
    private final Actor actor;
    private final SseEmitter emitter;
    private final BlockingQueue<SseEmitter.SseEventBuilder> waiting =
        new ArrayBlockingQueue<>(MAX_WAITING);

    Listener(Actor actor, SseEmitter emitter) {
      this.actor = actor;
      this.emitter = emitter;
    }

    boolean isOf(RealmId realm, @Nullable UUID account) {
      return actor.realm().equals(realm) && Objects.equals(actor.accountId(), account);
    }

    boolean maySee(OrderMoved moved) {
      return actor.realm().equals(moved.realm())
          && actor.grants().stream()
              .filter(grant -> Visibility.DESK.contains(grant.role()))
              .map(Grant::area)
              .anyMatch(moved.area()::startsWith);
    }

    /** False when the line is so slow that it is better opened anew. */
    boolean offer(SseEmitter.SseEventBuilder event) {
      return waiting.offer(event);
    }

    void write() {
      try {
        while (true) {
          SseEmitter.SseEventBuilder event = waiting.poll(PING_SECONDS, TimeUnit.SECONDS);
          emitter.send(event == null ? SseEmitter.event().comment("ping") : event);
        }
      } catch (IOException | IllegalStateException e) {
        emitter.complete();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final int MAX_LISTENERS = 2_000;

  /** More windows than anybody reads at once. */
  static final int OF_ONE_ACCOUNT = 12;

  private static final int MAX_WAITING = 500;
  private static final int PING_SECONDS = 15;

  /** Then the desk opens it again by itself, with a session that is still good. */
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final Map<Listener, Thread> listeners = new ConcurrentHashMap<>();

  SseEmitter listen(Actor actor) {
    SseEmitter emitter = new SseEmitter(LIFE.toMillis());
    long own =
        listeners.keySet().stream()
            .filter(listener -> listener.isOf(actor.realm(), actor.accountId()))
            .count();
    if (listeners.size() >= MAX_LISTENERS || own >= OF_ONE_ACCOUNT) {
      emitter.complete();
      return emitter;
    }
    Listener listener = new Listener(actor, emitter);
    emitter.onCompletion(() -> forget(listener));
    emitter.onTimeout(emitter::complete);
    emitter.onError(e -> forget(listener));
    listeners.put(listener, Thread.ofVirtual().name("order-stream").start(listener::write));
    return emitter;
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void moved(OrderMoved moved) {
    if (listeners.isEmpty()) {
      return;
    }
    OrderChange change = new OrderChange(moved.orderId(), moved.version(), moved.to(), moved.at());
    for (Listener listener : listeners.keySet()) {
      if (listener.maySee(moved)
          && !listener.offer(
              SseEmitter.event().name("order").data(change, MediaType.APPLICATION_JSON))) {
        listener.emitter.complete();
      }
    }
  }

  /** Whoever may not sign in hears nothing more either, also where the page is still open. */
  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void ended(SessionsEnded ended) {
    for (Listener listener : listeners.keySet()) {
      if (listener.isOf(ended.realm(), ended.accountId())) {
        listener.emitter.complete();
        // Its last words may still wait.
        forget(listener);
      }
    }
  }

  private void forget(Listener listener) {
    Thread writer = listeners.remove(listener);
    if (writer != null) {
      writer.interrupt();
    }
  }

  @PreDestroy
  void close() {
    listeners.keySet().forEach(listener -> listener.emitter.complete());
  }
}

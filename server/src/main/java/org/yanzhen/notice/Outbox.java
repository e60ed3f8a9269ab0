package org.yanzhen.notice;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.order.OrderMoved;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes messages with the event and sends them afterwards, through the county's SMS provider: one
 * HTTP address that takes {@code {id, to, text}}. Without one, messages are held and a clerk calls.
 */
@Service
class Outbox {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final int BATCH = 20;
  private static final int MAX_ATTEMPTS = 8;
  private static final Duration ATTEMPT = Duration.ofMinutes(2);

  private final MessageStore store;
  private final MessageTexts texts;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final InstantSource clock;
  private final JsonMapper mapper;
  private final @Nullable URI provider;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  Outbox(
      MessageStore store,
      MessageTexts texts,
      Realms realms,
      RealmTransactions transactions,
      InstantSource clock,
      JsonMapper mapper,
      @Value("${yanzhen.sms.url:}") String provider) {
    this.store = store;
    this.texts = texts;
    this.realms = realms;
    this.transactions = transactions;
    this.clock = clock;
    this.mapper = mapper;
    this.provider = provider.isBlank() ? null : URI.create(provider);
  }

  /** In the transaction of the event: the message exists exactly if the step does. */
  @EventListener
  void tell(OrderMoved moved) {
    Template.of(moved)
        .ifPresent(
            template ->
                store.insert(
                    moved.realm(),
                    Ids.next(),
                    moved.orderId(),
                    moved.version(),
                    template,
                    template.audience() == Template.Audience.PERSON ? moved.person() : null,
                    moved.at()));
  }

  /**
   * One pass over the realms: what is due is sent, held or put off. Answers how many were
   * attempted.
   */
  int deliver() {
    int attempted = 0;
    for (Realms.Realm realm : realms.list()) {
      Instant now = clock.instant();
      List<MessageStore.Message> due =
          transactions.write(
              realm.id(), () -> store.take(realm.id(), now, now.plus(ATTEMPT), BATCH));
      for (MessageStore.Message message : due) {
        try {
          attempt(realm.id(), message);
        } catch (RuntimeException e) {
          // One message that cannot even be worded must not keep the others from their people.
          LOG.error("message {} could not be attempted", message.id(), e);
          MessageState next =
              message.attempts() >= MAX_ATTEMPTS ? MessageState.FAILED : MessageState.WAITING;
          settle(realm.id(), message, next, "unreadable", now.plus(ATTEMPT));
        }
      }
      attempted += due.size();
    }
    return attempted;
  }

  private void attempt(RealmId realm, MessageStore.Message message) {
    Optional<MessageTexts.Rendered> rendered =
        transactions.read(realm, () -> texts.render(realm, message));
    Instant now = clock.instant();
    if (rendered.isEmpty() || rendered.get().phone() == null) {
      settle(realm, message, MessageState.HELD, "no-number", now);
    } else if (provider == null) {
      settle(realm, message, MessageState.HELD, "no-provider", now);
    } else {
      String failure = send(provider, message, rendered.get());
      if (failure == null) {
        String text = rendered.get().text();
        transactions.write(
            realm,
            () -> {
              store.sent(realm, message.id(), now, text);
              return text;
            });
      } else if (message.attempts() >= MAX_ATTEMPTS) {
        settle(realm, message, MessageState.FAILED, failure, now);
      } else {
        // 30 s, 1 min, 2 min … an hour at most.
        Duration wait = Duration.ofSeconds(Math.min(3_600, 30L << (message.attempts() - 1)));
        settle(realm, message, MessageState.WAITING, failure, now.plus(wait));
      }
    }
  }

  private void settle(
      RealmId realm,
      MessageStore.Message message,
      MessageState state,
      @Nullable String why,
      Instant dueAt) {
    transactions.write(
        realm,
        () -> {
          store.settle(realm, message.id(), state, why, dueAt);
          return state;
        });
  }

  /** Null when the provider took it. The id lets the provider drop a message it already has. */
  private @Nullable String send(
      URI to, MessageStore.Message message, MessageTexts.Rendered rendered) {
    Map<String, String> body =
        Map.of(
            "id", message.id().toString(),
            "to", Objects.requireNonNull(rendered.phone()),
            "text", rendered.text());
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", message.id().toString())
            .POST(HttpRequest.BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body)))
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status / 100 == 2 ? null : "status " + status;
    } catch (IOException e) {
      return e.getClass().getSimpleName();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}

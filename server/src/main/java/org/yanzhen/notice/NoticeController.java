package org.yanzhen.notice;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.order.OrderReads;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/** What was told about an order, for the desk. */
@RestController
class NoticeController {

  /**
   * A message.
   *
   * @param to whom, by name only
   * @param why why it is held or failed: no-number, no-provider, or the provider's answer
   */
  record MessageView(
      UUID id,
      String to,
      String text,
      MessageState state,
      int attempts,
      @Nullable String why,
      Instant dueAt,
      @Nullable Instant sentAt) {}

  private final MessageStore store;
  private final MessageTexts texts;
  private final OrderReads orders;
  private final RealmTransactions transactions;

  NoticeController(
      MessageStore store, MessageTexts texts, OrderReads orders, RealmTransactions transactions) {
    this.store = store;
    this.texts = texts;
    this.orders = orders;
    this.transactions = transactions;
  }

  @GetMapping("/api/orders/{id}/messages")
  List<MessageView> messages(
      @PathVariable UUID id, @AuthenticationPrincipal Actor actor, Locale locale) {
    return transactions.read(
        actor.realm(),
        () -> {
          String area =
              orders.findCard(actor, id, Language.of(locale)).isEmpty()
                  ? null
                  : orders.findFacts(actor.realm(), id).orElseThrow().area();
          if (area == null || !(actor.has(Role.CLERK, area) || actor.has(Role.DISPATCHER, area))) {
            throw new ProblemException(ProblemCode.ORDER_NOT_FOUND);
          }
          return store.list(actor.realm(), id).stream()
              .map(
                  message ->
                      texts
                          .render(actor.realm(), message)
                          .map(
                              rendered ->
                                  new MessageView(
                                      message.id(),
                                      rendered.to(),
                                      message.sentText() == null
                                          ? rendered.text()
                                          : message.sentText(),
                                      message.state(),
                                      message.attempts(),
                                      message.why(),
                                      message.dueAt(),
                                      message.sentAt()))
                          .orElse(null))
              .filter(Objects::nonNull)
              .toList();
        });
  }
}

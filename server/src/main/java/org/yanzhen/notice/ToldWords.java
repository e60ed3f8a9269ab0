package org.yanzhen.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanzhen.command.CommandContext;
import org.yanzhen.order.PersonalKeeper;
import org.yanzhen.shared.RealmId;

/**
 * What a requester was told, and their address. That they want no calls stays: it is kept under the
 * keyed hash of a number nobody can read, and is what they asked for.
 */
@Component
class ToldWords implements PersonalKeeper {

  private final MessageStore messages;
  private final PreferenceStore preferences;
  private final Wishes wishes;
  private final JdbcClient jdbc;

  ToldWords(MessageStore messages, PreferenceStore preferences, Wishes wishes, JdbcClient jdbc) {
    this.messages = messages;
    this.preferences = preferences;
    this.wishes = wishes;
    this.jdbc = jdbc;
  }

  @Override
  public List<Entry> entries(RealmId realm, UUID orderId) {
    List<Entry> entries = new ArrayList<>();
    messages.list(realm, orderId).stream()
        .filter(message -> message.sentText() != null && !message.template().audience().isStaff())
        .forEach(
            message ->
                entries.add(
                    new Entry(
                        orderId,
                        "message." + message.template().name(),
                        message.sentAt(),
                        String.valueOf(message.sentText()))));
    wishes
        .ofRequester(realm, orderId)
        .map(Wishes.Wish::email)
        .ifPresent(email -> entries.add(new Entry(orderId, "wish.email", null, email)));
    return entries;
  }

  @Override
  public List<UUID> erase(RealmId realm, UUID orderId, CommandContext context) {
    wishes
        .findNumber(realm, orderId)
        .ifPresent(phone -> preferences.eraseAddresses(realm, phone, orderId));
    jdbc.sql(
            """
            update notice.message set sent_text = null, phone_index = null
            where realm = :realm and order_id = :order and person_id is null and account_id is null
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .update();
    return List.of();
  }
}

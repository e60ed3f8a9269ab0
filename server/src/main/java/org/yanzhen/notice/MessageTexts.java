package org.yanzhen.notice;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.order.OrderViews.OrderDetail;
import org.yanzhen.order.OrderViews.PersonRef;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;

/**
 * A message in plain words, made when it is sent or read. In Chinese: it goes to villagers' phones.
 */
@Component
class MessageTexts {

  record Rendered(String to, @Nullable String phone, String text) {}

  private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("M月d日HH:mm");

  private final OrderReads orders;
  private final People people;
  private final Realms realms;

  MessageTexts(OrderReads orders, People people, Realms realms) {
    this.orders = orders;
    this.people = people;
    this.realms = realms;
  }

  /** Empty when the order is gone. */
  Optional<Rendered> render(RealmId realm, MessageStore.Message message) {
    OrderDetail order;
    try {
      order = orders.get(Actor.system(realm, Origin.JOB), message.orderId(), Language.ZH);
    } catch (ProblemException e) {
      return Optional.empty();
    }
    OrderCard card = order.card();
    ZoneId zone = realms.get(realm).zone();
    return Optional.of(
        switch (message.template()) {
          case RECEIVED ->
              requester(
                  order,
                  "已收到您的“%s”，单号 %s。%s".formatted(card.kindName(), card.number(), next(card, zone)));
          case ACCEPTED ->
              requester(
                  order,
                  "您的单 %s：%s会来办。%s"
                      .formatted(card.number(), name(card.assignee()), next(card, zone)));
          case REPORTED ->
              requester(
                  order,
                  "您的单 %s：%s说办好了。解决了没有，您说了算：扫回执上的码，或者打电话。"
                      .formatted(card.number(), name(card.assignee())));
          case OFFERED -> person(realm, message, card, zone);
        });
  }

  private static Rendered requester(OrderDetail order, String text) {
    String name = order.card().askedBy();
    return new Rendered(name == null ? "点单人" : name, order.requesterPhone(), text);
  }

  private Rendered person(
      RealmId realm, MessageStore.Message message, OrderCard card, ZoneId zone) {
    Person person =
        message.personId() == null ? null : people.find(realm, message.personId()).orElse(null);
    String until = card.leaseUntil() == null ? "" : "请在" + at(card.leaseUntil(), zone) + "前回话。";
    return new Rendered(
        person == null ? "" : person.name(),
        person == null ? null : person.phone(),
        "派给您一单：%s，%s，单号 %s。%s"
            .formatted(card.kindName(), card.divisionName(), card.number(), until));
  }

  private static String next(OrderCard card, ZoneId zone) {
    if (card.nextClock() == null) {
      return "";
    }
    String due = at(card.nextClock().dueAt(), zone);
    return switch (card.nextClock().name()) {
      case SIGN -> due + "前安排好人。";
      case CONTACT -> due + "前和您联系。";
      case RESOLVE -> due + "前办好。";
      case VERIFY -> "";
    };
  }

  private static String name(@Nullable PersonRef person) {
    if (person == null) {
      return "服务人员";
    }
    return person.post() == null ? person.name() : person.name() + "（" + person.post() + "）";
  }

  private static String at(Instant instant, ZoneId zone) {
    return WHEN.withZone(zone).format(instant);
  }
}

package org.yanzhen.hall;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanzhen.command.Attachments;
import org.yanzhen.command.CommandContext;
import org.yanzhen.hall.OnFileStore.OnFile;
import org.yanzhen.hall.OnFileStore.Through;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.PersonalKeeper;
import org.yanzhen.people.Phones;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;

/**
 * What the hall heard of a requester: calls, call-backs, messages, who may speak for them, what
 * their papers are called. What they have on file is taken back.
 */
@Component
class HeardWords implements PersonalKeeper {

  private static final String ERASED = "（已按本人要求删去 erased on request）";

  private final CallStore calls;
  private final CallBackStore callBacks;
  private final AuthorityStore authorities;
  private final IntakeStore intake;
  private final PaperStore papers;
  private final PaperOwners owners;
  private final OrderReads orders;
  private final OnFileStore onFile;
  private final Attachments attachments;
  private final JdbcClient jdbc;

  HeardWords(
      CallStore calls,
      CallBackStore callBacks,
      AuthorityStore authorities,
      IntakeStore intake,
      PaperStore papers,
      PaperOwners owners,
      OrderReads orders,
      OnFileStore onFile,
      Attachments attachments,
      JdbcClient jdbc) {
    this.calls = calls;
    this.callBacks = callBacks;
    this.authorities = authorities;
    this.intake = intake;
    this.papers = papers;
    this.owners = owners;
    this.orders = orders;
    this.onFile = onFile;
    this.attachments = attachments;
    this.jdbc = jdbc;
  }

  @Override
  public List<Entry> entries(RealmId realm, UUID orderId) {
    List<Entry> entries = new ArrayList<>();
    Set<String> numbers = numbers(realm, orderId);
    for (UUID call : calls.ofOrder(realm, orderId)) {
      calls
          .findPhone(realm, call)
          .filter(numbers::contains)
          .ifPresent(phone -> add(entries, orderId, "call.phone", phone));
    }
    for (UUID back : ids(realm, "hall.call_back", orderId)) {
      CallBackStore.Words words = callBacks.words(realm, back);
      add(entries, orderId, "call-back.phone", words.phone());
      add(entries, orderId, "call-back.about", words.about());
    }
    for (UUID item : ids(realm, "hall.intake_item", orderId)) {
      intake
          .find(realm, item)
          .ifPresent(
              message -> {
                add(entries, orderId, "message.subject", message.subject());
                add(entries, orderId, "message.text", message.text());
              });
    }
    for (UUID authority : ids(realm, "hall.authority", orderId)) {
      AuthorityStore.Words words = authorities.words(realm, authority);
      add(entries, orderId, "authority.principalName", words.principalName());
      add(entries, orderId, "authority.principalPhone", words.principalPhone());
      add(entries, orderId, "authority.proxyName", words.proxyName());
      add(entries, orderId, "authority.proxyPhone", words.proxyPhone());
      add(entries, orderId, "authority.matter", words.matter());
      add(entries, orderId, "authority.document", words.document());
    }
    papers
        .list(realm, orderId)
        .forEach(paper -> add(entries, orderId, "paper.label", paper.label()));
    papers
        .kept(realm, orderId)
        .ifPresent(kept -> add(entries, orderId, "paper.kept", kept.reason()));
    return entries;
  }

  @Override
  public List<UUID> erase(RealmId realm, UUID orderId, CommandContext context) {
    Set<String> numbers = numbers(realm, orderId);
    List<UUID> ofCalls =
        calls.ofOrder(realm, orderId).stream()
            .filter(call -> isTheirs(realm, call, orderId, numbers))
            .toList();
    List<UUID> ofBacks = ids(realm, "hall.call_back", orderId);
    List<UUID> ofMessages = ids(realm, "hall.intake_item", orderId);
    List<UUID> ofAuthorities = ids(realm, "hall.authority", orderId);
    attachments.erase(realm, recordings(realm, ofCalls));
    for (UUID authority : ofAuthorities) {
      attachments.erase(realm, authorities.photos(realm, authority));
    }
    delete(realm, "hall.authority_photo", "authority_id", ofAuthorities);
    delete(realm, "hall.caller", "call_id", ofCalls);
    delete(realm, "hall.call_back_words", "call_back_id", ofBacks);
    delete(realm, "hall.authority_words", "authority_id", ofAuthorities);
    intake.eraseWords(realm, ofMessages, ERASED);
    eraseWords(realm, "hall.paper", "label", orderId);
    eraseWords(realm, "hall.paper_kept", "reason", orderId);
    takeBackFromFile(realm, orderId, context);
    List<UUID> named = new ArrayList<>(ofCalls);
    named.addAll(ofBacks);
    named.addAll(ofMessages);
    return named;
  }

  /** The numbers by which whoever asked, and for whom, is called. */
  private Set<String> numbers(RealmId realm, UUID orderId) {
    return orders.find(Actor.system(realm, Origin.JOB), orderId, Language.ZH).stream()
        .flatMap(
            detail ->
                Stream.concat(
                    Stream.ofNullable(detail.requesterPhone()),
                    Stream.ofNullable(detail.principalPhone())))
        .map(Phones::digits)
        .collect(Collectors.toSet());
  }

  /**
   * Whether what a caller left is forgotten with the order. A call may have been about the matters
   * of several people: theirs who called, else whoever of them is forgotten last.
   */
  private boolean isTheirs(RealmId realm, UUID call, UUID orderId, Set<String> numbers) {
    return calls.findPhone(realm, call).filter(numbers::contains).isPresent()
        || calls.ordersOf(realm, call).stream()
            .filter(other -> !other.equals(orderId))
            .allMatch(other -> orders.isErased(realm, other));
  }

  /** What was kept from this order, and whatever else lies there of whoever asked. */
  private void takeBackFromFile(RealmId realm, UUID orderId, CommandContext context) {
    List<OnFile> theirs = new ArrayList<>();
    onFile.ofOrder(realm, orderId).stream()
        .filter(copy -> copy.orderId().equals(orderId))
        .forEach(theirs::add);
    owners
        .findRequester(realm, orderId)
        .ifPresent(owner -> theirs.addAll(onFile.ofOwner(realm, owner.key())));
    for (OnFile copy : theirs) {
      onFile.withdraw(realm, copy.id(), Through.DESK, context.actor().accountId(), context.at());
    }
  }

  private void eraseWords(RealmId realm, String table, String column, UUID orderId) {
    jdbc.sql(
            "update %s set %s = null where realm = :realm and order_id = :order"
                .formatted(table, column))
        .param("realm", realm.value())
        .param("order", orderId)
        .update();
  }

  private List<UUID> ids(RealmId realm, String table, UUID orderId) {
    return jdbc.sql("select id from " + table + " where realm = :realm and order_id = :order")
        .param("realm", realm.value())
        .param("order", orderId)
        .query(UUID.class)
        .list();
  }

  private List<UUID> recordings(RealmId realm, List<UUID> ofCalls) {
    return jdbc.sql(
            """
            select audio_id from hall.call where realm = :realm and id = any(:ids) and audio_id is not null
            """)
        .param("realm", realm.value())
        .param("ids", ofCalls.toArray(UUID[]::new))
        .query(UUID.class)
        .list();
  }

  private void delete(RealmId realm, String table, String column, List<UUID> ids) {
    jdbc.sql("delete from " + table + " where realm = :realm and " + column + " = any(:ids)")
        .param("realm", realm.value())
        .param("ids", ids.toArray(UUID[]::new))
        .update();
  }

  private static void add(List<Entry> entries, UUID order, String what, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      entries.add(new Entry(order, what, null, text));
    }
  }
}

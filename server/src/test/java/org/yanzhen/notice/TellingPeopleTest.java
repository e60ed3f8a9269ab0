package org.yanzhen.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.access.Realms;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Jobs;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody asked; who is told what, by which way, and what if that way is closed. */
@YanzhenTest
class TellingPeopleTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired County county;
  @Autowired Scheduler scheduler;
  @Autowired TestClock clock;
  @Autowired MessageStore store;
  @Autowired MessageTexts texts;
  @Autowired Announcements announcements;
  @Autowired Routing routing;
  @Autowired PreferenceStore preferences;
  @Autowired MessagePack pack;
  @Autowired Realms realms;
  @Autowired RealmTransactions transactions;
  @Autowired Gate gate;
  @Autowired JsonMapper mapper;

  private final FakeCarrier sms = new FakeCarrier(Channel.SMS);
  private final FakeCarrier mail = new FakeCarrier(Channel.EMAIL);
  private final String phone = "139" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
  private Delivery delivery;

  @BeforeEach
  void byDay() {
    Jobs.rest(scheduler);
    Daytime.set(clock);
    delivery =
        new Delivery(
            store,
            texts,
            routing,
            preferences,
            pack,
            realms,
            transactions,
            clock,
            List.of(sms, mail));
    drain();
  }

  @AfterEach
  void today() {
    clock.reset();
    scheduler.resume();
  }

  @Test
  void eachStepTellsTheOneWhoAsked() {
    UUID order = placed(Map.of());
    String number = number(order);
    drain();
    work(order);
    drain();
    county.clerk().command("order.solve", Map.of("orderId", order, "channel", "CALL"));
    drain();

    assertThat(sms.about(number))
        .extracting(Carrier.Parcel::text)
        .anySatisfy(text -> assertThat(text).startsWith("已收到您的“").contains("前安排好人"))
        .anySatisfy(text -> assertThat(text).contains("说办好了"))
        .anySatisfy(text -> assertThat(text).contains("已解决"))
        .allSatisfy(text -> assertThat(text).doesNotContain("向小禾"));
    assertThat(messages(order)).extracting(m -> m.get("state").asString()).doesNotContain("FAILED");
  }

  @Test
  void theOneForWhomSomebodyElseAskedIsToldAtTheirOwnNumber() {
    String own = "137" + phone.substring(3);
    UUID order = placed(Map.of("principalName", "舒大娘", "principalPhone", own));
    drain();
    work(order);
    drain();
    county.clerk().command("order.solve", Map.of("orderId", order, "channel", "CALL"));
    drain();

    assertThat(sms.about(number(order)))
        .filteredOn(parcel -> parcel.to().equals(own))
        .extracting(Carrier.Parcel::text)
        .anySatisfy(text -> assertThat(text).contains("有人替您办事"))
        .anySatisfy(text -> assertThat(text).contains("说办好了"))
        .anySatisfy(text -> assertThat(text).contains("已解决"));
  }

  @Test
  void aPromiseThatMovesWithTheUrgencyIsToldToBoth() {
    String own = "137" + phone.substring(3);
    UUID order = placed(Map.of("principalName", "舒大娘", "principalPhone", own));
    drain();
    press(order);
    drain();

    assertThat(sms.about(number(order)))
        .filteredOn(parcel -> parcel.text().contains("答应的时间改了"))
        .allSatisfy(parcel -> assertThat(parcel.text()).containsPattern("\\d+月\\d+日\\d\\d:\\d\\d前"))
        .extracting(Carrier.Parcel::to)
        .containsExactlyInAnyOrder(phone, own);
  }

  @Test
  void anUrgencyThatMovesNoPromiseTellsNoNewTime() {
    UUID order = placed(Map.of());
    // All that was promised is broken: no hurry mends it.
    clock.advance(Duration.ofDays(60));
    press(order);
    drain();

    assertThat(messages(order))
        .extracting(message -> message.get("text").asString())
        .noneMatch(text -> text.contains("答应的时间改了"));
  }

  @Test
  void aProxyWhoseAuthorityHasEndedIsToldNoMoreAndThePrincipalStillIs() {
    String own = "137" + phone.substring(3);
    UUID order = placed(Map.of());
    UUID authority = Ids.next();
    assertThat(
            county
                .clerk()
                .command(
                    "hall.record-authority",
                    Map.of(
                        "authorityId",
                        authority,
                        "orderId",
                        order,
                        "shown",
                        "SPOKEN",
                        "proxyName",
                        "舒小梅",
                        "principalName",
                        "舒大娘",
                        "principalPhone",
                        own))
                .isDone())
        .isTrue();
    drain();
    Sql.owner()
        .sql("update hall.authority set until = current_date - 2 where realm = 1 and id = :id")
        .param("id", authority)
        .update();
    work(order);
    drain();

    assertThat(sms.about(number(order)))
        .filteredOn(parcel -> parcel.text().contains("说办好了"))
        .extracting(Carrier.Parcel::to)
        .containsExactly(own);
    assertThat(messages(order))
        .extracting(message -> message.path("why").asString(""))
        .contains("authority-over");
  }

  @Test
  void theDeskSeesAndNotesHowSomebodyWishesToBeTold() {
    UUID order = placed(Map.of());
    String path = "/api/orders/" + order + "/wish";
    assertThat(county.clerk().get(path).text("how")).isEqualTo("TEXT");

    prefer(order, Map.of("language", "ZH", "consent", "NOTHING"));

    assertThat(county.clerk().get(path).text("how")).isEqualTo("NOT_AT_ALL");
    assertThat(county.as("worker1").get(path).code()).isEqualTo("order.not-found");
  }

  @Test
  void whoAsksForThemselfIsNotToldTwice() {
    UUID order = placed(Map.of());
    drain();

    assertThat(messages(order))
        .extracting(message -> message.get("text").asString())
        .noneMatch(text -> text.contains("替您办") || text.contains("on your behalf"));
  }

  @Test
  void whatIsNoLongerTrueIsNotSaid() {
    UUID order = placed(Map.of());
    work(order);
    drain();

    assertThat(sms.about(number(order)))
        .extracting(Carrier.Parcel::text)
        .noneMatch(text -> text.contains("会来办"));
    assertThat(messages(order))
        .filteredOn(message -> message.get("state").asString().equals("CANCELLED"))
        .extracting(message -> message.get("why").asString())
        .contains("moved-on");
  }

  @Test
  void byNightNobodyIsDisturbedAndTheMorningSendsIt() {
    Daytime.set(clock, 23, 30);
    UUID order = placed(Map.of());
    drain();
    assertThat(sms.about(number(order))).isEmpty();
    assertThat(first(order).get("why").asString()).isEqualTo("quiet-hours");
    Instant due = Instant.parse(first(order).get("dueAt").asString());
    assertThat(due.atZone(Daytime.ZONE).toLocalTime()).hasToString("07:00");

    clock.advance(Duration.between(clock.instant(), due).plusSeconds(1));
    drain();

    assertThat(sms.about(number(order))).hasSize(1);
  }

  @Test
  void aNumberTypedAtTheDoorIsNotWokenBeforeOneOfUsHasTheOrder() {
    Daytime.set(clock, 2, 0);
    Map<String, Object> request = county.request();
    request.putAll(Map.of("requesterPhone", phone, "urgency", "DANGER", "source", "DOOR"));
    Outcome placed =
        gate.submit(
            Envelope.of(Ids.next(), "order.place", mapper.valueToTree(request)),
            Actor.atTheDoor(REALM, "203.0.113.0"));
    assertThat(placed.isDone()).as("%s", placed).isTrue();
    UUID order = (UUID) request.get("orderId");
    drain();
    assertThat(sms.about(number(order))).isEmpty();

    work(order);
    drain();

    assertThat(sms.about(number(order))).isNotEmpty();
  }

  @Test
  void noTelephoneIsFloodedThroughUs() {
    for (int n = 0; n < pack.textsADay() + 2; n++) {
      placed(Map.of());
    }
    drain();

    assertThat(sms.to(phone)).hasSize(pack.textsADay());
  }

  @Test
  void dangerDoesNotWaitForTheMorning() {
    Daytime.set(clock, 2, 0);
    UUID order = placed(Map.of("urgency", "DANGER"));
    drain();

    assertThat(sms.about(number(order))).hasSize(1);
  }

  @Test
  void whoWantsNoTextsIsCalled() {
    UUID order = placed(Map.of());
    prefer(order, Map.of("language", "ZH", "consent", "CALL_ONLY"));
    drain();

    assertThat(sms.about(number(order))).isEmpty();
    assertThat(first(order).get("state").asString()).isEqualTo("HELD");
    assertThat(first(order).get("channel").asString()).isEqualTo("CALL");
    assertThat(first(order).get("tried").get(0).asString()).isEqualTo("SMS no-consent");
  }

  @Test
  void whoWantsNeitherIsLeftInPeace() {
    UUID order = placed(Map.of());
    prefer(order, Map.of("language", "ZH", "consent", "NOTHING"));
    drain();

    assertThat(first(order).get("state").asString()).isEqualTo("FAILED");
    assertThat(first(order).get("why").asString()).isEqualTo("no-consent");
  }

  @Test
  void whoReadsEnglishIsToldInEnglishByTheWayTheyPrefer() {
    UUID order = placed(Map.of());
    prefer(
        order,
        Map.of(
            "language",
            "EN",
            "consent",
            "ANY",
            "preferred",
            "EMAIL",
            "email",
            "xiaohe@example.org"));
    drain();

    assertThat(sms.about(number(order))).isEmpty();
    assertThat(mail.about(number(order)))
        .singleElement()
        .satisfies(
            parcel -> {
              assertThat(parcel.to()).isEqualTo("xiaohe@example.org");
              assertThat(parcel.text()).startsWith("We have your request");
            });
  }

  @Test
  void aNumberTheProviderRefusesLeadsToACallAtOnce() {
    sms.answering(new Carrier.Outcome.Refused("status 400"));
    UUID order = placed(Map.of());
    drain();

    assertThat(first(order).get("state").asString()).isEqualTo("HELD");
    assertThat(first(order).get("why").asString()).isEqualTo("status 400");
  }

  @Test
  void aProviderThatStaysAwayIsWaitedForOnlySoLong() {
    sms.answering(new Carrier.Outcome.Later("status 503"));
    UUID order = placed(Map.of("urgency", "URGENT"));
    drain();
    assertThat(first(order).get("state").asString()).isEqualTo("WAITING");

    for (int i = 0; i < 12 && first(order).get("state").asString().equals("WAITING"); i++) {
      clock.advance(Duration.ofMinutes(20));
      drain();
    }

    assertThat(first(order).get("state").asString()).isEqualTo("HELD");
    assertThat(sms.about(number(order)).size()).isBetween(2, 8);
    assertThat(sms.about(number(order)))
        .extracting(Carrier.Parcel::id)
        .containsOnly(id(first(order)));
  }

  @Test
  void whoDiesBetweenSendingAndNotingSendsAgainUnderTheSameId() {
    UUID order = placed(Map.of());
    Instant now = clock.instant();
    List<MessageStore.Message> taken =
        transactions.write(REALM, () -> store.take(REALM, now, now.plusSeconds(120), 100));
    MessageStore.Message mine =
        taken.stream().filter(m -> m.orderId().equals(order)).findFirst().orElseThrow();
    MessageTexts.Reading.Letter letter =
        (MessageTexts.Reading.Letter) transactions.read(REALM, () -> texts.read(REALM, mine, now));
    sms.carry(new Carrier.Parcel(mine.id(), phone, "", letter.text()));

    clock.advance(Duration.ofMinutes(3));
    drain();

    assertThat(sms.about(number(order))).hasSize(2);
    assertThat(sms.about(number(order))).extracting(Carrier.Parcel::id).containsOnly(mine.id());
    assertThat(first(order).get("state").asString()).isEqualTo("SENT");
  }

  @Test
  void aCallThatIsNotTakenComesAgainAndThenANoteIsCarried() {
    UUID order = placed(Map.of("place", "村口桥头"));
    prefer(order, Map.of("language", "ZH", "consent", "CALL_ONLY"));
    drain();
    UUID message = id(first(order));
    assertThat(dueCalls(order)).hasSize(1);
    assertThat(first(order).hasNonNull("carriedTo"))
        .as("who is called is not looked for")
        .isFalse();

    call(message, "NO_ANSWER");
    assertThat(dueCalls(order)).isEmpty();
    clock.advance(Duration.ofHours(2).plusMinutes(1));
    assertThat(dueCalls(order))
        .singleElement()
        .satisfies(c -> assertThat(c.get("attempts")).hasSize(1));
    call(message, "NO_ANSWER");
    call(message, "NO_ANSWER");
    drain();

    assertThat(first(order).get("channel").asString()).isEqualTo("PAPER");
    assertThat(first(order).get("state").asString()).isEqualTo("HELD");
    JsonNode carried = first(order).get("carriedTo");
    assertThat(carried.get("name").asString()).isEqualTo("向小禾");
    assertThat(carried.get("division").asString()).isEqualTo(county.village().fullName());
    assertThat(carried.get("place").asString()).isEqualTo("村口桥头");
    assertThat(carried.toString()).doesNotContain(phone);
    assertThat(messages(order))
        .anySatisfy(m -> assertThat(m.get("text").asString()).contains("联系不上"));
    assertThat(
            county
                .clerk()
                .command("notice.told", Map.of("messageId", message, "by", "PAPER"))
                .isDone())
        .isTrue();
    assertThat(first(order).get("state").asString()).isEqualTo("SENT");
    assertThat(first(order).hasNonNull("carriedTo")).as("nobody looks for them any more").isFalse();
  }

  @Test
  void aCallThatIsTakenEndsIt() {
    UUID order = placed(Map.of());
    prefer(order, Map.of("language", "ZH", "consent", "CALL_ONLY"));
    drain();
    UUID message = id(first(order));

    call(message, "REACHED");

    assertThat(first(order).get("state").asString()).isEqualTo("SENT");
    assertThat(first(order).get("channel").asString()).isEqualTo("CALL");
    assertThat(call(message, "REACHED").code()).isEqualTo("notice.message-done");
  }

  @Test
  void twoNeverCallTheSamePerson() {
    UUID order = placed(Map.of());
    prefer(order, Map.of("language", "ZH", "consent", "CALL_ONLY"));
    drain();
    Map<String, Object> message = Map.of("messageId", id(first(order)));
    assertThat(theCall(county.clerk(), order).has("phone")).isFalse();
    assertThat(county.clerk().command("notice.claim-call", message).isDone()).isTrue();

    assertThat(theCall(county.clerk(), order).get("phone").asString()).isEqualTo(phone);
    JsonNode seen = theCall(county.dispatcher(), order);
    assertThat(seen.has("phone")).isFalse();
    assertThat(seen.get("heldBy").asString()).isNotBlank();
    assertThat(county.dispatcher().command("notice.claim-call", message).code())
        .isEqualTo("notice.call-taken");
    assertThat(told(county.dispatcher(), message).code()).isEqualTo("notice.call-taken");

    clock.advance(pack.callLease().plusSeconds(1));
    assertThat(county.dispatcher().command("notice.claim-call", message).isDone()).isTrue();
    assertThat(county.clerk().command("notice.release-call", message).code())
        .isEqualTo("notice.call-taken");
    assertThat(county.dispatcher().command("notice.release-call", message).isDone()).isTrue();
    assertThat(theCall(county.clerk(), order).has("heldBy")).isFalse();
  }

  @Test
  void whoHasNotTakenACallHasCalledNobody() {
    UUID order = placed(Map.of());
    prefer(order, Map.of("language", "ZH", "consent", "CALL_ONLY"));
    drain();

    assertThat(
            county
                .clerk()
                .command("notice.call", Map.of("messageId", id(first(order)), "outcome", "REACHED"))
                .code())
        .isEqualTo("notice.call-unclaimed");
  }

  @Test
  void byNightNobodyTakesACall() {
    UUID order = placed(Map.of());
    prefer(order, Map.of("language", "ZH", "consent", "CALL_ONLY"));
    drain();
    Daytime.set(clock, 23, 30);

    assertThat(
            county
                .clerk()
                .command("notice.claim-call", Map.of("messageId", id(first(order))))
                .code())
        .isEqualTo("notice.call-quiet");
  }

  private static Answer told(Api who, Map<String, Object> message) {
    Map<String, Object> body = new HashMap<>(message);
    body.put("by", "CALL");
    return who.command("notice.told", body);
  }

  @Test
  void whoSaysMeTooIsToldAtOnceAndWhenItIsSolved() {
    UUID first = placed(Map.of("requesterPhone", "136" + phone.substring(3)));
    UUID joined = placed(Map.of("joins", first));
    drain();
    assertThat(sms.about(number(joined)))
        .singleElement()
        .satisfies(parcel -> assertThat(parcel.to()).isEqualTo(phone))
        .satisfies(parcel -> assertThat(parcel.text()).contains("已收到", "合在一起办"));

    work(first);
    county.clerk().command("order.solve", Map.of("orderId", first, "channel", "CALL"));
    drain();

    assertThat(sms.about(number(joined)))
        .extracting(Carrier.Parcel::text)
        .anySatisfy(text -> assertThat(text).contains("办完了"));
  }

  @Test
  void whoWillBeCalledIsToldInWritingOrNotAtAll() {
    UUID order = placed(Map.of());
    work(order);
    drain();
    announced(order);
    assertThat(sms.about(number(order)))
        .extracting(Carrier.Parcel::text)
        .anySatisfy(text -> assertThat(text).contains("我们会打电话问您"));

    UUID silent = placed(Map.of());
    prefer(silent, Map.of("language", "ZH", "consent", "CALL_ONLY"));
    work(silent);
    drain();
    announced(silent);

    assertThat(messages(silent))
        .filteredOn(message -> message.path("why").asString("").equals("call-follows"))
        .singleElement()
        .satisfies(message -> assertThat(message.get("state").asString()).isEqualTo("CANCELLED"));
  }

  private void announced(UUID order) {
    transactions.write(
        REALM,
        () -> {
          announcements.willBeCalled(REALM, order, 90, "", clock.instant());
          return true;
        });
    drain();
  }

  private JsonNode theCall(Api who, UUID order) {
    return dueCalls(who, order).getFirst();
  }

  @Test
  void whoAsksToBeCalledLaterIsCalledThen() {
    UUID order = placed(Map.of());
    prefer(order, Map.of("language", "ZH", "consent", "CALL_ONLY"));
    drain();
    Instant later = clock.instant().plus(Duration.ofHours(5));
    county.clerk().command("notice.claim-call", Map.of("messageId", id(first(order))));
    county
        .clerk()
        .command(
            "notice.call",
            Map.of("messageId", id(first(order)), "outcome", "LATER", "until", later.toString()));

    assertThat(dueCalls(order)).isEmpty();
    clock.advance(Duration.ofHours(5).plusSeconds(1));
    assertThat(dueCalls(order)).hasSize(1);
  }

  @Test
  void nobodySaidWhetherItIsSolvedAndIsAskedOnceMore() {
    UUID order = placed(Map.of());
    work(order);
    drain();
    clock.advance(Duration.ofDays(2).plusMinutes(1));
    drain();

    assertThat(sms.about(number(order)))
        .extracting(Carrier.Parcel::text)
        .filteredOn(text -> text.contains("还等您一句话"))
        .hasSize(1);
  }

  @Test
  void whoIsAskedSeesItInTheInboxAndReadsItOnce() {
    UUID order = placed(Map.of());
    Api worker = offered(order);
    drain();
    JsonNode item = inboxItem(worker, order);
    assertThat(item.get("text").asString()).contains(number(order));
    assertThat(item.has("readAt")).isFalse();

    assertThat(worker.command("notice.read", Map.of("messageIds", List.of(id(item)))).isDone())
        .isTrue();

    assertThat(inboxItem(worker, order).has("readAt")).isTrue();
    clock.advance(Duration.ofHours(5));
    drain();
    assertThat(sms.about(number(order)))
        .extracting(Carrier.Parcel::text)
        .noneMatch(text -> text.contains("派给您"));
  }

  @Test
  void whoDoesNotReadTheInboxIsSentAText() {
    UUID order = placed(Map.of());
    offered(order);
    drain();
    // Within the lease, or it would no longer be true.
    clock.advance(Duration.ofHours(4).plusMinutes(1));
    drain();

    assertThat(messages(order))
        .filteredOn(m -> m.get("text").asString().contains("派给您"))
        .singleElement()
        .satisfies(m -> assertThat(m.get("tried").get(0).asString()).isEqualTo("IN_APP unread"));
  }

  @Test
  void somebodyElsesInboxIsNotTouched() {
    UUID order = placed(Map.of());
    Api worker = offered(order);
    drain();
    UUID message = id(inboxItem(worker, order));

    county.clerk().command("notice.read", Map.of("messageIds", List.of(message)));

    assertThat(inboxItem(worker, order).has("readAt")).isFalse();
  }

  @Test
  void aRealmHasItsOwnNight() {
    Api admin = county.as("admin");
    try {
      assertThat(
              admin
                  .command("notice.set-quiet-hours", Map.of("from", "09:00", "to", "11:00"))
                  .isDone())
          .isTrue();
      Answer night = admin.get("/api/outbox/night");
      assertThat(night.text("from")).isEqualTo("09:00");
      assertThat(night.text("to")).isEqualTo("11:00");
      assertThat(county.clerk().get("/api/outbox/night").code()).isEqualTo("access.forbidden");
      UUID order = placed(Map.of());
      drain();
      assertThat(first(order).get("why").asString()).isEqualTo("quiet-hours");
    } finally {
      admin.command("notice.set-quiet-hours", Map.of("from", "21:00", "to", "07:00"));
    }
    assertThat(
            county
                .clerk()
                .command("notice.set-quiet-hours", Map.of("from", "21:00", "to", "07:00"))
                .code())
        .isEqualTo("access.forbidden");
  }

  @Test
  void theOutboxIsPagedAndCountedWithinOnesArea() {
    for (int i = 0; i < 3; i++) {
      prefer(placed(Map.of()), Map.of("language", "ZH", "consent", "CALL_ONLY"));
    }
    drain();
    Answer page = county.clerk().get("/api/outbox?state=HELD&limit=2");
    assertThat(page.body().get("items")).hasSize(2);
    Answer next = county.clerk().get("/api/outbox?state=HELD&limit=2&after=" + page.text("next"));
    assertThat(next.body().get("items").get(0).get("id"))
        .isNotEqualTo(page.body().get("items").get(1).get("id"));
    assertThat(county.clerk().get("/api/outbox/counts").body().get("held").asInt()).isPositive();
    assertThat(county.as("worker1").get("/api/outbox").code()).isEqualTo("access.forbidden");
  }

  @Test
  void noWordNoNameAndNoNumberIsReadableInTheDatabase() {
    UUID order = placed(Map.of());
    prefer(
        order, Map.of("language", "EN", "consent", "CALL_ONLY", "email", "readable@example.org"));
    drain();
    call(id(first(order)), "REACHED");

    for (String table :
        List.of("notice.message", "notice.call_attempt", "notice.consent", "notice.mail_address")) {
      assertThat(
              Sql.owner()
                  .sql("select coalesce(string_agg(t::text, ' '), '') from " + table + " t")
                  .query(String.class)
                  .single())
          .doesNotContain(phone, "向小禾", "路灯", "readable@example.org");
    }
  }

  private void drain() {
    int passes = 0;
    while (delivery.deliver() > 0 && passes++ < 200) {}
  }

  private UUID placed(Map<String, Object> more) {
    Map<String, Object> request = new HashMap<>(county.request());
    request.put("requesterPhone", phone);
    request.putAll(more);
    assertThat(county.clerk().command("order.place", request).isDone()).isTrue();
    return (UUID) request.get("orderId");
  }

  private void press(UUID order) {
    Answer answer =
        county
            .clerk()
            .command(
                "order.set-urgency",
                Map.of("orderId", order, "urgency", "URGENT", "reason", "线掉下来了"));
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }

  private void prefer(UUID order, Map<String, Object> wish) {
    Map<String, Object> body = new HashMap<>(wish);
    body.put("orderId", order);
    Answer answer = county.clerk().command("notice.prefer", body);
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }

  private Api offered(UUID order) {
    return Served.offered(county, order);
  }

  private void work(UUID order) {
    Served.reported(county, order);
  }

  private Answer call(UUID message, String outcome) {
    county.clerk().command("notice.claim-call", Map.of("messageId", message));
    return county.clerk().command("notice.call", Map.of("messageId", message, "outcome", outcome));
  }

  /** Other tests leave calls too, so all pages are read. */
  private List<JsonNode> dueCalls(UUID order) {
    return dueCalls(county.clerk(), order);
  }

  private static List<JsonNode> dueCalls(Api who, UUID order) {
    List<JsonNode> found = new java.util.ArrayList<>();
    String after = "";
    do {
      JsonNode page = who.get("/api/calls?limit=100" + after).body();
      of(page.get("items")).stream()
          .filter(call -> call.path("orderId").asString("").equals(order.toString()))
          .forEach(found::add);
      after = page.path("next").isString() ? "&after=" + page.get("next").asString() : "";
    } while (!after.isEmpty());
    return found;
  }

  private JsonNode inboxItem(Api worker, UUID order) {
    return of(worker.get("/api/inbox").body().get("items")).stream()
        .filter(item -> item.path("orderId").asString("").equals(order.toString()))
        .filter(item -> item.get("text").asString().contains("You are asked"))
        .findFirst()
        .orElseThrow();
  }

  private List<JsonNode> messages(UUID order) {
    return of(county.clerk().get("/api/orders/" + order + "/messages").body());
  }

  private JsonNode first(UUID order) {
    return messages(order).getFirst();
  }

  private String number(UUID order) {
    return county.clerk().get("/api/orders/" + order).text("card.number");
  }

  private static UUID id(JsonNode node) {
    return UUID.fromString(node.get("id").asString());
  }

  private static List<JsonNode> of(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}

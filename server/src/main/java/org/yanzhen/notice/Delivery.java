package org.yanzhen.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.notice.Carrier.Outcome;
import org.yanzhen.notice.MessageStore.Message;
import org.yanzhen.notice.MessageTexts.Reading;
import org.yanzhen.notice.MessageTexts.Reading.Letter;
import org.yanzhen.notice.PreferenceStore.Subject;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Rounds;

/**
 * Empties the outbox. Each message goes along its recipient's route: a way that is not there, not
 * wished or has failed gives way to the next; the last ones are people, who call or carry a note.
 *
 * <p>Sent at least once: it is taken, handed over, and only then noted as sent. Who dies in between
 * hands it over again under the same id, and the provider drops it.
 */
@Service
class Delivery {

  private static final int BATCH = 20;

  /** So long one county may go on before the next one has its turn: its provider may be slow. */
  private static final Duration TURN = Duration.ofSeconds(20);

  private static final int MAX_ATTEMPTS = 8;
  private static final Duration ATTEMPT = Duration.ofMinutes(2);
  private static final Duration ONE_DAY = Duration.ofDays(1);

  private final MessageStore store;
  private final MessageTexts texts;
  private final Routing routing;
  private final PreferenceStore preferences;
  private final MessagePack pack;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final InstantSource clock;
  private final Map<Channel, Carrier> carriers;

  Delivery(
      MessageStore store,
      MessageTexts texts,
      Routing routing,
      PreferenceStore preferences,
      MessagePack pack,
      Realms realms,
      RealmTransactions transactions,
      InstantSource clock,
      List<Carrier> carriers) {
    this.store = store;
    this.texts = texts;
    this.routing = routing;
    this.preferences = preferences;
    this.pack = pack;
    this.realms = realms;
    this.transactions = transactions;
    this.clock = clock;
    this.carriers = new EnumMap<>(Channel.class);
    carriers.forEach(carrier -> this.carriers.put(carrier.channel(), carrier));
  }

  /**
   * One pass over the realms: what is due is sent, held or put off. Answers how many were
   * attempted.
   */
  int deliver() {
    AtomicInteger attempted = new AtomicInteger();
    Rounds.each(
        "delivering",
        realms.list(),
        Realms.Realm::id,
        realm -> attempted.addAndGet(deliver(realm.id())));
    return attempted.get();
  }

  private int deliver(RealmId realm) {
    // What falls due meanwhile, or is put off and due again, waits for the next pass.
    Instant began = clock.instant();
    int attempted = 0;
    int batch = BATCH;
    while (batch == BATCH && clock.instant().isBefore(began.plus(TURN))) {
      batch = deliverBatch(realm, began);
      attempted += batch;
    }
    return attempted;
  }

  private int deliverBatch(RealmId realm, Instant dueBy) {
    Instant now = clock.instant();
    List<Message> due =
        transactions.write(realm, () -> store.take(realm, dueBy, now.plus(ATTEMPT), BATCH));
    // One message that cannot even be worded must not keep the others from their people.
    Rounds.eachOrPutOff(
        "attempting a message",
        due,
        Message::id,
        message -> {
          attempt(realm, message);
          return true;
        },
        message -> {
          MessageState next =
              message.attempts() >= MAX_ATTEMPTS ? MessageState.FAILED : MessageState.WAITING;
          settle(
              realm,
              Routing.stay(message, next, message.channel(), "unreadable", now.plus(ATTEMPT)));
        });
    return due.size();
  }

  private void attempt(RealmId realm, Message taken) {
    Instant now = clock.instant();
    Reading reading = transactions.read(realm, () -> texts.read(realm, taken, now));
    switch (reading) {
      case Reading.Gone gone ->
          settle(
              realm, Routing.stay(taken, MessageState.CANCELLED, taken.channel(), gone.why(), now));
      case Reading.NotYet notYet ->
          settle(realm, Routing.stay(taken, MessageState.WAITING, null, null, notYet.until()));
      case Letter letter -> {
        Message message = Routing.pressing(taken, letter.urgency());
        // Shown and still not read: the next way.
        travel(
            realm,
            taken.state() == MessageState.SHOWN
                ? Routing.onwards(message, Channel.IN_APP, "unread", now)
                : message,
            letter,
            now);
      }
    }
  }

  /** Along the route until somebody has it, or has to wait. */
  private void travel(RealmId realm, Message start, Letter letter, Instant now) {
    Message message = start;
    Route route = routing.route(message, letter);
    while (true) {
      Route.Step step = route.step(message.step()).orElse(null);
      if (step == null && message.template().isOnlyWritten()) {
        String why = message.template() == Template.ASKED_AGAIN ? "call-follows" : "written-only";
        settle(realm, Routing.stay(message, MessageState.CANCELLED, null, why, now));
        return;
      }
      if (step == null) {
        String why = message.why() == null ? "not-reached" : message.why();
        settle(realm, Routing.stay(message, MessageState.FAILED, null, why, now));
        return;
      }
      Channel channel = step.channel();
      String obstacle = obstacle(channel, letter);
      if (obstacle != null) {
        message = Routing.onwards(message, channel, obstacle, now);
        continue;
      }
      Instant awake =
          channel.disturbs()
              ? transactions.read(
                  realm,
                  () -> routing.awake(realm, letter.night(), letter.preference().quiet(), now))
              : now;
      if (awake.isAfter(now) && carriers.containsKey(channel)) {
        hold(realm, Routing.asleep(message, channel, awake), letter, now);
        return;
      }
      switch (channel) {
        case IN_APP -> {
          show(realm, message, letter, step, route.step(message.step() + 1).isPresent(), now);
          return;
        }
        case SMS, EMAIL -> {
          String failure =
              isTooMany(realm, message, channel, letter, now)
                  ? "too-many"
                  : hand(realm, message, letter, step, now);
          if (failure == null) {
            return;
          }
          message = Routing.onwards(message, channel, failure, now);
        }
        case CALL, PAPER, WINDOW -> {
          String why = message.why() == null ? "by-wish" : message.why();
          // Whoever calls sees it at once, and calls when it is day.
          hold(realm, Routing.stay(message, MessageState.HELD, channel, why, awake), letter, now);
          return;
        }
      }
    }
  }

  /** Nobody's telephone is flooded through us; colleagues are told whatever comes. */
  private boolean isTooMany(
      RealmId realm, Message message, Channel channel, Letter letter, Instant now) {
    String phone = letter.phone();
    if (channel != Channel.SMS || phone == null || message.template().audience().isStaff()) {
      return false;
    }
    int most = pack.textsADay();
    return transactions.read(
            realm,
            () ->
                store.textsTo(
                    realm, preferences.phoneIndex(realm, phone), now.minus(ONE_DAY), most))
        >= most;
  }

  /** Null when this way is open. */
  private @Nullable String obstacle(Channel channel, Letter letter) {
    if (!letter.preference().consent().allows(channel)) {
      return "no-consent";
    }
    return switch (channel) {
      case IN_APP -> letter.hasAccount() ? null : "no-account";
      case SMS -> letter.phone() == null ? "no-number" : carrierObstacle(channel);
      case EMAIL -> letter.preference().email() == null ? "no-address" : carrierObstacle(channel);
      case CALL -> letter.phone() == null ? "no-number" : null;
      case PAPER, WINDOW -> null;
    };
  }

  private @Nullable String carrierObstacle(Channel channel) {
    Carrier carrier = carriers.get(channel);
    return carrier != null && carrier.isReady() ? null : "no-provider";
  }

  private void show(
      RealmId realm, Message message, Letter letter, Route.Step step, boolean goesOn, Instant now) {
    Duration within = step.within();
    transactions.write(
        realm,
        () -> {
          store.show(realm, message.id(), letter.words(), now);
          if (goesOn && within != null) {
            store.settleTaken(
                realm,
                Routing.stay(message, MessageState.SHOWN, Channel.IN_APP, null, now.plus(within)),
                null);
          } else {
            store.sent(realm, message, Channel.IN_APP, now, null, null, pack.version());
          }
          return message;
        });
  }

  /** Hands it to the provider; answers why the next way has to be tried, or null. */
  private @Nullable String hand(
      RealmId realm, Message message, Letter letter, Route.Step step, Instant now) {
    Carrier carrier = Objects.requireNonNull(carriers.get(step.channel()));
    String to =
        Objects.requireNonNull(
            step.channel() == Channel.SMS ? letter.phone() : letter.preference().email());
    Outcome outcome =
        carrier.carry(new Carrier.Parcel(message.id(), to, subject(letter), letter.text()));
    return switch (outcome) {
      case Outcome.Taken() -> {
        transactions.write(
            realm,
            () -> {
              store.sent(
                  realm,
                  message,
                  step.channel(),
                  now,
                  letter.text(),
                  letter.phone() == null ? null : preferences.phoneIndex(realm, letter.phone()),
                  pack.version());
              return message;
            });
        yield null;
      }
      case Outcome.Refused(String why) -> why;
      case Outcome.Later(String why) -> {
        Duration wait = Routing.backOff(message.attempts());
        Instant ends =
            step.within() == null ? Instant.MAX : message.stepSince().plus(step.within());
        if (message.attempts() >= MAX_ATTEMPTS || now.plus(wait).isAfter(ends)) {
          yield why;
        }
        hold(
            realm,
            Routing.stay(message, MessageState.WAITING, step.channel(), why, now.plus(wait)),
            letter,
            now);
        yield null;
      }
    };
  }

  private static String subject(Letter letter) {
    return letter
        .preference()
        .language()
        .pick("雁阵 " + letter.number(), "Yanzhen " + letter.number())
        .strip();
  }

  private void settle(RealmId realm, Message message) {
    transactions.write(
        realm,
        () -> {
          store.settleTaken(realm, message, null);
          return message;
        });
  }

  /** Puts it where it waits under somebody's wish, unless they said something else meanwhile. */
  private void hold(RealmId realm, Message message, Letter letter, Instant now) {
    Subject subject = letter.subject();
    transactions.write(
        realm,
        () -> {
          boolean holds =
              subject == null || preferences.get(realm, subject).equals(letter.preference());
          store.settleTaken(realm, holds ? message : Routing.again(message, now), subject);
          return message;
        });
  }
}

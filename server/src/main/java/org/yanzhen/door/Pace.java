package org.yanzhen.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How often one network may knock, and what it may leave: enough for a village hall whose people
 * share one address and for the thousands whom a mobile carrier sends out through one network, too
 * little to guess numbers, to fill the disk or to shut a village's door for everybody else.
 *
 * <p>Kept in memory: after a start everybody begins anew.
 */
@Component
class Pace {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /**
   * Orders of one network in one village and hour: a third of what the village's door takes in all,
   * so that no one network shuts it; more than the people of one village ask for in an hour.
   */
  static final int IN_ONE_VILLAGE_AN_HOUR = 20;

  /** Orders of one network in an hour: a county's whole door has fewer than a hundred. */
  static final int OF_ONE_NETWORK_AN_HOUR = 300;

  /**
   * Orders that name one number, from one network in a day. From another network the number is
   * free: whoever names somebody else's does not take the phone out of their hand.
   */
  static final int OF_ONE_NUMBER_A_DAY = 10;

  /** Numbers left with tickets of one hall, from one network in an hour. */
  static final int NUMBERS_OF_A_HALL_AN_HOUR = 60;

  /** Tickets that name one number, from one network in a day. */
  static final int TICKETS_OF_ONE_NUMBER_A_DAY = 4;

  /**
   * Bytes of a network in an hour that came with forms that were not taken, a hundred refused forms
   * with a recording each. What belongs to an order counts for nothing.
   */
  static final long BYTES_FOR_NOTHING_AN_HOUR = 256L << 20;

  /** What is counted apart. */
  enum Knock {
    /** Looking for an order by number and phone. */
    FIND(10),
    /** Asking, or saying something about an order. */
    SAY(30);

    private final int aMinute;

    Knock(int aMinute) {
      this.aMinute = aMinute;
    }
  }

  private record Slot(String what, String network, Instant since) {}

  /** Counted, and not yet known to be worth it. */
  private static final class Held {
    private final AtomicLong count;
    private final long amount;

    Held(AtomicLong count, long amount) {
      this.count = count;
      this.amount = amount;
    }

    void giveBack() {
      count.addAndGet(-amount);
    }
  }

  /** An order that is being asked for. */
  static final class Asking {
    private final List<Held> held;

    private Asking(List<Held> held) {
      this.held = List.copyOf(held);
    }

    /** It came to nothing, or to an order that was there before. */
    void giveBack() {
      held.forEach(Held::giveBack);
    }
  }

  /** Files of a form that is not taken yet. */
  static final class Load {
    static final Load NONE = new Load(null);

    private final @Nullable Held held;

    private Load(@Nullable Held held) {
      this.held = held;
    }

    /** They are an order's now. */
    void giveBack() {
      if (held != null) {
        held.giveBack();
      }
    }
  }

  private final InstantSource clock;
  private final Cache<Slot, AtomicLong> counts = Caffeine.newBuilder().maximumSize(100_000).build();

  Pace(InstantSource clock) {
    this.clock = clock;
  }

  /** Counts this try. */
  boolean isTooFast(Knock knock, @Nullable String network) {
    return hold(knock.name(), network, MINUTE, 1, knock.aMinute, true).isEmpty();
  }

  /**
   * Room for one more order; empty when there is none.
   *
   * @param phones who would be told of it: who asks, and for whom
   */
  Optional<Asking> ask(@Nullable String network, @Nullable Integer division, String... phones) {
    List<Held> held = new ArrayList<>();
    boolean room =
        add(held, hold("network", network, HOUR, 1, OF_ONE_NETWORK_AN_HOUR, false))
            && add(held, hold("in " + division, network, HOUR, 1, IN_ONE_VILLAGE_AN_HOUR, false))
            && Stream.of(phones)
                .map(Pace::digits)
                .distinct()
                .filter(number -> !number.isEmpty())
                .allMatch(
                    number ->
                        add(
                            held,
                            hold("of " + number, network, DAY, 1, OF_ONE_NUMBER_A_DAY, false)));
    Asking asking = new Asking(held);
    if (!room) {
      asking.giveBack();
      return Optional.empty();
    }
    return Optional.of(asking);
  }

  /**
   * Room for one more ticket; empty when there is none.
   *
   * @param most of one network in this hall and hour: no one network takes all that the door gives
   */
  Optional<Asking> ticket(@Nullable String network, UUID site, int most, String phone) {
    return withNumber("tickets at " + site, network, most, phone);
  }

  /** Room for one more number left with a ticket; empty when there is none. */
  Optional<Asking> number(@Nullable String network, UUID site, String phone) {
    return withNumber("numbers at " + site, network, NUMBERS_OF_A_HALL_AN_HOUR, phone);
  }

  private Optional<Asking> withNumber(
      String what, @Nullable String network, int most, String phone) {
    List<Held> held = new ArrayList<>();
    String number = digits(phone);
    boolean room =
        add(held, hold(what, network, HOUR, 1, most, false))
            && (number.isEmpty()
                || add(
                    held,
                    hold(
                        "ticket of " + number,
                        network,
                        DAY,
                        1,
                        TICKETS_OF_ONE_NUMBER_A_DAY,
                        false)));
    Asking asking = new Asking(held);
    if (!room) {
      asking.giveBack();
      return Optional.empty();
    }
    return Optional.of(asking);
  }

  /** Room for so many bytes; empty when there is none. */
  Optional<Load> load(@Nullable String network, long bytes) {
    return hold("bytes", network, HOUR, bytes, BYTES_FOR_NOTHING_AN_HOUR, false).map(Load::new);
  }

  private static boolean add(List<Held> held, Optional<Held> one) {
    one.ifPresent(held::add);
    return one.isPresent();
  }

  /**
   * @param keeps whether a try that finds no room counts as well
   */
  private Optional<Held> hold(
      String what,
      @Nullable String network,
      Duration within,
      long amount,
      long most,
      boolean keeps) {
    long seconds = within.toSeconds();
    Instant since = Instant.ofEpochSecond(clock.instant().getEpochSecond() / seconds * seconds);
    AtomicLong count =
        counts.get(new Slot(what, network == null ? "" : network, since), s -> new AtomicLong());
    Held held = new Held(count, amount);
    if (count.addAndGet(amount) <= most) {
      return Optional.of(held);
    }
    if (!keeps) {
      held.giveBack();
    }
    return Optional.empty();
  }

  /** However it is typed; the country's own code says nothing more. */
  private static String digits(String phone) {
    String digits = Parameters.plain(phone).replaceAll("[^0-9]", "");
    return digits.length() == 13 && digits.startsWith("86") ? digits.substring(2) : digits;
  }
}

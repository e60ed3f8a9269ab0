package org.yanzhen.dispatch;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.people.Person;
import org.yanzhen.place.TravelEstimate;
import org.yanzhen.shared.Language;

/**
 * One order and one person: all that a rule or a term may look at.
 *
 * @param load unfinished orders the person already has
 * @param served what the person has solved in the order's division
 * @param travel from the person's home, unknown when a position is missing
 * @param inRemit false when groups have the order in their remit and the person is in none of them
 * @param ofBody of a confidential matter: whether the person holds a post at the body that answers
 *     for the order, or at the one that such matters are for
 * @param goes the day it is weighed for
 * @param due the day of the deadline; absent where it is over, or where {@code goes} is certain
 * @param goesAlready whether the order is served by two together and the person is the other one
 * @param noTime whether the person's days are taken until the deadline
 * @param tongue what the one asked for speaks; absent where nobody said
 * @param opportunity what other waiting orders lose if the person takes this one; absent when they
 *     lose nothing, or nobody has weighed them
 */
record Matter(
    OrderFacts order,
    Kind kind,
    Person person,
    boolean away,
    int load,
    Served served,
    @Nullable TravelEstimate travel,
    boolean inRemit,
    boolean ofBody,
    Policy policy,
    Instant now,
    LocalDate goes,
    @Nullable LocalDate due,
    boolean goesAlready,
    boolean noTime,
    @Nullable Tongue tongue,
    @Nullable Opportunity opportunity) {

  /**
   * Orders somebody has solved in one place.
   *
   * @param last the day of the last of them, where it is known
   */
  record Served(int orders, @Nullable LocalDate last) {
    static final Served NOTHING = new Served(0, null);
  }

  /**
   * A language with its names.
   *
   * @param needed whether somebody has to go who speaks it
   */
  record Tongue(String code, boolean needed, String zh, String en) {
    String name(Language language) {
      return language.pick(zh, en);
    }
  }

  /** Whether the person speaks what the one asked for speaks; true where nobody said what. */
  boolean speaks() {
    return tongue == null || person.languages().contains(tongue.code());
  }

  /** As if the person had nothing in hand; then every order can be weighed by itself. */
  Matter unloaded() {
    return with(0, null);
  }

  Matter with(@Nullable Opportunity others) {
    return with(load, others);
  }

  private Matter with(int inHand, @Nullable Opportunity others) {
    return new Matter(
        order,
        kind,
        person,
        away,
        inHand,
        served,
        travel,
        inRemit,
        ofBody,
        policy,
        now,
        goes,
        due,
        goesAlready,
        noTime,
        tongue,
        others);
  }

  @Nullable Integer minutes() {
    return travel == null ? null : travel.minutes();
  }
}

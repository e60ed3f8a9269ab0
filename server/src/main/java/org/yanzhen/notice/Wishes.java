package org.yanzhen.notice;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Accounts;
import org.yanzhen.access.Realms;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.notice.PreferenceStore.Heard;
import org.yanzhen.notice.PreferenceStore.Preference;
import org.yanzhen.notice.PreferenceStore.Statement;
import org.yanzhen.notice.PreferenceStore.Subject;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderViews.OrderDetail;
import org.yanzhen.order.Requesters;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/**
 * How somebody wishes to be told, and since when: what they said, each time a row. A new word
 * reaches the messages that already wait. The caller checks who asks.
 */
@Service
public class Wishes {

  /** What people choose between; anything finer stands in the command. */
  public enum How {
    TEXT,
    CALL,
    TEXT_ONLY,
    NOT_AT_ALL
  }

  /**
   * A wish as it stands.
   *
   * @param own hours of their own in which they are left in peace, beside the night
   * @param night since when nobody is disturbed in the evening, but for danger
   * @param since when they said so; null where they never said anything
   */
  public record Wish(
      How how,
      Consent consent,
      @Nullable Way preferred,
      Language language,
      @Nullable String email,
      @Nullable QuietHours own,
      QuietHours night,
      @Nullable Instant since) {

    /** What has to be known of any number that is talked to: nothing that says whose it is. */
    public Wish ofStranger() {
      return new Wish(how, consent, preferred, language, null, null, night, since);
    }
  }

  /**
   * A wish for a page.
   *
   * @param how null where no number was left: a wish belongs to a number
   * @param quietFrom the realm's night
   * @param ownFrom own hours beside it
   * @param words what has to be said before they say yes or no
   */
  public record WishView(
      @Nullable How how,
      @Nullable Consent consent,
      @Nullable Way preferred,
      @Nullable Language language,
      @Nullable String email,
      @Nullable String quietFrom,
      @Nullable String quietTo,
      @Nullable String ownFrom,
      @Nullable String ownTo,
      @Nullable Instant since,
      String words) {}

  /**
   * What somebody said once.
   *
   * @param by the clerk who heard it
   * @param email whether they left an address with it
   */
  public record StatementView(
      Instant at,
      Through through,
      @Nullable String by,
      How how,
      Language language,
      boolean email,
      @Nullable String ownFrom,
      @Nullable String ownTo) {}

  /** Newest first; what stands first held at the end of the day that was asked for. */
  public record StatementPage(List<StatementView> items, @Nullable String next) {}

  /** So many minutes a day somebody must be reachable, or saying "nothing" is the honest wish. */
  private static final int LEAST_MINUTES = 60;

  /** More receipts of one number than anybody has open. */
  private static final int RECEIPTS = 100;

  private final PreferenceStore preferences;
  private final MessageStore messages;
  private final MessagePack pack;
  private final OrderReads orders;
  private final Requesters requesters;
  private final Accounts accounts;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final ApplicationEventPublisher events;

  Wishes(
      PreferenceStore preferences,
      MessageStore messages,
      MessagePack pack,
      OrderReads orders,
      Requesters requesters,
      Accounts accounts,
      Realms realms,
      RealmTransactions transactions,
      ApplicationEventPublisher events) {
    this.preferences = preferences;
    this.messages = messages;
    this.pack = pack;
    this.orders = orders;
    this.requesters = requesters;
    this.accounts = accounts;
    this.realms = realms;
    this.transactions = transactions;
    this.events = events;
  }

  /**
   * What holds for the requester of an order; the address is the one their number stands for, not
   * one that was left on the receipt. Empty where no number was left: a wish belongs to a number.
   */
  Optional<Wish> ofRequester(RealmId realm, UUID orderId) {
    return read(
        realm,
        orderId,
        subject -> {
          Preference everywhere = preferences.get(realm, subject.everywhere());
          return wish(realm, preferences.get(realm, subject).with(everywhere.email()));
        });
  }

  /**
   * What was said on the receipt of this order, and nothing else of the number in it: nobody has
   * shown that it is theirs. Empty where no number was left.
   */
  public Optional<Wish> onReceipt(RealmId realm, UUID orderId) {
    return read(realm, orderId, subject -> wish(realm, preferences.said(realm, subject)));
  }

  /** Of an order's number about the order; empty where no number was left. */
  private <T> Optional<T> read(RealmId realm, UUID orderId, Function<Subject, T> read) {
    return findNumber(realm, orderId)
        .map(
            phone ->
                transactions.read(
                    realm, () -> read.apply(preferences.ofPhone(realm, phone).about(orderId))));
  }

  public Wish ofNumber(RealmId realm, String phone) {
    return transactions.read(
        realm, () -> wish(realm, preferences.get(realm, preferences.ofPhone(realm, phone))));
  }

  Wish ofPerson(RealmId realm, UUID person) {
    return transactions.read(
        realm, () -> wish(realm, preferences.get(realm, Subject.ofPerson(person))));
  }

  /** Whether this number may be called at all about the order. Call inside a transaction. */
  public boolean allowsCalls(RealmId realm, String phone, UUID orderId) {
    return preferences
        .get(realm, preferences.ofPhone(realm, phone).about(orderId))
        .consent()
        .allows(Channel.CALL);
  }

  /**
   * Hours in which this number is left in peace beside the night. Call inside a transaction.
   *
   * @param orderId the order it is called about, where it is that order's own number
   */
  public Optional<QuietHours> findOwnHours(RealmId realm, String phone, @Nullable UUID orderId) {
    Subject number = preferences.ofPhone(realm, phone);
    return Optional.ofNullable(
        preferences.get(realm, orderId == null ? number : number.about(orderId)).quiet());
  }

  public QuietHours night(RealmId realm) {
    return preferences.findNight(realm).orElse(pack.night());
  }

  public WishView view(@Nullable Wish wish, Language language) {
    String words = pack.part("consent", language, Map.of());
    return wish == null
        ? new WishView(null, null, null, null, null, null, null, null, null, null, words)
        : new WishView(
            wish.how(),
            wish.consent(),
            wish.preferred(),
            wish.language(),
            wish.email(),
            wish.night().from().toString(),
            wish.night().to().toString(),
            from(wish.own()),
            to(wish.own()),
            wish.since(),
            words);
  }

  /**
   * What this number said about being told.
   *
   * @param on only what held by the end of that day
   */
  public StatementPage historyOfNumber(
      RealmId realm, String phone, @Nullable LocalDate on, @Nullable PageKey after, int limit) {
    return transactions.read(
        realm, () -> history(realm, preferences.ofPhone(realm, phone), on, after, limit));
  }

  /** What the requester of an order said, on its receipt and otherwise. */
  StatementPage historyOfRequester(
      RealmId realm, UUID orderId, @Nullable LocalDate on, @Nullable PageKey after, int limit) {
    return read(realm, orderId, subject -> history(realm, subject, on, after, limit))
        .orElse(new StatementPage(List.of(), null));
  }

  StatementPage historyOfPerson(RealmId realm, UUID person, @Nullable PageKey after, int limit) {
    return transactions.read(
        realm, () -> history(realm, Subject.ofPerson(person), null, after, limit));
  }

  /** A clerk heard it from whoever has this number. Call inside a command. */
  public CommandResult heard(String phone, Said said, CommandContext context) {
    CommandResult result =
        note(
            preferences.ofPhone(context.realm(), phone),
            said,
            new Heard(Through.DESK, context.actor().accountId(), pack.version()),
            context);
    return told(
        result, said, () -> requesters.idsOfCaller(context.realm(), phone, RECEIPTS), context);
  }

  /**
   * The same where the clerk was not shown the address and the own hours: what is not said again
   * stays. Call inside a command.
   */
  public CommandResult heardOfStranger(String phone, Said said, CommandContext context) {
    Preference before =
        preferences.get(context.realm(), preferences.ofPhone(context.realm(), phone));
    QuietHours quiet = said.quiet() == null ? before.quiet() : said.quiet();
    return heard(
        phone,
        new Said(
            said.language(),
            said.consent(),
            said.preferred(),
            said.email() == null ? before.email() : said.email(),
            from(quiet),
            to(quiet)),
        context);
  }

  /**
   * The holder of a receipt said it: it counts for that order, since the number in it may be
   * anybody's. Call inside a command.
   */
  CommandResult saidAtTheDoor(String phone, UUID orderId, Said said, CommandContext context) {
    CommandResult result =
        note(
            preferences.ofPhone(context.realm(), phone).about(orderId),
            said,
            new Heard(Through.DOOR, null, null),
            context);
    return told(result, said, () -> List.of(orderId), context);
  }

  /** They said it themselves in the app. Call inside a command. */
  CommandResult saidInTheApp(UUID person, Said said, CommandContext context) {
    return note(
        Subject.ofPerson(person),
        said,
        new Heard(Through.APP, context.actor().accountId(), null),
        context);
  }

  /**
   * They texted to stop or to start; calls and hours stay as they were said. It comes from the
   * number itself, so it also reaches what was said on receipts.
   */
  void texted(String phone, boolean yes, CommandContext context) {
    RealmId realm = context.realm();
    Subject number = preferences.ofPhone(realm, phone);
    texted(number, yes, context);
    for (UUID order : preferences.ordersOf(realm, preferences.phoneIndex(realm, phone), RECEIPTS)) {
      texted(number.about(order), yes, context);
    }
  }

  private void texted(Subject subject, boolean yes, CommandContext context) {
    put(
        context.realm(),
        subject,
        preferences.said(context.realm(), subject).texting(yes),
        new Heard(Through.TEXT, null, null),
        context.at());
  }

  Optional<String> findNumber(RealmId realm, UUID orderId) {
    OrderDetail order = orders.get(Actor.system(realm, Origin.JOB), orderId, Language.ZH);
    return Optional.ofNullable(order.requesterPhone());
  }

  private CommandResult note(Subject subject, Said said, Heard heard, CommandContext context) {
    QuietHours own = said.quiet();
    if (own != null
        && QuietHours.minutesLeft(List.of(own, night(context.realm()))) < LEAST_MINUTES) {
      return CommandResult.refused(ProblemCode.NOTICE_NO_HOUR_LEFT, "body.quietTo");
    }
    put(context.realm(), subject, said, heard, context.at());
    return CommandResult.done();
  }

  /** Who was to be called about these orders is heard of by whoever calls. */
  private CommandResult told(
      CommandResult result, Said said, Supplier<List<UUID>> orderIds, CommandContext context) {
    if (result instanceof CommandResult.Done && !said.consent().allows(Channel.CALL)) {
      events.publishEvent(new CallsRefused(context.realm(), orderIds.get(), context.at()));
    }
    return result;
  }

  private void put(RealmId realm, Subject subject, Said said, Heard heard, Instant at) {
    preferences.insert(realm, Ids.next(), subject, said, heard, at);
    messages.setOut(realm, subject, said.consent(), at);
  }

  private Wish wish(RealmId realm, Preference preference) {
    return new Wish(
        how(preference.consent(), preference.preferred()),
        preference.consent(),
        preference.preferred() == null ? null : Way.valueOf(preference.preferred().name()),
        preference.language(),
        preference.email(),
        preference.quiet(),
        night(realm),
        preference.since());
  }

  private StatementPage history(
      RealmId realm, Subject subject, @Nullable LocalDate on, @Nullable PageKey after, int limit) {
    ZoneId zone = realms.get(realm).zone();
    Instant before = on == null ? null : on.plusDays(1).atStartOfDay(zone).toInstant();
    List<Statement> rows = preferences.history(realm, subject, before, after, limit + 1);
    boolean more = rows.size() > limit;
    List<Statement> shown = more ? rows.subList(0, limit) : rows;
    return new StatementPage(
        shown.stream().map(row -> view(realm, row)).toList(),
        more ? new PageKey(shown.getLast().at(), shown.getLast().id()).token() : null);
  }

  private StatementView view(RealmId realm, Statement row) {
    UUID account = row.through() == Through.DESK ? row.accountId() : null;
    return new StatementView(
        row.at(),
        row.through(),
        account == null ? null : accounts.findName(realm, account).orElse(null),
        how(row.consent(), row.preferred() == null ? null : row.preferred().channel()),
        row.language(),
        row.withEmail(),
        from(row.quiet()),
        to(row.quiet()));
  }

  private static @Nullable String from(@Nullable QuietHours hours) {
    return hours == null ? null : hours.from().toString();
  }

  private static @Nullable String to(@Nullable QuietHours hours) {
    return hours == null ? null : hours.to().toString();
  }

  private static How how(Consent consent, @Nullable Channel preferred) {
    return switch (consent) {
      case NOTHING -> How.NOT_AT_ALL;
      case CALL_ONLY -> How.CALL;
      case TEXT_ONLY -> How.TEXT_ONLY;
      case ANY -> preferred == Channel.CALL ? How.CALL : How.TEXT;
    };
  }
}

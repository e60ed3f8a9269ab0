package org.yanzhen.order;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Accounts;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.FieldType;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.KindField;
import org.yanzhen.catalogue.KindView;
import org.yanzhen.catalogue.KindView.FieldView;
import org.yanzhen.catalogue.KindView.PaperView;
import org.yanzhen.catalogue.KindView.RatingView;
import org.yanzhen.catalogue.PrivacyClass;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.Attachments;
import org.yanzhen.command.MediaKind;
import org.yanzhen.command.StoredFile;
import org.yanzhen.order.CampaignViews.CampaignRef;
import org.yanzhen.order.OrderViews.AnswerChange;
import org.yanzhen.order.OrderViews.ContestView;
import org.yanzhen.order.OrderViews.FieldValue;
import org.yanzhen.order.OrderViews.Grade;
import org.yanzhen.order.OrderViews.MergedInto;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.order.OrderViews.OrderDetail;
import org.yanzhen.order.OrderViews.OrderPage;
import org.yanzhen.order.OrderViews.OrderPart;
import org.yanzhen.order.OrderViews.PersonRef;
import org.yanzhen.order.OrderViews.Questions;
import org.yanzhen.order.OrderViews.SpokenView;
import org.yanzhen.order.OrderViews.StageToCome;
import org.yanzhen.order.OrderViews.ThreadActor;
import org.yanzhen.order.OrderViews.ThreadEntry;
import org.yanzhen.order.OrderViews.TierView;
import org.yanzhen.order.WorklistQuery.Narrowed;
import org.yanzhen.people.LanguageList;
import org.yanzhen.people.Organisation;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.people.Phones;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Point;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/** Reading orders, always as somebody: what is returned is what that actor may see. */
@Service
public class OrderReads {

  /**
   * The other of two orders that are served at the same moment, each by a person of its own.
   *
   * @param person who has it or is asked; absent while it waits
   */
  public record Beside(UUID orderId, OrderState state, @Nullable UUID person) {}

  /** The facts dispatch weighs, without words and names. */
  public record OrderFacts(
      UUID id,
      OrderState state,
      String kind,
      int kindVersion,
      int divisionId,
      String area,
      Urgency urgency,
      @Nullable UUID returnedBy,
      @Nullable Instant resolveDue,
      @Nullable String responsibleBody,
      int version,
      @Nullable Spoken spoken) {}

  /**
   * An order somebody is asked for or has in hand.
   *
   * @param due promises that still run
   */
  public record Unfinished(OrderFacts facts, Optional<Instant> leaseUntil, List<Instant> due) {
    public Unfinished {
      due = List.copyOf(due);
    }
  }

  /** More orders than come from one number. */
  private static final int CALLERS = 500;

  /** A phone that was out of reach sends later than it wrote; less than this is the line. */
  private static final Duration WORTH_SAYING = Duration.ofMinutes(1);

  /** Nobody was out of reach longer; what a phone says beyond is its clock. */
  private static final Duration BELIEVED = Duration.ofDays(60);

  private static final Set<OrderState> BEFORE_REPORT =
      EnumSet.of(OrderState.OFFERED, OrderState.ACCEPTED, OrderState.WORKING);

  private final OrderStore store;
  private final BadGradeStore badGrades;
  private final RealmTransactions transactions;
  private final Catalogue catalogue;
  private final Divisions divisions;
  private final People people;
  private final LanguageList languages;
  private final Accounts accounts;
  private final Realms realms;
  private final Attachments attachments;
  private final Answers answers;
  private final Answered answered;
  private final Campaigns campaigns;
  private final InstantSource clock;

  OrderReads(
      OrderStore store,
      BadGradeStore badGrades,
      RealmTransactions transactions,
      Catalogue catalogue,
      Divisions divisions,
      People people,
      LanguageList languages,
      Accounts accounts,
      Realms realms,
      Attachments attachments,
      Answers answers,
      Answered answered,
      Campaigns campaigns,
      InstantSource clock) {
    this.store = store;
    this.badGrades = badGrades;
    this.transactions = transactions;
    this.catalogue = catalogue;
    this.divisions = divisions;
    this.people = people;
    this.languages = languages;
    this.accounts = accounts;
    this.realms = realms;
    this.attachments = attachments;
    this.answers = answers;
    this.answered = answered;
    this.campaigns = campaigns;
    this.clock = clock;
  }

  OrderPage page(
      Actor actor,
      WorklistFilter filter,
      @Nullable String text,
      @Nullable String withinPath,
      @Nullable PageKey after,
      int limit,
      Narrowed narrowed,
      Language language) {
    return transactions.read(
        actor.realm(),
        () -> {
          List<OrderRow> rows =
              store.page(query(actor, filter, text, withinPath, after, limit + 1, narrowed));
          boolean more = rows.size() > limit;
          List<OrderRow> shown = more ? rows.subList(0, limit) : rows;
          String next = more ? key(shown.getLast()).token() : null;
          return new OrderPage(cards(actor, shown, language), next);
        });
  }

  /** How many each filter holds, never counted beyond 1,000. */
  Map<String, Integer> counts(Actor actor) {
    return transactions.read(
        actor.realm(),
        () -> {
          Map<String, Integer> counts = new TreeMap<>();
          for (WorklistFilter filter : WorklistFilter.values()) {
            counts.put(
                filter.code(),
                store.count(query(actor, filter, null, null, null, 1_000, Narrowed.NOT).counted()));
          }
          return counts;
        });
  }

  /** How many stand so in these areas, never counted beyond {@code most}. */
  public int count(RealmId realm, WorklistFilter filter, Collection<String> areas, int most) {
    return transactions.read(
        realm,
        () ->
            store.count(
                new WorklistQuery(
                        realm, filter, Set.copyOf(areas), null, null, most, clock.instant())
                    .counted()));
  }

  private WorklistQuery query(
      Actor actor,
      WorklistFilter filter,
      @Nullable String text,
      @Nullable String withinPath,
      @Nullable PageKey after,
      int limit,
      Narrowed narrowed) {
    Set<String> areas = new HashSet<>();
    for (Grant grant : actor.grants()) {
      if (!Visibility.DESK.contains(grant.role())) {
        continue;
      }
      if (withinPath == null || grant.area().startsWith(withinPath)) {
        areas.add(grant.area());
      } else if (withinPath.startsWith(grant.area())) {
        areas.add(withinPath);
      }
    }
    return new WorklistQuery(
        actor.realm(), filter, areas, text, after, limit, clock.instant(), narrowed);
  }

  /** The year as the county counts its days. */
  Narrowed narrowed(RealmId realm, @Nullable Integer year, WorklistQuery.@Nullable Track track) {
    ZoneId zone = realms.get(realm).zone();
    return year == null
        ? new Narrowed(null, null, track)
        : new Narrowed(
            LocalDate.of(year, 1, 1).atStartOfDay(zone).toInstant(),
            LocalDate.of(year + 1, 1, 1).atStartOfDay(zone).toInstant(),
            track);
  }

  private static PageKey key(OrderRow row) {
    Instant due =
        OrderState.UNFINISHED.contains(row.order().state())
            ? row.order().nextClock().map(Clock::dueAt).orElse(row.updatedAt())
            : row.updatedAt();
    return new PageKey(due, row.order().id());
  }

  /**
   * The order as the actor may see it.
   *
   * @throws ProblemException order.not-found, also when it exists but is not the actor's to see
   */
  public OrderDetail get(Actor actor, UUID id, Language language) {
    return transactions.read(
        actor.realm(), () -> details(actor, List.of(visible(actor, id)), language).getFirst());
  }

  /** As {@link #get}; empty when it is not the actor's to see. */
  public Optional<OrderDetail> find(Actor actor, UUID id, Language language) {
    return transactions.read(
        actor.realm(),
        () -> findVisible(actor, id).map(row -> details(actor, List.of(row), language).getFirst()));
  }

  /** The order's card; empty when it is not the actor's to see. */
  public Optional<OrderCard> findCard(Actor actor, UUID id, Language language) {
    return transactions.read(
        actor.realm(),
        () -> findVisible(actor, id).map(row -> cards(actor, List.of(row), language).getFirst()));
  }

  /** The cards of those that are the actor's to see, each by its id. */
  public Map<UUID, OrderCard> findCards(Actor actor, Collection<UUID> ids, Language language) {
    return transactions.read(
        actor.realm(),
        () ->
            cards(
                    actor,
                    store.findAll(actor.realm(), ids).stream()
                        .filter(row -> Visibility.maySee(actor, row))
                        .toList(),
                    language)
                .stream()
                .collect(Collectors.toMap(OrderCard::id, card -> card)));
  }

  /**
   * What somebody else asked for already, as anybody may know it: no number, no words, no names.
   *
   * @param what what was chosen where everybody must choose, such as the lamps and not the road
   * @param joined how many others ask for the same
   */
  public record OpenLike(
      UUID id, OrderState state, Instant askedAt, int joined, List<String> what) {}

  /** Unfinished orders of a kind in a village; none where the kind is not public. */
  public List<OpenLike> openLike(
      RealmId realm, Kind kind, int divisionId, int limit, Language language) {
    if (kind.privacy() != PrivacyClass.PUBLIC) {
      return List.of();
    }
    return transactions
        .read(realm, () -> store.openLike(realm, kind.code(), divisionId, limit))
        .stream()
        .map(
            row ->
                new OpenLike(
                    row.order().id(),
                    row.order().state(),
                    row.createdAt(),
                    row.joined(),
                    chosen(kind(realm, row.order()), row, language)))
        .toList();
  }

  private static List<String> chosen(Kind kind, OrderRow row, Language language) {
    return kind.fields().stream()
        .filter(field -> field.required() && field.type() == FieldType.CHOICE)
        .flatMap(
            field ->
                field.choices().stream()
                    .filter(choice -> choice.code().equals(row.fields().get(field.code()))))
        .map(choice -> choice.label().in(language))
        .toList();
  }

  public Optional<UUID> findByNumber(RealmId realm, String number) {
    return transactions.read(realm, () -> store.findByNumber(realm, number));
  }

  /**
   * Whether the number belongs to the order's requester; for finding an order again without its
   * receipt.
   */
  public boolean isRequestersPhone(RealmId realm, UUID orderId, String phone) {
    String known = transactions.read(realm, () -> store.contact(realm, orderId)).phone();
    return known != null && known.equals(Phones.digits(phone));
  }

  /** What was asked for from this number and is the actor's to see, the newest first. */
  public List<OrderCard> ofCaller(Actor actor, String phone, int limit, Language language) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () ->
            cards(
                actor,
                store.byPhone(realm, Phones.digits(phone), limit).stream()
                    .filter(row -> Visibility.maySee(actor, row))
                    .toList(),
                language));
  }

  /** What was asked for from this number, the newest first. */
  public List<UUID> idsOfCaller(RealmId realm, String phone, int limit) {
    return transactions.read(
        realm,
        () ->
            store.byPhone(realm, Phones.digits(phone), limit).stream()
                .map(row -> row.order().id())
                .toList());
  }

  /**
   * Whether somebody in the actor's areas asked from this number: then who they are is not news to
   * the actor's desk.
   */
  public boolean isOfDesk(Actor actor, String phone) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () ->
            store.byPhone(realm, Phones.digits(phone), CALLERS).stream()
                .anyMatch(row -> Visibility.isDesk(actor, row)));
  }

  /** The number left for the one for whom somebody else asked. */
  public Optional<String> findPrincipalPhone(RealmId realm, UUID orderId) {
    return Optional.ofNullable(
        transactions.read(realm, () -> store.contact(realm, orderId)).principalPhone());
  }

  /** How an order came in, and whether its requester left a number; the facts of whom to ask. */
  public record Reach(Source source, boolean hasPhone) {}

  public Optional<Reach> findReach(RealmId realm, UUID orderId) {
    return transactions.read(
        realm,
        () ->
            store
                .find(realm, orderId)
                .map(
                    row -> new Reach(row.source(), store.contact(realm, orderId).phone() != null)));
  }

  /** A picture, voice or file the order names. */
  public StoredFile attachment(Actor actor, UUID orderId, UUID attachmentId) {
    return transactions.read(
        actor.realm(),
        () -> {
          OrderRow row = visible(actor, orderId);
          boolean onlyLooking = isOnlyLooking(actor, row);
          boolean open =
              row.attachments().contains(attachmentId)
                  && (!onlyLooking || isForLooking(actor.realm(), row, attachmentId));
          return attachments
              .find(actor.realm(), attachmentId)
              .filter(file -> open && !(onlyLooking && file.kind() == MediaKind.FILE))
              .orElseThrow(() -> new ProblemException(ProblemCode.ATTACHMENT_NOT_FOUND));
        });
  }

  private static boolean isOnlyLooking(Actor actor, OrderRow row) {
    return !Visibility.isDesk(actor, row)
        && !Visibility.isRequester(actor, row)
        && !Visibility.isServing(actor, row);
  }

  /** Who only looks, as on the board, sees and hears what it is about, and opens no papers. */
  private boolean isForLooking(RealmId realm, OrderRow row, UUID attachmentId) {
    return asPlaced(realm, List.of(attachmentId), row).contains(attachmentId)
        && kind(realm, row.order()).fields().stream()
            .filter(Answers::isPaper)
            .noneMatch(
                field ->
                    Answer.files(field.type(), row.fields().getOrDefault(field.code(), ""))
                        .contains(attachmentId));
  }

  /** Whether the actor may hand out the order's receipt. */
  public boolean mayHandOut(Actor actor, UUID id) {
    return transactions.read(
        actor.realm(),
        () -> store.find(actor.realm(), id).filter(row -> handsOut(actor, row)).isPresent());
  }

  /** Whether the actor has the order in hand: has said yes to it, and it is not over. */
  public boolean hasInHand(Actor actor, UUID id) {
    UUID person = actor.personId();
    return person != null
        && transactions.read(
            actor.realm(),
            () ->
                store
                    .find(actor.realm(), id)
                    .filter(row -> person.equals(row.order().assignee()))
                    .filter(row -> OrderState.UNFINISHED.contains(row.order().state()))
                    .isPresent());
  }

  /** Whether the actor took the order down, on a visit. */
  public boolean tookDown(Actor actor, UUID id) {
    UUID account = actor.accountId();
    return account != null
        && transactions.read(
            actor.realm(),
            () ->
                store
                        .find(actor.realm(), id)
                        .filter(row -> row.source() == Source.FIELD)
                        .isPresent()
                    && store.placedBy(actor.realm(), id).filter(account::equals).isPresent());
  }

  /** Whether the order still goes on. */
  public boolean isUnfinished(RealmId realm, UUID id) {
    return findFacts(realm, id)
        .filter(facts -> OrderState.UNFINISHED.contains(facts.state()))
        .isPresent();
  }

  /** What an order is called where nothing of its words may stand. */
  public record Called(String number, String kindName) {}

  public Optional<Called> findCalled(RealmId realm, UUID id, Language language) {
    return transactions.read(
        realm,
        () ->
            store
                .find(realm, id)
                .map(
                    row -> new Called(row.number(), kind(realm, row.order()).name().in(language))));
  }

  public Optional<OrderFacts> findFacts(RealmId realm, UUID id) {
    return transactions.read(realm, () -> store.find(realm, id)).map(OrderReads::facts);
  }

  /** Who served the order that this one follows; empty when it follows none. */
  public Optional<UUID> servedBefore(RealmId realm, UUID id) {
    return transactions.read(realm, () -> store.servedBefore(realm, id));
  }

  /**
   * An order that waits for somebody, or that somebody is asked for or has in hand.
   *
   * @param person who that is; absent while it waits
   */
  public record InPlay(OrderFacts facts, @Nullable UUID person) {}

  /**
   * What is in play of the realm, for a memory that weighs all of it together.
   *
   * @param most how many at most, in no order
   */
  public List<InPlay> inPlay(RealmId realm, int most) {
    return transactions.read(realm, () -> store.inPlay(realm, most));
  }

  /** Empty when the order is not in play. */
  public Optional<InPlay> findInPlay(RealmId realm, UUID id) {
    return transactions.read(realm, () -> store.findInPlay(realm, id));
  }

  /**
   * An order as whoever plans days needs it: where somebody has to be, and what the list calls it.
   * Who may read title and place is the caller's to ask, as of any worklist: the desks of its area
   * and whoever it is given to.
   *
   * @param place in the requester's words
   * @param point where it lies, if that was answered
   * @param answers to the kind's questions, as they were written
   * @param person who has it or is asked; absent while it waits
   */
  public record ToServe(
      OrderFacts facts,
      String number,
      String title,
      @Nullable String place,
      @Nullable Point point,
      Map<String, String> answers,
      @Nullable UUID person) {
    public ToServe {
      answers = Map.copyOf(answers);
    }
  }

  /** What these people are asked for, have accepted or work on; the most pressing first. */
  public List<ToServe> toServe(RealmId realm, Collection<UUID> persons, int limit) {
    return persons.isEmpty()
        ? List.of()
        : servable(realm, transactions.read(realm, () -> store.inHandsOf(realm, persons, limit)));
  }

  /** What waits for somebody in an area; the most pressing first. */
  public List<ToServe> waiting(RealmId realm, String area, int limit) {
    return servable(realm, transactions.read(realm, () -> store.waitingIn(realm, area, limit)));
  }

  /** These orders, whatever state they are in; unknown ids are missing from the answer. */
  public Map<UUID, ToServe> toServe(RealmId realm, Collection<UUID> ids) {
    Map<UUID, ToServe> found = new HashMap<>();
    if (!ids.isEmpty()) {
      servable(realm, transactions.read(realm, () -> store.findAll(realm, ids)))
          .forEach(order -> found.put(order.facts().id(), order));
    }
    return found;
  }

  /** Beside which other order these are served; those that are served alone are missing. */
  public Map<UUID, Beside> besides(RealmId realm, Collection<UUID> ids) {
    return ids.isEmpty()
        ? Map.of()
        : transactions.read(realm, () -> store.besides(realm, Set.copyOf(ids)));
  }

  private List<ToServe> servable(RealmId realm, List<OrderRow> rows) {
    return rows.stream()
        .map(
            row ->
                new ToServe(
                    facts(row),
                    row.number(),
                    row.title(),
                    row.place(),
                    point(kind(realm, row.order()), row),
                    row.fields(),
                    row.order().state() == OrderState.OFFERED
                        ? row.order().offeredTo()
                        : row.order().assignee()))
        .toList();
  }

  private static @Nullable Point point(Kind kind, OrderRow row) {
    return kind.fields().stream()
        .filter(field -> field.type() == FieldType.PLACE)
        .map(field -> row.fields().get(field.code()))
        .filter(Objects::nonNull)
        .flatMap(value -> Answer.place(value).stream())
        .map(Answer.Place::point)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  public Map<UUID, Integer> load(RealmId realm, Collection<UUID> persons) {
    return transactions.read(realm, () -> store.load(realm, persons));
  }

  public Map<UUID, Integer> served(RealmId realm, int divisionId, Collection<UUID> persons) {
    return transactions.read(realm, () -> store.served(realm, divisionId, persons));
  }

  /**
   * What a person has been asked, has in hand or waits to have confirmed; the most pressing first.
   */
  public List<OrderDetail> inHand(Actor actor, int limit, Language language) {
    UUID person = actor.personId();
    if (person == null) {
      return List.of();
    }
    return transactions.read(
        actor.realm(),
        () -> details(actor, store.inHandOf(actor.realm(), person, limit), language));
  }

  /** What a person is asked for, has accepted or works on; without words and names. */
  public List<Unfinished> unfinishedOf(RealmId realm, UUID person, int limit) {
    return transactions.read(realm, () -> store.inHandOf(realm, person, limit)).stream()
        .filter(row -> BEFORE_REPORT.contains(row.order().state()))
        .map(
            row ->
                new Unfinished(
                    facts(row),
                    Optional.ofNullable(row.order().leaseUntil()),
                    row.order().clocks().values().stream()
                        .filter(clock -> clock.metAt() == null)
                        .map(Clock::dueAt)
                        .toList()))
        .toList();
  }

  public List<OrderCard> finished(Actor actor, int limit, Language language) {
    UUID person = actor.personId();
    if (person == null) {
      return List.of();
    }
    return transactions.read(
        actor.realm(),
        () -> cards(actor, store.finishedBy(actor.realm(), person, limit), language));
  }

  /** An order on the board with its words, for somebody who may take it. */
  public record BoardOrder(OrderCard card, String text, OrderFacts facts) {}

  public List<BoardOrder> board(Actor actor, int limit, Language language) {
    List<String> areas =
        actor.grants().stream()
            .filter(grant -> grant.role() == Role.WORKER)
            .map(Grant::area)
            .toList();
    return transactions.read(
        actor.realm(),
        () -> {
          List<OrderRow> rows = store.onBoard(actor.realm(), areas, limit);
          List<OrderCard> cards = cards(actor, rows, language);
          return java.util.stream.IntStream.range(0, rows.size())
              .mapToObj(
                  i ->
                      new BoardOrder(
                          cards.get(i),
                          Objects.requireNonNullElse(
                              StageWords.text(
                                  kind(actor.realm(), rows.get(i).order()), rows.get(i), language),
                              ""),
                          facts(rows.get(i))))
              .toList();
        });
  }

  /**
   * An order somebody else has taken and not begun, as whoever serves there may know it: no words
   * of whoever asked, no number of theirs.
   *
   * @param until when it goes back by itself
   * @param contestUntil when silence hands it over, while somebody would take it over
   * @param mine whether that is the one who looks
   * @param answered whether they were told no already
   */
  public record TakenOrder(
      OrderFacts facts,
      String number,
      String kindName,
      String kindIcon,
      String divisionName,
      String holder,
      @Nullable Instant until,
      @Nullable Instant contestUntil,
      boolean mine,
      boolean answered) {}

  /** What others have taken of these kinds where the actor serves; the most pressing first. */
  public List<TakenOrder> takenByOthers(
      Actor actor, Collection<String> kinds, int limit, Language language) {
    UUID person = actor.personId();
    List<String> areas =
        actor.grants().stream()
            .filter(grant -> grant.role() == Role.WORKER)
            .map(Grant::area)
            .toList();
    if (person == null || kinds.isEmpty()) {
      return List.of();
    }
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          List<OrderRow> rows = store.takenByOthers(realm, person, areas, kinds, limit);
          Map<UUID, Person> persons = persons(realm, rows);
          return rows.stream()
              .map(
                  row -> {
                    Order order = row.order();
                    Kind kind = kind(realm, order);
                    PersonRef holder = ref(persons, order.assignee(), actor, row);
                    return new TakenOrder(
                        facts(row),
                        row.number(),
                        kind.name().in(language),
                        kind.icon(),
                        divisions.get(row.divisionId()).fullName(),
                        holder == null ? "" : holder.name(),
                        order.leaseUntil(),
                        order.contest().until(),
                        person.equals(order.contest().by()),
                        order.contest().answered().contains(person));
                  })
              .toList();
        });
  }

  /**
   * Who has an order, and who would take it over.
   *
   * @param version of the order
   * @param leaseUntil when it goes back by itself
   * @param until when silence hands it over
   */
  public record Contested(
      int version,
      @Nullable UUID holder,
      @Nullable Instant leaseUntil,
      @Nullable UUID by,
      @Nullable Instant until) {}

  public Optional<Contested> findContested(RealmId realm, UUID id) {
    return transactions
        .read(realm, () -> store.find(realm, id))
        .map(OrderRow::order)
        .map(
            order ->
                new Contested(
                    order.version(),
                    order.assignee(),
                    order.leaseUntil(),
                    order.contest().by(),
                    order.contest().until()));
  }

  /** An open order with its words, for comparing a new message with it. */
  public record OpenText(
      UUID id,
      String number,
      OrderState state,
      String kindName,
      String title,
      String text,
      String divisionName,
      @Nullable String place,
      Instant createdAt) {}

  /**
   * Open orders a desk may see, with their words: those of the township around the place, or the
   * latest of the realm where the place is not known.
   */
  public List<OpenText> openTexts(
      Actor actor, @Nullable Integer divisionId, Instant since, int limit, Language language) {
    RealmId realm = actor.realm();
    List<Integer> around = divisionId == null ? List.of() : around(divisionId);
    return transactions
        .read(
            realm,
            () ->
                around.isEmpty()
                    ? store.openLatest(realm, since, limit)
                    : store.openIn(realm, around, since, limit))
        .stream()
        .filter(row -> row.order().state() != OrderState.DRAFT && Visibility.isDesk(actor, row))
        .map(
            row ->
                new OpenText(
                    row.order().id(),
                    row.number(),
                    row.order().state(),
                    kind(realm, row.order()).name().in(language),
                    row.title(),
                    Objects.requireNonNullElse(row.text(), ""),
                    divisions.get(row.divisionId()).fullName(),
                    row.place(),
                    row.createdAt()))
        .toList();
  }

  /** The villages of the place's township, and the township; empty for anything larger. */
  private List<Integer> around(int divisionId) {
    Division place = divisions.find(divisionId).orElse(null);
    Integer township =
        place == null
            ? null
            : switch (place.level()) {
              case VILLAGE -> place.parentId();
              case TOWNSHIP -> place.id();
              case COUNTY, PREFECTURE, PROVINCE -> null;
            };
    if (township == null) {
      return List.of();
    }
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(township),
            divisions.villagesBelow(township).stream().map(Division::id))
        .toList();
  }

  /** Whether the order, rebuilt from its history, equals its row: asked after a replay. */
  public boolean isHistoryWhole(RealmId realm, UUID id, Orders orders) {
    return transactions.read(
        realm,
        () ->
            store
                .find(realm, id)
                .map(row -> orders.replay(realm, row).equals(row.order()))
                .orElse(false));
  }

  /**
   * Whether every step of the order's history follows the one before it and is a row of the
   * transition table.
   */
  public boolean isHistoryLegal(RealmId realm, UUID id) {
    List<OrderEvent> events =
        transactions.read(realm, () -> store.history(realm, id)).stream()
            .map(OrderStore.HistoryRow::event)
            .toList();
    for (int i = 1; i < events.size(); i++) {
      OrderEvent before = events.get(i - 1);
      OrderEvent event = events.get(i);
      boolean follows = event.version() == before.version() + 1 && event.from() == before.to();
      if (!follows || !Lifecycle.isRow(event.from(), event.action(), event.to())) {
        return false;
      }
    }
    return !events.isEmpty() && events.getFirst().version() == 1;
  }

  private static OrderFacts facts(OrderRow row) {
    Order order = row.order();
    return new OrderFacts(
        order.id(),
        order.state(),
        order.kind(),
        order.kindVersion(),
        row.divisionId(),
        order.area(),
        order.urgency(),
        order.returnedBy(),
        order.clock(ClockName.RESOLVE).map(Clock::dueAt).orElse(null),
        order.responsibleBody(),
        order.version(),
        row.spoken());
  }

  private OrderRow visible(Actor actor, UUID id) {
    return findVisible(actor, id)
        .orElseThrow(() -> new ProblemException(ProblemCode.ORDER_NOT_FOUND));
  }

  private Optional<OrderRow> findVisible(Actor actor, UUID id) {
    return store
        .find(actor.realm(), id)
        .filter(row -> Visibility.maySee(actor, row) || leads(actor, row));
  }

  List<OrderCard> cards(Actor actor, List<OrderRow> rows, Language language) {
    if (rows.isEmpty()) {
      return List.of();
    }
    RealmId realm = actor.realm();
    Instant now = clock.instant();
    boolean demo = realms.get(realm).isDemo();
    Map<UUID, Person> persons = persons(realm, rows);
    Map<Integer, Division> places = new HashMap<>();
    Map<UUID, CampaignRef> drives =
        campaigns.refs(
            realm,
            rows.stream()
                .map(row -> row.order().campaign())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()),
            language);
    return rows.stream()
        .map(
            row -> {
              Order order = row.order();
              Kind kind = kind(realm, order);
              Clock next =
                  OrderState.UNFINISHED.contains(order.state())
                      ? order.nextClock().map(c -> c.asOf(order.clockTime(now))).orElse(null)
                      : null;
              Division division = places.computeIfAbsent(row.divisionId(), divisions::get);
              return new OrderCard(
                  order.id(),
                  row.number(),
                  order.kind(),
                  kind.name().in(language),
                  kind.icon(),
                  StageWords.title(kind, row, language),
                  order.state(),
                  order.urgency(),
                  row.divisionId(),
                  division.fullName(),
                  row.place(),
                  row.askedBy(),
                  row.source(),
                  ref(persons, order.assignee(), actor, row),
                  ref(persons, order.offeredTo(), actor, row),
                  order.leaseUntil(),
                  next,
                  next != null && next.late(),
                  order.hops(),
                  order.reopened(),
                  row.rating() != null && maySeeVerdict(actor, row) ? row.rating() : null,
                  row.createdAt(),
                  row.updatedAt(),
                  order.version(),
                  demo,
                  row.joined(),
                  order.level(),
                  row.lineage().partOf(),
                  order.openParts().size(),
                  order.state() == OrderState.SUSPENDED ? order.leaseUntil() : null,
                  order.responsibleBody(),
                  tier(order.tier(), order.area()),
                  order.raised(),
                  order.campaign() == null ? null : drives.get(order.campaign()),
                  contest(persons, actor, row));
            })
        .toList();
  }

  /** Between those who serve and the desk: whoever asked is told who comes, not who would. */
  private static @Nullable ContestView contest(
      Map<UUID, Person> persons, Actor actor, OrderRow row) {
    Contest contest = row.order().contest();
    PersonRef by = ref(persons, contest.by(), actor, row);
    return by == null
            || contest.until() == null
            || !(Visibility.isDesk(actor, row) || Visibility.isServing(actor, row))
        ? null
        : new ContestView(by, contest.until());
  }

  /** The level with the name of whoever holds it there: the order's village, township or county. */
  private TierView tier(Tier tier, String area) {
    String[] ids = tier.areaOf(area).split("\\.");
    return new TierView(
        tier, divisions.find(Integer.parseInt(ids[ids.length - 1])).map(Division::name).orElse(""));
  }

  /**
   * The rated do not see who said what of them, whatever else they are; a desk and the requester
   * do.
   */
  private boolean maySeeVerdict(Actor actor, OrderRow row) {
    return Visibility.isRequester(actor, row)
        || (Visibility.isDesk(actor, row) && !hasServed(actor, row));
  }

  /** Whether its verdict is one on the actor: served by them, itself or what it went into. */
  boolean isRated(Actor actor, OrderRow row) {
    UUID into = row.order().mergedInto();
    return hasServed(actor, row)
        || (into != null
            && store.find(actor.realm(), into).filter(end -> hasServed(actor, end)).isPresent());
  }

  /**
   * Has it, or had it before it was opened again; or is of those whose work was graded badly, which
   * whoever had a part or had to give it up is too.
   */
  private boolean hasServed(Actor actor, OrderRow row) {
    UUID person = actor.personId();
    RealmId realm = actor.realm();
    UUID id = row.order().id();
    return person != null
        && (person.equals(row.order().assignee())
            || (row.order().reopened() > 0 && store.everHad(realm, id, person))
            || badGrades.isOf(realm, id, person));
  }

  private static boolean takesOrders(Actor actor, OrderRow row) {
    return actor.has(Role.CLERK, row.order().area())
        || actor.has(Role.DISPATCHER, row.order().area());
  }

  /** Whoever holds the receipt is the requester, so whoever does the work does not hand it out. */
  private static boolean handsOut(Actor actor, OrderRow row) {
    return takesOrders(actor, row) && !Visibility.isServing(actor, row);
  }

  private Map<UUID, Person> persons(RealmId realm, List<OrderRow> rows) {
    Set<UUID> ids = new HashSet<>();
    for (OrderRow row : rows) {
      add(ids, row.order().assignee());
      add(ids, row.order().offeredTo());
      add(ids, row.order().contest().by());
    }
    return people.findAll(realm, ids);
  }

  private static void add(Set<UUID> ids, @Nullable UUID id) {
    if (id != null) {
      ids.add(id);
    }
  }

  /** A requester may call who is coming; a desk may call anybody who serves. */
  private static @Nullable PersonRef ref(
      Map<UUID, Person> persons, @Nullable UUID id, Actor actor, OrderRow row) {
    Person person = id == null ? null : persons.get(id);
    if (person == null) {
      return null;
    }
    boolean coming =
        row.order().state() == OrderState.ACCEPTED || row.order().state() == OrderState.WORKING;
    boolean mayCall =
        Visibility.isDesk(actor, row) || (Visibility.isRequester(actor, row) && coming);
    return new PersonRef(
        person.id(), person.name(), person.post(), mayCall ? person.phone() : null);
  }

  private Kind kind(RealmId realm, Order order) {
    return catalogue.get(realm, order.kind(), order.kindVersion());
  }

  private List<OrderDetail> details(Actor actor, List<OrderRow> rows, Language language) {
    List<OrderCard> cards = cards(actor, rows, language);
    return java.util.stream.IntStream.range(0, rows.size())
        .mapToObj(i -> detail(actor, rows.get(i), cards.get(i), language))
        .toList();
  }

  private OrderDetail detail(Actor actor, OrderRow row, OrderCard card, Language language) {
    RealmId realm = actor.realm();
    Order order = row.order();
    Kind kind = kind(realm, order);
    Instant now = clock.instant();
    boolean desk = Visibility.isDesk(actor, row);
    boolean requester = Visibility.isRequester(actor, row);
    // Who has said yes needs the name and the number; who is only asked does not.
    boolean mine =
        actor.personId() != null
            && actor.personId().equals(order.assignee())
            && OrderState.UNFINISHED.contains(order.state());
    OrderStore.Contact contact =
        desk || mine || requester ? store.contact(realm, order.id()) : OrderStore.Contact.NONE;
    boolean onlyLooking = isOnlyLooking(actor, row);
    boolean whole = desk || mine || requester;
    List<OrderStore.HistoryRow> history =
        onlyLooking ? List.of() : store.history(realm, order.id());
    Map<Integer, List<Answered.Given>> given =
        history.stream().anyMatch(entry -> mayHaveAnswered(kind, entry))
            ? answered.ofOrder(realm, order.id())
            : Map.of();
    List<Action> allowed = allowed(actor, row);
    KindView asked = catalogue.view(kind, language);
    return new OrderDetail(
        card,
        StageWords.text(kind, row, language),
        answers.views(realm, kind, row, language, desk || mine || requester, !onlyLooking),
        papers(kind, row, language),
        kind.ratings().stream()
            .map(each -> new RatingView(each.code(), each.label().in(language)))
            .toList(),
        contact.name(),
        contact.phone(),
        order.clocks().values().stream()
            .map(c -> c.asOf(order.clockTime(now)))
            .sorted(Comparator.comparing(Clock::name))
            .toList(),
        onlyLooking
            ? List.of()
            : thread(realm, row, history, given, kind, language, maySeeVerdict(actor, row), whole),
        onlyLooking
            ? attachments.list(realm, asPlaced(realm, beside(kind, row), row)).stream()
                .filter(file -> file.kind() != MediaKind.FILE)
                .toList()
            : attachments.list(
                realm,
                besideAnswers(
                    kind,
                    given.values().stream().flatMap(List::stream).toList(),
                    beside(kind, row))),
        allowed.stream().map(Action::commandType).toList(),
        takesOrders(actor, row),
        handsOut(actor, row),
        desk ? row.fromIntake() : null,
        contact.principalName(),
        contact.principalPhone(),
        whole ? parts(actor, row, language) : List.of(),
        mergedInto(actor, order, language, now),
        bodyName(realm, order.responsibleBody()),
        desk || requester ? toCome(realm, kind, order, language) : List.of(),
        desk || mine ? row.lineage().follows() : null,
        answers.views(realm, kind.results(), standing(given), language, whole, true),
        Visibility.isServing(actor, row) && OrderState.UNFINISHED.contains(order.state())
            ? asked.results().stream()
                .filter(field -> Objects.equals(field.stage(), row.lineage().stage()))
                .toList()
            : List.of(),
        allowed.contains(Action.ANSWER) ? unanswered(realm, kind, asked, row) : List.of(),
        whole || Visibility.isServing(actor, row) ? spoken(row, language) : null);
  }

  /** Nobody is offered to pass on what came to the fallback body by the hop limit. */
  private List<Action> allowed(Actor actor, OrderRow row) {
    Order order = row.order();
    List<Action> allowed = Lifecycle.allowed(order, actor, leads(actor, row));
    return allowed.contains(Action.TRANSFER) && store.isTakenForGood(actor.realm(), order.id())
        ? allowed.stream().filter(action -> action != Action.TRANSFER).toList()
        : allowed;
  }

  private @Nullable SpokenView spoken(OrderRow row, Language language) {
    Spoken spoken = row.spoken();
    return spoken == null
        ? null
        : new SpokenView(
            spoken.language(), languages.name(spoken.language(), language), spoken.needed());
  }

  private List<StageToCome> toCome(RealmId realm, Kind kind, Order order, Language language) {
    if (kind.stages().isEmpty() || order.state() != OrderState.SOLVED) {
      return List.of();
    }
    return store.followUpsOf(realm, order.id()).stream()
        .flatMap(
            planned ->
                kind.stage(planned.stage()).stream()
                    .map(stage -> new StageToCome(stage.name().in(language), planned.dueAt())))
        .toList();
  }

  private static boolean mayHaveAnswered(Kind kind, OrderStore.HistoryRow entry) {
    Action action = entry.event().action();
    return entry.event().version() > 1
        && (action == Action.ANSWER || (action == Action.REPORT && !kind.results().isEmpty()));
  }

  /** What came of it, as the last report says. */
  private static Map<String, String> standing(Map<Integer, List<Answered.Given>> given) {
    Map<String, String> standing = new HashMap<>();
    given
        .values()
        .forEach(
            step ->
                step.forEach(
                    one -> {
                      if (one.result() && one.stands() && one.after() != null) {
                        standing.put(one.code(), one.after());
                      }
                    }));
    return standing;
  }

  private List<FieldView> unanswered(RealmId realm, Kind kind, KindView asked, OrderRow row) {
    Set<String> known = answers.written(realm, kind, row).keySet();
    return asked.fields().stream().filter(field -> !known.contains(field.code())).toList();
  }

  /**
   * The questions of an order's kind and what was answered, to answer them.
   *
   * @throws ProblemException order.not-allowed for whoever may only read them
   */
  Questions questions(Actor actor, UUID id, Language language) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          OrderRow row = visible(actor, id);
          if (!Lifecycle.allowed(row.order(), actor, leads(actor, row)).contains(Action.ANSWER)) {
            throw new ProblemException(ProblemCode.ORDER_NOT_ALLOWED);
          }
          Kind kind = kind(realm, row.order());
          return new Questions(
              id, catalogue.view(kind, language).fields(), answers.written(realm, kind, row));
        });
  }

  private boolean leads(Actor actor, OrderRow row) {
    UUID lead = row.lineage().partOf();
    UUID person = actor.personId();
    return lead != null
        && person != null
        && store
            .find(actor.realm(), lead)
            .map(one -> person.equals(one.order().assignee()))
            .orElse(false);
  }

  private List<OrderPart> parts(Actor actor, OrderRow row, Language language) {
    RealmId realm = actor.realm();
    if (row.lineage().partOf() != null) {
      return List.of();
    }
    List<OrderRow> parts = store.partsOf(realm, row.order().id());
    Map<UUID, Person> persons = persons(realm, parts);
    return parts.stream()
        .map(
            part ->
                new OrderPart(
                    part.order().id(),
                    part.number(),
                    kind(realm, part.order()).name().in(language),
                    part.title(),
                    part.order().state(),
                    ref(persons, part.order().assignee(), actor, part),
                    row.order().openParts().contains(part.order().id()),
                    part.lineage().together()))
        .toList();
  }

  private @Nullable MergedInto mergedInto(
      Actor actor, Order order, Language language, Instant now) {
    UUID id = order.mergedInto();
    if (id == null) {
      return null;
    }
    OrderRow into = store.find(actor.realm(), id).orElseThrow();
    Order other = into.order();
    Person comes =
        other.assignee() == null ? null : people.find(actor.realm(), other.assignee()).orElse(null);
    return new MergedInto(
        Visibility.maySee(actor, into) ? id : null,
        into.number(),
        kind(actor.realm(), other).name().in(language),
        other.state(),
        OrderState.UNFINISHED.contains(other.state())
            ? other.nextClock().map(c -> c.asOf(now)).orElse(null)
            : null,
        comes == null ? null : comes.name());
  }

  private @Nullable String bodyName(RealmId realm, @Nullable String code) {
    return code == null
        ? null
        : people.findOrganisation(realm, code).map(Organisation::name).orElse(code);
  }

  private List<PaperView> papers(Kind kind, OrderRow row, Language language) {
    if (kind.papers().isEmpty()) {
      return List.of();
    }
    Set<String> needed = new HashSet<>();
    kind.papersFor(row.fields()).forEach(paper -> needed.add(paper.code()));
    return catalogue.view(kind, language).papers().stream()
        .filter(paper -> needed.contains(paper.code()))
        .toList();
  }

  /** The uploads beside the words; those that answer a question stand with it. */
  private static List<UUID> beside(Kind kind, OrderRow row) {
    List<UUID> beside = new ArrayList<>(row.attachments());
    beside.removeAll(Answers.answered(kind, row.fields()));
    return beside;
  }

  /** Without what came with a step: that is between those who serve, the desk and the requester. */
  private List<UUID> asPlaced(RealmId realm, List<UUID> uploads, OrderRow row) {
    List<UUID> placed = new ArrayList<>(uploads);
    placed.removeAll(store.sentWithSteps(realm, row.order().id()));
    return placed;
  }

  /**
   * @param withNames whether it is said for whom somebody else acted
   */
  private List<ThreadEntry> thread(
      RealmId realm,
      OrderRow row,
      List<OrderStore.HistoryRow> history,
      Map<Integer, List<Answered.Given>> given,
      Kind kind,
      Language language,
      boolean withVerdict,
      boolean withNames) {
    Set<UUID> ids = new HashSet<>();
    history.forEach(entry -> add(ids, entry.event().facts().person()));
    Map<UUID, Person> persons = people.findAll(realm, ids);
    Map<UUID, String> names = new HashMap<>();
    Map<UUID, CampaignRef> drives =
        campaigns.refs(
            realm,
            history.stream()
                .map(entry -> entry.event().facts().campaign())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()),
            language);
    return history.stream()
        .map(
            entry -> {
              OrderEvent event = entry.event();
              boolean first = event.version() == 1;
              boolean verdict = event.action() == Action.SOLVE || event.action() == Action.REOPEN;
              Facts facts = event.facts();
              List<Answered.Given> said = given.getOrDefault(event.version(), List.of());
              Person person = facts.person() == null ? null : persons.get(facts.person());
              String name =
                  entry.accountId() == null
                      ? null
                      : names.computeIfAbsent(
                          entry.accountId(), id -> accounts.findName(realm, id).orElse(""));
              return new ThreadEntry(
                  event.version(),
                  event.at(),
                  first
                      ? (event.to() == OrderState.DRAFT ? "order.draft" : "order.place")
                      : event.action().commandType(),
                  first ? null : event.from(),
                  event.to(),
                  new ThreadActor(
                      name, Role.valueOf(Objects.requireNonNullElse(entry.role(), "SYSTEM"))),
                  person == null
                      ? null
                      : new PersonRef(person.id(), person.name(), person.post(), null),
                  verdict && event.action() == Action.SOLVE && !withVerdict ? null : entry.text(),
                  attachments.list(realm, besideAnswers(kind, said, entry.attachments())),
                  facts.reason(),
                  withVerdict ? facts.rating() : null,
                  withVerdict ? grades(kind, facts, language) : List.of(),
                  facts.channel(),
                  withNames ? entry.onBehalfOf() : null,
                  late(entry),
                  event.action() == Action.TRANSFER ? bodyName(realm, facts.body()) : null,
                  event.action() == Action.SET_URGENCY ? facts.urgency() : null,
                  facts.other(),
                  event.action() == Action.SUSPEND || event.action() == Action.CONTEST
                      ? facts.leaseUntil()
                      : null,
                  changes(realm, kind, said, language, withNames),
                  facts.tier() == null || first ? null : tier(facts.tier(), row.order().area()),
                  facts.campaign() == null || first ? null : drives.get(facts.campaign()));
            })
        .toList();
  }

  /** The uploads of a step that stand beside its answers. */
  private static List<UUID> besideAnswers(
      Kind kind, List<Answered.Given> said, List<UUID> uploads) {
    List<UUID> beside = new ArrayList<>(uploads);
    for (Answered.Given one : said) {
      String after = one.after();
      if (after != null) {
        field(kind, one).ifPresent(field -> beside.removeAll(Answer.files(field.type(), after)));
      }
    }
    return beside;
  }

  private static Optional<KindField> field(Kind kind, Answered.Given given) {
    return (given.result() ? kind.results() : kind.fields())
        .stream().filter(field -> field.code().equals(given.code())).findAny();
  }

  private List<AnswerChange> changes(
      RealmId realm, Kind kind, List<Answered.Given> said, Language language, boolean whole) {
    List<AnswerChange> changes = new ArrayList<>();
    for (KindField field :
        java.util.stream.Stream.concat(kind.fields().stream(), kind.results().stream()).toList()) {
      said.stream()
          .filter(one -> field(kind, one).filter(field::equals).isPresent())
          .forEach(
              one ->
                  changes.add(
                      new AnswerChange(
                          field.code(),
                          field.label().in(language),
                          value(realm, field, one.before(), language, whole),
                          value(realm, field, one.after(), language, whole))));
    }
    return changes;
  }

  private @Nullable FieldValue value(
      RealmId realm, KindField field, @Nullable String written, Language language, boolean whole) {
    return written == null
        ? null
        : answers
            .views(realm, List.of(field), Map.of(field.code(), written), language, whole, true)
            .getFirst();
  }

  private static List<Grade> grades(Kind kind, Facts facts, Language language) {
    return kind.ratings().stream()
        .filter(each -> facts.ratings().containsKey(each.code()))
        .map(
            each ->
                new Grade(
                    each.code(),
                    each.label().in(language),
                    Objects.requireNonNull(facts.ratings().get(each.code()))))
        .toList();
  }

  /**
   * When the phone says it was, if that is worth saying. A phone whose clock is wrong loses no
   * work, but nobody is shown a time it cannot have been.
   */
  private static @Nullable Instant late(OrderStore.HistoryRow entry) {
    Instant recorded = entry.recordedAt();
    if (recorded == null) {
      return null;
    }
    Duration delay = Duration.between(recorded, entry.event().at());
    boolean worthSaying = delay.compareTo(WORTH_SAYING) > 0 && delay.compareTo(BELIEVED) <= 0;
    return worthSaying ? recorded : null;
  }
}

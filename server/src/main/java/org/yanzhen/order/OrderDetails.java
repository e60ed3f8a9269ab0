package org.yanzhen.order;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.KindView;
import org.yanzhen.catalogue.KindView.FieldView;
import org.yanzhen.catalogue.KindView.PaperView;
import org.yanzhen.catalogue.KindView.RatingView;
import org.yanzhen.command.Attachments;
import org.yanzhen.command.MediaKind;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.order.OrderViews.OrderDetail;
import org.yanzhen.order.OrderViews.ProblemBehind;
import org.yanzhen.order.OrderViews.SpokenView;
import org.yanzhen.people.LanguageList;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;

/** One order with its words, its thread and its company, as whoever opens it may know it. */
@Component
class OrderDetails {

  private final ContactStore contacts;
  private final HistoryStore history;
  private final DossierStore dossiers;
  private final Catalogue catalogue;
  private final LanguageList languages;
  private final Attachments attachments;
  private final Answers answers;
  private final Answered answered;
  private final OrderCards cards;
  private final OrderCompany company;
  private final OrderThreads threads;
  private final OrderUploads uploads;
  private final OrderNames names;
  private final OrderRights rights;
  private final InstantSource clock;

  OrderDetails(
      ContactStore contacts,
      HistoryStore history,
      DossierStore dossiers,
      Catalogue catalogue,
      LanguageList languages,
      Attachments attachments,
      Answers answers,
      Answered answered,
      OrderCards cards,
      OrderCompany company,
      OrderThreads threads,
      OrderUploads uploads,
      OrderNames names,
      OrderRights rights,
      InstantSource clock) {
    this.contacts = contacts;
    this.history = history;
    this.dossiers = dossiers;
    this.catalogue = catalogue;
    this.languages = languages;
    this.attachments = attachments;
    this.answers = answers;
    this.answered = answered;
    this.cards = cards;
    this.company = company;
    this.threads = threads;
    this.uploads = uploads;
    this.names = names;
    this.rights = rights;
    this.clock = clock;
  }

  List<OrderDetail> of(Actor actor, List<OrderRow> rows, Language language) {
    List<OrderCard> shown = cards.of(actor, rows, language);
    // Of whoever serves it: a desk reads the dossier itself, and only where that is its own.
    Map<UUID, ProblemBehind> behind =
        dossiers.behind(
            actor.realm(),
            rows.stream()
                .filter(row -> Visibility.isServing(actor, row))
                .map(row -> row.order().id())
                .toList());
    return IntStream.range(0, rows.size())
        .mapToObj(i -> detail(actor, rows.get(i), shown.get(i), behind, language))
        .toList();
  }

  private OrderDetail detail(
      Actor actor,
      OrderRow row,
      OrderCard card,
      Map<UUID, ProblemBehind> behind,
      Language language) {
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
    ContactStore.Contact contact =
        desk || mine || requester ? contacts.of(realm, order.id()) : ContactStore.Contact.NONE;
    boolean onlyLooking = OrderRights.isOnlyLooking(actor, row);
    boolean whole = desk || mine || requester;
    List<HistoryStore.HistoryRow> steps = onlyLooking ? List.of() : history.of(realm, order.id());
    Map<Integer, List<Answered.Given>> given =
        steps.stream().anyMatch(entry -> mayHaveAnswered(kind, entry))
            ? answered.ofOrder(realm, order.id())
            : Map.of();
    List<Action> allowed = rights.allowed(actor, row);
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
            : threads.of(
                realm, row, steps, given, kind, language, rights.maySeeVerdict(actor, row), whole),
        onlyLooking
            ? attachments
                .list(realm, uploads.asPlaced(realm, OrderUploads.beside(kind, row), row))
                .stream()
                .filter(file -> file.kind() != MediaKind.FILE)
                .toList()
            : attachments.list(
                realm,
                OrderUploads.besideAnswers(
                    kind,
                    given.values().stream().flatMap(List::stream).toList(),
                    OrderUploads.beside(kind, row))),
        allowed.stream().map(Action::commandType).toList(),
        OrderRights.takesOrders(actor, row),
        OrderRights.handsOut(actor, row),
        desk ? row.fromIntake() : null,
        contact.principalName(),
        contact.principalPhone(),
        whole ? company.parts(actor, row, language) : List.of(),
        company.mergedInto(actor, order, language, now),
        names.bodyName(realm, order.responsibleBody()),
        desk || requester ? company.toCome(realm, kind, order, language) : List.of(),
        desk || mine ? row.lineage().follows() : null,
        answers.views(realm, kind.results(), standing(given), language, whole, true),
        Visibility.isServing(actor, row) && OrderState.UNFINISHED.contains(order.state())
            ? asked.results().stream()
                .filter(field -> Objects.equals(field.stage(), row.lineage().stage()))
                .toList()
            : List.of(),
        allowed.contains(Action.ANSWER) ? unanswered(realm, kind, asked, row) : List.of(),
        whole || Visibility.isServing(actor, row) ? spoken(row, language) : null,
        behind.get(order.id()));
  }

  private @Nullable SpokenView spoken(OrderRow row, Language language) {
    Spoken spoken = row.spoken();
    return spoken == null
        ? null
        : new SpokenView(
            spoken.language(), languages.name(spoken.language(), language), spoken.needed());
  }

  private static boolean mayHaveAnswered(Kind kind, HistoryStore.HistoryRow entry) {
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

  private Kind kind(RealmId realm, Order order) {
    return catalogue.get(realm, order.kind(), order.kindVersion());
  }
}

package org.yanzhen.order;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Accounts;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.KindField;
import org.yanzhen.command.Attachments;
import org.yanzhen.order.CampaignViews.CampaignRef;
import org.yanzhen.order.OrderViews.AnswerChange;
import org.yanzhen.order.OrderViews.FieldValue;
import org.yanzhen.order.OrderViews.Grade;
import org.yanzhen.order.OrderViews.PersonRef;
import org.yanzhen.order.OrderViews.ThreadActor;
import org.yanzhen.order.OrderViews.ThreadEntry;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/** What happened to an order, step by step, as whoever reads it may know it. */
@Component
class OrderThreads {

  /** A phone that was out of reach sends later than it wrote; less than this is the line. */
  private static final Duration WORTH_SAYING = Duration.ofMinutes(1);

  /** Nobody was out of reach longer; what a phone says beyond is its clock. */
  private static final Duration BELIEVED = Duration.ofDays(60);

  private final People people;
  private final Accounts accounts;
  private final Campaigns campaigns;
  private final Attachments attachments;
  private final Answers answers;
  private final OrderNames names;

  OrderThreads(
      People people,
      Accounts accounts,
      Campaigns campaigns,
      Attachments attachments,
      Answers answers,
      OrderNames names) {
    this.people = people;
    this.accounts = accounts;
    this.campaigns = campaigns;
    this.attachments = attachments;
    this.answers = answers;
    this.names = names;
  }

  /**
   * @param withNames whether it is said for whom somebody else acted
   */
  List<ThreadEntry> of(
      RealmId realm,
      OrderRow row,
      List<HistoryStore.HistoryRow> history,
      Map<Integer, List<Answered.Given>> given,
      Kind kind,
      Language language,
      boolean withVerdict,
      boolean withNames) {
    Set<UUID> ids = new HashSet<>();
    history.forEach(entry -> OrderNames.add(ids, entry.event().facts().person()));
    Map<UUID, Person> persons = people.findAll(realm, ids);
    Map<UUID, String> accountNames = new HashMap<>();
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
                      : accountNames.computeIfAbsent(
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
                  attachments.list(
                      realm, OrderUploads.besideAnswers(kind, said, entry.attachments())),
                  facts.reason(),
                  withVerdict ? facts.rating() : null,
                  withVerdict ? grades(kind, facts, language) : List.of(),
                  facts.channel(),
                  withNames ? entry.onBehalfOf() : null,
                  late(entry),
                  event.action() == Action.TRANSFER ? names.bodyName(realm, facts.body()) : null,
                  event.action() == Action.SET_URGENCY ? facts.urgency() : null,
                  facts.other(),
                  event.action() == Action.SUSPEND || event.action() == Action.CONTEST
                      ? facts.leaseUntil()
                      : null,
                  changes(realm, kind, said, language, withNames),
                  facts.tier() == null || first
                      ? null
                      : names.tier(facts.tier(), row.order().area()),
                  facts.campaign() == null || first ? null : drives.get(facts.campaign()));
            })
        .toList();
  }

  private List<AnswerChange> changes(
      RealmId realm, Kind kind, List<Answered.Given> said, Language language, boolean whole) {
    List<AnswerChange> changes = new ArrayList<>();
    for (KindField field :
        Stream.concat(kind.fields().stream(), kind.results().stream()).toList()) {
      said.stream()
          .filter(one -> OrderUploads.field(kind, one).filter(field::equals).isPresent())
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
  private static @Nullable Instant late(HistoryStore.HistoryRow entry) {
    Instant recorded = entry.recordedAt();
    if (recorded == null) {
      return null;
    }
    Duration delay = Duration.between(recorded, entry.event().at());
    boolean worthSaying = delay.compareTo(WORTH_SAYING) > 0 && delay.compareTo(BELIEVED) <= 0;
    return worthSaying ? recorded : null;
  }
}

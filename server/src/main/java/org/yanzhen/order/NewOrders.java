package org.yanzhen.order;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.people.LanguageList;
import org.yanzhen.people.People;
import org.yanzhen.people.Phones;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/** Making an order: what a placement must be for that, and the row it becomes. */
@Component
class NewOrders {

  private static final Pattern PHONE = Pattern.compile("[+]?[0-9][0-9 -]{4,18}");

  private final OrderStore store;
  private final ContactStore contacts;
  private final HistoryStore history;
  private final Catalogue catalogue;
  private final Divisions divisions;
  private final OrderTerms terms;
  private final People people;
  private final LanguageList languages;
  private final Realms realms;
  private final StepWriter writer;
  private final Answers answers;
  private final Campaigns campaigns;
  private final ApplicationEventPublisher events;
  private final SecureRandom random = new SecureRandom();

  NewOrders(
      OrderStore store,
      ContactStore contacts,
      HistoryStore history,
      Catalogue catalogue,
      Divisions divisions,
      OrderTerms terms,
      People people,
      LanguageList languages,
      Realms realms,
      StepWriter writer,
      Answers answers,
      Campaigns campaigns,
      ApplicationEventPublisher events) {
    this.store = store;
    this.contacts = contacts;
    this.history = history;
    this.catalogue = catalogue;
    this.divisions = divisions;
    this.terms = terms;
    this.people = people;
    this.languages = languages;
    this.realms = realms;
    this.writer = writer;
    this.answers = answers;
    this.campaigns = campaigns;
    this.events = events;
  }

  CommandResult create(
      Placement placement,
      Instant askedAt,
      @Nullable String body,
      CommandContext context,
      OrderState state,
      Lineage lineage) {
    RealmId realm = context.realm();
    Optional<Kind> kind = catalogue.find(realm, placement.kind());
    if (kind.isEmpty()) {
      return CommandResult.refused(
          Problem.at(ProblemCode.CATALOGUE_KIND_UNKNOWN, "body.kind")
              .with("kind", placement.kind()));
    }
    if (kind.get().withdrawn()) {
      return CommandResult.refused(
          Problem.at(ProblemCode.CATALOGUE_KIND_WITHDRAWN, "body.kind")
              .with("kind", placement.kind())
              .with("kind.ZH", kind.get().name().zh())
              .with("kind.EN", kind.get().name().en()));
    }
    return create(placement, kind.get(), askedAt, body, context, state, lineage);
  }

  /** Under this version of the kind, whatever may be asked for today. */
  CommandResult create(
      Placement placement,
      Kind kind,
      Instant askedAt,
      @Nullable String body,
      CommandContext context,
      OrderState state,
      Lineage lineage) {
    RealmId realm = context.realm();
    Division division = null;
    if (placement.divisionId() != null) {
      division = divisions.find(placement.divisionId()).orElse(null);
      Division home = divisions.get(realms.get(realm).divisionId());
      if (division == null || !division.path().startsWith(home.path())) {
        return CommandResult.refused(ProblemCode.PLACE_DIVISION_UNKNOWN, "body.divisionId");
      }
    }
    Problem problem = invalid(placement, kind, division, context);
    if (problem != null) {
      return CommandResult.refused(problem);
    }
    if (body != null && people.findOrganisation(realm, body).isEmpty()) {
      return CommandResult.refused(
          Problem.at(ProblemCode.ORDER_BODY_UNKNOWN, "body.body").with("body", body));
    }
    Division where = division == null ? divisions.get(realms.get(realm).divisionId()) : division;
    OrderRow row = null;
    // Numbers are drawn, not counted: a counter would make every order of a county wait for the one
    // before.
    for (int drawn = 0; row == null && drawn < 5; drawn++) {
      OrderRow tried = row(placement, kind, body, where, state, lineage, askedAt, context);
      if (store.insert(
          realm, tried, terms.escalateAt(realm, tried.order(), context.at()), context)) {
        row = tried;
      } else if (store.find(realm, placement.orderId()).isPresent()) {
        return CommandResult.refused(ProblemCode.ORDER_EXISTS, "body.orderId");
      }
    }
    if (row == null) {
      return CommandResult.refused(ProblemCode.SERVICE_BUSY);
    }
    Order order = row.order();
    writer.namePictures(context.actor(), order.id(), placement.attachments());
    Optional<Problem> unusable =
        answers.claim(StepWriter.sender(context.actor(), order.id()), kind, placement.fields());
    if (unusable.isPresent()) {
      return CommandResult.refused(unusable.get());
    }
    answers.keep(realm, order.id(), kind, placement.fields());
    contacts.insert(
        realm,
        order.id(),
        new ContactStore.Contact(
            placement.requesterName(),
            phone(placement.requesterPhone()),
            placement.principalName(),
            phone(placement.principalPhone())));
    EnumMap<ClockName, Instant> started = new EnumMap<>(ClockName.class);
    order.clocks().values().forEach(clock -> started.put(clock.name(), clock.dueAt()));
    history.insert(
        realm,
        order.id(),
        1,
        state == OrderState.DRAFT ? HistoryStore.DRAFTED : HistoryStore.PLACED,
        null,
        state,
        Facts.placed(started, order, askedAt.equals(context.at()) ? null : askedAt),
        StepWriter.role(context.actor(), order),
        null,
        List.of(),
        context);
    events.publishEvent(
        new OrderMoved(
            realm,
            order.id(),
            1,
            null,
            null,
            state,
            null,
            order.area(),
            phone(placement.requesterPhone()) != null || phone(placement.principalPhone()) != null,
            phone(placement.principalPhone()) != null,
            context.at(),
            order.kind(),
            order.urgency(),
            null,
            order.responsibleBody(),
            null,
            null,
            order.mergedInto(),
            0,
            false,
            false,
            lineage.follows() != null,
            null,
            null,
            null));
    return CommandResult.done(new OrderResult(order.id(), row.number(), 1, state));
  }

  private @Nullable Problem invalid(
      Placement placement, Kind kind, @Nullable Division division, CommandContext context) {
    Actor actor = context.actor();
    if (division != null
        && !actor.isSystem()
        && !actor.has(Role.REQUESTER)
        && !mayAskIn(actor, division.path())) {
      return Problem.at(ProblemCode.ACCESS_FORBIDDEN, "body.divisionId")
          .with("type", "order.place");
    }
    if (isNoPhone(placement.requesterPhone())) {
      return Problem.at(ProblemCode.ORDER_PHONE_INVALID, "body.requesterPhone");
    }
    if (isNoPhone(placement.principalPhone())) {
      return Problem.at(ProblemCode.ORDER_PHONE_INVALID, "body.principalPhone");
    }
    // What was asked for first had a language of the list of that day; it is not asked again.
    if (placement.language() != null
        && !placement.source().isInner()
        && !languages.contains(placement.language())) {
      return Problem.at(ProblemCode.PEOPLE_LANGUAGE_UNKNOWN, "body.language")
          .with("language", placement.language());
    }
    for (String code : placement.fields().keySet()) {
      if (kind.fields().stream().noneMatch(field -> field.code().equals(code))) {
        return Problem.at(ProblemCode.ORDER_FIELD_INVALID, "body.fields." + code)
            .with("field", code);
      }
    }
    if (placement.text() == null) {
      return Problem.at(ProblemCode.ORDER_TEXT_MISSING, "body.text");
    }
    if (division == null) {
      return Problem.at(ProblemCode.PLACE_DIVISION_UNKNOWN, "body.divisionId");
    }
    // A message turned into an order says what it says; its kind's questions are asked later.
    Optional<Problem> answered =
        answers.invalid(
            context.realm(),
            kind,
            placement.fields(),
            placement.fromIntake() == null && placement.source().answersQuestions());
    if (answered.isPresent()) {
      return answered.get();
    }
    // A part goes with its lead, whatever kind it is.
    if (placement.campaignId() != null && placement.source() != Source.PART) {
      Problem unfit =
          campaigns.unfit(
              context.realm(), placement.campaignId(), kind.code(), division.path(), context.at());
      if (unfit != null) {
        return unfit;
      }
    }
    if (actor.has(Role.REQUESTER)) {
      return tooMany(division, context);
    }
    return null;
  }

  /** Whether whoever has an account asks for others there. */
  static boolean mayAskIn(Actor actor, String area) {
    return actor.has(Role.CLERK, area)
        || actor.has(Role.DISPATCHER, area)
        || actor.has(Role.WORKER, area)
        || actor.has(Role.CONNECTED, area);
  }

  private static boolean isNoPhone(@Nullable String phone) {
    return phone != null && !PHONE.matcher(phone).matches();
  }

  /**
   * Anonymous orders are limited by place here; by network, number and pace at the door, which
   * knows who knocks. The answer names the phone as the other way.
   */
  private @Nullable Problem tooMany(Division division, CommandContext context) {
    boolean byPlace =
        store.countFromDoor(context.realm(), division.id(), context.at().minus(Duration.ofHours(1)))
            >= terms.policy(context.realm(), context.at()).fromDoorAnHour();
    return byPlace ? Problem.of(ProblemCode.ORDER_TOO_MANY) : null;
  }

  private OrderRow row(
      Placement placement,
      Kind kind,
      @Nullable String body,
      Division where,
      OrderState state,
      Lineage lineage,
      Instant askedAt,
      CommandContext context) {
    Instant now = context.at();
    ZoneId zone = realms.get(context.realm()).zone();
    EnumMap<ClockName, Clock> clocks = new EnumMap<>(ClockName.class);
    for (ClockName name : List.of(ClockName.SIGN, ClockName.RESOLVE)) {
      terms
          .due(kind, placement.urgency(), name, askedAt, List.of(), zone)
          .ifPresent(due -> clocks.put(name, Clock.running(name, askedAt, due)));
    }
    Order order =
        Order.fresh(
            placement.orderId(),
            state,
            kind.code(),
            kind.version(),
            placement.urgency(),
            where.path(),
            placement.text() != null,
            body == null ? kind.responsibleBody() : body,
            placement.joins(),
            clocks,
            terms
                .policy(context.realm(), now)
                .levels()
                .first(kind.code(), placement.urgency())
                .or(Tier.lowest(where.path())),
            now,
            placement.campaignId());
    return new OrderRow(
        order,
        number(now, zone),
        placement.source(),
        where.id(),
        placement.place(),
        title(placement, kind),
        placement.text(),
        Answers.open(kind, placement.fields()),
        Answers.files(kind, placement),
        masked(placement.requesterName()),
        null,
        placement.fromIntake(),
        lineage,
        placement.language() == null
            ? null
            : new Spoken(placement.language(), Boolean.TRUE.equals(placement.languageNeeded())),
        0,
        now,
        now);
  }

  /** Day and six drawn digits, e.g. {@code 261121-482135}: short enough to read over the phone. */
  private String number(Instant now, ZoneId zone) {
    return "%s-%06d"
        .formatted(
            DateTimeFormatter.ofPattern("yyMMdd").withZone(zone).format(now),
            random.nextInt(1_000_000));
  }

  private static String title(Placement placement, Kind kind) {
    if (placement.title() != null) {
      return placement.title();
    }
    if (placement.text() == null) {
      return kind.name().zh();
    }
    String line = placement.text().lines().findFirst().orElse("").strip();
    return line.length() <= 30 ? line : line.substring(0, 29) + "…";
  }

  /** 龙** for 龙小花: enough to tell two callers apart in a list, too little to name one. */
  private static @Nullable String masked(@Nullable String name) {
    if (name == null) {
      return null;
    }
    int first = name.offsetByCodePoints(0, 1);
    return name.substring(0, first) + "**";
  }

  private static @Nullable String phone(@Nullable String phone) {
    return phone == null ? null : Phones.digits(phone);
  }

  static @Nullable String language(OrderRow row) {
    return row.spoken() == null ? null : row.spoken().language();
  }

  static boolean isNeeded(OrderRow row) {
    return row.spoken() != null && row.spoken().needed();
  }
}

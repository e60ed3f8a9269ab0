package org.yanzhen.order;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.Part;
import org.yanzhen.catalogue.Stage;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.Attachments;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.order.Lifecycle.Decision;
import org.yanzhen.people.LanguageList;
import org.yanzhen.people.People;
import org.yanzhen.people.Phones;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;
import org.yanzhen.shared.Vault;

/**
 * Changing orders, for this room's commands and for rooms that decide who goes.
 *
 * <p>Every way in ends in {@code create} (a new order) or {@code step} (whatever happens to one).
 * The rules are not here but in {@link Lifecycle}; here is what they need to be told (the kind, the
 * calendar, who leads), what is written, and what follows in the same transaction: parts tell their
 * lead, joined orders are taken apart, the next stages are planned, the fallback body gets it.
 */
@Service
public class Orders {

  private static final Pattern PHONE = Pattern.compile("[+]?[0-9][0-9 -]{4,18}");

  /** What whoever serves in the area may send of an order they only see on a list. */
  private static final Set<Action> WANTING =
      EnumSet.of(Action.CLAIM, Action.CONTEST, Action.DROP_CONTEST);

  private static final Set<OrderState> CLOSED =
      EnumSet.of(OrderState.SOLVED, OrderState.CANCELLED, OrderState.MERGED);

  /** Why the fallback body got it. */
  static final String HOP_LIMIT = "HOP_LIMIT";

  /** Why an order goes on by itself again: the one it went on with was withdrawn. */
  static final String OTHER_WITHDRAWN = "OTHER_WITHDRAWN";

  /** Why an order presses more: one that presses more goes on with it. */
  static final String JOINED = "JOINED";

  private final OrderStore store;
  private final Catalogue catalogue;
  private final Divisions divisions;
  private final Deadlines deadlines;
  private final OrderPolicy policy;
  private final People people;
  private final LanguageList languages;
  private final Realms realms;
  private final Attachments attachments;
  private final Answers answers;
  private final SameMatter matter;
  private final Campaigns campaigns;
  private final BadGrades badGrades;
  private final Vault vault;
  private final ApplicationEventPublisher events;
  private final SecureRandom random = new SecureRandom();

  Orders(
      OrderStore store,
      Catalogue catalogue,
      Divisions divisions,
      Deadlines deadlines,
      OrderPolicy policy,
      People people,
      LanguageList languages,
      Realms realms,
      Attachments attachments,
      Answers answers,
      SameMatter matter,
      Campaigns campaigns,
      BadGrades badGrades,
      Vault vault,
      ApplicationEventPublisher events) {
    this.store = store;
    this.catalogue = catalogue;
    this.divisions = divisions;
    this.deadlines = deadlines;
    this.policy = policy;
    this.people = people;
    this.languages = languages;
    this.realms = realms;
    this.attachments = attachments;
    this.answers = answers;
    this.matter = matter;
    this.campaigns = campaigns;
    this.badGrades = badGrades;
    this.vault = vault;
    this.events = events;
  }

  /** Asks: a complete placement becomes a waiting order. Call inside a command. */
  public CommandResult place(Placement placement, CommandContext context) {
    return place(placement, context.at(), context);
  }

  /**
   * The same for what was asked before: its promises run since then, whenever it is made an order.
   *
   * @param askedAt when it came in; not after the command
   */
  public CommandResult place(Placement placement, Instant askedAt, CommandContext context) {
    return place(placement, askedAt, null, context);
  }

  /**
   * The same where a person says who answers for it.
   *
   * @param body code of an organisation; null for the one the kind names
   */
  public CommandResult place(
      Placement placement, Instant askedAt, @Nullable String body, CommandContext context) {
    UUID joins = placement.joins();
    if (joins == null) {
      CommandResult placed =
          create(placement, askedAt, body, context, OrderState.WAITING, Lineage.NONE);
      boolean hasParts =
          catalogue
              .find(context.realm(), placement.kind())
              .filter(k -> !k.parts().isEmpty())
              .isPresent();
      return placed instanceof CommandResult.Refused || !hasParts
          ? placed
          : withParts(placed, placement.orderId(), askedAt, context);
    }
    // "Me too": an order with a number and a receipt of its own that goes on with the other.
    Optional<OrderRow> into =
        store
            .lock(context.realm(), joins)
            .filter(row -> matter.maySayMeToo(context.actor(), row))
            .filter(
                row ->
                    matter.mayGoOn(
                        new SameMatter.Wanting(
                            placement.kind(), placement.divisionId(), placement.urgency()),
                        row));
    if (into.isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_MERGE_TARGET, "body.joins");
    }
    CommandResult placed =
        create(placement, askedAt, body, context, OrderState.MERGED, Lineage.NONE);
    return placed instanceof CommandResult.Done
        ? joined(placed, into.get(), placement.urgency(), context)
        : placed;
  }

  /** One more goes on with it; if that one presses more, both do. */
  private CommandResult joined(
      CommandResult done, OrderRow into, Urgency urgency, CommandContext context) {
    store.addJoined(context.realm(), into.order().id(), 1);
    if (!SameMatter.pressesMore(urgency, into.order())) {
      return done;
    }
    CommandResult raised =
        step(into.order().id(), Step.pressJoined(urgency), List.of(), inner(context));
    return raised instanceof CommandResult.Refused ? raised : done;
  }

  /**
   * Keeps back what is complete but not yet asked for: a caller wants to ask at home first, a paper
   * lacks its signature. A desk holds it, so its promises run from here: keeping it back gains
   * nobody time.
   */
  CommandResult draft(Placement placement, CommandContext context) {
    return create(placement, context.at(), null, context, OrderState.DRAFT, Lineage.NONE);
  }

  /**
   * The next stage of an order that is solved, as an order of its own for the same requester. What
   * was promised with the first comes under the version that promised it, also when the kind has
   * been edited or withdrawn since.
   */
  CommandResult placeFollowUp(UUID before, UUID orderId, String stage, CommandContext context) {
    RealmId realm = context.realm();
    Optional<OrderRow> row = store.lock(realm, before);
    if (row.isEmpty() || !store.takeFollowUp(realm, before, stage)) {
      // Opened again since the timer looked, or another timer was quicker: nothing is to be placed.
      return CommandResult.done();
    }
    OrderRow was = row.get();
    Order order = was.order();
    Kind kind = catalogue.get(realm, order.kind(), order.kindVersion());
    Optional<Stage> next = kind.stage(stage);
    if (next.isEmpty()
        || order.state() != OrderState.SOLVED
        || store.find(realm, orderId).isPresent()) {
      return CommandResult.done();
    }
    OrderStore.Contact contact = store.contact(realm, before);
    return create(
        new Placement(
            orderId,
            order.kind(),
            StageWords.title(next.get(), StageWords.without(kind, was)),
            next.get().task().zh(),
            was.divisionId(),
            was.place(),
            null,
            contact.name(),
            contact.phone(),
            Urgency.NORMAL,
            Source.FOLLOW_UP,
            null,
            null,
            null,
            contact.principalName(),
            contact.principalPhone(),
            null,
            language(was),
            isNeeded(was)),
        kind,
        context.at(),
        null,
        context,
        OrderState.WAITING,
        new Lineage(null, before, stage, false));
  }

  private static @Nullable String language(OrderRow row) {
    return row.spoken() == null ? null : row.spoken().language();
  }

  private static boolean isNeeded(OrderRow row) {
    return row.spoken() != null && row.spoken().needed();
  }

  /**
   * What a part of a joint order is asked to do.
   *
   * @param together at the same moment as the whole, by a second person
   */
  record PartAsked(
      UUID leadId,
      UUID partId,
      String kind,
      @Nullable String title,
      String text,
      @Nullable Urgency urgency,
      boolean together) {}

  /** Only what the kind names may be rated; under the version the order was placed with. */
  private boolean knowsRatings(RealmId realm, Order order, Step step) {
    return step.ratings().isEmpty()
        || catalogue.get(realm, order.kind(), order.kindVersion()).ratings().stream()
            .map(each -> each.code())
            .collect(Collectors.toSet())
            .containsAll(step.ratings().keySet());
  }

  /** A kind that takes several begins as a joint order with its parts. */
  private CommandResult withParts(
      CommandResult placed, UUID orderId, Instant askedAt, CommandContext context) {
    Order order = store.lock(context.realm(), orderId).orElseThrow().order();
    Kind kind = catalogue.get(context.realm(), order.kind(), order.kindVersion());
    CommandResult last = placed;
    for (Part part : kind.parts()) {
      CommandResult added =
          addPart(
              new PartAsked(
                  orderId,
                  vault.id(context.realm(), "order.part/" + orderId + "/" + part.code()),
                  part.kind(),
                  part.name().zh(),
                  part.task().zh(),
                  null,
                  part.together()),
              askedAt,
              inner(context));
      if (added instanceof CommandResult.Refused) {
        return added;
      }
      last = CommandResult.done(result(store.find(context.realm(), orderId).orElseThrow()));
    }
    return last;
  }

  private static OrderResult result(OrderRow row) {
    Order order = row.order();
    return new OrderResult(order.id(), row.number(), order.version(), order.state());
  }

  /** The same command, taken further by the product itself. */
  private static CommandContext inner(CommandContext context) {
    return new CommandContext(
        context.commandId(),
        Actor.system(context.realm(), context.actor().origin()),
        context.at(),
        null,
        null,
        null);
  }

  /** Adds a part to a joint order: an order of its own, with the same place and requester. */
  CommandResult addPart(PartAsked asked, CommandContext context) {
    return addPart(asked, context.at(), context);
  }

  private CommandResult addPart(PartAsked asked, Instant askedAt, CommandContext context) {
    RealmId realm = context.realm();
    Optional<OrderRow> found = store.lock(realm, asked.leadId());
    if (found.isEmpty() || !mayKnow(context.actor(), found.get(), Action.ADD_PART)) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    OrderRow lead = found.get();
    if (lead.lineage().partOf() != null) {
      return CommandResult.refused(ProblemCode.ORDER_PART_OF_PART, "body.orderId");
    }
    // The whole is locked: nobody adds another at the same time.
    if (asked.together() && !store.besides(realm, List.of(asked.leadId())).isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_TWO_ALREADY, "body.together");
    }
    OrderStore.Contact contact = store.contact(realm, asked.leadId());
    CommandResult placed =
        create(
            new Placement(
                asked.partId(),
                asked.kind(),
                asked.title(),
                asked.text(),
                lead.divisionId(),
                lead.place(),
                null,
                contact.name(),
                contact.phone(),
                asked.urgency() == null ? lead.order().urgency() : asked.urgency(),
                Source.PART,
                null,
                null,
                null,
                contact.principalName(),
                contact.principalPhone(),
                lead.order().campaign(),
                language(lead),
                isNeeded(lead)),
            askedAt,
            null,
            context.withoutBase(),
            OrderState.WAITING,
            Lineage.partOf(asked.leadId(), asked.together()));
    if (placed instanceof CommandResult.Refused) {
      return placed;
    }
    CommandResult led =
        step(asked.leadId(), Step.about(Action.ADD_PART, asked.partId(), null), List.of(), context);
    return led instanceof CommandResult.Refused ? led : placed;
  }

  /** Two orders are one matter: the first goes on with the second. */
  CommandResult merge(UUID orderId, UUID into, @Nullable String why, CommandContext context) {
    RealmId realm = context.realm();
    if (orderId.equals(into)) {
      return CommandResult.refused(ProblemCode.ORDER_MERGE_TARGET, "body.into");
    }
    // Always in the same order, so that two that merge each other do not wait for each other.
    boolean first = orderId.compareTo(into) < 0;
    Optional<OrderRow> one = store.lock(realm, first ? orderId : into);
    Optional<OrderRow> other = store.lock(realm, first ? into : orderId);
    Optional<OrderRow> source = first ? one : other;
    Optional<OrderRow> target = first ? other : one;
    if (source.isEmpty() || !mayKnow(context.actor(), source.get(), Action.MERGE)) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    boolean fits =
        target.isPresent()
            && Visibility.maySee(context.actor(), target.get())
            && matter.mayGoOn(
                new SameMatter.Wanting(
                    source.get().order().kind(),
                    source.get().divisionId(),
                    source.get().order().urgency()),
                target.get())
            && source.get().lineage().partOf() == null
            && source.get().joined() == 0;
    if (!fits) {
      return CommandResult.refused(ProblemCode.ORDER_MERGE_TARGET, "body.into");
    }
    CommandResult merged = step(orderId, Step.about(Action.MERGE, into, why), List.of(), context);
    return merged instanceof CommandResult.Done
        ? joined(merged, target.orElseThrow(), source.get().order().urgency(), context)
        : merged;
  }

  /**
   * A broken promise is raised, or the order itself where its time at its level is over; unless
   * something has happened since.
   */
  CommandResult escalate(UUID orderId, int version, CommandContext context) {
    Optional<Order> same =
        store
            .lock(context.realm(), orderId)
            .map(OrderRow::order)
            .filter(order -> order.version() == version);
    if (same.isEmpty()) {
      return CommandResult.refused(ProblemCode.COMMAND_BASE_STALE, "body.version");
    }
    Order order = same.get();
    Step step =
        tierEnds(context.realm(), order, context.at())
            .filter(end -> !end.isAfter(context.at()))
            .flatMap(end -> order.tier().up())
            .map(Step::raisedByTime)
            .orElseGet(() -> Step.of(Action.ESCALATE));
    return step(orderId, step, List.of(), context);
  }

  /** Into a campaign that runs and takes such orders, or back to the everyday track. */
  CommandResult setTrack(
      UUID orderId, @Nullable UUID campaign, @Nullable String text, CommandContext context) {
    if (campaign != null) {
      Optional<OrderRow> row =
          store
              .lock(context.realm(), orderId)
              .filter(one -> mayKnow(context.actor(), one, Action.SET_TRACK));
      if (row.isEmpty()) {
        return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
      }
      Order order = row.get().order();
      Problem unfit =
          campaigns.unfit(context.realm(), campaign, order.kind(), order.area(), context.at());
      if (unfit != null) {
        return CommandResult.refused(unfit);
      }
    }
    return step(orderId, Step.track(campaign, text), List.of(), context);
  }

  /** The order goes to another body; it must be one of the realm. */
  CommandResult transfer(UUID orderId, Step step, CommandContext context) {
    String body = step.body();
    if (body == null || people.findOrganisation(context.realm(), body).isEmpty()) {
      return CommandResult.refused(
          Problem.at(ProblemCode.ORDER_BODY_UNKNOWN, "body.body")
              .with("body", body == null ? "" : body));
    }
    return step(orderId, step, List.of(), context);
  }

  /**
   * None of these moves until the transaction ends, for whoever decides by how they stand. Always
   * in the same order, so that two who lock the same ones wait for each other and never for ever.
   */
  public void lock(RealmId realm, Collection<UUID> orderIds) {
    orderIds.stream().distinct().sorted().forEach(id -> store.lock(realm, id));
  }

  /** Takes a step on an order. Call inside a command; the order stays locked until it ends. */
  public CommandResult step(
      UUID orderId, Step step, List<UUID> attachments, CommandContext context) {
    RealmId realm = context.realm();
    if (step.action() == Action.UNMERGE) {
      lockWhatItGoesOnWith(realm, orderId);
    }
    Optional<OrderRow> found = store.lock(realm, orderId);
    if (found.isEmpty() || !mayKnow(context.actor(), found.get(), step.action())) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    Order order = found.get().order();
    if (step.action() == Action.NOTE
        && context.actor().requesterOf() != null
        && store.countByRequester(realm, orderId)
            >= policy(realm, context.at()).notesOfRequester()) {
      return CommandResult.refused(ProblemCode.ORDER_TOO_MANY);
    }
    if (context.base() != null && context.base() != order.version()) {
      return CommandResult.refused(
          Problem.at(ProblemCode.COMMAND_BASE_STALE, "base")
              .with("base", context.base())
              .with("current", order.version()));
    }
    if (!knowsRatings(realm, order, step)) {
      return CommandResult.refused(ProblemCode.ORDER_RATING_UNKNOWN, "body.ratings");
    }
    Decision decision =
        Lifecycle.decide(
            order,
            step,
            context.actor(),
            leads(context.actor(), found.get()),
            terms(realm, order, context.at()),
            context.at());
    if (decision instanceof Decision.Moved && step.action() == Action.REOPEN) {
      Problem closed = leadClosed(realm, found.get());
      if (closed != null) {
        return CommandResult.refused(closed);
      }
    }
    if (decision instanceof Decision.Moved
        && step.action() == Action.TRANSFER
        // The limit may still send it on: the policy may have come to name another fallback body.
        && !HOP_LIMIT.equals(step.reason())
        && store.isTakenForGood(realm, orderId)) {
      return CommandResult.refused(ProblemCode.ORDER_TAKEN_FOR_GOOD, "body.body");
    }
    return switch (decision) {
      case Decision.Refused refused -> CommandResult.refused(refused.problem());
      case Decision.Moved moved -> {
        write(realm, found.get(), moved, step, attachments, context);
        CommandResult after = consequences(found.get(), moved, context);
        if (after instanceof CommandResult.Refused) {
          yield after;
        }
        if (after instanceof CommandResult.Done done && done.value() instanceof OrderResult) {
          yield after;
        }
        yield CommandResult.done(
            new OrderResult(
                orderId, found.get().number(), moved.next().version(), moved.next().state()));
      }
    };
  }

  /** First, as withdrawing that one does, so that the two do not wait for each other. */
  private void lockWhatItGoesOnWith(RealmId realm, UUID orderId) {
    store
        .find(realm, orderId)
        .map(row -> row.order().mergedInto())
        .ifPresent(into -> store.lock(realm, into));
  }

  /** Whether the actor leads the joint order this one is a part of. */
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

  /** A part is not opened again behind the back of a whole that is reported or closed. */
  private @Nullable Problem leadClosed(RealmId realm, OrderRow part) {
    UUID leadId = part.lineage().partOf();
    if (leadId == null) {
      return null;
    }
    OrderState lead =
        store.lock(realm, leadId).map(row -> row.order().state()).orElse(OrderState.CANCELLED);
    boolean open = OrderState.UNFINISHED.contains(lead) && lead != OrderState.REPORTED;
    return open ? null : Problem.of(ProblemCode.ORDER_LEAD_CLOSED).with("state", lead);
  }

  /** What follows from a step by itself, in the same transaction. */
  private CommandResult consequences(OrderRow row, Decision.Moved moved, CommandContext context) {
    RealmId realm = context.realm();
    Order next = moved.next();
    CommandContext inner = inner(context);
    if (row.lineage().partOf() != null) {
      CommandResult told = tellLead(row.lineage().partOf(), row, next, inner);
      if (told instanceof CommandResult.Refused) {
        return told;
      }
    }
    switch (moved.event().action()) {
      case SUBMIT -> {
        Instant askedAt = next.clock(ClockName.RESOLVE).map(Clock::startedAt).orElse(context.at());
        CommandResult parts = withParts(CommandResult.done(), next.id(), askedAt, context);
        if (parts instanceof CommandResult.Refused
            || (parts instanceof CommandResult.Done done && done.value() != null)) {
          return parts;
        }
      }
      case SOLVE, EXPIRE -> {
        // The season goes on, whether or not somebody found a word.
        planFollowUps(realm, row, next, context.at());
        badGrades.graded(realm, row, next, moved.event().facts(), context.at());
        tellJoined(realm, next, context.at());
      }
      case CANCEL -> {
        CommandResult apart = takeApart(realm, next.id(), inner);
        if (apart instanceof CommandResult.Refused) {
          return apart;
        }
      }
      case REOPEN -> store.dropFollowUps(realm, next.id());
      case UNMERGE -> {
        UUID into = row.order().mergedInto();
        if (into != null) {
          store.addJoined(realm, into, -1);
        }
      }
      default -> {}
    }
    return atHopLimit(row.order(), next, inner);
  }

  private CommandResult tellLead(UUID leadId, OrderRow row, Order part, CommandContext inner) {
    Optional<OrderRow> lead = store.lock(inner.realm(), leadId);
    if (lead.isEmpty()) {
      return CommandResult.done();
    }
    boolean isOpen = lead.get().order().openParts().contains(part.id());
    boolean wasClosed = CLOSED.contains(row.order().state());
    boolean closed = CLOSED.contains(part.state());
    if (closed && isOpen) {
      return step(leadId, Step.about(Action.CLOSE_PART, part.id(), null), List.of(), inner);
    }
    if (wasClosed && !closed && !isOpen) {
      return step(leadId, Step.about(Action.REOPEN_PART, part.id(), null), List.of(), inner);
    }
    return CommandResult.done();
  }

  /**
   * Nobody's order ends because somebody else withdrew theirs: each waits again on its own clock.
   */
  private CommandResult takeApart(RealmId realm, UUID withdrawn, CommandContext inner) {
    for (OrderStore.Joined joined : store.joinedTo(realm, withdrawn)) {
      CommandResult apart =
          step(
              joined.orderId(), Step.with(Action.UNMERGE, OTHER_WITHDRAWN, null), List.of(), inner);
      if (apart instanceof CommandResult.Refused) {
        return apart;
      }
    }
    return CommandResult.done();
  }

  private void tellJoined(RealmId realm, Order ended, Instant at) {
    for (OrderStore.Joined joined : store.joinedTo(realm, ended.id())) {
      events.publishEvent(
          new JoinedOrderEnded(realm, joined.orderId(), ended.version(), joined.area(), at));
    }
  }

  /** After the order as it was asked for: every stage that follows none; after a stage, its own. */
  private void planFollowUps(RealmId realm, OrderRow row, Order order, Instant at) {
    if (row.lineage().together()) {
      // The same thing done by two has its later steps once.
      return;
    }
    Kind kind = catalogue.get(realm, order.kind(), order.kindVersion());
    for (Stage stage : kind.stagesAfter(row.lineage().stage())) {
      store.planFollowUp(realm, order.id(), stage.code(), at.plus(stage.after()));
    }
  }

  /** Too often there and back, or from body to body: the fallback body gets it for good. */
  private CommandResult atHopLimit(Order before, Order next, CommandContext inner) {
    OrderPolicy.Version policy = policy(inner.realm(), inner.at());
    boolean cameBack =
        next.hops() > before.hops()
            && (next.state() == OrderState.WAITING || next.state() == OrderState.OPEN)
            // Who says it is beyond them passes it up, not back.
            && !next.tier().isAbove(before.tier());
    boolean raise =
        cameBack
            && next.hops() >= policy.hopLimit()
            && !policy.fallbackBody().equals(next.responsibleBody())
            && people.findOrganisation(inner.realm(), policy.fallbackBody()).isPresent();
    return raise
        ? step(next.id(), Step.transfer(policy.fallbackBody(), HOP_LIMIT, null), List.of(), inner)
        : CommandResult.done();
  }

  private OrderPolicy.Version policy(RealmId realm, Instant at) {
    return policy.on(LocalDate.ofInstant(at, realms.get(realm).zone()));
  }

  /**
   * When the next one up is told, or the next level takes over, whichever is first: one ladder.
   * Null while no promise runs or nobody is left to tell.
   */
  private @Nullable Instant escalateAt(RealmId realm, Order order, Instant at) {
    if (order.state() == OrderState.REPORTED || !OrderState.UNFINISHED.contains(order.state())) {
      return null;
    }
    Optional<Instant> told =
        policy(realm, at)
            .next(order.urgency(), order.level())
            .flatMap(wait -> order.nextClock().map(clock -> clock.dueAt().plus(wait)));
    return Stream.concat(told.stream(), tierEnds(realm, order, at).stream())
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** When its time at its level is over; a pause does not count. */
  private Optional<Instant> tierEnds(RealmId realm, Order order, Instant at) {
    Instant since = order.tierSince();
    if (since == null
        || order.tier() == Tier.COUNTY
        || order.state() == OrderState.SUSPENDED
        || order.state() == OrderState.REPORTED) {
      return Optional.empty();
    }
    return policy(realm, at)
        .levels()
        .stay(order.tier(), order.urgency())
        .map(limit -> deadlines.due(limit, since, order.pauses(), realms.get(realm).zone()));
  }

  /**
   * Whoever may not see an order is not told that it exists; but who once had it, or wanted it from
   * the board, is told what became of it, and may still hand in what was written without signal.
   */
  private boolean mayKnow(Actor actor, OrderRow row, Action action) {
    UUID person = actor.personId();
    return Visibility.maySee(actor, row)
        || (WANTING.contains(action) && actor.has(Role.WORKER, row.order().area()))
        || leads(actor, row)
        || (person != null && store.everHad(actor.realm(), row.order().id(), person));
  }

  private void write(
      RealmId realm,
      OrderRow row,
      Decision.Moved moved,
      Step step,
      List<UUID> attachments,
      CommandContext context) {
    Order next = moved.next();
    OrderEvent event = moved.event();
    store.update(realm, next, event, escalateAt(realm, next, event.at()));
    namePictures(context.actor(), next.id(), attachments);
    store.addPictures(realm, next.id(), attachments);
    store.insertHistory(
        realm,
        next.id(),
        event.version(),
        event.action().name(),
        event.from(),
        event.to(),
        event.facts(),
        role(context.actor(), row.order()),
        step.text(),
        attachments,
        context);
    boolean leaseMoved = !Objects.equals(row.order().leaseUntil(), next.leaseUntil());
    if (leaseMoved) {
      store.setTimer(realm, next.id(), next.version(), next.leaseUntil());
    }
    events.publishEvent(
        new OrderMoved(
            realm,
            next.id(),
            next.version(),
            event.action(),
            event.from(),
            event.to(),
            event.facts().person(),
            next.area(),
            true,
            true,
            event.at(),
            next.kind(),
            next.urgency(),
            event.facts().reason(),
            next.responsibleBody(),
            next.assignee(),
            row.order().assignee() == null ? row.order().offeredTo() : row.order().assignee(),
            event.facts().other(),
            next.level(),
            next.urgency().compareTo(row.order().urgency()) > 0,
            false,
            next.tier() == row.order().tier() ? null : next.tier(),
            event.facts().team(),
            row.order().contest().by()));
  }

  /** Who asks at the door sends the pictures afterwards, as the holder of the new receipt. */
  private void namePictures(Actor actor, UUID orderId, List<UUID> pictures) {
    attachments.name(sender(actor, orderId), pictures);
  }

  private static Actor sender(Actor actor, UUID orderId) {
    boolean asking = actor.has(Role.REQUESTER) && actor.requesterOf() == null;
    return asking ? Actor.holdingReceipt(actor.realm(), orderId, actor.network()) : actor;
  }

  private CommandResult create(
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
  private CommandResult create(
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
      if (store.insert(realm, tried, escalateAt(realm, tried.order(), context.at()), context)) {
        row = tried;
      } else if (store.find(realm, placement.orderId()).isPresent()) {
        return CommandResult.refused(ProblemCode.ORDER_EXISTS, "body.orderId");
      }
    }
    if (row == null) {
      return CommandResult.refused(ProblemCode.SERVICE_BUSY);
    }
    Order order = row.order();
    namePictures(context.actor(), order.id(), placement.attachments());
    Optional<Problem> unusable =
        answers.claim(sender(context.actor(), order.id()), kind, placement.fields());
    if (unusable.isPresent()) {
      return CommandResult.refused(unusable.get());
    }
    answers.keep(realm, order.id(), kind, placement.fields());
    store.insertContact(
        realm,
        order.id(),
        new OrderStore.Contact(
            placement.requesterName(),
            phone(placement.requesterPhone()),
            placement.principalName(),
            phone(placement.principalPhone())));
    EnumMap<ClockName, Instant> started = new EnumMap<>(ClockName.class);
    order.clocks().values().forEach(clock -> started.put(clock.name(), clock.dueAt()));
    store.insertHistory(
        realm,
        order.id(),
        1,
        state == OrderState.DRAFT ? OrderStore.DRAFTED : OrderStore.PLACED,
        null,
        state,
        Facts.placed(started, order, askedAt.equals(context.at()) ? null : askedAt),
        role(context.actor(), order),
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
            lineage.follows() != null,
            null,
            null,
            null));
    return CommandResult.done(new OrderResult(order.id(), row.number(), 1, state));
  }

  private @Nullable Problem invalid(
      Placement placement, Kind kind, @Nullable Division division, CommandContext context) {
    Actor actor = context.actor();
    if (division != null && !actor.isSystem() && !actor.has(Role.REQUESTER)) {
      String area = division.path();
      boolean mayAskHere =
          actor.has(Role.CLERK, area)
              || actor.has(Role.DISPATCHER, area)
              || actor.has(Role.WORKER, area)
              || actor.has(Role.CONNECTED, area);
      if (!mayAskHere) {
        return Problem.at(ProblemCode.ACCESS_FORBIDDEN, "body.divisionId")
            .with("type", "order.place");
      }
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
            >= policy(context.realm(), context.at()).fromDoorAnHour();
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
      due(kind, placement.urgency(), name, askedAt, List.of(), zone)
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
            policy(context.realm(), now)
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

  /** In what capacity the history says somebody acted: no more than the rules needed to know. */
  private static String role(Actor actor, Order order) {
    if (actor.isSystem()) {
      return Role.SYSTEM.name();
    }
    UUID person = actor.personId();
    if (person != null && (person.equals(order.assignee()) || person.equals(order.offeredTo()))) {
      return Role.WORKER.name();
    }
    return actor.grants().stream()
        .filter(grant -> order.area().startsWith(grant.area()))
        .map(Grant::role)
        .min(Comparator.naturalOrder())
        .orElse(Role.REQUESTER)
        .name();
  }

  private Lifecycle.Terms terms(RealmId realm, Order order, Instant at) {
    Kind kind = catalogue.get(realm, order.kind(), order.kindVersion());
    ZoneId zone = realms.get(realm).zone();
    return new Lifecycle.Terms() {
      @Override
      public Optional<Instant> due(
          ClockName clock, Urgency urgency, Instant from, List<Pause> pauses) {
        return Orders.this.due(kind, urgency, clock, from, pauses, zone);
      }

      @Override
      public Duration reopenWithin() {
        return kind.reopenWithin();
      }

      @Override
      public Duration longestPause() {
        return Orders.this.policy(realm, at).longestPause();
      }
    };
  }

  private Optional<Instant> due(
      Kind kind, Urgency urgency, ClockName clock, Instant from, List<Pause> pauses, ZoneId zone) {
    return Optional.ofNullable(kind.limits().getOrDefault(urgency, Map.of()).get(clock))
        .map(limit -> deadlines.due(limit, from, pauses, zone));
  }

  /** Rebuilds an order from its history alone; equal to the row, or the history lies. */
  Order replay(RealmId realm, OrderRow row) {
    List<OrderStore.HistoryRow> history = store.history(realm, row.order().id());
    OrderEvent first = history.getFirst().event();
    Facts facts = first.facts();
    EnumMap<ClockName, Clock> clocks = new EnumMap<>(ClockName.class);
    Instant began = facts.since() == null ? first.at() : facts.since();
    facts.started().forEach((name, due) -> clocks.put(name, Clock.running(name, began, due)));
    Order now = row.order();
    Order order =
        Order.fresh(
            now.id(),
            first.to(),
            now.kind(),
            now.kindVersion(),
            // The first entries of the first release did not say these two, and nothing moved them.
            facts.urgency() == null ? now.urgency() : facts.urgency(),
            now.area(),
            now.hasContent(),
            facts.body() == null ? now.responsibleBody() : facts.body(),
            facts.other(),
            clocks,
            // Before levels were kept everything stood at the county, and no time ran there.
            facts.tier() == null ? Tier.COUNTY : facts.tier(),
            facts.tier() == null ? null : first.at(),
            facts.campaign());
    for (OrderStore.HistoryRow entry : history.subList(1, history.size())) {
      order = order.after(entry.event());
    }
    return order;
  }
}

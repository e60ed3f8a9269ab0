package org.yanzhen.catalogue;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.PortraitStore.Consent;
import org.yanzhen.catalogue.PortraitStore.Ended;
import org.yanzhen.catalogue.PortraitStore.Kept;
import org.yanzhen.command.Attachments;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.command.MediaKind;
import org.yanzhen.command.StoredFile;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.place.Division;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/**
 * The picture on somebody's card: there by their word, and gone by it. Seen where cards are
 * printed, nowhere else.
 */
@Component
class Portraits implements CommandRoom {

  /**
   * A picture for the card; it takes the place of the one before.
   *
   * @param attachmentId an upload of the sender's that nothing else names
   * @param consentedOn when the person said yes to it
   */
  record KeepPortrait(
      UUID portraitId, UUID personId, UUID attachmentId, LocalDate consentedOn, Consent consent) {
    KeepPortrait {
      Checks.present("portraitId", portraitId);
      Checks.present("personId", personId);
      Checks.present("attachmentId", attachmentId);
      Checks.asked("consentedOn", Checks.present("consentedOn", consentedOn));
      Checks.present("consent", consent);
    }
  }

  /** The person does not want it any more, or it is not wanted; no reason is asked for. */
  record WithdrawPortrait(UUID personId) {
    WithdrawPortrait {
      Checks.present("personId", personId);
    }
  }

  private final PortraitStore store;
  private final ServiceCards cards;
  private final People people;
  private final Attachments attachments;
  private final Realms realms;
  private final RealmTransactions transactions;

  Portraits(
      PortraitStore store,
      ServiceCards cards,
      People people,
      Attachments attachments,
      Realms realms,
      RealmTransactions transactions) {
    this.store = store;
    this.cards = cards;
    this.people = people;
    this.attachments = attachments;
    this.realms = realms;
    this.transactions = transactions;
  }

  @Override
  public void declare(CommandTypes types) {
    types
        // As everything that is recorded of a person.
        .add("catalogue.keep-portrait", KeepPortrait.class, this::keep, Role.ADMINISTRATOR)
        // Taking it back is as easy as it can be: whoever prints the cards does it.
        .add(
            "catalogue.withdraw-portrait",
            WithdrawPortrait.class,
            this::withdraw,
            Role.ADMINISTRATOR,
            Role.DISPATCHER);
  }

  private CommandResult keep(KeepPortrait command, CommandContext context) {
    RealmId realm = context.realm();
    Optional<Person> person = people.find(realm, command.personId());
    if (person.isEmpty()) {
      return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.personId");
    }
    if (!mayKeep(context.actor(), person.get())) {
      return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN, "body.personId");
    }
    LocalDate today = LocalDate.ofInstant(context.at(), realms.get(realm).zone());
    if (command.consentedOn().isAfter(today)) {
      throw Checks.malformed("body.consentedOn", "in the future");
    }
    if (store.has(realm, command.portraitId())) {
      return CommandResult.refused(ProblemCode.CATALOGUE_PORTRAIT_EXISTS, "body.portraitId");
    }
    Optional<Problem> unfit =
        attachments.claimAlone(
            context.actor(), command.attachmentId(), MediaKind.PICTURE, "body.attachmentId");
    if (unfit.isPresent()) {
      return CommandResult.refused(unfit.get());
    }
    end(realm, command.personId(), Ended.REPLACED, context);
    store.insert(
        realm,
        new Kept(
            command.portraitId(),
            command.personId(),
            command.attachmentId(),
            command.consentedOn(),
            command.consent()),
        context.at(),
        context.actor().accountId());
    return CommandResult.done();
  }

  private CommandResult withdraw(WithdrawPortrait command, CommandContext context) {
    RealmId realm = context.realm();
    Optional<Person> person = people.find(realm, command.personId());
    if (person.isEmpty()) {
      return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.personId");
    }
    boolean prints =
        mayKeep(context.actor(), person.get())
            || context.actor().has(Role.DISPATCHER, person.get().area());
    if (!prints) {
      return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN, "body.personId");
    }
    return end(realm, command.personId(), Ended.WITHDRAWN, context)
        ? CommandResult.done()
        : CommandResult.refused(ProblemCode.CATALOGUE_PORTRAIT_UNKNOWN, "body.personId");
  }

  /** The row stays, the picture goes. */
  private boolean end(RealmId realm, UUID personId, Ended why, CommandContext context) {
    Optional<Kept> now = store.lockNow(realm, personId);
    if (now.isEmpty()) {
      return false;
    }
    store.end(realm, now.get().id(), why, context.at(), context.actor().accountId());
    attachments.release(realm, now.get().attachmentId());
    return true;
  }

  private static boolean mayKeep(Actor actor, Person person) {
    return actor.isSystem() || actor.has(Role.ADMINISTRATOR, person.area());
  }

  /**
   * The picture, for whoever prints cards of a division on one of which it stands.
   *
   * @throws ProblemException when there is none, or none any more, or it is not theirs to see
   */
  StoredFile get(Actor actor, UUID portraitId, int divisionId) {
    RealmId realm = actor.realm();
    Division here = cards.mayPrintFor(actor, divisionId);
    return transactions
        .read(
            realm,
            () ->
                store
                    .findNow(realm, portraitId)
                    .filter(
                        kept ->
                            people.serving(realm, here.path()).stream()
                                .anyMatch(person -> person.id().equals(kept.personId()))))
        .flatMap(kept -> attachments.find(realm, kept.attachmentId()))
        .orElseThrow(() -> new ProblemException(ProblemCode.CATALOGUE_PORTRAIT_UNKNOWN));
  }
}

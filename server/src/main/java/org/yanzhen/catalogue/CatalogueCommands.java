package org.yanzhen.catalogue;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.yanzhen.access.Realms;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/** Adopting kinds. */
@Component
class CatalogueCommands implements CommandRoom {

  /**
   * Makes the kind the newest of its code, as the next version; the same content again changes
   * nothing.
   *
   * @param kind its version is not looked at: the realm gives it
   */
  record AdoptKind(Kind kind) {
    AdoptKind {
      kind = Checks.present("kind", kind).withVersion(0);
    }
  }

  /** No new order of it is taken from now on; those there are live on. */
  record WithdrawKind(String code) {
    WithdrawKind {
      code = Kind.checkedCode("code", code);
    }
  }

  /** It can be asked for again. */
  record RestoreKind(String code) {
    RestoreKind {
      code = Kind.checkedCode("code", code);
    }
  }

  /**
   * @param changed false when this content was the newest already
   */
  record Adopted(String code, int version, boolean changed) {}

  private final KindStore store;
  private final Catalogue catalogue;
  private final Realms realms;
  private final Divisions divisions;
  private final Adoption adoption;

  CatalogueCommands(
      KindStore store, Catalogue catalogue, Realms realms, Divisions divisions, Adoption adoption) {
    this.store = store;
    this.catalogue = catalogue;
    this.realms = realms;
    this.divisions = divisions;
    this.adoption = adoption;
  }

  @Override
  public void declare(CommandTypes types) {
    types.add("catalogue.adopt-kind", AdoptKind.class, this::adopt, Role.ADMINISTRATOR);
    types.add("catalogue.withdraw-kind", WithdrawKind.class, this::withdraw, Role.ADMINISTRATOR);
    types.add("catalogue.restore-kind", RestoreKind.class, this::restore, Role.ADMINISTRATOR);
  }

  private CommandResult adopt(AdoptKind command, CommandContext context) {
    if (!keepsTheList(context)) {
      return forbidden("catalogue.adopt-kind");
    }
    if (!context.actor().isSystem()) {
      // A pack may come before the organisations of a new realm; there it is a warning.
      Optional<Problem> against = adoption.against(context.realm(), command.kind());
      if (against.isPresent()) {
        return CommandResult.refused(inBody(against.get()));
      }
    }
    return next(command.kind(), store.findNewest(context.realm(), command.kind().code()), context);
  }

  private CommandResult withdraw(WithdrawKind command, CommandContext context) {
    if (!keepsTheList(context)) {
      return forbidden("catalogue.withdraw-kind");
    }
    for (Kind other : catalogue.list(context.realm())) {
      if (!other.code().equals(command.code())
          && other.parts().stream().anyMatch(part -> part.kind().equals(command.code()))) {
        return CommandResult.refused(
            Problem.at(ProblemCode.CATALOGUE_KIND_IN_USE, "body.code")
                .with("kind.ZH", other.name().zh())
                .with("kind.EN", other.name().en()));
      }
    }
    return turn(command.code(), true, context);
  }

  private CommandResult restore(RestoreKind command, CommandContext context) {
    return keepsTheList(context)
        ? turn(command.code(), false, context)
        : forbidden("catalogue.restore-kind");
  }

  private CommandResult turn(String code, boolean withdrawn, CommandContext context) {
    Optional<KindVersion> newest = store.findNewest(context.realm(), code);
    return newest.isEmpty()
        ? CommandResult.refused(
            Problem.at(ProblemCode.CATALOGUE_KIND_UNKNOWN, "body.code").with("kind", code))
        : next(newest.get().kind().withWithdrawn(withdrawn), newest, context);
  }

  /** The content becomes the newest version, unless it is that already. */
  private CommandResult next(Kind content, Optional<KindVersion> before, CommandContext context) {
    RealmId realm = context.realm();
    String code = content.code();
    int current = before.map(version -> version.kind().version()).orElse(0);
    if (context.base() != null && context.base() != current) {
      return CommandResult.refused(
          Problem.at(ProblemCode.COMMAND_BASE_STALE, "base")
              .with("base", context.base())
              .with("current", current));
    }
    if (before.isPresent() && before.get().kind().hasContentOf(content)) {
      return CommandResult.done(new Adopted(code, current, false));
    }
    // Two at once meet at the primary key; the loser is not a lost version but an error to be sent
    // again.
    int version = current + 1;
    store.insert(
        realm,
        new KindVersion(content.withVersion(version), context.at(), context.actor().accountId()),
        context.commandId());
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            catalogue.forgetNewest(realm);
          }
        });
    return CommandResult.done(new Adopted(code, version, true));
  }

  /** Kinds hold for the whole realm, so only who administers all of it may adopt one. */
  private boolean keepsTheList(CommandContext context) {
    String whole = divisions.get(realms.get(context.realm()).divisionId()).path();
    return context.actor().isSystem() || context.actor().has(Role.ADMINISTRATOR, whole);
  }

  private static CommandResult forbidden(String type) {
    return CommandResult.refused(Problem.of(ProblemCode.ACCESS_FORBIDDEN).with("type", type));
  }

  private static Problem inBody(Problem problem) {
    return new Problem(problem.code(), "body.kind." + problem.field(), problem.params());
  }
}

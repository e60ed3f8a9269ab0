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

  /**
   * @param changed false when this content was the newest already
   */
  record Adopted(String code, int version, boolean changed) {}

  private final KindStore store;
  private final Catalogue catalogue;
  private final Realms realms;
  private final Divisions divisions;

  CatalogueCommands(KindStore store, Catalogue catalogue, Realms realms, Divisions divisions) {
    this.store = store;
    this.catalogue = catalogue;
    this.realms = realms;
    this.divisions = divisions;
  }

  @Override
  public void declare(CommandTypes types) {
    types.add("catalogue.adopt-kind", AdoptKind.class, this::adopt, Role.ADMINISTRATOR);
  }

  /** Kinds hold for the whole realm, so only who administers all of it may adopt one. */
  private CommandResult adopt(AdoptKind command, CommandContext context) {
    RealmId realm = context.realm();
    String whole = divisions.get(realms.get(realm).divisionId()).path();
    if (!context.actor().isSystem() && !context.actor().has(Role.ADMINISTRATOR, whole)) {
      return CommandResult.refused(
          Problem.of(ProblemCode.ACCESS_FORBIDDEN).with("type", "catalogue.adopt-kind"));
    }
    String code = command.kind().code();
    Optional<Kind> newest = store.findNewest(realm, code);
    if (newest.isPresent() && newest.get().hasContentOf(command.kind())) {
      return CommandResult.done(new Adopted(code, newest.get().version(), false));
    }
    // Two at once meet at the primary key; the loser is not a lost version but an error to be sent
    // again.
    int version = newest.map(Kind::version).orElse(0) + 1;
    store.insert(realm, command.kind().withVersion(version), context.at());
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            catalogue.forgetNewest(realm);
          }
        });
    return CommandResult.done(new Adopted(code, version, true));
  }
}

package org.yanzhen.catalogue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Accounts;
import org.yanzhen.catalogue.CardStore.CardKey;
import org.yanzhen.catalogue.CardStore.Printed;
import org.yanzhen.catalogue.ServiceCards.CardContent;
import org.yanzhen.catalogue.ServiceCards.ServiceCard;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/** Which cards are out, and which of them say something that is no longer so. */
@Component
class PrintedCards implements CommandRoom {

  private static final int A_SHEET = 500;

  /** How many cards are looked at for one page of those that no longer hold. */
  private static final int LOOKED_AT = 300;

  /** A card as it stood on the sheet. */
  record PrintedCard(UUID personId, String mark) {}

  /** These cards were printed, as they are now. */
  record NotePrinted(int divisionId, Language language, List<PrintedCard> cards) {
    NotePrinted {
      Checks.present("language", language);
      cards = List.copyOf(Checks.present("cards", cards));
      if (cards.isEmpty() || cards.size() > A_SHEET) {
        throw Checks.malformed("cards", "1 to " + A_SHEET);
      }
      for (int i = 0; i < cards.size(); i++) {
        Checks.present("cards." + i + ".personId", cards.get(i).personId());
        Checks.text("cards." + i + ".mark", cards.get(i).mark(), 60);
      }
    }
  }

  /** A card that is out no more: taken in, or thrown away. */
  record DropCard(int divisionId, UUID personId) {
    DropCard {
      Checks.present("personId", personId);
    }
  }

  record Noted(int cards) {}

  /** What on a card is no longer so. */
  enum Stale {
    LEFT,
    NAME,
    POST,
    ORGANISATION,
    PHONE,
    SKILLS,
    SERVICES,
    /** Another picture, none any more, or one for the first time; the words are its id. */
    PORTRAIT
  }

  /**
   * @param before as it stands on the card
   * @param now absent where there is none now
   */
  record StaleLine(Stale what, @Nullable String before, @Nullable String now) {}

  /**
   * A card that no longer holds.
   *
   * @param name on the card
   * @param by who printed it
   */
  record StaleCard(
      UUID personId,
      int divisionId,
      String divisionName,
      String name,
      Instant printedAt,
      @Nullable String by,
      List<StaleLine> lines) {}

  /**
   * @param next give it as {@code after} for the rest
   */
  record StaleCards(List<StaleCard> items, @Nullable String next) {}

  private record SheetOf(int divisionId, Language language) {}

  private final CardStore store;
  private final ServiceCards cards;
  private final Accounts accounts;
  private final Divisions divisions;
  private final RealmTransactions transactions;

  PrintedCards(
      CardStore store,
      ServiceCards cards,
      Accounts accounts,
      Divisions divisions,
      RealmTransactions transactions) {
    this.store = store;
    this.cards = cards;
    this.accounts = accounts;
    this.divisions = divisions;
    this.transactions = transactions;
  }

  @Override
  public void declare(CommandTypes types) {
    Role[] printers = {Role.DISPATCHER, Role.ADMINISTRATOR};
    types
        .add("catalogue.note-printed-cards", NotePrinted.class, this::notePrinted, printers)
        .add("catalogue.drop-card", DropCard.class, this::drop, printers);
  }

  private CommandResult notePrinted(NotePrinted command, CommandContext context) {
    RealmId realm = context.realm();
    Division here;
    try {
      here = cards.mayPrintFor(context.actor(), command.divisionId());
    } catch (ProblemException e) {
      return CommandResult.refused(e.problem().code(), "body.divisionId");
    }
    Map<UUID, ServiceCard> today = byPerson(realm, here, command.language());
    for (int i = 0; i < command.cards().size(); i++) {
      PrintedCard printed = command.cards().get(i);
      ServiceCard now = today.get(printed.personId());
      if (now == null || !now.mark().equals(printed.mark())) {
        return CommandResult.refused(ProblemCode.CATALOGUE_CARD_CHANGED, "body.cards." + i);
      }
      store.put(
          realm,
          new Printed(
              new CardKey(here.id(), printed.personId()),
              command.language(),
              now.content(),
              context.at(),
              context.actor().accountId()),
          here.path());
    }
    return CommandResult.done(new Noted(command.cards().size()));
  }

  private CommandResult drop(DropCard command, CommandContext context) {
    try {
      cards.mayPrintFor(context.actor(), command.divisionId());
    } catch (ProblemException e) {
      return CommandResult.refused(e.problem().code(), "body.divisionId");
    }
    return store.delete(context.realm(), new CardKey(command.divisionId(), command.personId()))
        ? CommandResult.done()
        : CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.personId");
  }

  /** Looks at a stretch of the cards that are out; a page may well be empty and go on. */
  StaleCards stale(Actor actor, int divisionId, @Nullable String after) {
    RealmId realm = actor.realm();
    Division root = cards.mayPrintFor(actor, divisionId);
    return transactions.read(
        realm,
        () -> {
          List<Printed> found =
              store.list(
                  realm, root.path(), after == null ? null : CardKey.parse(after), LOOKED_AT + 1);
          boolean more = found.size() > LOOKED_AT;
          List<Printed> looked = more ? found.subList(0, LOOKED_AT) : found;
          Map<SheetOf, Map<UUID, ServiceCard>> today = new HashMap<>();
          List<StaleCard> stale = new ArrayList<>();
          for (Printed printed : looked) {
            Division here = divisions.get(printed.key().divisionId());
            ServiceCard now =
                today
                    .computeIfAbsent(
                        new SheetOf(here.id(), printed.language()),
                        sheet -> byPerson(realm, here, sheet.language()))
                    .get(printed.key().personId());
            List<StaleLine> lines = lines(printed.content(), now);
            if (!lines.isEmpty()) {
              stale.add(card(realm, printed, here, lines));
            }
          }
          return new StaleCards(List.copyOf(stale), more ? looked.getLast().key().token() : null);
        });
  }

  private StaleCard card(RealmId realm, Printed printed, Division here, List<StaleLine> lines) {
    return new StaleCard(
        printed.key().personId(),
        here.id(),
        here.name(),
        printed.content().name(),
        printed.printedAt(),
        Optional.ofNullable(printed.accountId())
            .flatMap(account -> accounts.findName(realm, account))
            .orElse(null),
        lines);
  }

  static List<StaleLine> lines(CardContent before, @Nullable ServiceCard card) {
    if (card == null) {
      return List.of(new StaleLine(Stale.LEFT, before.name(), null));
    }
    CardContent now = card.content();
    List<StaleLine> lines = new ArrayList<>();
    compare(lines, Stale.NAME, before.name(), now.name());
    compare(lines, Stale.POST, before.post(), now.post());
    compare(lines, Stale.ORGANISATION, before.organisation(), now.organisation());
    compare(lines, Stale.PHONE, before.phone(), now.phone());
    compare(lines, Stale.SKILLS, joined(before.skills()), joined(now.skills()));
    compare(lines, Stale.SERVICES, joined(before.services()), joined(now.services()));
    compare(lines, Stale.PORTRAIT, words(before.portrait()), words(now.portrait()));
    return List.copyOf(lines);
  }

  private static @Nullable String words(@Nullable UUID id) {
    return id == null ? null : id.toString();
  }

  private static @Nullable String joined(List<String> words) {
    return words.isEmpty() ? null : String.join(" · ", words);
  }

  private static void compare(
      List<StaleLine> lines, Stale what, @Nullable String before, @Nullable String now) {
    if (!Objects.equals(before, now)) {
      lines.add(new StaleLine(what, before, now));
    }
  }

  private Map<UUID, ServiceCard> byPerson(RealmId realm, Division here, Language language) {
    return cards.cards(realm, here, language).stream()
        .collect(Collectors.toMap(ServiceCard::personId, card -> card));
  }
}

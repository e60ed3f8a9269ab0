package org.yanzhen.order;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Text;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.people.People;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/** Opening and ending campaigns; which orders belong to one is a step of the order. */
@Component
class CampaignCommands implements CommandRoom {

  private static final int MOST_KINDS = 40;

  /** Longer than this is no drive but everyday work. */
  private static final int LONGEST_DAYS = 366;

  /**
   * @param kinds codes of the kinds it takes; none: every kind
   * @param until its last day
   * @param body code of the organisation that leads it
   */
  record Create(
      UUID campaignId,
      String nameZh,
      String nameEn,
      int divisionId,
      List<String> kinds,
      LocalDate from,
      LocalDate until,
      String body) {
    Create(
        UUID campaignId,
        String nameZh,
        String nameEn,
        int divisionId,
        @Nullable List<String> kinds,
        LocalDate from,
        LocalDate until,
        String body) {
      this.campaignId = Checks.present("campaignId", campaignId);
      this.nameZh = Checks.text("nameZh", nameZh, 60);
      this.nameEn = Checks.text("nameEn", nameEn, 120);
      this.divisionId = divisionId;
      this.kinds =
          kinds == null
              ? List.of()
              : kinds.stream().map(kind -> Checks.text("kinds", kind, 60)).distinct().toList();
      this.from = day("from", from);
      this.until = day("until", until);
      this.body = Checks.text("body", body, 40);
      if (this.kinds.size() > MOST_KINDS) {
        throw Checks.malformed("kinds", "too many");
      }
    }

    private static LocalDate day(String field, @Nullable LocalDate day) {
      LocalDate present = Checks.present(field, day);
      if (!Checks.isOfOurTime(present)) {
        throw Checks.malformed(field, "does not fit");
      }
      return present;
    }
  }

  record End(UUID campaignId) {
    End {
      Checks.present("campaignId", campaignId);
    }
  }

  record Result(UUID campaignId, int version) {}

  private final CampaignStore store;
  private final Catalogue catalogue;
  private final Divisions divisions;
  private final People people;
  private final Realms realms;

  CampaignCommands(
      CampaignStore store, Catalogue catalogue, Divisions divisions, People people, Realms realms) {
    this.store = store;
    this.catalogue = catalogue;
    this.divisions = divisions;
    this.people = people;
    this.realms = realms;
  }

  @Override
  public void declare(CommandTypes types) {
    Role[] leaders = {Role.DISPATCHER, Role.ADMINISTRATOR};
    types
        .add("campaign.create", Create.class, this::create, leaders)
        .add("campaign.end", End.class, this::end, leaders);
  }

  /** Who may open and end one in this area: as of a dossier. */
  static boolean mayLead(Actor actor, String area) {
    return DossierCommands.mayLead(actor, area);
  }

  private CommandResult create(Create command, CommandContext context) {
    RealmId realm = context.realm();
    Optional<Division> division = divisions.find(command.divisionId());
    if (division.isEmpty()) {
      return CommandResult.refused(ProblemCode.PLACE_DIVISION_UNKNOWN, "body.divisionId");
    }
    if (!mayLead(context.actor(), division.get().path())) {
      return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN, "body.divisionId");
    }
    for (String kind : command.kinds()) {
      if (catalogue.find(realm, kind).isEmpty()) {
        return CommandResult.refused(
            Problem.at(ProblemCode.CATALOGUE_KIND_UNKNOWN, "body.kinds").with("kind", kind));
      }
    }
    if (people.findOrganisation(realm, command.body()).isEmpty()) {
      return CommandResult.refused(
          Problem.at(ProblemCode.ORDER_BODY_UNKNOWN, "body.body").with("body", command.body()));
    }
    LocalDate today = LocalDate.ofInstant(context.at(), realms.get(realm).zone());
    boolean fits =
        !command.until().isBefore(command.from())
            && !command.until().isBefore(today)
            && command.until().isBefore(command.from().plusDays(LONGEST_DAYS));
    if (!fits) {
      return CommandResult.refused(
          Problem.at(ProblemCode.CAMPAIGN_DAYS, "body.until").with("days", LONGEST_DAYS));
    }
    Campaign campaign =
        new Campaign(
            command.campaignId(),
            1,
            new Text(command.nameZh(), command.nameEn()),
            command.divisionId(),
            division.get().path(),
            command.kinds(),
            command.from(),
            command.until(),
            command.body(),
            context.at(),
            null);
    return store.insert(realm, campaign, context.actor().accountId())
        ? CommandResult.done(new Result(campaign.id(), 1))
        : CommandResult.refused(ProblemCode.CAMPAIGN_EXISTS, "body.campaignId");
  }

  /** Its orders stay its own, and are counted with it; no other comes to it. */
  private CommandResult end(End command, CommandContext context) {
    Optional<Campaign> campaign = store.lock(context.realm(), command.campaignId());
    if (campaign.isEmpty() || !mayLead(context.actor(), campaign.get().area())) {
      return CommandResult.refused(ProblemCode.CAMPAIGN_NOT_FOUND, "body.campaignId");
    }
    if (campaign.get().endedAt() != null) {
      return CommandResult.refused(ProblemCode.CAMPAIGN_ENDED, "body.campaignId");
    }
    Campaign ended = campaign.get().ended(context.at());
    store.end(context.realm(), ended, context.actor().accountId());
    return CommandResult.done(new Result(ended.id(), ended.version()));
  }
}

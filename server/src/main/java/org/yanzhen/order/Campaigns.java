package org.yanzhen.order;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.order.CampaignViews.CampaignCard;
import org.yanzhen.order.CampaignViews.CampaignKind;
import org.yanzhen.order.CampaignViews.CampaignPage;
import org.yanzhen.order.CampaignViews.CampaignRef;
import org.yanzhen.people.Organisation;
import org.yanzhen.people.People;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** Reading campaigns, and which order may go into which. */
@Service
class Campaigns {

  private static final int FITTING = 30;

  private final CampaignStore store;
  private final RealmTransactions transactions;
  private final Realms realms;
  private final Catalogue catalogue;
  private final Divisions divisions;
  private final People people;
  private final InstantSource clock;

  Campaigns(
      CampaignStore store,
      RealmTransactions transactions,
      Realms realms,
      Catalogue catalogue,
      Divisions divisions,
      People people,
      InstantSource clock) {
    this.store = store;
    this.transactions = transactions;
    this.realms = realms;
    this.catalogue = catalogue;
    this.divisions = divisions;
    this.people = people;
    this.clock = clock;
  }

  /** Why an order of that kind and area may not go into the campaign now; null where it may. */
  @Nullable Problem unfit(RealmId realm, UUID campaignId, String kind, String area, Instant at) {
    Optional<Campaign> found = store.find(realm, campaignId);
    if (found.isEmpty()) {
      return Problem.at(ProblemCode.CAMPAIGN_NOT_FOUND, "body.campaignId");
    }
    Campaign campaign = found.get();
    if (campaign.on(day(realm, at)) != Campaign.State.RUNNING) {
      return Problem.at(ProblemCode.CAMPAIGN_NOT_RUNNING, "body.campaignId");
    }
    return campaign.takes(kind) && area.startsWith(campaign.area())
        ? null
        : Problem.at(ProblemCode.CAMPAIGN_UNFIT, "body.campaignId");
  }

  /** The campaigns by id, each in the reader's words. */
  Map<UUID, CampaignRef> refs(RealmId realm, Collection<UUID> ids, Language language) {
    Map<UUID, CampaignRef> refs = new HashMap<>();
    if (!ids.isEmpty()) {
      store
          .findAll(realm, ids)
          .forEach(one -> refs.put(one.id(), new CampaignRef(one.id(), one.name().in(language))));
    }
    return refs;
  }

  CampaignPage page(Actor actor, @Nullable PageKey after, int limit, Language language) {
    Set<String> areas = Visibility.deskAreas(actor);
    return transactions.read(
        actor.realm(),
        () -> {
          List<Campaign> found = store.page(actor.realm(), areas, after, limit + 1);
          boolean more = found.size() > limit;
          List<Campaign> shown = more ? found.subList(0, limit) : found;
          Map<UUID, CampaignStore.Counts> counts =
              store.counts(actor.realm(), shown.stream().map(Campaign::id).toList());
          LocalDate today = day(actor.realm(), clock.instant());
          return new CampaignPage(
              shown.stream()
                  .map(one -> card(actor, one, counts.get(one.id()), today, language))
                  .toList(),
              more ? new PageKey(shown.getLast().createdAt(), shown.getLast().id()).token() : null);
        });
  }

  /** Those that run today and may take an order of that kind there. */
  List<CampaignRef> fitting(Actor actor, String kind, int divisionId, Language language) {
    Visibility.deskAreas(actor);
    Division division =
        divisions
            .find(divisionId)
            .orElseThrow(
                () -> new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "division")));
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () ->
            store
                .fitting(realm, kind, division.path(), day(realm, clock.instant()), FITTING)
                .stream()
                .map(one -> new CampaignRef(one.id(), one.name().in(language)))
                .toList());
  }

  private CampaignCard card(
      Actor actor,
      Campaign campaign,
      CampaignStore.@Nullable Counts counts,
      LocalDate today,
      Language language) {
    RealmId realm = actor.realm();
    Campaign.State state = campaign.on(today);
    return new CampaignCard(
        campaign.id(),
        campaign.version(),
        campaign.name().in(language),
        campaign.divisionId(),
        divisions.get(campaign.divisionId()).fullName(),
        campaign.kinds().stream()
            .map(
                code ->
                    new CampaignKind(
                        code,
                        catalogue.find(realm, code).map(k -> k.name().in(language)).orElse(code)))
            .toList(),
        campaign.from(),
        campaign.until(),
        people
            .findOrganisation(realm, campaign.body())
            .map(Organisation::name)
            .orElse(campaign.body()),
        state,
        counts == null ? 0 : counts.placed(),
        counts == null ? 0 : counts.solved(),
        counts == null ? 0 : counts.unsolved(),
        campaign.endedAt() == null
            && state != Campaign.State.OVER
            && CampaignCommands.mayLead(actor, campaign.area()));
  }

  private LocalDate day(RealmId realm, Instant at) {
    return LocalDate.ofInstant(at, realms.get(realm).zone());
  }
}

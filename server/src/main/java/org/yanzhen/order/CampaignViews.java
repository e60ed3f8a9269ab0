package org.yanzhen.order;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Campaigns as a desk sees them. */
public final class CampaignViews {

  private CampaignViews() {}

  /** The campaign an order belongs to; what belongs to none is on the everyday track. */
  public record CampaignRef(UUID id, String name) {}

  /** A kind it takes. */
  record CampaignKind(String code, String name) {}

  /**
   * @param kinds none: every kind
   * @param until its last day
   * @param orders asked for in it or put into it; parts are counted with their lead
   * @param mayEnd whether the viewer may end it now
   */
  record CampaignCard(
      UUID id,
      int version,
      String name,
      int divisionId,
      String divisionName,
      List<CampaignKind> kinds,
      LocalDate from,
      LocalDate until,
      String bodyName,
      Campaign.State state,
      long orders,
      long solved,
      long unsolved,
      boolean mayEnd) {}

  /**
   * @param next give it as {@code after} for the next page
   */
  record CampaignPage(List<CampaignCard> items, @Nullable String next) {}

  /** Running campaigns an order may go into. */
  record FittingCampaigns(List<CampaignRef> campaigns) {}
}

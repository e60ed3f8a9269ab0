package org.yanzhen.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.order.OrderViews.OrderCard;

/** Dossiers as a desk sees them. */
final class DossierViews {

  private DossierViews() {}

  /**
   * @param orders linked; {@code needs} counts those merged into them too
   */
  record DossierCard(
      UUID id,
      int version,
      DossierStage stage,
      String title,
      int divisionId,
      String divisionName,
      @Nullable String kind,
      @Nullable String kindName,
      int orders,
      int needs,
      Instant openedAt,
      Instant updatedAt) {}

  /**
   * @param doneAt absent while it is not done
   */
  record RolloutLine(int divisionId, String divisionName, @Nullable Instant doneAt) {}

  /** A step with its words. */
  record DossierEntry(
      int version,
      Instant at,
      String action,
      @Nullable DossierStage from,
      DossierStage to,
      @Nullable String by,
      @Nullable UUID orderId,
      @Nullable String divisionName,
      @Nullable String text) {}

  /**
   * @param next stages that may follow, if the viewer may lead it
   * @param found the orders linked, latest first; at most 50
   */
  record DossierDetail(
      DossierCard card,
      @Nullable String text,
      Dossier.@Nullable Cause cause,
      @Nullable Integer pilotDivisionId,
      @Nullable String pilotDivisionName,
      Dossier.@Nullable PilotOutcome pilotOutcome,
      List<RolloutLine> rollout,
      List<DossierEntry> thread,
      List<OrderCard> found,
      List<DossierStage> next) {}

  /**
   * @param next give it as {@code after} for the next page
   */
  record DossierPage(List<DossierCard> items, @Nullable String next) {}

  /**
   * What a desk may do with an order in view of problems behind it.
   *
   * @param linked the dossier it is part of
   * @param similar unfinished orders of the same kind in the same township this month, itself left
   *     out; at most 9
   * @param fitting dossiers it could be added to
   * @param divisionId the township, where a new dossier would be opened
   * @param mayOpen whether the viewer may open one there
   */
  record OrdersDossier(
      @Nullable DossierCard linked,
      List<OrderCard> similar,
      List<DossierCard> fitting,
      int divisionId,
      String divisionName,
      boolean mayOpen) {}
}

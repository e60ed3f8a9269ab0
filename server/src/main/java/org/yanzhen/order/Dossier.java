package org.yanzhen.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One problem behind many orders, as the rules see it.
 *
 * @param kind the kind most of its orders are of, if one
 */
record Dossier(
    UUID id,
    DossierStage stage,
    int version,
    int divisionId,
    String area,
    @Nullable String kind,
    @Nullable Cause cause,
    @Nullable Integer pilotDivision,
    @Nullable PilotOutcome pilotOutcome,
    Instant openedAt,
    Instant updatedAt) {

  /** Where the problem has its root. */
  enum Cause {
    /** Everybody knows how; it is not done, or not looked after. 执行和管理 */
    EXECUTION,
    /** How to do it is not known. 技术 */
    TECHNIQUE,
    /** Seed, variety, material. 品种和农资 */
    MATERIAL,
    /** Price, buyers, transport. 市场 */
    MARKET,
    OTHER
  }

  /** What came of the trial. */
  enum PilotOutcome {
    WORKED,
    PARTLY,
    FAILED
  }

  /** One row of the table: what may follow what, and what must be known by then. */
  record Transition(DossierStage from, DossierStage to, List<Need> needs) {}

  /** What a step must bring or find. */
  enum Need {
    TEXT,
    CAUSE,
    PILOT_DIVISION,
    PILOT_OUTCOME,
    /** The trial worked, at least in part. */
    PILOT_WORKED,
    ROLLOUT,
    /** Every division of the roll-out has done it. */
    ALL_DONE
  }

  static final List<Transition> TABLE =
      List.of(
          row(DossierStage.OPEN, DossierStage.SURVEY),
          row(DossierStage.SURVEY, DossierStage.CAUSE, Need.TEXT),
          row(DossierStage.CAUSE, DossierStage.PILOT, Need.CAUSE, Need.PILOT_DIVISION),
          row(DossierStage.PILOT, DossierStage.CAUSE, Need.PILOT_OUTCOME, Need.TEXT),
          row(DossierStage.PILOT, DossierStage.ROLLOUT, Need.PILOT_WORKED, Need.ROLLOUT),
          row(DossierStage.ROLLOUT, DossierStage.CLOSED, Need.ALL_DONE),
          // Given up, with the reason in words.
          row(DossierStage.OPEN, DossierStage.CLOSED, Need.TEXT),
          row(DossierStage.SURVEY, DossierStage.CLOSED, Need.TEXT),
          row(DossierStage.CAUSE, DossierStage.CLOSED, Need.TEXT),
          row(DossierStage.PILOT, DossierStage.CLOSED, Need.TEXT),
          row(DossierStage.CLOSED, DossierStage.SURVEY, Need.TEXT));

  /** The stages that may follow now. */
  List<DossierStage> next() {
    return TABLE.stream().filter(row -> row.from() == stage).map(Transition::to).toList();
  }

  private static Transition row(DossierStage from, DossierStage to, Need... needs) {
    return new Transition(from, to, List.of(needs));
  }
}

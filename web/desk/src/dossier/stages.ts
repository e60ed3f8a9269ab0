import type { DossierCause, DossierStage, PilotOutcome } from '@yanzhen/shared/api'

/** In the order of the work. */
export const stages: readonly DossierStage[] = ['OPEN', 'SURVEY', 'CAUSE', 'PILOT', 'ROLLOUT', 'CLOSED']
export const causes: readonly DossierCause[] = ['EXECUTION', 'TECHNIQUE', 'MATERIAL', 'MARKET', 'OTHER']
export const outcomes: readonly PilotOutcome[] = ['WORKED', 'PARTLY', 'FAILED']

/** What the form asks for on the way from one stage to the next. */
export interface Asked {
  cause: boolean
  pilotDivision: boolean
  pilotOutcome: boolean
  divisions: boolean
}

export function askedFor(from: DossierStage, to: DossierStage): Asked {
  return {
    cause: from === 'CAUSE' && to === 'PILOT',
    pilotDivision: from === 'CAUSE' && to === 'PILOT',
    pilotOutcome: from === 'PILOT' && to !== 'CLOSED',
    divisions: to === 'ROLLOUT',
  }
}

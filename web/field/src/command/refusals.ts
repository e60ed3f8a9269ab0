import type { CommandType, OrderState } from '@yanzhen/shared/api'
import { attachmentsOf, type LoggedEntry } from './log'
import { stateAfter } from './optimistic'

/** Losing a race is nobody's mistake and leaves nothing to save. */
export function isLostRace({ view, outcome }: LoggedEntry): boolean {
  const code = outcome?.problem?.code
  if (code === 'order.lease-lost') return true
  return view?.type === 'dispatch.claim' && (code === 'order.wrong-state' || code === 'order.not-found')
}

export interface Choices {
  /** Undefined where the order's present state is not known on this phone: the server will say. */
  sendAgain: 'fits' | 'unfit' | 'unknown' | 'never'
  asNote: boolean
  /** Back to its form, with everything that was filled in. */
  correct: boolean
}

/** What the author can make of a refused entry, given the order as this phone now knows it. */
export function choicesFor(refused: LoggedEntry, state: OrderState | undefined): Choices {
  const { view } = refused
  if (!view) return { sendAgain: 'never', asNote: false, correct: false }
  // There is no order yet to leave a note with.
  if (view.type === 'order.place') return { sendAgain: 'never', asNote: false, correct: true }
  // What was done at somebody's door was done, whatever state the order is in; why it was not taken is said beside it.
  if (isOfFolder(view.type)) return { sendAgain: 'fits', asNote: false, correct: false }
  const hasWords = 'text' in view.body && Boolean(view.body.text)
  const asNote = view.type !== 'order.note' && (hasWords || attachmentsOf(view).length > 0)
  if (!state) return { sendAgain: 'unknown', asNote, correct: false }
  return { sendAgain: fits(view.type, state) ? 'fits' : 'unfit', asNote, correct: false }
}

/** Papers and authority go along beside the order's own steps. */
export const isOfFolder = (type: CommandType) => type.startsWith('hall.')

function fits(type: CommandType, state: OrderState): boolean {
  return stateAfter(state, type) !== undefined
}

import type { OrderFilter, OrderState } from '@yanzhen/shared/api'

/** In the order the work flows; what needs a hand now comes first. */
export const filters: readonly OrderFilter[] = [
  'all-open',
  'unassigned',
  'overdue',
  'offered',
  'open',
  'working',
  'reported',
  'suspended',
  'draft',
  'closed',
]

const statesOf: Partial<Record<OrderFilter, readonly OrderState[]>> = {
  unassigned: ['WAITING'],
  offered: ['OFFERED'],
  open: ['OPEN'],
  working: ['ACCEPTED', 'WORKING'],
  reported: ['REPORTED'],
  suspended: ['SUSPENDED'],
  closed: ['SOLVED', 'CANCELLED', 'MERGED'],
  draft: ['DRAFT'],
  'all-open': ['WAITING', 'OFFERED', 'OPEN', 'ACCEPTED', 'WORKING', 'REPORTED', 'SUSPENDED'],
}

/** Whether an order in this state may belong under the filter. `overdue` depends on the clock, not on the state. */
export function filterHolds(filter: OrderFilter, state: OrderState): boolean {
  return statesOf[filter]?.includes(state) ?? false
}

export interface Selection {
  filter: OrderFilter
  text: string
}

export const everything: Selection = { filter: 'all-open', text: '' }

type Query = Record<string, unknown>

export function selectionOf(query: Query): Selection {
  const filter = filters.find((known) => known === query.filter) ?? everything.filter
  const text = typeof query.text === 'string' ? query.text.trim() : ''
  return { filter, text }
}

/** Only what differs from the default, so that the plain address stays plain. */
export function queryOf(selection: Selection): Record<string, string> {
  return {
    ...(selection.filter === everything.filter ? {} : { filter: selection.filter }),
    ...(selection.text ? { text: selection.text } : {}),
  }
}

export function isSame(a: Selection, b: Selection): boolean {
  return a.filter === b.filter && a.text === b.text
}

const CAP = 1000

/** The server counts to 1000 and no further. */
export function countWords(count: number | undefined): string {
  if (count === undefined) return ''
  return count >= CAP ? `${CAP}+` : String(count)
}

import type { OrderFilter, OrderState } from '@yanzhen/shared/api'

/** In the order the work flows; what needs a hand now comes first. */
export const filters: readonly OrderFilter[] = [
  'all-open',
  'unassigned',
  'overdue',
  'raised',
  'contested',
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

/** Whether an order in this state may belong under the filter. `overdue`, `raised` and `contested` depend on more than the state. */
export function filterHolds(filter: OrderFilter, state: OrderState): boolean {
  return statesOf[filter]?.includes(state) ?? false
}

export interface Selection {
  filter: OrderFilter
  text: string
  /** `everyday`, `campaign`, or a campaign's id; absent: every track. */
  track?: string
  /** Of the closed list only: the year it ended in. */
  year?: number
}

export const everything: Selection = { filter: 'all-open', text: '' }

type Query = Record<string, unknown>

export function selectionOf(query: Query): Selection {
  const filter = filters.find((known) => known === query.filter) ?? everything.filter
  const text = typeof query.text === 'string' ? query.text.trim() : ''
  const track = typeof query.track === 'string' && /^[0-9a-z-]{1,36}$/.test(query.track) ? query.track : undefined
  const year = filter === 'closed' && typeof query.year === 'string' && /^20\d\d$/.test(query.year) ? Number(query.year) : undefined
  return { filter, text, ...(track ? { track } : {}), ...(year ? { year } : {}) }
}

/** Only what differs from the default, so that the plain address stays plain. */
export function queryOf(selection: Selection): Record<string, string> {
  return {
    ...(selection.filter === everything.filter ? {} : { filter: selection.filter }),
    ...(selection.text ? { text: selection.text } : {}),
    ...(selection.track ? { track: selection.track } : {}),
    ...(selection.year && selection.filter === 'closed' ? { year: String(selection.year) } : {}),
  }
}

export function isSame(a: Selection, b: Selection): boolean {
  return a.filter === b.filter && a.text === b.text && a.track === b.track && a.year === b.year
}

/** The years somebody may look back at, this one first. */
export function yearsBack(today: string, count = 8): number[] {
  const now = Number(today.slice(0, 4))
  return Array.from({ length: count }, (_, back) => now - back)
}

const CAP = 1000

/** The server counts to 1000 and no further. */
export function countWords(count: number | undefined): string {
  if (count === undefined) return ''
  return count >= CAP ? `${CAP}+` : String(count)
}

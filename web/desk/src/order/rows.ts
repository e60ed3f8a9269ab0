import type { OrderCard, OrderFilter } from '@yanzhen/shared/api'
import { filterHolds } from './filters'

/** The card in its place if it is newer than the row; an answer that comes late never turns a row back. */
export function placeCard(rows: readonly OrderCard[], card: OrderCard): OrderCard[] {
  return rows.map((row) => (row.id === card.id && card.version >= row.version ? card : row))
}

/** The next page behind the rows; rows that moved between two pages are not shown twice. */
export function appendPage(rows: readonly OrderCard[], items: readonly OrderCard[]): OrderCard[] {
  const known = new Set(rows.map((row) => row.id))
  return [...items.reduce(placeCard, [...rows]), ...items.filter((item) => !known.has(item.id))]
}

/** After a gap in the stream: known rows are renewed where they stand, and what is new is told, not inserted. */
export function compareFirstPage(rows: readonly OrderCard[], items: readonly OrderCard[]) {
  const known = new Set(rows.map((row) => row.id))
  return {
    rows: items.reduce(placeCard, [...rows]),
    arrived: items.filter((item) => !known.has(item.id)).map((item) => item.id),
  }
}

/** A row that has left its filter stays, dimmed, until the list is loaded again: nothing jumps under the hand. */
export function hasLeft(filter: OrderFilter, card: OrderCard): boolean {
  return filter === 'overdue' ? !card.overdue : !filterHolds(filter, card.state)
}

/** The row `step` places from the current one, stopping at the ends; without a current one, the first or last. */
export function rowBeside(rows: readonly OrderCard[], currentId: string | undefined, step: 1 | -1): OrderCard | undefined {
  const at = rows.findIndex((row) => row.id === currentId)
  if (at < 0) return step > 0 ? rows[0] : rows.at(-1)
  return rows[Math.min(rows.length - 1, Math.max(0, at + step))]
}

import type { MyDay, VisitView, Uuid } from '@yanzhen/shared/api'

/** What became of a visit since this phone last heard of the day. */
export type News =
  | { what: 'moved'; orderId: Uuid; title: string; at: string; before: string }
  | { what: 'new'; orderId: Uuid; title: string; at: string }
  | { what: 'gone'; orderId: Uuid; title: string; before: string }

/** So little is neither a reason to hurry nor to ring anybody. */
const NOTICED_MS = 5 * 60_000

const titleOf = (visit: VisitView) => visit.title ?? visit.number ?? ''

/** What one is told by one's own doing (begun, done) is no news. */
export function newsBetween(before: MyDay | undefined, after: MyDay): News[] {
  if (!before || before.day !== after.day) return []
  const known = new Map(before.visits.map((visit) => [visit.orderId, visit]))
  const found: News[] = []
  for (const visit of after.visits) {
    const was = known.get(visit.orderId)
    known.delete(visit.orderId)
    if (visit.done || visit.begun) continue
    if (!was) found.push({ what: 'new', orderId: visit.orderId, title: titleOf(visit), at: visit.startsAt })
    else if (Math.abs(Date.parse(visit.startsAt) - Date.parse(was.startsAt)) >= NOTICED_MS)
      found.push({ what: 'moved', orderId: visit.orderId, title: titleOf(visit), at: visit.startsAt, before: was.startsAt })
  }
  for (const was of known.values()) {
    if (!was.done && !was.begun) found.push({ what: 'gone', orderId: was.orderId, title: titleOf(was), before: was.startsAt })
  }
  return found
}

/** Several changes to the same visit are one: from what was last seen by a person to what holds now. */
export function newsSince(unseen: readonly News[], fresh: readonly News[]): News[] {
  const byOrder = new Map(unseen.map((one) => [one.orderId, one]))
  for (const now of fresh) {
    const was = byOrder.get(now.orderId)
    byOrder.delete(now.orderId)
    if (!was) byOrder.set(now.orderId, now)
    else if (was.what === 'new') {
      if (now.what !== 'gone') byOrder.set(now.orderId, { what: 'new', orderId: now.orderId, title: now.title, at: now.at })
    } else if (now.what === 'gone') byOrder.set(now.orderId, { ...now, before: was.before })
    else if (now.at !== was.before) byOrder.set(now.orderId, { what: 'moved', orderId: now.orderId, title: now.title, at: now.at, before: was.before })
  }
  return [...byOrder.values()]
}

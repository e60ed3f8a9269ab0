import type { MyDay, VisitView } from '@yanzhen/shared/api'

/** The day in the order in which it is lived: ways, visits, the pause, the way home. */
export type Row =
  | { kind: 'way'; id: string; minutes: number; toHome: boolean }
  | { kind: 'visit'; id: string; number: number; visit: VisitView; next: boolean }
  | { kind: 'pause'; id: string; startsAt: string; endsAt: string }
  | { kind: 'home'; id: string; at: string }

export function rowsOf(day: MyDay, now: number): Row[] {
  const rows: Row[] = []
  const next = day.visits.find((visit) => !visit.done && (visit.begun || Date.parse(visit.endsAt) > now))
  let pause = day.pause ?? undefined
  const pauseBefore = (at: string) => {
    if (!pause || pause.startsAt >= at) return
    rows.push({ kind: 'pause', id: 'pause', startsAt: pause.startsAt, endsAt: pause.endsAt })
    pause = undefined
  }
  day.visits.forEach((visit, i) => {
    pauseBefore(visit.startsAt)
    if (visit.travelMinutes > 0) rows.push({ kind: 'way', id: `way-${visit.orderId}`, minutes: visit.travelMinutes, toHome: false })
    rows.push({ kind: 'visit', id: visit.orderId, number: i + 1, visit, next: visit === next })
  })
  if (day.visits.length) {
    pauseBefore(day.returnsAt ?? '9999')
    if (day.homeMinutes > 0) rows.push({ kind: 'way', id: 'way-home', minutes: day.homeMinutes, toHome: true })
    if (day.returnsAt) rows.push({ kind: 'home', id: 'home', at: day.returnsAt })
  }
  return rows
}

/** Whether somebody is still expected somewhere that day. */
export const isPlanned = (day: MyDay | undefined) => day?.visits.some((visit) => !visit.done) ?? false

/** What to take care of: the promise first, then the hour agreed. */
export type Warning = 'late' | 'tight' | 'early' | 'missed'

const TIGHT_MS = 30 * 60_000

export function warningOf(visit: VisitView, now: number): Warning | undefined {
  if (visit.done) return undefined
  if (visit.late) return 'late'
  if (visit.missed || (!visit.begun && visit.windowUntil && now > Date.parse(visit.windowUntil))) return 'missed'
  if (visit.windowFrom && visit.startsAt < visit.windowFrom) return 'early'
  if (visit.dueAt && Date.parse(visit.dueAt) - Date.parse(visit.endsAt) < TIGHT_MS) return 'tight'
  return undefined
}

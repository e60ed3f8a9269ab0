import { describe, expect, it } from 'vitest'
import type { MyDay, VisitView } from '@yanzhen/shared/api'
import { newsBetween, newsSince } from '../src/plan/dayNews'
import { rowsOf, warningOf } from '../src/plan/dayRows'

const time = (hour: number, minute = 0) => `2026-12-01T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00Z`

function visit(orderId: string, hour: number, more: Partial<VisitView> = {}): VisitView {
  return {
    orderId, hidden: false, title: orderId, sequence: 0, startsAt: time(hour), endsAt: time(hour, 30), minutes: 30,
    travelMinutes: 10, late: false, begun: false, done: false, firm: true, ...more,
  } as VisitView
}

function day(...visits: VisitView[]): MyDay {
  return { day: '2026-12-01', visits, homeMinutes: 0, unplanned: [] } as unknown as MyDay
}

describe('what has changed in one’s day', () => {
  it('is told for what moved, came or went, not for a few minutes', () => {
    const before = day(visit('a', 1), visit('b', 2), visit('c', 3))
    const after = day(visit('a', 1, { startsAt: time(1, 4) }), visit('b', 4), visit('d', 5))
    expect(newsBetween(before, after)).toEqual([
      { what: 'moved', orderId: 'b', title: 'b', at: time(4), before: time(2) },
      { what: 'new', orderId: 'd', title: 'd', at: time(5) },
      { what: 'gone', orderId: 'c', title: 'c', before: time(3) },
    ])
  })

  it('is nothing the first time, on another day, and for one’s own doing', () => {
    expect(newsBetween(undefined, day(visit('a', 1)))).toEqual([])
    expect(newsBetween({ ...day(visit('a', 1)), day: '2026-11-30' }, day())).toEqual([])
    expect(newsBetween(day(visit('a', 1)), day(visit('a', 2, { begun: true })))).toEqual([])
    expect(newsBetween(day(visit('a', 1, { done: true })), day())).toEqual([])
  })

  it('is told once: from what was last seen to what holds now', () => {
    const moved = (at: number, before: number) => ({ what: 'moved' as const, orderId: 'a', title: 'a', at: time(at), before: time(before) })
    expect(newsSince([moved(3, 2)], [moved(4, 3)])).toEqual([moved(4, 2)])
    expect(newsSince([moved(3, 2)], [moved(2, 3)])).toEqual([])
    const came = { what: 'new' as const, orderId: 'a', title: 'a', at: time(3) }
    expect(newsSince([came], [moved(4, 3)])).toEqual([{ ...came, at: time(4) }])
    expect(newsSince([came], [{ what: 'gone', orderId: 'a', title: 'a', before: time(3) }])).toEqual([])
    expect(newsSince([moved(3, 2)], [{ what: 'gone', orderId: 'a', title: 'a', before: time(3) }])).toEqual([
      { what: 'gone', orderId: 'a', title: 'a', before: time(2) },
    ])
  })

  it('is told again for what had gone and is back at another hour', () => {
    const gone = { what: 'gone' as const, orderId: 'a', title: 'a', before: time(2) }
    const back = (at: number) => ({ what: 'new' as const, orderId: 'a', title: 'a', at: time(at) })
    expect(newsSince([gone], [back(4)])).toEqual([{ what: 'moved', orderId: 'a', title: 'a', at: time(4), before: time(2) }])
    expect(newsSince([gone], [back(2)])).toEqual([])
  })
})

describe('the rows of a day', () => {
  it('stand in the order in which it is lived, with the pause where it falls', () => {
    const rows = rowsOf(
      { ...day(visit('a', 1), visit('b', 6)), pause: { startsAt: time(4), endsAt: time(5) }, homeMinutes: 20, returnsAt: time(6, 50) } as MyDay,
      Date.parse(time(2)),
    )
    expect(rows.map((row) => row.kind)).toEqual(['way', 'visit', 'pause', 'way', 'visit', 'way', 'home'])
    expect(rows.filter((row) => row.kind === 'visit' && row.next).map((row) => row.id)).toEqual(['b'])
  })

  it('are none where nothing is planned', () => {
    expect(rowsOf({ ...day(), pause: { startsAt: time(4), endsAt: time(5) } } as MyDay, 0)).toEqual([])
  })
})

describe('what to take care of', () => {
  const now = Date.parse(time(0))
  it('is the promise first, then the hour agreed', () => {
    expect(warningOf(visit('a', 1, { late: true, windowFrom: time(2) }), now)).toBe('late')
    expect(warningOf(visit('a', 1, { dueAt: time(1, 50) }), now)).toBe('tight')
    expect(warningOf(visit('a', 1, { windowFrom: time(1, 30), windowUntil: time(3) }), now)).toBe('early')
    expect(warningOf(visit('a', 1, { windowFrom: time(0, 30), windowUntil: time(1, 30) }), Date.parse(time(2)))).toBe('missed')
  })

  it('is nothing when it is done or there is time enough', () => {
    expect(warningOf(visit('a', 1, { late: true, done: true }), now)).toBeUndefined()
    expect(warningOf(visit('a', 1, { dueAt: time(9) }), now)).toBeUndefined()
  })
})

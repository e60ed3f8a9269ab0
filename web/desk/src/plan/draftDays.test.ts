import type { DraftView, PersonDay, VisitView } from '@yanzhen/shared/api'
import { describe, expect, it } from 'vitest'
import { daysOf } from './draftDays'

const time = (hour: number, minute = 0) => `2026-12-01T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00Z`
const visit = (orderId: string, hour: number) => ({ orderId, startsAt: time(hour), endsAt: time(hour, 30) }) as VisitView
const person = (personId: string, ...visits: VisitView[]) => ({ personId, name: personId, visits, gaps: [{}] }) as unknown as PersonDay

const people = [person('wu', visit('a', 1)), person('long'), person('yang', visit('b', 2))]
const proposed = (personId: string, more: object) => ({ personId, changed: true, adopted: false, travelAfter: 40, ...more })
const draft = (...of: object[]) => ({ people: of }) as unknown as DraftView

describe('the days as a proposal would have them', () => {
  it('have its times and its way home, whoever changes first', () => {
    const then = daysOf(people, draft(proposed('long', { lines: [{ visit: visit('c', 3), change: 'NEW' }], returnsAfter: time(4) })))
    expect(then.map((one) => one.personId)).toEqual(['long', 'wu', 'yang'])
    expect(then[0]).toMatchObject({ travelMinutes: 40, homeMinutes: 30, gaps: [] })
    expect(then[0]!.visits.map((one) => one.orderId)).toEqual(['c'])
  })

  it('are the days that hold for whoever it leaves alone or has already changed', () => {
    const then = daysOf(people, draft(proposed('yang', { adopted: true, lines: [] })))
    expect(then.find((one) => one.personId === 'wu')).toBe(people[0])
    expect(then.find((one) => one.personId === 'yang')).toBe(people[2])
  })
})

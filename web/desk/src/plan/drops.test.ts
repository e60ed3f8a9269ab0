import type { PersonDay, TryView, Unplanned, VisitView } from '@yanzhen/shared/api'
import { describe, expect, it } from 'vitest'
import { clamped, fixed, held, previewed, stepped, undoable, verdict } from './drops'

const time = (hour: number, minute = 0) => `2026-12-01T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00Z`

function visit(orderId: string, hour: number, more: Partial<VisitView> = {}): VisitView {
  return {
    orderId, hidden: false, sequence: 0, startsAt: time(hour), endsAt: time(hour, 30), minutes: 30, travelMinutes: 10,
    late: false, begun: false, done: false, firm: true, ...more,
  } as VisitView
}

function person(personId: string, ...visits: VisitView[]): PersonDay {
  return {
    personId, name: personId, homeDivisionId: 1, homeName: '', away: false, works: true, version: 1, visits,
    travelMinutes: 0, homeMinutes: 0, gaps: [],
  } as PersonDay
}

const tried = (more: Partial<TryView> = {}): TryView =>
  ({
    possible: true, needsReason: false, step: 'NONE', rules: [], travelBefore: 0, travelAfter: 0, extraMinutes: 0, moved: [],
    days: [], expectedVersion: 1, ...more,
  }) as TryView

const wu = person('wu', visit('a', 1, { done: true }), visit('b', 2, { begun: true }), visit('c', 4), visit('d', 6))
const yang = person('yang', visit('e', 3))
const long = person('long')
const people = [wu, yang, long]

describe('what may be taken up', () => {
  it('is neither what has been begun or done nor what lies outside of one’s area', () => {
    expect(wu.visits.map(fixed)).toEqual(['done', 'begun', undefined, undefined])
    expect(fixed(visit('x', 1, { hidden: true }))).toBe('hidden')
  })

  it('comes from somebody’s day or from the tray', () => {
    expect(held(people, 'd')).toEqual({ orderId: 'd', from: { personId: 'wu', index: 3 } })
    expect(held(people, 'z')).toEqual({ orderId: 'z' })
  })
})

describe('where it may be dropped', () => {
  it('is never before what has been begun, and never beyond the last', () => {
    expect(clamped(wu, 'd', 0)).toBe(2)
    expect(clamped(wu, 'd', 9)).toBe(3)
    expect(clamped(yang, 'd', 0)).toBe(0)
  })

  it('follows the arrows: earlier and later within the row, and no further than its ends', () => {
    const d = held(people, 'd')
    expect(stepped(people, d, { personId: 'wu', index: 3 }, 'ArrowLeft')).toEqual({ personId: 'wu', index: 2 })
    expect(stepped(people, d, { personId: 'wu', index: 2 }, 'ArrowLeft')).toBeUndefined()
    expect(stepped(people, d, { personId: 'wu', index: 3 }, 'ArrowRight')).toBeUndefined()
  })

  it('follows the arrows to others at about the same hour, and back to where it was', () => {
    const c = held(people, 'c')
    const down = stepped(people, c, c.from!, 'ArrowDown')!
    expect(down).toEqual({ personId: 'yang', index: 1 })
    expect(stepped(people, c, down, 'ArrowUp')).toEqual(c.from)
    expect(stepped(people, c, { personId: 'long', index: 0 }, 'ArrowDown')).toBeUndefined()
    expect(stepped(people, c, c.from!, 'ArrowUp')).toBeUndefined()
  })
})

describe('letting go', () => {
  const d = held(people, 'd')
  const there = { personId: 'yang', index: 1 }

  it('where it was is nothing, whatever the rules say', () => {
    expect(verdict(d, d.from!, tried({ possible: false }))).toBe('nothing')
  })

  it('is refused by a hard rule', () => {
    expect(verdict(d, there, tried({ possible: false, rules: [{ rule: 'lacks-skill', hard: true, words: '' }] }))).toBe('refused')
    expect(verdict(d, there, tried({ rules: [{ rule: 'past', hard: true, words: '' }] }))).toBe('refused')
  })

  it('asks before a soft rule is broken and before anybody is told', () => {
    expect(verdict(d, there, tried({ needsReason: true, rules: [{ rule: 'late', hard: false, words: '' }] }))).toBe('asks')
    expect(verdict(d, there, tried({ step: 'HAND_OVER' }))).toBe('asks')
    expect(verdict(held(people, 'z'), there, tried({ step: 'OFFER' }))).toBe('asks')
  })

  it('is simply done when only times change, and can be taken back only then', () => {
    expect(verdict(d, { personId: 'wu', index: 2 }, tried())).toBe('free')
    expect(undoable(d, tried())).toBe(true)
    expect(undoable(d, tried({ step: 'HAND_OVER' }))).toBe(false)
    expect(undoable(held(people, 'z'), tried())).toBe(false)
  })
})

describe('the days as they would be', () => {
  const z = { orderId: 'z', number: '7', title: 'lamp', minutes: 30, dueAt: time(3, 45) } as Unplanned
  const line = (orderId: string, sequence: number, hour: number) => ({ orderId, sequence, startsAt: time(hour), endsAt: time(hour, 30), travelMinutes: 5 })

  it('show what came from the tray between the others, with its lateness', () => {
    const then = previewed(people, [z], tried({ days: [{ personId: 'yang', version: 1, visits: [line('e', 0, 3), line('z', 1, 4)], returnsAt: time(5) }] }))
    expect(then[1]!.visits.map((one) => [one.orderId, one.startsAt, one.late])).toEqual([['e', time(3), false], ['z', time(4), true]])
    expect(then[1]!.homeMinutes).toBe(30)
    expect(then[1]!.travelMinutes).toBe(40)
    expect(then[0]).toBe(wu)
  })

  it('are the days as they are while nothing is tried or it cannot be', () => {
    expect(previewed(people, [z], undefined)).toEqual(people)
    expect(previewed(people, [z], tried({ possible: false, days: [{ personId: 'yang', version: 1, visits: [] }] }))).toEqual(people)
  })
})

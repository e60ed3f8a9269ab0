import { describe, expect, it } from 'vitest'
import { axisOf, barOf, gaps, HOUR, MINUTE, positionAt, snapped, ticks, timeAt, xOf } from './timeline'

const DAY = Date.parse('2026-12-01T00:00:00+08:00')
const at = (hour: number, minute = 0) => DAY + hour * HOUR + minute * MINUTE
const axis = axisOf([{ from: at(8), until: at(17) }], 1_000, { from: at(8), until: at(18) })

describe('the timeline of a day', () => {
  it('begins and ends on whole hours, with air around the shifts', () => {
    expect(axis.from).toBe(at(7))
    expect(axis.until).toBe(at(18))
    expect(axisOf([], 500, { from: at(8), until: at(18) }).until).toBe(at(19))
  })

  it('has a place for each time and a time for each place', () => {
    expect(xOf(axis, axis.from)).toBe(0)
    expect(xOf(axis, axis.until)).toBe(1_000)
    for (const time of [at(7, 5), at(12, 30), at(17, 59)]) expect(timeAt(axis, xOf(axis, time))).toBeCloseTo(time, 0)
  })

  it('lets go on twelfths of an hour', () => {
    expect(snapped(at(9, 2))).toBe(at(9))
    expect(snapped(at(9, 3))).toBe(at(9, 5))
  })

  it('names no hour on top of the next', () => {
    expect(ticks(axis)).toHaveLength(12)
    const narrow = { ...axis, width: 200 }
    const found = ticks(narrow)
    for (let i = 1; i < found.length; i++) expect(xOf(narrow, found[i]!) - xOf(narrow, found[i - 1]!)).toBeGreaterThanOrEqual(44)
  })

  it('cuts off what lies outside and shows nothing of what is wholly outside', () => {
    expect(barOf(axis, { from: at(5), until: at(8) })).toEqual({ left: 0, width: xOf(axis, at(8)) })
    expect(barOf(axis, { from: at(20), until: at(21) })).toBeUndefined()
    expect(barOf(axis, { from: at(9), until: at(9, 1) }, 20)!.width).toBe(20)
  })

  it('knows after which visit something is dropped, whichever one is being moved', () => {
    const visits = [
      { id: 'a', from: at(9), until: at(10) },
      { id: 'b', from: at(11), until: at(12) },
      { id: 'c', from: at(14), until: at(15) },
    ]
    expect(positionAt(visits, at(8))).toBe(0)
    expect(positionAt(visits, at(9, 20))).toBe(0)
    expect(positionAt(visits, at(9, 40))).toBe(1)
    expect(positionAt(visits, at(16))).toBe(3)
    expect(positionAt(visits, at(16), 'a')).toBe(2)
  })

  it('finds what is free of a shift', () => {
    const busy = [{ from: at(9), until: at(10) }, { from: at(9, 30), until: at(11) }, { from: at(16, 50), until: at(17) }]
    expect(gaps({ from: at(8), until: at(17) }, busy, 30)).toEqual([
      { from: at(8), until: at(9) },
      { from: at(11), until: at(16, 50) },
    ])
  })
})

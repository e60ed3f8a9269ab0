import { describe, expect, it } from 'vitest'
import { freeCode, isoOf, minutesOf, moved, spanOf } from './kindDraft'

const DAY = 7 * 60

describe('a time limit in a form', () => {
  it('is read in its largest whole unit', () => {
    expect(spanOf('PT35H', true, DAY)).toEqual({ count: 5, unit: 'workingDays' })
    expect(spanOf('PT4H', true, DAY)).toEqual({ count: 4, unit: 'workingHours' })
    expect(spanOf('PT168H', false, DAY)).toEqual({ count: 7, unit: 'days' })
    expect(spanOf('PT1H30M', false, DAY)).toEqual({ count: 90, unit: 'minutes' })
    expect(spanOf('PT15M', false, DAY)).toEqual({ count: 15, unit: 'minutes' })
  })

  it('is written as the same time it was read from', () => {
    for (const [iso, working] of [['PT35H', true], ['PT4H', true], ['PT168H', false], ['PT15M', false]] as const) {
      expect(minutesOf(isoOf(spanOf(iso, working, DAY), DAY))).toBe(minutesOf(iso))
    }
  })
})

describe('rows of a form', () => {
  it('get a code nobody has', () => {
    expect(freeCode('field', [{ code: 'field-2' }])).toBe('field-3')
  })

  it('move up and down and stay within the list', () => {
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c'])
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c'])
  })
})

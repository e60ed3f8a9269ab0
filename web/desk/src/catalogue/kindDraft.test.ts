import { describe, expect, it } from 'vitest'
import type { Kind } from '@yanzhen/shared/api'
import { answeredBy, copyAsNew, freeCode, isoOf, minutesOf, moved, spanOf, suggestedBody, withClocks } from './kindDraft'

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

describe('a draft', () => {
  const clock = (duration: string) => ({ SIGN: { duration, workingTime: false } })
  const usual = { NORMAL: clock('PT4H'), URGENT: clock('PT1H'), DANGER: clock('PT15M') } as unknown as Kind['limits']
  const kind = { code: 'a', version: 3, responsibleBody: 'old', limits: { NORMAL: clock('PT9H'), URGENT: clock('PT9H') } } as unknown as Kind

  it('of a new kind begins with the usual promises, not with those of another', () => {
    expect(copyAsNew(kind, 'b', usual).limits).toEqual(usual)
    expect(kind.limits.NORMAL).toEqual(clock('PT9H'))
  })

  it('takes the usual promises of one urgency and leaves the others', () => {
    const filled = withClocks(kind, usual, 'URGENT')
    expect(filled.limits.URGENT).toEqual(usual.URGENT)
    expect(filled.limits.NORMAL).toEqual(clock('PT9H'))
    expect(withClocks(kind, usual, 'DANGER').limits.DANGER).toEqual(usual.DANGER)
  })

  it('with a suggested body differs in nothing else, and the kind stays as it was', () => {
    expect(answeredBy(kind, 'new')).toEqual({ ...kind, responsibleBody: 'new' })
    expect(kind.responsibleBody).toBe('old')
  })

  it('is suggested only where the address says all of it', () => {
    const whole = { body: 'new', to: 'New', from: 'Old', area: 'Here', n: '4' }
    expect(suggestedBody(whole)).toEqual(whole)
    expect(suggestedBody({ ...whole, n: undefined })).toBeUndefined()
    expect(suggestedBody({})).toBeUndefined()
  })
})

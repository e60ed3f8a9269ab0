import { describe, expect, it } from 'vitest'
import type { Clock } from '../api/types'
import { ageWords, clockWords, lengthWords, spanWords } from './clock'

const now = Date.parse('2026-11-21T09:00:00Z')
const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString()
const aClock = (dueInHours: number, more: Partial<Clock> = {}): Clock => ({
  name: 'CONTACT',
  startedAt: at(-24),
  dueAt: at(dueInHours),
  late: false,
  ...more,
})

describe('a running clock', () => {
  it('says what is left, rounded down', () => {
    expect(clockWords(aClock(3.9), now).words).toBe('还剩 3 小时')
    expect(clockWords(aClock(0.5), now).words).toBe('还剩 30 分钟')
    expect(clockWords(aClock(49), now).words).toBe('还剩 2 天')
    expect(clockWords(aClock(0.005), now).words).toBe('还剩 不到 1 分钟')
  })

  it('says how much it is over', () => {
    expect(clockWords(aClock(-25), now)).toEqual({ words: '已超 1 天', tone: 'late' })
    expect(clockWords(aClock(0), now).tone).toBe('late')
  })

  it('turns to soon in the last fifth, and never more than a day ahead', () => {
    expect(clockWords(aClock(20), now).tone).toBe('calm')
    expect(clockWords(aClock(5), now).tone).toBe('soon')
    expect(clockWords(aClock(40, { startedAt: at(-24 * 30) }), now).tone).toBe('calm')
  })

  it('speaks English with a right plural', () => {
    expect(clockWords(aClock(1.5), now, 'en').words).toBe('1 hour left')
    expect(clockWords(aClock(-50), now, 'en').words).toBe('2 days overdue')
  })
})

describe('a clock that was met', () => {
  it('says whether in time', () => {
    expect(clockWords(aClock(-2, { metAt: at(-3) }), now)).toEqual({ words: '按时', tone: 'met' })
    expect(clockWords(aClock(-5, { metAt: at(-3), late: true }), now)).toEqual({ words: '超时 2 小时', tone: 'late' })
  })
})

describe('an age', () => {
  it('is plain, and a time ahead of ours is now', () => {
    expect(ageWords(at(-0.1), now)).toBe('6 分钟前')
    expect(ageWords(at(-72), now)).toBe('3 天前')
    expect(ageWords(at(0.2), now)).toBe('刚刚')
    expect(ageWords(at(-1), now, 'en')).toBe('1 hour ago')
  })

  it('measures the length only', () => {
    expect(spanWords(-7_200_000)).toBe('2 小时')
  })
})

describe('the length of a way or a visit', () => {
  it('is said to the minute', () => {
    expect(lengthWords(0)).toBe('0 分钟')
    expect(lengthWords(72)).toBe('1 小时 12 分钟')
    expect(lengthWords(120, 'en')).toBe('2 hours')
    expect(lengthWords(-61, 'en')).toBe('1 hour 1 minute')
  })
})

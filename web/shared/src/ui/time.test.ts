import { describe, expect, it } from 'vitest'
import { dateWords, dayAfter, dayIn, fullTimeWords, hourWords, timeWords, weekdayWords } from './time'

// 23:30 in Shanghai on the 21st.
const now = Date.parse('2026-11-21T15:30:00Z')

describe('times in the zone of the realm', () => {
  it('name the day as people do', () => {
    expect(timeWords('2026-11-21T01:05:00Z', now)).toBe('今天 09:05')
    expect(timeWords('2026-11-20T15:59:00Z', now)).toBe('昨天 23:59')
    expect(timeWords('2026-11-21T16:10:00Z', now)).toBe('明天 00:10')
    expect(timeWords('2026-11-10T01:05:00Z', now)).toBe('11月10日 09:05')
  })

  it('follow the zone, not the machine', () => {
    expect(timeWords('2026-11-21T01:05:00Z', now, 'zh-CN', 'UTC')).toBe('今天 01:05')
  })

  it('name the year only where it is another', () => {
    expect(dateWords('2025-12-31T15:00:00Z', now)).toBe('2025年12月31日')
    expect(dateWords('2026-03-01T02:00:00Z', now, 'en')).toBe('1 Mar')
  })

  it('are complete in full', () => {
    expect(fullTimeWords('2026-11-21T01:05:00Z')).toBe('2026年11月21日 09:05')
  })

  it('name a day of the calendar the same on every machine', () => {
    expect(dayIn(now)).toBe('2026-11-21')
    expect(dayIn(Date.parse('2026-11-21T16:10:00Z'))).toBe('2026-11-22')
    expect(dayAfter('2026-11-30', 1)).toBe('2026-12-01')
    expect(weekdayWords('2026-12-01')).toBe('12月1日 周二')
    expect(weekdayWords('2026-12-01', 'en')).toBe('Tue 1 Dec')
  })

  it('are the hour alone where the day is known', () => {
    expect(hourWords('2026-11-21T01:05:00Z')).toBe('09:05')
  })
})

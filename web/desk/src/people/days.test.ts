import { describe, expect, it } from 'vitest'
import { dayAfter, dayFromToday } from './days'

describe('days', () => {
  it('are those of the calendar, over the end of a month and a year', () => {
    expect(dayFromToday(1, new Date(2026, 11, 31))).toBe('2027-01-01')
    expect(dayAfter('2026-02-28', 1)).toBe('2026-03-01')
    expect(dayAfter('2026-03-01', -1)).toBe('2026-02-28')
  })
})

import { describe, expect, it } from 'vitest'
import { isPeriod, kindOf, monthWithin, periodAround, points, shifted } from './periods'

describe('a month of a longer period', () => {
  it('is taken as far as it lies within', () => {
    expect(monthWithin('2026-02-01', '2026-01-01', '2026-12-31')).toBe('2026-02-01..2026-02-28')
    expect(monthWithin('2026-11-01', '2026-11-10', '2026-11-20')).toBe('2026-11-10..2026-11-20')
  })
})

describe('a period', () => {
  it('is found around a day', () => {
    expect(periodAround('2026-11-24', 'month')).toBe('2026-11')
    expect(periodAround('2026-11-24', 'quarter')).toBe('2026-Q4')
    expect(periodAround('2026-11-24', 'year')).toBe('2026')
    expect(periodAround('2026-11-24', 'days')).toBe('2026-11-01..2026-11-24')
  })

  it('moves over the turn of the year', () => {
    expect(shifted('2026-01', -1)).toBe('2025-12')
    expect(shifted('2026-12', 1)).toBe('2027-01')
    expect(shifted('2026-Q1', -1)).toBe('2025-Q4')
    expect(shifted('2026', 1)).toBe('2027')
    expect(shifted('2026-11-01..2026-11-24', 1)).toBeUndefined()
  })

  it('is recognised in an address', () => {
    expect(['2026', '2026-11', '2026-Q4', '2026-11-01..2026-11-10'].every(isPeriod)).toBe(true)
    expect(['', 'x', '2026-Q5', '2026-11-01', undefined].some(isPeriod)).toBe(false)
    expect(kindOf('2026-11-01..2026-11-10')).toBe('days')
  })

  it('is compared in points', () => {
    expect(points(60.8, 55.5)).toBe(5.3)
    expect(points(60.8, null)).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { countWords, filterHolds, filters, queryOf, selectionOf, yearsBack } from './filters'

describe('the selection in the address', () => {
  it('survives the way there and back', () => {
    for (const filter of filters) {
      const selection = { filter, text: '柑橘' }
      expect(selectionOf(queryOf(selection))).toEqual(selection)
    }
  })

  it('keeps track and year, the year only where something is over', () => {
    const selection = { filter: 'closed' as const, text: '', track: 'everyday', year: 2025 }
    expect(selectionOf(queryOf(selection))).toEqual(selection)
    expect(queryOf({ ...selection, filter: 'working' })).toEqual({ filter: 'working', track: 'everyday' })
    expect(selectionOf({ filter: 'closed', year: '25', track: '<b>' })).toEqual({ filter: 'closed', text: '' })
  })

  it('looks back from this year', () => {
    expect(yearsBack('2026-12-01', 3)).toEqual([2026, 2025, 2024])
  })

  it('is empty for the default, and forgives a bad address', () => {
    expect(queryOf({ filter: 'all-open', text: '' })).toEqual({})
    expect(selectionOf({ filter: 'nonsense', text: ['a'] })).toEqual({ filter: 'all-open', text: '' })
    expect(selectionOf({ text: '  水管 ' }).text).toBe('水管')
  })
})

describe('what a filter holds', () => {
  it('follows the state', () => {
    expect(filterHolds('unassigned', 'WAITING')).toBe(true)
    expect(filterHolds('working', 'ACCEPTED')).toBe(true)
    expect(filterHolds('unassigned', 'OFFERED')).toBe(false)
    expect(filterHolds('all-open', 'SOLVED')).toBe(false)
    expect(filterHolds('all-open', 'DRAFT')).toBe(false)
  })

  it('cannot be told from the state for overdue', () => {
    expect(filterHolds('overdue', 'WAITING')).toBe(false)
  })
})

describe('a count', () => {
  it('says when it stopped counting', () => {
    expect([countWords(undefined), countWords(0), countWords(999), countWords(1000)]).toEqual(['', '0', '999', '1000+'])
  })
})

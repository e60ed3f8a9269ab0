import { describe, expect, it } from 'vitest'
import { isInSeason, papersFor, personOf, personText } from './answers'

const paper = (code: string, ...situations: string[]) => ({ code, name: code, situations, original: false })
const kind = { papers: [paper('id'), paper('bank', 'matter=pension', 'matter=old-age'), paper('certificate', 'matter=disability')] }
const codes = (answers: Record<string, string>) => papersFor(kind, answers).map(({ code }) => code)

describe('papers', () => {
  it('are those of the chosen case', () => {
    expect(codes({ matter: 'pension' })).toEqual(['id', 'bank'])
    expect(codes({ matter: 'other' })).toEqual(['id'])
  })

  it('are all of them while nothing is chosen', () => {
    expect(codes({})).toEqual(['id', 'bank', 'certificate'])
  })
})

describe('a person in an answer', () => {
  it('is a name with a number behind it', () => {
    expect(personOf('龙小花 138 0000 3001')).toEqual({ name: '龙小花', phone: '138 0000 3001' })
    expect(personOf('龙小花')).toEqual({ name: '龙小花', phone: '' })
    expect(personText({ name: '龙小花', phone: '13800003001' })).toBe('龙小花 13800003001')
  })
})

describe('a season', () => {
  it('may go over the end of the year', () => {
    const season = { season: { months: [{ from: 11, to: 2 }] } }
    expect([10, 11, 1, 2, 3].map((month) => isInSeason(season, month))).toEqual([false, true, true, true, false])
  })
})

import { describe, expect, it } from 'vitest'
import { barsOf, longestTerm, signed } from './bars'

const near = [
  { code: 'travel' as const, label: '路程', points: 40, value: '约 12 分钟' },
  { code: 'load' as const, label: '手上的活', points: -10, value: '3 件' },
]
const far = [{ code: 'travel' as const, label: '路程', points: -80, value: '约 70 分钟' }]

describe('the bars of the terms', () => {
  it('share one scale over all people', () => {
    const longest = longestTerm([{ terms: near }, { terms: far }])
    expect(longest).toBe(80)
    expect(barsOf(near, longest).map((bar) => [bar.share, bar.negative])).toEqual([
      [0.5, false],
      [0.125, true],
    ])
  })

  it('survive a list without points', () => {
    expect(longestTerm([])).toBe(1)
  })
})

describe('points', () => {
  it('carry their sign', () => {
    expect([signed(12), signed(-7), signed(0)]).toEqual(['+12', '−7', '0'])
  })
})

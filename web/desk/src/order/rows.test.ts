import type { OrderCard } from '@yanzhen/shared/api'
import { describe, expect, it } from 'vitest'
import { appendPage, compareFirstPage, hasLeft, placeCard, rowBeside } from './rows'

const aCard = (id: string, more: Partial<OrderCard> = {}): OrderCard => ({
  id,
  number: id,
  tier: { level: 'COUNTY', holder: '溆浦县' },
  raised: false,
  kind: 'k',
  kindName: '农技指导',
  kindIcon: 'sprout',
  title: id,
  state: 'WAITING',
  urgency: 'NORMAL',
  divisionId: 1,
  divisionName: '李塘村',
  source: 'CALL',
  overdue: false,
  hops: 0,
  reopened: 0,
  createdAt: '2026-11-21T09:00:00Z',
  updatedAt: '2026-11-21T09:00:00Z',
  version: 3,
  demo: true,
  joined: 0,
  level: 0,
  openParts: 0,
  ...more,
})

const rows = [aCard('a'), aCard('b'), aCard('c')]
const ids = (cards: readonly OrderCard[]) => cards.map((card) => card.id)

describe('live rows', () => {
  it('change where they stand', () => {
    const after = placeCard(rows, aCard('b', { version: 4, state: 'OFFERED' }))
    expect(ids(after)).toEqual(['a', 'b', 'c'])
    expect(after[1]!.state).toBe('OFFERED')
  })

  it('ignore an older answer and an unknown order', () => {
    expect(placeCard(rows, aCard('b', { version: 2, state: 'DRAFT' }))).toEqual(rows)
    expect(placeCard(rows, aCard('z'))).toEqual(rows)
  })

  it('are not doubled by the next page', () => {
    expect(ids(appendPage(rows, [aCard('c'), aCard('d')]))).toEqual(['a', 'b', 'c', 'd'])
  })

  it('are renewed after a gap, and new ones only told', () => {
    const compared = compareFirstPage(rows, [aCard('n'), aCard('a', { version: 5, state: 'OPEN' })])
    expect(ids(compared.rows)).toEqual(['a', 'b', 'c'])
    expect(compared.rows[0]!.state).toBe('OPEN')
    expect(compared.arrived).toEqual(['n'])
  })

  it('stay when they leave their filter, marked as gone', () => {
    expect(hasLeft('unassigned', aCard('a', { state: 'OFFERED' }))).toBe(true)
    expect(hasLeft('unassigned', aCard('a'))).toBe(false)
    expect(hasLeft('overdue', aCard('a', { overdue: true }))).toBe(false)
  })
})

describe('walking the list', () => {
  it('stops at both ends and begins where there is no place yet', () => {
    expect(rowBeside(rows, 'a', 1)!.id).toBe('b')
    expect(rowBeside(rows, 'c', 1)!.id).toBe('c')
    expect(rowBeside(rows, 'a', -1)!.id).toBe('a')
    expect(rowBeside(rows, undefined, 1)!.id).toBe('a')
    expect(rowBeside([], undefined, 1)).toBeUndefined()
  })
})

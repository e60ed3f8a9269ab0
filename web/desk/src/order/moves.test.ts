import { describe, expect, it } from 'vitest'
import { emptyMove, endOfDay, missingInMove, moveBody } from './moves'

describe('moves of an order', () => {
  it('names the first thing that is missing', () => {
    expect(missingInMove('order.transfer', emptyMove())).toBe('body')
    expect(missingInMove('order.transfer', { ...emptyMove(), body: 'public-works' })).toBe('reason')
    expect(missingInMove('order.suspend', { ...emptyMove(), suspendReason: 'SEASON' })).toBe('until')
    expect(missingInMove('order.merge', { ...emptyMove(), text: '同一盏灯' })).toBe('into')
    expect(missingInMove('order.raise', emptyMove())).toBe('reason')
    expect(missingInMove('order.hand-down', { ...emptyMove(), raiseReason: 'STUCK' })).toBe('reason')
    expect(missingInMove('order.set-track', emptyMove())).toBe('campaign')
    expect(missingInMove('order.set-track', { ...emptyMove(), campaign: '' })).toBeUndefined()
    expect(missingInMove('order.resume', emptyMove())).toBeUndefined()
  })

  it('puts an order off until the end of the day where the county is', () => {
    expect(endOfDay('2026-12-01', '+08:00')).toBe('2026-12-01T15:59:59.000Z')
  })

  it('goes back to the everyday track by naming no campaign', () => {
    expect(moveBody('order.set-track', 'o', { ...emptyMove(), campaign: '' }, '+08:00')).toEqual({ orderId: 'o' })
    expect(moveBody('order.set-track', 'o', { ...emptyMove(), campaign: 'c' }, '+08:00')).toEqual({ orderId: 'o', campaignId: 'c' })
  })

  it('sends just what the command asks for', () => {
    const draft = { ...emptyMove(), body: 'public-works', transferReason: 'NOT_OURS' as const, text: ' 归他们管 ' }
    expect(moveBody('order.transfer', 'o', draft, '+08:00')).toEqual({
      orderId: 'o',
      body: 'public-works',
      reason: 'NOT_OURS',
      text: '归他们管',
    })
  })
})

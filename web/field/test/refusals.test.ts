import { describe, expect, it } from 'vitest'
import type { LoggedEntry } from '../src/command/log'
import { choicesFor, isLostRace } from '../src/command/refusals'

function refused(type: string, code: string, body: object = {}): LoggedEntry {
  return {
    entry: { status: 'refused' },
    view: { type, body: { orderId: 'o1', ...body } },
    outcome: { status: 'refused', problem: { code, status: 409 } },
  } as unknown as LoggedEntry
}

describe('a refused entry', () => {
  it('that lost a race is told as one', () => {
    expect(isLostRace(refused('dispatch.claim', 'order.lease-lost'))).toBe(true)
    expect(isLostRace(refused('dispatch.claim', 'order.wrong-state'))).toBe(true)
    expect(isLostRace(refused('order.report', 'order.wrong-state'))).toBe(false)
  })

  it('can be sent again where the order’s state still fits it', () => {
    expect(choicesFor(refused('order.report', 'x', { text: '好了' }), 'WORKING').sendAgain).toBe('fits')
    expect(choicesFor(refused('order.report', 'x', { text: '好了' }), 'SOLVED').sendAgain).toBe('unfit')
    expect(choicesFor(refused('order.report', 'x', { text: '好了' }), undefined).sendAgain).toBe('unknown')
  })

  it('becomes a note only when it has words or photos and is not one already', () => {
    expect(choicesFor(refused('order.report', 'x', { text: '好了' }), 'SOLVED').asNote).toBe(true)
    expect(choicesFor(refused('order.note', 'x', { text: '好了' }), 'SOLVED').asNote).toBe(false)
    expect(choicesFor(refused('order.accept', 'x'), 'WAITING').asNote).toBe(false)
    expect(choicesFor(refused('order.note', 'x', { attachments: ['a'] }), undefined).asNote).toBe(false)
  })

  it('that wanted to place an order goes back to its form and is no note', () => {
    expect(choicesFor(refused('order.place', 'order.field-invalid', { text: '桔子叶子发黄' }), undefined)).toEqual({ sendAgain: 'never', asNote: false, correct: true })
  })

  it('whose words cannot be read any more can only be acknowledged', () => {
    const unreadable = { ...refused('order.note', 'x'), view: undefined }
    expect(choicesFor(unreadable, 'WORKING')).toEqual({ sendAgain: 'never', asNote: false, correct: false })
  })
})

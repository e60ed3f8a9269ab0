import { describe, expect, it, vi } from 'vitest'

vi.mock('../shell/api', () => ({ api: {}, heard: () => ({}), isAborted: () => false, onSignedOut: () => {} }))

const { intakeQueryOf, intakeSelectionOf, itemAfter } = await import('./useIntake')

const items = ['a', 'b', 'c'].map((id) => ({ id })) as unknown as Parameters<typeof itemAfter>[0]

describe('after an item has been dealt with', () => {
  it('the one below is next, then the one above', () => {
    expect(itemAfter(items, 'a')?.id).toBe('b')
    expect(itemAfter(items, 'c')?.id).toBe('b')
    expect(itemAfter(items.slice(0, 1), 'a')).toBeUndefined()
  })
})

describe('the intake selection in the address', () => {
  it('survives the way there and back', () => {
    expect(intakeSelectionOf(intakeQueryOf({ state: 'DISMISSED', text: '路灯', view: 'newest' }))).toEqual({ state: 'DISMISSED', text: '路灯', view: 'newest' })
    expect(intakeSelectionOf(intakeQueryOf({ state: 'NEW', text: '', view: 'late' })).view).toBe('late')
    expect(intakeQueryOf({ state: 'NEW', text: '', view: 'newest' })).toEqual({})
    expect(intakeSelectionOf({ state: 'BAD' })).toEqual({ state: 'NEW', text: '', view: 'newest' })
  })
  it('asks for promises only of what is unread', () => {
    expect(intakeSelectionOf({ state: 'CONFIRMED', view: 'late' }).view).toBe('newest')
  })
})

import { describe, expect, it } from 'vitest'
import type { WishView } from './types'
import { saidOf, sameWish, wishFormOf, wrongHours } from './wish'

const before: WishView = { how: 'TEXT', consent: 'ANY', preferred: 'EMAIL', language: 'EN', email: 'one@example.org', ownFrom: '12:30', ownTo: '14:00', words: '' }

describe('a wish', () => {
  it('is said as a whole, with what stood before', () => {
    const form = wishFormOf(before)
    expect(saidOf({ ...form, how: 'CALL' }, before)).toEqual({
      language: 'EN',
      consent: 'CALL_ONLY',
      preferred: 'CALL',
      email: 'one@example.org',
      quietFrom: '12:30',
      quietTo: '14:00',
    })
  })

  it('keeps what is finer than the form while the way is not changed', () => {
    expect(saidOf({ ...wishFormOf(before), how: 'TEXT', from: '', to: '' }, before)).toEqual({ language: 'EN', consent: 'ANY', preferred: 'EMAIL', email: 'one@example.org' })
  })

  it('has no way until somebody chose one', () => {
    expect(wishFormOf(undefined)).toEqual({ language: 'ZH', email: '', from: '', to: '' })
  })

  it('has hours that begin and end, and not at once', () => {
    expect(wrongHours({ from: '13:00', to: '' })).toBe('ONE')
    expect(wrongHours({ from: '', to: '13:00' })).toBe('ONE')
    expect(wrongHours({ from: '13:00', to: '13:00' })).toBe('SAME')
    expect(wrongHours({ from: '22:00', to: '06:00' })).toBeUndefined()
    expect(wrongHours({ from: '', to: '' })).toBeUndefined()
  })

  it('is the same only where every part is', () => {
    expect(sameWish(wishFormOf(before), wishFormOf({ ...before }))).toBe(true)
    expect(sameWish(wishFormOf(before), { ...wishFormOf(before), to: '15:00' })).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { baseFor, bodyOf, emptyDraft, missingIn } from './actions'

describe('an action at the desk', () => {
  it('asks for words before it is sent', () => {
    expect(missingIn('dispatch.recall', { ...emptyDraft(), text: '  ' })?.field).toBe('text')
    expect(missingIn('order.solve', emptyDraft())).toBeUndefined()
  })

  it('takes photos for words in a note', () => {
    const draft = { ...emptyDraft(), photos: ['p1'] }
    expect(missingIn('order.note', draft)).toBeUndefined()
    expect(missingIn('order.reopen', draft)?.field).toBe('text')
    expect(bodyOf('order.note', 'o1', draft)).toEqual({ orderId: 'o1', attachments: ['p1'] })
  })

  it('cancels only when the clerk knows it is final', () => {
    const draft = { ...emptyDraft(), text: '点单人说不用了' }
    expect(missingIn('order.cancel', draft)?.field).toBe('sure')
    expect(missingIn('order.cancel', { ...draft, sure: true })).toBeUndefined()
  })

  it('says nothing the requester did not say', () => {
    expect(bodyOf('order.solve', 'o1', emptyDraft())).toEqual({ orderId: 'o1', channel: 'CALL' })
    expect(bodyOf('order.solve', 'o1', { ...emptyDraft(), rating: 5, text: ' 蛮好 ', channel: 'PAPER' })).toEqual({
      orderId: 'o1',
      channel: 'PAPER',
      rating: 5,
      text: '蛮好',
    })
  })

  it('reports with what came of it, as far as that was filled in', () => {
    const draft = { ...emptyDraft(), text: '修好了', results: { cost: ' 320 ', cause: ' ' } }
    expect(missingIn('order.report', emptyDraft())?.field).toBe('text')
    expect(bodyOf('order.report', 'o1', draft)).toEqual({ orderId: 'o1', text: '修好了', results: { cost: '320' } })
    expect(bodyOf('order.report', 'o1', { ...draft, results: {} })).toEqual({ orderId: 'o1', text: '修好了' })
  })

  it('carries the version seen where it decides on it', () => {
    expect(baseFor('order.cancel', 7)).toBe(7)
    expect(baseFor('order.note', 7)).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { arrivedLate, entriesSince, isSystem, newestFirst, reasonIn } from './thread'

type Entry = ReturnType<typeof newestFirst>[number]

const anEntry = (more: Partial<Entry> = {}): Entry => ({
  version: 1,
  at: '2026-11-21T09:00:00Z',
  type: 'order.note',
  to: 'WORKING',
  actor: { name: '向老四', role: 'WORKER' },
  ratings: [],
  answers: [],
  attachments: [],
  ...more,
})

describe('the thread of an order', () => {
  it('shows the newest first and what came after a version', () => {
    const thread = [1, 2, 3].map((version) => anEntry({ version }))
    expect(newestFirst(thread).map((entry) => entry.version)).toEqual([3, 2, 1])
    expect(entriesSince(thread, 1).map((entry) => entry.version)).toEqual([2, 3])
  })

  it('tells people from timers', () => {
    expect(isSystem(anEntry())).toBe(false)
    expect(isSystem(anEntry({ type: 'order.lapse' }))).toBe(true)
    expect(isSystem(anEntry({ actor: { name: '', role: 'SYSTEM' } }))).toBe(true)
  })

  it('words a reason and hides a bare code', () => {
    const words = { FAR: '路太远' }
    expect(reasonIn(anEntry({ reason: 'FAR' }), words)).toBe('路太远')
    expect(reasonIn(anEntry({ reason: '点单人说不用了' }), words)).toBe('点单人说不用了')
    expect(reasonIn(anEntry({ reason: 'RECALLED' }), words)).toBeUndefined()
  })

  it('says when a phone sent later what was written then', () => {
    expect(arrivedLate(anEntry({ recordedAt: '2026-11-21T06:00:00Z' }))).toBe(true)
    expect(arrivedLate(anEntry({ recordedAt: '2026-11-21T08:59:00Z' }))).toBe(false)
    expect(arrivedLate(anEntry())).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import type { MyDay, VisitView } from '@yanzhen/shared/api'
import { askedFor, landing, meant, wayIn } from '../src/app/landing'
import { isPlanned } from '../src/plan/dayRows'

const day = (...visits: Partial<VisitView>[]) => ({ day: '2026-12-01', visits, unplanned: [] }) as unknown as MyDay

describe('after the PIN', () => {
  it('the page is shown that a message or a code has asked for', () => {
    expect(landing('/order/0190-a?from=sms', true)).toBe('/order/0190-a?from=sms')
    expect(landing('/inbox', false)).toBe('/inbox')
    expect(landing('/work', true)).toBe('/work')
  })

  it('else today’s day where one is planned, else the work in hand', () => {
    expect(landing(undefined, true)).toBe('/day')
    expect(landing(undefined, false)).toBe('/work')
    expect(isPlanned(day({ done: false }))).toBe(true)
    expect(isPlanned(day({ done: true })), 'all of it is done').toBe(false)
    expect(isPlanned(day())).toBe(false)
    expect(isPlanned(undefined)).toBe(false)
  })

  it('nobody is led out of the app or in a circle', () => {
    for (const to of ['//evil.example', 'https://evil.example', '/pin', '/pin?to=/pin', '/sign-in', '', ['/inbox'], '/\\evil'])
      expect(askedFor(to), String(to)).toBeUndefined()
    expect(landing('//evil.example', false)).toBe('/work')
  })

  it('the bare address asks for nothing, a page that is locked is come back to', () => {
    const root = { fullPath: '/' } as never
    expect(meant({ fullPath: '/work', redirectedFrom: root })).toBeUndefined()
    expect(meant({ fullPath: '/order/7', redirectedFrom: undefined })).toBe('/order/7')
    expect(wayIn('/pin', '/order/7')).toEqual({ path: '/pin', query: { to: '/order/7' } })
    expect(wayIn('/pin', undefined)).toEqual({ path: '/pin', query: {} })
  })
})

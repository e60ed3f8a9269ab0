import { describe, expect, it } from 'vitest'
import { nextPath } from './nextPath'

describe('the place to go after signing in', () => {
  it('is a page of this app and nothing else', () => {
    expect(nextPath('/orders/1?filter=open')).toBe('/orders/1?filter=open')
    for (const bad of ['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example', '/sign-in?next=/x', undefined, ['/a']]) {
      expect(nextPath(bad)).toBe('/orders')
    }
  })
})

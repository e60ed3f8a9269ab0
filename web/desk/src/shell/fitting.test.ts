import { describe, expect, it } from 'vitest'
import { fitting } from './fitting'

describe('what fits into the bar', () => {
  it('is everything where there is room, also where "more" would stand', () => {
    expect(fitting([100, 100, 100], 300, 60)).toBe(3)
    expect(fitting([100, 100, 100], 240, 60)).toBe(3)
    expect(fitting([], 0, 60)).toBe(0)
  })

  it('leaves room for "more" where it does not', () => {
    expect(fitting([100, 100, 100], 239, 60)).toBe(2)
    expect(fitting([100, 100, 100], 199, 60)).toBe(1)
    expect(fitting([100, 100, 100], 20, 60)).toBe(0)
  })
})

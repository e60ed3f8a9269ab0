import { describe, expect, it } from 'vitest'
import { uuid7 } from './uuid7'

describe('a UUIDv7', () => {
  it('carries version, variant and time', () => {
    const id = uuid7(0x0199_aabb_ccdd, (bytes) => bytes.fill(0xff))
    expect(id).toBe('0199aabb-ccdd-7fff-bfff-ffffffffffff')
  })

  it('sorts by time and differs within it', () => {
    expect(uuid7(1_000) < uuid7(2_000)).toBe(true)
    expect(uuid7(1_000)).not.toBe(uuid7(1_000))
  })
})

import type { Envelope } from '@yanzhen/shared/api'
import { describe, expect, it } from 'vitest'
import { AT_ONCE, batches } from './intakeBatches'

const command = (n: number, length = 10) =>
  ({ id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`, type: 'hall.receive', body: { text: '字'.repeat(length) } }) as unknown as Envelope

describe('messages of a file', () => {
  it('go in the file\'s order, a hundred a request', () => {
    const all = Array.from({ length: 250 }, (_, n) => command(n))
    const parts = batches(all)
    expect(parts.map((part) => part.length)).toEqual([AT_ONCE, AT_ONCE, 50])
    expect(parts.flat()).toEqual(all)
  })

  it('go in smaller requests where they are long', () => {
    expect(batches([command(1, 200_000), command(2, 200_000), command(3, 200_000)]).map((part) => part.length)).toEqual([2, 1])
  })

  it('are none where the file has none', () => {
    expect(batches([])).toEqual([])
  })
})

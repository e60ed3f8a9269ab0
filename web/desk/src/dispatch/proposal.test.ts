import type { ProposalLine } from '@yanzhen/shared/api'
import { describe, expect, it } from 'vitest'
import { byPerson, isRunning, parts } from './proposal'

const line = (no: number, to?: string) => ({ line: no, orderId: `o${no}`, had: 2, to: to ? { id: to, name: to } : undefined }) as unknown as ProposalLine

describe('a proposal', () => {
  it('is shown by person, without what nobody gets', () => {
    const people = byPerson([line(1, 'a'), line(2, 'a'), line(3, 'b'), line(4)])
    expect(people.map((one) => [one.name, one.lines.map((each) => each.line)])).toEqual([
      ['a', [1, 2]],
      ['b', [3]],
    ])
    expect(people[0]!.had).toBe(2)
  })

  it('goes on a person begun on the page before', () => {
    expect(byPerson([line(1, 'a'), line(2, 'b'), line(3, 'b')]).map((one) => one.lines.length)).toEqual([1, 2])
  })

  it('is sent in parts the server takes', () => {
    expect(parts([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
    expect(parts([], 2)).toEqual([])
  })

  it('runs until it is ready, cancelled or failed', () => {
    expect((['READING', 'SOLVING', 'CHECKING', 'READY', 'CANCELLED', 'FAILED'] as const).map((state) => isRunning({ state }))).toEqual([true, true, true, false, false, false])
    expect(isRunning(undefined)).toBe(false)
  })
})

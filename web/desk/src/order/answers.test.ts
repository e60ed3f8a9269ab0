import { describe, expect, it } from 'vitest'
import { changedAnswers } from './answers'

describe('answers given later', () => {
  it('sends what is new, what changed and what was taken away, and nothing else', () => {
    const before = { facility: 'light', since: '2026-11-02' }
    const now = { facility: 'road', since: '', passable: 'partly', spot: '', note: ' ' }

    expect(changedAnswers(before, now)).toEqual({ facility: 'road', since: '', passable: 'partly' })
    expect(changedAnswers(before, { ...before })).toEqual({})
  })
})

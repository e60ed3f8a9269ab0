import { describe, expect, it } from 'vitest'
import { amountOf, draftOf, fieldOf, nextNumber, promiseOf } from './promise'

describe('a promise that is written', () => {
  it('begins with one milestone at the end of its year', () => {
    expect(draftOf(undefined, 2027).milestones).toEqual([{ n: 1, title: { zh: '', en: '' }, due: '2027-12-31' }])
  })

  it('is sent without English where nobody wrote any', () => {
    const draft = draftOf(undefined, 2027)
    draft.title = { zh: ' 修桥 ', en: ' ' }
    draft.figures = [{ n: 1, name: { zh: '桥长', en: 'Length' }, unit: { zh: '米', en: '' }, promised: '１,２００.5' }]
    const sent = promiseOf(draft)
    expect(sent?.title).toEqual({ zh: '修桥' })
    expect(sent?.figures).toEqual([{ n: 1, name: { zh: '桥长', en: 'Length' }, unit: { zh: '米' }, promised: 1200.5 }])
  })

  it('is not sent with an amount that is none', () => {
    const draft = draftOf(undefined, 2027)
    draft.figures = [{ n: 1, name: { zh: '桥长', en: '' }, unit: { zh: '米', en: '' }, promised: '很多' }]
    expect(promiseOf(draft)).toBeUndefined()
    expect(amountOf('-1')).toBeUndefined()
    expect(amountOf('1.234')).toBeUndefined()
  })

  it('keeps the numbers of what is there', () => {
    expect(nextNumber([{ n: 1 }, { n: 4 }])).toBe(5)
    expect(nextNumber([])).toBe(1)
  })

  it('finds the field a problem is about', () => {
    expect(fieldOf('body.promise.milestones.0.due')).toBe('milestones.0.due')
    expect(fieldOf('body.reason')).toBe('reason')
    expect(fieldOf(null)).toBe('')
  })
})

import { describe, expect, it } from 'vitest'
import { conditionsFor, fieldsOfConditions, looked } from './applying'
import kinds from './cases/kinds.json'
import { cases, today } from './cases/who-may-ask.json'
import type { KindView } from './types'

const kindOf = (code: string) => (kinds as unknown as Record<string, KindView>)[code]!

/** The server's rule gives the same: WhoMayAskOnThePhoneTest. */
describe('who may ask, on the phone', () => {
  for (const one of cases) {
    it(one.name, () => {
      const found = looked(kindOf(one.kind), one.form as Record<string, string>, one.answers as Record<string, string>, one.today ?? today)
      expect({ ...found, against: found.against.map(({ code }) => code) }).toEqual({
        verdict: one.verdict,
        against: one.reasons,
        unanswered: one.unanswered,
      })
    })
  }

  it('asks only what counts in the situation', () => {
    const meal = kindOf('home-meal')
    expect(conditionsFor(meal, { for: 'child' }).map(({ code }) => code)).toEqual(['child-age', 'cooks-for-oneself'])
    expect(fieldsOfConditions(meal).map(({ code }) => code)).toEqual(['for'])
  })

  it('says why with the clause and what may help instead', () => {
    const [reason] = looked(kindOf('home-meal'), { for: 'elder' }, { 'elder-age': '2000-01-01' }, today).against
    expect(reason).toMatchObject({ words: '送给老人的，要年满 60 周岁。', clause: '《中华人民共和国老年人权益保障法》第二条（2018-12-29）', instead: 'home-visit' })
  })
})

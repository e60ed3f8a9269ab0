import { describe, expect, it } from 'vitest'
import type { AlikeNearby, TakenDown } from '@yanzhen/shared/api'
import { AlikeFinder, kilometres, nameOf, notApart, titleOf, takenDown } from '../src/order/alike'
import type { Draft } from '../src/order/drafts'
import { emptyPlacing } from '../src/order/placing'
import { HandTimers, noNetwork } from './world'

const LITANG = { id: 7, name: '安江镇李塘村' }
const alike = (id: string, more: Partial<AlikeNearby> = {}): AlikeNearby => ({ id, state: 'WAITING', at: '2026-11-20T01:00:00Z', joined: 0, what: [], village: '李塘村', ...more })
const draft = (text: string, changes: object = {}): Draft => ({ text, attachments: [], placing: { ...emptyPlacing('o9', LITANG), kind: 'public-facility', ...changes } })

const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

function aFinder() {
  const timers = new HandTimers()
  const asked: { taken: TakenDown; answer: (found: AlikeNearby[]) => void; fail: () => void; signal: AbortSignal }[] = []
  let shown: AlikeNearby[] = []
  const finder = new AlikeFinder(
    (taken, signal) =>
      new Promise((resolve, reject) => {
        asked.push({ taken, signal, answer: (found) => resolve({ alike: found }), fail: () => reject(noNetwork()) })
      }),
    timers,
    (found) => (shown = found),
  )
  const pause = async () => {
    const { waiting } = timers
    timers.waiting = []
    waiting.forEach(({ work }) => work())
    await settled()
  }
  return { finder, timers, asked, pause, shown: () => shown.map(({ id }) => id) }
}

const lamp = takenDown(draft('村口的路灯坏了'), false)!

describe('orders alike to the one being taken down', () => {
  it('are looked for once kind, village and words are there, written or spoken', () => {
    expect(takenDown(draft('村口的路灯坏了'), false)).toEqual({ kind: 'public-facility', divisionId: 7, urgency: 'NORMAL', text: '村口的路灯坏了' })
    expect(takenDown(draft(' 灯 '), false)).toBeUndefined()
    expect(takenDown(draft(''), true)).toMatchObject({ divisionId: 7, text: undefined })
    expect(takenDown(draft('村口的路灯坏了', { kind: undefined }), false)).toBeUndefined()
    expect(takenDown(draft('村口的路灯坏了', { division: undefined }), false)).toBeUndefined()
  })

  it('are asked for when somebody pauses, and only for the last words', async () => {
    const { finder, asked, pause, shown } = aFinder()
    finder.look(takenDown(draft('村口的路'), false))
    finder.look(lamp)
    await pause()
    expect(asked.map(({ taken }) => taken.text)).toEqual(['村口的路灯坏了'])
    asked[0]!.answer([alike('o1')])
    await settled()
    expect(shown()).toEqual(['o1'])
  })

  it('stay while the words go on, and go with another kind or village', async () => {
    const { finder, asked, pause, shown } = aFinder()
    finder.look(lamp)
    await pause()
    asked[0]!.answer([alike('o1')])
    await settled()
    finder.look({ ...lamp, text: '村口的路灯坏了三盏' })
    expect(shown()).toEqual(['o1'])
    finder.look({ ...lamp, divisionId: 8 })
    expect(shown()).toEqual([])
  })

  it('say nothing without network, and nothing that comes too late', async () => {
    const { finder, timers, asked, pause, shown } = aFinder()
    finder.look(lamp)
    await pause()
    asked[0]!.fail()
    await settled()
    expect(shown()).toEqual([])
    finder.look({ ...lamp, urgency: 'URGENT' })
    await pause()
    finder.look(undefined)
    expect(asked[1]!.signal.aborted).toBe(true)
    asked[1]!.answer([alike('o1')])
    await settled()
    expect(shown()).toEqual([])
    expect(timers.waiting).toEqual([])
  })

  it('are not shown again once somebody said that theirs is another matter', () => {
    expect(notApart([alike('o1'), alike('o2')], ['o1']).map(({ id }) => id)).toEqual(['o2'])
  })

  it('are called by their words where those may be read, else by what was chosen', () => {
    expect(nameOf(alike('o1', { title: '村口路灯坏了', what: ['路灯'] }), '、')).toBe('村口路灯坏了')
    expect(nameOf(alike('o1', { what: ['路灯', '不能用'] }), '、')).toBe('路灯、不能用')
  })

  it('have a title of their own where it is not how their words begin', () => {
    expect(titleOf(alike('o1', { title: '路灯', text: '村口三盏都不亮' }))).toBe('路灯')
    expect(titleOf(alike('o1', { title: '村口三盏…', text: '村口三盏都不亮' }))).toBeUndefined()
    expect(titleOf(alike('o1', { title: '村口三盏都不亮', text: '村口三盏都不亮' }))).toBeUndefined()
  })

  it('are as far away as whole kilometres say', () => {
    expect(kilometres(alike('o1', { metres: 3_400 }))).toBe(3)
    expect(kilometres(alike('o1', { metres: 300 }))).toBe(0)
    expect(kilometres(alike('o1'))).toBeUndefined()
  })
})

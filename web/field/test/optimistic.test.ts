import type { ClockName, CommandType, OrderState } from '@yanzhen/shared/api'
import { describe, expect, it } from 'vitest'
import type { EntryView } from '../src/command/log'
import { projected, stateAfter, type PendingCommand } from '../src/command/optimistic'
import { withinLimits } from '../src/order/workCache'
import { aCard, anOrder, someWork } from './world'

const me = { id: 'person-wu', name: '吴师傅' }

function pending(type: CommandType, seq = 1, more: Partial<PendingCommand> = {}, text?: string): PendingCommand {
  const view = { id: `c${seq}`, seq, type, body: { orderId: 'o1', text }, about: {}, recordedAt: '2026-11-21T01:00:00Z' }
  return { view: view as unknown as EntryView, sent: false, ...more }
}

describe('what a kept command does on this phone', () => {
  it.each<[OrderState, CommandType, OrderState | undefined]>([
    ['OPEN', 'dispatch.claim', 'ACCEPTED'],
    ['OFFERED', 'order.accept', 'ACCEPTED'],
    ['OFFERED', 'order.decline', 'WAITING'],
    ['ACCEPTED', 'order.start', 'WORKING'],
    ['ACCEPTED', 'order.release', 'WAITING'],
    ['WORKING', 'order.release', 'WAITING'],
    ['WORKING', 'order.note', 'WORKING'],
    ['WORKING', 'order.report', 'REPORTED'],
    ['ACCEPTED', 'order.report', undefined],
    ['SUSPENDED', 'order.resume', 'SUSPENDED'],
    ['REPORTED', 'order.solve', 'SOLVED'],
    ['SOLVED', 'order.reopen', 'WAITING'],
    ['WORKING', 'order.solve', undefined],
    ['SOLVED', 'order.start', undefined],
    ['WAITING', 'dispatch.offer', undefined],
  ])('%s + %s = %s', (from, type, to) => expect(stateAfter(from, type)).toBe(to))

  it('an accepted offer moves to my work, with what I may do next', () => {
    const work = someWork({ offers: [anOrder({}, ['order.accept', 'order.decline'])] })
    const local = projected(work, [pending('order.accept')], me)
    expect(local.offers).toEqual([])
    expect(local.active[0]).toMatchObject({
      keptHere: true,
      detail: { card: { state: 'ACCEPTED', assignee: me }, allowed: ['order.start', 'order.note', 'order.answer', 'order.release'] },
    })
  })

  it('a claimed one moves from the board to my work', () => {
    const work = someWork({ board: [{ order: aCard({ state: 'OPEN' }), text: '树叶发黄', eligible: true }] })
    const local = projected(work, [pending('dispatch.claim')], me)
    expect(local.board).toEqual([])
    expect(local.active[0]!.detail).toMatchObject({ text: '树叶发黄', card: { state: 'ACCEPTED' } })
    // Of what is asked at the report only the kind is known, until it was read whole.
    expect(local.active[0]!.fromBoard).toBe(true)
  })

  it('a question answered here is not asked again', () => {
    const question = (code: string) => ({ code, type: 'TEXT' as const, label: code, required: true, choices: [] })
    const order = { ...anOrder({ state: 'WORKING' }), unanswered: [question('facility'), question('since')] }
    const answered = pending('order.answer')
    Object.assign(answered.view.body, { fields: { facility: 'light' } })
    const local = projected(someWork({ active: [order] }), [answered], me)
    expect(local.active[0]!.detail.unanswered.map(({ code }) => code)).toEqual(['since'])
    expect(local.active[0]!.detail.thread.at(-1)?.type).toBe('order.answer')
  })

  it('a pause ended here is not ended again', () => {
    const order = anOrder({ state: 'SUSPENDED' }, ['order.resume', 'order.note'])
    const local = projected(someWork({ active: [order] }), [pending('order.resume')], me)
    expect(local.active[0]!.detail.allowed).toEqual(['order.note'])
  })

  it('what was planned with the claim stands in the thread before it has arrived', () => {
    const work = someWork({ board: [{ order: aCard({ state: 'OPEN' }), text: '树叶发黄', eligible: true }] })
    const local = projected(work, [pending('dispatch.claim', 1, {}, '先看叶背，带放大镜')], me)
    expect(local.active[0]!.detail.thread).toMatchObject([{ type: 'dispatch.claim', text: '先看叶背，带放大镜' }])
  })

  it('a whole visit without signal: accept, start, note, report', () => {
    const work = someWork({ offers: [anOrder()] })
    const types: CommandType[] = ['order.accept', 'order.start', 'order.note', 'order.report']
    const local = projected(work, types.map((type, i) => pending(type, i + 1, {}, `第 ${i + 1} 句`)), me)
    expect(local.active[0]!.detail.card.state).toBe('REPORTED')
    expect(local.active[0]!.detail.thread.map((entry) => entry.text)).toEqual(['第 1 句', '第 2 句', '第 3 句', '第 4 句'])
  })

  it('the clock that a step meets stops, and the next one shows', () => {
    const clock = (name: ClockName) => ({
      name,
      startedAt: '2026-11-20T00:00:00Z',
      dueAt: '2026-11-22T00:00:00Z',
      late: false,
    })
    const offer = { ...anOrder({ nextClock: clock('SIGN') }), clocks: [clock('SIGN'), clock('CONTACT')] }
    const { detail } = projected(someWork({ offers: [offer] }), [pending('order.accept')], me).active[0]!
    expect(detail.clocks[0]).toMatchObject({ metAt: '2026-11-21T01:00:00Z', late: false })
    expect(detail.card.nextClock!.name).toBe('CONTACT')
  })

  it('what I would take over from somebody is asked once, also before it has left this phone', () => {
    const taken = {
      orderId: 'o1',
      number: '261121-000001',
      kindName: '公共设施',
      kindIcon: 'wrench',
      urgency: 'NORMAL' as const,
      divisionName: '李塘村',
      holder: '滕师傅',
      mine: false,
      mayAsk: true,
    }
    expect(projected(someWork({ taken: [taken] }), [], me).taken[0]).toMatchObject({ mine: false, mayAsk: true, keptHere: false })
    expect(projected(someWork({ taken: [taken] }), [pending('dispatch.contest')], me).taken[0]).toMatchObject({ mine: true, mayAsk: false, keptHere: true })
  })

  it('who keeps an order has nothing more to answer, and who hands it over has it no more', () => {
    const contest = { by: { id: 'person-man', name: '满师傅' }, until: '2026-11-21T09:00:00Z' }
    const order = anOrder({ state: 'ACCEPTED', contest }, ['order.start', 'dispatch.keep', 'dispatch.yield'])
    const kept = projected(someWork({ active: [order] }), [pending('dispatch.keep', 1, {}, '说好了')], me)
    expect(kept.active[0]!.detail.allowed).toEqual(['order.start'])
    expect(kept.active[0]!.detail.card.contest).toBeUndefined()
    expect(projected(someWork({ active: [order] }), [pending('dispatch.yield')], me).active).toEqual([])
  })

  it('a declined or released order leaves', () => {
    const offers = someWork({ offers: [anOrder()] })
    expect(projected(offers, [pending('order.decline')], me).offers).toEqual([])
    const active = someWork({ active: [anOrder({ state: 'WORKING' })] })
    expect(projected(active, [pending('order.release')], me).active).toEqual([])
  })

  it('a sent one stays in force until work is read that knows it', () => {
    const sent = pending('order.accept', 1, { sent: true, version: 4 })
    expect(projected(someWork({ offers: [anOrder({ version: 3 })] }), [sent], me).active).toHaveLength(1)
    const fresh = someWork({ active: [anOrder({ state: 'ACCEPTED', version: 4 })] })
    const local = projected(fresh, [sent], me)
    expect(local.active[0]!.detail.thread).toEqual([])
    expect(local.active[0]!.keptHere).toBe(false)
  })

  it('a command that does not fit the state shows nothing it could not become', () => {
    const work = someWork({ active: [anOrder({ state: 'ACCEPTED' })] })
    expect(projected(work, [pending('order.report')], me).active[0]!.detail.card.state).toBe('ACCEPTED')
  })
})

describe('the phone’s allowance', () => {
  it('keeps my own work before the board', () => {
    const work = someWork({
      active: [anOrder({ id: 'a' })],
      offers: [anOrder({ id: 'b' })],
      board: [{ order: aCard({ id: 'c' }), text: '', eligible: true }],
      limits: { documents: 2, bytes: 1_000_000 },
    })
    const bounded = withinLimits(work)
    expect([bounded.active.length, bounded.offers.length, bounded.board.length]).toEqual([1, 1, 0])
    expect(bounded.boardIsPart).toBe(true)
  })

  it('says that the board is not the whole only where it is not', () => {
    expect(withinLimits(someWork({ board: [{ order: aCard({ id: 'c' }), text: '', eligible: true }] })).boardIsPart).toBe(false)
    expect(projected(withinLimits(someWork({ boardIsPart: true })), [], undefined).boardIsPart).toBe(true)
  })
})

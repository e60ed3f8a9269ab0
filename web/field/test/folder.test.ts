import { describe, expect, it } from 'vitest'
import type { CommandBodies, OrderFolder } from '@yanzhen/shared/api'
import { slipCode } from '@yanzhen/shared/api'
import type { EntryView } from '../src/command/log'
import type { PendingCommand } from '../src/command/optimistic'
import { elsewhere, folderWith, inMyHands, slipLines, takenRows } from '../src/order/folder'

const AS_OF = '2026-12-01T02:00:00Z'

function folder(changes: Partial<OrderFolder> = {}): OrderFolder {
  return { papers: [], moves: [], originalsWithUs: false, authorities: [], handOuts: [], notesAuthority: true, takes: true, ...changes }
}

const register = { id: 'p1', label: '户口簿', original: true, withUs: 1, hand: { place: 'DESK' as const, by: '向文书', mine: false } }

let seq = 0
function noted<T extends keyof CommandBodies>(type: T, body: object, more: Partial<PendingCommand> = {}): PendingCommand {
  const view = { id: `c${++seq}`, seq, type, body: { orderId: 'o1', ...body }, about: {}, recordedAt: '2026-12-01T03:00:00Z' }
  return { view: view as unknown as EntryView, sent: false, ...more }
}

const taking = (more: Partial<PendingCommand> = {}) =>
  noted('hall.take-papers', { slipId: 's1', papers: [{ paperId: 'p2', label: '身份证', original: true, count: 1 }] }, more)

describe('the folder on the phone', () => {
  it('has what was taken without signal, in my hands', () => {
    const local = folderWith(undefined, [taking()], true)
    expect(inMyHands(local)).toMatchObject([{ id: 'p2', withUs: 1, keptHere: true }])
    expect(local.notesAuthority).toBe(true)
  })

  it('forgets what the server knows better, and keeps what it cannot know yet', () => {
    const known = { asOf: AS_OF, folder: folder({ papers: [register] }) }
    const before = taking({ sent: true, answeredAt: '2026-12-01T01:59:00Z' })
    expect(folderWith(known, [before], false).papers.map(({ id }) => id)).toEqual(['p1'])
    const after = taking({ sent: true, answeredAt: '2026-12-01T02:01:00Z' })
    expect(folderWith(known, [after], false).papers).toMatchObject([{ id: 'p1' }, { id: 'p2', keptHere: false }])
  })

  it('lets only go what is in my hands, after it was taken in hand', () => {
    const known = { asOf: AS_OF, folder: folder({ papers: [register] }) }
    expect(inMyHands(folderWith(known, [], false))).toEqual([])
    expect(elsewhere(folderWith(known, [], false))).toMatchObject([{ id: 'p1' }])
    const held = noted('hall.hold-papers', { papers: ['p1'] })
    expect(inMyHands(folderWith(known, [held], false))).toMatchObject([{ id: 'p1', keptHere: true }])
    const given = noted('hall.give-papers', { slipId: 's2', toWhom: 'REQUESTER', papers: [{ paperId: 'p1', count: 1 }] })
    const after = folderWith(known, [held, given], false)
    expect([inMyHands(after), elsewhere(after)]).toEqual([[], []])
    expect(slipLines(given.view, after.papers)).toEqual([{ label: '户口簿', original: true, count: 1 }])
  })

  it('knows an authority noted here, and that it was handed over', () => {
    const record = noted('hall.record-authority', { authorityId: 'a1', shown: 'SPOKEN', relation: 'CHILD', proxyName: '向小禾', principalName: '舒大娘' })
    expect(folderWith(undefined, [record], true).authority).toMatchObject({ state: 'ACTIVE', relation: 'CHILD', keptHere: true })
    const over = noted('hall.hand-over-authority', { authorityId: 'a1', proxyReads: true, medium: 'PAPER' })
    expect(folderWith(undefined, [record, over], true).authority).toMatchObject({ state: 'HANDED_OVER' })
    const other = noted('hall.hand-over-authority', { authorityId: 'a9', proxyReads: true, medium: 'PAPER' })
    expect(folderWith(undefined, [record, other], true).authority).toMatchObject({ state: 'ACTIVE' })
  })

  it('lets the server say who notes authorities', () => {
    expect(folderWith({ asOf: AS_OF, folder: folder({ notesAuthority: false }) }, [], true).notesAuthority).toBe(false)
  })

  it('offers to take papers until the server says that what is carried only goes back', () => {
    expect(folderWith(undefined, [taking()], true).takes).toBe(true)
    expect(folderWith({ asOf: AS_OF, folder: folder({ takes: false, notesAuthority: false }) }, [], false).takes).toBe(false)
    const { takes: _takes, ...older } = folder()
    expect(folderWith({ asOf: AS_OF, folder: older as OrderFolder }, [], false).takes).toBe(true)
  })

  it('shows the newest slip first, by a number that can be read out', () => {
    const first = taking()
    const second = noted('hall.give-papers', { slipId: 's2', toWhom: 'FAMILY', papers: [] })
    expect(folderWith(undefined, [first, second], true).slips).toEqual([second.view, first.view])
    expect(slipCode('019afb0e-4c1d-7aaa-9bbb-00113f9a21b7')).toBe('3F9A-21B7')
  })

  it('takes nothing that nobody named', () => {
    expect(takenRows([{ paperId: 'p', label: ' ', original: true, count: 1 }, { paperId: 'q', label: ' 照片 ', original: false, count: 2 }])).toEqual([
      { paperId: 'q', label: '照片', original: false, count: 2 },
    ])
  })
})

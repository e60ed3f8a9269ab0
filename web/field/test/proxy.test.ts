import { describe, expect, it, vi } from 'vitest'
import type { LoggedEntry } from '../src/command/log'
import { choicesFor } from '../src/command/refusals'
import { besides, emptyPlacing, isStarted, placeBody } from '../src/order/placing'
import { authorityBody, emptyProxy, wrongProxy } from '../src/order/proxy'
import { aPhone, statuses } from './world'

const spoken = { ...emptyProxy(), relation: 'CHILD' as const, shown: 'SPOKEN' as const }
let n = 0
const newId = () => `id${++n}`

describe('who files for somebody else', () => {
  it('says what they are to them and how it was shown', () => {
    expect(wrongProxy(emptyProxy(), '').map(({ field }) => field)).toEqual(['proxyName', 'relation', 'shown'])
    expect(wrongProxy(spoken, '向小禾')).toEqual([])
    expect(wrongProxy({ ...spoken, by: 'ME' }, '')).toEqual([])
  })

  it('gives the number of a power of attorney, or its picture', () => {
    const power = { ...spoken, shown: 'POWER_OF_ATTORNEY' as const }
    expect(wrongProxy(power, '向小禾')).toEqual([{ field: 'document', why: 'Document' }])
    expect(wrongProxy({ ...power, document: '7 号' }, '向小禾')).toEqual([])
    expect(wrongProxy({ ...power, photos: ['u1'] }, '向小禾')).toEqual([])
  })

  it('is whoever stands there, or the one who holds the phone', () => {
    const placing = { ...emptyPlacing('o9'), forAnother: true, principalName: ' 舒大娘 ', requesterName: '向小禾', requesterPhone: '138 0000 0007', proxy: spoken }
    expect(besides(placing, '杨组长', newId).authority).toMatchObject({ orderId: 'o9', proxyName: '向小禾', proxyPhone: '13800000007', principalName: '舒大娘', relation: 'CHILD' })
    const mine = { ...placing, requesterName: '', proxy: { ...spoken, by: 'ME' as const } }
    expect(besides(mine, '杨组长', newId).authority).toMatchObject({ proxyName: '杨组长' })
    expect(besides(mine, '杨组长', newId).authority).not.toHaveProperty('proxyPhone')
    expect(placeBody({ text: '办证', attachments: [] }, mine, undefined, '', '杨组长').requesterName).toBe('杨组长')
    expect(besides({ ...placing, forAnother: false }, '杨组长', newId).authority).toBeUndefined()
  })

  it('leaves out what was not filled in', () => {
    expect(authorityBody({ authorityId: 'a', orderId: 'o' }, { ...spoken, document: '没用上' }, { proxyName: '向小禾', principalName: '舒大娘', principalPhone: ' ' })).toEqual({
      authorityId: 'a',
      orderId: 'o',
      shown: 'SPOKEN',
      relation: 'CHILD',
      proxyName: '向小禾',
      principalName: '舒大娘',
    })
  })
})

describe('papers handed over with an order', () => {
  const papers = [{ paperId: 'p1', label: '户口簿', original: true, count: 1 }]

  it('are an entry behind it, and are no part of its own body', () => {
    const placing = { ...emptyPlacing('o9'), kind: 'home-meal', papers }
    expect(isStarted({ ...emptyPlacing('o9'), papers })).toBe(true)
    expect(besides(placing, '', newId).papers).toMatchObject({ orderId: 'o9', papers })
    expect(Object.keys(placeBody({ text: '送餐', attachments: [] }, placing, undefined))).not.toContain('papers')
    expect(besides({ ...placing, papers: [] }, '', newId).papers).toBeUndefined()
  })

  it('are kept with it or not at all, in the order of the log', async () => {
    const { log, db, account, dataKey, newSender, server } = await aPhone()
    const views = await log.appendAll(account.id, dataKey, [
      { type: 'order.note', body: { orderId: 'o9', text: '上门了' }, about: {} },
      { type: 'hall.take-papers', body: { orderId: 'o9', slipId: 's1', papers }, about: { what: '户口簿' } },
    ])
    expect(views.map(({ seq }) => seq)).toEqual([1, 2])
    expect((await db.accounts.get(account.id))!.nextSeq).toBe(3)
    await newSender().run()
    expect(server.commands.map(({ type }) => type)).toEqual(['order.note', 'hall.take-papers'])
    expect((await statuses(db, account)).map(({ status }) => status)).toEqual(['sent', 'sent'])
  })

  it('leave nothing behind when the phone cannot keep all of it', async () => {
    const { log, db, account, dataKey } = await aPhone()
    const add = db.entries.add.bind(db.entries)
    const spy = vi.spyOn(db.entries, 'add').mockImplementation(((entry: Parameters<typeof add>[0]) => {
      if (entry.seq % 2 === 0) throw new DOMException('no room', 'QuotaExceededError')
      return add(entry)
    }) as typeof db.entries.add)
    const both = log.appendAll(account.id, dataKey, [
      { type: 'order.note', body: { orderId: 'o9', text: '上门了' }, about: {} },
      { type: 'hall.take-papers', body: { orderId: 'o9', slipId: 's1', papers }, about: {} },
    ])
    await expect(both).rejects.toThrow()
    spy.mockRestore()
    expect(await statuses(db, account)).toEqual([])
    expect((await db.accounts.get(account.id))!.nextSeq).toBe(1)
  })

  it('that were refused can be sent again, whatever state the order is in', () => {
    const refused = { entry: { status: 'refused' }, view: { type: 'hall.give-papers', body: { orderId: 'o9' } } } as unknown as LoggedEntry
    for (const state of ['SOLVED', 'WORKING', undefined] as const) {
      expect(choicesFor(refused, state)).toEqual({ sendAgain: 'fits', asNote: false, correct: false })
    }
  })
})

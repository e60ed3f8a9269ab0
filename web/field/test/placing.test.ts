import { describe, expect, it } from 'vitest'
import type { KindView } from '@yanzhen/shared/api'
import { begunAs, draftKey, Drafts, type Draft } from '../src/order/drafts'
import { besides, draftOfRefused, emptyPlacing, isStarted, leftBehind, placeBody, placedTitle, uploadsOfDraft, villagesLike, withoutUpload, withUpload, wrongAnswers, answersGiven, wrongIn } from '../src/order/placing'
import { boundedKinds, PlacingCache, villagesOf } from '../src/order/placingCache'
import { textOf, utf8 } from '../src/platform/bytes'
import { aPhone, statuses } from './world'

const LITANG = { id: 7, name: '安江镇李塘村' }
const SIGNATURE = '01a20dc5-67e5-768f-aacd-146eded1d0f2'

const kind = {
  code: 'equipment-slot',
  name: '农机预约',
  summary: '耕、收、运',
  fields: [
    { code: 'area', type: 'NUMBER', label: '多少亩', required: true, choices: [] },
    { code: 'head', type: 'HOUSEHOLD', label: '户主', required: false, choices: [] },
    { code: 'hand', type: 'SIGNATURE', label: '签名', required: true, choices: [] },
  ],
} as unknown as KindView

function aDraft(changes: Partial<Draft['placing']> = {}) {
  const placing = { ...emptyPlacing('o9', LITANG), kind: kind.code, fields: { area: '3.5', hand: SIGNATURE }, requesterName: '石大山', ...changes }
  const draft: Draft = { text: ' 稻子熟了，要收割机 ', attachments: ['p1'], placing }
  return { draft, placing }
}

describe('an order placed on a visit', () => {
  it('is sent as one from the field, with its answers and uploads', () => {
    const { draft, placing } = aDraft()
    expect(placeBody(draft, placing, kind)).toEqual({
      orderId: 'o9',
      kind: 'equipment-slot',
      text: '稻子熟了，要收割机',
      divisionId: 7,
      fields: { area: '3.5', hand: SIGNATURE },
      requesterName: '石大山',
      urgency: 'NORMAL',
      source: 'FIELD',
      attachments: ['p1'],
    })
  })

  it('names the principal only while somebody asks for another', () => {
    const { draft, placing } = aDraft({ forAnother: true, principalName: ' 石老满 ', principalPhone: '13800000001' })
    expect(placeBody(draft, placing, kind)).toMatchObject({ principalName: '石老满', principalPhone: '13800000001' })
    expect(placeBody(draft, { ...placing, forAnother: false }, kind)).not.toHaveProperty('principalName')
  })

  it('is asked what came of it in the same words: what must be answered is, and a number is one', () => {
    const values = { area: '许多', head: ' 石大山 ', hand: '' }
    expect(wrongAnswers(kind.fields, values).map(({ field, why }) => [field, why])).toEqual([
      ['fields.hand', 'Field'],
      ['fields.area', 'Number'],
    ])
    expect(wrongAnswers(kind.fields, { area: '3.5', hand: SIGNATURE })).toEqual([])
    expect(answersGiven(kind.fields, { ...values, left: '不问的' })).toEqual({ area: '许多', head: '石大山' })
  })

  it('may be spoken instead of written', () => {
    const { draft, placing } = aDraft()
    const silent = { ...draft, text: '' }
    expect(wrongIn(silent, placing, kind, true)).toEqual([])
    expect(wrongIn(silent, placing, kind, false).map(({ field }) => field)).toEqual(['text'])
    expect(placeBody(silent, placing, kind, '（录音）').text).toBe('（录音）')
  })

  it('is looked at before it is kept: what the server would refuse is said at once', () => {
    const { draft, placing } = aDraft({ fields: { area: '三亩', head: '138石' }, requesterPhone: '没有', forAnother: true, division: undefined })
    expect(wrongIn(draft, placing, kind, false).map(({ field, why }) => [field, why])).toEqual([
      ['divisionId', 'Division'],
      ['fields.hand', 'Field'],
      ['requesterPhone', 'Phone'],
      ['principalName', 'Principal'],
      ['fields.area', 'Number'],
      ['fields.head', 'Name'],
    ])
  })

  it('takes a name in letters for a signature', () => {
    const { draft, placing } = aDraft({ fields: { area: '3', hand: '石大山' } })
    expect(wrongIn(draft, placing, kind, false)).toEqual([])
    expect(placeBody(draft, placing, kind).fields).toEqual({ area: '3', hand: '石大山' })
  })

  it('comes back from a refusal as it was filled in', () => {
    const { draft, placing } = aDraft({ forAnother: true, principalName: '石老满' })
    const body = placeBody(draft, placing, kind)
    const again = draftOfRefused(body, [LITANG])
    expect(placeBody(again, again.placing, kind)).toEqual(body)
  })

  it('goes on with another order, and then nothing is filed or held for it', () => {
    const papers = [{ paperId: 'p', label: '户口簿', original: true, count: 1 }]
    const { draft, placing } = aDraft({ forAnother: true, principalName: '石老满', papers, joins: { id: 'o1', line: '桥头路灯 · 李塘村' }, apart: ['o2'] })
    const body = placeBody(draft, placing, kind)
    expect(body.joins).toBe('o1')
    expect(body).not.toHaveProperty('apart')
    expect(besides(placing, '向干部', () => 'new')).toEqual({ authority: undefined, papers: undefined })
    expect(besides({ ...placing, joins: undefined }, '向干部', () => 'new').papers?.papers).toEqual(papers)
  })

  it('leaves no picture on the phone that nothing handed in names', async () => {
    const { db, log, photos, account, dataKey } = await aPhone()
    const [beside, hand, letter] = await Promise.all(['beside', 'hand', 'letter'].map((each) => photos.addSignature(account.id, dataKey, utf8(each))))
    const { draft, placing } = aDraft({ forAnother: true, principalName: '石老满', fields: { area: '3.5', hand: hand! }, joins: { id: 'o1' } })
    draft.attachments = [beside!]
    placing.proxy.photos = [letter!]
    const order = (of: typeof placing) => ({ type: 'order.place' as const, body: placeBody(draft, of, kind), about: {} })
    const { authority } = besides({ ...placing, joins: undefined }, '向干部', () => 'new')
    expect(leftBehind(draft, [order({ ...placing, joins: undefined }), { body: authority! }])).toEqual([])

    await log.appendAll(account.id, dataKey, [order(placing)])
    const left = leftBehind(draft, [order(placing)])
    expect(left).toEqual([letter])
    for (const id of left) await photos.drop(account.id, id)
    expect((await db.uploads.toArray()).map(({ id }) => id).sort()).toEqual([beside, hand].sort())
    expect(await db.blobs.get(letter!)).toBeUndefined()
    expect(await photos.thumbnail(account.id, dataKey, letter!)).toBeUndefined()
  })

  it('goes on with it after a correction too, unless that is what was refused', () => {
    const { draft, placing } = aDraft({ joins: { id: 'o1' } })
    const body = placeBody(draft, placing, kind)
    expect(draftOfRefused(body, [LITANG], 'requesterPhone').placing.joins).toEqual({ id: 'o1' })
    expect(draftOfRefused(body, [LITANG], 'joins').placing.joins).toBeUndefined()
  })

  it('names all its uploads, whichever version of the app began it', () => {
    const { draft, placing } = aDraft()
    const proxy = { ...placing.proxy, photos: ['p2'] }
    expect(uploadsOfDraft({ ...draft, placing: { ...placing, proxy } })).toEqual(['p1', 'p2', SIGNATURE])
    const { proxy: _proxy, ...older } = placing
    expect(uploadsOfDraft({ ...draft, placing: older as typeof placing })).toEqual(['p1', SIGNATURE])
  })

  it('is told by its kind and the beginning of its words', () => {
    const { draft } = aDraft()
    expect(placedTitle(draft, kind)).toBe('农机预约 · 稻子熟了，要收割机')
    expect([...placedTitle({ ...draft, text: '长'.repeat(60) }, undefined)]).toHaveLength(25)
  })

  it('gains and loses uploads one by one, and a typed name gives way to the first', () => {
    expect(withUpload('石大山', SIGNATURE)).toBe(SIGNATURE)
    expect(withoutUpload(SIGNATURE, SIGNATURE)).toBe('')
  })

  it('is begun with more than the village that came by itself', () => {
    expect(isStarted(emptyPlacing('o9', LITANG))).toBe(false)
    expect(isStarted({ ...emptyPlacing('o9'), requesterName: '石' })).toBe(true)
  })
})

describe('the draft of an order', () => {
  it('survives a reload, locked', async () => {
    const { db, clock, account, dataKey } = await aPhone()
    const key = draftKey('new', 'order.place')
    const { draft } = aDraft()
    await new Drafts(db, clock).save(account.id, dataKey, key, draft)
    expect(await new Drafts(db, clock).load(account.id, dataKey, key)).toEqual(draft)
    expect(textOf((await db.readable.get([account.id, key]))!.box.data)).not.toContain('石大山')
  })

  it('becomes an entry that takes its signature and its file along', async () => {
    const { db, log, photos, clock, server, newSender, account, dataKey } = await aPhone()
    const png = utf8('\u0089PNG')
    const hand = await photos.addSignature(account.id, dataKey, png)
    const paper = await photos.addFile(account.id, dataKey, utf8('%PDF-1.7'), '合同.pdf')
    expect(await photos.nameOf(paper)).toBe('合同.pdf')
    expect(JSON.stringify(await db.uploads.get(paper))).not.toContain('合同')
    const key = draftKey('new', 'order.place')
    const { draft, placing } = aDraft({ fields: { area: '3', hand } })
    await new Drafts(db, clock).save(account.id, dataKey, key, draft)
    const body = { ...placeBody({ ...draft, attachments: [paper] }, placing, kind) }
    await log.append(account.id, dataKey, { type: 'order.place', body, about: {}, draftKey: key })
    expect(await new Drafts(db, clock).load(account.id, dataKey, key)).toBeUndefined()
    await newSender().run()
    expect(server.commands[0]).toMatchObject({ type: 'order.place', body: { fields: { area: '3', hand }, source: 'FIELD' } })
    expect(await server.photo(hand)).toEqual(png)
    expect(textOf(await server.photo(paper))).toBe('%PDF-1.7')
  })

  it('corrects a refused entry, and lets go of what it no longer names', async () => {
    const { db, log, photos, server, newSender, account, dataKey } = await aPhone()
    const first = await photos.addSignature(account.id, dataKey, utf8('first'))
    const stays = await photos.addSignature(account.id, dataKey, utf8('stays'))
    server.refuse.set('order.place', { code: 'order.field-invalid', detail: '“多少亩”没填对。' })
    const { draft, placing } = aDraft({ fields: { area: '3', hand: first } })
    const place = (hand: string, answers?: number) =>
      log.append(account.id, dataKey, {
        type: 'order.place',
        body: placeBody({ ...draft, attachments: [stays] }, { ...placing, fields: { area: '3', hand } }, kind),
        about: {},
        answers,
      })
    await place(first)
    await newSender().run()
    expect((await db.uploads.get(first))!.status).toBe('held')
    await place('石大山', 1)
    expect((await statuses(db, account)).map(({ status }) => status)).toEqual(['settled', 'kept'])
    expect(await db.uploads.get(first)).toBeUndefined()
    expect((await db.uploads.get(stays))!.status).toBe('queued')
  })
})

describe('orders begun at several doors', () => {
  async function begunAtThreeDoors() {
    const phone = await aPhone()
    const drafts = new Drafts(phone.db, phone.clock)
    const { account, dataKey } = phone
    const list = async () => drafts.openBegun(dataKey, await drafts.rowsBegun(account.id))
    const begin = async (id: string, name: string) => {
      phone.clock.advance(60_000)
      const { draft } = aDraft({ orderId: id, requesterName: name })
      await drafts.save(account.id, dataKey, draftKey(begunAs(id), 'order.place'), { ...draft, begunAt: phone.clock.now() })
    }
    await begin('a', '石大山')
    await begin('b', '向小禾')
    await begin('c', '舒大娘')
    return { ...phone, drafts, list, begin }
  }
  const names = (list: { draft: Draft }[]) => list.map(({ draft }) => draft.placing!.requesterName)

  it('are kept apart and locked, the latest begun first, also when an older one is written on', async () => {
    const { db, account, dataKey, drafts, clock, list } = await begunAtThreeDoors()
    clock.advance(60_000)
    const [first] = (await list()).filter(({ id }) => id === 'a')
    await drafts.save(account.id, dataKey, draftKey(begunAs('a'), 'order.place'), first!.draft)
    expect(names(await list())).toEqual(['舒大娘', '向小禾', '石大山'])
    for (const row of await drafts.rowsBegun(account.id)) expect(textOf(row.box.data)).not.toMatch(/石大山|向小禾|舒大娘/)
    expect(await db.readable.where('[account+key]').between([account.id, 'draft:'], [account.id, 'draft:\uffff']).count()).toBe(3)
  })

  it('leave the others where they are when one is handed in', async () => {
    const { account, dataKey, log, list } = await begunAtThreeDoors()
    const { draft, placing } = aDraft({ orderId: 'b' })
    await log.append(account.id, dataKey, { type: 'order.place', body: placeBody(draft, placing, kind), about: {}, draftKey: draftKey(begunAs('b'), 'order.place') })
    expect(names(await list())).toEqual(['舒大娘', '石大山'])
  })

  it('come back whole after they were thrown away, until they are forgotten', async () => {
    const { db, account, dataKey, drafts, list } = await begunAtThreeDoors()
    const whole = (await list()).find(({ id }) => id === 'b')!
    await drafts.throwAway(account.id, dataKey, 'b')
    expect((await list()).map(({ id, thrown }) => [id, thrown])).toEqual([['c', false], ['b', true], ['a', false]])
    await drafts.bringBack(account.id, dataKey, 'b')
    expect((await list()).find(({ id }) => id === 'b')).toEqual(whole)
    await drafts.throwAway(account.id, dataKey, 'b')
    await drafts.forget(account.id, 'b')
    await drafts.bringBack(account.id, dataKey, 'b')
    expect(names(await list())).toEqual(['舒大娘', '石大山'])
    expect(await db.readable.get([account.id, 'thrown:b'])).toBeUndefined()
  })

  it('take over the one that an older version kept, once', async () => {
    const { account, dataKey, drafts, clock, list } = await begunAtThreeDoors()
    const { draft } = aDraft({ orderId: 'old', requesterName: '武大伯' })
    clock.advance(60_000)
    const savedAt = clock.now()
    await drafts.save(account.id, dataKey, draftKey('new', 'order.place'), draft)
    clock.advance(60_000)
    await Promise.all([drafts.takeOver(account.id, dataKey), drafts.takeOver(account.id, dataKey)])
    await drafts.takeOver(account.id, dataKey)
    const [taken] = await list()
    expect(taken).toMatchObject({ id: 'old', begunAt: savedAt, thrown: false, draft: { text: draft.text } })
    expect(names(await list())).toEqual(['武大伯', '舒大娘', '向小禾', '石大山'])
    expect(await drafts.load(account.id, dataKey, draftKey('new', 'order.place'))).toBeUndefined()
  })
})

describe('what placing without signal needs', () => {
  it('is kept locked and bounded', async () => {
    const { db, clock, account, dataKey } = await aPhone()
    const cache = new PlacingCache(db, clock)
    await cache.save(account.id, dataKey, { locale: 'zh-CN', kinds: [kind], villages: [LITANG] })
    expect(await cache.load(account.id, dataKey)).toMatchObject({ kinds: [{ code: kind.code }], villages: [LITANG] })
    const fat = { ...kind, summary: '长'.repeat(200_000) }
    expect(boundedKinds([kind, fat, fat]).length).toBe(2)
  })

  it('has the villages of the area with their townships, or the one village itself', async () => {
    const children: Record<number, object[]> = {
      1: [{ id: 2, name: '安江镇', level: 'TOWNSHIP' }],
      2: [{ id: 7, name: '李塘村', level: 'VILLAGE' }],
      7: [],
    }
    const api = { divisions: { children: async (id: number) => children[id] } } as unknown as Parameters<typeof villagesOf>[0]
    expect(await villagesOf(api, { divisionId: 1, divisionName: '示范县' })).toEqual([LITANG])
    expect(await villagesOf(api, { divisionId: 2, divisionName: '安江镇' })).toEqual([LITANG])
    expect(await villagesOf(api, { divisionId: 7, divisionName: '李塘村' })).toEqual([{ id: 7, name: '李塘村' }])
  })

  it('finds a village by any words of its name', () => {
    expect(villagesLike([LITANG, { id: 8, name: '安江镇下坪村' }], '安江 李塘', 8)).toEqual([LITANG])
  })
})

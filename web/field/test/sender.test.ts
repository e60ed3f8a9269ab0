import { ApiProblem } from '@yanzhen/shared/api'
import { describe, expect, it, vi } from 'vitest'
import { backoffMs } from '../src/command/backoff'
import { PIECE_BYTES } from '../src/command/sender'
import { randomBytes } from '../src/platform/bytes'
import { PhoneFull } from '../src/store/full'
import { aPhone, noNetwork, statuses } from './world'

const textsOf = (commands: { body: unknown }[]) => commands.map((each) => (each.body as { text: string }).text)

describe('the sender', () => {
  it('delivers in order and marks what was answered', async () => {
    const { note, newSender, server, db, account } = await aPhone()
    await note('一')
    await note('二')
    expect(await newSender().run()).toEqual({ kind: 'rest' })
    expect(textsOf(server.commands)).toEqual(['一', '二'])
    const entries = await statuses(db, account)
    expect(entries.map((entry) => [entry.status, entry.sealed])).toEqual([
      ['sent', undefined],
      ['sent', undefined],
    ])
  })

  it('sends in small requests', async () => {
    const { note, newSender, server } = await aPhone()
    for (let i = 0; i < 12; i++) await note(String(i))
    await newSender().run()
    expect(server.requests).toEqual(['sealed 1,2,3,4,5,6,7,8,9,10', 'sealed 11,12'])
  })

  it('goes on where it stopped when the network fails in the middle', async () => {
    const { note, newSender, server, timers, db, account } = await aPhone()
    for (let i = 0; i < 12; i++) await note(String(i))
    server.failBefore = [undefined, noNetwork()]
    const sender = newSender()
    expect(await sender.run()).toMatchObject({ kind: 'waiting' })
    expect((await statuses(db, account)).filter((entry) => entry.status === 'kept')).toHaveLength(2)
    expect(timers.waiting).toHaveLength(1)
    await newSender().run()
    expect(textsOf(server.commands)).toEqual(Array.from({ length: 12 }, (_, i) => String(i)))
  })

  it('an answer lost on the way is asked for again, and nothing happens twice', async () => {
    const { note, newSender, server, db, account } = await aPhone()
    await note('一')
    server.failAfter = [noNetwork()]
    await newSender().run()
    expect((await statuses(db, account))[0]!.status).toBe('kept')
    await newSender().run()
    expect((await statuses(db, account))[0]!.status).toBe('sent')
    expect(server.commands).toHaveLength(1)
  })

  it('a server that answers the same twice changes nothing', async () => {
    const { note, newSender, log, db, account, server } = await aPhone()
    await note('一')
    const [entry] = await statuses(db, account)
    await newSender().run()
    const refusal = { ...server.answers.get(entry!.id)!, status: 'refused' as const }
    await log.answer(entry!, refusal)
    expect((await statuses(db, account))[0]!.status).toBe('sent')
  })

  it('a closed session asks to sign in again and keeps the log', async () => {
    const { note, newSender, server, db, account, timers } = await aPhone()
    await note('一')
    server.signedIn = undefined
    expect(await newSender().run()).toEqual({ kind: 'signed-out' })
    expect((await statuses(db, account))[0]!.status).toBe('kept')
    expect(timers.waiting).toEqual([])
    server.signedIn = 'wu'
    expect(await newSender().run()).toEqual({ kind: 'rest' })
    expect(textsOf(server.commands)).toEqual(['一'])
  })

  it('never sends one person’s entries under another’s name', async () => {
    const { note, newSender, server, people, account } = await aPhone()
    await note('吴的')
    await people.signIn('yang', 'secret', 'test phone')
    await newSender().run()
    expect(server.requests).toEqual([])
    await people.use(account.id)
    expect(await newSender().run()).toEqual({ kind: 'other-person' })
    expect(server.requests).toEqual([])
    await people.signIn('wu', 'secret', 'test phone')
    await newSender().run()
    expect(textsOf(server.commands)).toEqual(['吴的'])
  })

  it('a refused entry waits for its author and does not hold up the next', async () => {
    const { log, newSender, server, note, db, account, dataKey } = await aPhone()
    server.refuse.set('dispatch.claim', { code: 'order.lease-lost', detail: '刚被李师傅接走了。' })
    await log.append(account.id, dataKey, { type: 'dispatch.claim', body: { orderId: 'o2' }, about: {} })
    await note('二')
    await newSender().run()
    expect((await statuses(db, account)).map((entry) => entry.status)).toEqual(['refused', 'sent'])
    const refused = (await log.list(account.id, dataKey)).find((each) => each.entry.status === 'refused')!
    expect(refused.outcome!.problem).toMatchObject({ code: 'order.lease-lost', detail: '刚被李师傅接走了。' })
    expect(refused.view!.type).toBe('dispatch.claim')
  })

  it('a plan written without signal arrives with the claim', async () => {
    const { log, newSender, server, account, dataKey } = await aPhone()
    await log.append(account.id, dataKey, { type: 'dispatch.claim', body: { orderId: 'o2', text: '先看叶背' }, about: {} })
    await newSender().run()
    expect(textsOf(server.commands)).toEqual(['先看叶背'])
  })

  it('a refused entry ends only by a new entry or its author’s word', async () => {
    const { log, newSender, server, note, db, account } = await aPhone()
    server.refuse.set('order.note', { code: 'order.not-yours', detail: '' })
    await note('一')
    await note('二')
    await newSender().run()
    server.refuse.clear()
    await note('再送一次', { answers: 1 })
    await log.discard(account.id, 2)
    expect((await statuses(db, account)).map((entry) => entry.status)).toEqual(['settled', 'discarded', 'kept'])
  })

  it('one entry the server cannot take is found alone and does not stop the others', async () => {
    const { note, newSender, server, db, account } = await aPhone()
    await note('一')
    await note('二')
    const tooLarge = () => new ApiProblem({ status: 413, code: 'command.too-large' })
    server.failBefore = [tooLarge(), tooLarge()]
    await newSender().run()
    expect((await statuses(db, account)).map((entry) => entry.status)).toEqual(['refused', 'sent'])
  })

  it('a server in trouble is not the entry’s fault', async () => {
    const { note, newSender, server, db, account } = await aPhone()
    await note('一')
    server.failBefore = [new ApiProblem({ status: 500, code: 'http.500' })]
    expect(await newSender().run()).toMatchObject({ kind: 'waiting', problem: { status: 500 } })
    expect((await statuses(db, account))[0]!.status).toBe('kept')
  })

  it('waits longer after each failure, and not at all when asked', async () => {
    const { note, newSender, server, timers } = await aPhone()
    await note('一')
    server.failBefore = [noNetwork(), noNetwork(), noNetwork(), noNetwork()]
    const sender = newSender()
    const waits: number[] = []
    for (let i = 0; i < 3; i++) {
      await sender.run()
      waits.push(timers.waiting[0]!.afterMs)
    }
    expect(waits).toEqual([1_500, 3_000, 6_000])
    sender.kick()
    await sender.run()
    expect(timers.waiting[0]!.afterMs).toBe(1_500)
  })

  it('back-off never passes five minutes nor falls under half', () => {
    expect(backoffMs(20, () => 1)).toBe(300_000)
    expect(backoffMs(20, () => 0)).toBe(150_000)
  })

  it('two tabs: one sends, the other waits its turn', async () => {
    const { note, newSender, server, locks } = await aPhone()
    await note('一')
    const other = newSender()
    await locks.hold('yanzhen-sender', async () => {
      expect(await other.run()).toEqual({ kind: 'other-tab' })
    })
    await other.run()
    expect(textsOf(server.commands)).toEqual(['一'])
  })

  it('takes up a new sealing key from the session', async () => {
    const { note, newSender, people, db, account, server } = await aPhone()
    await note('一')
    const session = server.session()
    await newSender({ onSession: () => people.renew({ ...session, sealingKey: { ...session.sealingKey, kid: 'k2' } }) }).run()
    expect((await db.accounts.get(account.id))!.sealingKey.kid).toBe('k2')
  })
})

describe('photos', () => {
  async function aPhoneWithPhoto(bytes: number) {
    const phone = await aPhone()
    const jpeg = randomBytes(Math.min(bytes, 65_536))
    const whole = new Uint8Array(bytes)
    whole.set(jpeg)
    const photo = await phone.photos.add(phone.account.id, phone.dataKey, {
      jpeg: whole,
      thumbnail: randomBytes(20),
    })
    const send = () =>
      phone.log.append(phone.account.id, phone.dataKey, {
        type: 'order.note',
        body: { orderId: 'o1', text: '看照片', attachments: [photo] },
        about: {},
      })
    return { ...phone, photo, whole, send }
  }

  it('stay on the phone until an entry names them', async () => {
    const { newSender, server, note } = await aPhoneWithPhoto(1000)
    await note('没有照片')
    await newSender().run()
    expect(server.uploads.size).toBe(0)
  })

  it('a voice is heard again with the PIN, and goes sealed like a photo', async () => {
    const { db, photos, account, dataKey, newSender, server, log } = await aPhone()
    const bytes = randomBytes(3000)
    const voice = await photos.addVoice(account.id, dataKey, { bytes, type: 'audio/webm', seconds: 3 })
    expect(await photos.thumbnail(account.id, dataKey, voice)).toEqual(bytes)
    expect(new TextDecoder('latin1').decode((await db.blobs.get(voice))!.sealed)).not.toContain(new TextDecoder('latin1').decode(bytes.slice(0, 40)))

    await log.append(account.id, dataKey, { type: 'order.note', body: { orderId: 'o1', text: '听录音', attachments: [voice] }, about: {} })
    await newSender().run()

    expect([...server.uploads.keys()]).toEqual([voice])
    expect((await db.uploads.get(voice))!.status).toBe('sent')
  })

  it('go after the words, in pieces, and open as they were', async () => {
    const { newSender, server, send, photo, whole, db } = await aPhoneWithPhoto(PIECE_BYTES * 2)
    await send()
    await newSender().run()
    expect(server.requests).toEqual(['sealed 1', 'piece 0', `piece ${PIECE_BYTES}`, `piece ${PIECE_BYTES * 2}`])
    expect(await server.photo(photo)).toEqual(whole)
    expect((await db.uploads.get(photo))!.status).toBe('sent')
    expect(await db.blobs.get(photo)).toBeUndefined()
  })

  it('go on from the piece where the line broke', async () => {
    const { newSender, server, send, photo, whole } = await aPhoneWithPhoto(PIECE_BYTES * 2)
    await send()
    server.failBefore = [undefined, undefined, noNetwork()]
    await newSender().run()
    server.requests.length = 0
    await newSender().run()
    expect(server.requests).toEqual([`piece ${PIECE_BYTES}`, `piece ${PIECE_BYTES * 2}`])
    expect(await server.photo(photo)).toEqual(whole)
  })

  it('believe the server about how much it has', async () => {
    const { newSender, server, send, photo, whole } = await aPhoneWithPhoto(PIECE_BYTES * 2)
    await send()
    server.failAfter = [undefined, noNetwork()]
    await newSender().run()
    await newSender().run()
    expect(await server.photo(photo)).toEqual(whole)
  })

  it('an entry written meanwhile goes before the next piece', async () => {
    const { newSender, server, send, note } = await aPhoneWithPhoto(PIECE_BYTES * 2)
    await send()
    server.failBefore = [undefined, undefined, noNetwork()]
    await newSender().run()
    await note('快到了')
    server.requests.length = 0
    await newSender().run()
    expect(server.requests[0]).toBe('sealed 2')
  })

  it('one the server will not have is told and does not stop the rest', async () => {
    const { newSender, server, send, photo, db, account } = await aPhoneWithPhoto(1000)
    await send()
    server.uploads.set(photo, { bytes: new Uint8Array(0), total: 0, refused: 'attachment.type' })
    expect(await newSender().run()).toEqual({ kind: 'rest' })
    expect(await db.uploads.get(photo)).toMatchObject({ status: 'refused', problem: { code: 'attachment.type' } })
    expect((await statuses(db, account))[0]!.status).toBe('sent')
  })

  it.each([
    ['attachment.not-found', 404],
    ['access.forbidden', 403],
  ])('one refused with %s does not block the next', async (code, status) => {
    const { newSender, server, send, photo, whole, photos, log, account, dataKey, clock, db } = await aPhoneWithPhoto(1000)
    await send()
    clock.advance(1)
    const next = await photos.add(account.id, dataKey, { jpeg: whole, thumbnail: randomBytes(20) })
    await log.append(account.id, dataKey, {
      type: 'order.note',
      body: { orderId: 'o1', text: '第二张', attachments: [next] },
      about: {},
    })
    server.uploads.set(photo, { bytes: new Uint8Array(0), total: 0, refused: code, status })
    expect(await newSender().run()).toEqual({ kind: 'rest' })
    expect(await db.uploads.get(photo)).toMatchObject({ status: 'refused', problem: { code } })
    expect((await db.uploads.get(next))!.status).toBe('sent')
  })

  it('one that fails at the server waits and lets the next go first', async () => {
    const { newSender, server, send, photo, whole, photos, log, account, dataKey, clock, db } = await aPhoneWithPhoto(1000)
    await send()
    clock.advance(1)
    const next = await photos.add(account.id, dataKey, { jpeg: whole, thumbnail: randomBytes(20) })
    await log.append(account.id, dataKey, {
      type: 'order.note',
      body: { orderId: 'o1', text: '第二张', attachments: [next] },
      about: {},
    })
    server.uploads.set(photo, { bytes: new Uint8Array(0), total: 0, refused: 'service.failed', status: 500 })
    expect(await newSender().run()).toMatchObject({ kind: 'waiting', problem: { status: 500 } })
    expect((await db.uploads.get(photo))!.status).toBe('queued')
    expect((await db.uploads.get(next))!.status).toBe('sent')
  })

  it('of a refused entry wait, and go with the entry that answers it', async () => {
    const { newSender, server, send, photo, whole, log, account, dataKey, db } = await aPhoneWithPhoto(1000)
    server.refuse.set('order.note', { code: 'order.not-yours', detail: '' })
    await send()
    await newSender().run()
    expect((await db.uploads.get(photo))!.status).toBe('held')
    server.refuse.clear()
    await log.append(account.id, dataKey, {
      type: 'order.note',
      body: { orderId: 'o1', attachments: [photo] },
      about: {},
      answers: 1,
    })
    await newSender().run()
    expect(await server.photo(photo)).toEqual(whole)
  })

  it('one dropped from a draft leaves nothing behind', async () => {
    const { photos, db, account, photo } = await aPhoneWithPhoto(1000)
    await photos.drop(account.id, photo)
    expect([await db.uploads.count(), await db.blobs.count(), await db.readable.count()]).toEqual([0, 0, 0])
  })

  it('and a full phone: the photo is not kept, what was kept stays', async () => {
    const { photos, note, db, account, dataKey } = await aPhoneWithPhoto(1000)
    await note('一')
    vi.spyOn(db.blobs, 'add').mockImplementationOnce(() => {
      throw new DOMException('no room', 'QuotaExceededError')
    })
    const picture = { jpeg: randomBytes(10), thumbnail: randomBytes(10) }
    await expect(photos.add(account.id, dataKey, picture)).rejects.toBeInstanceOf(PhoneFull)
    expect([await db.uploads.count(), (await statuses(db, account)).length]).toEqual([1, 1])
  })
})

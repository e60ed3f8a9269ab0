import { describe, expect, it, vi } from 'vitest'
import { CLOCK_OFFSET } from '../src/command/log'
import { commandInfo } from '../src/command/seal'
import { textOf } from '../src/platform/bytes'
import { PhoneFull } from '../src/store/full'
import { aPhone, statuses } from './world'

describe('the log of one phone', () => {
  it('numbers entries from 1 without a gap, also when they are written at the same moment', async () => {
    const { note, db, account } = await aPhone()
    await Promise.all(['一', '二', '三', '四'].map((text) => note(text)))
    expect((await statuses(db, account)).map((entry) => entry.seq)).toEqual([1, 2, 3, 4])
    expect((await db.accounts.get(account.id))!.nextSeq).toBe(5)
  })

  it('seals what only the realm can open, and names nothing beside it', async () => {
    const { note, db, account, server } = await aPhone()
    const view = await note('树上有黑痘')
    const [entry] = await statuses(db, account)
    const plain = await server.open(entry!.sealed!, commandInfo(server.realm, account.id, account.device, 1))
    expect(JSON.parse(textOf(plain))).toMatchObject({
      id: view.id,
      type: 'order.note',
      body: { orderId: 'o1', text: '树上有黑痘' },
      device: account.device,
      seq: 1,
      recordedAt: '2026-11-21T01:00:00.000Z',
    })
    expect(JSON.stringify(entry)).not.toContain('o1')
  })

  it('a sealed entry opens under its own number only', async () => {
    const { note, db, account, server } = await aPhone()
    await note('一')
    const [entry] = await statuses(db, account)
    await expect(server.open(entry!.sealed!, commandInfo(server.realm, account.id, account.device, 2))).rejects.toThrow()
  })

  it('a sealed entry opens under its author only', async () => {
    const { note, db, account, server } = await aPhone()
    await note('一')
    const [entry] = await statuses(db, account)
    await expect(server.open(entry!.sealed!, commandInfo(server.realm, 'account-yang', account.device, 1))).rejects.toThrow()
  })

  it('corrects the time by what the server said of the phone’s clock, and keeps both', async () => {
    const { note, db } = await aPhone()
    await db.write(CLOCK_OFFSET, 8 * 3_600_000)
    expect(await note('一')).toMatchObject({
      recordedAt: '2026-11-21T09:00:00.000Z',
      phoneAt: '2026-11-21T01:00:00.000Z',
      clockOffsetMs: 8 * 3_600_000,
    })
  })

  it('a full phone says so and keeps what it had', async () => {
    const { note, db, account } = await aPhone()
    await note('一')
    const full = new DOMException('no room', 'QuotaExceededError')
    const add = vi.spyOn(db.entries, 'add').mockImplementation(() => {
      throw full
    })
    await expect(note('二')).rejects.toBeInstanceOf(PhoneFull)
    add.mockRestore()
    expect((await statuses(db, account)).map((entry) => entry.seq)).toEqual([1])
    await note('三')
    expect((await statuses(db, account)).map((entry) => entry.seq)).toEqual([1, 2])
  })

  it('makes room from what was already sent before it says full', async () => {
    const { note, db, account, newSender } = await aPhone()
    await note('一')
    await newSender().run()
    const full = new DOMException('no room', 'QuotaExceededError')
    vi.spyOn(db.entries, 'add').mockImplementationOnce(() => {
      throw full
    })
    await note('二')
    expect((await statuses(db, account)).map((entry) => [entry.seq, entry.status])).toEqual([[2, 'kept']])
  })

  it('shows its author what is in it, and without the PIN only that it is there', async () => {
    const { note, log, account, dataKey } = await aPhone()
    await note('一')
    expect((await log.list(account.id, dataKey))[0]!.view!.body).toMatchObject({ text: '一' })
    expect((await log.list(account.id, undefined))[0]!.view).toBeUndefined()
  })

  it('tidies answered entries only', async () => {
    const { note, log, db, account, newSender } = await aPhone()
    await note('一')
    await note('二')
    await newSender().run()
    await note('三')
    await log.tidy(account.id, 1)
    expect((await statuses(db, account)).map((entry) => [entry.seq, entry.status])).toEqual([
      [2, 'sent'],
      [3, 'kept'],
    ])
  })

  it('forgets a person only when nothing of theirs is left to send', async () => {
    const { note, people, account, newSender } = await aPhone()
    await note('一')
    expect(await people.forget(account.id)).toEqual({ open: 1 })
    await newSender().run()
    expect(await people.forget(account.id)).toEqual({ open: 0 })
    expect(await people.list()).toEqual([])
  })
})

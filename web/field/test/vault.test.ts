import { describe, expect, it } from 'vitest'
import { isWeakPin } from '../src/access/vault'
import { WorkCache } from '../src/order/workCache'
import { aPhone, anOrder, someWork, statuses } from './world'

describe('the PIN', () => {
  it('opens what it locked', async () => {
    const { vault, db, clock, account, dataKey } = await aPhone()
    const cache = new WorkCache(db, clock)
    await cache.save(account.id, dataKey, someWork({ active: [anOrder({ title: '秘密' })] }))
    const opened = await vault.unlock(account.id, '240817')
    expect(opened.kind).toBe('open')
    if (opened.kind !== 'open') return
    expect((await cache.load(account.id, opened.dataKey))!.work.active[0]!.card.title).toBe('秘密')
    expect(JSON.stringify(await db.readable.toArray())).not.toContain('秘密')
  })

  it('a wrong one opens nothing; after five there is a pause that grows', async () => {
    const { vault, account, clock } = await aPhone()
    for (const triesLeft of [4, 3, 2, 1]) {
      expect(await vault.unlock(account.id, '000001')).toEqual({ kind: 'wrong', triesLeft })
    }
    expect(await vault.unlock(account.id, '000001')).toEqual({ kind: 'paused', until: clock.now() + 30_000 })
    expect((await vault.unlock(account.id, '240817')).kind).toBe('paused')
    clock.advance(30_000)
    expect(await vault.unlock(account.id, '000001')).toEqual({ kind: 'paused', until: clock.now() + 60_000 })
    clock.advance(60_000)
    expect((await vault.unlock(account.id, '240817')).kind).toBe('open')
    expect(await vault.unlock(account.id, '000001')).toEqual({ kind: 'wrong', triesLeft: 4 })
  })

  it('a clock put back does not lock its owner out', async () => {
    const { vault, account, clock } = await aPhone()
    for (let i = 0; i < 5; i++) await vault.unlock(account.id, '000001')
    clock.advance(-365 * 24 * 3_600_000)
    expect((await vault.unlock(account.id, '240817')).kind).toBe('open')
  })

  it('changes without losing what was locked', async () => {
    const { vault, db, clock, account, dataKey } = await aPhone()
    await new WorkCache(db, clock).save(account.id, dataKey, someWork())
    await vault.change(account.id, '240817', '908172')
    expect((await vault.unlock(account.id, '240817')).kind).toBe('wrong')
    const opened = await vault.unlock(account.id, '908172')
    expect(opened.kind === 'open' && (await new WorkCache(db, clock).load(account.id, opened.dataKey))).toBeTruthy()
  })

  it('forgotten: the readable copy goes, the sealed log stays and is delivered', async () => {
    const { vault, db, clock, account, dataKey, note, newSender, server } = await aPhone()
    await new WorkCache(db, clock).save(account.id, dataKey, someWork())
    await note('没有信号时写的')
    const newKey = await vault.create(account.id, '908172')
    expect(await new WorkCache(db, clock).load(account.id, newKey)).toBeUndefined()
    expect(await statuses(db, account)).toHaveLength(1)
    await newSender().run()
    expect(server.commands[0]!.body).toMatchObject({ text: '没有信号时写的' })
  })

  it('a copied database without the phone’s own key does not open with the right PIN', async () => {
    const { vault, db, account } = await aPhone()
    await db.meta.delete('deviceKey')
    await expect(vault.unlock(account.id, '240817')).rejects.toThrow()
  })

  it('knows the PINs everybody tries', () => {
    expect(['123456', '654321', '111111', '000000'].map(isWeakPin)).toEqual([true, true, true, true])
    expect(isWeakPin('240817')).toBe(false)
  })
})

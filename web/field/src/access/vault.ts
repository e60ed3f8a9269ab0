import type { Uuid } from '@yanzhen/shared/api'
import type { Clock } from '../platform/time'
import type { FieldDb, Vault as VaultRow } from '../store/db'
import { randomBytes, utf8, type Bytes } from '../platform/bytes'
import { deviceKeyOf, lockBox, openBox } from './boxes'

export const PIN_DIGITS = 6

const FREE_TRIES = 5
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 15 * 60_000

export type Unlocked =
  | { kind: 'open'; dataKey: CryptoKey }
  | { kind: 'wrong'; triesLeft: number }
  | { kind: 'paused'; until: number }
  | { kind: 'no-pin' }

/** 123456, 111111 and the like: the first that anybody tries. */
export function isWeakPin(pin: string): boolean {
  const steps = new Set<number>()
  for (let i = 1; i < pin.length; i++) steps.add(pin.charCodeAt(i) - pin.charCodeAt(i - 1))
  return steps.size === 1 && [0, 1, -1].includes([...steps][0]!)
}

/**
 * Guards reading on this phone. The data key is random; it is wrapped by a key from the PIN and then by the device
 * key, so that neither a copied database nor a guessed PIN is enough alone.
 */
export class PinVault {
  constructor(
    private readonly db: FieldDb,
    private readonly clock: Clock,
    private readonly iterations = 310_000,
  ) {}

  async hasPin(account: Uuid): Promise<boolean> {
    return (await this.db.vaults.get(account)) !== undefined
  }

  /** A new data key under a new PIN. What the old key had locked can never be read again, so it is dropped. */
  async create(account: Uuid, pin: string): Promise<CryptoKey> {
    const raw = randomBytes(32)
    const row = await this.wrap(account, pin, raw)
    await this.db.transaction('rw', [this.db.vaults, this.db.readable, this.db.uploads, this.db.blobs], async () => {
      await this.db.vaults.put(row)
      await this.db.readable.where('[account+key]').between([account, ''], [account, '\uffff']).delete()
      // A photo of a draft nobody can read any more belongs to nothing.
      const drafts = await this.db.uploads.where({ account, status: 'draft' }).primaryKeys()
      await this.db.removeUploads(drafts)
    })
    return importDataKey(raw)
  }

  async unlock(account: Uuid, pin: string): Promise<Unlocked> {
    const row = await this.db.vaults.get(account)
    if (!row) return { kind: 'no-pin' }
    const pause = row.blockedUntil - this.clock.now()
    // A longer pause than any we set: the phone's clock was put back, and its owner should not wait for that.
    if (pause > 0 && pause <= LONGEST_PAUSE_MS) return { kind: 'paused', until: row.blockedUntil }
    const raw = await this.unwrap(row, pin)
    if (!raw) return this.countFailure(account)
    if (row.failures > 0) await this.db.vaults.update(account, { failures: 0, blockedUntil: 0 })
    return { kind: 'open', dataKey: await importDataKey(raw) }
  }

  async change(account: Uuid, oldPin: string, newPin: string): Promise<Unlocked> {
    const opened = await this.unlock(account, oldPin)
    if (opened.kind !== 'open') return opened
    const row = (await this.db.vaults.get(account))!
    const raw = (await this.unwrap(row, oldPin))!
    await this.db.vaults.put(await this.wrap(account, newPin, raw))
    return opened
  }

  private async countFailure(account: Uuid): Promise<Unlocked> {
    const now = this.clock.now()
    return this.db.transaction('rw', this.db.vaults, async () => {
      const row = (await this.db.vaults.get(account))!
      const failures = row.failures + 1
      const over = failures - FREE_TRIES
      const blockedUntil = over >= 0 ? now + Math.min(FIRST_PAUSE_MS * 2 ** over, LONGEST_PAUSE_MS) : 0
      await this.db.vaults.update(account, { failures, blockedUntil })
      return blockedUntil > 0
        ? { kind: 'paused' as const, until: blockedUntil }
        : { kind: 'wrong' as const, triesLeft: FREE_TRIES - failures }
    })
  }

  private async wrap(account: Uuid, pin: string, raw: Bytes): Promise<VaultRow> {
    const salt = randomBytes(16)
    const inner = await lockBox(await pinKey(pin, salt, this.iterations), `pin:${account}`, raw)
    const both = new Uint8Array(inner.iv.length + inner.data.length)
    both.set(inner.iv)
    both.set(inner.data, inner.iv.length)
    const wrapped = await lockBox(await deviceKeyOf(this.db), `vault:${account}`, both)
    return { account, salt, iterations: this.iterations, wrapped, failures: 0, blockedUntil: 0 }
  }

  private async unwrap(row: VaultRow, pin: string): Promise<Bytes | undefined> {
    const both = await openBox(await deviceKeyOf(this.db), `vault:${row.account}`, row.wrapped)
    const inner = { iv: both.slice(0, 12), data: both.slice(12) }
    try {
      return await openBox(await pinKey(pin, row.salt, row.iterations), `pin:${row.account}`, inner)
    } catch {
      return undefined
    }
  }
}

async function pinKey(pin: string, salt: Bytes, iterations: number): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', utf8(pin), 'PBKDF2', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

function importDataKey(raw: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

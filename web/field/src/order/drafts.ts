import type { CommandType, Uuid } from '@yanzhen/shared/api'
import { lockJson, openJson } from '../access/boxes'
import type { Clock } from '../platform/time'
import type { FieldDb, Readable } from '../store/db'
import type { PaperRow } from './folder'
import type { Placing } from './placing'
import type { Proxy } from './proxy'

/** What is being written and has not been handed in: opening the camera may cost a small phone the whole page. */
export interface Draft {
  text: string
  attachments: Uuid[]
  reason?: string
  /** Answers beside the words: what came of it, questions left open. */
  fields?: Record<string, string>
  /** Of an order being placed. */
  placing?: Placing
  /** Of an order being placed: when it was begun, by the phone's clock. */
  begunAt?: number
  /** Papers about to be taken. */
  papers?: PaperRow[]
  /** Who speaks for whom, about to be noted. */
  proxy?: Proxy
}

export function draftKey(order: Uuid, type: CommandType): string {
  return `draft:${order}:${type}`
}

/** An order that was begun on this phone and not handed in. */
export interface BegunOrder {
  id: Uuid
  draft: Draft
  begunAt: number
  /** Thrown away, and still to be brought back. */
  thrown: boolean
}

const BEGUN = 'draft:begun:'
const THROWN = 'thrown:'
/** The one order an older version of the app kept half-written. */
const ONLY_ONE = draftKey('new', 'order.place')

/** Each order begun has a key of its own: three doors without signal are three orders. */
export const begunAs = (id: Uuid) => `begun:${id}`
const begunKey = (id: Uuid) => draftKey(begunAs(id), 'order.place')
const thrownKey = (id: Uuid) => `${THROWN}${id}`

export class Drafts {
  constructor(
    private readonly db: FieldDb,
    private readonly clock: Clock,
  ) {}

  async save(account: Uuid, dataKey: CryptoKey, key: string, draft: Draft): Promise<void> {
    const box = await lockJson(dataKey, key, draft)
    await this.db.readable.put({ account, key, savedAt: this.clock.now(), box })
  }

  async load(account: Uuid, dataKey: CryptoKey, key: string): Promise<Draft | undefined> {
    const row = await this.db.readable.get([account, key])
    return row ? openJson<Draft>(dataKey, key, row.box).catch(() => undefined) : undefined
  }

  async remove(account: Uuid, key: string): Promise<void> {
    await this.db.readable.delete([account, key])
  }

  /** Locked: orders begun, and those thrown away that can still be brought back. */
  async rowsBegun(account: Uuid): Promise<Readable[]> {
    return [...(await this.under(account, BEGUN)), ...(await this.under(account, THROWN))]
  }

  /** The latest begun first; what cannot be opened is passed over. */
  async openBegun(dataKey: CryptoKey, rows: readonly Readable[]): Promise<BegunOrder[]> {
    const read = await Promise.all(rows.map((row) => this.begun(dataKey, row)))
    return read.filter((each) => each !== undefined).sort((a, b) => b.begunAt - a.begunAt)
  }

  private async begun(dataKey: CryptoKey, { key, box, savedAt }: Readable): Promise<BegunOrder | undefined> {
    const draft = await openJson<Draft>(dataKey, key, box).catch(() => undefined)
    const thrown = key.startsWith(THROWN)
    const id = thrown ? key.slice(THROWN.length) : key.slice(BEGUN.length, key.lastIndexOf(':'))
    return draft && { id, draft, begunAt: draft.begunAt ?? savedAt, thrown }
  }

  private under(account: Uuid, prefix: string): Promise<Readable[]> {
    return this.db.readable.where('[account+key]').between([account, prefix], [account, `${prefix}\uffff`]).toArray()
  }

  throwAway(account: Uuid, dataKey: CryptoKey, id: Uuid): Promise<void> {
    return this.move(account, dataKey, begunKey(id), thrownKey(id))
  }

  bringBack(account: Uuid, dataKey: CryptoKey, id: Uuid): Promise<void> {
    return this.move(account, dataKey, thrownKey(id), begunKey(id))
  }

  /** For good; what it named goes before it. */
  forget(account: Uuid, id: Uuid): Promise<void> {
    return this.remove(account, thrownKey(id))
  }

  /** What an older version of the app has kept is one of many from now on. */
  async takeOver(account: Uuid, dataKey: CryptoKey): Promise<void> {
    const row = await this.db.readable.get([account, ONLY_ONE])
    const draft = row && (await openJson<Draft>(dataKey, ONLY_ONE, row.box).catch(() => undefined))
    if (!draft?.placing) return
    await this.move(account, dataKey, ONLY_ONE, begunKey(draft.placing.orderId), { ...draft, begunAt: row!.savedAt })
  }

  /** A box opens at its own place only, so it is locked anew; of two who move it one does. */
  private async move(account: Uuid, dataKey: CryptoKey, from: string, to: string, changed?: Draft): Promise<void> {
    const { readable } = this.db
    const row = await readable.get([account, from])
    if (!row) return
    const box = await lockJson(dataKey, to, changed ?? (await openJson<Draft>(dataKey, from, row.box)))
    await this.db.transaction('rw', [readable], async () => {
      if (!(await readable.get([account, from]))) return
      await readable.put({ account, key: to, savedAt: row.savedAt, box })
      await readable.delete([account, from])
    })
  }
}

import type { FieldWork, Uuid } from '@yanzhen/shared/api'
import { lockJson, openJson } from '../access/boxes'
import type { Clock } from '../platform/time'
import { utf8 } from '../platform/bytes'
import type { FieldDb } from '../store/db'

const KEY = 'work'

export interface CachedWork {
  work: FieldWork
  savedAt: number
}

/** What is on my hands comes first; the board is cut where the phone's allowance ends. */
export function withinLimits(work: FieldWork): FieldWork {
  let documents = work.limits.documents
  let bytes = work.limits.bytes
  const fits = (document: unknown) => {
    documents -= 1
    bytes -= utf8(JSON.stringify(document)).length
    return documents >= 0 && bytes >= 0
  }
  const active = work.active.filter(fits)
  const offers = work.offers.filter(fits)
  const board = work.board.filter(fits)
  return {
    ...work,
    active,
    offers,
    board,
    boardIsPart: work.boardIsPart || board.length < work.board.length,
    taken: (work.taken ?? []).filter(fits),
    recent: work.recent.filter(fits),
  }
}

export class WorkCache {
  constructor(
    private readonly db: FieldDb,
    private readonly clock: Clock,
  ) {}

  async save(account: Uuid, dataKey: CryptoKey, work: FieldWork): Promise<CachedWork> {
    const savedAt = this.clock.now()
    const bounded = withinLimits(work)
    const box = await lockJson(dataKey, KEY, bounded)
    await this.db.readable.put({ account, key: KEY, savedAt, box })
    return { work: bounded, savedAt }
  }

  async load(account: Uuid, dataKey: CryptoKey): Promise<CachedWork | undefined> {
    const row = await this.db.readable.get([account, KEY])
    if (!row) return undefined
    return { work: await openJson<FieldWork>(dataKey, KEY, row.box), savedAt: row.savedAt }
  }
}

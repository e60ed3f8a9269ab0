import type { InboxItem, Uuid } from '@yanzhen/shared/api'
import { lockJson, openJson } from '../access/boxes'
import type { Clock } from '../platform/time'
import type { FieldDb } from '../store/db'

const KEY = 'inbox'

/** So many messages stay readable without signal. */
export const KEPT_MESSAGES = 100

/** One's own messages as the server last said them. */
export interface KnownInbox {
  items: InboxItem[]
  /** Never counted beyond 100. */
  unread: number
  /** Where the older ones begin; absent when there are none. */
  next?: string
}

export interface CachedInbox extends KnownInbox {
  savedAt: number
}

export class InboxCache {
  constructor(
    private readonly db: FieldDb,
    private readonly clock: Clock,
  ) {}

  async save(account: Uuid, dataKey: CryptoKey, inbox: KnownInbox): Promise<CachedInbox> {
    const savedAt = this.clock.now()
    const kept: KnownInbox = { items: inbox.items.slice(0, KEPT_MESSAGES), unread: inbox.unread, next: inbox.next }
    await this.db.readable.put({ account, key: KEY, savedAt, box: await lockJson(dataKey, KEY, kept) })
    return { ...kept, savedAt }
  }

  async load(account: Uuid, dataKey: CryptoKey): Promise<CachedInbox | undefined> {
    const row = await this.db.readable.get([account, KEY])
    if (!row) return undefined
    return { ...(await openJson<KnownInbox>(dataKey, KEY, row.box)), savedAt: row.savedAt }
  }
}

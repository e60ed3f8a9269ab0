import type { CommandType, Uuid } from '@yanzhen/shared/api'
import { lockJson, openJson } from '../access/boxes'
import type { Clock } from '../platform/time'
import type { FieldDb } from '../store/db'
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
  /** Papers about to be taken. */
  papers?: PaperRow[]
  /** Who speaks for whom, about to be noted. */
  proxy?: Proxy
}

export function draftKey(order: Uuid, type: CommandType): string {
  return `draft:${order}:${type}`
}

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
}

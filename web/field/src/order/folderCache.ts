import type { FolderOnTheWay, Uuid } from '@yanzhen/shared/api'
import { lockJson, openJson } from '../access/boxes'
import type { Clock } from '../platform/time'
import type { FieldDb } from '../store/db'

const KEY = 'folders'

/** Papers and authority of the orders somebody on the way looks after. */
export interface CachedFolders {
  asOf: string
  items: FolderOnTheWay[]
}

export class FolderCache {
  constructor(
    private readonly db: FieldDb,
    private readonly clock: Clock,
  ) {}

  async save(account: Uuid, dataKey: CryptoKey, folders: CachedFolders): Promise<CachedFolders> {
    await this.db.readable.put({ account, key: KEY, savedAt: this.clock.now(), box: await lockJson(dataKey, KEY, folders) })
    return folders
  }

  async load(account: Uuid, dataKey: CryptoKey): Promise<CachedFolders | undefined> {
    const row = await this.db.readable.get([account, KEY])
    return row && openJson<CachedFolders>(dataKey, KEY, row.box)
  }
}

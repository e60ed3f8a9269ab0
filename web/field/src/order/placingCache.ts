import type { ApiClient, ChosenDivision, KindOutlooks, KindView, LanguageName, SessionView, Uuid } from '@yanzhen/shared/api'
import { lockJson, openJson } from '../access/boxes'
import { utf8 } from '../platform/bytes'
import type { Clock } from '../platform/time'
import type { FieldDb } from '../store/db'

const KEY = 'placing'

/** What a phone keeps of them at most; a county has two to four hundred villages. */
const KINDS = 200
const KINDS_BYTES = 1_000_000
const VILLAGES = 600
const TOWNSHIPS = 60

/** What placing an order without signal needs to know. */
export interface PlacingSnapshot {
  /** The kinds' names are in this language. */
  locale: string
  kinds: KindView[]
  /** Where this person serves, named with their township. */
  villages: ChosenDivision[]
  /** What is spoken here; what an older phone kept has none. */
  languages?: LanguageName[]
  /** Whether weeks are full and how long others waited, as it was then; what an older phone kept has none. */
  outlooks?: KindOutlooks
  savedAt: number
}

export function boundedKinds(kinds: KindView[]): KindView[] {
  let bytes = KINDS_BYTES
  return kinds.slice(0, KINDS).filter((kind) => {
    bytes -= utf8(JSON.stringify(kind)).length
    return bytes >= 0
  })
}

/** The villages of somebody's area: the area itself when it is one. */
export async function villagesOf(api: Pick<ApiClient, 'divisions'>, session: Pick<SessionView, 'divisionId' | 'divisionName'>): Promise<ChosenDivision[]> {
  const below = await api.divisions.children(session.divisionId)
  if (below.length === 0) return [{ id: session.divisionId, name: session.divisionName }]
  const villages: ChosenDivision[] = []
  let asked = 0
  const queue = below.map((division) => ({ division, parent: session.divisionName }))
  for (let next = queue.shift(); next && villages.length < VILLAGES; next = queue.shift()) {
    const { division, parent } = next
    if (division.level === 'VILLAGE') villages.push({ id: division.id, name: `${parent}${division.name}` })
    else if (asked++ < TOWNSHIPS) {
      const children = await api.divisions.children(division.id)
      queue.push(...children.map((child) => ({ division: child, parent: division.name })))
    }
  }
  return villages
}

export class PlacingCache {
  constructor(
    private readonly db: FieldDb,
    private readonly clock: Clock,
  ) {}

  async save(account: Uuid, dataKey: CryptoKey, fresh: Omit<PlacingSnapshot, 'savedAt'>): Promise<PlacingSnapshot> {
    const savedAt = this.clock.now()
    const snapshot: PlacingSnapshot = { ...fresh, kinds: boundedKinds(fresh.kinds), savedAt }
    await this.db.readable.put({ account, key: KEY, savedAt, box: await lockJson(dataKey, KEY, snapshot) })
    return snapshot
  }

  async load(account: Uuid, dataKey: CryptoKey): Promise<PlacingSnapshot | undefined> {
    const row = await this.db.readable.get([account, KEY])
    return row && openJson<PlacingSnapshot>(dataKey, KEY, row.box)
  }
}

import type { MyDay, Uuid } from '@yanzhen/shared/api'
import { lockJson, openJson } from '../access/boxes'
import type { Clock } from '../platform/time'
import type { FieldDb } from '../store/db'
import { newsBetween, newsSince, type News } from './dayNews'

const KEY = 'days'

export interface KeptDay {
  day: MyDay
  savedAt: number
  /** What has changed since a person last looked. */
  news: News[]
}

export type KeptDays = KeptDay[]

/** One's own today and tomorrow, as the server last said them; what is over leaves the phone. */
export class DayCache {
  constructor(
    private readonly db: FieldDb,
    private readonly clock: Clock,
  ) {}

  async save(account: Uuid, dataKey: CryptoKey, days: readonly MyDay[]): Promise<KeptDays> {
    const savedAt = this.clock.now()
    const before = await this.load(account, dataKey)
    const kept = days.map((day) => {
      const was = before.find((one) => one.day.day === day.day)
      return { day, savedAt, news: newsSince(was?.news ?? [], newsBetween(was?.day, day)) }
    })
    await this.put(account, dataKey, kept)
    return kept
  }

  async seen(account: Uuid, dataKey: CryptoKey, day: string): Promise<KeptDays> {
    const kept = (await this.load(account, dataKey)).map((one) => (one.day.day === day ? { ...one, news: [] } : one))
    await this.put(account, dataKey, kept)
    return kept
  }

  async load(account: Uuid, dataKey: CryptoKey): Promise<KeptDays> {
    const row = await this.db.readable.get([account, KEY])
    return row ? await openJson<KeptDays>(dataKey, KEY, row.box) : []
  }

  private async put(account: Uuid, dataKey: CryptoKey, kept: KeptDays) {
    await this.db.readable.put({ account, key: KEY, savedAt: this.clock.now(), box: await lockJson(dataKey, KEY, kept) })
  }
}

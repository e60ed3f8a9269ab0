import { idPattern, idsOf, type CommandBodies, type CommandType, type Envelope, type Instant, type Outcome, type Uuid } from '@yanzhen/shared/api'
import { deviceKeyOf, lockJson, openJson } from '../access/boxes'
import { utf8 } from '../platform/bytes'
import type { Clock } from '../platform/time'
import { uuidV7 } from '../platform/uuid'
import type { Account, Entry, FieldDb } from '../store/db'
import { isQuotaExceeded, PhoneFull } from '../store/full'
import { commandInfo, seal } from './seal'

export const CLOCK_OFFSET = 'clockOffsetMs'

/** The server's `Date` has whole seconds and a journey behind it; below this the phone's clock counts as right. */
const TRUSTED_OFFSET_MS = 5_000

/** How many answered entries stay to be looked at. */
const HISTORY = 100

/**
 * What an entry is about, for its author: `what` says what it does where its body has no words, `orderId` whose it is where its body
 * does not name the order.
 */
export interface EntryAbout {
  number?: string
  title?: string
  what?: string
  orderId?: Uuid
}

/** What somebody wants recorded. */
export interface Intent<T extends CommandType = CommandType> {
  type: T
  body: CommandBodies[T]
  /** How the entry is told to its author. */
  about: EntryAbout
  /** Set only where the change must not merge with one it has not seen. */
  base?: number
  /** The refused entry that this one answers. */
  answers?: number
  /** The draft that becomes this entry. */
  draftKey?: string
}

/** The author's readable copy of an entry. */
export interface EntryView<T extends CommandType = CommandType> {
  id: Uuid
  seq: number
  type: T
  body: CommandBodies[T]
  about: EntryAbout
  /** By the server's clock as far as this phone knows it. */
  recordedAt: Instant
  /** What the phone's own clock said, and how far it was known to be off. */
  phoneAt: Instant
  clockOffsetMs: number
}

/** An entry as its author sees it; without `view` after a forgotten PIN. */
export interface LoggedEntry {
  entry: Entry
  view?: EntryView
  outcome?: Outcome
}

export function orderOf(view: EntryView | undefined): Uuid | undefined {
  return view && 'orderId' in view.body ? view.body.orderId : view?.about.orderId
}

export function attachmentsOf(view: Pick<EntryView, 'body'> | undefined): Uuid[] {
  return view && 'attachments' in view.body ? (view.body.attachments ?? []) : []
}

/** All it names: beside the words, and as answers to what a kind asks. */
export function uploadsOf(view: Pick<EntryView, 'body'> | undefined): Uuid[] {
  const answers = view && 'fields' in view.body ? Object.values(view.body.fields ?? {}) : []
  const results = view && 'results' in view.body ? Object.values(view.body.results ?? {}) : []
  return [...attachmentsOf(view), ...[...answers, ...results].flatMap(idsOf).filter((id) => idPattern.test(id))]
}

/** The append-only log of one phone. Nothing here talks to the server. */
export class CommandLog {
  constructor(
    private readonly db: FieldDb,
    private readonly clock: Clock,
  ) {}

  /** Resolves when the entry would survive a crash. */
  async append<T extends CommandType>(account: Uuid, dataKey: CryptoKey, intent: Intent<T>): Promise<EntryView<T>> {
    const [view] = await this.appendAll(account, dataKey, [intent])
    return view as EntryView<T>
  }

  /** All of them one after the other, or none: an order is not kept without the papers that came with it. */
  async appendAll(account: Uuid, dataKey: CryptoKey, intents: readonly Intent[]): Promise<EntryView[]> {
    try {
      return await this.tryAppend(account, dataKey, intents)
    } catch (error) {
      if (!isQuotaExceeded(error)) throw error
      await this.makeRoom(account)
      try {
        return await this.tryAppend(account, dataKey, intents)
      } catch (again) {
        throw isQuotaExceeded(again) ? new PhoneFull(again) : again
      }
    }
  }

  private async tryAppend(account: Uuid, dataKey: CryptoKey, intents: readonly Intent[]): Promise<EntryView[]> {
    const { db } = this
    const now = this.clock.now()
    const measured = (await db.read<number>(CLOCK_OFFSET)) ?? 0
    const clockOffsetMs = Math.abs(measured) < TRUSTED_OFFSET_MS ? 0 : measured
    const ids = intents.map(() => uuidV7(now + clockOffsetMs))
    const recordedAt = new Date(now + clockOffsetMs).toISOString()
    // Sealing cannot happen inside an IndexedDB transaction. So: seal for the next number, then take that number
    // only if it is still free. Losing that race to another tab costs one more sealing, never a gap.
    for (;;) {
      const owner = (await db.accounts.get(account))!
      const first = owner.nextSeq
      const all = await Promise.all(
        intents.map(async (intent, at) => {
          const view: EntryView = {
            id: ids[at]!,
            seq: first + at,
            type: intent.type,
            body: intent.body,
            about: intent.about,
            recordedAt,
            phoneAt: new Date(now).toISOString(),
            clockOffsetMs,
          }
          const entry = await this.sealed(owner, view, intent.base, now)
          return { intent, view, entry, box: await lockJson(dataKey, `entry:${view.id}`, view) }
        }),
      )
      const taken = await db.transaction('rw', [db.accounts, db.entries, db.readable, db.uploads, db.blobs], async () => {
        const current = (await db.accounts.get(account))!
        if (current.nextSeq !== first) return false
        await db.accounts.update(account, { nextSeq: first + all.length })
        for (const { intent, view, entry, box } of all) {
          await db.entries.add(entry)
          await db.readable.put({ account, key: `entry:${view.id}`, savedAt: now, box })
          for (const attachment of uploadsOf(view)) {
            const upload = await db.uploads.get(attachment)
            if (upload && upload.status !== 'sent') {
              await db.uploads.update(attachment, { status: 'queued', command: view.id, problem: undefined })
            }
          }
          if (intent.answers !== undefined) {
            await this.letGo(account, intent.answers)
            await db.entries.update([account, intent.answers], { status: 'settled', sealed: undefined })
          }
          if (intent.draftKey) await db.readable.delete([account, intent.draftKey])
        }
        return true
      })
      if (taken) return all.map(({ view }) => view)
    }
  }

  /** What a refused entry named and its answer no longer does. Inside a transaction. */
  private async letGo(account: Uuid, refused: number): Promise<void> {
    const { db } = this
    const entry = await db.entries.get([account, refused])
    const held = await db.uploads.where({ account, status: 'held' }).toArray()
    const left = held.filter((upload) => upload.command === entry?.id).map((upload) => upload.id)
    await db.removeUploads(left)
    await db.readable.bulkDelete(left.map((id): [Uuid, string] => [account, `thumb:${id}`]))
  }

  private async sealed(owner: Account, view: EntryView, base: number | undefined, keptAt: number): Promise<Entry> {
    const envelope = {
      id: view.id,
      type: view.type,
      body: view.body,
      base,
      device: owner.device,
      seq: view.seq,
      recordedAt: view.recordedAt,
    } as Envelope
    return {
      account: owner.id,
      seq: view.seq,
      id: view.id,
      device: owner.device,
      realm: owner.realm,
      kid: owner.sealingKey.kid,
      sealed: await seal(
        owner.sealingKey,
        commandInfo(owner.realm, owner.id, owner.device, view.seq),
        utf8(JSON.stringify(envelope)),
      ),
      status: 'kept',
      keptAt,
    }
  }

  /** Oldest first. */
  async kept(account: Uuid, atMost: number): Promise<Entry[]> {
    const entries = await this.db.entries.where({ account, status: 'kept' }).sortBy('seq')
    return entries.slice(0, atMost)
  }

  async unsentCount(account: Uuid): Promise<number> {
    const kept = await this.db.entries.where({ account, status: 'kept' }).count()
    const photos = await this.db.uploads.where({ account, status: 'queued' }).count()
    return kept + photos
  }

  /** What would be lost with this phone: not yet sent, or refused and not yet answered. */
  async openCount(account: Uuid): Promise<number> {
    const refused = await this.db.entries.where({ account, status: 'refused' }).count()
    const refusedPhotos = await this.db.uploads.where({ account, status: 'refused' }).count()
    return refused + refusedPhotos + (await this.unsentCount(account))
  }

  /** Safe to repeat: the same answer twice leaves the same state. */
  async answer(entry: Entry, outcome: Outcome): Promise<void> {
    const { db } = this
    const box = await lockJson(await deviceKeyOf(db), `outcome:${entry.id}`, outcome)
    await db.transaction('rw', [db.entries, db.uploads], async () => {
      const current = await db.entries.get([entry.account, entry.seq])
      if (current?.status !== 'kept') return
      const done = outcome.status === 'done'
      await db.entries.update([entry.account, entry.seq], {
        status: done ? 'sent' : 'refused',
        answeredAt: this.clock.now(),
        outcome: box,
        sealed: done ? undefined : current.sealed,
      })
      if (!done) {
        const photos = await db.uploads.where({ account: entry.account, status: 'queued' }).toArray()
        for (const photo of photos.filter((photo) => photo.command === entry.id)) {
          await db.uploads.update(photo.id, { status: 'held' })
        }
      }
    })
  }

  /** Only ever by its author's word. */
  async discard(account: Uuid, seq: number): Promise<void> {
    const { db } = this
    await db.transaction('rw', [db.entries, db.uploads, db.blobs], async () => {
      const entry = await db.entries.get([account, seq])
      if (entry?.status !== 'refused') return
      await db.entries.update([account, seq], { status: 'discarded', sealed: undefined })
      const held = await db.uploads.where({ account, status: 'held' }).toArray()
      await db.removeUploads(held.filter((photo) => photo.command === entry.id).map((photo) => photo.id))
    })
  }

  /** Newest first. Without the data key only what needs no PIN. */
  async list(account: Uuid, dataKey: CryptoKey | undefined): Promise<LoggedEntry[]> {
    const { db } = this
    const entries = await db.entries.where('[account+seq]').between([account, 0], [account, Infinity]).toArray()
    const views = await db.readable
      .where('[account+key]')
      .between([account, 'entry:'], [account, 'entry:\uffff'])
      .toArray()
    const deviceKey = await deviceKeyOf(db)
    const viewOf = new Map(views.map((row) => [row.key, row.box]))
    const logged = await Promise.all(
      entries.map(async (entry): Promise<LoggedEntry> => {
        const place = `entry:${entry.id}`
        const box = viewOf.get(place)
        return {
          entry,
          view: box && dataKey ? await openJson<EntryView>(dataKey, place, box).catch(() => undefined) : undefined,
          outcome: entry.outcome
            ? await openJson<Outcome>(deviceKey, `outcome:${entry.id}`, entry.outcome).catch(() => undefined)
            : undefined,
        }
      }),
    )
    return logged.reverse()
  }

  /** Forgets old answered entries; kept and refused ones, and those whose photos wait, stay whatever their age. */
  async tidy(account: Uuid, keep = HISTORY): Promise<void> {
    const { db } = this
    await db.transaction('rw', [db.entries, db.readable, db.uploads, db.blobs], async () => {
      const all = await db.entries.where('[account+seq]').between([account, 0], [account, Infinity]).toArray()
      const photosWait = new Set((await db.uploads.where({ account, status: 'queued' }).toArray()).map((each) => each.command))
      const answered = all.filter(
        (entry) => ['sent', 'settled', 'discarded'].includes(entry.status) && !photosWait.has(entry.id),
      )
      const old = answered.slice(0, Math.max(0, answered.length - keep))
      const photos = await db.uploads.where({ account, status: 'sent' }).toArray()
      for (const entry of old) {
        const itsPhotos = photos.filter((photo) => photo.command === entry.id)
        await db.entries.delete([account, entry.seq])
        await db.readable.bulkDelete([
          [account, `entry:${entry.id}`],
          ...itsPhotos.map((photo): [Uuid, string] => [account, `thumb:${photo.id}`]),
        ])
        await db.removeUploads(itsPhotos.map((photo) => photo.id))
      }
    })
  }

  private async makeRoom(account: Uuid): Promise<void> {
    await this.tidy(account, 0).catch(() => undefined)
  }
}

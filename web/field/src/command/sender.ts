import {
  ApiProblem,
  Unreachable,
  type ApiClient,
  type Instant,
  type Problem,
  type SealedEntry,
  type SessionView,
  type Uuid,
} from '@yanzhen/shared/api'
import { base64Of } from '../platform/bytes'
import type { Locks } from '../platform/locks'
import type { Clock, Timers } from '../platform/time'
import type { Account, Entry, FieldDb, Upload } from '../store/db'
import { backoffMs } from './backoff'
import type { CommandLog } from './log'
import { uploadName } from './photos'

/** One tab sends, and nobody signs in or out while it does. */
export const SENDER_LOCK = 'yanzhen-sender'

/** Small on purpose: on a weak line a small request gets through where a large one starts over again and again. */
const ENTRIES_A_REQUEST = 10
const BYTES_A_REQUEST = 48_000
export const PIECE_BYTES = 128 * 1024

/** More than this means the two sides do not agree at all: better to wait than to send the same piece for ever. */
const REWINDS_A_PASS = 5

const ANOTHER_TAB_MS = 4_000

export type SenderState =
  | { kind: 'rest' }
  | { kind: 'sending' }
  | { kind: 'waiting'; retryAt: number; problem?: Problem }
  | { kind: 'signed-out' }
  | { kind: 'other-person' }
  | { kind: 'other-tab' }

export interface SenderDeps {
  db: FieldDb
  log: CommandLog
  api: Pick<ApiClient, 'session' | 'commands' | 'attachments'>
  clock: Clock
  timers: Timers
  locks: Locks
  random: () => number
  /** Whose log may be sent now; undefined when nobody is at work on this phone. */
  currentAccount: () => Promise<Account | undefined>
  /** The server confirmed who is signed in; its sealing key may have changed. */
  onSession?: (session: SessionView) => Promise<void>
}

/** What the server took in one pass. */
export interface Delivered {
  entries: number
  photos: number
}

class NotThisPerson extends Error {}

class DoesNotJoin extends Error {}

/** Delivers the log. It may be stopped at any point and be run again: the server knows each entry by its id. */
export class Sender {
  private state: SenderState = { kind: 'rest' }
  private failures = 0
  private timer: number | undefined
  private running: Promise<SenderState> | undefined
  private again = false
  private readonly listeners = new Set<(state: SenderState) => void>()
  private readonly deliveryListeners = new Set<(delivered: Delivered) => void>()

  constructor(private readonly deps: SenderDeps) {}

  current(): SenderState {
    return this.state
  }

  onChange(listener: (state: SenderState) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Told after each pass in which the server took something. */
  onDelivered(listener: (delivered: Delivered) => void): () => void {
    this.deliveryListeners.add(listener)
    return () => this.deliveryListeners.delete(listener)
  }

  /** Something changed for the better: a new entry, the network is back, the person asks. */
  kick(): void {
    this.failures = 0
    void this.run()
  }

  /** One pass over all there is to send; passes asked for meanwhile are joined into one more. */
  run(): Promise<SenderState> {
    if (this.running) {
      this.again = true
      return this.running
    }
    this.running = this.pass().finally(() => {
      this.running = undefined
      if (this.again) {
        this.again = false
        if (this.state.kind === 'rest') void this.run()
      }
    })
    return this.running
  }

  stop(): void {
    this.stopTimer()
  }

  private async pass(): Promise<SenderState> {
    this.stopTimer()
    const account = await this.deps.currentAccount()
    if (!account || (await this.deps.log.unsentCount(account.id)) === 0) return this.become({ kind: 'rest' })
    return this.deps.locks.tryHold(SENDER_LOCK, async (held) => {
      if (!held) return this.retry({ kind: 'other-tab' }, ANOTHER_TAB_MS)
      this.become({ kind: 'sending' })
      const delivered: Delivered = { entries: 0, photos: 0 }
      try {
        await this.checkPerson(account)
        await this.deliver(account, delivered)
        this.failures = 0
        return this.become({ kind: 'rest' })
      } catch (error) {
        return this.explain(error)
      } finally {
        if (delivered.entries + delivered.photos > 0) {
          for (const listener of this.deliveryListeners) listener(delivered)
        }
      }
    })
  }

  private async checkPerson(account: Account): Promise<void> {
    const session = await this.deps.api.session.get()
    if (session.accountId !== account.id) throw new NotThisPerson()
    await this.deps.onSession?.(session)
  }

  /** Words before pictures: an entry written while a photo is on its way goes before the photo's next piece. */
  private async deliver(account: Account, delivered: Delivered): Promise<void> {
    const setAside = new Map<Uuid, unknown>()
    const rewinds = new Map<Uuid, number>()
    for (;;) {
      await this.sendEntries(account.id, delivered)
      const upload = await this.nextUpload(account.id, setAside)
      if (!upload) break
      try {
        const joined = await this.sendPiece(upload, delivered)
        if (joined) continue
        const times = (rewinds.get(upload.id) ?? 0) + 1
        rewinds.set(upload.id, times)
        if (times > REWINDS_A_PASS) throw new DoesNotJoin('the pieces do not join')
      } catch (error) {
        if (!isOneAlone(error)) throw error
        setAside.set(upload.id, error)
      }
    }
    const [failure] = setAside.values()
    if (failure) throw failure
  }

  private async sendEntries(account: Uuid, delivered: Delivered): Promise<void> {
    let atMost = ENTRIES_A_REQUEST
    for (;;) {
      const batch = withinBytes(await this.deps.log.kept(account, atMost))
      if (batch.length === 0) return
      try {
        const { outcomes } = await this.deps.api.commands.sealed(batch.map(onTheWire))
        const outcomeOf = new Map(outcomes.map((outcome) => [outcome.id, outcome]))
        let answered = 0
        for (const entry of batch) {
          const outcome = outcomeOf.get(entry.id)
          // A hole in the answer ends here: what follows must not overtake what came before it.
          if (!outcome) break
          await this.deps.log.answer(entry, outcome)
          answered++
          if (outcome.status === 'done') delivered.entries++
        }
        if (answered === 0) throw new Unreachable('an answer without outcomes')
        atMost = ENTRIES_A_REQUEST
      } catch (error) {
        if (!(error instanceof ApiProblem) || !isAboutContent(error)) throw error
        if (batch.length > 1) {
          atMost = 1
          continue
        }
        await this.deps.log.answer(batch[0]!, {
          id: batch[0]!.id,
          status: 'refused',
          replayed: false,
          at: new Date(this.deps.clock.now()).toISOString() satisfies Instant,
          problem: { type: '', title: '', detail: '', params: {}, ...error.problem },
        })
      }
    }
  }

  private async nextUpload(account: Uuid, setAside: Map<Uuid, unknown>): Promise<Upload | undefined> {
    const queued = await this.deps.db.uploads.where({ account, status: 'queued' }).sortBy('keptAt')
    return queued.find((upload) => !setAside.has(upload.id))
  }

  /** False when the piece did not join what the server has. */
  private async sendPiece(upload: Upload, delivered: Delivered): Promise<boolean> {
    const { db, api } = this.deps
    const { sealed } = (await db.blobs.get(upload.id))!
    const offset = upload.received
    try {
      const piece = sealed.slice(offset, offset + PIECE_BYTES)
      const at = { offset, total: upload.total, sealed: true }
      const name = await uploadName(db, upload.id)
      const state = await api.attachments.put(upload.id, piece, at, undefined, name)
      if (state.complete) {
        await this.uploaded(upload)
        delivered.photos++
      } else if (state.received === offset) {
        throw new Unreachable('the piece did not arrive')
      } else {
        await db.uploads.update(upload.id, { received: state.received })
      }
      return true
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      const received = Number(error.problem.params?.received)
      if (error.code === 'attachment.offset' && received !== offset && received >= 0 && received < upload.total) {
        // The server knows better how far it got: the last answer may have been lost on the way.
        await db.uploads.update(upload.id, { received })
        return false
      } else if (error.code === 'attachment.offset' && received === upload.total) {
        await this.uploaded(upload)
        delivered.photos++
      } else if (isAboutPhoto(error)) {
        await db.uploads.update(upload.id, { status: 'refused', problem: error.problem })
      } else {
        throw error
      }
      return true
    }
  }

  private async uploaded({ id, total }: Upload): Promise<void> {
    const { db } = this.deps
    await db.transaction('rw', [db.uploads, db.blobs], async () => {
      await db.uploads.update(id, { status: 'sent', received: total })
      await db.blobs.delete(id)
    })
  }

  private explain(error: unknown): SenderState {
    if (error instanceof NotThisPerson) return this.become({ kind: 'other-person' })
    if (error instanceof ApiProblem && error.status === 401) return this.become({ kind: 'signed-out' })
    this.failures++
    const wait = backoffMs(this.failures, this.deps.random)
    const retryAt = this.deps.clock.now() + wait
    const problem = error instanceof ApiProblem ? error.problem : undefined
    return this.retry({ kind: 'waiting', retryAt, problem }, wait)
  }

  private retry(state: SenderState, afterMs: number): SenderState {
    this.timer = this.deps.timers.set(() => void this.run(), afterMs)
    return this.become(state)
  }

  private stopTimer(): void {
    if (this.timer !== undefined) this.deps.timers.clear(this.timer)
    this.timer = undefined
  }

  private become(state: SenderState): SenderState {
    this.state = state
    for (const listener of this.listeners) listener(state)
    return state
  }
}

/** The server has read it and will not take it, however often it is sent. */
function isAboutContent(problem: ApiProblem): boolean {
  return [400, 409, 413, 415, 422].includes(problem.status)
}

/** It is this photo that is not taken, for ever: another one may be. */
function isAboutPhoto(problem: ApiProblem): boolean {
  if (problem.code === 'attachment.offset') return false
  if (problem.code === 'attachment.not-found') return true
  return isAboutContent(problem) || (problem.status === 403 && problem.code !== 'access.csrf')
}

/** Something is wrong with this photo at the server, and the next one may fare better meanwhile. */
function isOneAlone(error: unknown): boolean {
  if (error instanceof DoesNotJoin) return true
  return error instanceof ApiProblem && ![401, 429, 503].includes(error.status)
}

function withinBytes(entries: Entry[]): Entry[] {
  let bytes = 0
  let taken = 0
  for (const entry of entries) {
    bytes += entry.sealed!.length
    if (taken > 0 && bytes > BYTES_A_REQUEST) break
    taken++
  }
  return entries.slice(0, taken)
}

function onTheWire(entry: Entry): SealedEntry {
  return { device: entry.device, seq: entry.seq, id: entry.id, sealed: base64Of(entry.sealed!), kid: entry.kid }
}

import {
  ApiProblem,
  Unreachable,
  type Envelope,
  type FieldWork,
  type OrderCard,
  type OrderDetail,
  type Outcome,
  type SealedEntry,
  type SessionView,
  type UploadState,
} from '@yanzhen/shared/api'
import { PinVault } from '../src/access/vault'
import { People } from '../src/access/people'
import { CommandLog, type Intent } from '../src/command/log'
import { PhotoStore } from '../src/command/photos'
import { attachmentInfo, commandInfo, ENC_BYTES, suite } from '../src/command/seal'
import { Sender, type SenderDeps } from '../src/command/sender'
import { base64Of, bytesOfBase64, textOf, utf8, type Bytes } from '../src/platform/bytes'
import { memoryLocks } from '../src/platform/locks'
import type { Timers } from '../src/platform/time'
import { uuidV7 } from '../src/platform/uuid'
import { FieldDb, type Account } from '../src/store/db'

export const START = Date.parse('2026-11-21T01:00:00Z')

export class HandClock {
  constructor(private at = START) {}
  now() {
    return this.at
  }
  advance(ms: number) {
    this.at += ms
  }
}

export class HandTimers implements Timers {
  waiting: { id: number; work: () => void; afterMs: number }[] = []
  private next = 1
  set(work: () => void, afterMs: number) {
    const id = this.next++
    this.waiting.push({ id, work, afterMs })
    return id
  }
  clear(timer: number) {
    this.waiting = this.waiting.filter((each) => each.id !== timer)
  }
}

/** Stands for the server in tests: opens what was sealed, answers each id once, keeps what it saw. */
export class TestServer {
  private constructor(
    private readonly keys: CryptoKeyPair,
    readonly publicKey: string,
  ) {}

  readonly realm = 7
  signedIn: string | undefined = 'wu'
  readonly commands: Envelope[] = []
  readonly answers = new Map<string, Outcome>()
  readonly requests: string[] = []
  readonly uploads = new Map<string, { bytes: Bytes; total: number; refused?: string; status?: number }>()
  /** Thrown before (nothing happened) or after (the answer is lost) the next requests. */
  failBefore: unknown[] = []
  failAfter: unknown[] = []
  refuse = new Map<string, { code: string; detail: string }>()

  static async start(): Promise<TestServer> {
    const keys = await suite.kem.generateKeyPair()
    return new TestServer(keys, base64Of(new Uint8Array(await suite.kem.serializePublicKey(keys.publicKey))))
  }

  session(): SessionView {
    if (!this.signedIn) throw new ApiProblem({ status: 401, code: 'access.not-signed-in' })
    return {
      accountId: `account-${this.signedIn}`,
      login: this.signedIn,
      name: this.signedIn === 'wu' ? '吴师傅' : '杨师傅',
      personId: `person-${this.signedIn}`,
      roles: ['WORKER'],
      divisionId: 1,
      divisionName: '李塘村',
      realm: this.realm,
      realmName: '示范县',
      demo: true,
      zone: 'Asia/Shanghai',
      sealingKey: { kid: 'k1', suite: 'DHKEM_P256_HKDF_SHA256/HKDF_SHA256/AES_256_GCM', publicKey: this.publicKey },
    }
  }

  async open(sealed: Bytes, info: string): Promise<Bytes> {
    const recipient = await suite.createRecipientContext({
      recipientKey: this.keys,
      enc: sealed.slice(0, ENC_BYTES).buffer,
      info: utf8(info).slice().buffer,
    })
    return new Uint8Array(await recipient.open(sealed.slice(ENC_BYTES).buffer))
  }

  private async received(entry: SealedEntry): Promise<Outcome> {
    const before = this.answers.get(entry.id)
    if (before) return { ...before, replayed: true }
    const plain = await this.open(bytesOfBase64(entry.sealed), commandInfo(this.realm, this.session().accountId, entry.device, entry.seq))
    const envelope = JSON.parse(textOf(plain)) as Envelope
    this.commands.push(envelope)
    const refusal = this.refuse.get(envelope.type)
    const outcome: Outcome = refusal
      ? { id: entry.id, status: 'refused', replayed: false, at: new Date(START).toISOString(), problem: { type: '', title: '', params: {}, status: 409, ...refusal } }
      : { id: entry.id, status: 'done', replayed: false, at: new Date(START).toISOString(), result: { version: 9 } as Outcome['result'] }
    this.answers.set(entry.id, outcome)
    return outcome
  }

  private async around<T>(name: string, work: () => Promise<T>): Promise<T> {
    this.requests.push(name)
    if (this.failBefore.length > 0) throwIfSet(this.failBefore.shift())
    const result = await work()
    if (this.failAfter.length > 0) throwIfSet(this.failAfter.shift())
    return result
  }

  api(): SenderDeps['api'] {
    return {
      session: {
        get: async () => this.session(),
        signIn: async ({ login }: { login: string }) => {
          this.signedIn = login
          return this.session()
        },
        signOut: async () => {
          this.signedIn = undefined
        },
      },
      commands: {
        sealed: (entries: SealedEntry[]) =>
          this.around(`sealed ${entries.map((entry) => entry.seq).join(',')}`, async () => {
            const outcomes: Outcome[] = []
            for (const entry of entries) outcomes.push(await this.received(entry))
            return { outcomes }
          }),
      },
      attachments: {
        put: (id: string, piece: Bytes, at: { offset: number; total: number }) =>
          this.around(`piece ${at.offset}`, async (): Promise<UploadState> => {
            const upload = this.uploads.get(id) ?? { bytes: new Uint8Array(0), total: at.total }
            if (upload.refused) throw new ApiProblem({ status: upload.status ?? 415, code: upload.refused })
            if (upload.bytes.length !== at.offset) {
              const params = { received: String(upload.bytes.length) }
              throw new ApiProblem({ status: 409, code: 'attachment.offset', params })
            }
            const bytes = new Uint8Array(upload.bytes.length + piece.length)
            bytes.set(upload.bytes)
            bytes.set(piece, upload.bytes.length)
            this.uploads.set(id, { bytes, total: at.total })
            return { id, received: bytes.length, total: at.total, complete: bytes.length === at.total }
          }),
      },
    } as unknown as SenderDeps['api']
  }

  photo(id: string): Promise<Bytes> {
    return this.open(this.uploads.get(id)!.bytes, attachmentInfo(this.realm, this.session().accountId, id))
  }
}

function throwIfSet(error: unknown) {
  if (error) throw error
}

export const noNetwork = () => new Unreachable('no network')

/** One phone, one person, one server. */
export async function aPhone() {
  const clock = new HandClock()
  const timers = new HandTimers()
  const locks = memoryLocks()
  const server = await TestServer.start()
  const db = new FieldDb(`phone-${uuidV7(clock.now())}`)
  const log = new CommandLog(db, clock)
  const photos = new PhotoStore(db, clock)
  const people = new People(db, server.api() as never, log, locks, clock)
  const vault = new PinVault(db, clock, 1_000)
  const account = await people.signIn('wu', 'secret', 'test phone')
  const dataKey = await vault.create(account.id, '240817')
  const newSender = (deps: Partial<SenderDeps> = {}) =>
    new Sender({
      db,
      log,
      api: server.api(),
      clock,
      timers,
      locks,
      random: () => 0.5,
      currentAccount: () => people.current(),
      ...deps,
    })
  const note = (text: string, more: Partial<Intent<'order.note'>> = {}) =>
    log.append(account.id, dataKey, { type: 'order.note', body: { orderId: 'o1', text }, about: {}, ...more })
  return { clock, timers, locks, server, db, log, photos, people, vault, account, dataKey, newSender, note }
}

export function statuses(db: FieldDb, account: Account) {
  return db.entries.where('[account+seq]').between([account.id, 0], [account.id, Infinity]).toArray()
}

export function aCard(changes: Partial<OrderCard> = {}): OrderCard {
  return {
    id: 'o1',
    number: 'D-1',
    tier: { level: 'COUNTY', holder: '溆浦县' },
    raised: false,
    kind: 'pest',
    kindName: '病虫害',
    kindIcon: 'bug',
    title: '柑橘树叶发黄',
    state: 'OFFERED',
    urgency: 'NORMAL',
    divisionId: 1,
    divisionName: '李塘村',
    source: 'CALL',
    overdue: false,
    hops: 0,
    reopened: 0,
    createdAt: '2026-11-20T01:00:00Z',
    updatedAt: '2026-11-20T01:00:00Z',
    version: 3,
    demo: true,
    joined: 0,
    level: 0,
    openParts: 0,
    ...changes,
  }
}

export function anOrder(changes: Partial<OrderCard> = {}, allowed: OrderDetail['allowed'] = []): OrderDetail {
  return { card: aCard(changes), text: '树叶发黄', fields: [], papers: [], dimensions: [], clocks: [], thread: [], attachments: [], allowed, parts: [], toCome: [], results: [], asks: [], unanswered: [], takesOrders: false, handsOut: false }
}

export function someWork(changes: Partial<FieldWork> = {}): FieldWork {
  return {
    asOf: '2026-11-21T00:00:00Z',
    offers: [],
    teamOffers: [],
    active: [],
    board: [],
    boardIsPart: false,
    taken: [],
    recent: [],
    why: [],
    limits: { documents: 200, bytes: 2_000_000 },
    ...changes,
  }
}

import Dexie, { type Table } from 'dexie'
import type { Problem, SealingKey, Uuid } from '@yanzhen/shared/api'
import type { Bytes } from '../platform/bytes'

/** AES-GCM output with the nonce it was made with. */
export interface Box {
  iv: Bytes
  data: Bytes
}

/** A person who has signed in on this phone. */
export interface Account {
  id: Uuid
  login: string
  name: string
  personId?: Uuid
  realm: number
  realmName: string
  divisionName: string
  demo: boolean
  zone: string
  sealingKey: SealingKey
  /**
   * Each person's log on this phone is a device of its own: its sequence has no gaps whoever else uses the phone,
   * and it is only ever sent under that person's name.
   */
  device: Uuid
  nextSeq: number
  lastUsedAt: number
}

/** The PIN's half of the lock. The data key opens with the PIN and this phone's device key together. */
export interface Vault {
  account: Uuid
  salt: Bytes
  iterations: number
  wrapped: Box
  failures: number
  blockedUntil: number
}

/**
 * kept: on this phone only · sent: done by the server · refused: needs a person · settled: a refused one answered by
 * sending again or as a note · discarded: a refused one that its author gave up.
 */
export type EntryStatus = 'kept' | 'sent' | 'refused' | 'settled' | 'discarded'

export interface Entry {
  account: Uuid
  seq: number
  id: Uuid
  device: Uuid
  realm: number
  kid: string
  /** HPKE enc || ciphertext; removed when nothing more can come of it. */
  sealed?: Bytes
  status: EntryStatus
  keptAt: number
  answeredAt?: number
  /** The outcome, under the device key: it can arrive while the PIN lock is on. */
  outcome?: Box
}

/**
 * draft: of a text not yet kept as an entry · queued: to be sent · held: its entry was refused, so it waits for what
 * becomes of that · refused: the server will not have it.
 */
export type UploadStatus = 'draft' | 'queued' | 'held' | 'sent' | 'refused'

export interface Upload {
  id: Uuid
  account: Uuid
  status: UploadStatus
  total: number
  received: number
  keptAt: number
  command?: Uuid
  problem?: Problem
  /** Of a file: what it is called, under the device key. */
  name?: Box
}

/** The sealed bytes of an upload, apart from its row: rows are read often and should stay small. */
export interface SealedBytes {
  id: Uuid
  sealed: Bytes
}

/** Whatever only the person with the PIN may read. */
export interface Readable {
  account: Uuid
  key: string
  savedAt: number
  box: Box
}

export interface Meta {
  key: string
  value: unknown
}

export class FieldDb extends Dexie {
  meta!: Table<Meta, string>
  accounts!: Table<Account, Uuid>
  vaults!: Table<Vault, Uuid>
  entries!: Table<Entry, [Uuid, number]>
  uploads!: Table<Upload, Uuid>
  blobs!: Table<SealedBytes, Uuid>
  readable!: Table<Readable, [Uuid, string]>

  constructor(name = 'yanzhen-field') {
    // Strict: an entry counts as kept only when it would survive a battery that dies the next second.
    super(name, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({
      meta: 'key',
      accounts: 'id, login',
      vaults: 'account',
      entries: '[account+seq], &id, [account+status]',
      uploads: 'id, [account+status]',
      blobs: 'id',
      readable: '[account+key]',
    })
  }

  /** Inside a transaction over uploads and blobs. */
  async removeUploads(ids: Uuid[]): Promise<void> {
    await this.uploads.bulkDelete(ids)
    await this.blobs.bulkDelete(ids)
  }

  async read<T>(key: string): Promise<T | undefined> {
    return (await this.meta.get(key))?.value as T | undefined
  }

  async write(key: string, value: unknown): Promise<void> {
    await this.meta.put({ key, value })
  }
}

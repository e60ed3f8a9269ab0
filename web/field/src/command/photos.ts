import type { Uuid } from '@yanzhen/shared/api'
import type { Picture, Sound } from '@yanzhen/shared/media'
import { deviceKeyOf, lockBox, lockJson, openBox, openJson } from '../access/boxes'
import type { Bytes } from '../platform/bytes'
import type { Clock } from '../platform/time'
import { uuidV7 } from '../platform/uuid'
import type { FieldDb } from '../store/db'
import { isQuotaExceeded, PhoneFull } from '../store/full'
import { attachmentInfo, seal } from './seal'

/** Photos, voices and files on this phone: sealed for the realm, with a copy for whoever has the PIN. */
export class PhotoStore {
  constructor(
    private readonly db: FieldDb,
    private readonly clock: Clock,
  ) {}

  /** Kept as part of a draft; it is sent only with the entry that names it. */
  add(account: Uuid, dataKey: CryptoKey, picture: Picture): Promise<Uuid> {
    return this.keep(account, dataKey, picture.jpeg, picture.thumbnail)
  }

  /** A voice is its own copy: it is to be heard again before it is handed in. */
  addVoice(account: Uuid, dataKey: CryptoKey, sound: Sound): Promise<Uuid> {
    return this.keep(account, dataKey, sound.bytes, sound.bytes)
  }

  /** Drawn by hand: small enough to be its own copy. */
  addSignature(account: Uuid, dataKey: CryptoKey, png: Bytes): Promise<Uuid> {
    return this.keep(account, dataKey, png, png)
  }

  /** Without a copy to open: what counts here is which file it was. */
  addFile(account: Uuid, dataKey: CryptoKey, bytes: Bytes, name: string): Promise<Uuid> {
    return this.keep(account, dataKey, bytes, undefined, name)
  }

  private async keep(account: Uuid, dataKey: CryptoKey, plain: Bytes, copy?: Bytes, fileName?: string): Promise<Uuid> {
    const { db } = this
    const owner = (await db.accounts.get(account))!
    const now = this.clock.now()
    const id = uuidV7(now)
    const sealed = await seal(owner.sealingKey, attachmentInfo(owner.realm, owner.id, id), plain)
    const box = copy && (await lockBox(dataKey, `thumb:${id}`, copy))
    // Under the phone's own key: it is sent along while the PIN lock is on.
    const name = fileName ? await lockJson(await deviceKeyOf(db), `name:${id}`, fileName) : undefined
    try {
      await db.transaction('rw', [db.uploads, db.blobs, db.readable], async () => {
        await db.blobs.add({ id, sealed })
        await db.uploads.add({
          id,
          account,
          status: 'draft',
          total: sealed.length,
          received: 0,
          keptAt: now,
          name,
        })
        if (box) await db.readable.put({ account, key: `thumb:${id}`, savedAt: now, box })
      })
    } catch (error) {
      throw isQuotaExceeded(error) ? new PhoneFull(error) : error
    }
    return id
  }

  async thumbnail(account: Uuid, dataKey: CryptoKey, id: Uuid): Promise<Bytes | undefined> {
    const row = await this.db.readable.get([account, `thumb:${id}`])
    if (!row) return undefined
    return openBox(dataKey, row.key, row.box).catch(() => undefined)
  }

  /** What a file was called when it was chosen. */
  nameOf(id: Uuid): Promise<string | undefined> {
    return uploadName(this.db, id)
  }

  /** Takes a photo out of a draft, or drops one the server will not have. */
  async drop(account: Uuid, id: Uuid): Promise<void> {
    const { db } = this
    await db.transaction('rw', [db.uploads, db.blobs, db.readable], async () => {
      const upload = await db.uploads.get(id)
      if (upload && (upload.status === 'draft' || upload.status === 'refused')) {
        await db.removeUploads([id])
        await db.readable.delete([account, `thumb:${id}`])
      }
    })
  }
}

export async function uploadName(db: FieldDb, id: Uuid): Promise<string | undefined> {
  const box = (await db.uploads.get(id))?.name
  return box && openJson<string>(await deviceKeyOf(db), `name:${id}`, box).catch(() => undefined)
}

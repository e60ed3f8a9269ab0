import type { Box, FieldDb } from '../store/db'
import { randomBytes, textOf, utf8, type Bytes } from '../platform/bytes'

const NONCE_BYTES = 12

/** `place` is authenticated with the content, so that one stored box cannot be passed off as another. */
export async function lockBox(key: CryptoKey, place: string, plain: Bytes): Promise<Box> {
  const iv = randomBytes(NONCE_BYTES)
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(place) }, key, plain)
  return { iv, data: new Uint8Array(data) }
}

export async function openBox(key: CryptoKey, place: string, box: Box): Promise<Bytes> {
  const plain = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: box.iv, additionalData: utf8(place) },
    key,
    box.data,
  )
  return new Uint8Array(plain)
}

export async function lockJson(key: CryptoKey, place: string, value: unknown): Promise<Box> {
  return lockBox(key, place, utf8(JSON.stringify(value)))
}

export async function openJson<T>(key: CryptoKey, place: string, box: Box): Promise<T> {
  return JSON.parse(textOf(await openBox(key, place, box))) as T
}

const DEVICE_KEY = 'deviceKey'

/** One per phone, made here, not extractable: a copy of the database alone does not open with the PIN. */
export async function deviceKeyOf(db: FieldDb): Promise<CryptoKey> {
  const known = await db.read<CryptoKey>(DEVICE_KEY)
  if (known) return known
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  return db.transaction('rw', db.meta, async () => {
    // Another tab may have been quicker.
    const other = await db.read<CryptoKey>(DEVICE_KEY)
    if (other) return other
    await db.write(DEVICE_KEY, made)
    return made
  })
}

import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import type { SealingKey, Uuid } from '@yanzhen/shared/api'
import { bytesOfBase64, joined, utf8, type Bytes } from '../platform/bytes'

export const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})

/** Length of the encapsulated key in front of the ciphertext: an uncompressed P-256 point. */
export const ENC_BYTES = 65

/** Bound to its author and its place in the log: under another account or number it does not open. */
export function commandInfo(realm: number, account: Uuid, device: Uuid, seq: number): string {
  return `yanzhen/command/1/${realm}/${account}/${device}/${seq}`
}

export function attachmentInfo(realm: number, account: Uuid, attachment: Uuid): string {
  return `yanzhen/attachment/1/${realm}/${account}/${attachment}`
}

/** HPKE base mode to the realm's key: after this, only the server of the realm reads it. */
export async function seal(key: SealingKey, info: string, plain: Bytes): Promise<Bytes> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(bytesOfBase64(key.publicKey).buffer)
  const sender = await suite.createSenderContext({ recipientPublicKey, info: bufferOf(utf8(info)) })
  const ciphertext = await sender.seal(bufferOf(plain))
  return joined(new Uint8Array(sender.enc), new Uint8Array(ciphertext))
}

/** The view's own bytes: a view may lie in a longer buffer. */
function bufferOf(bytes: Bytes): ArrayBuffer {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer
}

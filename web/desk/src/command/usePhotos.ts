import type { Problem, Uuid } from '@yanzhen/shared/api'
import { pictureOf } from '@yanzhen/shared/media'
import { computed, reactive, watch } from 'vue'
import { onLeave } from '../access/useSession'
import { api, heard } from '../shell/api'
import { upload } from './upload'
import { uuid7 } from './uuid7'

export interface DeskPhoto {
  id: Uuid
  /** A small copy for this page only; a voice or a file has none. */
  url?: string
  kind: 'PICTURE' | 'AUDIO' | 'FILE'
  /** What a file is called, or how long a voice is. */
  name?: string
  share: number
  state: 'sending' | 'sent' | 'refused'
  problem?: Problem
}

const FIRST_WAIT = 2_000
const LONGEST_WAIT = 30_000

// For the whole desk: the words may be sent and their form closed while a photo is still on its way.
const photos = reactive(new Map<Uuid, DeskPhoto>())
const jpegs = new Map<Uuid, Uint8Array<ArrayBuffer>>()
let sending = false

/** Rejects when the photo was taken out meanwhile. */
function pauseFor(id: Uuid) {
  return async (failures: number) => {
    await new Promise((resolve) => setTimeout(resolve, Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1))))
    if (!jpegs.has(id)) throw new Error('dropped')
  }
}

async function send(photo: DeskPhoto) {
  const jpeg = jpegs.get(photo.id)!
  const put: Parameters<typeof upload>[1] = (piece, at) =>
    api.attachments.put(photo.id, piece, { ...at, sealed: false }, undefined, photo.kind === 'FILE' ? photo.name : undefined)
  try {
    await upload(jpeg, put, { received: (bytes) => (photo.share = bytes / jpeg.length), pause: pauseFor(photo.id) })
    photo.state = 'sent'
  } catch (error) {
    if (!photos.has(photo.id)) return
    photo.problem = heard(error)
    photo.state = 'refused'
  } finally {
    jpegs.delete(photo.id)
  }
}

/** One after the other: two at once on one line only make both slower. */
async function sendAll() {
  if (sending) return
  sending = true
  try {
    for (;;) {
      const next = [...photos.values()].find((photo) => photo.state === 'sending' && jpegs.has(photo.id))
      if (!next) return
      await send(next)
    }
  } finally {
    sending = false
  }
}

/** Drawn anew, so that its size is bounded; then sent at once. Undefined: this file is no picture we can read. */
export async function addPhoto(file: File): Promise<Uuid | undefined> {
  try {
    const { jpeg, thumbnail } = await pictureOf(file)
    const id = uuid7()
    jpegs.set(id, jpeg)
    photos.set(id, { id, kind: 'PICTURE', url: URL.createObjectURL(new Blob([thumbnail], { type: 'image/jpeg' })), share: 0, state: 'sending' })
    void sendAll()
    return id
  } catch (error) {
    console.warn(error)
    return undefined
  }
}

/** A voice or a file goes as it is; the server looks through it. */
export function addFile(bytes: Uint8Array<ArrayBuffer>, kind: 'AUDIO' | 'FILE', name: string): Uuid {
  const id = uuid7()
  jpegs.set(id, bytes)
  photos.set(id, { id, kind, name, share: 0, state: 'sending' })
  void sendAll()
  return id
}

/** Resolves when none of them is on its way any more: an answer is given only by what has arrived. */
export function arrived(ids: readonly Uuid[]): Promise<void> {
  return new Promise((resolve) => {
    const stop = watch(
      () => ids.some((id) => photos.get(id)?.state === 'sending'),
      (underWay) => {
        if (underWay) return
        resolve()
        void Promise.resolve().then(() => stop())
      },
      { immediate: true },
    )
  })
}

export function dropPhoto(id: Uuid) {
  const photo = photos.get(id)
  if (photo?.url) URL.revokeObjectURL(photo.url)
  photos.delete(id)
  jpegs.delete(id)
}

export const photoOf = (id: Uuid) => photos.get(id)

/** What the server will have: a refused photo is not named by a command. */
export function acceptedOf(ids: readonly Uuid[]): Uuid[] {
  return ids.filter((id) => photos.get(id)?.state !== 'refused')
}

export const photosUnderWay = computed(() => [...photos.values()].filter((photo) => photo.state === 'sending').length)

onLeave(() => [...photos.keys()].forEach(dropPhoto))

window.addEventListener('beforeunload', (event) => {
  if (photosUnderWay.value > 0) event.preventDefault()
})

import { computed, shallowRef, watch } from 'vue'
import { liveQuery, type Subscription } from 'dexie'
import { orderResultOf, type CommandBodies, type CommandType, type Uuid } from '@yanzhen/shared/api'
import { account, dataKey, sessionTrouble } from '../access/useSession'
import { announce } from '../app/announce'
import { db, drafts, log, photos, sender } from '../app/runtime'
import { m, say } from '../i18n'
import { draftKey } from '../order/drafts'
import type { Upload } from '../store/db'
import { PhoneFull } from '../store/full'
import { attachmentsOf, orderOf, type Intent, type LoggedEntry } from './log'
import type { PendingCommand } from './optimistic'
import { isLostRace } from './refusals'
import type { SenderState } from './sender'

export const logged = shallowRef<LoggedEntry[]>([])
export const uploads = shallowRef<Upload[]>([])
export const senderState = shallowRef<SenderState>(sender.current())

sender.onChange((state) => {
  senderState.value = state
  if (state.kind === 'signed-out' || state.kind === 'other-person') sessionTrouble.value = state.kind
})
sender.onDelivered(({ entries }) => {
  // A refusal in the same pass is the more urgent news.
  if (needsYou.value > 0) return
  announce(entries > 0 ? say(m.value.sender.delivered, { n: entries }) : m.value.sender.photosDelivered)
})

export const keptEntries = computed(() => logged.value.filter((each) => each.entry.status === 'kept').reverse())
export const refusedEntries = computed(() => logged.value.filter((each) => each.entry.status === 'refused'))
export const answeredEntries = computed(() =>
  logged.value.filter((each) => ['sent', 'settled', 'discarded'].includes(each.entry.status)),
)
export const queuedUploads = computed(() => uploads.value.filter((upload) => upload.status === 'queued'))
export const refusedUploads = computed(() => uploads.value.filter((upload) => upload.status === 'refused'))
/** Their words have arrived and their photos have not. */
export const waitingForPhotos = computed(() => {
  const commands = new Set(queuedUploads.value.map((upload) => upload.command))
  return answeredEntries.value.filter(({ entry }) => commands.has(entry.id))
})
export const unsent = computed(() => keptEntries.value.length + waitingForPhotos.value.length)
export const needsYou = computed(() => refusedEntries.value.length + refusedUploads.value.length)

/** What the cached work may not know yet. */
export const pending = computed<PendingCommand[]>(() =>
  logged.value.flatMap(({ entry, view, outcome }) => {
    if (!view || (entry.status !== 'kept' && entry.status !== 'sent')) return []
    const sent = entry.status === 'sent'
    return [{ view, sent, version: orderResultOf(outcome).version, answeredAt: outcome?.at }]
  }),
)

watch(needsYou, (now, before) => {
  if (now <= before) return
  const newest = refusedEntries.value[0]
  // Nothing went wrong and nothing is lost but a race.
  if (now === before + 1 && newest && isLostRace(newest)) announce(m.value.outbox.lostToast)
  else announce(say(m.value.sender.needsYou, { n: now }), 'alarm')
})

let subscription: Subscription | undefined
let reading = 0

/** Follows the log of whoever uses the phone, whichever tab writes it. */
export function followOutbox() {
  watch(
    [() => account.value?.id, dataKey],
    ([id, key]) => {
      subscription?.unsubscribe()
      logged.value = []
      uploads.value = []
      if (!id) return
      const rows = liveQuery(() =>
        Promise.all([
          db.entries.where('[account+seq]').between([id, 0], [id, Infinity]).toArray(),
          db.uploads.where('[account+status]').between([id, ''], [id, '\uffff']).toArray(),
        ]),
      )
      subscription = rows.subscribe({
        next: async ([, photoRows]) => {
          const turn = ++reading
          const list = await log.list(id, key)
          if (turn !== reading || account.value?.id !== id || dataKey.value !== key) return
          logged.value = list
          uploads.value = photoRows
        },
        error: (error) => console.error(error),
      })
    },
    { immediate: true },
  )
}

/** The order this phone placed, as far as it is known here. */
export function placedHere(orderId: Uuid): LoggedEntry | undefined {
  return logged.value.find(({ view, entry }) => view?.type === 'order.place' && orderOf(view) === orderId && entry.status !== 'settled')
}

/** Keeps it, says so, and lets the sender know. False: it was not kept, and the person has been told. */
export function record<T extends CommandType>(intent: Intent<T>, said?: string): Promise<boolean> {
  return recordAll([intent as Intent], said)
}

/** All of them or none. */
export async function recordAll(intents: readonly Intent[], said?: string): Promise<boolean> {
  try {
    await log.appendAll(account.value!.id, dataKey.value!, intents)
  } catch (error) {
    console.error(error)
    announce(error instanceof PhoneFull ? m.value.trouble.full : m.value.trouble.unknown, 'alarm')
    return false
  }
  if (said) announce(said)
  sender.kick()
  return true
}

export function sendAgain(refused: LoggedEntry): Promise<boolean> {
  const { type, body, about } = refused.view!
  return record({ type, body, about, answers: refused.entry.seq }, m.value.outbox.resent)
}

export function keepAsNote(refused: LoggedEntry): Promise<boolean> {
  const view = refused.view!
  const body: CommandBodies['order.note'] = {
    orderId: orderOf(view)!,
    text: 'text' in view.body ? view.body.text || undefined : undefined,
    attachments: attachmentsOf(view),
  }
  return record({ type: 'order.note', body, about: view.about, answers: refused.entry.seq }, m.value.outbox.resent)
}

export function textOfEntry({ view }: LoggedEntry): string | undefined {
  const text = view && 'text' in view.body ? view.body.text : undefined
  return text || view?.about.what
}

export async function discard(refused: LoggedEntry, quietly = false) {
  await log.discard(account.value!.id, refused.entry.seq)
  const order = orderOf(refused.view)
  // Its correction, begun and left.
  if (order && refused.view?.type === 'order.place') await drafts.remove(account.value!.id, draftKey(order, 'order.place'))
  if (!quietly) announce(m.value.outbox.discardedToast)
}

export async function dropPhoto(upload: Upload) {
  await photos.drop(account.value!.id, upload.id)
  announce(m.value.outbox.photoDropped)
}

/** What this phone itself has of a photo or voice. */
export interface LocalCopy {
  url: string
  kind: 'PICTURE' | 'AUDIO' | 'FILE'
  /** Of a file, which has no copy to show. */
  name?: string
}

const thumbnailUrls = new Map<Uuid, LocalCopy>()

/** Under a blob URL, kept while the person is at work on this phone. */
export async function localCopy(id: Uuid): Promise<LocalCopy | undefined> {
  const known = thumbnailUrls.get(id)
  if (known) return known
  if (!account.value || !dataKey.value) return undefined
  const bytes = await photos.thumbnail(account.value.id, dataKey.value, id)
  if (!bytes) {
    const name = await photos.nameOf(id)
    return name ? { url: '', kind: 'FILE', name } : undefined
  }
  // Copies of photos are drawn here, always as JPEG, and signatures as PNG; anything else was recorded here.
  const type = bytes[0] === 0xff && bytes[1] === 0xd8 ? 'image/jpeg' : bytes[0] === 0x89 && bytes[1] === 0x50 ? 'image/png' : undefined
  const url = URL.createObjectURL(new Blob([bytes], type ? { type } : {}))
  const copy: LocalCopy = { url, kind: type ? 'PICTURE' : 'AUDIO' }
  thumbnailUrls.set(id, copy)
  return copy
}

watch(dataKey, (key) => {
  if (key) return
  thumbnailUrls.forEach(({ url }) => URL.revokeObjectURL(url))
  thumbnailUrls.clear()
})

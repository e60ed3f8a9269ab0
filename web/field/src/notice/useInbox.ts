import { computed, ref, shallowRef, watch } from 'vue'
import type { InboxItem } from '@yanzhen/shared/api'
import { account, dataKey, online, sessionTrouble } from '../access/useSession'
import { announce } from '../app/announce'
import { api, inboxCache } from '../app/runtime'
import { pending, record, senderState } from '../command/useOutbox'
import { locale, m, say } from '../i18n'
import type { CachedInbox, KnownInbox } from './inboxCache'
import { asRead, COUNTED } from './readHere'

const PAGE = 50
/** As many as one command may mark as read. */
const MARKED = 100
/** Older ones are looked at, not collected. */
const SHOWN = 300
const LOOK_AGAIN_MS = 2 * 60_000

const known = shallowRef<CachedInbox>()
/** Read since with signal; not kept on the phone. */
const older = shallowRef<InboxItem[]>([])
const olderFrom = ref<string>()
const loading = ref(false)
export const inboxLoaded = ref(false)

const shown = computed(() => {
  if (!known.value) return undefined
  const first = new Set(known.value.items.map((item) => item.id))
  const rest = older.value.filter((item) => !first.has(item.id))
  return asRead({ items: [...known.value.items, ...rest], unread: known.value.unread }, pending.value)
})
export const messages = computed(() => shown.value?.items)
export const unread = computed(() => shown.value?.unread ?? 0)
export const hasOlder = computed(
  () => olderFrom.value !== undefined && (messages.value?.length ?? 0) < SHOWN,
)
export const manyUnread = computed(() => unread.value >= COUNTED)

export function followInbox() {
  watch(
    [() => account.value?.id, dataKey],
    async ([id, key]) => {
      known.value = undefined
      forgetOlder()
      inboxLoaded.value = false
      if (!id || !key) return
      try {
        const found = await inboxCache.load(id, key)
        if (account.value?.id === id && dataKey.value === key) {
          known.value = found
          olderFrom.value = found?.next
        }
      } catch (error) {
        console.error(error)
      }
      inboxLoaded.value = true
      await renewInbox()
    },
    { immediate: true },
  )
  // The words are made in the language they are asked for in.
  watch(locale, () => void renewInbox())
  window.addEventListener('online', () => void renewInbox())
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void renewInbox()
  })
  setInterval(() => {
    if (!document.hidden && online.value && !sessionTrouble.value) void renewInbox()
  }, LOOK_AGAIN_MS)
  watch(senderState, (now, before) => {
    if (before.kind === 'sending' && now.kind === 'rest') void renewInbox()
  })
}

function forgetOlder() {
  older.value = []
  olderFrom.value = undefined
}

/** Without signal what is known stays. */
export async function renewInbox(): Promise<void> {
  const person = account.value
  const key = dataKey.value
  if (!person || !key || loading.value) return
  loading.value = true
  try {
    // Nobody else's messages, should somebody else have signed in beside.
    const session = await api.session.get()
    if (session.accountId !== person.id) return
    const fresh = await api.inbox({ limit: PAGE })
    if (account.value?.id !== person.id || dataKey.value !== key) return
    known.value = await inboxCache.save(person.id, key, {
      items: fresh.items,
      unread: fresh.unread,
      next: fresh.next ?? undefined,
    } satisfies KnownInbox)
    forgetOlder()
    olderFrom.value = known.value.next
  } catch {
    // The list on the phone says itself how old it is.
  } finally {
    loading.value = false
  }
}

export async function showOlder(): Promise<void> {
  const from = olderFrom.value
  if (!from || loading.value) return
  loading.value = true
  try {
    const page = await api.inbox({ after: from, limit: PAGE })
    older.value = [...older.value, ...page.items]
    olderFrom.value = page.next ?? undefined
  } catch {
    announce(m.value.inbox.olderNot, 'alarm')
  } finally {
    loading.value = false
  }
}

/** Keeps in the log that these were read; what was read before is left alone. */
export async function markRead(items: readonly InboxItem[], said?: string): Promise<void> {
  const ids = items.filter((item) => !item.readAt).map((item) => item.id)
  for (let at = 0; at < ids.length; at += MARKED) {
    const messageIds = ids.slice(at, at + MARKED)
    const title = say(m.value.inbox.marked, { n: messageIds.length })
    await record({ type: 'notice.read', body: { messageIds }, about: { title } }, at === 0 ? said : undefined)
  }
}

import { computed, ref, shallowRef, watch } from 'vue'
import { ageWords } from '@yanzhen/shared/ui'
import { ApiProblem, type OrderDetail, type Uuid } from '@yanzhen/shared/api'
import { account, dataKey, me, online, sessionTrouble } from '../access/useSession'
import { announce } from '../app/announce'
import { api, log, people, workCache } from '../app/runtime'
import { phoneNow, serverNow, tickNow } from '../app/useNow'
import { detailOf, projected, type LocalOrder, type LocalWork } from '../command/optimistic'
import { pending, senderState } from '../command/useOutbox'
import { locale, m, say } from '../i18n'
import { renewFolders } from './useFolders'
import { renewPlacing } from './usePlacing'
import type { CachedWork } from './workCache'

const FRESH_MS = 60_000
/** While somebody looks at the list, what was offered meanwhile should come by itself. */
const LOOK_AGAIN_MS = 2 * 60_000

const cached = shallowRef<CachedWork>()
export const loading = ref(false)
/** Reading from this phone's store has ended, with or without work. */
export const loaded = ref(false)
/** The last try to download did not succeed. */
export const stale = ref(false)

export const work = computed<LocalWork | undefined>(() =>
  cached.value ? projected(cached.value.work, pending.value, me.value) : undefined,
)

export const age = computed(() =>
  cached.value ? ageWords(new Date(cached.value.savedAt).toISOString(), phoneNow.value, locale.value) : undefined,
)

export function followWork() {
  watch(
    [() => account.value?.id, dataKey],
    async ([id, key]) => {
      cached.value = undefined
      loaded.value = false
      if (!id || !key) return
      try {
        const found = await workCache.load(id, key)
        if (account.value?.id === id && dataKey.value === key) cached.value = found
      } catch (error) {
        console.error(error)
      }
      loaded.value = true
      await refresh()
    },
    { immediate: true },
  )
  document.addEventListener('visibilitychange', () => {
    const old = !cached.value || phoneNow.value - cached.value.savedAt > FRESH_MS
    if (!document.hidden && old) void refresh()
  })
  setInterval(() => {
    if (!document.hidden && online.value && !sessionTrouble.value) void refresh()
  }, LOOK_AGAIN_MS)
  window.addEventListener('online', () => void refresh())
  // What was just delivered changes what the server says.
  watch(senderState, (now, before) => {
    if (before.kind === 'sending' && now.kind === 'rest') void refresh()
  })
}

export async function refresh(aloud = false): Promise<void> {
  const person = account.value
  const key = dataKey.value
  if (!person || !key || loading.value) return
  loading.value = true
  try {
    const session = await api.session.get()
    if (session.accountId !== person.id) {
      sessionTrouble.value = 'other-person'
      stale.value = true
      return
    }
    await people.renew(session)
    const fresh = await api.field.work()
    if (account.value?.id !== person.id || dataKey.value !== key) return
    cached.value = await workCache.save(person.id, key, fresh)
    stale.value = false
    sessionTrouble.value = undefined
    void log.tidy(person.id)
    void renewPlacing(session)
    void renewFolders()
    await tickNow()
    if (aloud) announce(m.value.work.refreshed)
  } catch (error) {
    stale.value = true
    if (error instanceof ApiProblem && error.status === 401) sessionTrouble.value = 'signed-out'
    if (aloud) {
      const words = age.value ? say(m.value.work.notRefreshed, { age: age.value }) : m.value.work.firstOffline
      announce(words, 'alarm')
    }
  } finally {
    loading.value = false
  }
}

export function findOrder(id: Uuid): LocalOrder | undefined {
  const now = work.value
  if (!now) return undefined
  const mine = [...now.offers, ...now.active].find((order) => order.detail.card.id === id)
  if (mine) return mine
  const open = now.board.find(({ entry }) => entry.order.id === id)
  return open ? { detail: detailOf(open.entry), pending: [], keptHere: false } : undefined
}

export function boardEntry(id: Uuid) {
  return work.value?.board.find(({ entry }) => entry.order.id === id)?.entry
}

/** What a lead needs to answer for the group, when the order was offered to one. */
export function teamOffer(id: Uuid) {
  return work.value?.teamOffers.find((offer) => offer.orderId === id)
}

/** Why the order came to whoever holds this phone; what was kept before there were reasons has none. */
export function whyMe(id: Uuid) {
  return work.value?.why.find((each) => each.orderId === id)?.decision
}

export function recentCard(id: Uuid) {
  return work.value?.recent.find((card) => card.id === id)
}

export interface FetchedOrder {
  detail: OrderDetail
  asOf: string
}

export async function fetchOrder(id: Uuid): Promise<FetchedOrder | undefined> {
  try {
    return { detail: await api.orders.get(id), asOf: new Date(serverNow.value).toISOString() }
  } catch {
    return undefined
  }
}

import { computed, shallowRef, watch } from 'vue'
import type { Uuid } from '@yanzhen/shared/api'
import { account, dataKey } from '../access/useSession'
import { api, folderCache } from '../app/runtime'
import { orderOf } from '../command/log'
import { isOfFolder } from '../command/refusals'
import { logged, pending } from '../command/useOutbox'
import { serverNow } from '../app/useNow'
import { folderWith, inMyHands, type KnownFolder, type LocalFolder } from './folder'
import type { CachedFolders } from './folderCache'

const cached = shallowRef<CachedFolders>()
/** Read by itself for the order on the screen. */
const fetched = shallowRef<Record<Uuid, KnownFolder>>({})
/** Counts what was asked of the server: an answer may come after that of a later question. */
let asked = 0
/** When what was fetched by itself, and the list, was asked for. */
const askedAt = new Map<Uuid, number>()
let listAskedAt = 0

export function followFolders() {
  watch(
    [() => account.value?.id, dataKey],
    async ([id, key]) => {
      cached.value = undefined
      fetched.value = {}
      if (!id || !key) return
      const found = await folderCache.load(id, key).catch(() => undefined)
      // What was fetched meanwhile is newer.
      if (account.value?.id === id && dataKey.value === key) cached.value ??= found
    },
    { immediate: true },
  )
}

/** Fetches them again; without network what is kept serves on. */
export async function renewFolders(): Promise<void> {
  const person = account.value
  const key = dataKey.value
  if (!person || !key) return
  const question = ++asked
  try {
    const { asOf, items } = await api.hall.foldersOnTheWay()
    if (account.value?.id !== person.id || dataKey.value !== key) return
    cached.value = await folderCache.save(person.id, key, { asOf, items })
    listAskedAt = question
    fetched.value = Object.fromEntries(Object.entries(fetched.value).filter(([id]) => (askedAt.get(id) ?? 0) > question))
  } catch (error) {
    console.warn(error)
  }
}

/** The folder of the order on the screen, which may have nothing in it yet. */
export async function fetchFolder(orderId: Uuid): Promise<void> {
  const question = ++asked
  try {
    const asOf = new Date(serverNow.value).toISOString()
    const folder = await api.hall.folder(orderId)
    const overtaken = (askedAt.get(orderId) ?? 0) > question || (listAskedAt > question && keptItem(orderId))
    if (overtaken) return
    askedAt.set(orderId, question)
    fetched.value = { ...fetched.value, [orderId]: { asOf, folder } }
  } catch {
    // What is kept serves on; of somebody else's order there is none.
  }
}

const keptItem = (orderId: Uuid) => cached.value?.items.find((item) => item.orderId === orderId)

function knownFolder(orderId: Uuid): KnownFolder | undefined {
  const item = keptItem(orderId)
  return fetched.value[orderId] ?? (item && { folder: item.folder, asOf: cached.value!.asOf })
}

const placedByThisPhone = (orderId: Uuid) => logged.value.some(({ view }) => view?.type === 'order.place' && orderOf(view) === orderId)

/** Of the order, as this phone knows it; undefined where it knows of none. */
export function findFolder(orderId: Uuid): LocalFolder | undefined {
  const known = knownFolder(orderId)
  const its = pending.value.filter(({ view }) => orderOf(view) === orderId)
  const placedHere = placedByThisPhone(orderId)
  if (!known && !placedHere && !its.some(({ view }) => isOfFolder(view.type))) return undefined
  return folderWith(known, its, placedHere)
}

/** What an order is called that this phone knows by its folder only. */
export const folderCalled = (orderId: Uuid) => keptItem(orderId)

/** Orders with something of theirs in my hands. */
export const carried = computed(() => {
  const ids = new Set([...(cached.value?.items.map(({ orderId }) => orderId) ?? []), ...pending.value.filter(({ view }) => isOfFolder(view.type)).flatMap(({ view }) => orderOf(view) ?? [])])
  return [...ids].flatMap((orderId) => {
    const folder = findFolder(orderId)
    const papers = folder ? inMyHands(folder) : []
    if (papers.length === 0) return []
    const item = keptItem(orderId)
    const about = pending.value.find(({ view }) => orderOf(view) === orderId)?.view.about
    return [{ orderId, papers, number: item?.number ?? about?.number, title: item?.kindName ?? about?.title }]
  })
})

import { onScopeDispose, shallowRef, watch } from 'vue'
import { liveQuery, type Subscription } from 'dexie'
import type { Uuid } from '@yanzhen/shared/api'
import { account, dataKey } from '../access/useSession'
import { drafts, photos } from '../app/runtime'
import type { BegunOrder } from './drafts'
import { uploadsOfDraft } from './placing'

/** Orders begun on this phone. What was thrown away stays to be brought back while whoever shows them is there. */
export function useBegun() {
  const begun = shallowRef<BegunOrder[]>([])
  let subscription: Subscription | undefined
  let reading = 0
  let whose: { id: Uuid; key: CryptoKey } | undefined

  watch(
    [() => account.value?.id, dataKey],
    async ([id, key]) => {
      subscription?.unsubscribe()
      begun.value = []
      whose = id && key ? { id, key } : undefined
      if (!id || !key) return
      await drafts.takeOver(id, key).catch((error) => console.error(error))
      if (whose?.id !== id || whose.key !== key) return
      subscription = liveQuery(() => drafts.rowsBegun(id)).subscribe({
        next: async (rows) => {
          const turn = ++reading
          const list = await drafts.openBegun(key, rows)
          if (turn === reading && whose?.id === id) begun.value = list
        },
        error: (error) => console.error(error),
      })
    },
    { immediate: true },
  )

  async function throwAway(order: BegunOrder) {
    if (whose) await drafts.throwAway(whose.id, whose.key, order.id)
  }

  async function bringBack(order: BegunOrder) {
    if (whose) await drafts.bringBack(whose.id, whose.key, order.id)
  }

  async function forgetThrown(id: Uuid, thrown: readonly BegunOrder[]) {
    for (const order of thrown) {
      for (const upload of uploadsOfDraft(order.draft)) await photos.drop(id, upload)
      await drafts.forget(id, order.id)
    }
  }

  onScopeDispose(() => {
    subscription?.unsubscribe()
    if (whose) void forgetThrown(whose.id, begun.value.filter(({ thrown }) => thrown))
    whose = undefined
  })

  return { begun, throwAway, bringBack }
}

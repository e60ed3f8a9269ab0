import type { OrderDetail, Problem, Uuid } from '@yanzhen/shared/api'
import { onScopeDispose, shallowRef, watch, ref, type Ref } from 'vue'
import { api, heard, isAborted } from '../shell/api'
import { locale } from '../shell/i18n'
import { useOrderChanges } from './orderChanges'

/** A photo that arrives is no change of its order, so it is looked for while one is on its way. */
const PHOTO_FIRST = 3_000
const PHOTO_LONGEST = 60_000

/** The open order: loaded when another is chosen, renewed when it changes elsewhere. */
export function useOrder(orderId: Ref<Uuid | undefined>) {
  const order = shallowRef<OrderDetail>()
  const loading = ref(false)
  const problem = shallowRef<Problem>()
  let underWay: AbortController | undefined

  async function load() {
    underWay?.abort()
    const id = orderId.value
    if (!id) {
      order.value = undefined
      problem.value = undefined
      loading.value = false
      return
    }
    const mine = (underWay = new AbortController())
    if (order.value?.card.id !== id) order.value = undefined
    loading.value = true
    problem.value = undefined
    try {
      order.value = await api.orders.get(id, mine.signal)
    } catch (error) {
      if (isAborted(error)) return
      problem.value = heard(error)
    } finally {
      if (underWay === mine) loading.value = false
    }
  }

  watch([orderId, locale], load, { immediate: true })

  let photoTimer: ReturnType<typeof setTimeout> | undefined
  let photoWait = PHOTO_FIRST
  watch(order, (now, before) => {
    clearTimeout(photoTimer)
    if (!now?.attachments.some((photo) => !photo.ready)) return
    const sameAgain = before?.card.id === now.card.id && before.card.version === now.card.version
    photoWait = sameAgain ? Math.min(PHOTO_LONGEST, photoWait * 2) : PHOTO_FIRST
    photoTimer = setTimeout(() => void load(), photoWait)
  })
  onScopeDispose(() => clearTimeout(photoTimer))

  useOrderChanges({
    changed: (change) => {
      if (change.id === orderId.value && change.version > (order.value?.card.version ?? 0)) void load()
    },
    resumed: () => void load(),
  })

  return { order, loading, problem, reload: load }
}

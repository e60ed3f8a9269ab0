import type { OrderCard, Problem, Uuid } from '@yanzhen/shared/api'
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { heard, isAborted } from '../shell/api'
import { locale } from '../shell/i18n'

/** Something the server keeps beside an order: read with it, and again when the order changes. */
export function useOfOrder<T>(card: Ref<OrderCard | undefined>, read: (orderId: Uuid, signal: AbortSignal) => Promise<T>) {
  const found = shallowRef<T>()
  const problem = shallowRef<Problem>()
  let underWay: AbortController | undefined
  let shownFor: Uuid | undefined

  async function load() {
    underWay?.abort()
    const orderId = card.value?.id
    if (orderId !== shownFor) found.value = undefined
    shownFor = orderId
    problem.value = undefined
    if (!orderId) return
    const mine = (underWay = new AbortController())
    try {
      const answer = await read(orderId, mine.signal)
      if (underWay === mine) found.value = answer
    } catch (error) {
      if (!isAborted(error)) problem.value = heard(error)
    }
  }

  watch(() => card.value && `${card.value.id} ${card.value.version} ${locale.value}`, load, { immediate: true })
  onScopeDispose(() => underWay?.abort())

  return { found, problem, reload: load }
}

import type { Candidates, Problem, Uuid } from '@yanzhen/shared/api'
import { ref, shallowRef, watch, type Ref } from 'vue'
import { api, heard, isAborted } from '../shell/api'
import { locale } from '../shell/i18n'

/** Who can go, for an order that may be offered; asked again when the order's version changes. */
export function useCandidates(wanted: Ref<{ orderId: Uuid; version: number } | undefined>) {
  const candidates = shallowRef<Candidates>()
  const loading = ref(false)
  const problem = shallowRef<Problem>()
  let underWay: AbortController | undefined
  let shownFor: Uuid | undefined

  async function load() {
    underWay?.abort()
    const asked = wanted.value
    if (asked?.orderId !== shownFor) candidates.value = undefined
    shownFor = asked?.orderId
    problem.value = undefined
    if (!asked) {
      loading.value = false
      return
    }
    const mine = (underWay = new AbortController())
    loading.value = true
    try {
      candidates.value = await api.orders.candidates(asked.orderId, mine.signal)
    } catch (error) {
      if (isAborted(error)) return
      candidates.value = undefined
      problem.value = heard(error)
    } finally {
      if (underWay === mine) loading.value = false
    }
  }

  watch(() => wanted.value && `${wanted.value.orderId} ${wanted.value.version} ${locale.value}`, load, { immediate: true })

  return { candidates, loading, problem, reload: load }
}

import type { CallBackPage, CallView, OrderFolder, Problem, Telephone, WindowHall } from '@yanzhen/shared/api'
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { heard, isAborted } from '../shell/api'
import { locale } from '../shell/i18n'

/** Something the hall shows that others change too: read again every few seconds while it is looked at. */
export function useFresh<T>(key: Ref<string | undefined>, read: (key: string, signal: AbortSignal) => Promise<T>, everyMs = 5_000) {
  const found = shallowRef<T>()
  const problem = shallowRef<Problem>()
  let underWay: AbortController | undefined

  async function load() {
    underWay?.abort()
    const now = key.value
    if (now === undefined) {
      found.value = undefined
      return
    }
    const mine = (underWay = new AbortController())
    try {
      const answer = await read(now, mine.signal)
      if (underWay === mine) {
        found.value = answer
        problem.value = undefined
      }
    } catch (error) {
      if (!isAborted(error)) problem.value = heard(error)
    }
  }

  watch([key, locale], () => void load(), { immediate: true })
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') void load()
  }, everyMs)
  onScopeDispose(() => {
    clearInterval(timer)
    underWay?.abort()
  })
  return { found, problem, reload: load }
}

export type { CallBackPage, CallView, OrderFolder, Telephone, WindowHall }

import type { Problem } from '@yanzhen/shared/api'
import { onScopeDispose, ref, shallowRef } from 'vue'
import { heard, isAborted } from '../shell/api'

/** Something a page shows: read when asked for; a newer question overtakes an older one. */
export function useLoaded<T>(read: (signal: AbortSignal) => Promise<T>) {
  const found = shallowRef<T>()
  const problem = shallowRef<Problem>()
  const loading = ref(false)
  let underWay: AbortController | undefined

  async function load() {
    underWay?.abort()
    const mine = (underWay = new AbortController())
    loading.value = true
    problem.value = undefined
    try {
      const answer = await read(mine.signal)
      if (underWay === mine) found.value = answer
    } catch (error) {
      if (!isAborted(error)) problem.value = heard(error)
    } finally {
      if (underWay === mine) loading.value = false
    }
  }

  onScopeDispose(() => underWay?.abort())
  return { found, problem, loading, load }
}

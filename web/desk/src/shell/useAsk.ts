import type { Problem } from '@yanzhen/shared/api'
import { ref, shallowRef } from 'vue'
import { heard } from './api'

/** A request that is no command, as a form sees it: busy, refused with a problem, or answered. */
export function useAsk() {
  const busy = ref(false)
  const problem = shallowRef<Problem>()

  async function ask<T>(request: () => Promise<T>): Promise<T | undefined> {
    busy.value = true
    problem.value = undefined
    try {
      return await request()
    } catch (error) {
      problem.value = heard(error)
      return undefined
    } finally {
      busy.value = false
    }
  }

  return { busy, problem, ask }
}

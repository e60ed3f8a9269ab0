import type { KindChoices, KindLine, KindSheet, Problem } from '@yanzhen/shared/api'
import { ref, shallowRef } from 'vue'
import { onLeave } from '../access/useSession'
import { api, heard } from '../shell/api'

const lines = shallowRef<readonly KindLine[]>()
const choices = shallowRef<KindChoices>()
const problem = shallowRef<Problem>()

onLeave(() => {
  lines.value = undefined
  choices.value = undefined
})

/** The service list as the administrator keeps it. */
export function useServiceList() {
  const loading = ref(false)

  async function load() {
    loading.value = true
    problem.value = undefined
    try {
      ;[lines.value, choices.value] = await Promise.all([api.catalogue.list(), api.catalogue.choices()])
    } catch (error) {
      problem.value = heard(error)
    } finally {
      loading.value = false
    }
  }

  async function sheet(code: string, version?: number): Promise<KindSheet | undefined> {
    problem.value = undefined
    try {
      return await api.catalogue.sheet(code, version)
    } catch (error) {
      problem.value = heard(error)
      return undefined
    }
  }

  return { lines, choices, problem, loading, load, sheet }
}

import type { KindView, Problem } from '@yanzhen/shared/api'
import { computed, shallowRef, watch } from 'vue'
import { onLeave } from '../access/useSession'
import { api, heard } from '../shell/api'
import { locale } from '../shell/i18n'

const kinds = shallowRef<readonly KindView[]>()
const problem = shallowRef<Problem>()

async function load() {
  problem.value = undefined
  try {
    kinds.value = await api.kinds()
  } catch (error) {
    problem.value = heard(error)
  }
}

// The names come from the server in the language asked for.
watch(locale, () => {
  if (kinds.value) void load()
})
onLeave(() => (kinds.value = undefined))

export function useKinds() {
  if (!kinds.value) void load()
  return {
    kinds: computed(() => kinds.value ?? []),
    loaded: computed(() => kinds.value !== undefined),
    problem,
    reload: load,
    kindOf: (code: string | undefined) => kinds.value?.find((kind) => kind.code === code),
  }
}

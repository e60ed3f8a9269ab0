import { onScopeDispose, ref } from 'vue'

function useMedia(query: string) {
  const list = window.matchMedia(query)
  const matches = ref(list.matches)
  const changed = () => (matches.value = list.matches)
  list.addEventListener('change', changed)
  onScopeDispose(() => list.removeEventListener('change', changed))
  return matches
}

/** Room for list, detail and candidates side by side. */
export const useWide = () => useMedia('(min-width: 1240px)')

import { onScopeDispose, ref } from 'vue'

export function useOnline() {
  const online = ref(navigator.onLine)
  const changed = () => (online.value = navigator.onLine)
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  onScopeDispose(() => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  })
  return online
}

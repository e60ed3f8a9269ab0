import { onBeforeUnmount, onMounted, ref } from 'vue'

type Handler = (event: KeyboardEvent) => void

/** While the help lies over the page, the keys it explains do nothing to what is under it. */
export const keysPaused = ref(false)

const NOT_FOR_TYPING = new Set(['radio', 'checkbox', 'button', 'submit', 'range'])

function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('[role="menu"], [role="listbox"]')) return true
  if (target instanceof HTMLInputElement && NOT_FOR_TYPING.has(target.type)) return key.startsWith('Arrow')
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}

/** Single keys while nothing is being typed. Keys with a modifier belong to the browser. */
export function useKeys(keys: Record<string, Handler>, evenPaused = false) {
  function heard(event: KeyboardEvent) {
    if (keysPaused.value && !evenPaused) return
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (isTaken(event.target, event.key)) return
    const handler = keys[event.key]
    if (!handler) return
    event.preventDefault()
    handler(event)
  }
  onMounted(() => window.addEventListener('keydown', heard))
  onBeforeUnmount(() => window.removeEventListener('keydown', heard))
}

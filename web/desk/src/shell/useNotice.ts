import { readonly, shallowRef } from 'vue'

export interface Notice {
  text: string
  /** A place to go to from here. */
  link?: { to: string; text: string }
  undo?: () => void
}

const notice = shallowRef<Notice>()
let timer: ReturnType<typeof setTimeout> | undefined

/** One quiet line at the foot of the page about what was just done; the newest replaces the older. */
export function useNotice() {
  function say(next: Notice | string, milliseconds = 8_000) {
    clearTimeout(timer)
    notice.value = typeof next === 'string' ? { text: next } : next
    timer = setTimeout(clear, milliseconds)
  }

  function clear() {
    clearTimeout(timer)
    notice.value = undefined
  }

  return { notice: readonly(notice), say, clear }
}

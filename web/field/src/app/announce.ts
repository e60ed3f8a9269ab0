import { ref } from 'vue'

export interface Announcement {
  id: number
  text: string
  tone: 'good' | 'alarm'
}

/** Long enough to read; trouble stays longer. */
const SHOWN_MS = { good: 4_000, alarm: 9_000 }

export const announcement = ref<Announcement>()
let timer: ReturnType<typeof setTimeout> | undefined

/** Shown for a while and read aloud. */
export function announce(text: string, tone: Announcement['tone'] = 'good') {
  clearTimeout(timer)
  announcement.value = { id: (announcement.value?.id ?? 0) + 1, text, tone }
  timer = setTimeout(() => (announcement.value = undefined), SHOWN_MS[tone])
}

export function dismissAnnouncement() {
  clearTimeout(timer)
  announcement.value = undefined
}

import { computed, ref, watch } from 'vue'
import { onLeave, useSession } from '../access/useSession'
import { api } from '../shell/api'

const LOOK_AGAIN = 60_000

const held = ref(0)
let following = false

onLeave(() => (held.value = 0))

/** How many messages somebody has to say by hand, for the top bar. */
export function useHeld() {
  const { session } = useSession()
  const mayWork = computed(() => session.value?.roles.some((role) => role === 'CLERK' || role === 'DISPATCHER') ?? false)

  async function count() {
    if (!mayWork.value || document.hidden) return
    // A number in a corner is not worth a line of trouble; the page itself says what is wrong.
    const counts = await api.outbox.counts().catch(() => undefined)
    if (counts) held.value = counts.held
  }

  if (!following) {
    following = true
    watch(mayWork, (now) => (now ? void count() : (held.value = 0)), { immediate: true })
    setInterval(count, LOOK_AGAIN)
    document.addEventListener('visibilitychange', () => void count())
  }

  return { held, mayWork, count }
}

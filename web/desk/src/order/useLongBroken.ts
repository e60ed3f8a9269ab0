import { onScopeDispose, ref, watch } from 'vue'
import { connection } from './orderChanges'

const WORTH_SAYING = 5_000

/** True once the stream has been broken for some seconds: a short reconnection is nobody's business. */
export function useLongBroken() {
  const long = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    connection,
    (now) => {
      if (now === 'broken') {
        timer ??= setTimeout(() => (long.value = true), WORTH_SAYING)
        return
      }
      if (now === 'live' || now === 'off') {
        clearTimeout(timer)
        timer = undefined
        long.value = false
      }
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return long
}

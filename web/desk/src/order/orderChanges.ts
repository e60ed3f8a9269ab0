import type { OrderChange } from '@yanzhen/shared/api'
import { onScopeDispose, ref } from 'vue'
import { api, heard, lost } from '../shell/api'
import { onLeave } from '../access/useSession'

export type Connection = 'off' | 'connecting' | 'live' | 'broken'

interface Listener {
  changed: (change: OrderChange) => void
  /** The stream is back after a gap: what happened in between was not heard. */
  resumed?: () => void
}

const FIRST_WAIT = 1_000
const LONGEST_WAIT = 30_000

export const connection = ref<Connection>('off')
const listeners = new Set<Listener>()
let source: EventSource | undefined
let retry: ReturnType<typeof setTimeout> | undefined
let wait = FIRST_WAIT
let hadGap = false

function connect() {
  close()
  connection.value = hadGap ? 'broken' : 'connecting'
  source = new EventSource(api.orders.changesUrl(), { withCredentials: true })
  source.onopen = () => {
    wait = FIRST_WAIT
    lost.value = false
    connection.value = 'live'
    if (hadGap) listeners.forEach((listener) => listener.resumed?.())
    hadGap = false
  }
  source.addEventListener('order', (event) => {
    const change = JSON.parse((event as MessageEvent<string>).data) as OrderChange
    listeners.forEach((listener) => listener.changed(change))
  })
  // The browser retries by itself only for some failures and gives up on others: one way for all.
  source.onerror = () => {
    hadGap = true
    connection.value = 'broken'
    close()
    // A stream cannot say why it ended; asking who we are tells a lost network from a session that is over.
    void api.session.get().catch(heard)
    retry = setTimeout(connect, wait * (0.75 + Math.random() / 2))
    wait = Math.min(LONGEST_WAIT, wait * 2)
  }
}

function close() {
  clearTimeout(retry)
  source?.close()
  source = undefined
}

function stop() {
  close()
  hadGap = false
  wait = FIRST_WAIT
  connection.value = 'off'
}

window.addEventListener('online', () => {
  if (connection.value === 'broken') {
    wait = FIRST_WAIT
    connect()
  }
})

onLeave(stop)

/** One stream for all listeners of the page; it ends with the last of them. */
export function useOrderChanges(listener: Listener) {
  listeners.add(listener)
  if (connection.value === 'off') connect()
  onScopeDispose(() => {
    listeners.delete(listener)
    if (listeners.size === 0) stop()
  })
  return { connection }
}

import { ref } from 'vue'
import { CLOCK_OFFSET } from '../command/log'
import { clock, db } from './runtime'

const EVERY_MS = 20_000

/** The phone's own time: for ages of what the phone itself stored. */
export const phoneNow = ref(clock.now())
export const clockOffsetMs = ref(0)
/** The server's time as far as known: for deadlines. */
export const serverNow = ref(clock.now())

async function tick() {
  clockOffsetMs.value = (await db.read<number>(CLOCK_OFFSET).catch(() => undefined)) ?? 0
  phoneNow.value = clock.now()
  serverNow.value = clock.now() + clockOffsetMs.value
}

export function startNow() {
  void tick()
  setInterval(() => {
    if (!document.hidden) void tick()
  }, EVERY_MS)
  document.addEventListener('visibilitychange', () => void tick())
}

export const tickNow = tick

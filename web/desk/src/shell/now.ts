import { onScopeDispose, readonly, ref, type Ref } from 'vue'

// A desk whose own clock is wrong would call orders overdue that are not.
const IGNORED_SKEW = 20_000
const TICK = 20_000

let skew = 0
const ticking = ref(Date.now())
let watchers = 0
let timer: ReturnType<typeof setInterval> | undefined

export function setServerTime(serverTime: Date, ours = Date.now()) {
  const difference = serverTime.getTime() - ours
  skew = Math.abs(difference) > IGNORED_SKEW ? difference : 0
}

function tick() {
  ticking.value = Date.now() + skew
}

/** The present, renewed often enough for words such as "还剩 5 分钟". */
export function useNow(): Readonly<Ref<number>> {
  if (watchers++ === 0) {
    tick()
    timer = setInterval(tick, TICK)
  }
  onScopeDispose(() => {
    if (--watchers === 0) clearInterval(timer)
  })
  return readonly(ticking)
}

/** The only source of time in the pure modules; tests move it by hand. */
export interface Clock {
  now(): number
}

export interface Timers {
  set(work: () => void, afterMs: number): number
  clear(timer: number): void
}

export const systemClock: Clock = { now: () => Date.now() }

export const systemTimers: Timers = {
  set: (work, afterMs) => window.setTimeout(work, afterMs),
  clear: (timer) => window.clearTimeout(timer),
}

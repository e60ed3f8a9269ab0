const FIRST_MS = 2_000
const LONGEST_MS = 5 * 60_000

/** Exponential, with jitter over the upper half, so that a village's phones do not all return in the same second. */
export function backoffMs(failures: number, random: () => number): number {
  const whole = Math.min(FIRST_MS * 2 ** Math.max(0, failures - 1), LONGEST_MS)
  return Math.round(whole / 2 + (random() * whole) / 2)
}
